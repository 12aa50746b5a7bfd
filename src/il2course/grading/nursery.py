"""Where attempts come from: forks of a zygote in the jail or, where there is no jail, fresh processes."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from select import select

from il2course.grading.attempt import CARE_S, Attempt, NotGraded, Process
from il2course.grading.jail import ENVIRONMENT, SCRATCH, Jail
from il2course.grading.limits import Limits
from il2course.grading.stopwatch import PATIENCE

ZYGOTE, FRESH = "il2course.grading.zygote", "il2course.grading.inside"
PYTHON = (sys.executable, "-s", "-P", "-m")
CREDENTIALS = struct.Struct("3i")  # process, user, group
ANSWER_S = 60  # of a busy machine
COUNTED_S = 1


class Nursery:
    """Gives one attempt after the other; used as a context, no process is left at the end.

    Parameters
    ----------
    jail, limits
        where attempts run and what each may use.
    modules
        what submissions are likely to import; it is imported once.
    """

    def __init__(self, jail: Jail, limits: Limits, modules: Sequence[str] = ()) -> None:
        self._jail, self._limits, self._modules = jail, limits, tuple(modules)
        self._zygote: Zygote | None = None
        self._lock, self._closed = threading.Lock(), False

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def begin(self, limits: Limits | None = None) -> Attempt:
        """An attempt that is ready, under other limits if they are given.

        Raises
        ------
        NotGraded
            when its process does not get ready.
        """
        limits = limits or self._limits
        process = self._forked(limits) if self._jail.sealed else Fresh()
        return Attempt(process, limits, sealed=self._jail.sealed, uid=self._jail.uid())

    def close(self) -> None:
        """End the zygote, and with it every attempt that it gave."""
        with self._lock:
            self._closed = True
            if self._zygote:
                self._zygote.close()

    def _forked(self, limits: Limits) -> Process:
        with self._lock:
            if self._closed:
                raise NotGraded("grading was stopped")
            if self._zygote and not self._zygote.well():
                self._zygote.close()
                self._zygote = None
            if not self._zygote:
                self._zygote = Zygote(self._jail, limits, self._modules)
            return Forked(self._zygote, limits)


class Zygote:
    """The process in the jail that attempts are forked from, seen from outside.

    Raises
    ------
    NotGraded
        when it does not get ready.
    """

    def __init__(self, jail: Jail, limits: Limits, modules: Sequence[str]) -> None:
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                jail.wrap([*PYTHON, ZYGOTE, str(theirs.fileno())], limits),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(),),
                env=ENVIRONMENT | dict.fromkeys(SCRATCH, "/tmp"),
                start_new_session=True,
            )
        try:
            self._ask({"modules": modules}, seconds=PATIENCE * limits.start_s)
        except (OSError, EOFError) as error:
            said = self.last_words()
            self.close()
            slow = isinstance(error, TimeoutError)
            raise NotGraded(f"Python did not start in the jail ({said or ('slow' if slow else 'ended')})") from None
        except BaseException:
            self.close()
            raise

    def fork(self, theirs: socket.socket, limits: Limits) -> None:
        """Fork an attempt at the other end of a socket; OSError or EOFError when the zygote is not well."""
        self._ask(asdict(limits), theirs)

    def well(self) -> bool:
        """Whether it is there and answers."""
        with suppress(OSError, EOFError):
            self._ask({})
            return True
        return False

    def last_words(self) -> str:
        """The last line on its standard error, as far as it has come."""
        if self._process.stderr.closed or not select([self._process.stderr], [], [], 0.2)[0]:
            return ""
        lines = os.read(self._process.stderr.fileno(), 10_000).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def close(self) -> None:
        """End it and all that it has forked off."""
        self._control.close()  # it then ends by itself, if it is well
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(COUNTED_S)
        if self._process.poll() is None:  # else its number may be another's by now
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(CARE_S)
        self._process.stderr.close()

    def _ask(self, order: object, theirs: socket.socket | None = None, seconds: float = ANSWER_S) -> None:
        words = json.dumps(order).encode()
        with self._lock:
            self._control.settimeout(seconds)
            socket.send_fds(self._control, [words], [theirs.fileno()] if theirs else [])
            if not self._control.recv(16):
                raise EOFError


class Forked:
    """An attempt's process, forked from a zygote.

    It says a byte when it is there, which the kernel signs with the number it has here.
    """

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        self._zygote, self._first, self._worker = zygote, None, None
        self.channel, theirs = socket.socketpair()
        try:
            with theirs:
                self.channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
                zygote.fork(theirs, limits)
            self.channel.settimeout(limits.start_s)
            said, signed, _, _ = self.channel.recvmsg(1, socket.CMSG_SPACE(CREDENTIALS.size))
            if not said:
                raise NotGraded(f"Python did not start in the jail ({zygote.last_words() or 'ended'})")
            self.pid = CREDENTIALS.unpack(signed[0][2])[0]
            self.channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
            self._worker = os.pidfd_open(self.pid)
            self._first = os.pidfd_open(_parent(self.pid))
        except (OSError, EOFError) as error:
            self.close()
            raise NotGraded(f"Python did not start in the jail ({error or type(error).__name__})") from None
        except BaseException:
            self.close()
            raise

    def well(self) -> bool:
        """Whether the zygote is: where it is not, nothing can be said about the attempt."""
        return self._zygote.well()

    def kill(self) -> None:
        """End the process that works, and with it the first one in its namespace, and so all of them.

        Ended in this order, its time is charged to the processes that it comes from.
        """
        for process, patience_s in ((self._worker, COUNTED_S), (self._first, CARE_S)):
            if self._first is not None:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(process, signal.SIGKILL)
                select([self._first], [], [], patience_s)

    def close(self) -> None:
        """End it and let go of it."""
        self.kill()
        self.channel.close()
        for opened in filter(None, (self._worker, self._first)):
            os.close(opened)
        self._worker = self._first = None


def _parent(pid: int) -> int:
    """The process that a process was forked from."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


class Fresh:
    """An attempt's process, started anew with nothing around it."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [*PYTHON, FRESH, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=ENVIRONMENT | dict.fromkeys(SCRATCH, self._scratch.name),
                cwd=self._scratch.name,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def well(self) -> bool:
        """Always: it depends on no other process."""
        return True

    def kill(self) -> None:
        """End it and what is still in its session."""
        if self._process.poll() is None:  # else its number may be another's by now
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(CARE_S)

    def close(self) -> None:
        """End it and let go of it."""
        self.kill()
        self.channel.close()
        self._scratch.cleanup()

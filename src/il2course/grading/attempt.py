"""One process that runs submitted code, seen from outside: asked, waited for, and ended."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict

from il2course.grading.jail import ENVIRONMENT, SCRATCH, Jail, call_filter
from il2course.grading.limits import Limits
from il2course.grading.stopwatch import PATIENCE, Stopwatch, innermost
from il2course.grading.wire import LONGEST_REPLY, Garbled, packed, unpacked

MODULE = "il2course.grading.inside"
CARE_S = 5
SHORTEST_S = 0.01


class Lost(Exception):
    """The process gives no answer any more.

    Attributes
    ----------
    how
        "slow", "ended" or "garbled".
    """

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


class NotGraded(Exception):
    """A submission cannot be graded for a reason that is not its own; the message says which."""


class Attempt:
    """A process in a jail, ready for cells and calls; used as a context, it is gone at the end.

    Parameters
    ----------
    jail, limits
        where it runs and what it may use.

    Attributes
    ----------
    spent_s
        seconds charged for all it was asked.

    Raises
    ------
    NotGraded
        when it does not get ready.
    """

    def __init__(self, jail: Jail, limits: Limits) -> None:
        self._scratch = None if jail.sealed else tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        place = self._scratch.name if self._scratch else "/tmp"
        self._channel, theirs = socket.socketpair()
        with theirs, call_filter(jail) as calls:
            words = [sys.executable, "-s", "-P", "-m", MODULE, str(theirs.fileno())]
            self._process = subprocess.Popen(
                jail.wrap(words, limits, *calls),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(), *calls),
                env=ENVIRONMENT | dict.fromkeys(SCRATCH, place),
                cwd=None if jail.sealed else place,
                start_new_session=True,
            )
        self._watched, self.spent_s = self._process.pid, 0.0
        try:
            self.ask({**asdict(limits), "uid": jail.uid()}, limits.start_s)
        except Lost as lost:
            said = self._last_words()
            self.close()
            raise NotGraded(f"Python did not start in the jail ({said or lost.how})") from None
        except BaseException:
            self.close()
            raise
        self._process.stderr.close()
        self._watched, self.spent_s = innermost(self._process.pid), 0.0

    def __enter__(self) -> "Attempt":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def ask(self, request: dict[str, object], seconds: float) -> dict[str, object]:
        """The reply to a request, which is a claim of whatever code runs there.

        Raises
        ------
        Lost
            when none comes in the seconds that are charged, the process has ended, or what comes is no reply.
        """
        nonce, watch = secrets.token_hex(8), Stopwatch(self._watched)
        try:
            self._channel.settimeout(PATIENCE * seconds)
            self._channel.sendall(packed({**request, "nonce": nonce}))
            reply = unpacked(lambda count: self._receive(count, watch, seconds), LONGEST_REPLY)
        except TimeoutError:
            raise Lost("slow") from None
        except OSError:
            raise Lost("ended") from None
        except Garbled:
            raise Lost("garbled") from None
        finally:
            self.spent_s += watch.charged()
        if reply is None:
            raise Lost("ended")
        if reply.pop("nonce", None) != nonce:
            raise Lost("garbled")
        return reply

    def _receive(self, count: int, watch: Stopwatch, seconds: float) -> bytes:
        """What has come, at the latest when the seconds are charged."""
        while (left := seconds - watch.charged()) > 0:
            self._channel.settimeout(max(left, SHORTEST_S))
            with contextlib.suppress(TimeoutError):
                return self._channel.recv(count)
        raise TimeoutError

    def _last_words(self) -> str:
        """The last line on the process's standard error, as far as it has come."""
        self.kill()
        os.set_blocking(self._process.stderr.fileno(), False)
        lines = (self._process.stderr.read(2000) or b"").decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def close(self) -> None:
        """End the process and all it has started."""
        self.kill()
        self._process.stderr.close()
        self._channel.close()
        if self._scratch:
            self._scratch.cleanup()

    def kill(self) -> None:
        """End the process, so that whoever waits for it need not; `close` is still to come."""
        if self._process.poll() is not None:  # its number may be another's by now
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(CARE_S)

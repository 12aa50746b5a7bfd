"""One process that runs submitted code, seen from outside: asked, waited for, and ended."""

import contextlib
import secrets
import socket
from dataclasses import asdict
from typing import Protocol

from il2course.grading.limits import Limits
from il2course.grading.stopwatch import PATIENCE, Stopwatch
from il2course.grading.wire import LONGEST_REPLY, Garbled, packed, unpacked

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


class Orphaned(NotGraded):
    """What the process came from has ended, and it with it: nothing is known about the submission."""


class Process(Protocol):
    """A process that runs submitted code.

    Attributes
    ----------
    channel
        the way to it.
    pid
        its number, for the stopwatch.
    """

    channel: socket.socket
    pid: int

    def well(self) -> bool:
        """Whether all that it depends on is there, so that its end is its own doing."""

    def kill(self) -> None:
        """End it and all it has started; `close` is still to come."""

    def close(self) -> None:
        """End it and let go of it."""


class Attempt:
    """A process ready for cells and calls; used as a context, it is gone at the end.

    Parameters
    ----------
    process
        where nothing has run yet.
    limits, sealed, uid
        what it may use, whether it is in a jail, and the user it becomes there (0: it stays who it is).

    Attributes
    ----------
    spent_s
        seconds charged for all it was asked.

    Raises
    ------
    NotGraded
        when it does not get ready.
    """

    def __init__(self, process: Process, limits: Limits, sealed: bool, uid: int) -> None:
        self._process, self._watch, self.spent_s = process, Stopwatch(process.pid), 0.0
        try:
            self.ask({**asdict(limits), "sealed": sealed, "uid": uid}, limits.start_s)
        except Lost as lost:
            self.close()
            raise NotGraded(f"Python did not get ready for a submission ({lost.how})") from None
        except BaseException:
            self.close()
            raise
        self.spent_s = 0.0

    def __enter__(self) -> "Attempt":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def ask(self, request: dict[str, object], seconds: float, longest: int = LONGEST_REPLY) -> dict[str, object]:
        """The reply to a request, of so many bytes at most, which is a claim of whatever code runs there.

        Raises
        ------
        Lost
            when none comes in the seconds that are charged, the process has ended, or what comes is no reply.
        Orphaned
            when it has ended through no doing of its own.
        """
        try:
            return self._reply(request, seconds, longest)
        except Lost as lost:
            if lost.how == "ended" and not self._process.well():
                raise Orphaned("the process that attempts are forked from has ended") from None
            raise

    def _reply(self, request: dict[str, object], seconds: float, longest: int) -> dict[str, object]:
        channel = self._process.channel
        nonce = secrets.token_hex(8)
        self._watch.start()
        try:
            channel.settimeout(PATIENCE * seconds)
            channel.sendall(packed({**request, "nonce": nonce}))
            reply = unpacked(lambda count: self._receive(count, seconds), longest)
        except TimeoutError:
            raise Lost("slow") from None
        except OSError:
            raise Lost("ended") from None
        except Garbled:
            raise Lost("garbled") from None
        finally:
            self.spent_s += self._watch.charged()
        if reply is None:
            raise Lost("ended")
        if reply.pop("nonce", None) != nonce:
            raise Lost("garbled")
        return reply

    def _receive(self, count: int, seconds: float) -> bytes:
        """What has come, at the latest when the seconds are charged; what it is charged is asked for only in doubt."""
        left = seconds - self._watch.passed()
        while left > 0 or (left := seconds - self._watch.charged()) > 0:
            self._process.channel.settimeout(max(left, SHORTEST_S))
            with contextlib.suppress(TimeoutError):
                return self._process.channel.recv(count)
            left = 0
        raise TimeoutError

    def close(self) -> None:
        """End the process and all it has started."""
        self._process.close()
        self._watch.close()

    def kill(self) -> None:
        """End the process, so that whoever waits for it need not; `close` is still to come."""
        self._process.kill()

"""Time that counts: a process is not charged for what it waited for a core of a busy machine."""

import contextlib
import os
import time

PATIENCE = 4  # four seconds on the wall are charged as one at least


class Stopwatch:
    """Seconds charged to a process; it holds a file open until it is closed.

    Parameters
    ----------
    pid
        the process, which must be there; afterwards its number may become another's.
    """

    def __init__(self, pid: int) -> None:
        self._kept, self._known = None, 0.0
        with contextlib.suppress(OSError):  # other systems than Linux keep no such account
            self._kept = os.open(f"/proc/{pid}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
        self.start()

    def start(self) -> None:
        """Charge from now on."""
        self._began, self._before = time.monotonic(), self._waited()

    def passed(self) -> float:
        """Seconds on the wall, which are never less than those charged."""
        return time.monotonic() - self._began

    def charged(self) -> float:
        """Seconds without those spent waiting for a core; on other systems than Linux, all."""
        wall = self.passed()
        return max(wall - (self._waited() - self._before), wall / PATIENCE)

    def close(self) -> None:
        """Let go of the file; what has been seen stays."""
        if self._kept is not None:
            os.close(self._kept)
            self._kept = None

    def _waited(self) -> float:
        """Seconds that the kernel saw it wait; of a process that has ended, the last that were seen."""
        if self._kept is not None:
            with contextlib.suppress(OSError, ValueError, IndexError):
                self._known = int(os.pread(self._kept, 100, 0).split()[1]) / 1e9
        return self._known

"""Time that counts: a process is not charged for what it waited for a core of a busy machine."""

import contextlib
import time

PATIENCE = 4  # four seconds on the wall are charged as one at least


class Stopwatch:
    """Seconds charged to a process from now on."""

    def __init__(self, pid: int) -> None:
        self._kept, self._known = f"/proc/{pid}/schedstat", 0.0
        self._start, self._before = time.monotonic(), self._waited()

    def charged(self) -> float:
        """Seconds since the start, without those spent waiting for a core; on other systems than Linux, all."""
        wall = time.monotonic() - self._start
        return max(wall - (self._waited() - self._before), wall / PATIENCE)

    def _waited(self) -> float:
        """Seconds that the kernel saw it wait; of a process that has ended, the last that were seen."""
        missing = contextlib.suppress(OSError, ValueError, IndexError)
        with missing, open(self._kept, "rb", buffering=0) as kept:  # asked for at every look: as quick as may be
            self._known = int(kept.read(100).split()[1]) / 1e9
        return self._known

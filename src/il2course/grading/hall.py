"""The hall where submissions are run on this machine, one at a time in each thread, each in the jail."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from typing import TypeVar
from weakref import WeakSet

from il2course.grading.attempt import Attempt, NotGraded, Orphaned
from il2course.grading.examination import Examination, Paper, examine
from il2course.grading.jail import Jail
from il2course.grading.limits import Limits
from il2course.grading.nursery import Nursery

TRIES = 3  # where what a submission was run by ended under it
Outcome = TypeVar("Outcome")


class Hall:
    """Gives every thread a nursery that nobody else uses meanwhile.

    Parameters
    ----------
    jail, limits
        where submissions run and what each may use.
    modules
        what they are likely to import.
    """

    def __init__(self, jail: Jail, limits: Limits, modules: Sequence[str] = ()) -> None:
        self._jail, self._limits, self._modules = jail, limits, tuple(modules)
        self._nurseries: LifoQueue[Nursery] = LifoQueue()
        self._living: WeakSet[Attempt] = WeakSet()
        self._lock, self._closed = threading.Lock(), False

    def examine(self, paper: Paper) -> Examination:
        """Run a submission and ask it what is asked.

        Raises
        ------
        NotGraded
            when a process does not get ready, or the hall is closed.
        """
        return persist(lambda: self._examine(paper))

    def _examine(self, paper: Paper) -> Examination:
        with self._nursery() as nursery:
            return examine(paper, lambda: self._begin(nursery, self._limits), self._limits)

    def attempt(self, limits: Limits) -> Attempt:
        """A process for code that is trusted, under limits of its own; raises like `examine`."""
        with self._nursery() as nursery:
            return self._begin(nursery, limits)

    def close(self) -> None:
        """End every process, also those that other threads wait for."""
        with self._lock:
            self._closed = True
            for attempt in list(self._living):
                attempt.kill()
        while not self._nurseries.empty():
            self._nurseries.get().close()

    @contextmanager
    def _nursery(self) -> Iterator[Nursery]:
        """A nursery that nobody else uses now."""
        try:
            nursery = self._nurseries.get_nowait()
        except Empty:
            nursery = Nursery(self._jail, self._limits, self._modules)
        try:
            yield nursery
        finally:
            if self._closed:
                nursery.close()
            self._nurseries.put(nursery)

    def _begin(self, nursery: Nursery, limits: Limits) -> Attempt:
        """A process that `close` will end, if nobody has ended it before."""
        attempt = nursery.begin(limits)
        with self._lock:
            self._living.add(attempt)
            if not self._closed:
                return attempt
        attempt.close()
        raise NotGraded("grading was stopped")


def persist(work: Callable[[], Outcome]) -> Outcome:
    """What comes out of work that is done again where what it was run by ended under it."""
    for _ in range(TRIES - 1):
        with suppress(Orphaned):
            return work()
    return work()

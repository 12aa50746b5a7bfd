"""Submissions run on other machines: the nodes of a Dask cluster, each with a jail of its own.

What a node is told and says stands in `node`. The same order is the same task, so that one lost with its node is run
on another and gives the same.
"""

import gc
import hashlib
import logging
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import suppress

from il2course import __version__
from il2course.errors import CourseError
from il2course.grading import node
from il2course.grading.attempt import NotGraded
from il2course.grading.examination import Examination, Paper
from il2course.grading.limits import Limits

ANSWER_S = 20  # until a scheduler answers, and until it has a worker
LOOK_S = 5  # between two looks at whether anybody is still at work
ALONE_S = 60  # without a worker or a scheduler, then a submission is given up


class Cluster:
    """A Dask cluster whose workers run submissions.

    Parameters
    ----------
    address
        of its scheduler, `tcp://HOST:PORT`, or `tls://…` with certificates from Dask's own configuration.
    sealed
        whether submissions must run in a jail.
    limits, modules
        what each may use, and is likely to import.

    Attributes
    ----------
    threads
        how many submissions run at once.

    Raises
    ------
    CourseError
        when Dask is not installed, nothing answers, there is no worker, or one of them cannot grade.
    """

    def __init__(self, address: str, sealed: bool, limits: Limits, modules: Sequence[str] = ()) -> None:
        try:
            from distributed import Client
        except ImportError:
            mend = "`python -m pip install distributed`, or grade without --scheduler"
            raise CourseError(f"--scheduler needs Dask, which is not installed: {mend}") from None
        self._alone_since: float | None = None  # on the monotonic clock; None while somebody is at work
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is told here
        self._address, self._sealed, self._limits, self._modules = address, sealed, limits, tuple(modules)
        self._client = None
        with suppress(OSError, ValueError):
            self._client = Client(address, timeout=ANSWER_S, set_as_default=False)
        if not self._client:
            gc.collect()  # what did not come about ends itself here; later it could block the next client for good
            raise CourseError(f"no Dask scheduler answers at {address}")
        try:
            self.threads = self._muster()
        except BaseException:
            self._client.close()
            raise

    def _muster(self) -> int:
        """See that every worker can grade; how many submissions they run at once."""
        try:
            self._client.wait_for_workers(1, timeout=ANSWER_S)
        except TimeoutError:
            start = f"`dask worker {self._address}` starts one"
            raise CourseError(f"the scheduler at {self._address} has no workers: {start}") from None
        for worker, reply in self._client.run(node.ready, self._sealed, on_error="return").items():
            if isinstance(reply, Exception):
                raise CourseError(f"the worker {worker} cannot grade: {reply}")
            if reply != __version__:
                raise CourseError(f"the worker {worker} has il2course {reply}, not {__version__} as here")
        return sum(self._client.nthreads().values())

    def examine(self, paper: Paper) -> Examination:
        """Have a submission run and asked what is asked.

        Raises
        ------
        NotGraded
            when a process does not get ready there, or the workers or the scheduler are gone.
        """
        order = node.order(paper, self._limits, self._modules, self._sealed)
        name = f"il2course-{hashlib.sha256(order.encode()).hexdigest()}"
        self._look()
        try:
            reply = self._reply(self._client.submit(node.sit, order, key=name))
        except CancelledError:
            raise self._gone() from None
        return node.found(reply)

    def _reply(self, task: object) -> str:
        """What comes back, for as long as there is somebody at work."""
        while True:
            with suppress(TimeoutError):
                return self._outcome(task)
            try:
                self._look()
            except NotGraded:
                task.cancel()
                raise

    def _look(self) -> None:
        """See whether anybody is at work, and give up when for long there was nobody.

        Who gives up once does so at the next look too, until somebody is back.
        """
        connected = self._client.status == "running"
        if connected and self._client.scheduler_info()["workers"]:
            self._alone_since = None
            return
        if self._alone_since is None:
            self._alone_since = time.monotonic()
        if self._client.status == "closed" or time.monotonic() - self._alone_since >= ALONE_S:
            if not connected:
                raise self._gone()
            raise NotGraded(f"the scheduler at {self._address} has no worker any more")

    def _gone(self) -> NotGraded:
        return NotGraded(f"the scheduler at {self._address} is gone")

    def _outcome(self, task: object) -> str:
        from distributed import KilledWorker

        try:
            return task.result(timeout=LOOK_S)
        except KilledWorker:
            raise NotGraded("every worker that it was given to has ended") from None

    def close(self) -> None:
        """Leave the cluster, with nothing of ours on it."""
        with suppress(OSError, TimeoutError, CancelledError):
            if self._client.status == "running":
                self._client.run(node.clear, on_error="ignore")
            self._client.close(LOOK_S)

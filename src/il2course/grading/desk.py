"""Where submissions are graded, one at a time in each thread: run in the jail, compared here."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from queue import Empty, LifoQueue
from weakref import WeakSet

from il2course.errors import CourseError
from il2course.grading.attempt import Attempt, NotGraded, Orphaned
from il2course.grading.examination import Question, examine
from il2course.grading.gradebook import Result
from il2course.grading.ingest import Store, Submission
from il2course.grading.jail import Jail
from il2course.grading.key import Key
from il2course.grading.limits import Limits
from il2course.grading.marks import mark, mark_text
from il2course.grading.nursery import Nursery
from il2course.grading.reference import Reference
from il2course.grading.sheet import Sheet
from il2course.grading.values import Values
from il2course.questions.plain import plain

A_DAY_S = 86_400
TRIES = 3  # where what a submission was run by ended under it


@dataclass
class Desk:
    """What grading a submission takes; used as a context, no process is left at the end.

    Attributes
    ----------
    sheet, key, jail, limits
        what is asked, the secret that draws the cases, where submissions run and what they may use.
    store
        the copies of the submissions.
    """

    sheet: Sheet
    key: Key
    jail: Jail
    store: Store
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._nurseries: LifoQueue[Nursery] = LifoQueue()
        self._references: LifoQueue[Reference] = LifoQueue()
        self._library = self._nursery_for(replace(self.limits, submission_s=A_DAY_S))
        self._values = Values()
        self._living: WeakSet[Attempt] = WeakSet()
        self._lock, self._closed = threading.Lock(), False

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process, also those that other threads wait for."""
        with self._lock:
            self._closed = True
            for attempt in list(self._living):
                attempt.kill()
        for idle in (self._references, self._nurseries):
            while not idle.empty():
                idle.get().close()
        self._library.close()

    def prepare(self) -> None:
        """Run the master once, to see that it works.

        Raises
        ------
        CourseError
            when it does not, or its process does not start.
        """
        try:
            with self._reference() as reference:
                for exercise in self.sheet.exercises:
                    reference.holds(exercise)
        except NotGraded as error:
            raise CourseError(f"{error}") from None

    def grade(self, submission: Submission, wanted: Collection[str] | None = None) -> Result:
        """Run a submission and mark its answers, to all exercises or to those that are wanted.

        Raises
        ------
        NotGraded
            when a process does not get ready, or the master gives no answer.
        """
        for _ in range(TRIES - 1):
            with suppress(Orphaned):
                return self._grade(submission, wanted)
        return self._grade(submission, wanted)

    def _grade(self, submission: Submission, wanted: Collection[str] | None) -> Result:
        asked = [each for each in self.sheet.exercises if wanted is None or each.id in wanted]
        cases = self._cases(submission.student)
        with self._reference() as reference:
            exercises = [self._values.telling(reference, each) for each in asked]
            expected = {each.id: reference.expected(each, cases[each.id]) for each in exercises if each.sample}
            values = [each for each in exercises if each.is_value]
            expected |= {each.id: [self._values.of(reference, each, submission.variant)] for each in values}
        questions = [Question(each.id, cases.get(each.id)) for each in exercises]
        with self._nursery() as nursery:
            found = examine(self.store.cells(submission), questions, lambda: self._begin(nursery), self.limits)
        marks = tuple(
            mark(each, found.answers[each.id], expected[each.id])
            if each.id in expected
            else mark_text(each, found.answers[each.id][0])
            for each in exercises
        )
        return Result(marks, found.cells, self.jail.sealed)

    def _cases(self, student: str) -> dict[str, list[Mapping[str, object]]]:
        """One student's hidden cases, by the function they are for."""
        return {
            each.id: [plain(case) for case in each.cases(self.key.random(student, each.id), each.hidden_cases)]
            for each in self.sheet.exercises
            if each.sample
        }

    def _nursery_for(self, limits: Limits) -> Nursery:
        """One that has imported what the master imports."""
        return Nursery(self.jail, limits, self.sheet.imports)

    @contextmanager
    def _nursery(self) -> Iterator[Nursery]:
        """A nursery that nobody else uses now."""
        try:
            nursery = self._nurseries.get_nowait()
        except Empty:
            nursery = self._nursery_for(self.limits)
        try:
            yield nursery
        finally:
            if self._closed:
                nursery.close()
            self._nurseries.put(nursery)

    def _begin(self, nursery: Nursery) -> Attempt:
        """A process that `close` will end, if nobody has ended it before."""
        attempt = nursery.begin()
        with self._lock:
            self._living.add(attempt)
            if not self._closed:
                return attempt
        attempt.close()
        raise NotGraded("grading was stopped")

    @contextmanager
    def _reference(self) -> Iterator[Reference]:
        """A reference process that nobody else uses now; one that failed is not used again."""
        try:
            reference = self._references.get_nowait()
        except Empty:
            reference = Reference(self.sheet, self._begin(self._library))
        try:
            yield reference
        except BaseException:
            reference.close()
            raise
        self._references.put(reference)

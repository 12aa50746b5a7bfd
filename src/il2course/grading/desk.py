"""Where submissions are graded, one at a time in each thread: run in the jail, compared here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import Empty, LifoQueue

from il2course.errors import CourseError
from il2course.grading.attempt import NotGraded
from il2course.grading.cluster import Cluster
from il2course.grading.examination import Paper, Question
from il2course.grading.gradebook import Result
from il2course.grading.hall import Hall, persist
from il2course.grading.ingest import Store, Submission
from il2course.grading.jail import Jail
from il2course.grading.key import Key
from il2course.grading.limits import Limits
from il2course.grading.marks import mark, mark_text
from il2course.grading.notebook import only_checks
from il2course.grading.reference import Reference
from il2course.grading.sheet import Sheet
from il2course.grading.values import Values
from il2course.questions import Exercise
from il2course.questions.expected import Case
from il2course.questions.plain import plain

A_DAY_S = 86_400


@dataclass
class Desk:
    """What grading a submission takes; used as a context, no process is left at the end.

    Attributes
    ----------
    sheet, key, jail, limits
        what is asked, the secret that draws the cases, where submissions run and what they may use.
    store
        the copies of the submissions.
    cluster
        where they run instead of here, if anywhere; the master runs here all the same.
    """

    sheet: Sheet
    key: Key
    jail: Jail
    store: Store
    limits: Limits = field(default_factory=Limits)
    cluster: Cluster | None = None

    def __post_init__(self) -> None:
        self._hall = Hall(self.jail, self.limits, self.sheet.imports)
        self._references: LifoQueue[Reference] = LifoQueue()
        self._values = Values()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process, also those that other threads wait for."""
        if self.cluster:
            self.cluster.close()
        self._hall.close()
        while not self._references.empty():
            self._references.get().close()

    def prepare(self, pool: Executor, places: int = 1) -> None:
        """Run the master, to see that it works, at as many places at once as submissions will be graded at.

        The pool's threads must outlive the grading, for the processes started here end with the thread that starts
        them.

        Raises
        ------
        CourseError
            when it does not, or its process does not start.
        """
        try:
            for reference in [pool.submit(self._new_reference) for _ in range(places)]:
                self._references.put(reference.result())
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
        asked = [each for each in self.sheet.exercises if wanted is None or each.id in wanted]
        cases = self._cases(submission.student)
        exercises, expected = persist(lambda: self._expected(asked, cases, submission.variant))
        questions = [Question(each.id, cases.get(each.id)) for each in exercises]
        cells = ["" if only_checks(cell) else cell for cell in self.store.cells(submission)]
        found = (self.cluster or self._hall).examine(Paper(cells, questions))
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

    def _expected(
        self, asked: Sequence[Exercise], cases: Mapping[str, list[Mapping[str, object]]], variant: str
    ) -> tuple[list[Exercise], dict[str, list[Case]]]:
        """The exercises, each with the slips that its values allow, and the right answers by exercise."""
        with self._reference() as reference:
            exercises = [self._values.telling(reference, each) for each in asked]
            functions = {each.id: reference.expected(each, cases[each.id]) for each in exercises if each.sample}
            values = [each for each in exercises if each.is_value]
            return exercises, functions | {each.id: [self._values.of(reference, each, variant)] for each in values}

    @contextmanager
    def _reference(self) -> Iterator[Reference]:
        """A reference process that nobody else uses now; one that failed is not used again."""
        try:
            reference = self._references.get_nowait()
        except Empty:
            reference = self._new_reference()
        try:
            yield reference
        except BaseException:
            reference.close()
            raise
        self._references.put(reference)

    def _new_reference(self) -> Reference:
        return Reference(self.sheet, self._hall.attempt(replace(self.limits, submission_s=A_DAY_S)))

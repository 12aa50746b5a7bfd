"""The right answers, from a process that runs the master and never a submission."""

from collections.abc import Mapping, Sequence

from il2course.errors import CourseError
from il2course.grading.attempt import Attempt, Lost, NotGraded
from il2course.grading.sheet import Sheet
from il2course.grading.wire import LONGEST_REPLY
from il2course.questions import Exercise
from il2course.questions.expected import Case
from il2course.questions.plain import restored
from il2course.questions.variant import PRACTICE

CALL_S = 120


class Reference:
    """A process that has run the master, first for `practice`; used as a context, it is gone at the end.

    Parameters
    ----------
    sheet
        whose master it runs.
    attempt
        the process, in which nothing has run yet.

    Raises
    ------
    CourseError
        when a cell of the master fails.
    """

    def __init__(self, sheet: Sheet, attempt: Attempt) -> None:
        self._sheet, self._attempt, self._student = sheet, attempt, ""
        try:
            self.work_as(PRACTICE)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Reference":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._attempt.close()

    def work_as(self, student: str) -> None:
        """Run the master with a student's id in it, unless it has just been run so.

        Raises
        ------
        CourseError
            when a cell fails.
        """
        if student == self._student:
            return
        self._student = ""
        for number, cell in self._sheet.cells_for(student).items():
            self._run(cell, f"code cell {number} of {self._sheet.place}")
        self._student = student

    def _run(self, cell: str, what: str) -> None:
        try:
            reply = self._attempt.ask({"cell": cell}, CALL_S)
        except Lost as lost:
            raise CourseError(f"{what} fails: the process is {lost.how}") from None
        if "error" in reply:
            raise CourseError(f"{what} fails with {reply['error']}: {reply['text']}")

    def holds(self, exercise: Exercise) -> None:
        """See that the master defines what an exercise asks for.

        Raises
        ------
        CourseError
            when it does not.
        """
        if "missing" in self._ask({"name": exercise.id}):
            raise CourseError(f"{self._sheet.place} does not define {exercise.id}")

    def expected(self, exercise: Exercise, cases: Sequence[Mapping[str, object]]) -> list[Case]:
        """The cases of an exercise, given by their plain arguments, with the right answers.

        A value is that of the student whom the master was last run for; its steps stand beside the parameters.

        Raises
        ------
        NotGraded
            when the master gives no answer.
        """
        if exercise.sample:
            answers = self._returned(exercise.id, cases)
            return [Case(restored(case), answer) for case, answer in zip(cases, answers, strict=True)]
        steps = {name: self._held(name) for name in exercise.steps}
        return [Case(restored({**case, **steps}), self._held(exercise.id)) for case in cases]

    def _returned(self, name: str, cases: Sequence[Mapping[str, object]]) -> list[object]:
        """What a function returns for each case: one message for all, as no time is kept for each."""
        reply = self._ask({"name": name, "cases": cases}, len(cases))
        return [_right(name, reply, answer) for answer in reply.get("values", [None] * len(cases))]

    def _held(self, name: str) -> object:
        reply = self._ask({"name": name})
        return _right(name, reply, reply.get("value"))

    def _ask(self, request: dict[str, object], answers: int = 1) -> dict[str, object]:
        try:
            return self._attempt.ask(request, CALL_S * answers, LONGEST_REPLY * answers)
        except Lost as lost:
            raise NotGraded(f"the master's process is {lost.how}") from None


def _right(name: str, reply: Mapping[str, object], answer: object) -> object:
    """An answer, which is there unless the reply says why not."""
    if answer is None:
        raise NotGraded(f"the master gives no answer for {name} ({reply.get('error', 'nothing plain')})")
    return answer

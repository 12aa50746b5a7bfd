"""Running one submission: its cells, then one call after the other, and again without what hangs or crashes."""

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from il2course.grading.attempt import Attempt, Lost
from il2course.grading.limits import Limits
from il2course.grading.wire import DEEPEST, REFUSALS

ERRORS = frozenset(
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
)

LAST = frozenset(("missing", "unanswered", "slow", "ended", "garbled", "unasked"))  # after these a name is left alone
UNRUN = "was left out, because the cells before it had used up the time or the attempts"
LOSSES = {"slow": "did not end in time", "ended": "ended Python", "garbled": "disturbed the grader"}
KEPT_FOR_ASKING = 1 / 4  # of a submission's time: cells that would begin later are left out
MOST_CELLS = 100  # whose trouble is told
LONGEST_LINE = 200


@dataclass(frozen=True)
class Question:
    """What is asked of a submission: what a name holds or, for a function, what it returns for each case."""

    name: str
    cases: Sequence[Mapping[str, object]] | None = None

    @property
    def requests(self) -> list[dict[str, object]]:
        """The messages that ask it, one a case."""
        if self.cases is None:
            return [{"name": self.name}]
        return [{"name": self.name, "arguments": arguments} for arguments in self.cases]


@dataclass(frozen=True)
class Paper:
    """A submission's code cells, the ones to be left out empty, and what is asked of it: all that running it takes."""

    cells: Sequence[str]
    questions: Sequence[Question]


@dataclass(frozen=True)
class Answer:
    """What came back for one case.

    Attributes
    ----------
    value
        a plain value; whoever wrote the submission chose it.
    fault
        why there is none: "missing", "unanswered", "nothing", "error", "refused", "slow", "ended", "garbled" or
        "unasked".
    error
        the built-in exception that was raised, or which of `wire.REFUSALS` was refused; nothing else of it is kept,
        for a submission could tell there what it was asked.
    """

    value: object = None
    fault: str = ""
    error: str = ""


@dataclass
class Examination:
    """What came out of one submission.

    Attributes
    ----------
    answers
        by the name asked for, one a case.
    cells
        what went wrong in a cell, by its number counted from 1, as the end of a sentence. What an error says is
        kept only of cells that ran before anything had been asked, in any attempt: a later one could tell there
        what it was asked, if an attempt ever finds something that an earlier one left behind.
    """

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    cells: dict[int, str] = field(default_factory=dict)


def examine(paper: Paper, begin: Callable[[], Attempt], limits: Limits) -> Examination:
    """Run the cells and ask the questions, in as many processes as it takes and is allowed.

    Raises
    ------
    NotGraded
        when a process does not get ready.
    """
    run = _Run(paper, limits)
    for number in range(1, limits.attempts + 1):
        with begin() as attempt:
            if run.through(attempt, last=number == limits.attempts) or run.left_s <= 0:
                break
    return run.finished()


class _Run:
    """The state between one attempt and the next."""

    def __init__(self, paper: Paper, limits: Limits) -> None:
        self._cells, self._questions, self._limits = paper.cells, paper.questions, limits
        self.left_s = limits.submission_s
        self._found = Examination(answers={question.name: [] for question in self._questions})
        self._excused = self._asked = False
        self._skipped: set[int] = set()
        self._ran: set[int] = set()

    def through(self, attempt: Attempt, last: bool = False) -> bool:
        """Take one attempt as far as it gets; whether it came to the end.

        The last one runs only cells that have run before, and cells leave time for asking: what stands at the end
        of a notebook costs no answer before it.
        """
        return self._cells_through(attempt, last) and all(self._answered(attempt, each) for each in self._questions)

    def _ask(self, attempt: Attempt, request: dict[str, object], seconds: float) -> dict[str, object]:
        before = attempt.spent_s
        try:
            return attempt.ask(request, min(seconds, self.left_s))
        finally:
            self.left_s -= attempt.spent_s - before

    def _cells_through(self, attempt: Attempt, last: bool) -> bool:
        for number, cell in enumerate(self._cells, start=1):
            if not cell:
                continue
            new = number not in self._ran
            if number in self._skipped or (new and (last or self.left_s < KEPT_FOR_ASKING * self._limits.submission_s)):
                self._tell(number, UNRUN)
                continue
            try:
                reply = self._ask(attempt, {"cell": cell}, self._limits.cell_s)
            except Lost as lost:
                if self._excuse(lost):
                    return False
                self._skipped.add(number)
                self._tell(number, f"{LOSSES[lost.how]} and was left out")
                return False
            self._ran.add(number)
            if "error" in reply and not self._asked:
                self._tell(number, _said(reply))
        return True

    def _excuse(self, lost: Lost) -> bool:
        """Whether an end may have come from outside, as when memory runs short: the first one is tried again."""
        excused = lost.how == "ended" and not self._excused
        self._excused |= excused
        return excused

    def _tell(self, number: int, sentence: str) -> None:
        """What went wrong with a cell when it was first tried."""
        if len(self._found.cells) < MOST_CELLS:
            self._found.cells.setdefault(number, sentence)

    def _answered(self, attempt: Attempt, question: Question) -> bool:
        """Ask what has not been asked of a question; whether the attempt can go on."""
        answers = self._found.answers[question.name]
        for request in question.requests[len(answers) :]:
            if answers and answers[-1].fault in LAST:
                break
            self._asked = True
            try:
                reply = self._ask(attempt, request, self._limits.call_s)
                answers.append(_answer(reply, called="arguments" in request))
            except Lost as lost:
                if self._excuse(lost):
                    return False
                answers.append(Answer(fault=lost.how if self.left_s > 0 else "unasked"))
                return False
        return True

    def finished(self) -> Examination:
        """What was found, with an answer for every case."""
        for question in self._questions:
            answers = self._found.answers[question.name]
            answers += [Answer(fault=_rest(answers))] * (len(question.requests) - len(answers))
        return self._found


def _rest(answers: list[Answer]) -> str:
    """The fault of cases that were not asked: that of the last one asked, if it is why."""
    return answers[-1].fault if answers and answers[-1].fault in LAST else "unasked"


def _answer(reply: Mapping[str, object], called: bool) -> Answer:
    error, value = reply.get("error"), reply.get("value")
    if "value" in reply and value is None:
        return Answer(fault="nothing" if called else "unanswered")
    if "value" in reply:
        strange = _strange(value)
        return Answer(fault="refused", error=strange) if strange else Answer(value)
    if error == "NotImplementedError":
        return Answer(fault="unanswered")
    if isinstance(error, str):
        return Answer(fault="error", error=error if error in ERRORS else "")
    if "missing" in reply:
        return Answer(fault="missing")
    refused = reply.get("refused")
    return Answer(fault="refused", error=refused if refused in REFUSALS else "object")


def _strange(value: object, depth: int = 0) -> str:
    """What keeps a claim from being text, a number, or lists of numbers; text in lists could fill the memory here."""
    if isinstance(value, list):
        return "deep" if depth == DEEPEST else next(filter(None, (_strange(item, depth + 1) for item in value)), "")
    if isinstance(value, str):
        return "texts" if depth else ""
    return "" if isinstance(value, bool | int | float) else "object"


def _said(reply: Mapping[str, object]) -> str:
    error, text = (_line(reply.get(part)) for part in ("error", "text"))
    return f"failed with {error}{': ' if text else ''}{text}"


def _line(text: object) -> str:
    """A claim of the submission as one short line that can be printed."""
    line = " ".join(text.split()) if isinstance(text, str) else ""
    return "".join(sign for sign in line[:LONGEST_LINE] if sign.isprintable())

"""Marks: answers beside what was expected, compared here and nowhere else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from il2course.grading.examination import Answer
from il2course.grading.wire import DEEPEST, LONGEST_TEXT, MOST_DIGITS, MOST_NUMBERS
from il2course.questions import Exercise
from il2course.questions.expected import Case
from il2course.questions.form import WrongForm, formed, wanted
from il2course.questions.slips import Wrong, likeliest

WRONG = "wrong"
PRACTICE_NUMBERS = "practice_numbers"  # the slip of who answers the practice variant instead of the own one
REFUSED = {
    "": "the answer must be plain numbers or text, and is not",  # for several reasons
    "object": "the answer must be numbers or text, not an object",
    "complex": "the answer must be real numbers, not complex ones",
    "huge": f"the answer must be numbers of at most {MOST_DIGITS} digits before the point, and one has more",
    "long": f"the answer must be at most {LONGEST_TEXT:,} letters or {MOST_NUMBERS:,} numbers, and is longer",
    "deep": f"the answer must be lists in lists at most {DEEPEST} deep, and goes deeper",
    "texts": "the answer must be numbers or one text, not a list of texts",
}
WITHOUT_COUNT = ("missing", "unanswered", "unasked")


@dataclass(frozen=True)
class Mark:
    """What one exercise earned.

    Attributes
    ----------
    exercise
        its id.
    points, pending
        earned, and waiting for a human.
    right, cases
        how many hidden cases were right, of how many; none for a text.
    remarks
        sentences for the student. They say nothing that the submission could choose freely, for it could put
        there what it was asked.
    slip, hint
        the known mistake that explains the wrong answers, and the hint it deserves.
    answered
        whether any answer was given.
    by_hand
        whether a human gave it.
    made_by
        the fingerprint of the exercise it was marked by.
    """

    exercise: str
    points: float
    pending: float = 0.0
    right: int = 0
    cases: int = 0
    remarks: tuple[str, ...] = ()
    slip: str = ""
    hint: str = ""
    answered: bool = True
    by_hand: bool = False
    made_by: str = ""


def mark(exercise: Exercise, answers: Sequence[Answer], cases: Sequence[Case]) -> Mark:
    """Compare the answers to one exercise with what was expected, case by case.

    The points are the exercise's, times the share of cases that are right, rounded to hundredths. A slip is
    recognized when it explains more than half of the wrong answers.
    """
    faults = [fault(exercise, answer, case.answer) for answer, case in zip(answers, cases, strict=True)]
    wrong = [
        Wrong(_formed(answer, case.answer), case.answer, case.arguments)
        for kind, answer, case in zip(faults, answers, cases, strict=True)
        if kind == WRONG
    ]
    slip = likeliest(exercise, wrong)
    return Mark(
        exercise.id,
        points=round(exercise.points * faults.count("") / len(cases), 2),
        right=faults.count(""),
        cases=len(cases),
        remarks=_remarks(exercise, answers, faults, _form(cases)),
        slip=slip.name if slip else "",
        hint=slip.hint if slip else "",
        answered=not set(faults) <= set(WITHOUT_COUNT),
    )


def mark_text(exercise: Exercise, answer: Answer) -> Mark:
    """Leave a text to a human, if there is one."""
    written = isinstance(answer.value, str) and bool(answer.value.strip())
    remark = "Written; a human will mark it." if written else "Not answered."
    return Mark(exercise.id, 0.0, pending=exercise.points if written else 0.0, remarks=(remark,), answered=written)


def fault(exercise: Exercise, answer: Answer, right: object) -> str:
    """What is wrong with an answer, in one word; nothing where it is right."""
    if answer.fault:
        return answer.fault
    try:
        given = _formed(answer, right)
    except WrongForm:
        return "infinite" if _infinite(answer.value, np.shape(right)) else "form"
    with np.errstate(all="ignore"):
        return "" if exercise.comparator.same(given, right) else WRONG


def _formed(answer: Answer, right: object) -> np.ndarray | str:
    return formed(answer.value, np.shape(right), text=isinstance(right, str))


def _infinite(value: object, shape: tuple[int, ...]) -> bool:
    """Whether numbers have the right shape, so that it is NaN or infinity that is wrong with them."""
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return False
    return not isinstance(value, str) and numbers.shape == shape and not np.isfinite(numbers).all()


def _remarks(exercise: Exercise, answers: Sequence[Answer], faults: Sequence[str], form: str) -> tuple[str, ...]:
    return tuple(
        _counted(exercise, kind, _sentence(exercise, kind, _detail(answers, kind), form), f"{count} of {len(faults)}")
        for kind, count in Counter(filter(None, faults)).items()
    )


def _detail(answers: Sequence[Answer], kind: str) -> str:
    """What raised, or what was refused, if it was the same in all cases: several would tell what was asked."""
    found = {answer.error for answer in answers if answer.fault == kind}
    return found.pop() if len(found) == 1 else ""


def _form(cases: Sequence[Case]) -> str:
    """What the answers must be, in words."""
    forms = {"text" if isinstance(case.answer, str) else wanted(np.shape(case.answer)) for case in cases}
    form = forms.pop() if len(forms) == 1 else "an array of the shape asked for"
    return f"{form}, without quotes, brackets or unit" if form == wanted(()) else form


def _sentence(exercise: Exercise, kind: str, error: str, form: str) -> str:
    return {
        WRONG: "wrong",
        "form": f"the answer must be {form}",
        "infinite": "the answer must be finite, and is not",
        "missing": f"there is no {exercise.id} after all cells have run",
        "unanswered": "not answered",
        "nothing": "returned None, as a function without a return statement does",
        "error": f"raised {error}" if error else "raised an error",
        "refused": REFUSED.get(error, REFUSED[""]),
        "slow": "did not end in time, and was not asked again",
        "ended": "ended Python, and was not asked again",
        "garbled": "disturbed the grader, and was not asked again",
        "unasked": "not asked, because what came before had used up the time or the attempts",
    }[kind]


def _counted(exercise: Exercise, kind: str, sentence: str, count: str) -> str:
    """A sentence with the number of cases it speaks of, where there are several."""
    if exercise.sample and kind not in WITHOUT_COUNT:
        return f"{count} hidden cases: {sentence}."
    return f"{sentence[0].upper()}{sentence[1:]}."

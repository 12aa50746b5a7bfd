"""Trying an answer in the notebook: `check("occupancy")` runs its public cases and says what they show.

Nothing leaves the machine, and nothing is settled: marks come from other cases, elsewhere.
"""

import sys
from difflib import get_close_matches
from textwrap import fill
from types import FunctionType

from il2course.check.examination import examine
from il2course.check.overview import Progress, Sheet
from il2course.check.record import NotKept, Record
from il2course.check.result import CheckResult
from il2course.errors import CourseError
from il2course.questions import LESSONS, Exercise, exercises
from il2course.questions.expected import public_cases
from il2course.questions.variant import PRACTICE, identity
from il2course.questions.words import described, quoted

__all__ = ["CheckResult", "check", "examine", "progress", "variant"]

ID = "student"  # the name that holds it on every sheet
LINE = 88  # letters
LOSE_NOTHING = "No answer and no mark depends on that file."
_told: set[str] = set()


def check(name: str) -> CheckResult:
    """Try the answer of this name on its public cases, print what they show in plain text, and return it.

    The answer is whatever the notebook holds under the name now. This never raises, whatever the answer does. A
    function gets full feedback. A value does where the sheet says `practice`; for anybody else its form is looked at
    and nothing more, because what is right differs from student to student.

    Parameters
    ----------
    name
        the exercise's id, which is the name of the function or variable asked for.
    """
    home = _notebook(sys._getframe(1).f_globals)
    result = _checked(name, home)
    print(folded(str(result)))
    if _shell() and result.id in _known():
        _keep(result, home)
    return result


def folded(text: str) -> str:
    """Lines no longer than a notebook shows; left to itself it would break them within a word."""
    return "\n".join(fill(line, LINE, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))


def progress(lesson: str = "") -> Progress:
    """Show for how many points public checks pass, by lesson, as `check` has found them in this folder.

    They are no marks. What was found is kept in `progress.json` beside the sheet and is sent nowhere.

    Parameters
    ----------
    lesson
        one whose exercises are listed one by one, such as `02_receptor`.

    Raises
    ------
    CourseError
        when there is no such lesson.
    """
    if lesson and lesson not in LESSONS:
        raise CourseError(f"progress takes one of {', '.join(LESSONS)}, got {described(lesson)}")
    who, trouble = identity(_notebook(sys._getframe(1).f_globals).get(ID)), ""
    try:
        found = Record().found()
    except NotKept as fault:
        found, trouble = {}, f"{fault}, so nothing is known of earlier checks. {LOSE_NOTHING}"
    sheets = [Sheet(each, exercises(each), found.get(who, {})) for each in LESSONS]
    return Progress(sheets, [lesson], trouble)


def _keep(result: CheckResult, home: dict[str, object]) -> None:
    """Write down what was found; where that fails, say so once."""
    try:
        Record().note(identity(home.get(ID)), result)
    except NotKept as fault:
        if str(fault) not in _told:
            _told.add(str(fault))
            print(f"Your progress: {fault}. {LOSE_NOTHING}")


def variant(name: str, student: object) -> dict[str, object]:
    """The numbers that one student's exercise is about, by their names.

    They follow from the id alone: the same id gets the same numbers everywhere, another one most likely others.

    Parameters
    ----------
    name
        the exercise's id.
    student
        the student's id, in quotes or as a number; "practice" for self-study.

    Raises
    ------
    CourseError
        when there is no such exercise, its numbers are the same for everyone, or the id is no id.
    """
    known = {each.id: each for lesson in LESSONS for each in exercises(lesson) if each.variants}
    if not isinstance(name, str) or name not in known:
        asked = quoted(name) if isinstance(name, str) else described(name)
        raise CourseError(f"variant takes the name of one of {', '.join(known)}, got {asked}")
    if not isinstance(student, str | int):
        raise CourseError(f"{ID} must be your id in quotes, got {described(student)}")
    return known[name].variant(student)


def _notebook(caller: dict[str, object]) -> dict[str, object]:
    """The names of the notebook: IPython's where it runs, those of the calling module where not."""
    shell = _shell()
    return shell.user_ns if shell else caller


def _shell() -> object:
    """IPython's shell; None where none runs."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _known() -> dict[str, tuple[str, Exercise]]:
    return {exercise.id: (lesson, exercise) for lesson in LESSONS for exercise in exercises(lesson)}


def _checked(name: object, home: dict[str, object]) -> CheckResult:
    known = _known()
    if not isinstance(name, str):
        own = name.__name__ if isinstance(name, FunctionType) else ""
        mend = f'Put the name in quotes, as in check("{own if own in known else next(iter(known))}").'
        return CheckResult("", False, f"check takes the name of an exercise, got {described(name)}.", mend)
    if name not in known:
        return CheckResult(name, False, *_unknown(name, list(known)))
    lesson, exercise = known[name]
    return _tried(lesson, exercise, home)


def _unknown(name: str, known: list[str]) -> tuple[str, str]:
    near = get_close_matches(name, known, 1)
    mend = f'Did you mean check("{near[0]}")?' if near else "Copy the name from the sheet."
    return f"There is no exercise {quoted(name)}; the exercises are {', '.join(known)}.", mend


def _tried(lesson: str, exercise: Exercise, home: dict[str, object]) -> CheckResult:
    try:
        cases = () if exercise.kind == "text" else public_cases(lesson, exercise.id)
    except CourseError as error:
        mend = "Install the course again, or in its folder run python3 course.py sync."
        return CheckResult(exercise.id, False, f"{exercise.id} cannot be checked: {error}.", mend)
    return examine(exercise, cases, home, _settling(exercise, home))


def _settling(exercise: Exercise, home: dict[str, object]) -> bool:
    """Whether the stored cases may judge an answer: a value only in practice, for its parameters are stored alone."""
    return not exercise.is_value or identity(home.get(ID)) == PRACTICE

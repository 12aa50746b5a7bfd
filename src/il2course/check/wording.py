"""What `check` says: for each finding one calm sentence and a next step."""

from collections.abc import Iterable

import numpy as np

from il2course.check.advice import step
from il2course.check.attempt import Mishap
from il2course.questions.exercise import Exercise
from il2course.questions.expected import Case
from il2course.questions.form import entry, wanted
from il2course.questions.words import apart, call, described, quoted, shown

Finding = tuple[str, str]

FORGOTTEN = "End the function with return and your result."
_AGAIN = "run that cell, then check again."
_NOT_WRITTEN = (
    f"Write your code in place of the line with NotImplementedError, {_AGAIN} "
    "If you have, look below that cell: an error there keeps the old definition."
)
_BY_HAND = "Work this case out by hand and compare it with your code, step by step."


def passing(exercise: Exercise, cases: int) -> str:
    """Every public case passes."""
    return f"{exercise.id}: public checks pass" + (f", {cases} of {cases} cases." if exercise.sample else ".")


def formed(exercise: Exercise, shape: tuple[int, ...]) -> str:
    """A value of which the cases stored here cannot say whether it is right."""
    form = "one of the answers on offer" if exercise.options else wanted(shape)
    return f"{exercise.id} has the right form, {form}. Whether it is right, only the grader tells."


def noted(name: str, text: str) -> str:
    """A text that a person will read."""
    words = len(text.split())
    return f"{name}: noted, {words} word{'s' * (words != 1)}. A person will read it."


def missing(name: str, near: str = "") -> Finding:
    """The notebook does not know the name; it may know one that is almost the same."""
    if near:
        return f"{name} is not defined yet, but {near} is.", f"If that is your answer, call it {name}, {_AGAIN}"
    return f"{name} is not defined yet.", "Run the cell that defines it, then check again."


def unanswered(name: str) -> Finding:
    """The name still holds None."""
    return f"{name} is not answered yet.", f"Write your answer in place of None, {_AGAIN}"


def empty(name: str) -> Finding:
    """The text is empty."""
    return f"{name} is not answered yet.", f"Write your answer between the quotes, {_AGAIN}"


def unreadable(name: str, mishap: Mishap) -> Finding:
    """An answer that fails when it is only looked at."""
    return f"{name} cannot be read: {mishap.reason}.", "Give a plain number, text, list or array of numbers."


def no_option(exercise: Exercise, value: str) -> Finding:
    """A choice that is not on offer."""
    options = ", ".join(map(quoted, exercise.options))
    return f"{exercise.id} must be one of {options}, got {quoted(value)}.", "Copy one of them, with its quotes."


def no_function(name: str, value: object, arguments: Iterable[str]) -> Finding:
    """Something else than a function."""
    return f"{name} must be a function, got {described(value)}.", f"Start it with {_first_line(name, arguments)}"


def other_arguments(name: str, signature: str, arguments: Iterable[str]) -> Finding:
    """A function of other arguments, or of too many or too few."""
    message = f"{name} must take the arguments ({', '.join(arguments)}), got {signature}."
    return message, f"Start it with {_first_line(name, arguments)}"


def _first_line(name: str, arguments: Iterable[str]) -> str:
    return f"def {name}({', '.join(arguments)}): as on the sheet."


def changed(asked: str, argument: str) -> Finding:
    """A function that changes what it was given."""
    message = f"{asked} must leave its arguments as they are, but changes {argument}."
    return message, f"Work on a copy: {argument} = {argument}.copy()."


def stopped(name: str, asked: str, mishap: Mishap) -> Finding:
    """A function that ended in an exception, which a stub does as well."""
    if isinstance(mishap.error, NotImplementedError) and mishap.own:
        if mishap.function == name:
            return f"{name} is not answered yet.", _NOT_WRITTEN
        return f"{name} uses {mishap.function}, which is not answered yet.", f"Answer {mishap.function} first."
    what = "was stopped by hand" if isinstance(mishap.error, KeyboardInterrupt) else f"stopped with {mishap.reason}"
    return f"{asked} {what}{_where(mishap)}", step(mishap.error)


def _where(mishap: Mishap) -> str:
    if not mishap.line:
        return "."
    return f", in line {mishap.line} of your cell" + (f": {mishap.source}" if mishap.source else ".")


def different(exercise: Exercise, case: Case, answer: np.ndarray | str, wrong: int, cases: int) -> Finding:
    """A wrong value. For a function it shows the expected one; for a value that would be the solution."""
    if exercise.kind != "function":
        value = quoted(answer) if isinstance(answer, str) else _measured(shown(answer), exercise)
        return f"{exercise.id} is {value}, which is not what is expected.", "Go through the steps and units once more."
    got, expected, where = _difference(exercise, case, answer)
    many = f"{wrong} of {cases} public cases differ{'s' * (wrong == 1)}"
    return f"{call(exercise.id, case.arguments)} returned {got}{where} where {expected} was expected; {many}.", _BY_HAND


def _difference(exercise: Exercise, case: Case, answer: np.ndarray | str) -> tuple[str, str, str]:
    """What was given, what was expected and, in an array, at which entry first."""
    if isinstance(answer, str):
        return quoted(answer), quoted(case.answer), ""
    expected, same = np.asarray(case.answer, dtype=float), exercise.comparator.same
    place = next(place for place in np.ndindex(answer.shape) if not same(answer[place], expected[place]))
    got, wanted = (_measured(number, exercise) for number in apart(answer[place], expected[place]))
    return got, wanted, f" at entry {entry(place)}" if place else ""


def _measured(number: str, exercise: Exercise) -> str:
    return f"{number} {exercise.unit}".rstrip()

"""Examining one answer on its public cases."""

import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from il2course.check import wording
from il2course.check.attempt import Mishap, attempt
from il2course.check.result import CheckResult
from il2course.questions.exercise import Exercise
from il2course.questions.expected import Case
from il2course.questions.form import WrongForm, formed
from il2course.questions.slips import Wrong, likeliest
from il2course.questions.words import call

Names = dict[str, object]
Answer = np.ndarray | str

ALMOST = 0.9  # of the letters of a name, for another to be taken for it misspelt


class _Refused(Exception):
    """The answer does not pass; the arguments are message, hint and, if it is about one, the case."""


def examine(exercise: Exercise, cases: Sequence[Case], home: Names, settling: bool = True) -> CheckResult:
    """Try the answer that a notebook holds; never raises, whatever the answer does.

    Parameters
    ----------
    exercise
        what was asked.
    cases
        on what to try it; none are needed where a person reads the answer.
    home
        the names of the notebook. Code that was defined there is the student's.
    settling
        whether the cases say what is right here; else they say which form it has.
    """
    settling = settling and exercise.kind != "text"
    try:
        with attempt(home, _Refused):
            message = (_compared if settling else _looked_at)(exercise, cases, home)
    except _Refused as refusal:
        return CheckResult(exercise.id, False, *refusal.args)
    except Mishap as mishap:
        return CheckResult(exercise.id, False, *wording.unreadable(exercise.id, mishap))
    return CheckResult(exercise.id, True, message, settled=settling)


def _looked_at(exercise: Exercise, cases: Sequence[Case], home: Names) -> str:
    """See that an answer has the right form, where nothing here can tell whether it is right."""
    if exercise.kind != "text":
        _value(exercise, cases[0].answer, home)
        return wording.formed(exercise, np.shape(cases[0].answer))
    text = _value(exercise, "", home)
    if not text.strip():
        raise _Refused(*wording.empty(exercise.id))
    return wording.noted(exercise.id, text)


def _compared(exercise: Exercise, cases: Sequence[Case], home: Names) -> str:
    if exercise.kind == "function":
        answers = [_returned(exercise, case, home) for case in cases]
    else:
        answers = [_value(exercise, case.answer, home) for case in cases]
    return _judged(exercise, cases, answers)


@np.errstate(all="ignore")
def _judged(exercise: Exercise, cases: Sequence[Case], answers: Sequence[Answer]) -> str:
    """Compare answers in their right form with the expected ones."""
    pairs = zip(cases, answers, strict=True)
    wrong = [(case, answer) for case, answer in pairs if not exercise.comparator.same(answer, case.answer)]
    if not wrong:
        return wording.passing(exercise, len(cases))
    slip = likeliest(exercise, [Wrong(answer, case.answer, case.arguments) for case, answer in wrong])
    message, hint = wording.different(exercise, *wrong[0], len(wrong), len(cases))
    raise _Refused(message, slip.hint if slip else hint, wrong[0][0])


def _held(exercise: Exercise, home: Names) -> object:
    """What stands under the exercise's name."""
    if exercise.id not in home:
        raise _Refused(*wording.missing(exercise.id, _misspelt(exercise.id, home)))
    if home[exercise.id] is None:
        raise _Refused(*wording.unanswered(exercise.id))
    return home[exercise.id]


def _misspelt(name: str, home: Names) -> str:
    """A name of the notebook that is almost the one asked for; empty when there is none."""
    return next(iter(get_close_matches(name, map(str, home), 1, ALMOST)), "")


def _value(exercise: Exercise, expected: object, home: Names) -> Answer:
    """The answer that a variable holds, in the form of the expected one."""
    try:
        value = formed(_held(exercise, home), np.shape(expected), text=isinstance(expected, str))
    except WrongForm as error:
        raise _Refused(f"{exercise.id} must be {error.what}.", error.mend) from None
    if exercise.options and value not in exercise.options:
        raise _Refused(*wording.no_option(exercise, value))
    return value


def _returned(exercise: Exercise, case: Case, home: Names) -> Answer:
    """The answer that a function gives in one case, in the form of the expected one."""
    function = _function(exercise, case.arguments, home)
    asked, given, returned = call(exercise.id, case.arguments), copy.deepcopy(case.arguments), None
    try:
        with attempt(home, WrongForm):
            returned = function(**given)
            answer = formed(returned, np.shape(case.answer), text=isinstance(case.answer, str))
            changed = [name for name, value in case.arguments.items() if not np.array_equal(value, given[name])]
    except WrongForm as error:
        mend = wording.FORGOTTEN if returned is None else error.mend
        raise _Refused(f"{asked} must return {error.what}.", mend, case) from None
    except Mishap as mishap:
        raise _Refused(*wording.stopped(exercise.id, asked, mishap), case) from None
    if changed:
        raise _Refused(*wording.changed(asked, changed[0]), case)
    return answer


def _function(exercise: Exercise, arguments: Mapping[str, object], home: Names) -> Callable[..., object]:
    """The function that stands under the exercise's name, if it takes these arguments by name."""
    function = _held(exercise, home)
    if not callable(function) or inspect.isclass(function):
        raise _Refused(*wording.no_function(exercise.id, function, arguments))
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some functions written in C do not tell
        return function
    try:
        signature.bind(**arguments)
    except TypeError:
        raise _Refused(*wording.other_arguments(exercise.id, str(signature), arguments)) from None
    return function

"""What holds for every sheet; each of these tests is collected again in the module of each lesson.

A module names its LESSON and gives RIGHT, the right answers written in other ways than the master's (exercise →
functions), and MISTAKES, as students make them: exercise, function, and the name of the slip whose hint it deserves,
or "" for the general one. SLOW are exercises whose cases run models: fewer of them are drawn. Where a value is asked
for, these functions take its parameters and return it.
"""

import numpy as np
import pytest

from il2course import master
from il2course.check import examine
from il2course.questions import exercises
from il2course.questions.expected import Case, public_cases
from il2course.questions.plain import plain, restored


class Sheet:
    """A lesson's exercises and the names of its master."""

    def __init__(self, root, lesson, slow):
        self.lesson, self._slow = lesson, slow
        self.exercises = {exercise.id: exercise for exercise in exercises(lesson)}
        self.reference = master.namespace(root / "solutions" / f"{lesson}.py")

    def __getitem__(self, name):
        return self.exercises[name]

    def public(self, name):
        """The cases that `check` shows."""
        return public_cases(self.lesson, name)

    def drawn(self, name, count):
        """Cases with their right answers, as the grader draws them; a value has the public one."""
        if not self[name].sample:
            return list(self.public(name))
        count = min(count, 8) if name in self._slow else count
        cases = [restored(plain(case)) for case in self[name].cases(np.random.default_rng(20), count)]
        return [Case(case, plain(self.reference[name](**case))) for case in cases]

    def examined(self, name, answer, cases):
        """What `check` finds in an answer."""
        if self[name].sample:
            return examine(self[name], cases, {name: answer})
        return examine(
            self[name], cases, {name: answer(**{each: cases[0].arguments[each] for each in self[name].parameters})}
        )


def then(right, change):
    """A right answer with one more step at the end."""

    def mistake(**arguments):
        return change(right(**arguments))

    return mistake


@pytest.fixture(scope="module")
def sheet(request, root):
    """The sheet of the module's lesson."""
    return Sheet(root, request.module.LESSON, getattr(request.module, "SLOW", ()))


def test_right_answers_pass_however_they_are_written(sheet, name, right):
    """By a loop, by arrays, by a library; as a list, a tuple or NumPy's own kind of number; in cases not public too."""
    cases = {id(case): case for case in [*sheet.public(name), *sheet.drawn(name, 40)]}
    result = sheet.examined(name, right, list(cases.values()))
    assert result.passed, str(result)


def test_real_mistakes_are_refused(sheet, name, mistake, slip):
    """As a student would make them; most with the hint they deserve."""
    hints = {each.name: each.hint for each in sheet[name].slips}
    for cases in (sheet.public(name), sheet.drawn(name, sheet[name].hidden_cases)):
        result = sheet.examined(name, mistake, cases)
        assert not result.passed
        assert hints[slip] == result.hint if slip else result.hint not in hints.values()


def test_no_slip_makes_a_right_answer(sheet, name):
    """In cases that nobody has seen."""
    for case in sheet.drawn(name, 200):
        for slip in sheet[name].slips:
            made = slip.of(case.answer, case.arguments)
            assert made is None or not sheet[name].comparator.same(made, case.answer), slip.name


def test_every_slip_has_its_mistake(request, sheet, name):
    """Each slip is shown to fire on code that makes it, and there are three at least."""
    made = {slip for exercise, _, slip in request.module.MISTAKES if exercise == name}
    assert {slip.name for slip in sheet[name].slips} <= made
    assert len(sheet[name].slips) >= 3

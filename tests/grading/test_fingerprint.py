"""What decides the marks of one exercise."""

import pytest

from il2course.grading.fingerprint import fingerprints
from il2course.grading.sheet import asked

QUESTIONS = """
import numpy as np
from il2course.questions import Exercise, Slip

LOWEST = 0.1

def draw(random):
    return {"x": random.uniform(LOWEST, 1)}

def other(random):
    return {"y": random.normal()}

SHARED = (Slip("twice", "Half of it.", lambda expected, **_: 2 * expected),)

EXERCISES = (
    Exercise("first", "First", "function", 2, sample=draw, slips=SHARED),
    Exercise("second", "Second", "function", 1, sample=other, slips=SHARED),
    Exercise("third", "Third", "number", 1, parameters={"k": 3}),
)
"""
CELLS = (
    "import numpy as np\nfactor = 2",
    "def first(x):\n    return factor * x",
    "def second(y):\n    return np.exp(y)",
    "third = 7",
)
IDS = ("first", "second", "third")


def changed(questions=QUESTIONS, cells=CELLS):
    """The exercises with another fingerprint than before."""
    before, after = fingerprints(QUESTIONS, CELLS, IDS), fingerprints(questions, cells, IDS)
    return [name for name in IDS if before[name] != after[name]]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('"First"', '"The first"', ["first"]),
        ("LOWEST = 0.1", "LOWEST = 0.2", ["first"]),
        ("random.normal()", "random.normal(2)", ["second"]),
        ("2 * expected", "3 * expected", ["first", "second"]),
        ('{"k": 3}', '{"k": 4}', ["third"]),
        ("\nLOWEST", "\n# Why so low?\nLOWEST", []),
        ("import numpy as np", "import numpy as np\nUNUSED = 3", []),
        ("import numpy as np", "from numpy import *", list(IDS)),
        ("EXERCISES = (", "EXERCISES = tuple(each for each in (", list(IDS)),
    ],
)
def test_what_is_asked(old, new, names):
    """A change counts for the exercises that use what changed; for all, where that cannot be told."""
    assert QUESTIONS.count(old) == 1
    questions = QUESTIONS.replace(old, new)
    assert changed(questions + ")" if "tuple" in new else questions) == names


@pytest.mark.parametrize(
    ("place", "cell", "names"),
    [
        (0, "import numpy as np\nfactor = 3", ["first"]),
        (1, "def first(x):\n    return x * factor", ["first"]),
        (2, "def second(y):\n    return np.expm1(y)", ["second"]),
        (3, "third = 8", ["third"]),
        (3, "third = 7  # seven", []),
        (3, "third = 7\nunused = 1", []),
        (3, "third = 7\nfactor *= 1", ["first"]),
        (3, "%precision 3\nthird = 7", list(IDS)),
    ],
)
def test_what_the_master_answers(place, cell, names):
    assert changed(cells=[cell if number == place else old for number, old in enumerate(CELLS)]) == names


def test_the_order_of_assignments_counts():
    cells = ["third = 7", "third = 8"]
    assert fingerprints(QUESTIONS, cells, ["third"]) != fingerprints(QUESTIONS, cells[::-1], ["third"])


def test_the_toys_are_told_apart(sheet):
    """A real sheet: each exercise has a fingerprint of its own."""
    assert list(sheet.fingerprints) == [exercise.id for exercise in asked("09_toy")]
    assert len(set(sheet.fingerprints.values())) == 3

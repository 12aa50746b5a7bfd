"""A toy sheet, a key, and the jail of this machine."""

from pathlib import Path

import pytest

from il2course.grading import jail as jails
from il2course.grading import sheet as sheets
from il2course.grading.key import Key
from il2course.grading.limits import Limits
from il2course.grading.nursery import Nursery

SOLUTIONS = Path(__file__).parents[1] / "toys" / "solutions"


@pytest.fixture
def toys(monkeypatch):
    """The toy lessons stand in place of the course's."""
    monkeypatch.setattr(sheets, "QUESTIONS", "toys")
    return SOLUTIONS


@pytest.fixture
def sheet(toys):
    """A function, a number and an array."""
    return sheets.find("09_toy", toys)


@pytest.fixture
def essay(toys):
    """A choice and a text."""
    return sheets.find("10_essay", toys)


@pytest.fixture(scope="session")
def jail():
    """The jail; where there is none these tests fail, for then nothing can be graded."""
    return jails.choose()


@pytest.fixture(scope="session")
def nursery(jail):
    """Gives attempts in the jail."""
    with Nursery(jail, Limits()) as nursery:
        yield nursery


@pytest.fixture
def limits():
    """Shorter than in earnest."""
    return Limits(cell_s=2, call_s=2, submission_s=30)


@pytest.fixture
def key():
    """A key that is no secret."""
    return Key(bytes(range(32)))

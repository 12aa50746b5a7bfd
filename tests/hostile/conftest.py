"""The class, graded once by the real command."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from office import LESSON, SOLUTIONS, TOY, Office
from paper import Paper
from pupils import Pupil, School, Surroundings

from il2course.grading import sheet as sheets


@dataclass(frozen=True)
class Graded:
    """The class after one run."""

    office: Office
    pupils: list[Pupil]
    seconds: float


@pytest.fixture(scope="session")
def sheet() -> sheets.Sheet:
    """The sheet that the class was given."""
    with pytest.MonkeyPatch.context() as patch:
        if TOY:
            patch.setattr(sheets, "QUESTIONS", "toys")
        return sheets.find(LESSON, SOLUTIONS)


@pytest.fixture(scope="session")
def school(sheet, tmp_path_factory) -> Iterator[School]:
    """The class before it hands in, with a server on this machine for submissions to reach."""
    kinds = {exercise.id: exercise.kind for exercise in sheet.exercises}
    function = next(name for name, kind in kinds.items() if kind == "function")
    value = next(name for name, kind in kinds.items() if kind == "number")
    folder = tmp_path_factory.mktemp("class")
    secrets = [folder / name for name in ("course.key", "roster.csv", "marks", "handed_in")]
    with socket.create_server(("0.0.0.0", 0)) as server:
        yield School(Paper.of(sheet), function, value, Surroundings((*secrets, SOLUTIONS), server))


@pytest.fixture
def office(tmp_path) -> Office:
    """An empty folder to hand in to."""
    return Office(tmp_path)


@pytest.fixture(scope="session")
def graded(school) -> Graded:
    """The class, graded."""
    office, pupils = Office(school.around.secrets[0].parent), school.all()
    office.hand_in(pupils)
    start = time.monotonic()
    office.grade()
    return Graded(office, pupils, time.monotonic() - start)

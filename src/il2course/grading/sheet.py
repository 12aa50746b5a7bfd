"""A lesson's exercise sheet, as the grader needs it."""

import ast
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading.fingerprint import fingerprints
from il2course.grading.notebook import claiming, only_checks, script_cells
from il2course.questions import LESSONS, Exercise

QUESTIONS = "il2course.questions"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its master's text, and what it asks.

    Attributes
    ----------
    lesson
        `02_receptor`.
    place
        the master's path, for messages.
    master
        the master's text.
    module
        the module whose EXERCISES are asked.
    """

    lesson: str
    place: str
    master: str
    module: str

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """What is asked, in the sheet's order."""
        return import_module(self.module).EXERCISES

    @property
    def cells(self) -> tuple[str, ...]:
        """The master's code cells."""
        return script_cells(self.master)

    def cells_for(self, student: str) -> dict[int, str]:
        """The master's code cells by their number, with a student's id in them, without those that only check."""
        return {
            number: claiming(cell, student) for number, cell in enumerate(self.cells, start=1) if not only_checks(cell)
        }

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules that the master imports, as far as can be told without running it, and what those look into."""
        found = set()
        try:
            tree = ast.parse(self.master)
        except SyntaxError:  # running it will tell
            return ()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        if "il2course.check.variant" in found:  # it looks through all that is asked
            found |= {f"{QUESTIONS}.{lesson.partition('_')[2]}" for lesson in LESSONS}
        return tuple(sorted(found))

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """By exercise, what changes when what is asked in it or the master's answer changes."""
        source = self._source.read_text(encoding="utf-8")
        return fingerprints(source, self.cells, [exercise.id for exercise in self.exercises])

    @cached_property
    def fingerprint(self) -> str:
        """What changes when any exercise does."""
        return hashlib.sha256(json.dumps(self.fingerprints).encode()).hexdigest()

    @property
    def _source(self) -> Path:
        return Path(import_module(self.module).__file__)


def asked(lesson: str) -> tuple[Exercise, ...]:
    """What a lesson asks, whether its master is here or not.

    Raises
    ------
    CourseError
        when nothing is asked in it.
    """
    module = _module(lesson)
    found = import_module(module).EXERCISES if find_spec(module) else ()
    if not found:
        raise CourseError(f"nothing is asked in {lesson}: {module} has no exercises")
    return tuple(found)


def _module(lesson: str) -> str:
    return f"{QUESTIONS}.{lesson.partition('_')[2]}"


def find(lesson: str, solutions: Path) -> Sheet:
    """The sheet of a lesson.

    Parameters
    ----------
    lesson
        its full name, `02_receptor`.
    solutions
        the folder of masters.

    Raises
    ------
    CourseError
        when the master cannot be read, or nothing is asked in the lesson.
    """
    place = solutions / f"{lesson}.py"
    try:
        master = place.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CourseError(f"the master {place} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    asked(lesson)
    return Sheet(lesson, str(place), master, _module(lesson))

"""A sheet filled in right, to be spoilt in every way: the cells of a master, by the exercise each answers."""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from il2course.grading.sheet import Sheet

STUDENT = 'student = "practice"'


@dataclass(frozen=True)
class Paper:
    """Cells in their order; `answers` says which cell answers which exercise."""

    cells: tuple[str, ...]
    answers: dict[str, str]

    @classmethod
    def of(cls, sheet: Sheet) -> "Paper":
        """The master's cells."""
        ids = {exercise.id for exercise in sheet.exercises}
        return cls(sheet.cells, {name: cell for cell in sheet.cells for name in _defined(cell) & ids})

    def by(self, student: str) -> "Paper":
        """With a student's id in it."""
        return replace(self, cells=tuple(cell.replace(STUDENT, f"student = {student!r}") for cell in self.cells))

    def answering(self, name: str, cell: str) -> "Paper":
        """With another answer to one exercise."""
        return replace(self, cells=tuple(cell if old == self.answers[name] else old for old in self.cells))

    def without(self, *names: str) -> "Paper":
        """With the cells that answer some exercises deleted."""
        gone = {self.answers[name] for name in names}
        return replace(self, cells=tuple(cell for cell in self.cells if cell not in gone))

    def backwards(self) -> "Paper":
        """With the answers from the last to the first."""
        answers = [cell for cell in self.cells if cell in self.answers.values()]
        return replace(self, cells=(*(cell for cell in self.cells if cell not in answers), *reversed(answers)))

    def first(self, cell: str) -> "Paper":
        """With one more cell, before all that answer anything."""
        return replace(self, cells=(self.cells[0], cell, *self.cells[1:]))

    def last(self, cell: str) -> "Paper":
        """With one more cell at the end."""
        return replace(self, cells=(*self.cells, cell))

    def notebook(self, **more: object) -> bytes:
        """As a notebook."""
        cells = [{"cell_type": "code", "id": f"c{n}", "source": cell} for n, cell in enumerate(self.cells)]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more}).encode()

    def percent(self) -> bytes:
        """As a percent script."""
        return "\n\n".join(f"# %%\n{cell}" for cell in self.cells).encode()


def _defined(cell: str) -> set[str]:
    try:
        tree = ast.parse(cell)
    except SyntaxError:
        return set()
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return functions | set(_names(node for node in tree.body if isinstance(node, ast.Assign)))


def _names(statements: Iterable[ast.Assign]) -> Iterable[str]:
    for statement in statements:
        for node in (node for target in statement.targets for node in ast.walk(target)):
            if isinstance(node, ast.Name):
                yield node.id

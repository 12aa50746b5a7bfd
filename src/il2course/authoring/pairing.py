"""Notebooks from percent scripts: every .ipynb is written from its .py, never the other way."""

import hashlib
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from il2course.authoring.execution import printed

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(script: str, place: str, folder: Path) -> str:
    """The .ipynb of a percent script, as text.

    It holds no outputs, save what the cells marked `# NBVAL_CHECK_OUTPUT` print; only a notebook
    with such a cell is executed, in `folder`. The same script gives the same bytes everywhere.

    Raises
    ------
    CourseError
        when a cell fails, takes too long, or a marked cell shows more than plain text.
    """
    book = unexecuted(script)
    for number, outputs in printed(book, place, folder).items():
        book.cells[number].outputs = outputs
        book.cells[number].execution_count = 1  # nbval takes a cell without a count for one that was never run
    return nbformat.writes(book, version=4).rstrip("\n") + "\n"


def unexecuted(script: str) -> NotebookNode:
    """The notebook of a percent script, without any output."""
    cells = jupytext.reads(script, fmt="py:percent").cells
    for cell, name in zip(cells, cell_ids(cells), strict=True):
        tags = cell.metadata.get("tags")
        cell.id, cell.metadata = name, NotebookNode({"tags": tags} if tags else {})
    return nbformat.from_dict({"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5})


def cell_ids(cells: list[NotebookNode]) -> list[str]:
    """A name for each cell that depends on its own content and, among equal cells, on its order."""
    seen, names = Counter(), []
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        names.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return names

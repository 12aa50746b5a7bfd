"""Notebooks from percent scripts: every .ipynb is written from its .py, never the other way."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from il2course.authoring.printing import needed
from il2course.errors import CourseError

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def request(script: str, folder: Path) -> dict[str, object] | None:
    """What the workshop has to do for a notebook's outputs; None when it has no checked cell."""
    cells = [cell.source if cell.cell_type == "code" else "" for cell in unexecuted(script).cells]
    return {"cells": cells, "folder": str(folder.resolve())} if needed(cells) else None


def notebook(script: str, place: str, reply: Mapping[str, object] | None = None) -> str:
    """The .ipynb of a percent script, as text.

    It holds no outputs, save what the cells marked `# NBVAL_CHECK_OUTPUT` print. The same script gives the same
    bytes everywhere.

    Parameters
    ----------
    script, place
        its text, and its path for messages.
    reply
        the workshop's, where there is a checked cell.

    Raises
    ------
    CourseError
        when a cell fails, takes too long, or a marked cell shows more than plain text.
    """
    book = unexecuted(script)
    for number, outputs in _outputs(reply, place).items():
        book.cells[int(number)].outputs = [NotebookNode(each) for each in _plain(outputs, place)]
        book.cells[int(number)].execution_count = 1  # nbval takes a cell without a count for one that was never run
    return nbformat.writes(book, version=4).rstrip("\n") + "\n"


def _outputs(reply: Mapping[str, object] | None, place: str) -> Mapping[str, list[dict[str, object]]]:
    """Outputs by the number of the cell; raises like `notebook`."""
    if reply is None:
        return {}
    if "slow" in reply:
        raise CourseError(f"{place} takes longer than {reply['slow']:g} s")
    if "ended" in reply:
        raise CourseError(f"{place} ends the interpreter that runs it: {reply['ended'].strip()[-200:]}")
    if "error" in reply:
        raise CourseError(f"{place} fails when executed: {reply['error']}")
    return reply["outputs"]


def _plain(outputs: list[dict[str, object]], place: str) -> list[dict[str, object]]:
    """The outputs of a checked cell; raises CourseError when nbval could not compare them."""
    kinds = {kind for each in outputs for kind in ([each["name"]] if "name" in each else each["data"])}
    others = kinds - {"stdout", "text/plain"}
    if others:
        raise CourseError(
            f"{place} has a cell marked # NBVAL_CHECK_OUTPUT that shows {', '.join(sorted(others))}: "
            "print plain text there and nothing else"
        )
    return outputs


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

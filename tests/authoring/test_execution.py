"""Notebooks run by a kernel, and the sentence about a cell that fails."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from il2course.authoring.execution import execute
from il2course.errors import CourseError


def test_a_display_that_fails_is_told_by_its_own_error(tmp_path):
    """Of which the kernel's answer says nothing, because the cell itself ran."""
    code = "class Broken:\n    def _repr_mimebundle_(self, **_):\n        raise KeyError('look')\n\nBroken()"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(CourseError) as error:
        execute(book, "x.ipynb", tmp_path, 60)
    assert str(error.value) == "x.ipynb fails when executed: KeyError: 'look'"


def test_a_loop_that_runs_already_is_left_alone(tmp_path):
    """As in a notebook, or beside a browser that is driven from this thread."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(6 * 7)")])

    async def beside():
        execute(book, "x.ipynb", tmp_path, 60)

    with ThreadPoolExecutor(1) as thread:  # where no other test has left a loop running
        thread.submit(asyncio.run, beside()).result()
    assert book.cells[0].outputs[0].text == "42\n"

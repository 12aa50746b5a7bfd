"""Running a notebook for the plain text of its checked cells."""

import copy
import re
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets import default

from il2course.errors import CourseError

CHECKED = re.compile(r"^# NBVAL_CHECK_OUTPUT\s*$", re.MULTILINE)
TIMEOUT_S = 300


class OwnKernelManager(AsyncKernelManager):
    """Starts this very interpreter: with no folder to look in, only the kernel that ipykernel brings is found."""

    @default("kernel_spec_manager")
    def _only_the_own_kernel(self) -> KernelSpecManager:
        return KernelSpecManager(parent=self, kernel_dirs=[])


def checked(book: NotebookNode) -> list[int]:
    """Numbers of the cells, counted from 0, whose output the notebook keeps."""
    return [
        number for number, cell in enumerate(book.cells) if cell.cell_type == "code" and CHECKED.search(cell.source)
    ]


def printed(
    book: NotebookNode, place: str, folder: Path, timeout_s: float = TIMEOUT_S
) -> dict[int, list[NotebookNode]]:
    """What the checked cells of a notebook print, by the number of the cell.

    The notebook is executed in `folder` as far as the last checked cell, by this very interpreter,
    whatever kernels are registered; one without checked cells is not executed.

    Raises
    ------
    CourseError
        when a cell fails, takes longer than `timeout_s`, or a checked cell shows more than plain text.
    """
    numbers = checked(book)
    executed = copy.deepcopy(book)
    executed.cells = executed.cells[: numbers[-1] + 1] if numbers else []
    if numbers:
        execute(executed, place, folder, timeout_s)
    return {number: plain(executed.cells[number].outputs, place) for number in numbers}


def execute(book: NotebookNode, place: str, folder: Path, timeout_s: float) -> None:
    """Run every cell of a notebook and keep the outputs in it; raises like `printed`."""
    client = NotebookClient(
        book,
        timeout=timeout_s,
        kernel_name="python3",
        kernel_manager_class=OwnKernelManager,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(transport_encryption="auto")
    except CellExecutionError as error:
        raise CourseError(f"{place} fails when executed: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise CourseError(f"{place} has a cell that takes longer than {timeout_s:g} s") from None
    except DeadKernelError:
        raise CourseError(f"{place} ends the kernel that executes it") from None


def plain(outputs: list[NotebookNode], place: str) -> list[NotebookNode]:
    """The outputs of a checked cell, without counters: one piece of printed text and plain results.

    Raises
    ------
    CourseError
        when something else is among them, which nbval could not compare.
    """
    others = {kind for output in outputs for kind in kinds(output)} - {"stdout", "text/plain"}
    if others:
        raise CourseError(
            f"{place} has a cell marked # NBVAL_CHECK_OUTPUT that shows {', '.join(sorted(others))}: "
            "print plain text there and nothing else"
        )
    text = "".join(output.text for output in outputs if output.output_type == "stream")
    stream = [NotebookNode(output_type="stream", name="stdout", text=text)] if text else []
    return stream + [value(output) for output in outputs if output.output_type != "stream"]


def kinds(output: NotebookNode) -> set[str]:
    """What an output is made of: a stream's name, or media types."""
    return {output.name} if output.output_type == "stream" else set(output.get("data", {}))


def value(output: NotebookNode) -> NotebookNode:
    """A displayed value without its counter."""
    shown = NotebookNode(output_type=output.output_type, data=output.data, metadata={})
    return NotebookNode(shown, execution_count=None) if output.output_type == "execute_result" else shown

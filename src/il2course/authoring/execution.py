"""Running a notebook in a kernel, as JupyterLab does."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets import default

from il2course.authoring.printing import CHECKED
from il2course.errors import CourseError

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


def reason(book: NotebookNode, error: CellExecutionError) -> str:
    """Name and words of what ended a cell, out of its output: of a failed display the kernel's answer has neither."""
    outputs = [one for cell in book.cells for one in cell.get("outputs", ()) if one.output_type == "error"]
    told = outputs[-1] if outputs else error
    return f"{told.ename}: {told.evalue}"


def execute(
    book: NotebookNode,
    place: str,
    folder: Path,
    timeout_s: float,
    environment: Mapping[str, str] | None = None,
    told: Callable[[], object] = lambda: None,
) -> None:
    """Run every cell of a notebook in `folder`, by this very interpreter, and keep the outputs in it.

    The cells see `environment` on top of this process's own, and `told` is called after each of them.

    Raises
    ------
    CourseError
        when a cell fails, takes longer than `timeout_s`, or ends its kernel.
    """
    client = NotebookClient(
        book,
        timeout=timeout_s,
        kernel_name="python3",
        kernel_manager_class=OwnKernelManager,
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
        on_cell_executed=lambda **_: told(),
    )
    try:
        _finish(client.async_execute(transport_encryption="auto", env={**os.environ, **(environment or {})}))
    except CellExecutionError as error:
        raise CourseError(f"{place} fails when executed: {reason(book, error)}") from None
    except CellTimeoutError:
        raise CourseError(f"{place} has a cell that takes longer than {timeout_s:g} s") from None
    except DeadKernelError:
        raise CourseError(f"{place} ends the kernel that executes it") from None


def _finish(work: Coroutine) -> None:
    """Run to the end in a loop that is closed then, beside the one that may be running here."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, work).result()

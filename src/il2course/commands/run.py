"""Execute lessons without a browser and write each as one HTML page into il2course-runs/.

A lesson is named 02_receptor, receptor or 02; all run unless some are named. Where a cell fails, the page shows how
far the lesson came, and the exit code is 1.
"""

import argparse
import os
import sys
from pathlib import Path

from il2course.checkout import choose_lesson, find_lessons, find_root

EXAMPLES = ("run", "run 02_receptor")
CELL_SECONDS = 600


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", metavar="LESSON", nargs="*", help="which to run (all)")


def execute(notebook, folder: Path, name: str) -> str | None:
    """Run the cells in place, with a progress bar; return the sentence about the one that failed, or None."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from tqdm import tqdm

    from il2course.authoring.execution import reason
    from il2course.charts import FOR_A_PAGE

    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    with tqdm(total=len(code), desc=name, unit="cell", disable=None) as bar:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=CELL_SECONDS,
            resources={"metadata": {"path": str(folder)}},
            store_widget_state=False,
            on_cell_executed=lambda **_: bar.update(),
        )
        try:
            client.execute(transport_encryption="auto", env=os.environ | {FOR_A_PAGE: "light"})
        except CellExecutionError as error:
            return f"{name}: cell {client.code_cells_executed} failed with {reason(notebook, error)}"
        except CellTimeoutError:
            return f"{name}: cell {client.code_cells_executed} took more than {CELL_SECONDS} s"
        except DeadKernelError:
            return f"{name}: Python died in cell {client.code_cells_executed}"
    return None


def run(options: argparse.Namespace) -> int:
    root = find_root()
    known = find_lessons(root)
    names = [choose_lesson(word, list(known)) for word in options.lessons] or list(known)
    import nbformat

    from il2course.page import write_page

    failed = False
    for name in names:
        notebook = nbformat.read(known[name], as_version=4)
        failure = execute(notebook, known[name].parent, name)
        page = root / "il2course-runs" / f"{name}.html"
        write_page(notebook, known[name].parent, page)
        if failure:
            print(f"{failure} (as far as it came: {page})", file=sys.stderr)
        else:
            print(page)
        failed = failed or bool(failure)
    return int(failed)

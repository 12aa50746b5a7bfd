"""What the checked cells of a lesson print, run cell by cell as a notebook runs them.

Cells that only show something that was imported, such as an explorer or a question, are left out: they bind no name
and so leave nothing behind for the cells after them. nbval runs every cell and compares what the checked ones print.
"""

import ast
import re
from collections.abc import Mapping, Sequence

CHECKED = re.compile(r"^# NBVAL_CHECK_OUTPUT\s*$", re.MULTILINE)


def needed(cells: Sequence[str]) -> list[int]:
    """The cells, by their number counted from 0, that have to be run for what the checked ones print."""
    checked = [number for number, cell in enumerate(cells) if CHECKED.search(cell)]
    if not checked:
        return []
    names = {name for cell in cells for name in _imported(cell)}
    return [
        number
        for number, cell in enumerate(cells[: checked[-1] + 1])
        if number in checked or not _only_shows(cell, names)
    ]


def _parsed(cell: str) -> list[ast.stmt] | None:
    """The statements of a cell; None where it is more than Python, as with a magic."""
    try:
        return ast.parse(cell).body
    except SyntaxError:
        return None


def _imported(cell: str) -> list[str]:
    statements = [each for each in _parsed(cell) or [] if isinstance(each, ast.Import | ast.ImportFrom)]
    return [(alias.asname or alias.name).partition(".")[0] for each in statements for alias in each.names]


def _only_shows(cell: str, names: set[str]) -> bool:
    statements = _parsed(cell)
    return statements is not None and all(
        isinstance(each, ast.Expr) and _root(each.value) in names for each in statements
    )


def _root(node: ast.expr) -> str:
    """`explore` of `explore.staircase` and of `explore.cycle_chart()`."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def reply(request: Mapping[str, object]) -> dict[str, object]:
    """Run the cells of a request in IPython.

    Returns
    -------
    {"outputs": {number: outputs}} of the checked cells, as a notebook keeps them, or {"error": what was raised}.
    """
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from traitlets.config import Config

    class Hook(DisplayHook):
        """Keeps the value of a cell's last line."""

        def __call__(self, result: object = None) -> None:
            if result is not None and not self.quiet():
                self.update_user_ns(result)
                self.shell.results.append(self.compute_format_data(result)[0])

    class Shell(InteractiveShell):
        results: list[dict[str, object]] = []  # noqa: RUF012  one shell in a process

        def enable_gui(self, gui: str | None = None) -> None:
            """No window opens here; without this `%matplotlib inline` would fail."""

    config = Config(HistoryManager={"enabled": False}, InteractiveShell={"colors": "NoColor", "xmode": "Minimal"})
    shell = Shell(config=config, displayhook_class=Hook, display_pub_class=CapturingDisplayPublisher)
    outputs: dict[int, list[dict[str, object]]] = {}
    for number in needed(request["cells"]):
        shell.results.clear()
        shell.display_pub.outputs.clear()
        with capture_output(display=False) as printed:
            result = shell.run_cell(request["cells"][number])
        error = result.error_before_exec or result.error_in_exec
        if error:
            return {"error": f"{type(error).__name__}: {error}"}
        if CHECKED.search(request["cells"][number]):
            outputs[number] = _kept(printed.stdout, printed.stderr, shell.display_pub.outputs, shell.results)
    return {"outputs": outputs}


def _kept(
    stdout: str, stderr: str, shown: Sequence[Mapping[str, object]], results: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    streams = [{"output_type": "stream", "name": name, "text": text} for name, text in
               (("stdout", stdout), ("stderr", stderr)) if text]
    displayed = [{"output_type": "display_data", "data": dict(each["data"]), "metadata": {}} for each in shown]
    values = [
        {"output_type": "execute_result", "data": dict(each), "metadata": {}, "execution_count": None}
        for each in results
    ]
    return streams + displayed + values

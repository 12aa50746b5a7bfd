"""Percent scripts: a lesson's .py as cells that know their lines.

jupytext reads the same format, but forgets line numbers and takes over a second to import;
a test holds the two together.
"""

import ast
import io
import json
import re
import tokenize
from dataclasses import dataclass

from il2course.errors import CourseError

_MARKER = re.compile(r"# %%(?:\s|$)")
_TAGS = re.compile(r"tags=(\[.*?\])")


@dataclass(frozen=True)
class Cell:
    """One cell of a percent script.

    Attributes
    ----------
    kind
        "markdown", "code" or "raw".
    line
        where its source starts in the file, counted from 1.
    source
        its text: Markdown without the comment signs, or code as it stands.
    tags
        the cell's tags.
    """

    kind: str
    line: int
    source: str
    tags: tuple[str, ...] = ()


def markers(text: str, place: str) -> list[int]:
    """Lines of the `# %%` comments that start a cell; one inside a string starts none.

    Raises
    ------
    CourseError
        when the script is not Python.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else error.args[1][0]
        raise CourseError(f"{place}:{line} is not Python: {error.args[0]}") from None
    return [token.start[0] for token in tokens if _starts_cell(token)]


def _starts_cell(token: tokenize.TokenInfo) -> bool:
    return token.type == tokenize.COMMENT and token.start[1] == 0 and bool(_MARKER.match(token.string))


def cells(text: str, place: str) -> list[Cell]:
    """The cells of a percent script, in order.

    Raises
    ------
    CourseError
        when the script is not Python, or a Markdown cell has a line that is no comment.
    """
    lines, starts = text.splitlines(), markers(text, place)
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return [
        _cell(lines[start - 1], lines[start:end], start + 1, place) for start, end in zip(starts, ends, strict=True)
    ]


def _cell(marker: str, lines: list[str], line: int, place: str) -> Cell:
    kind = next((kind for kind in ("markdown", "raw") if f"[{kind}]" in marker), "code")
    tags = _TAGS.search(marker)
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if kind != "code":
        lines = [_uncommented(text, f"{place}:{number}") for number, text in enumerate(lines, start=line)]
    return Cell(kind, line, "\n".join(lines), tuple(json.loads(tags[1])) if tags else ())


def _uncommented(line: str, place: str) -> str:
    if line.strip() and not line.startswith("#"):
        raise CourseError(f"{place} stands in a text cell and must start with '# ', got {line!r}")
    return line.removeprefix("# ") if line.startswith("# ") else line.removeprefix("#")


def syntax(text: str, place: str) -> ast.Module:
    """The syntax tree of a whole script; `await` may stand at the top level, as in a notebook.

    Raises
    ------
    CourseError
        when the script is not Python.
    """
    try:
        return compile(text, place, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        raise CourseError(f"{place}:{error.lineno} is not Python: {error.msg}") from None

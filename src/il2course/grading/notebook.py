"""The code cells of a notebook or percent script, read as tolerantly as is safe, and never run.

A notebook is read as JSON, not through nbformat: what nbformat would refuse (a wrong version, missing ids and
metadata) no student can mend, and what it would upgrade (the worksheets of version 3) is read here.
"""

import ast
import codecs
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

MARKER = re.compile(r"^# ?%%(?:[ \t].*)?$", re.MULTILINE)
LONGEST_CLAIM = 200
_CHECK = re.compile(r"""(?:check|progress)\((?:(["'])\w+\1)?\)\s*(?:#.*)?""")
_CLAIM = re.compile(r"student\s*=\s*([^=].*)")
_TEXT = re.compile(r"\[(?:markdown|md|raw)\]")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Unreadable(Exception):
    """There are no cells to be found; the message is the end of a sentence that says why."""


def cells(name: str, content: bytes) -> tuple[str, ...]:
    """The code cells of a file, by its name a notebook or a script.

    Raises
    ------
    Unreadable
        when it has none.
    """
    text = decoded(content)
    found = script_cells(text) if PurePath(name).suffix.lower() == ".py" else notebook_cells(text)
    if not found:
        raise Unreadable("it has no code cell")
    return found


def is_percent(content: bytes) -> bool:
    """Whether a script marks its cells, or cannot be read to see."""
    try:
        return bool(MARKER.search(decoded(content)))
    except Unreadable:
        return True


def decoded(content: bytes) -> str:
    """Bytes as text; where they are no UTF-8, strange bytes become �.

    Raises
    ------
    Unreadable
        when there is nothing, or nothing that is text.
    """
    if not content.strip():
        raise Unreadable("it is empty")
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "utf-8")
    text = content.decode(encoding, errors="replace")
    if "\0" in text:
        raise Unreadable("it holds NUL bytes and is no text")
    return text.replace("\r\n", "\n")


def script_cells(text: str) -> tuple[str, ...]:
    """The code cells of a percent script, whether it is Python or not."""
    starts = [match.span() for match in MARKER.finditer(text)]
    bodies = [("", text[: starts[0][0]] if starts else text)]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    bodies += [(text[start:stop], text[stop:end]) for (start, stop), end in zip(starts, ends, strict=True)]
    return tuple(body.strip("\n") for marker, body in bodies if not _TEXT.search(marker) and _says(body))


def _says(body: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in body.splitlines())


def notebook_cells(text: str) -> tuple[str, ...]:
    """The code cells of a notebook of any version; raises like `cells`."""
    try:
        book = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is no notebook: its JSON is broken") from None
    return tuple(source for source in _sources(book) if source.strip())


def _sources(book: object) -> Iterator[str]:
    if not isinstance(book, dict):
        raise Unreadable("it is no notebook: it has no cells")
    sheets = book.get("worksheets", [book])
    for sheet in sheets if isinstance(sheets, list) else []:
        listed = sheet.get("cells") if isinstance(sheet, dict) else None
        if not isinstance(listed, list):
            raise Unreadable("it is no notebook: it has no cells")
        yield from (_source(cell) for cell in listed if isinstance(cell, dict) and cell.get("cell_type") == "code")


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", cell.get("input", ""))
    return "".join(line for line in source if isinstance(line, str)) if isinstance(source, list | str) else ""


def only_checks(cell: str) -> bool:
    """Whether a cell does nothing but `check("…")` or `progress("…")`: running it would change no answer."""
    return all(_CHECK.fullmatch(line) for line in cell.splitlines() if line.strip())


def claimed(found: Iterable[str]) -> str | None:
    """The student's id that a sheet holds, from the first line `student = "…"`, read and not run."""
    lines = (line for cell in found for line in cell.splitlines())
    matches = (_CLAIM.match(line) for line in lines if len(line) <= LONGEST_CLAIM)
    return next((_value(match[1]) for match in matches if match), None)


def claiming(cell: str, student: str) -> str:
    """A cell with another id in every line that holds one."""
    return "\n".join(f"student = {student!r}" if _CLAIM.match(line) else line for line in cell.splitlines())


def _value(literal: str) -> str:
    try:
        return "".join(sign for sign in str(ast.literal_eval(literal)) if sign.isprintable()).strip()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""

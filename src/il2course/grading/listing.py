"""A CSV file as instructors keep it: with commas or, as some spreadsheets write, semicolons and a byte order mark."""

import csv
from collections.abc import Sequence
from pathlib import Path

from il2course.errors import CourseError

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(
    file: Path, what: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """The lines that hold something in their first column, with their numbers in the file.

    Parameters
    ----------
    file
        the CSV file; its columns may be in any order and case, others are left out.
    what
        what it is, for messages: "the roster".
    needed, optional
        the columns; an optional one that is not there is empty.

    Raises
    ------
    CourseError
        when it cannot be read, or a needed column is missing.
    """
    names, lines = table(file, what)
    columns = [name.lower() for name in names]
    for name in needed:
        if name not in columns:
            raise CourseError(f"{what} {file} must have a column {name!r}, got {', '.join(columns) or 'nothing'}")
    places = {name: columns.index(name) if name in columns else None for name in (*needed, *optional)}
    found = [(number, {name: _cell(line, place) for name, place in places.items()}) for number, line in lines]
    return [(number, line) for number, line in found if line[needed[0]]]


def table(file: Path, what: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and every other line with its number; raises like `read`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        rows = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in first and "," not in first else ",")
        lines = [(rows.line_num, line) for line in rows]
    except (OSError, ValueError, csv.Error) as error:
        raise CourseError(f"{what} {file} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return [name.strip() for name in (lines[0][1] if lines else [])], lines[1:]


def _cell(line: Sequence[str], place: int | None) -> str:
    return unmarked(line[place].strip()) if place is not None and place < len(line) else ""


def marked(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unmarked(cell: str) -> str:
    """A text without the mark that `marked` puts before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell

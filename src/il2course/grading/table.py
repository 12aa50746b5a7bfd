"""gradebook.csv: one row a submission, the same for the same gradebook, with no times in it."""

import csv
import io
from collections.abc import Iterable, Sequence

from il2course.grading.gradebook import Row
from il2course.questions import Exercise

COLUMNS = ("student", "file", "sha256", "status", "points", "points_pending", "max_points")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Row], exercises: Sequence[Exercise]) -> str:
    """The rows as CSV; the marks of a submission that is not graded, and of a text, stay empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(exercise.id for exercise in exercises)])
    most = number(sum(exercise.points for exercise in exercises))
    for row in rows:
        writer.writerow([_text(row.student), _text(row.file), row.sha256, row.status, *_marks(row, exercises, most)])
    return text.getvalue()


def _marks(row: Row, exercises: Sequence[Exercise], most: str) -> list[str]:
    if not row.result:
        return ["", "", most, *("" for _ in exercises)]
    texts = {exercise.id for exercise in exercises if exercise.kind == "text"}
    each = ["" if mark.exercise in texts else number(mark.points) for mark in row.result.marks]
    return [number(row.result.points), number(row.result.pending), most, *each]


def number(value: float) -> str:
    """Points without superfluous digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(cell: str) -> str:
    """A name that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell

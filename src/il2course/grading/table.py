"""gradebook.csv: one row a submission, the same for the same gradebook, with no times in it."""

import csv
import io
from collections.abc import Iterable, Sequence

from il2course.grading.gradebook import Row
from il2course.grading.listing import marked
from il2course.questions import Exercise

COLUMNS = ("student", "file", "sha256", "status", "points", "points_pending", "max_points")
WAITING = ("student", "exercise", "points", "comment", "max_points", "sha256", "file")


def table(rows: Iterable[Row], exercises: Sequence[Exercise]) -> str:
    """The rows as CSV; the marks of a submission that is not graded, and of a text without marks, stay empty.

    `points` are those that count: what the exercises' columns sum up to, less what being late costs.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(exercise.id for exercise in exercises)])
    most = number(sum(exercise.points for exercise in exercises))
    for row in rows:
        writer.writerow([marked(row.student), marked(row.file), row.sha256, row.status, *_marks(row, exercises, most)])
    return text.getvalue()


def _marks(row: Row, exercises: Sequence[Exercise], most: str) -> list[str]:
    if not row.result:
        return ["", "", most, *("" for _ in exercises)]
    texts = {exercise.id for exercise in exercises if exercise.kind == "text"}
    each = [number(mark.points) if mark.by_hand or mark.exercise not in texts else "" for mark in row.result.marks]
    return [number(row.points), number(row.result.pending), most, *each]


def number(value: float) -> str:
    """Points without superfluous digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def pending(rows: Iterable[Row], exercises: Sequence[Exercise]) -> str:
    """What waits for a human, as CSV: to be filled in and given back as manual marks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(WAITING)
    most = {exercise.id: number(exercise.points) for exercise in exercises}
    for row in rows:
        for mark in row.result.marks if row.result else ():
            if mark.pending:
                name, file = marked(row.student), marked(row.file)
                writer.writerow([name, mark.exercise, "", "", most[mark.exercise], row.sha256, file])
    return text.getvalue()

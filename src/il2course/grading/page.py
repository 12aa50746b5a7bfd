"""What a student reads: one HTML page that needs no other file."""

import hashlib
import re
from collections.abc import Sequence
from html import escape

from il2course.grading.gradebook import Row
from il2course.grading.html import document, table
from il2course.grading.marks import Mark
from il2course.grading.table import number
from il2course.questions import Exercise

LONGEST_NAME = 100
DIGITS = 12  # of a hash that tells names apart
_SAFE, _CAPITAL = re.compile(r"[A-Za-z0-9_-]"), re.compile(r"[A-Z]")
CAPTION = (
    "Each function was called with hidden cases, drawn for you alone; points are the share that was right. "
    "Numbers, arrays and choices were compared with what is right for your id."
)


def page(row: Row, lesson: str, exercises: Sequence[Exercise]) -> str:
    """The page of one graded submission."""
    marks = {mark.exercise: mark for mark in row.result.marks}
    lines = [_line(exercise, marks[exercise.id]) for exercise in exercises]
    graded = f"Graded was the file <code>{escape(row.file)}</code> (SHA-256 <code>{row.sha256[:12]}…</code>)."
    body = (
        f"<p>{_sum(row, exercises)}</p>\n{_late(row)}<p>{graded}{_stamp(row)}</p>\n"
        f"<h2>Exercises</h2>\n{table(CAPTION, ('Exercise', 'Points', 'What was found'), lines, (1,))}{_cells(row)}"
    )
    return document(f"Lesson {lesson}: marks of {row.student}", body)


def _sum(row: Row, exercises: Sequence[Exercise]) -> str:
    most = number(sum(exercise.points for exercise in exercises))
    waiting = f"; {number(row.result.pending)} more wait for a human" if row.result.pending else ""
    return f"<strong>{number(row.points)} of {most} points</strong>{waiting}."


def _late(row: Row) -> str:
    """When it came, and what that cost: points before and after."""
    late = row.late
    if not late:
        return ""
    came = f"Due {late.due}; {late.came}."
    if not late.days:
        return f"<p>{escape(came)}</p>\n"
    cost = (
        f"Of {number(row.result.points)} points earned, {number(late.percent)} % are taken off: "
        f"{number(row.points)} remain."
        if late.percent
        else "It cost nothing."
    )
    return f"<p>{escape(came)} {cost}</p>\n"


def _stamp(row: Row) -> str:
    return "" if row.result.jailed else " <strong>It was graded without a jail.</strong>"


def _line(exercise: Exercise, mark: Mark) -> tuple[str, str, str]:
    remarks = mark.remarks or ("Right.",)
    hint = (f"Hint: {mark.hint}",) if mark.hint else ()
    found = "<br>".join(escape(sentence) for sentence in (*remarks, *hint))
    return (
        f"{escape(exercise.title)} (<code>{escape(exercise.id)}</code>)",
        f"{number(mark.points)} of {number(exercise.points)}",
        found,
    )


def _cells(row: Row) -> str:
    if not row.result.cells:
        return ""
    items = "\n".join(
        f"<li>Code cell {number} {escape(text)}.</li>" for number, text in sorted(row.result.cells.items())
    )
    return f"<h2>Cells that failed</h2>\n<p>The other cells were run all the same.</p>\n<ul>\n{items}\n</ul>\n"


def file_name(student: str) -> str:
    """A file name for a student's page that stays in its folder and fits there, whatever the student is called.

    No two students' names meet, not even where a file system takes `Good` and `good` for one.
    """
    name = "".join(sign if _SAFE.match(sign) else f"%{ord(sign):x}." for sign in student)
    print_of = hashlib.sha256(student.encode()).hexdigest()
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}-{print_of}"
    elif _CAPITAL.search(name):
        name = f"{name}+{print_of[:DIGITS]}"
    return f"{name}.html"

"""What a student reads: one HTML page that needs no other file."""

import re
from collections.abc import Sequence
from html import escape

from il2course.grading.gradebook import Row
from il2course.grading.marks import Mark
from il2course.grading.table import number
from il2course.questions import Exercise

_SAFE = re.compile(r"[A-Za-z0-9_-]")

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
body { color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { border-bottom: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
td.points { white-space: nowrap; }
"""


def page(row: Row, lesson: str, exercises: Sequence[Exercise]) -> str:
    """The page of one graded submission."""
    marks = {mark.exercise: mark for mark in row.result.marks}
    title = f"Lesson {lesson}: marks of {row.student}"
    lines = "\n".join(_line(exercise, marks[exercise.id]) for exercise in exercises)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>{_sum(row, exercises)}</p>
<p>Graded was the file <code>{escape(row.file)}</code> (SHA-256 <code>{row.sha256[:12]}…</code>).{_stamp(row)}</p>
<h2>Exercises</h2>
<table>
<caption>Each function was called with hidden cases, drawn for you alone; points are the share that was right.</caption>
<thead><tr><th scope="col">Exercise</th><th scope="col">Points</th><th scope="col">What was found</th></tr></thead>
<tbody>
{lines}
</tbody>
</table>
{_cells(row)}</main>
</body>
</html>
"""


def _sum(row: Row, exercises: Sequence[Exercise]) -> str:
    points, pending = number(row.result.points), number(row.result.pending)
    most = number(sum(exercise.points for exercise in exercises))
    waiting = f"; {pending} more wait for a human" if row.result.pending else ""
    return f"<strong>{points} of {most} points</strong>{waiting}."


def _stamp(row: Row) -> str:
    return "" if row.result.jailed else " <strong>It was graded without a jail.</strong>"


def _line(exercise: Exercise, mark: Mark) -> str:
    remarks = mark.remarks or ("Right.",)
    hint = (f"Hint: {mark.hint}",) if mark.hint else ()
    found = "<br>".join(escape(sentence) for sentence in (*remarks, *hint))
    return (
        f'<tr><th scope="row">{escape(exercise.title)} (<code>{escape(exercise.id)}</code>)</th>'
        f'<td class="points">{number(mark.points)} of {number(exercise.points)}</td><td>{found}</td></tr>'
    )


def _cells(row: Row) -> str:
    if not row.result.cells:
        return ""
    items = "\n".join(
        f"<li>Code cell {number} {escape(text)}.</li>" for number, text in sorted(row.result.cells.items())
    )
    return f"<h2>Cells that failed</h2>\n<p>The other cells were run all the same.</p>\n<ul>\n{items}\n</ul>\n"


def file_name(student: str) -> str:
    """A file name for a student's page that stays in its folder, whatever the student is called."""
    return f"{''.join(sign if _SAFE.match(sign) else f'%{ord(sign):x}.' for sign in student)}.html"

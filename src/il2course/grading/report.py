"""What an instructor reads about a class: one HTML page that needs no other file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from il2course.grading.gradebook import Row
from il2course.grading.html import document, table
from il2course.grading.marks import PRACTICE_NUMBERS
from il2course.grading.roster import Roster
from il2course.grading.statistics import BINS, FEWEST, Discrimination, Item, distribution, items
from il2course.grading.table import number
from il2course.grading.values import FOR_PRACTICE
from il2course.questions import Exercise
from il2course.questions.slips import hint

STYLE = """
td.bar { width: 50%; } td.bar span { display: block; height: 1.2em; background: rgb(var(--shade)); }
"""
FROM_FILES = "the time of the file"


def report(rows: Sequence[Row], lesson: str, exercises: Sequence[Exercise], known: Roster | None = None) -> str:
    """The page of a class; with its roster, also who handed in nothing."""
    graded = [row for row in rows if row.result]
    found = items(exercises, [row.result.marks for row in graded])
    parts = [
        _overview(rows, graded),
        _human(rows, graded),
        _absent(rows, known) if known else "",
        _points(graded, sum(exercise.points for exercise in exercises)),
        _exercises(found) if graded else "",
        _slips(found) if graded else "",
        _late(graded),
    ]
    return document(f"Lesson {lesson}: report on the class", "".join(parts), STYLE)


def _overview(rows: Sequence[Row], graded: Sequence[Row]) -> str:
    counts = Counter(row.status for row in rows)
    listed = ", ".join(f"{count} {escape(status)}" for status, count in sorted(counts.items())) or "none"
    unjailed = sum(not row.result.jailed for row in graded)
    warning = f" <strong>{unjailed} of them were graded without a jail.</strong>" if unjailed else ""
    return f"<p>Submissions: {listed}.{warning}</p>\n"


# What needs a human


def _human(rows: Sequence[Row], graded: Sequence[Row]) -> str:
    waiting = [(row.student, row.file, f"{row.status}: {row.reason}") for row in rows if row.waits]
    for row in graded:
        pending = [mark.exercise for mark in row.result.marks if mark.pending]
        if pending:
            waiting.append((row.student, row.file, f"to be marked: {', '.join(pending)}"))
        if row.stale:
            waiting.append((row.student, row.file, f"marked for an earlier file: {', '.join(row.stale)}"))
    if not waiting:
        return "<h2>What needs you</h2>\n<p>Nothing.</p>\n"
    lines = [
        (escape(student or "not known"), f"<code>{escape(file)}</code>", escape(why)) for student, file, why in waiting
    ]
    return f"<h2>What needs you</h2>\n{table('Submissions that need a human', ('Student', 'File', 'Why'), lines)}"


def _absent(rows: Sequence[Row], known: Roster) -> str:
    came = {row.student for row in rows}
    absent = [student for student in known.students if student.id not in came]
    title = "<h2>Handed in nothing</h2>\n"
    if not absent:
        return f"{title}<p>Nobody: there is a file from each of {len(known.students)}.</p>\n"
    lines = [(escape(student.id), escape(student.name), escape(student.email)) for student in absent]
    caption = f"No file could be told to be from {len(absent)} of {len(known.students)} on the roster"
    return f"{title}{table(caption, ('Student', 'Name', 'Address'), lines)}"


# Points


def _points(graded: Sequence[Row], most: float) -> str:
    spread = distribution([row.points for row in graded], most)
    if not spread:
        return "<h2>Points</h2>\n<p>Nothing is graded yet.</p>\n"
    students = "1 student" if len(graded) == 1 else f"{len(graded)} students"
    summary = (
        f"<p>{students}, {number(most)} points to be had. Median {number(spread.median)}, the middle half from "
        f"{number(spread.lower_quartile)} to {number(spread.upper_quartile)}, lowest {number(spread.lowest)}, highest "
        f"{number(spread.highest)}, mean {number(spread.mean)}. These are the points that count, after what being late "
        "costs.</p>\n"
    )
    tallest = max(spread.counts)
    lines = [
        (_tenth(place, most), str(count), f'<td class="bar" aria-hidden="true">{_bar(count / tallest)}</td>')
        for place, count in enumerate(spread.counts)
    ]
    columns = ("Points", "Students", "As a bar")
    return f"<h2>Points</h2>\n{summary}{table('How points are spread', columns, lines, (1,))}"


def _tenth(place: int, most: float) -> str:
    low, high = number(place * most / BINS), number((place + 1) * most / BINS)
    return f"{low} to {high}" if place == BINS - 1 else f"{low} to below {high}"


def _bar(share: float) -> str:
    return f'<span style="width: {share:.0%}"></span>'


# Exercises


def _exercises(found: Iterable[Item]) -> str:
    lines = [
        (
            f"{escape(item.exercise.title)} (<code>{escape(item.exercise.id)}</code>)",
            _shaded(item.answered, item.students),
            _shaded(item.full, item.students),
            _shaded(item.none, item.students),
            "none marked" if item.difficulty is None else f"{item.difficulty:.2f}",
            _correlation(item.discrimination),
        )
        for item in found
    ]
    how = (
        "<p>Difficulty is the mean share of the points, before what being late costs: 0 when nobody got any, 1 when "
        "everybody got all. Discrimination is the corrected item-total correlation: Pearson's r between the points of "
        "the exercise and the sum of all other exercises, with a 95 % interval (Fisher's). Near 0 or below, an "
        "exercise does not tell strong from weak; look at its text and its checks first. With fewer than "
        f"{FEWEST} students, or where all have the same points, it says nothing and is left out.</p>\n"
    )
    columns = ("Exercise", "Answered", "All points", "No points", "Difficulty", "Discrimination")
    return f"<h2>Exercises</h2>\n{how}{table('How the exercises went', columns, lines, range(1, 6))}"


def _correlation(found: Discrimination | None) -> str:
    return f"{found.r:.2f} ({found.low:.2f} to {found.high:.2f})".replace("-", "−") if found else "too little to say"


def _shaded(count: int, of: int) -> str:
    """A cell whose shade follows the count that stands in it."""
    depth = 0.4 * count / of if of else 0
    return f'<td class="number" style="background: rgba(var(--shade), {depth:.2f})">{count} of {of}</td>'


def _slips(found: Iterable[Item]) -> str:
    made = [(count / item.answered, count, item, slip) for item in found for slip, count in item.slips.items()]
    if not made:
        return "<h2>Known slips</h2>\n<p>Nobody made one.</p>\n"
    lines = [
        (
            f"{escape(name)} in <code>{escape(item.exercise.id)}</code>",
            _shaded(count, item.answered),
            escape(FOR_PRACTICE if name == PRACTICE_NUMBERS else hint(item.exercise, name)),
        )
        for _, count, item, name in sorted(made, key=lambda each: -each[0])
    ]
    columns = ("Slip", "Students", "The hint they got")
    caption = "Known slips, of those who answered; the more, the darker"
    return f"<h2>Known slips</h2>\n{table(caption, columns, lines, (1,))}"


# Late


def _late(graded: Sequence[Row]) -> str:
    if not any(row.late for row in graded):
        return "<h2>Late</h2>\n<p>No deadline was given.</p>\n"
    late = [row for row in graded if row.late and row.late.days]
    doubt = (
        "<p>Some times are those of the files themselves: that of the copy, where somebody has copied them. "
        "<code>grade --times</code> takes what the platform lists.</p>\n"
        if any(row.late.evidence == FROM_FILES for row in late)
        else ""
    )
    if not late:
        return "<h2>Late</h2>\n<p>Nobody.</p>\n"
    lines = [
        (
            escape(row.student),
            escape(row.late.due),
            escape(row.late.came),
            escape(row.late.evidence),
            number(row.result.points),
            number(row.points),
        )
        for row in late
    ]
    columns = ("Student", "Due", "Came", "Known from", "Points earned", "Points that count")
    return f"<h2>Late</h2>\n{doubt}{table('Who was late, and what it cost', columns, lines, (4, 5))}"

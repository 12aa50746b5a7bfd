"""Marks that a human gives: read from a CSV file, checked, and put in the place of those that the grader gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading import listing
from il2course.grading.marks import Mark
from il2course.questions import Exercise

WHAT = "the manual marks"
SAID = "Marked by a human."


@dataclass(frozen=True)
class Manual:
    """What a human gave.

    Attributes
    ----------
    student, exercise
        whom and for what.
    points, comment
        what, and why.
    sha256
        of the file that was read; it counts for no other file. Empty in a list written by hand: then it is meant for
        the file that is graded now.
    """

    student: str
    exercise: str
    points: float
    comment: str = ""
    sha256: str = ""


def read(file: Path, exercises: Sequence[Exercise], students: Iterable[str]) -> list[Manual]:
    """Marks from a CSV file with columns `student`, `exercise` and `points`, and `comment` and `sha256` if wanted.

    A line without points is one that nobody has marked yet, and left out.

    Raises
    ------
    CourseError
        when it cannot be read, or a line names a student who has no readable submission, an exercise that is not
        asked, points that are no number or too many, or what an earlier line has marked.
    """
    lines = listing.read(file, WHAT, ("student", "exercise", "points"), ("comment", "sha256"))
    asked, known = {exercise.id: exercise for exercise in exercises}, set(students)
    marks: dict[tuple[str, str], Manual] = {}
    for number, line in lines:
        if line["points"]:
            mark = _mark(f"{WHAT} {file}, line {number}", line, asked, known)
            if (mark.student, mark.exercise) in marks:
                twice = f"{mark.exercise!r} of {mark.student!r} stands there twice"
                raise CourseError(f"{WHAT} {file}, line {number}: {twice}")
            marks[mark.student, mark.exercise] = mark
    return list(marks.values())


def _mark(place: str, line: Mapping[str, str], asked: Mapping[str, Exercise], known: set[str]) -> Manual:
    if line["student"] not in known:
        raise CourseError(f"{place}: no submission of {line['student']!r} is graded")
    exercise = asked.get(line["exercise"])
    if not exercise:
        raise CourseError(f"{place}: the exercise must be one of {', '.join(asked)}, got {line['exercise']!r}")
    points = _points(line["points"])
    if points is None or not 0 <= points <= exercise.points:
        raise CourseError(f"{place}: points must be a number from 0 to {exercise.points:g}, got {line['points']!r}")
    return Manual(line["student"], exercise.id, points, line["comment"], line["sha256"])


def _points(text: str) -> float | None:
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        return None
    return points if isfinite(points) else None


def bound(mark: Manual, before: Manual | None, sha256: str) -> Manual:
    """A mark with the file it was given for.

    The same line once more is no new look at a new file: it stays with the file it was first given for.
    """
    if mark.sha256:
        return mark
    same = before and replace(before, sha256="") == mark
    return before if same else replace(mark, sha256=sha256)


def merged(marks: Sequence[Mark], given: Iterable[Manual]) -> tuple[Mark, ...]:
    """The grader's marks with a human's in their place."""
    by_exercise = {mark.exercise: mark for mark in given}
    return tuple(_merged(mark, by_exercise[mark.exercise]) if mark.exercise in by_exercise else mark for mark in marks)


def _merged(mark: Mark, given: Manual) -> Mark:
    remarks = (SAID, given.comment) if given.comment else (SAID,)
    return replace(mark, points=given.points, pending=0.0, remarks=remarks, slip="", hint="", by_hand=True)

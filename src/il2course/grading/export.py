"""Marks as files that learning platforms take.

| platform | what it takes | documented in |
|---|---|---|
| Canvas | its own gradebook, exported as CSV, with other marks in the assignment's column | Canvas Instructor Guide, "How do I import grades in the Gradebook?"; lib/gradebook_importer.rb of instructure/canvas-lms |
| Moodle | a CSV file whose columns are mapped to users, grades and feedback; or an assignment's grading worksheet | docs.moodle.org, "Grade import" and "Offline grading worksheet"; mod/assign/feedback/offline of moodle/moodle |
| Gradescope | an autograder that writes `results.json`; there is no import of a list | gradescope-autograders.readthedocs.io, "Autograder Specifications" and "Submission Metadata" |

The points are those that count: with manual marks, less what being late costs.
"""  # noqa: E501

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading import listing
from il2course.grading.gradebook import Row
from il2course.grading.listing import marked
from il2course.grading.roster import Roster, Student, words
from il2course.grading.table import number
from il2course.questions import Exercise

WHAT = "the template"
CANVAS_PEOPLE = ("student", "id", "sis user id", "sis login id", "integration id", "root account", "section")
CANVAS_IDS = ("id", "sis user id", "sis login id", "integration id")
CANVAS_POINTS = "points possible"
MOODLE_NEEDED = ("identifier", "grade", "last modified (grade)")  # without which Moodle refuses the worksheet
MOODLE_IDS = ("id number", "email address", "username")
MOODLE_FEEDBACK, MOODLE_MOST = "feedback comments", "maximum grade"


@dataclass(frozen=True)
class Marks:
    """The marks of a class, ready to be handed on.

    Attributes
    ----------
    lesson, exercises
        whose.
    rows
        the graded submissions, one a student.
    roster
        the class, where names or addresses are needed to find a student in a platform's list.
    """

    lesson: str
    exercises: Sequence[Exercise]
    rows: Sequence[Row]
    roster: Roster | None = None

    @property
    def most(self) -> float:
        """Points to be had."""
        return sum(exercise.points for exercise in self.exercises)

    def student(self, row: Row) -> Student:
        """Whose a row is; only the id is known of somebody who is not in the roster."""
        return self.roster.by_id.get(row.student, Student(row.student)) if self.roster else Student(row.student)


@dataclass(frozen=True)
class Export:
    """A file to hand on, and the students who could not be put into it."""

    content: bytes
    left_out: tuple[str, ...] = ()


def feedback(row: Row, exercises: Sequence[Exercise]) -> list[str]:
    """What a student's page says, in a line an exercise, and one on what being late cost."""
    by_id = {exercise.id: exercise for exercise in exercises}
    lines = []
    for mark in row.result.marks:
        exercise = by_id[mark.exercise]
        said = " ".join((*(mark.remarks or ("Right.",)), *((f"Hint: {mark.hint}",) if mark.hint else ())))
        lines.append(f"{exercise.title}: {number(mark.points)} of {number(exercise.points)}. {said}")
    if row.late and row.late.days:
        lines.append(f"Due {row.late.due}; {row.late.came}: {number(row.late.percent)} % are taken off.")
    return lines


def as_csv(marks: Marks) -> Export:
    """One row a student: points earned and points that count, and a column an exercise."""
    names = ("student", "name", "email", "points_earned", "days_late", "percent_off", "points", "points_pending")
    lines = [[*names, "max_points", *(exercise.id for exercise in marks.exercises)]]
    for row in marks.rows:
        who, result = marks.student(row), row.result
        late = (str(row.late.days), number(row.late.percent)) if row.late else ("", "")
        sums = (number(result.points), *late, number(row.points), number(result.pending), number(marks.most))
        lines.append([*map(marked, (who.id, who.name, who.email)), *sums, *(number(m.points) for m in result.marks)])
    return Export(_csv(lines))


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


# Canvas


def canvas(marks: Marks, template: Path, assignment: str) -> Export:
    """Canvas's own gradebook, with our marks in one assignment's column and nothing else.

    Parameters
    ----------
    marks
        the marks.
    template
        the gradebook as Canvas exports it; it tells the students apart (`ID`, `SIS Login ID`, …).
    assignment
        the header of the assignment's column, with or without the number that Canvas puts behind it.

    Students without a mark are left out, for an empty cell would take away a mark that Canvas has.

    Raises
    ------
    CourseError
        when the template is none, lacks the assignment or holds it with other points, or a student stands for two.
    """
    header, lines = listing.table(template, WHAT)
    names = [name.lower() for name in header]
    if names[:2] != ["student", "id"] or "section" not in names:
        raise CourseError(
            f"{WHAT} {template} must be a gradebook that Canvas exported, with columns Student, ID and Section, "
            f"got {', '.join(header) or 'nothing'}"
        )
    column = _column(template, header, assignment)
    people = [place for place, name in enumerate(names) if name in CANVAS_PEOPLE]
    chosen = [*people, column]
    possible = next((line for _, line in lines if line and CANVAS_POINTS in line[0].lower()), None)
    _refuse_points(template, header[column], _at(possible or [], column), marks.most)
    students = [line for _, line in lines if _at(line, 1) or _at(line, 0)]
    students = [line for line in students if CANVAS_POINTS not in line[0].lower()]
    ids = [names.index(name) for name in CANVAS_IDS if name in names]
    found, left_out = _placed(marks, students, ids, names.index("student"), template)
    rows = [[*(_at(line, place) for place in people), number(row.points)] for line, row in found]
    head = [[header[place] for place in chosen], *([[_at(possible, place) for place in chosen]] if possible else [])]
    return Export(_csv([*head, *rows]), left_out)


def _column(template: Path, header: Sequence[str], assignment: str) -> int:
    """The column of an assignment, `Receptor (1234)` or `Receptor`."""
    found = [
        place
        for place, name in enumerate(header)
        if assignment in (name, re.sub(r" \(\d+\)$", "", name)) and name.lower() not in CANVAS_PEOPLE
    ]
    if len(found) != 1:
        known = [name for name in header if re.search(r" \(\d+\)$", name)]
        raise CourseError(
            f"{WHAT} {template} must have one column {assignment!r}, got {', '.join(known) or 'no assignment'}"
        )
    return found[0]


def _refuse_points(template: Path, what: str, said: str, most: float) -> None:
    """Refuse marks that would mean something else there."""
    try:
        there = float(said.replace(",", "."))
    except ValueError:
        if "read only" in said.lower():
            raise CourseError(f"{what} is read-only in {template}: marks cannot be put there") from None
        return
    if there != most:
        raise CourseError(f"{what} has {there:g} points in {template}, the sheet has {most:g}: change them there")


def _at(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _placed(
    marks: Marks, lines: Sequence[Sequence[str]], ids: Sequence[int], name: int, template: Path
) -> tuple[list[tuple[Sequence[str], Row]], tuple[str, ...]]:
    """Each row beside its student's line, and the students who have none.

    An id or address decides; where neither stands there, the name does, if only one student is called so.
    """
    by_id: dict[str, list[int]] = {}
    by_name: dict[tuple[str, ...], list[int]] = {}
    for place, line in enumerate(lines):
        for key in {_at(line, column).lower() for column in ids} - {""}:
            by_id.setdefault(key, []).append(place)
        by_name.setdefault(tuple(sorted(words(_at(line, name)))), []).append(place)
    found, left_out, taken = [], [], {}
    for row in marks.rows:
        who = marks.student(row)
        keys = [key.lower() for key in (who.id, who.email) if key]
        places = {place for key in keys for place in by_id.get(key, ())}
        places = places or set(by_name.get(tuple(sorted(words(who.name))), ()) if who.name else ())
        if len(places) > 1:
            raise CourseError(f"{row.student!r} stands for {len(places)} students of {template}: use ids in the roster")
        if not places:
            left_out.append(row.student)
            continue
        place = places.pop()
        if place in taken:
            raise CourseError(f"{row.student!r} and {taken[place]!r} stand for the same student of {template}")
        taken[place] = row.student
        found.append((lines[place], row))
    return found, tuple(left_out)


# Moodle


def moodle(marks: Marks, template: Path | None = None) -> Export:
    """Marks and feedback for Moodle.

    Parameters
    ----------
    marks
        the marks.
    template
        the assignment's grading worksheet, as Moodle gives it out. Without it the file is one for "Grades, Import,
        CSV file": map `ID number` to the user's id number or `Email address` to the e-mail address (which Moodle
        compares with case), `Grade` to the grade item, and `Feedback` to its feedback. Map both, or Moodle loses one.

    Raises
    ------
    CourseError
        when the template is none, or has other points, or a student stands for two.
    """
    if template:
        return _worksheet(marks, template)
    lines = [["ID number", "Email address", "Grade", "Feedback"]]
    for row in marks.rows:
        who = marks.student(row)
        lines.append([who.id, who.email, number(row.points), "\n".join(feedback(row, marks.exercises))])
    return Export(_csv(lines))


def _worksheet(marks: Marks, template: Path) -> Export:
    header, numbered = listing.table(template, WHAT)
    names, lines = [name.lower() for name in header], [line for _, line in numbered if any(line)]
    if not set(MOODLE_NEEDED) <= set(names):
        raise CourseError(
            f"{WHAT} {template} must be a grading worksheet that Moodle gave out in English, with columns Identifier, "
            f"Grade and Last modified (grade), got {', '.join(header) or 'nothing'}"
        )
    if MOODLE_MOST in names and lines:
        _refuse_points(template, "the assignment", _at(lines[0], names.index(MOODLE_MOST)), marks.most)
    ids = [names.index(name) for name in MOODLE_IDS if name in names]
    name = names.index("full name") if "full name" in names else names.index("identifier")
    found, left_out = _placed(marks, lines, ids, name, template)
    filled = [_filled(line, names, row, marks.exercises) for line, row in found]
    return Export(_csv([header, *filled]), left_out)


def _filled(line: Sequence[str], names: Sequence[str], row: Row, exercises: Sequence[Exercise]) -> list[str]:
    cells = {"grade": number(row.points), MOODLE_FEEDBACK: "<br>".join(feedback(row, exercises))}
    return [cells.get(name, _at(line, place)) for place, name in enumerate(names)]


# Gradescope

SETUP = "#!/usr/bin/env bash\napt-get update && apt-get install -y python3\n"
RUN = '''\
#!/usr/bin/env python3
"""Hands out the result of whoever submitted. It runs nothing that was submitted."""
import json
from pathlib import Path

here = Path("/autograder")
users = json.loads((here / "submission_metadata.json").read_text())["users"]
results = json.loads((here / "source" / "results.json").read_text())
found = [results[user["email"].lower()] for user in users if user["email"].lower() in results]
nothing = {"score": 0, "output": "There is no mark for this submission yet."}
(here / "results").mkdir(exist_ok=True)
(here / "results" / "results.json").write_text(json.dumps(found[0] if found else nothing))
'''


def gradescope(marks: Marks) -> Export:
    """An autograder for a programming assignment on Gradescope that hands out the marks given here.

    Upload the zip as the assignment's autograder, then let all submissions be graded again. It knows the students by
    the e-mail address of the roster. It needs no key and runs nothing that was submitted.

    Raises
    ------
    CourseError
        when there is no roster.
    """
    if not marks.roster:
        raise CourseError("Gradescope knows students by their e-mail address: give --roster with a column 'email'")
    results, left_out = {}, []
    for row in marks.rows:
        who = marks.student(row)
        if who.email:
            results[who.email.lower()] = _result(row, marks.exercises)
        else:
            left_out.append(row.student)
    files = {"results.json": json.dumps(results, indent=1), "run_autograder": RUN, "setup.sh": SETUP}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100755 << 16
            archive.writestr(entry, text)
    return Export(target.getvalue(), tuple(left_out))


def _result(row: Row, exercises: Sequence[Exercise]) -> Mapping[str, object]:
    lines = feedback(row, exercises)
    tests = [
        {"name": exercise.title, "score": mark.points, "max_score": exercise.points, "output": line}
        for exercise, mark, line in zip(exercises, row.result.marks, lines, strict=False)
    ]
    rest = "\n".join(lines[len(exercises) :])
    return {"score": row.points, "output": rest or "Graded.", "visibility": "after_published", "tests": tests}

"""The gradebook: one SQLite file that survives being killed at any moment."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, field, replace
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading import manual
from il2course.grading.ingest import NEEDS_HUMAN, RECEIVED, UNREADABLE, Submission
from il2course.grading.late import Lateness
from il2course.grading.manual import Manual
from il2course.grading.marks import PRACTICE_NUMBERS, Mark

NOT_GRADED = "not_graded"
COUNTS, WAITS = (RECEIVED, "graded"), (NEEDS_HUMAN, UNREADABLE, NOT_GRADED)
APPLICATION, VERSION = 0x494C3247, 2
A_PAGE = 4096
MANUAL = """
CREATE TABLE manual (
    student TEXT, exercise TEXT, points REAL NOT NULL, comment TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (student, exercise)
);
"""
SCHEMA = f"""{MANUAL}
CREATE TABLE lesson (name TEXT NOT NULL);
CREATE TABLE submission (
    file TEXT NOT NULL, sha256 TEXT NOT NULL, student TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, job TEXT NOT NULL, late TEXT NOT NULL
);
CREATE TABLE result (
    job TEXT PRIMARY KEY, jailed INTEGER NOT NULL, marks TEXT NOT NULL, cells TEXT NOT NULL, run TEXT NOT NULL
);
"""
# What a gradebook of an earlier version lacks.
FROM_1 = f"""{MANUAL}
ALTER TABLE submission ADD COLUMN late TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN run TEXT NOT NULL DEFAULT '';
"""


@dataclass(frozen=True)
class Result:
    """What grading one submission gave.

    Attributes
    ----------
    marks
        one an exercise, in the sheet's order.
    cells
        what went wrong in a cell, by its number.
    jailed
        whether it ran in a jail.
    """

    marks: tuple[Mark, ...]
    cells: dict[int, str] = field(default_factory=dict)
    jailed: bool = True

    @property
    def points(self) -> float:
        """Earned in all."""
        return sum(mark.points for mark in self.marks)

    @property
    def answers_practice(self) -> bool:
        """Whether an answer is right for `practice` and wrong for the student."""
        return any(mark.slip == PRACTICE_NUMBERS for mark in self.marks)

    @property
    def pending(self) -> float:
        """Waiting for a human, in all."""
        return sum(mark.pending for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """One submission as the gradebook holds it.

    Attributes
    ----------
    file, sha256, student, status, reason
        as in a submission.
    result
        where it is graded, with manual marks in their place.
    late
        how late it is, where there is a deadline.
    stale
        exercises whose manual marks were given for an earlier file and do not count for this one.
    """

    file: str
    sha256: str
    student: str
    status: str
    reason: str
    result: Result | None = None
    late: Lateness | None = None
    stale: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it has no marks before somebody sees to it."""
        return self.status in WAITS

    @property
    def points(self) -> float:
        """What counts: earned, less what being late costs."""
        return self.late.left(self.result.points) if self.late else self.result.points


class Gradebook:
    """The gradebook of one lesson, open for one grader; used as a context, it is closed at the end.

    Parameters
    ----------
    folder
        where it is, or will be made.
    lesson
        whose marks it holds; None for whatever one that is there holds.

    Raises
    ------
    CourseError
        when another grader is at work on it, it is damaged, it is no gradebook, it is from a newer version, or it
        holds another lesson. Nothing is changed then.
    """

    def __init__(self, folder: Path, lesson: str | None) -> None:
        self._file = folder / "gradebook.sqlite"
        if lesson is None and not self._file.is_file():
            raise CourseError(f"there is no gradebook in {folder}: `il2course grade … --out {folder}` makes one")
        self.lesson = lesson
        with self._sentences():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # marks are nobody else's business
            if not os.access(folder, os.W_OK):
                raise CourseError(f"{folder} cannot be written: it is read-only")
            self._base = sqlite3.connect(self._file, timeout=1, isolation_level=None)
        try:
            with self._sentences():
                self._open()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Let another grader in."""
        self._base.close()

    def _open(self) -> None:
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        if self._value("PRAGMA schema_version") and self._value("PRAGMA application_id") != APPLICATION:
            raise CourseError(f"{self._file} is no gradebook: choose another folder with --out")
        if self._value("PRAGMA user_version") > VERSION:
            raise CourseError(f"{self._file} was written by a newer il2course: grade with that one")
        self._base.execute("PRAGMA journal_mode = WAL")
        with self._transaction():
            if not self._value("PRAGMA schema_version"):
                self._make(SCHEMA)
            elif self._value("PRAGMA user_version") < VERSION:
                self._make(FROM_1)
        if self._value("PRAGMA quick_check") != "ok":
            raise sqlite3.DatabaseError("its pages do not fit together")
        lesson = self._value("SELECT name FROM lesson")
        self.lesson = self.lesson or lesson
        if lesson not in (None, self.lesson):
            raise CourseError(f"{self._file} holds the marks of {lesson}: choose another folder with --out")

    def _make(self, schema: str) -> None:
        for statement in filter(str.strip, schema.split(";")):
            self._base.execute(statement)
        self._base.execute(f"PRAGMA application_id = {APPLICATION}")
        self._base.execute(f"PRAGMA user_version = {VERSION}")

    def receive(self, submissions: Iterable[tuple[Submission, str]]) -> None:
        """Write a row for every submission, with the job that grades it, in place of those of the last run."""
        rows = [
            (each.file, each.sha256, each.student, each.status, each.reason, job, _json(each.late))
            for each, job in submissions
        ]
        with self._transaction():
            self._base.execute("DELETE FROM lesson")
            self._base.execute("INSERT INTO lesson VALUES (?)", (self.lesson,))
            self._base.execute("DELETE FROM submission")
            self._base.executemany("INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def known(self, jailed: bool) -> frozenset[str]:
        """Jobs that are done and need not be done again; where there is a jail, one done without is not."""
        with self._sentences():
            return frozenset(
                job for (job,) in self._base.execute("SELECT job FROM result WHERE jailed >= ?", (jailed,))
            )

    def earlier(self, run: str, jailed: bool) -> list[Mark]:
        """Every mark that a run of a submission has ever got, whatever the sheet was then."""
        query = "SELECT marks FROM result WHERE run = ? AND jailed >= ?"
        with self._sentences():
            found = [json.loads(marks) for (marks,) in self._base.execute(query, (run, jailed))]
        return [_mark(mark) for marks in found for mark in marks]

    def graded(self, job: str, result: Result | None = None, run: str = "") -> None:
        """Set the submissions of a job to graded, with a new result where there is one, and what it was a run of."""
        with self._transaction():
            if result:
                marks = json.dumps([asdict(mark) for mark in result.marks])
                row = (job, result.jailed, marks, json.dumps(result.cells), run)
                self._base.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?)", row)
            self._base.execute("UPDATE submission SET status = 'graded' WHERE job = ?", (job,))

    def not_graded(self, job: str, reason: str) -> None:
        """Set the submissions of a job to not graded; the next run tries again."""
        with self._transaction():
            row = (NOT_GRADED, reason, job)
            self._base.execute("UPDATE submission SET status = ?, reason = ? WHERE job = ?", row)

    def give(self, marks: Iterable[Manual]) -> None:
        """Take up manual marks, each for the file that its student has received a row for, unless it names one."""
        files = {row.student: row.sha256 for row in self.rows() if row.status in COUNTS}
        before = self._manual()
        each = [manual.bound(mark, before.get((mark.student, mark.exercise)), files[mark.student]) for mark in marks]
        with self._transaction():
            self._base.executemany("INSERT OR REPLACE INTO manual VALUES (?, ?, ?, ?, ?)", map(astuple, each))

    def _manual(self) -> dict[tuple[str, str], Manual]:
        with self._sentences():
            found = [Manual(*columns) for columns in self._base.execute("SELECT * FROM manual")]
        return {(mark.student, mark.exercise): mark for mark in found}

    def rows(self) -> list[Row]:
        """Every submission, by student and file."""
        return list(self.each())

    def each(self) -> Iterator[Row]:
        """The same, read one by one."""
        query = """SELECT file, sha256, student, status, reason, late, jailed, marks, cells
                   FROM submission LEFT JOIN result ON submission.job = result.job AND status = 'graded'
                   ORDER BY student, file, sha256"""
        given: dict[str, list[Manual]] = {}
        for mark in self._manual().values():
            given.setdefault(mark.student, []).append(mark)
        with self._sentences():
            for columns in self._base.execute(query):
                row = _row(*columns)
                yield _marked(row, given.get(row.student, ())) if row.result else row

    def _value(self, query: str) -> object:
        row = self._base.execute(query).fetchone()
        return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._sentences():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """SQLite's errors as sentences."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise CourseError(f"another grader is at work on {self._file}: wait until it ends") from None
            raise CourseError(f"{self._file} cannot be written: {self._reason(error)}") from None
        except sqlite3.DatabaseError as error:
            raise CourseError(f"{self._file} is damaged ({error}): move it away; nothing was written") from None
        except OSError as error:
            raise CourseError(f"{self._file.parent} cannot be written: {error.strerror}") from None

    def _reason(self, error: sqlite3.Error) -> str:
        """What SQLite says, but for a full disk, of which it says several things."""
        full = shutil.disk_usage(self._file.parent).free < A_PAGE
        return "No space left on device" if full else str(error)


def _json(late: Lateness | None) -> str:
    return json.dumps(asdict(late)) if late else ""


def _row(
    file: str,
    sha256: str,
    student: str,
    status: str,
    reason: str,
    said: str,
    jailed: int | None,
    marks: str,
    cells: str,
) -> Row:
    late = Lateness(**json.loads(said)) if said else None
    if jailed is None:
        return Row(file, sha256, student, status, reason, late=late)
    listed = tuple(map(_mark, json.loads(marks)))
    numbered = {int(number): text for number, text in json.loads(cells).items()}
    return Row(file, sha256, student, status, reason, Result(listed, numbered, bool(jailed)), late)


def _mark(stored: dict[str, object]) -> Mark:
    return Mark(**{**stored, "remarks": tuple(stored["remarks"])})


def _marked(row: Row, given: Sequence[Manual]) -> Row:
    """A row with the manual marks of its student."""
    marks = manual.merged(row.result.marks, [mark for mark in given if mark.sha256 == row.sha256])
    stale = tuple(sorted(mark.exercise for mark in given if mark.sha256 != row.sha256))
    return replace(row, result=replace(row.result, marks=marks), stale=stale)

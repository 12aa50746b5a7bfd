"""From files to submissions: copied, hashed, and each with an owner and a state before anything runs."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from il2course.errors import CourseError
from il2course.grading import notebook, roster
from il2course.grading.handed import Handed
from il2course.grading.late import Lateness
from il2course.grading.roster import Roster, Student
from il2course.grading.sheet import Sheet
from il2course.questions import LESSONS, exercises
from il2course.questions.stub import unassigned, unwritten
from il2course.questions.variant import PRACTICE, identity, words

RECEIVED, SUPERSEDED, UNREADABLE, NEEDS_HUMAN = "received", "superseded", "unreadable", "needs_human"


@dataclass(frozen=True)
class Submission:
    """One file that was handed in.

    Attributes
    ----------
    file
        its path below the folder or in the zip.
    sha256
        of its content; empty where the content was not read.
    student
        whose it is.
    status
        "received" if it is to be graded, else "superseded", "unreadable" or "needs_human".
    reason
        why, as a sentence, where it is not to be graded.
    when
        the time stamp by which the latest of several is found.
    stamped
        whether that stands in its name.
    asked
        whether it speaks of any exercise of the sheet.
    answered
        whether anything has been written where an answer is asked for.
    late
        how late it is, where there is a deadline.
    claim
        the id that the sheet holds; empty where it says `practice`, or nothing.
    """

    file: str
    sha256: str
    student: str
    status: str = RECEIVED
    reason: str = ""
    when: float = 0.0
    stamped: bool = False
    asked: bool = False
    answered: bool = False
    late: Lateness | None = None
    claim: str = ""

    @property
    def variant(self) -> str:
        """The id whose parameters count: the sheet's, which its author saw; the student's where it has none."""
        return self.claim or self.student

    @property
    def readable(self) -> bool:
        """Whether its cells could be read."""
        return self.status != UNREADABLE


@dataclass(frozen=True)
class Store:
    """Copies of submissions, each under the hash of its content."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Copy a file's content and return its hash; the copy is there in full or not at all.

        Raises
        ------
        CourseError
            when it cannot be written.
        """
        digest = hashlib.sha256(content).hexdigest()
        copy = self.folder / digest
        try:
            if not copy.exists():
                self.folder.mkdir(exist_ok=True)
                unfinished = copy.with_suffix(".part")
                unfinished.write_bytes(content)
                os.replace(unfinished, copy)
        except OSError as error:
            raise CourseError(f"{self.folder} cannot be written: {error.strerror}") from None
        return digest

    def cells(self, submission: Submission) -> tuple[str, ...]:
        """The code cells of a submission that was found readable."""
        return notebook.cells(submission.file, (self.folder / submission.sha256).read_bytes())


def ingest(handed: Iterable[Handed], sheet: Sheet, known: Roster | None, store: Store) -> list[Submission]:
    """Copy every file and decide whose it is and whether it is to be graded, in the order of the files."""
    return list(_latest([_submission(file, sheet, known, store) for file in handed]))


def _submission(file: Handed, sheet: Sheet, known: Roster | None, store: Store) -> Submission:
    digest = store.keep(file.content) if not file.fault else ""
    cells, reason = (), file.fault
    if not reason:
        try:
            cells = notebook.cells(file.name, file.content)
        except notebook.Unreadable as error:
            reason = str(error)
    claim = meant(notebook.claimed(cells))
    student, doubt = owner(file.name, claim, sheet.lesson, known)
    asked = any(exercise.id in cell for exercise in sheet.exercises for cell in cells)
    answered = any(_answers(cell, exercise.id) for exercise in sheet.exercises for cell in cells)
    submission = Submission(
        file.name,
        digest,
        student,
        when=file.when,
        stamped=file.stamped,
        asked=asked,
        answered=answered,
        claim=claim,
    )
    if reason:
        return replace(submission, status=UNREADABLE, reason=reason)
    if not doubt and not asked and (other := _another(cells, sheet.lesson)):
        doubt = f"it is the sheet of {other}, not of {sheet.lesson}"
    return replace(submission, status=NEEDS_HUMAN, reason=doubt) if doubt else submission


def _answers(cell: str, name: str) -> bool:
    """Whether a cell defines or assigns a name, and not just as the sheet was handed out."""
    given = re.search(rf"^(?:def {name}\b|{name}\s*[:=])", cell, re.MULTILINE)
    return bool(given) and unwritten(name) not in cell and unassigned(name) not in cell


def _another(cells: Iterable[str], lesson: str) -> str:
    """The other lesson whose sheet it is: more than one of that sheet's exercises is spoken of."""
    text = "\n".join(cells)
    others = (other for other in LESSONS if other != lesson)
    return next((other for other in others if sum(each.id in text for each in exercises(other)) > 1), "")


def meant(claim: str | None) -> str:
    """The id that a sheet means; nothing where it says `practice`, or holds none."""
    return "" if identity(claim) == PRACTICE else claim


def owner(name: str, claim: str | None, lesson: str, known: Roster | None) -> tuple[str, str]:
    """Whose a file is, and why a human must look at it, if one must.

    The outermost folder speaks first, then those below, then the file's own name. What the sheet says is not
    enough by itself, but may not contradict them; a sheet without an id contradicts nobody.
    """
    path = PurePosixPath(name)
    parts = (roster.undecorated(part, lesson) for part in (*path.parts[:-1], path.stem))
    labels = [part for part in parts if part]
    claim = meant(claim)
    student = known.owner(labels) if known else _by_name(labels, claim)
    if student is None and known:
        said = labels[0] if labels else ""
        doubt = "does not tell which one student of the roster it is from; put the student's id in its name"
        return said, f"{name} {doubt}"
    if student is None:
        return "", f"neither {name} nor its folder tells whose it is"
    if claim and words(claim) not in student.forms:
        return student.id, f"the sheet says {claim!r}, the file is from {student.id!r}"
    return student.id, ""


def _by_name(labels: list[str], claim: str) -> Student | None:
    if claim and any(roster.occurs(claim, label) for label in labels):
        return Student(claim)
    return Student(labels[0]) if labels else None


def _latest(submissions: list[Submission]) -> Iterator[Submission]:
    """Let only the latest gradable submission of each student be graded; one with answers before any without.

    The sheet lies beside its twin, as notebook and as script, and only one of them may have been worked on.
    """
    latest: dict[str, Submission] = {}
    for each in submissions:
        if each.status == RECEIVED and (each.student not in latest or _rank(each) >= _rank(latest[each.student])):
            latest[each.student] = each
    for each in submissions:
        counts = latest.get(each.student)
        if each.status == RECEIVED and counts is not each:
            why = "is later" if counts.answered == each.answered else "has answers, this one none"
            yield replace(each, status=SUPERSEDED, reason=f"{counts.file} {why}")
        else:
            yield each


def _rank(submission: Submission) -> tuple[bool, float]:
    return submission.answered, submission.when

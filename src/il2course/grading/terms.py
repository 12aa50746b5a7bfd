"""What holds for one assignment: its lesson, its deadline and what being late costs, in one TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from il2course.errors import CourseError
from il2course.grading import roster, times
from il2course.grading.ingest import Submission
from il2course.grading.late import (
    Lateness,
    Policy,
    extended,
    lateness,
    lateness_of_canvas,
    marked_by_canvas,
    moment,
    written,
)
from il2course.grading.roster import Roster

TEMPLATE = """\
# What holds for this assignment. It is for the instructor alone; `il2course grade --terms` reads it.
lesson = "{lesson}"

# With its time zone. A roster's column `extension` gives one student more time.
deadline = "{deadline}"
# Minutes after the deadline that still count as in time.
grace_min = {grace_min:g}
# What each day begun after the deadline takes off the points earned, and the most that is taken off, in percent.
percent_per_day = {percent_per_day:g}
percent_at_most = {percent_at_most:g}
# Days after the deadline from which on nothing counts; without this line handing in never closes.
{closed}closed_after_days = {closed_after_days}
{roster}"""
KEYS = ("lesson", "deadline", "grace_min", "percent_per_day", "percent_at_most", "closed_after_days", "roster")


@dataclass(frozen=True)
class Terms:
    """The terms of an assignment.

    Attributes
    ----------
    lesson
        its full name, `02_receptor`.
    policy
        deadline and what being late costs.
    roster
        the class, where it is known: extensions stand there.
    times
        when submissions came, by student, where the platform lists it.
    """

    lesson: str
    policy: Policy
    roster: Roster | None = None
    times: Mapping[str, datetime] | None = None

    @property
    def zone(self) -> ZoneInfo | None:
        """Of the deadline, and of times that name none."""
        return self.policy.deadline.tzinfo if isinstance(self.policy.deadline.tzinfo, ZoneInfo) else None

    def timed(self, file: Path) -> "Terms":
        """With the times that the platform lists in a file; raises like `times.read`."""
        return replace(self, times=times.read(file, self.zone))

    def due(self, student: str) -> datetime | None:
        """A student's own deadline, if there is one; raises CourseError where the roster's cannot be read."""
        found = self.roster.by_id.get(student) if self.roster else None
        if not found or not found.extension:
            return None
        return extended(self.policy, found.extension, f"the extension of {student!r}")

    def lateness(self, submission: Submission) -> Lateness:
        """How late a submission is; raises like `due`.

        What the platform lists goes before a time stamp in the file's name, that before what Canvas marks, and that
        before the time of the zip's entry or of the file.
        """
        due, listed = self.due(submission.student), self._listed(submission.student)
        if listed:
            return lateness(self.policy, listed, due, times.WHAT)
        marked = marked_by_canvas(submission.file) if not submission.stamped else None
        if marked is not None:
            return lateness_of_canvas(self.policy, marked, due)
        evidence = "the time stamp in its name" if submission.stamped else "the time of the file"
        return lateness(self.policy, datetime.fromtimestamp(submission.when, UTC), due, evidence)

    def _listed(self, student: str) -> datetime | None:
        if not self.times:
            return None
        found = self.roster.by_id.get(student) if self.roster else None
        names = (student, *((found.email,) if found else ()))
        return next((self.times[name.lower()] for name in names if name.lower() in self.times), None)


def read(file: Path) -> Terms:
    """The terms in a file, with the roster it names, which lies beside it.

    Raises
    ------
    CourseError
        when it cannot be read, holds what nobody knows, or says something that cannot be.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"the terms {file} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    strange = sorted(said.keys() - set(KEYS))
    if strange:
        raise CourseError(f"the terms {file} may hold {', '.join(KEYS)}, got {strange[0]!r}")
    lesson, deadline, listed = (_text(file, said, key) for key in ("lesson", "deadline", "roster"))
    policy = Policy(
        moment(deadline, f"the deadline in {file}"),
        timedelta(minutes=_number(file, said, "grace_min", 0)),
        _number(file, said, "percent_per_day", 0),
        _number(file, said, "percent_at_most", 100),
        _number(file, said, "closed_after_days", None),
    )
    return Terms(lesson, policy, roster.read(file.parent / listed) if listed else None)


def _text(file: Path, said: Mapping[str, object], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str) or (key != "roster" and not value):
        raise CourseError(f"the terms {file} must hold {key} as text in quotes, got {value!r}")
    return value


def _number(file: Path, said: Mapping[str, object], key: str, otherwise: float | None) -> float | None:
    value = said.get(key, otherwise)
    if value is not otherwise and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise CourseError(f"the terms {file} must hold {key} as a number, got {value!r}")
    return value


def text(lesson: str, policy: Policy, listed: str = "") -> str:
    """The terms as the text of a file that `read` reads; `listed` is the name of the roster beside it."""
    closed = policy.closed_after_days
    return TEMPLATE.format(
        lesson=lesson,
        deadline=written(policy.deadline),
        grace_min=policy.grace / timedelta(minutes=1),
        percent_per_day=policy.percent_per_day,
        percent_at_most=policy.percent_at_most,
        closed="# " if closed is None else "",
        closed_after_days=7 if closed is None else closed,
        roster=f'\nroster = "{listed}"\n' if listed else "",
    )

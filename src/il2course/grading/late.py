"""The late policy: what being late costs, as a pure function of time stamps.

Nothing here reads a clock or a file. Days are counted on the clock of the deadline's own zone: who hands in on the
next day at the same time of day is one day late, also in the night when the clocks change.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from il2course.errors import CourseError

A_DAY = timedelta(days=1)
EXAMPLE = "2027-03-05T23:59 Europe/Berlin"
CANVAS = "its name, as Canvas marks it"
_CANVAS = re.compile(r"_\d+_\d+_[^/]*$")
_CANVAS_LATE = re.compile(r"_LATE_\d+_\d+_[^/]*$")
_DAYS = re.compile(r"(\d+)(?: days?)?")


@dataclass(frozen=True)
class Policy:
    """What being late costs.

    Attributes
    ----------
    deadline
        with its time zone.
    grace
        how much later still counts as in time.
    percent_per_day
        taken off the points earned, for each day begun after the deadline; the grace does not shorten the first.
    percent_at_most
        the most that is taken off while handing in is open.
    closed_after_days
        days after the deadline from which on nothing counts; None if it never closes.
    """

    deadline: datetime
    grace: timedelta = timedelta()
    percent_per_day: float = 0.0
    percent_at_most: float = 100.0
    closed_after_days: int | None = None

    def __post_init__(self) -> None:
        _refuse_unless(self.grace >= timedelta(), "grace must be >= 0 min", self.grace / timedelta(minutes=1))
        for name in ("percent_per_day", "percent_at_most"):
            value = getattr(self, name)
            _refuse_unless(0 <= value <= 100, f"{name} must be from 0 to 100", value)
        days = self.closed_after_days
        _refuse_unless(days is None or days >= 0, "closed_after_days must be >= 0", days)


def _refuse_unless(good: bool, sentence: str, value: object) -> None:
    if not good:
        raise CourseError(f"{sentence}, got {value}")


@dataclass(frozen=True)
class Lateness:
    """How late a submission is, and what it costs.

    Attributes
    ----------
    due
        the deadline that counted, with extension, as text with its zone.
    handed_in
        when, as text in the deadline's zone; empty where only late or not is known.
    evidence
        where that is known from.
    days
        days begun after the deadline; 0 in time.
    percent
        taken off the points earned.
    """

    due: str
    handed_in: str
    evidence: str
    days: int = 0
    percent: float = 0.0

    @property
    def came(self) -> str:
        """When it came, in words, and how late that is."""
        if self.handed_in:
            return f"handed in {self.handed_in}, {days_late(self.days)}"
        return f"marked late by Canvas, which counts as {days_late(1)}" if self.days else "not marked late by Canvas"

    def left(self, points: float) -> float:
        """What remains of the points earned, to hundredths."""
        return round(points * (100 - self.percent) / 100, 2)


def days_late(days: int) -> str:
    """So many days, in words."""
    return f"{days} {'day' if days == 1 else 'days'} late" if days else "in time"


def lateness(policy: Policy, handed_in: datetime, due: datetime | None = None, evidence: str = "") -> Lateness:
    """How late a submission is.

    Parameters
    ----------
    policy
        what being late costs.
    handed_in
        when, in any zone.
    due
        this student's deadline, where it is another one than the policy's.
    evidence
        where the time is known from.
    """
    due = due or policy.deadline
    days = _days(due, handed_in) if handed_in.astimezone(UTC) > due.astimezone(UTC) + policy.grace else 0
    there = handed_in.astimezone(due.tzinfo)
    return Lateness(written(due), written(there), evidence, days, _percent(policy, days))


def lateness_of_canvas(policy: Policy, late: bool, due: datetime | None = None) -> Lateness:
    """How late a submission is that Canvas marked late or not: it does not say by how much, so one day is counted."""
    return Lateness(written(due or policy.deadline), "", CANVAS, int(late), _percent(policy, int(late)))


def _days(due: datetime, handed_in: datetime) -> int:
    """Days begun on the clock of the deadline's zone; whoever is late at all has begun one."""
    there = handed_in.astimezone(due.tzinfo)
    return max(1, ceil((there.replace(tzinfo=None) - due.replace(tzinfo=None)) / A_DAY))


def _percent(policy: Policy, days: int) -> float:
    if policy.closed_after_days is not None and days > policy.closed_after_days:
        return 100.0
    return float(min(days * policy.percent_per_day, policy.percent_at_most))


def marked_by_canvas(name: str) -> bool | None:
    """Whether Canvas marked a file late, by its name; None where the name is not one that Canvas gives.

    Canvas puts `LATE` between the student's name and the two numbers of a file that came after its due date, and the
    entries of its zip carry the time at which the zip was made (lib/content_zipper.rb of instructure/canvas-lms).
    """
    file = name.rpartition("/")[2]
    return bool(_CANVAS_LATE.search(file)) if _CANVAS.search(file) else None


def moment(text: str, what: str, zone: ZoneInfo | None = None) -> datetime:
    """A time with its zone, from `2027-03-05T23:59 Europe/Berlin` or ISO 8601 with an offset.

    A time that the clocks show twice is the later one.

    Parameters
    ----------
    text
        the time.
    what
        what it is, for messages.
    zone
        where the text names none.

    Raises
    ------
    CourseError
        when it is no time, names no zone or an unknown one, or the clocks skip it.
    """
    stamp, _, name = text.strip().partition(" ")
    try:
        found = datetime.fromisoformat(stamp if ":" in stamp else "no time of day")
        named = ZoneInfo(name.strip()) if name.strip() else zone
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise CourseError(f"{what} must be a time such as {EXAMPLE!r}, got {text!r}") from None
    if found.tzinfo:
        return found
    if named is None:
        raise CourseError(f"{what} must name its time zone, as {EXAMPLE!r} does, got {text!r}")
    placed = found.replace(tzinfo=named, fold=1)
    if placed.astimezone(UTC).astimezone(named).replace(tzinfo=None) != found:
        raise CourseError(f"{what} must be a time that the clocks show, got {text!r}, which they skip")
    return placed


def extended(policy: Policy, extension: str, what: str) -> datetime:
    """A student's own deadline: so many days later (`2`, `2 days`), or a time of its own; raises like `moment`."""
    days = _DAYS.fullmatch(extension.strip())
    if days:
        return policy.deadline + int(days[1]) * A_DAY
    zone = policy.deadline.tzinfo
    return moment(extension, what, zone if isinstance(zone, ZoneInfo) else None)


def written(time: datetime) -> str:
    """A time with its zone, as `moment` reads it."""
    zone = time.tzinfo
    stamp = time.replace(tzinfo=None).isoformat("T", "minutes")
    return f"{stamp} {zone.key}" if isinstance(zone, ZoneInfo) else time.isoformat("T", "minutes")

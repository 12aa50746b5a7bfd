"""When submissions came, as the learning platform lists it."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from il2course.errors import CourseError
from il2course.grading import listing
from il2course.grading.late import moment

WHAT = "the list of times"
# Moodle's grading worksheet, in English: "Friday, 5 March 2027, 11:58 PM".
MOODLE_TIME, MOODLE = "last modified (submission)", re.compile(r"(?:\w+, )?(\d+ \w+ \d{4}, \d+:\d\d [AP]M)")
MOODLE_STUDENTS = ("email address", "id number")


def read(file: Path, zone: ZoneInfo | None) -> dict[str, datetime]:
    """Times by student, id or e-mail address in small letters.

    The file is a CSV file with columns `student` and `time`, or the grading worksheet that Moodle gives out, whose
    column "Last modified (submission)" it takes.

    Parameters
    ----------
    file
        the list.
    zone
        of times that name none.

    Raises
    ------
    CourseError
        when it cannot be read, a column is missing, or a time is none.
    """
    columns = [name.lower() for name in listing.table(file, WHAT)[0]]
    if MOODLE_TIME in columns:
        name = next((each for each in MOODLE_STUDENTS if each in columns), MOODLE_STUDENTS[0])
    else:
        name = "student"
    time = MOODLE_TIME if MOODLE_TIME in columns else "time"
    lines = listing.read(file, WHAT, (name, time))
    return {
        line[name].lower(): _time(line[time], f"{WHAT} {file}, line {number}: the time", zone)
        for number, line in lines
        if line[time] not in ("", "-")
    }


def _time(text: str, what: str, zone: ZoneInfo | None) -> datetime:
    moodle = MOODLE.fullmatch(text)
    if not moodle:
        return moment(text, what, zone)
    try:
        stamp = datetime.strptime(moodle[1], "%d %B %Y, %I:%M %p")
    except ValueError:
        raise CourseError(f"{what} must be one that Moodle writes in English, got {text!r}") from None
    return moment(stamp.isoformat(), what, zone)

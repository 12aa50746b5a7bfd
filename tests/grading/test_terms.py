"""The terms of an assignment, and the times that a platform lists."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from il2course.errors import CourseError
from il2course.grading import terms, times
from il2course.grading.ingest import Submission
from il2course.grading.late import CANVAS, Lateness, Policy
from il2course.grading.roster import Roster, Student
from il2course.grading.terms import Terms

BERLIN = ZoneInfo("Europe/Berlin")
DEADLINE = datetime(2027, 3, 5, 23, 59, tzinfo=BERLIN)
DUE = "2027-03-05T23:59 Europe/Berlin"
POLICY = Policy(DEADLINE, percent_per_day=10)
CLASS = Roster((Student("ada", "Ada", "ada@example.org"), Student("bob", extension="2 days"), Student("eve")))


def handed_in(student, time, file="x.py", stamped=False):
    """A submission at a time in UTC."""
    when = datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp()
    return Submission(file, "", student, when=when, stamped=stamped)


@pytest.mark.parametrize(
    "policy",
    [Policy(DEADLINE), Policy(DEADLINE, timedelta(minutes=15), 12.5, 50, 7)],
)
def test_terms_are_read_as_they_are_written(tmp_path, policy):
    file = tmp_path / "x.toml"
    file.write_text(terms.text("02_receptor", policy), encoding="utf-8")
    assert terms.read(file) == Terms("02_receptor", policy)


def test_the_roster_lies_beside_them(tmp_path):
    (tmp_path / "class.csv").write_text("student,extension\nada,\nbob,2 days\n")
    (tmp_path / "x.toml").write_text(terms.text("02_receptor", POLICY, "class.csv"), encoding="utf-8")
    assert terms.read(tmp_path / "x.toml").roster == Roster((Student("ada"), Student("bob", extension="2 days")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('lesson = "x"\nweather = 1', f"the terms {{}} may hold {', '.join(terms.KEYS)}, got 'weather'"),
        ('deadline = "x"', "the terms {} must hold lesson as text in quotes, got ''"),
        ('lesson = "x"\ndeadline = 3', "the terms {} must hold deadline as text in quotes, got 3"),
        (
            f'lesson = "x"\ndeadline = "{DUE}"\ngrace_min = "1"',
            "the terms {} must hold grace_min as a number, got '1'",
        ),
        (
            f'lesson = "x"\ndeadline = "{DUE}"\nclosed_after_days = true',
            "the terms {} must hold closed_after_days as a number, got True",
        ),
        (
            'lesson = "x"\ndeadline = "2027-03-05T23:59"',
            f"the deadline in {{}} must name its time zone, as '{DUE}' does, got '2027-03-05T23:59'",
        ),
        ("lesson =", "the terms {} cannot be read: Invalid value (at end of document)"),
    ],
)
def test_terms_that_will_not_do(tmp_path, text, sentence):
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(CourseError) as error:
        terms.read(file)
    assert str(error.value) == sentence.format(file)


@pytest.mark.parametrize(
    ("submission", "lateness"),
    [
        (
            handed_in("ada", "2027-03-05T22:59:01"),
            Lateness(DUE, "2027-03-05T23:59 Europe/Berlin", "the time of the file", 1, 10),
        ),
        (
            handed_in("ada", "2027-03-05T12:00", stamped=True),
            Lateness(DUE, "2027-03-05T13:00 Europe/Berlin", "the time stamp in its name"),
        ),
        (
            handed_in("bob", "2027-03-07T22:59"),
            Lateness("2027-03-07T23:59 Europe/Berlin", "2027-03-07T23:59 Europe/Berlin", "the time of the file"),
        ),
        (handed_in("ada", "2030-01-01", "ada_12_34_x.py"), Lateness(DUE, "", CANVAS)),
        (handed_in("ada", "2020-01-01", "ada_LATE_12_34_x.py"), Lateness(DUE, "", CANVAS, 1, 10)),
        (
            handed_in("ada", "2027-03-05T12:00", "ada_LATE_12_34_x.py", stamped=True),
            Lateness(DUE, "2027-03-05T13:00 Europe/Berlin", "the time stamp in its name"),
        ),
    ],
)
def test_what_tells_when_a_file_came(submission, lateness):
    """A stamp in the name, then what Canvas marks, then the file's own time."""
    assert Terms("x", POLICY, CLASS).lateness(submission) == lateness


def test_what_the_platform_lists_goes_before_everything(tmp_path):
    (tmp_path / "times.csv").write_text("student,time\nADA@example.org,2027-03-06T08:00\neve,2027-03-05T20:00Z\n")
    held = Terms("x", POLICY, CLASS).timed(tmp_path / "times.csv")
    assert held.lateness(handed_in("ada", "2020-01-01", "ada_12_34_x.py", stamped=True)) == Lateness(
        DUE, "2027-03-06T08:00 Europe/Berlin", "the list of times", 1, 10
    )
    assert held.lateness(handed_in("eve", "2030-01-01")).days == 0
    assert held.lateness(handed_in("bob", "2030-01-01")).evidence == "the time of the file"


def test_an_extension_that_is_none():
    with pytest.raises(CourseError) as error:
        Terms("x", POLICY, Roster((Student("ada", extension="soon"),))).due("ada")
    assert str(error.value) == f"the extension of 'ada' must be a time such as '{DUE}', got 'soon'"


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Last modified (submission),Feedback comments\n"
    'Participant 7,Ada,ada@example.org,Submitted,,"Friday, 5 March 2027, 11:58 PM",\n'
    "Participant 8,Bob,bob@example.org,No submission,,-,\n"
)


def test_moodles_grading_worksheet(tmp_path):
    """Its times are those of the course, without a zone."""
    (tmp_path / "sheet.csv").write_text(MOODLE)
    assert times.read(tmp_path / "sheet.csv", BERLIN) == {
        "ada@example.org": datetime(2027, 3, 5, 23, 58, tzinfo=BERLIN)
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("student\nada\n", "the list of times {} must have a column 'time', got student"),
        (
            "student,time\nada,noon\n",
            f"the list of times {{}}, line 2: the time must be a time such as '{DUE}', got 'noon'",
        ),
        (
            MOODLE.replace("March", "März"),
            "the list of times {}, line 2: the time must be one that Moodle writes in English, "
            "got 'Friday, 5 März 2027, 11:58 PM'",
        ),
    ],
)
def test_times_that_will_not_do(tmp_path, text, sentence):
    file = tmp_path / "times.csv"
    file.write_text(text)
    with pytest.raises(CourseError) as error:
        times.read(file, BERLIN)
    assert str(error.value) == sentence.format(file)

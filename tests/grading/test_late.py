"""What being late costs."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2course.errors import CourseError
from il2course.grading.late import (
    CANVAS,
    Lateness,
    Policy,
    extended,
    lateness,
    lateness_of_canvas,
    marked_by_canvas,
    moment,
    written,
)

BERLIN = ZoneInfo("Europe/Berlin")
DEADLINE = datetime(2027, 3, 5, 23, 59, tzinfo=BERLIN)
POLICY = Policy(DEADLINE, timedelta(minutes=15), percent_per_day=10, percent_at_most=50, closed_after_days=7)


def at(text):
    """A time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("time", "days", "percent"),
    [
        ("2027-03-05T23:59", 0, 0),
        ("2027-03-06T00:14", 0, 0),
        ("2027-03-06T00:14:01", 1, 10),
        ("2027-03-06T23:59", 1, 10),
        ("2027-03-06T23:59:01", 2, 20),
        ("2027-03-10T12:00", 5, 50),
        ("2027-03-12T23:59", 7, 50),
        ("2027-03-12T23:59:01", 8, 100),
    ],
)
def test_days_begun(time, days, percent):
    """The grace postpones the first penalty, not the days that are counted."""
    found = lateness(POLICY, at(time))
    assert (found.days, found.percent) == (days, percent)


def test_a_lateness_says_what_it_was_made_of():
    handed_in = datetime(2027, 3, 6, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert lateness(POLICY, handed_in, evidence="a list") == Lateness(
        "2027-03-05T23:59 Europe/Berlin", "2027-03-06T11:00 Europe/Berlin", "a list", 1, 10.0
    )


@pytest.mark.parametrize(
    ("deadline", "handed_in", "days"),
    [
        ("2027-03-27T23:59", "2027-03-28T23:59", 1),  # 23 hours later
        ("2027-10-30T23:59", "2027-10-31T23:59", 1),  # 25 hours later
        ("2027-10-30T23:59", "2027-11-01T00:00", 2),
    ],
)
def test_a_day_is_one_of_the_clock_where_it_changes(deadline, handed_in, days):
    assert lateness(Policy(at(deadline)), at(handed_in)).days == days


def test_in_the_hour_that_comes_twice_the_earlier_one_is_in_time():
    """02:30 comes first in summer time; the deadline is the second one."""
    deadline = moment("2027-10-31T02:30 Europe/Berlin", "the deadline")
    first, second = datetime(2027, 10, 31, 0, 30, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, 1, tzinfo=UTC)
    assert [lateness(Policy(deadline), time).days for time in (first, second)] == [0, 1]


def test_what_does_not_close_costs_no_more_than_the_cap():
    assert lateness(Policy(DEADLINE, percent_per_day=30, percent_at_most=60), at("2028-03-05T23:59")).percent == 60


def test_without_a_price_it_is_only_told():
    found = lateness(Policy(DEADLINE), at("2027-03-07T12:00"))
    assert (found.days, found.percent, found.left(7)) == (2, 0, 7)


@given(
    st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1)),
    st.timedeltas(timedelta(), timedelta(days=20)),
    st.floats(0, 100),
    st.floats(0, 100),
    st.integers(0, 9),
)
def test_later_is_never_cheaper_and_nothing_is_below_zero(time, more, per_day, at_most, closed):
    policy = Policy(DEADLINE, timedelta(minutes=5), per_day, at_most, closed)
    first, then = (lateness(policy, each.replace(tzinfo=UTC)) for each in (time, time + more))
    assert (first.days, first.percent) <= (then.days, max(then.percent, first.percent))
    assert 0 <= first.percent <= then.percent <= 100
    assert first.percent == 0 or first.days > 0
    assert 0 <= then.left(7.25) <= first.left(7.25) <= 7.25


@given(st.datetimes(datetime(2027, 1, 1), datetime(2027, 6, 1)), st.integers(0, 30))
def test_an_extension_never_costs(time, days):
    """For any student, more time is worth as much or more."""
    time = time.replace(tzinfo=UTC)
    own = lateness(POLICY, time, extended(POLICY, f"{days} days", "the extension"))
    assert own.percent <= lateness(POLICY, time).percent


@pytest.mark.parametrize(
    ("extension", "due"),
    [
        ("2", at("2027-03-07T23:59")),
        ("1 day", at("2027-03-06T23:59")),
        ("30 days", at("2027-04-04T23:59")),
        ("2027-03-09T12:00", at("2027-03-09T12:00")),
        ("2027-03-09T12:00 Asia/Tokyo", datetime(2027, 3, 9, 12, tzinfo=ZoneInfo("Asia/Tokyo"))),
    ],
)
def test_extensions(extension, due):
    """Days on the clock, or a time; in the deadline's zone unless it names one."""
    assert extended(POLICY, extension, "the extension") == due


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("lovelaceada_1234_56789_02_receptor.ipynb", False),
        ("lovelaceada_LATE_1234_56789_02_receptor-1.ipynb", True),
        ("in/lovelaceada_LATE_1234_56789_x.ipynb", True),
        ("anon_1a_LATE_12_3_x.py", True),
        ("lovelaceada.ipynb", None),
        ("Ada Lovelace_1234567_assignsubmission_file_/02_receptor.ipynb", None),
        ("a_LATE_1_2_x/ada.ipynb", None),
    ],
)
def test_what_canvas_marks(name, marked):
    assert marked_by_canvas(name) is marked


def test_canvas_does_not_say_how_late():
    """So it is one day, whatever the zip's times say."""
    assert lateness_of_canvas(POLICY, True) == Lateness(written(DEADLINE), "", CANVAS, 1, 10.0)
    assert lateness_of_canvas(POLICY, False) == Lateness(written(DEADLINE), "", CANVAS)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Lateness("", "2027-03-05T23:59 UTC", ""), "handed in 2027-03-05T23:59 UTC, in time"),
        (Lateness("", "2027-03-05T23:59 UTC", "", 1), "handed in 2027-03-05T23:59 UTC, 1 day late"),
        (Lateness("", "2027-03-05T23:59 UTC", "", 3), "handed in 2027-03-05T23:59 UTC, 3 days late"),
        (Lateness("", "", CANVAS, 1), "marked late by Canvas, which counts as 1 day late"),
        (Lateness("", "", CANVAS), "not marked late by Canvas"),
    ],
)
def test_in_words(found, words):
    assert found.came == words


@pytest.mark.parametrize("text", ["2027-03-05T23:59 Europe/Berlin", "2027-03-05T23:59+01:00"])
def test_a_moment_is_written_as_it_is_read(text):
    assert written(moment(text, "the deadline")) == text
    assert moment(text, "the deadline") == DEADLINE


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Friday", "the deadline must be a time such as '2027-03-05T23:59 Europe/Berlin', got 'Friday'"),
        ("", "the deadline must be a time such as '2027-03-05T23:59 Europe/Berlin', got ''"),
        (
            "2027-03-05 Europe/Berlin",
            "the deadline must be a time such as '2027-03-05T23:59 Europe/Berlin', got '2027-03-05 Europe/Berlin'",
        ),
        (
            "2027-03-05T23:59 Europe/Berlinn",
            "the deadline must be a time such as '2027-03-05T23:59 Europe/Berlin', "
            "got '2027-03-05T23:59 Europe/Berlinn'",
        ),
        (
            "2027-03-05T23:59",
            "the deadline must name its time zone, as '2027-03-05T23:59 Europe/Berlin' does, got '2027-03-05T23:59'",
        ),
        (
            "2027-03-28T02:30 Europe/Berlin",
            "the deadline must be a time that the clocks show, got '2027-03-28T02:30 Europe/Berlin', which they skip",
        ),
    ],
)
def test_what_is_no_deadline(text, sentence):
    with pytest.raises(CourseError) as error:
        moment(text, "the deadline")
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"grace": timedelta(minutes=-1)}, "grace must be >= 0 min, got -1.0"),
        ({"percent_per_day": 101}, "percent_per_day must be from 0 to 100, got 101"),
        ({"percent_at_most": -1}, "percent_at_most must be from 0 to 100, got -1"),
        ({"closed_after_days": -1}, "closed_after_days must be >= 0, got -1"),
    ],
)
def test_a_policy_that_cannot_be(changes, sentence):
    with pytest.raises(CourseError) as error:
        Policy(DEADLINE, **changes)
    assert str(error.value) == sentence

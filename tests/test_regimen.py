"""Regimens: what adds up, and what cannot be."""

import numpy as np
import pytest

from il2course import facts
from il2course.facts.bibliography import citation
from il2course.therapy.regimen import REGIMENS, Course, Regimen, daily, repeated, single
from il2course.therapy.unit import ADULT, Dose

MIU = Dose(1, "MIU")

# Doses and MIU in all, for an adult of 70 kg and 1.73 m², worked out by hand.
TOTALS = {
    "high dose": (28, 28 * 42.0),
    "high dose 720": (28, 28 * 50.4),
    "Swiss infusion": (5, 5 * 18 * 1.73),
    "lifileucel": (6, 6 * 42.0),
    "ESPRIT": (30, 225.0),
    "SILCAAT": (60, 270.0),
    "Koreth": (84, 84 * 1.73),
    "Kennedy-Nasser": (18, 18 * 0.2 * 1.73),
    "Saadoun": (20, 52.5),
    "Hartemann 0.33 MIU": (5, 1.65),
    "Hartemann 1 MIU": (5, 5.0),
    "Hartemann 3 MIU": (5, 15.0),
    "DILfrequency": (10, 2.6 * 1.73),
    "MS-IL2": (17, 17.0),
    "Zhang": (21, 21.0),
}


def test_every_regimen_is_summed_up():
    assert set(TOTALS) == set(REGIMENS)


@pytest.mark.parametrize("name", TOTALS)
def test_totals(name):
    count, total = TOTALS[name]
    assert REGIMENS[name].count == count == REGIMENS[name].times_h.size
    assert REGIMENS[name].total(ADULT).unit == "MIU"
    assert REGIMENS[name].total(ADULT).amount == pytest.approx(total, rel=1e-12)
    assert REGIMENS[name].doses_IU(ADULT).sum() == pytest.approx(total * 1e6, rel=1e-12)


@pytest.mark.parametrize("name", REGIMENS)
def test_every_regimen_has_a_source(name):
    assert citation(REGIMENS[name].source)
    assert (np.diff(REGIMENS[name].times_h) > 0).all()


def test_saadoun_gives_52_5_MIU_on_twenty_days():
    regimen = REGIMENS["Saadoun"]
    assert str(regimen.total()) == "52.5 MIU"
    assert (regimen.times_h / 24).tolist() == [*range(5), *range(21, 26), *range(42, 47), *range(63, 68)]
    assert regimen.doses_IU().tolist() == [1.5e6] * 5 + [3e6] * 15


def test_high_dose_rests_on_days_6_to_14():
    days = REGIMENS["high dose"].times_h / 24 + 1
    assert (days[13], days[14]) == (pytest.approx(5 + 1 / 3), 15)
    assert not ((days >= 6) & (days < 15)).any()
    for name in ("high dose", "high dose 720"):
        first_of_second = REGIMENS[name].times_h[14] / 24
        assert facts.high_dose_rest.value[0] <= first_of_second - 5 <= facts.high_dose_rest.value[1]


def test_a_cycle_of_esprit_is_twice_a_day_for_five_days_every_eight_weeks():
    times = REGIMENS["ESPRIT"].times_h
    assert times[:10].tolist() == list(range(0, 120, 12))
    assert times[10] == 8 * 7 * 24


def test_courses_may_stand_in_any_order():
    regimen = Regimen("x", (daily(3 * MIU, 2, start_day=7), daily(MIU, 2)))
    assert regimen.times_h.tolist() == [0, 24, 168, 192]
    assert regimen.doses_IU().tolist() == [1e6, 1e6, 3e6, 3e6]
    assert regimen.days == 8


def test_repeated_courses_keep_their_distance():
    assert [course.start_day for course in repeated(daily(MIU, 5, 2), 28, 3)] == [2, 30, 58]


def test_back_to_back_infusions_are_allowed():
    assert REGIMENS["Swiss infusion"].days == 5
    assert Regimen("x", (Course(MIU, 0.25, 3),), "infusion", 15).count == 3
    assert Regimen("x", (Course(MIU, 0.1, 3),), "infusion", 6.0).count == 3


def test_one_dose():
    assert single(MIU, "infusion", 15).times_h.tolist() == [0]


def infused(*courses):
    return Regimen("x", courses, "infusion", 15)


REFUSED = [
    (lambda: Course(Dose(-1, "MIU"), 8, 1), ValueError, "amount must be >= 0, got -1.0"),
    (lambda: Course(Dose(1, "vial"), 8, 1), ValueError, None),
    (lambda: Course(1, 8, 1), TypeError, "dose must be a Dose, got 1"),
    (lambda: Course(MIU, 0, 1), ValueError, "every_h must be > 0, got 0.0"),
    (lambda: Course(MIU, 8, 0), ValueError, "count must be a whole number >= 1, got 0"),
    (lambda: Course(MIU, 8, 2.5), TypeError, "count must be a whole number, got 2.5"),
    (lambda: Course(MIU, 8, 1, -1), ValueError, "start_day must be >= 0, got -1.0"),
    (lambda: repeated(daily(MIU, 5), 0, 2), ValueError, "every_days must be > 0, got 0.0"),
    (lambda: infused(Course(MIU, 0.1, 3)), ValueError, "every_h must be at least the infusion's 0.25 h, got 0.1"),
    (
        lambda: infused(daily(MIU, 2), daily(MIU, 1, 0.005)),
        ValueError,
        "courses must not overlap, got doses at 0 h and 0.12 h",
    ),
    (
        lambda: Regimen("x", (daily(MIU, 2), daily(MIU, 1, 1))),
        ValueError,
        "courses must not overlap, got doses at 24 h and 24 h",
    ),
    (
        lambda: Regimen("x", (daily(MIU, 2),), "infusion"),
        ValueError,
        "infusion_min must be > 0 for the route infusion, got 0.0",
    ),
    (
        lambda: Regimen("x", (daily(MIU, 2),), infusion_min=15),
        ValueError,
        "infusion_min must be 0 for the route subcutaneous, got 15.0",
    ),
    (lambda: infused(), ValueError, "courses must hold at least one Course, got none"),
    (
        lambda: Regimen("x", (daily(MIU, 2),), "oral"),
        ValueError,
        "route must be one of bolus, infusion, subcutaneous, got 'oral'",
    ),
    (
        lambda: Regimen("x", (daily(MIU, 2), daily(Dose(1, "MIU/m²"), 2, 7))),
        ValueError,
        "courses must all be dosed per kg, per m² or neither, got MIU, MIU/m²",
    ),
    (lambda: Regimen("x", (MIU,)), TypeError, "courses must be a list of Courses, got (Dose(amount=1.0, unit='MIU'),)"),
    (lambda: REGIMENS["Koreth"].total(), ValueError, "patient must be given to turn MIU/m² into MIU, got None"),
]


@pytest.mark.parametrize(("slip", "error", "message"), REFUSED)
def test_impossible_regimens_are_refused_in_one_sentence(slip, error, message):
    with pytest.raises(error) as caught:
        slip()
    if message is None:
        assert str(caught.value).endswith("got 'vial'")
    else:
        assert str(caught.value) == message

"""Regimens: which dose, by which route, when; and those of the trials.

>>> print(REGIMENS["Saadoun"].total())
52.5 MIU
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from il2course import facts
from il2course.arguments import at_least, instance, non_negative, number, one_of, positive
from il2course.signature import typed
from il2course.therapy.unit import Dose, Patient, unit

ROUTES = ("bolus", "infusion", "subcutaneous")
MOST_DOSES = 100_000  # of one course
MINUTES_PER_H, HOURS_PER_DAY, DAYS_PER_WEEK = 60.0, 24.0, 7.0


@typed
@dataclass(frozen=True)
class Course:
    """Equal doses at equal intervals.

    Attributes
    ----------
    dose
        each of them.
    every_h
        hours from one to the next, > 0.
    count
        how many, at least one.
    start_day
        when the first is given, days from the start of treatment, ≥ 0.
    """

    dose: Dose
    every_h: float
    count: int
    start_day: float = 0.0

    def __post_init__(self) -> None:
        positive("every_h", self.every_h)
        non_negative("start_day", number("start_day", self.start_day))
        at_least("count", self.count, 1, MOST_DOSES)

    @property
    def times_h(self) -> np.ndarray:
        """When the doses are given, hours from the start of treatment, shape (count,)."""
        return self.start_day * HOURS_PER_DAY + self.every_h * np.arange(int(self.count))


@typed
def daily(dose: Dose, days: int, start_day: float = 0.0) -> Course:
    """One dose a day."""
    return Course(dose, HOURS_PER_DAY, days, start_day)


@typed
def repeated(course: Course, every_days: float, times: int) -> tuple[Course, ...]:
    """A course again and again: so many times, each starting `every_days` after the one before."""
    return tuple(
        Course(course.dose, course.every_h, course.count, course.start_day + cycle * positive("every_days", every_days))
        for cycle in range(at_least("times", times, 1))
    )


@typed
@dataclass(frozen=True)
class Regimen:
    """What a patient is given.

    Attributes
    ----------
    name
        as the course calls it.
    courses
        at least one `Course`, in units that can be added: all per kilogram, all per square metre, or all neither.
    route
        "bolus" or "infusion" into a vein, or "subcutaneous".
    infusion_min
        length of each infusion, minutes; 0 for the other routes.
    source
        citation key; empty for a regimen of one's own.
    note
        what the source leaves open and this course has chosen.

    Raises
    ------
    ValueError, TypeError
        when two doses overlap or come at once, a route is unknown, or an infusion has no length.
    """

    name: str
    courses: tuple[Course, ...]
    route: str = "subcutaneous"
    infusion_min: float = 0.0
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "courses", tuple(self.courses))
        if not self.courses:
            raise ValueError("courses must hold at least one Course, got none")
        for course in self.courses:
            instance("courses", course, Course)
        one_of("route", self.route, ROUTES)
        self._check_infusion()
        self._check_spacing()
        if len({unit(course.dose.unit).per for course in self.courses}) > 1:
            got = ", ".join(dict.fromkeys(course.dose.unit for course in self.courses))
            raise ValueError(f"courses must all be dosed per kg, per m² or neither, got {got}")

    def _check_infusion(self) -> None:
        length = float(non_negative("infusion_min", number("infusion_min", self.infusion_min)))
        if (self.route == "infusion") != (length > 0):
            wanted = "> 0" if self.route == "infusion" else "0"
            raise ValueError(f"infusion_min must be {wanted} for the route {self.route}, got {length}")

    def _check_spacing(self) -> None:
        length_h = self.infusion_min / MINUTES_PER_H
        for course in self.courses:
            if course.count > 1 and course.every_h < length_h * (1 - 1e-12):
                raise ValueError(f"every_h must be at least the infusion's {length_h:g} h, got {float(course.every_h)}")
        for earlier, later in pairwise(self.times_h):
            if later == earlier or later - earlier < length_h * (1 - 1e-9):
                raise ValueError(f"courses must not overlap, got doses at {earlier:g} h and {later:g} h")

    @property
    def times_h(self) -> np.ndarray:
        """When doses are given, hours from the start of treatment, increasing, shape (count,)."""
        return np.sort(np.concatenate([course.times_h for course in self.courses]))

    @property
    def count(self) -> int:
        """How many doses."""
        return sum(int(course.count) for course in self.courses)

    @property
    def days(self) -> float:
        """From the first dose to the end of the last, days."""
        times = self.times_h
        return float(times[-1] - times[0] + self.infusion_min / MINUTES_PER_H) / HOURS_PER_DAY

    @typed
    def doses_IU(self, patient: Patient | None = None) -> np.ndarray:
        """What is given at each of `times_h`, IU, shape (count,); raises like `total`."""
        times = np.concatenate([course.times_h for course in self.courses])
        each = [np.full(int(course.count), course.dose.in_IU(patient)) for course in self.courses]
        return np.concatenate(each)[np.argsort(times, kind="stable")]

    @typed
    def total(self, patient: Patient | None = None) -> Dose:
        """All doses together, MIU.

        Raises
        ------
        ValueError
            when doses are per kg or per m² and no patient is given.
        """
        return sum((course.dose.to("MIU", patient) * course.count for course in self.courses), Dose(0, "MIU"))


@typed
def single(dose: Dose, route: str = "subcutaneous", infusion_min: float = 0.0) -> Regimen:
    """One dose at time 0."""
    return Regimen("one dose", (Course(dose, HOURS_PER_DAY, 1),), route, infusion_min)


# --- the regimens of the trials ---


def _high_dose(name: str, IU_per_kg: float, source: str, start_days: Iterable[float], note: str = "") -> Regimen:
    dose = Dose(IU_per_kg, "IU/kg")
    courses = tuple(
        Course(dose, facts.high_dose_interval.value, facts.high_dose_count.value, day) for day in start_days
    )
    return Regimen(name, courses, "infusion", facts.high_dose_infusion.value, source, note)


def _hiv(trial: str) -> Regimen:
    cycle = Course(Dose(facts.hiv_dose.value[trial], "MIU"), 12, 10)
    courses = repeated(cycle, facts.hiv_interval.value * DAYS_PER_WEEK, facts.hiv_cycles.value[trial])
    return Regimen(trial, courses, source="abrams2009")


def _saadoun() -> Regimen:
    first, later = (Dose(facts.saadoun_dose.value[course], "MIU") for course in ("first", "later"))
    weeks = facts.saadoun_weeks.value.values()
    courses = (daily(first, 5), *(daily(later, 5, week * DAYS_PER_WEEK) for week in weeks))
    return Regimen("Saadoun", courses, source="saadoun2011")


def _kennedynasser() -> Regimen:
    low, high = facts.kennedynasser_dose.value
    dose, weeks = Dose(high, "MIU/m²"), facts.kennedynasser_weeks.value[0]
    courses = tuple(Course(dose, DAYS_PER_WEEK * HOURS_PER_DAY, weeks, day) for day in (0, 2, 4))
    note = f"{low} to {high} MIU/m² for 6 to 12 weeks; here the higher dose for 6 weeks, on days 1, 3 and 5 of each"
    return Regimen("Kennedy-Nasser", courses, source="kennedynasser2014", note=note)


def _louapre() -> Regimen:
    dose = Dose(facts.louapre_dose.value, "MIU")
    courses = (daily(dose, 5), Course(dose, 14 * HOURS_PER_DAY, 12, 14))
    note = "fortnightly for 6 months; here 12 times from day 15"
    return Regimen("MS-IL2", courses, source="louapre2023", note=note)


def _zhang() -> Regimen:
    courses = repeated(Course(Dose(facts.zhang_dose.value, "MIU"), 2 * HOURS_PER_DAY, 7), 28, 3)
    return Regimen("Zhang", courses, source="zhang2022", note="every other day for 2 weeks; here 7 times, from day 1")


def _hartemann(arm: str) -> Regimen:
    dose = Dose(facts.hartemann_dose.value[arm], "MIU")
    return Regimen(f"Hartemann {dose.amount:g} MIU", (daily(dose, 5),), source="hartemann2013")


def _seelig() -> Regimen:
    dose = Dose(facts.seelig_dose.value, "MIU/m²")
    note = "how often is not said in the abstract; here for 28 days"
    return Regimen("DILfrequency", (Course(dose, 3 * HOURS_PER_DAY, 10),), source="seelig2018", note=note)


def _koreth() -> Regimen:
    dose = Dose(facts.koreth_dose.value, "MIU/m²")
    return Regimen("Koreth", (daily(dose, int(facts.koreth_weeks.value * DAYS_PER_WEEK)),), source="koreth2016")


def _lifileucel() -> Regimen:
    dose, every_h = Dose(facts.high_dose.value[0], "IU/kg"), facts.lifileucel_interval.value[0]
    courses = (Course(dose, every_h, facts.lifileucel_count.value),)
    note = "every 8 to 12 h; here every 8 h, over 15 min"
    return Regimen("lifileucel", courses, "infusion", facts.high_dose_infusion.value, "fda2024", note)


def _swiss() -> Regimen:
    courses = (daily(Dose(facts.swiss_infusion.value, "MIU/m²"), 5),)
    return Regimen("Swiss infusion", courses, "infusion", HOURS_PER_DAY * MINUTES_PER_H, "clinigenswiss")


REGIMENS: Mapping[str, Regimen] = MappingProxyType(
    {
        regimen.name: regimen
        for regimen in (
            _high_dose("high dose", facts.high_dose.value[0], "clinigen2024", (0, 14), "cycles on days 1–5 and 15–19"),
            _high_dose("high dose 720", facts.high_dose.value[1], "atkins1999", (0, 13), "rest 6 to 9 days; here 8"),
            _swiss(),
            _lifileucel(),
            _hiv("ESPRIT"),
            _hiv("SILCAAT"),
            _koreth(),
            _kennedynasser(),
            _saadoun(),
            *map(_hartemann, facts.hartemann_dose.value),
            _seelig(),
            _louapre(),
            _zhang(),
        )
    }
)
"""The regimens of the trials by name, each with its citation key in `source`."""

"""Units of IL-2: activity, mass, molecules, per kilogram, per square meter, per milliliter.

A `Dose` carries its unit and never becomes a bare number by itself, so that milligrams cannot pass for millions of
units. Activity and mass are tied together by the label of aldesleukin: 18 MIU are 1.1 mg of a protein of 15,300 Da
(key clinigen2024).

>>> print(Dose(600_000, "IU/kg").to("MIU", Patient(mass_kg=70)))
42 MIU
>>> round(float(convert(1, "IU/mL", "pM")), 2)
3.99
"""

import math
from dataclasses import dataclass

import numpy as np

from il2course import facts
from il2course.arguments import finite, instance, non_negative, number, one_of, positive
from il2course.signature import typed

IU_PER_MG = facts.reconstituted_activity.value * 1e6 / facts.reconstituted_mass.value
IU_PER_NMOL = IU_PER_MG * facts.aldesleukin_label_mass.value / 1e6  # 1 nmol weighs as many ng as the protein daltons

_AMOUNTS = {
    "IU": 1.0,
    "MIU": 1e6,
    "mg": IU_PER_MG,
    "µg": IU_PER_MG / 1e3,
    "ng": IU_PER_MG / 1e6,
    "nmol": IU_PER_NMOL,
    "pmol": IU_PER_NMOL / 1e3,
}
_MOLAR = {"µM": IU_PER_NMOL, "nM": IU_PER_NMOL / 1e3, "pM": IU_PER_NMOL / 1e6}  # IU in one mL
_PER = ("", "/kg", "/m²")
_TYPED = {"m2": "m²", "m^2": "m²", "μ": "µ", "ug": "µg", "uM": "µM"}  # as a keyboard has it, and the Greek letter
_OLD = ("U", "MU", "LU")


@dataclass(frozen=True)
class Unit:
    """A unit of IL-2: how many IU one of it is, and per what: nothing, "/kg", "/m²", or "/mL" for a concentration."""

    symbol: str
    in_IU: float
    per: str

    @property
    def kind(self) -> str:
        """What it measures: "dose" or "concentration"."""
        return "concentration" if self.per == "/mL" else "dose"


UNITS = {
    unit.symbol: unit
    for unit in (
        *(Unit(symbol + per, size, per) for per in (*_PER, "/mL") for symbol, size in _AMOUNTS.items()),
        *(Unit(symbol, size, "/mL") for symbol, size in _MOLAR.items()),
    )
}
"""Every unit by its symbol."""


@typed
def unit(symbol: str) -> Unit:
    """The unit of a symbol such as "MIU", "IU/kg", "MIU/m²" (or "MIU/m2"), "IU/mL", "pM".

    Raises
    ------
    TypeError
        when it is no text.
    ValueError
        when there is no such unit, or it is a laboratory's own whose size in IU has no source.
    """
    found = instance("unit", symbol, str)
    for keyed, written in _TYPED.items():
        found = found.replace(keyed, written)
    if found.partition("/")[0] in _OLD:
        raise ValueError(
            f"unit must be one whose size is known, got {symbol!r}: a laboratory's own unit, of no certain size in IU"
        )
    if found not in UNITS:
        known = f"{', '.join(_AMOUNTS)}, alone or per kg, m² or mL, or {', '.join(_MOLAR)}"
        raise ValueError(f"unit must be one of {known}, got {symbol!r}")
    return UNITS[found]


@typed
@dataclass(frozen=True)
class Patient:
    """Whom a dose is for: body mass and surface, for doses per kilogram and per square meter."""

    mass_kg: float = 70.0
    area_m2: float = 1.73

    def __post_init__(self) -> None:
        positive("mass_kg", self.mass_kg)
        positive("area_m2", self.area_m2)

    def size(self, per: str) -> float:
        """How many of what stands below the line: kilograms for "/kg", square metres for "/m²", one for ""."""
        sizes = {"": 1.0, "/kg": self.mass_kg, "/m²": self.area_m2}
        return sizes[one_of("per", per, sizes)]


ADULT = Patient()
"""The adult of the course's examples: 70 kg and 1.73 m²."""


@typed
def convert(value: float | np.ndarray, here: str, there: str, patient: Patient | None = None) -> float | np.ndarray:
    """The same dose or concentration in another unit.

    Parameters
    ----------
    value
        in units of `here`, any shape.
    here, there
        symbols of `UNITS`, both of doses or both of concentrations.
    patient
        needed between per kilogram, per square meter and per patient.

    Raises
    ------
    ValueError, TypeError
        when a unit is unknown, the two do not measure the same thing, or the patient is missing.
    """
    amount, old, new = finite("value", value), unit(here), unit(there)
    if old.kind != new.kind:
        raise ValueError(f"there must be a unit of a {old.kind} like {old.symbol}, got {there!r}")
    factor = old.in_IU / new.in_IU
    if old.per != new.per:
        if patient is None:
            raise ValueError(f"patient must be given to turn {old.symbol} into {new.symbol}, got None")
        factor *= instance("patient", patient, Patient).size(old.per) / patient.size(new.per)
    return amount * factor if amount.ndim else float(amount) * factor


@typed
@dataclass(frozen=True)
class Dose:
    """An amount of IL-2 with its unit: `Dose(18, "MIU")`, `Dose(600_000, "IU/kg")`, `Dose(1, "MIU/m²")`.

    Raises
    ------
    ValueError, TypeError
        when the amount is negative or no number, or the unit is none of a dose.
    """

    amount: float
    unit: str

    def __post_init__(self) -> None:
        found = unit(self.unit)
        if found.kind != "dose":
            raise ValueError(f"unit must be that of a dose, such as MIU, IU/kg or MIU/m², got {self.unit!r}")
        object.__setattr__(self, "amount", float(non_negative("amount", number("amount", self.amount))))
        object.__setattr__(self, "unit", found.symbol)

    @typed
    def to(self, there: str, patient: Patient | None = None) -> "Dose":
        """The same dose in another unit; raises like `convert`."""
        return Dose(convert(self.amount, self.unit, there, patient), there)

    @typed
    def in_IU(self, patient: Patient | None = None) -> float:
        """International units for this patient."""
        return convert(self.amount, self.unit, "IU", patient)

    def __mul__(self, count: float) -> "Dose":
        """So many of this dose, in its unit."""
        return Dose(self.amount * number("count", count), self.unit)

    __rmul__ = __mul__

    def __add__(self, other: "Dose") -> "Dose":
        """Two doses together, in the unit of the first."""
        return Dose(self.amount + instance("other", other, Dose).to(self.unit).amount, self.unit)

    def __str__(self) -> str:
        return f"{self.amount:,.4g} {self.unit}" if self.amount < 1e4 else f"{self.amount:,.0f} {self.unit}"


VIAL = Dose(facts.vial_activity.value, "MIU")
"""What one vial of aldesleukin holds: not a dose."""


@typed
def vials(dose: Dose, patient: Patient | None = None) -> int:
    """Vials that must be opened for one dose."""
    share = instance("dose", dose, Dose).in_IU(patient) / VIAL.in_IU()
    return math.ceil(share * (1 - 1e-12))

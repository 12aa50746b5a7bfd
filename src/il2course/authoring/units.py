"""Units as the course writes them: which measure the same thing, and how many of one make another.

>>> factor("pM", "nM")
Fraction(1, 1000)
"""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

_PREFIXES = {"f": -15, "p": -12, "n": -9, "µ": -6, "u": -6, "m": -3, "c": -2, "d": -1, "": 0, "k": 3, "M": 6}
_METRIC = [  # symbol, prefixes, size in base units, powers of the base units
    ("M", "fpnµum", Fraction(1000), {"mol": 1, "m": -3}),
    ("mol", "fpnµum", Fraction(1), {"mol": 1}),
    ("L", "fpnµumd", Fraction(1, 1000), {"m": 3}),
    ("m", "nµumck", Fraction(1), {"m": 1}),
    ("Å", "", Fraction(1, 10**10), {"m": 1}),
    ("g", "pnµumk", Fraction(1), {"g": 1}),
    ("s", "nµum", Fraction(1), {"s": 1}),
    ("Da", "kM", Fraction(1), {"Da": 1}),
    ("IU", "kM", Fraction(1), {"IU": 1}),
    ("U", "kM", Fraction(1), {"U": 1}),
    ("J", "k", Fraction(1), {"J": 1}),
    ("cal", "k", Fraction(4184, 1000), {"J": 1}),
    ("K", "", Fraction(1), {"K": 1}),
    ("°C", "", Fraction(1), {"°C": 1}),
    ("°", "", Fraction(1), {"°": 1}),
]
_SPELT = {
    **dict.fromkeys(["second", "seconds"], (Fraction(1), {"s": 1})),
    **dict.fromkeys(["min", "minute", "minutes"], (Fraction(60), {"s": 1})),
    **dict.fromkeys(["h", "hour", "hours"], (Fraction(3600), {"s": 1})),
    **dict.fromkeys(["d", "day", "days"], (Fraction(86400), {"s": 1})),
    **dict.fromkeys(["week", "weeks"], (Fraction(604800), {"s": 1})),
    **dict.fromkeys(["month", "months"], (Fraction(1), {"month": 1})),
    **dict.fromkeys(["year", "years"], (Fraction(12), {"month": 1})),
    **dict.fromkeys(["%", "per cent", "percent"], (Fraction(1, 100), {})),
}
_COUNTED = [
    "cell",
    "receptor",
    "molecule",
    "site",
    "residue",
    "amino acid",
    "atom",
    "patient",
    "participant",
    "volunteer",
]
COUNTED = [*_COUNTED, *(f"{noun}s" for noun in _COUNTED), "complexes", "copies", "aa"]
FOLDS = ("×", "x", "fold", "fraction")

ATOMS: dict[str, tuple[Fraction, dict[str, int]]] = {
    **{
        prefix + symbol: (size * Fraction(10) ** _PREFIXES[prefix], powers)
        for symbol, prefixes, size, powers in _METRIC
        for prefix in ("", *prefixes)
    },
    **_SPELT,
    **{word: (Fraction(1), {}) for word in (*COUNTED, *FOLDS)},
}

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
POWER = r"(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−+]?\d+)"
_NEGATIVE = r"(?:⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−]\d+)"
_ATOM = "(?:" + "|".join(re.escape(atom) for atom in sorted(set(ATOMS) - set(FOLDS), key=len, reverse=True)) + ")"
UNIT = rf"(?:per\s)?{_ATOM}{POWER}?(?:(?:\s?[·/]\s?|\sper\s){_ATOM}{POWER}?|\s?{_ATOM}{_NEGATIVE})*"
_STEP = re.compile(rf"(?P<join>/|per\s)?[\s·]*(?P<atom>{_ATOM}|{'|'.join(FOLDS)})(?P<power>{POWER})?\s*")


@dataclass(frozen=True)
class Unit:
    """A unit as its size in base units and the base units' powers; counts and ratios have none."""

    size: Fraction
    powers: frozenset[tuple[str, int]]


def parse(text: str) -> Unit | None:
    """The unit that a text names; None when it holds a word that is no unit."""
    size, powers, position, text = Fraction(1), Counter(), 0, normal(text)
    while position < len(text):
        step = _STEP.match(text, position)
        if not step:
            return None
        exponent = _exponent(step["power"]) * (-1 if step["join"] else 1)
        step_size, step_powers = ATOMS[step["atom"]]
        size *= step_size**exponent
        powers.update({dimension: power * exponent for dimension, power in step_powers.items()})
        position = step.end()
    return Unit(size, frozenset((dimension, power) for dimension, power in powers.items() if power))


def normal(text: str) -> str:
    """One micro sign and one kind of space, whatever was typed."""
    return " ".join(text.replace("μ", "µ").split())


def _exponent(power: str | None) -> int:
    return int(power.removeprefix("^").translate(_SUPERSCRIPTS)) if power else 1


def factor(written: str, wanted: str) -> Fraction | None:
    """How many of the wanted unit one of the written unit is; None when they measure different things."""
    here, there = parse(written), parse(wanted)
    if here is None or there is None:
        return Fraction(1) if normal(written) == normal(wanted) else None
    return here.size / there.size if here.powers == there.powers else None


def plain(text: str) -> bool:
    """Whether a number of this unit reads well without it: a count, a ratio, a unit of the ledger's own."""
    unit = parse(text)
    return unit is None or (not unit.powers and unit.size == 1)

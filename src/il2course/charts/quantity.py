"""Numbers with units, as a person would say them."""

import math

from il2course.arguments import positive
from il2course.signature import typed

MOLAR_UNITS = {"M": 0, "mM": 3, "µM": 6, "nM": 9, "pM": 12, "fM": 15}


def rounded(value: float, digits: int = 3) -> str:
    """A number at `digits` significant digits, with thousands separators, never in the form 1e+03."""
    if value == 0 or not math.isfinite(value):
        return {0.0: "0", math.inf: "∞", -math.inf: "−∞"}.get(value, "not a number")
    places = digits - 1 - math.floor(math.log10(abs(value)))
    text = f"{round(value, places):,.{max(places, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


@typed
def quantity(value: float, unit: str = "", digits: int = 3) -> str:
    """A value with its unit; concentrations take the prefix that keeps the number readable.

    >>> quantity(0.0507, "nM"), quantity(2316, "pM"), quantity(12, "min")
    ('50.7 pM', '2.32 nM', '12 min')
    """
    positive("digits", digits)
    if unit in MOLAR_UNITS and value > 0 and math.isfinite(value):
        molar = value * 10.0 ** -MOLAR_UNITS[unit]
        fitting = [name for name in MOLAR_UNITS if molar * 10.0 ** MOLAR_UNITS[name] >= 0.9995]
        unit = fitting[0] if fitting else "fM"
        value = molar * 10.0 ** MOLAR_UNITS[unit]
    return f"{rounded(value, digits)}{'' if unit == '°' else ' '}{unit}".strip()

"""Numbers in prose: found, read with their units, and told from names such as IL-2, CD25 or V91K.

>>> [quantity.text for quantity in quantities("IL-2 binds CD25 with 10 nM and leaves within 4–10 s.")]
['10 nM', '4–10 s']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from il2course.authoring.units import POWER, UNIT, normal, plain

SUPERSCRIPT = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_SPACES = "\u2009\u202f\u00a0"
_MANTISSA = rf"(?:\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
_TIMES_TEN = rf"\s?[×·]\s?10{POWER}"
_NUMBER = rf"[-−+]?(?:10{POWER}|{_MANTISSA}(?:{_TIMES_TEN}|[eE][-−+]?\d+)?)"
_FOLD = r"\s?×(?!\s?\d)|x|[-\s]fold"
_JOIN = r"\s?[–…]\s?|-|\sto\s|/|\sof\s(?:the\s)?"
_QUANTITY = re.compile(
    rf"(?<![\w.,/^])(?<!\w[-‐‑–−])(?P<first>{_NUMBER})"
    rf"(?:(?:\s?(?P<own>{UNIT}))?(?P<join>{_JOIN})(?P<second>{_NUMBER})(?!/\d))?"
    rf"(?:(?P<fold>{_FOLD})|(?P<gap>[-\s]?)(?P<unit>{UNIT}))?"
    r"(?![\w⁺]|[.,]\d)"
)
_LISTED = re.compile(r"\s*(?:,|;|/|–|,?\s*(?:and|or|nor|to|v|vs\.?|versus))\s*")
_ALTERNATIVE = re.compile(r"\s*(?:/|–|,?\s*(?:and|or|nor|to|v|vs\.?|versus))\s*")
_COMPARED = re.compile(r"\b(?:CI|interval|HR|RR|OR|(?:hazard|odds|risk|rate) ratio)\W*(?:(?:from|of|was|is)\s)?$")
_LEVEL = re.compile(r"\s*(?:CI\b|confidence|credible)")
_REACH = 40  # how far before a number its "HR" or "CI" may stand
_YEARS = {str(year) for year in range(1900, 2101)}


@dataclass(frozen=True)
class Number:
    """A number as written: its value, and what one more in its last digit would add."""

    value: Fraction
    step: Fraction


@dataclass(frozen=True)
class Quantity:
    """One number, a range or n/N, with its unit.

    Attributes
    ----------
    text
        as it stands in the prose.
    numbers
        one number, or the two of a range or of n/N.
    join
        what stands between two numbers: "–", "/" or "of".
    unit
        as written; × for a ratio; the next number's for the first of "10 or 37 nM".
    start, end
        where it stands in the text.
    stated
        whether it says something about the world that wants a source; a small count does not.
    """

    text: str
    numbers: tuple[Number, ...]
    join: str
    unit: str
    start: int
    end: int
    stated: bool = False


def number(text: str) -> Number:
    """Read one number: 3,476, −2.5, 6 × 10⁻³, 10⁷, 1.4e7.

    Raises
    ------
    ValueError
        when the text is no number.
    """
    digits = re.sub(rf"[\s,{_SPACES}]", "", text)
    power = re.fullmatch(rf"(?P<sign>[-−+]?)(?:(?P<mantissa>[\d.]+)[×·])?10(?P<power>{POWER})", digits)
    if power:
        digits = f"{power['sign']}{power['mantissa'] or 1}e{power['power'].removeprefix('^')}"
    mantissa, _, exponent = digits.translate(_PLAIN).lower().partition("e")
    scale = Fraction(10) ** int(exponent or 0)
    return Number(Fraction(mantissa) * scale, scale / 10 ** len(mantissa.partition(".")[2]))


def quantities(text: str) -> list[Quantity]:
    """Every number of a text that is not part of a name, in order."""
    text = text.replace("μ", "µ")  # the Greek letter and the micro sign look alike
    found = [quantity for match in _QUANTITY.finditer(text) if not _is_name(match) for quantity in _read(match)]
    dressed = list(_with_shared_units(text, found))[::-1]
    return [replace(quantity, stated=stated(text, quantity)) for quantity in dressed]


def _with_shared_units(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """From last to first, each bare number of a list such as "10, 20 or 37 nM" with the unit at its end.

    A comma alone makes no list of "in 2 chains, 10 nM": it joins only numbers before an "and" or "or".
    """
    after, last = None, True
    for here in reversed(found):
        list_sign = _ALTERNATIVE if last else _LISTED
        last = not (after and not here.unit and list_sign.fullmatch(text, here.end, after.start))
        after = here if last else replace(here, unit=after.unit)
        yield after


def _is_name(match: re.Match) -> bool:
    """Whether a letter sticks to the number, as in 1990s or 2M."""
    unit = match["unit"] or ""
    return match["gap"] == "" and len(unit) == 1 and unit.isascii() and unit.isalpha()


def _read(match: re.Match) -> Iterator[Quantity]:
    """What one match says: one quantity, or two where a range has two units, as in "10 s to 5 min"."""
    numbers = tuple(number(match[part]) for part in ("first", "second") if match[part])
    join = (match["join"] or "").strip().removesuffix(" the")
    unit, own = "×" if match["fold"] else normal(match["unit"] or ""), normal(match["own"] or "")
    if own in ("", unit):
        join = join if join in ("", "/", "of") else "–"
        yield Quantity(match[0], numbers, join, unit, match.start(), match.end())
    else:
        first, second = match.end("own"), match.start("second")
        yield Quantity(match.string[match.start() : first], numbers[:1], "", own, match.start(), first)
        yield Quantity(match.string[second : match.end()], numbers[1:], "", unit, second, match.end())


def stated(text: str, quantity: Quantity) -> bool:
    """Whether a number wants a source.

    It does with a unit or %, with decimals, as a ratio (27×, HR 2), as n/N and as a confidence limit; as a count
    of ten or more receptors, residues, patients; and as any other count of a hundred or more. A small count, a
    year, a range of residues and the 95 % of "95 % CI" do not.
    """
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    largest = max(number.value for number in quantity.numbers)
    if quantity.unit == "%" and _LEVEL.match(text, quantity.end):
        return False
    if any(number.step < 1 for number in quantity.numbers) or quantity.unit == "×" or _COMPARED.search(before):
        return True
    if quantity.join == "/" or (quantity.unit and not plain(quantity.unit)):
        return True
    if quantity.unit or quantity.join == "of":
        return largest >= 10
    return largest >= 100 and not quantity.join and quantity.text not in _YEARS


def linked(text: str, run: list[Quantity]) -> list[Quantity]:
    """The end of a run of quantities that is one list, as in "10 or 37 nM"."""
    taken = run[-1:]
    for quantity in reversed(run[:-1]):
        if not _LISTED.fullmatch(text, quantity.end, taken[0].start):
            break
        taken.insert(0, quantity)
    return taken

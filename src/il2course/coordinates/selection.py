"""Residues picked by number or by name: `42`, `F42`, `81-95`."""

import re
from collections.abc import Iterable
from numbers import Number

from il2course.coordinates.chain import Chain, spans
from il2course.signature import typed

_WORD = re.compile(r"([A-Z]?)(\d+)(?:\s*[-–]\s*([A-Z]?)(\d+))?", re.IGNORECASE)


@typed
def select(chain: Chain, wanted: str | int | Iterable[int]) -> tuple[int, ...]:
    """Residue numbers with coordinates, increasing, each once.

    Parameters
    ----------
    wanted
        a number, several, or words with commas or spaces between: `"F42, 58, 85-97"`. Residues without
        coordinates inside a range are left out; one named by itself, or at the end of a range, is refused.

    Raises
    ------
    ValueError
        when a residue is not there, has no coordinates, or is not the amino acid its name says.

    >>> from il2course import coordinates
    >>> coordinates.select(coordinates.il2(), "F42, 76-84")
    (42, 76, 77, 78, 83, 84)
    """
    if isinstance(wanted, str):
        return _spelled(chain, wanted)
    if not isinstance(wanted, (Number, Iterable)):
        raise TypeError(f"wanted must be residue numbers or words like 'F42, 85-97', got {wanted!r}")
    numbers = [wanted] if isinstance(wanted, Number) else list(wanted)
    return tuple(sorted({_resolved(chain, number) for number in numbers}))


def _spelled(chain: Chain, text: str) -> tuple[int, ...]:
    found = set()
    for word in filter(None, re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text))):
        match = _WORD.fullmatch(word)
        if match is None:
            raise ValueError(f"a residue must be named like 42, F42 or 85-97, got {word!r}")
        letter, number, last_letter, last = match.groups()
        low = _named(chain, letter, int(number))
        high = low if last is None else _named(chain, last_letter, int(last))
        if high < low:
            raise ValueError(f"a range of residues must rise, got {word!r}")
        found |= {number for number in chain.resolved if low <= number <= high}
    return tuple(sorted(found))


def _named(chain: Chain, letter: str, number: int) -> int:
    stands = chain.residue(number).letter
    if letter and letter.upper() != stands:
        raise ValueError(f"residue {number} must be named {stands}{number}, got {letter.upper()}{number}")
    return _resolved(chain, number)


def _resolved(chain: Chain, number: int) -> int:
    residue = chain.residue(number)
    if residue.number not in chain.resolved:
        there = spans(chain.resolved)
        raise ValueError(f"residue must be one with coordinates ({there}), got {residue.label}")
    return residue.number

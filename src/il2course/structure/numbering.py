"""Two ways of counting: from the mature protein's first residue, and from the precursor's methionine.

UniProt and gene databases count the precursor; papers on IL-2, muteins and most crystals count the mature protein.
F42 is residue 62 of the precursor. Before the first mature residue stands −1; there is no residue 0.
"""

from il2course.arguments import at_least
from il2course.signature import typed
from il2course.structure.protein import known

SIGNAL = known()["IL-2"]["signal"]


@typed
def to_precursor(number: int, signal: int = SIGNAL) -> int:
    """The place in the precursor, from 1, of a residue with a mature number.

    Raises
    ------
    TypeError, ValueError
        when the number is no whole number, is 0, or lies before the precursor's start.

    >>> to_precursor(42), to_precursor(-1)
    (62, 20)
    """
    if number == 0 or number < -at_least("signal", signal, 0):
        raise ValueError(f"number must be from {-signal} to -1, or 1 and more, got {number}")
    return number + signal + (number < 0)


@typed
def to_mature(position: int, signal: int = SIGNAL) -> int:
    """The mature number of a place in the precursor; negative inside the signal peptide.

    Raises
    ------
    TypeError, ValueError
        when the position is no whole number, or below 1.

    >>> to_mature(62), to_mature(20)
    (42, -1)
    """
    at_least("position", position, 1), at_least("signal", signal, 0)
    return position - signal - (position <= signal)

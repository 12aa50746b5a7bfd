"""Which protein a chain of a coordinate file is, told by its residues and not by its letter or its numbering."""

from collections.abc import Mapping

import numpy as np

from il2course.arguments import integer
from il2course.coordinates import Chain
from il2course.signature import typed
from il2course.structure.protein import known, mature

ALIKE = 0.9  # muteins and tags leave so much in place


@typed
def recognize(letters: Mapping[int, str]) -> tuple[str, int] | None:
    """The protein that residues belong to, and what to add to their numbers to count as in the mature protein.

    Parameters
    ----------
    letters
        one letter by residue number, as the file counts.

    Returns
    -------
    ("IL-2", 0) for a file in mature numbering, ("IL-2", -20) for one that counts the signal peptide; `None` when no
    protein of the course has nine tenths of these residues in these places.
    """
    number, letter = np.array([integer("letters", at) for at in letters], dtype=int), np.array(list(letters.values()))
    found = {
        (name, shift): share for name in known() for shift, share in _shares(mature(name).sequence, number, letter)
    }
    best = max(found, key=found.get, default=None)
    return best if best and found[best] >= ALIKE else None


def _shares(sequence: str, number: np.ndarray, letter: np.ndarray) -> list[tuple[int, float]]:
    """For every shift of the numbers, the share of residues that then agree with the sequence."""
    if not number.size:
        return []
    span = number.max() - number.min() + 1
    padded = np.full(len(sequence) + 2 * span, "-")
    padded[span : span + len(sequence)] = list(sequence)
    place = number - number.min()
    shifts = range(len(padded) - span + 1)  # where in `padded` the lowest number stands
    return [(int(at - span + 1 - number.min()), float(np.mean(padded[at + place] == letter))) for at in shifts]


@typed
def is_il2(chain: Chain) -> bool:
    """Whether a chain is IL-2 or a mutein of it, in mature numbering."""
    il2 = mature().residues
    same = [number in il2 and il2[number].letter == chain.residue(number).letter for number in chain.resolved]
    return bool(same) and float(np.mean(same)) >= ALIKE

"""What follows from a sequence: mass, charge, light taken up. Biopython holds the tables."""

from itertools import chain as chained

import numpy as np

from il2course.arguments import finite, instance
from il2course.errors import absent
from il2course.signature import typed
from il2course.structure.protein import Protein

# What two thiols lose when they bond. IUPAC standard atomic weight, and the mass of hydrogen-1.
H2_AVERAGE_DA = 2 * 1.00794
H2_MONOISOTOPIC_DA = 2 * 1.00782503


def _analysis(asking: str, sequence: str, monoisotopic: bool = False):
    """Biopython's analysis of a sequence, for the function of this name."""
    try:
        from Bio.SeqUtils.ProtParam import ProteinAnalysis
    except ImportError:
        raise absent(asking, "biopython") from None
    return ProteinAnalysis(sequence, monoisotopic=monoisotopic)


@typed
def mass_Da(protein: Protein, reduced: bool = False, monoisotopic: bool = False) -> float:
    """Mass of one molecule in Da.

    Parameters
    ----------
    reduced
        whether the disulfides are open; each bond takes two hydrogens away.
    monoisotopic
        the mass of the molecule of the lightest isotopes, instead of the average over nature's.

    Raises
    ------
    CourseError
        when Biopython is not there.
    """
    hydrogen = H2_MONOISOTOPIC_DA if monoisotopic else H2_AVERAGE_DA
    bonds = 0 if reduced else len(protein.disulfides)
    return _analysis("mass_Da", protein.sequence, monoisotopic).molecular_weight() - bonds * hydrogen


@typed
def extinction_per_M_cm(protein: Protein, reduced: bool = False) -> int:
    """Molar extinction coefficient at 280 nm, M⁻¹ cm⁻¹: 5500 a tryptophan, 1490 a tyrosine, 125 a disulfide.

    Raises
    ------
    CourseError
        when Biopython is not there.
    """
    sequence = instance("protein", protein, Protein).sequence
    analysis, one_bond = (_analysis("extinction_per_M_cm", each) for each in (sequence, "CC"))
    bonds = 0 if reduced else len(protein.disulfides)
    return int(analysis.molar_extinction_coefficient()[0] + bonds * one_bond.molar_extinction_coefficient()[1])


def _titrating(protein: Protein, reduced: bool) -> str:
    """The sequence with bonded cysteines, which have no proton to give, as serines."""
    instance("protein", protein, Protein)
    bonded = set() if reduced else set(chained.from_iterable(protein.disulfides))
    return "".join("S" if at in bonded else residue.letter for at, residue in protein.residues.items())


@typed
def charge(protein: Protein, pH: float | np.ndarray, reduced: bool = False) -> np.ndarray:
    """Net charge at one or more pH values, in elementary charges; same shape as `pH`.

    Every group titrates alone, by Henderson and Hasselbalch, with the pK values of Bjellqvist as Biopython has
    them. A bonded cysteine does not titrate.

    Raises
    ------
    TypeError, ValueError
        when pH is no number from 0 to 14.
    CourseError
        when Biopython is not there.
    """
    analysis = _analysis("charge", _titrating(protein, reduced))
    acidity = finite("pH", pH)
    outside = (acidity < 0) | (acidity > 14)
    if outside.any():
        raise ValueError(f"pH must be between 0 and 14, got {acidity[outside].flat[0]}")
    return np.vectorize(analysis.charge_at_pH, otypes=[float])(acidity)


@typed
def isoelectric_point(protein: Protein, reduced: bool = False) -> float:
    """The pH at which the net charge is 0; another set of pK values moves it by some tenths.

    Raises
    ------
    CourseError
        when Biopython is not there.
    """
    return float(_analysis("isoelectric_point", _titrating(protein, reduced)).isoelectric_point())

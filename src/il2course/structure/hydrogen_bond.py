"""Backbone hydrogen bonds, and the helices they make, after Kabsch and Sander 1983 (key kabsch1983)."""

import numpy as np

from il2course.arguments import at_least
from il2course.coordinates import Chain, Helix
from il2course.coordinates.chain import runs
from il2course.signature import typed
from il2course.structure.backbone import backbone
from il2course.structure.recognition import is_il2

COULOMB_KCAL_A_MOL = 27.9  # 0.42 e on C=O, 0.20 e on N–H, in kcal·Å/mol
BOND_BELOW_KCAL_MOL = -0.5
CLOSEST_A = 0.5
ALPHA, THREE_TEN = 4, 3
KINK = 2

# A residue in the middle of each helix of IL-2, by which it gets its name.
IL2_HELICES = {"A": 16, "A′": 37, "B": 68, "C": 90, "D": 120}


@typed
def bond_energies_kcal_mol(chain: Chain) -> np.ndarray:
    """Energy of C=O···H–N between all residues in kcal/mol, shape (n, n): row the acceptor, column the donor.

    E = 27.9 kcal·Å/mol · (1/r(ON) + 1/r(CH) − 1/r(OH) − 1/r(CN)), NaN where an atom is missing. A residue and its
    neighbors do not count: the peptide bond itself would look like one.
    """
    at = backbone(chain)
    charges = _inverse(at.O, at.N) + _inverse(at.C, at.H) - _inverse(at.O, at.H) - _inverse(at.C, at.N)
    apart = at.numbers - at.numbers[:, None]  # donor − acceptor
    return np.where((apart >= -1) & (apart <= 1), np.nan, COULOMB_KCAL_A_MOL * charges)


def _inverse(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return 1 / np.maximum(np.linalg.norm(one[:, None] - other, axis=-1), CLOSEST_A)


@typed
def hydrogen_bonds(chain: Chain) -> np.ndarray:
    """Residue numbers (acceptor, donor) of every backbone hydrogen bond below −0.5 kcal/mol, shape (bonds, 2)."""
    with np.errstate(invalid="ignore"):
        return np.argwhere(bond_energies_kcal_mol(chain) < BOND_BELOW_KCAL_MOL) + chain.first


@typed
def turns(chain: Chain, step: int = ALPHA) -> tuple[int, ...]:
    """Residues whose C=O takes a hydrogen bond from the N–H `step` residues on."""
    bonds = hydrogen_bonds(chain)
    at_least("step", step, 2)
    return tuple(bonds[bonds[:, 1] - bonds[:, 0] == step, 0].tolist())


@typed
def helices(chain: Chain, step: int = ALPHA, kink: int = KINK) -> tuple[Helix, ...]:
    """Helices, from the atoms alone: where two turns follow one another, a helix runs from the second on.

    Parameters
    ----------
    step
        residues from acceptor to donor: 4 for an α helix, 3 for a 3₁₀ helix.
    kink
        runs with no more than so many residues between them are one helix with a kink; 0 keeps them apart.

    Returns
    -------
    in the order of the sequence; in IL-2 named A, A′, B, C and D, elsewhere and between by number.
    """
    starts = np.array(turns(chain, step), dtype=int)
    second = starts[np.isin(starts - 1, starts)]
    found = runs((second[:, None] + np.arange(step)).ravel())
    return _named(_joined(found, at_least("kink", kink, 0)), IL2_HELICES if is_il2(chain) else {})


def _joined(found: list[tuple[int, int]], kink: int) -> list[tuple[int, int]]:
    joined = found[:1]
    for first, last in found[1:]:
        if first - joined[-1][1] - 1 <= kink:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _named(found: list[tuple[int, int]], middles: dict[str, int]) -> tuple[Helix, ...]:
    """Helices by the middle they contain, the rest by number."""
    names = {(first, last): name for first, last in found for name, at in middles.items() if first <= at <= last}
    return tuple(Helix(names.get(ends, str(place)), *ends) for place, ends in enumerate(found, start=1))

"""The backbone of a chain as arrays, a row a residue, and its amide hydrogens, which crystals do not show."""

from dataclasses import dataclass

import numpy as np

from il2course.arguments import instance
from il2course.coordinates import Chain
from il2course.signature import typed

N_H_A = 1.0  # length of the bond, as Kabsch and Sander 1983 take it


@dataclass(frozen=True)
class Backbone:
    """Positions in Å of the backbone atoms, each of shape (n, 3) for a sequence of n; NaN where there is none.

    `H` is the amide hydrogen, placed; the first residue, what follows a gap, and proline have none.
    """

    numbers: np.ndarray
    N: np.ndarray
    CA: np.ndarray
    C: np.ndarray
    O: np.ndarray  # noqa: E741
    H: np.ndarray


@typed
def backbone(chain: Chain) -> Backbone:
    """The backbone of a chain; every row of the arrays is one residue of its sequence."""
    at = {name: atoms_named(chain, name) for name in ("N", "CA", "C", "O")}
    proline = np.array(list(chain.sequence)) == "P"
    return Backbone(np.array(chain.numbers), **at, H=np.where(proline[:, None], np.nan, _amide_hydrogens(at)))


def atoms_named(chain: Chain, name: str) -> np.ndarray:
    """Positions of one atom of every residue of the sequence in Å, shape (n, 3); NaN where there is none."""
    here = instance("chain", chain, Chain).atoms.name == name
    places = np.full((len(chain.sequence), 3), np.nan)
    places[chain.atoms.number[here] - chain.first] = chain.atoms.xyz_A[here]
    return places


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors of length one in the same directions; the last axis is x, y, z."""
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def _amide_hydrogens(at: dict[str, np.ndarray]) -> np.ndarray:
    """N–H points against the C=O of the residue before, as the peptide plane has it."""
    hydrogen = np.full_like(at["N"], np.nan)
    hydrogen[1:] = at["N"][1:] + N_H_A * unit(at["C"][:-1] - at["O"][:-1])
    return hydrogen

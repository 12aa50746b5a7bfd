"""Which residues touch: inside one chain, and between two."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from il2course.arguments import at_least, one_of, positive
from il2course.coordinates import Chain
from il2course.signature import typed
from il2course.structure.backbone import atoms_named

CUTOFF_A = 4.0
MEASURED_BY = ("heavy", "CA")


@dataclass(frozen=True)
class Interface:
    """The residues of two chains that touch.

    Attributes
    ----------
    own, partners
        labels such as "F42" of either side, in the order of the sequence.
    pairs
        (own number, partner's number, shortest distance in Å), the nearest first.
    cutoff_A
        heavy atoms no further apart than this touch.
    """

    own: tuple[str, ...]
    partners: tuple[str, ...]
    pairs: tuple[tuple[int, int, float], ...]
    cutoff_A: float


@typed
def interface(chain: Chain, partner: Chain, cutoff_A: float = CUTOFF_A) -> Interface:
    """Residues of two chains with heavy atoms no further apart than the cutoff.

    Raises
    ------
    ValueError
        when the cutoff is not above 0.
    """
    positive("cutoff_A", cutoff_A)
    near = cKDTree(chain.atoms.xyz_A).sparse_distance_matrix(
        cKDTree(partner.atoms.xyz_A), cutoff_A, output_type="coo_matrix"
    )
    atoms = chain.atoms.number[near.row], partner.atoms.number[near.col]
    pairs, place = np.unique(np.stack(atoms, axis=1), axis=0, return_inverse=True)
    closest = np.full(len(pairs), np.inf)
    np.minimum.at(closest, place.ravel(), near.data)
    ordered = [(*pairs[at].tolist(), float(closest[at])) for at in np.argsort(closest, kind="stable")]
    return Interface(_labels(chain, pairs[:, 0]), _labels(partner, pairs[:, 1]), tuple(ordered), float(cutoff_A))


def _labels(chain: Chain, numbers: np.ndarray) -> tuple[str, ...]:
    return tuple(chain.residue(number).label for number in np.unique(numbers).tolist())


def jaccard(one: Iterable, other: Iterable) -> float:
    """How alike two sets are: what they share, of all that is in either; 1 for the same, 0 for nothing in common.

    Raises
    ------
    ValueError
        when both are empty.
    """
    for name, value in (("one", one), ("other", other)):
        if not isinstance(value, Iterable):
            raise TypeError(f"{name} must be a collection, got {value!r}")
    try:
        first, second = set(one), set(other)
    except TypeError:
        raise TypeError("sets must hold labels or numbers, got something that can change") from None
    if not first | second:
        raise ValueError("sets must hold something, got two empty ones")
    return len(first & second) / len(first | second)


@dataclass(frozen=True)
class DistanceMap:
    """Distance between every two residues with coordinates.

    Attributes
    ----------
    number
        residue numbers, shape (n,).
    distance_A
        shape (n, n).
    by
        "heavy", the closest heavy atoms, or "CA", the Cα atoms.
    """

    number: np.ndarray
    distance_A: np.ndarray
    by: str

    @typed
    def contacts(self, cutoff_A: float, apart: int = 3) -> np.ndarray:
        """Pairs of residues no further than the cutoff and at least `apart` along the chain, shape (pairs, 2)."""
        positive("cutoff_A", cutoff_A), at_least("apart", apart, 1)
        along = self.number - self.number[:, None]
        return self.number[np.argwhere((self.distance_A <= cutoff_A) & (along >= apart))]


@typed
def distance_map(chain: Chain, by: str = "heavy") -> DistanceMap:
    """All distances between residues, by their closest heavy atoms or by their Cα atoms.

    Raises
    ------
    ValueError
        when `by` is neither "heavy" nor "CA".
    """
    if one_of("by", by, MEASURED_BY) == "CA":
        place = atoms_named(chain, "CA")
        here = np.isfinite(place[:, 0])
        return DistanceMap(np.array(chain.numbers)[here], cdist(place[here], place[here]), by)
    order = np.argsort(chain.atoms.number, kind="stable")
    number, starts = np.unique(chain.atoms.number[order], return_index=True)
    every = cdist(chain.atoms.xyz_A[order], chain.atoms.xyz_A[order])
    closest = np.minimum.reduceat(np.minimum.reduceat(every, starts, axis=0), starts, axis=1)
    return DistanceMap(number, closest, by)

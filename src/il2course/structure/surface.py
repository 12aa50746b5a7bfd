"""The surface that water can reach: areas of atoms and residues, what is buried, and the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from scipy.spatial import cKDTree

from il2course.arguments import fraction, instance, integer
from il2course.coordinates import Atoms, Chain, spans
from il2course.signature import typed
from il2course.structure.hydrophobicity import EISENBERG, MOST_ACCESSIBLE_A2

PROBE_A = 1.4
POINTS = 400
BLOCK = 500  # pairs of atoms looked at together, so that they stay in the processor's cache
BURIED_BELOW = 0.1

# Bondi 1964, J Phys Chem 68:441 (key bondi1964).
RADII_A = MappingProxyType({"C": 1.70, "N": 1.55, "O": 1.52, "S": 1.80})


@dataclass(frozen=True)
class Accessibility:
    """How much of each residue of one chain water can reach, in the order of the residues with coordinates.

    Attributes
    ----------
    number
        residue numbers, shape (n,).
    area_A2
        accessible area of each, shape (n,).
    relative
        the same as a share of the most that such a residue can show, shape (n,).
    """

    number: np.ndarray
    area_A2: np.ndarray
    relative: np.ndarray

    @property
    def total_A2(self) -> float:
        """Of the whole chain."""
        return float(self.area_A2.sum())

    def of(self, number: int) -> float:
        """Relative accessibility of one residue.

        Raises
        ------
        ValueError
            when it has no coordinates.
        """
        if number not in self.number:
            raise ValueError(f"residue must be one with coordinates ({spans(self.number)}), got {number!r}")
        return float(self.relative[self.number == number][0])


@typed
def accessibility(chain: Chain, beside: Sequence[Chain] = (), points: int = POINTS) -> Accessibility:
    """Solvent-accessible area of every residue, heavy atoms only, probe of 1.4 Å (Shrake & Rupley 1973).

    Parameters
    ----------
    beside
        other chains that stand around it and cover parts.
    points
        on the sphere of each atom; with 400 a chain's total is right to 0.1 %, a residue to 1 Å² (root mean square).

    Raises
    ------
    ValueError
        when points is below 1, or an atom is none of C, N, O and S.
    """
    areas = atom_areas_A2((chain, *beside), points)[: len(chain.atoms)]
    number, place = np.unique(chain.atoms.number, return_inverse=True)
    area = np.bincount(place, areas)
    most = np.array([MOST_ACCESSIBLE_A2.get(chain.residue(at).letter, np.nan) for at in number.tolist()])
    return Accessibility(number, area, area / most)


@typed
def atom_areas_A2(chains: Sequence[Chain], points: int = POINTS) -> np.ndarray:
    """Solvent-accessible area of every heavy atom of chains that stand together, in their order, Å²; shape (atoms,)."""
    atoms = sum(len(instance("chains", chain, Chain).atoms) for chain in chains)
    return _areas_of(np.arange(atoms), chains, points)


def _areas_of(at: np.ndarray, chains: Sequence[Chain], points: int) -> np.ndarray:
    """Accessible areas in Å² of some atoms, by their places among those of all chains; the others only cover."""
    if integer("points", points) < 1:
        raise ValueError(f"points must be >= 1, got {points}")
    if not chains:
        raise ValueError("chains must hold at least one chain, got none")
    xyz = np.concatenate([chain.atoms.xyz_A for chain in chains])
    reach = np.concatenate([radii_A(chain.atoms) for chain in chains]) + PROBE_A
    return 4 * np.pi * reach[at] ** 2 * accessible_fractions(xyz, reach, points, at)


def radii_A(atoms: Atoms) -> np.ndarray:
    """Van der Waals radius of every atom in Å, shape (n,)."""
    kinds, place = np.unique(atoms.element, return_inverse=True)
    unknown = [kind for kind in kinds.tolist() if kind not in RADII_A]
    if unknown:
        raise ValueError(f"atoms must be of {', '.join(RADII_A)}, got {unknown[0]}")
    return np.array([RADII_A[kind] for kind in kinds.tolist()])[place]


@dataclass(frozen=True)
class Burial:
    """What two chains take from each other's accessible surface.

    Attributes
    ----------
    own_A2, partners_A2
        area that each residue of the chain, and of its partner, loses: residue number → Å², only where it loses some.
    """

    own_A2: Mapping[int, float]
    partners_A2: Mapping[int, float]

    @property
    def total_A2(self) -> float:
        """Area lost on both sides together, as interfaces are usually quoted."""
        return sum(self.own_A2.values()) + sum(self.partners_A2.values())


@typed
def burial(chain: Chain, partner: Chain, points: int = POINTS) -> Burial:
    """Area buried between two chains: apart minus together, both sides counted."""
    lost = [_lost(*pair, points) for pair in ((chain, partner), (partner, chain))]
    return Burial(*lost)


def _lost(chain: Chain, partner: Chain, points: int) -> Mapping[int, float]:
    """Area that each residue of a chain loses to a partner; only atoms that the partner can reach lose any."""
    reach, others = (radii_A(one.atoms) + PROBE_A for one in (chain, partner))
    near = cKDTree(partner.atoms.xyz_A).query(chain.atoms.xyz_A, distance_upper_bound=reach.max() + others.max())[0]
    at = np.flatnonzero(np.isfinite(near))
    alone, together = (_areas_of(at, chains, points) for chains in ([chain], [chain, partner]))
    area = np.bincount(chain.atoms.number[at], alone - together)
    return MappingProxyType({int(number): float(area[number]) for number in np.flatnonzero(area > 0)})


@typed
def core(chain: Chain, below: float = BURIED_BELOW) -> tuple[int, ...]:
    """The hydrophobic core: residues that shun water (Eisenberg's scale above 0) and hardly show to it.

    Parameters
    ----------
    below
        relative accessibility under which a residue counts as buried.

    Raises
    ------
    ValueError
        when below is not between 0 and 1.
    """
    fraction("below", below)
    shown = accessibility(chain)
    buried = shown.number[shown.relative < below].tolist()
    return tuple(number for number in buried if EISENBERG[chain.residue(number).letter] > 0)


@cache
def sphere(points: int) -> np.ndarray:
    """Points spread evenly over a sphere of radius 1, along a golden spiral; shape (points, 3)."""
    place = np.arange(points) + 0.5
    height, turn = 1 - 2 * place / points, np.pi * (1 + 5**0.5) * place
    return np.stack([*(np.sqrt(1 - height**2) * [np.cos(turn), np.sin(turn)]), height], axis=1)


def accessible_fractions(
    xyz_A: np.ndarray, reach_A: np.ndarray, points: int = POINTS, at: np.ndarray | None = None
) -> np.ndarray:
    """Of each atom's sphere, the share of points that lie in no other sphere.

    A point u on the sphere of atom i lies inside that of j, which is d away, where
    u·d > (d² + Rᵢ² − Rⱼ²) / 2Rᵢ.

    Parameters
    ----------
    xyz_A
        centers, shape (n, 3).
    reach_A
        radii R of atom and probe together, shape (n,).
    at
        which atoms are asked for, shape (m,), if not all; the others only cover.

    Returns
    -------
    shape (m,).
    """
    at = np.arange(len(xyz_A)) if at is None else at
    pairs = cKDTree(xyz_A[at]).sparse_distance_matrix(cKDTree(xyz_A), 2 * reach_A.max(), output_type="coo_matrix")
    mine, other, distance = reach_A[at][pairs.row], reach_A[pairs.col], pairs.data
    kept = np.flatnonzero((distance < mine + other) & (at[pairs.row] != pairs.col))
    kept = kept[np.argsort(pairs.row[kept], kind="stable")]
    atom, apart = pairs.row[kept], (xyz_A[pairs.col] - xyz_A[at][pairs.row])[kept]
    edge = ((distance**2 + mine**2 - other**2) / (2 * mine))[kept]
    return _uncovered(len(at), atom, apart, edge, sphere(points))


def _uncovered(count: int, atom: np.ndarray, apart: np.ndarray, edge: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Block by block; every atom's pairs stand together."""
    free = np.ones(count)
    toward, beyond = points.T.astype(np.float32, order="C"), edge.astype(np.float32)[:, None]
    apart = apart.astype(np.float32)
    starts = np.flatnonzero(np.diff(atom, prepend=-1))
    cuts = starts[np.searchsorted(starts, np.arange(0, len(atom), BLOCK)).clip(max=len(starts) - 1)]
    for low, high in pairwise([*np.unique(cuts).tolist(), len(atom)]):
        # not `@`: the threads of a matrix library cost more than such a small product
        inside = np.einsum("ij,jk->ik", apart[low:high], toward) > beyond[low:high]
        first = starts[(starts >= low) & (starts < high)]
        free[atom[first]] = 1 - np.logical_or.reduceat(inside, first - low).mean(axis=1)
    return free

"""Disulfides found by the distance of their sulfurs, and the cysteines that have none."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from il2course.arguments import positive
from il2course.coordinates import Chain
from il2course.signature import typed

LONGEST_A = 2.5


@dataclass(frozen=True)
class Disulfide:
    """Two bonded cysteines, the lower number first, and the distance of their sulfurs in Å."""

    first: int
    second: int
    distance_A: float


@typed
def sulfur_distances_A(chain: Chain) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the cysteines, shape (n,), and the distances between their SG atoms in Å, shape (n, n)."""
    here = (chain.atoms.name == "SG") & np.isin(chain.atoms.number, _cysteines(chain))
    return chain.atoms.number[here], cdist(chain.atoms.xyz_A[here], chain.atoms.xyz_A[here])


@typed
def disulfides(chain: Chain, longest_A: float = LONGEST_A) -> tuple[Disulfide, ...]:
    """Every pair of cysteines whose sulfurs are no further apart than a bond can be.

    Raises
    ------
    ValueError
        when the distance is not above 0.
    """
    positive("longest_A", longest_A)
    number, distance = sulfur_distances_A(chain)
    pairs = np.argwhere(np.triu(distance <= longest_A, k=1))
    return tuple(Disulfide(*number[pair].tolist(), float(distance[tuple(pair)])) for pair in pairs)


@typed
def free_cysteines(chain: Chain, longest_A: float = LONGEST_A) -> tuple[int, ...]:
    """Cysteines with coordinates whose sulfur is bonded to no other."""
    bonded = {number for bond in disulfides(chain, longest_A) for number in (bond.first, bond.second)}
    return tuple(number for number in sulfur_distances_A(chain)[0].tolist() if number not in bonded)


def _cysteines(chain: Chain) -> list[int]:
    return [number for number in chain.resolved if chain.residue(number).letter == "C"]

"""The four-helix bundle: axes, how they cross, and which way each helix runs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from il2course.coordinates import Chain, Helix
from il2course.signature import typed
from il2course.structure.backbone import atoms_named, unit
from il2course.structure.hydrogen_bond import helices
from il2course.structure.torsion import dihedral_deg

FOUR = ("A", "B", "C", "D")
TURN = 4  # Cα atoms whose mean lies near the axis
FEWEST = 6


@dataclass(frozen=True)
class Axis:
    """The straight line through a helix.

    Attributes
    ----------
    helix
        whose it is.
    center_A
        its middle, shape (3,).
    direction
        of length one, from the first residue toward the last, shape (3,).
    length_A
        from end to end along it.
    """

    helix: Helix
    center_A: np.ndarray
    direction: np.ndarray
    length_A: float

    @property
    def ends_A(self) -> np.ndarray:
        """Start and end, shape (2, 3)."""
        return self.center_A + np.outer((-0.5, 0.5), self.direction) * self.length_A


@typed
def axis(chain: Chain, helix: Helix) -> Axis:
    """The axis of a helix: the line of least squares through the means of four Cα atoms in a row.

    Raises
    ------
    ValueError
        when the helix does not lie in the chain, or has fewer than six residues with coordinates.
    """
    carbon = atoms_named(chain, "CA")[chain.places(helix)]
    carbon = carbon[np.isfinite(carbon[:, 0])]
    if len(carbon) < FEWEST:
        raise ValueError(f"helix must have at least {FEWEST} residues for an axis, got {len(carbon)} in {helix.name}")
    near = np.mean([carbon[at : len(carbon) - TURN + 1 + at] for at in range(TURN)], axis=0)
    center = near.mean(axis=0)
    line = np.linalg.svd(near - center)[2][0]
    direction = line * np.sign(line @ (near[-1] - near[0]))
    along = (carbon - center) @ direction
    return Axis(helix, center + direction * (along.max() + along.min()) / 2, direction, float(np.ptp(along)))


@typed
def angle_deg(one: Axis, other: Axis) -> float:
    """Angle between the directions of two helices, 0 (side by side, same way) to 180 (opposite ways)."""
    return float(np.degrees(np.arccos(np.clip(one.direction @ other.direction, -1, 1))))


@typed
def crossing_angle_deg(one: Axis, other: Axis) -> float:
    """Signed angle Ω between two helices seen along the line of their closest approach, −180 to 180.

    Ω is the torsion about that line: looking along it from one helix, the turn to the other, clockwise positive.
    """
    near_one, near_other = closest_points_A(one, other)
    return float(dihedral_deg(near_one + one.direction, near_one, near_other, near_other + other.direction))


@typed
def closest_points_A(one: Axis, other: Axis) -> tuple[np.ndarray, np.ndarray]:
    """The points, one on each line, where two axes come closest; each of shape (3,), in Å."""
    between, cosine = other.center_A - one.center_A, one.direction @ other.direction
    a, b = between @ one.direction, between @ other.direction
    square = 1 - cosine**2
    if square < 1e-12:  # parallel: any point does
        return one.center_A, other.center_A - between @ one.direction * one.direction
    along_one, along_other = (a - b * cosine) / square, (a * cosine - b) / square
    return one.center_A + along_one * one.direction, other.center_A + along_other * other.direction


@dataclass(frozen=True)
class Bundle:
    """Helices packed side by side, in the order of the sequence."""

    axes: tuple[Axis, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the helices."""
        return tuple(one.helix.name for one in self.axes)

    @cached_property
    def directions(self) -> tuple[str, ...]:
        """ "up" for the first helix and all that run its way, "down" for the others."""
        up = self.axes[0].direction
        return tuple("up" if one.direction @ up > 0 else "down" for one in self.axes)

    @property
    def topology(self) -> str:
        """ "up-up-down-down" for IL-2."""
        return "-".join(self.directions)

    @cached_property
    def angles_deg(self) -> np.ndarray:
        """Angles between the helices, shape (n, n)."""
        return np.array([[angle_deg(one, other) for other in self.axes] for one in self.axes])

    @cached_property
    def distances_A(self) -> np.ndarray:
        """Distances between the middles of the helices across the bundle's own axis, shape (n, n)."""
        middle = np.array([one.center_A for one in self.axes])
        up = self.axes[0].direction
        way = unit(sum(one.direction * np.sign(one.direction @ up) for one in self.axes))
        across = middle - np.outer(middle @ way, way)
        return np.linalg.norm(across[:, None] - across, axis=-1)


@typed
def bundle(chain: Chain, names: tuple[str, ...] = FOUR) -> Bundle:
    """The bundle that some helices of a chain make, found in its atoms.

    Raises
    ------
    ValueError
        when the chain has no helix of such a name.
    """
    found = {helix.name: helix for helix in helices(chain)}
    if not names:
        raise ValueError("names must hold at least one helix, got none")
    absent = [name for name in names if name not in found]
    if absent:
        raise ValueError(f"helix must be one of {', '.join(found) or 'none'}, got {absent[0]!r}")
    return Bundle(tuple(axis(chain, found[name]) for name in names))

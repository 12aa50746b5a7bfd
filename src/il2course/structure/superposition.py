"""Two forms of one chain laid upon each other, and what has moved."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from il2course.arguments import non_negative, points
from il2course.coordinates import Chain, spans
from il2course.signature import typed
from il2course.structure.backbone import atoms_named

FEWEST = 3
BACKBONE = ("N", "CA", "C", "O", "OXT")
RING = {"CD1": "CD2", "CE1": "CE2"}
TWINS = {"F": RING, "Y": RING, "D": {"OD1": "OD2"}, "E": {"OE1": "OE2"}, "R": {"NH1": "NH2"}}
"""Atoms of a side chain that only their names tell apart, by the letter of the residue."""


@dataclass(frozen=True)
class Superposition:
    """The best fit of one chain to another, by the same atom of the residues both have.

    Attributes
    ----------
    number
        residues in both chains, shape (n,).
    fitted
        which of them the fit was made by, shape (n,).
    rotation
        shape (3, 3).
    translation_A
        shape (3,); a point p of the moving chain comes to rotation @ p + translation_A.
    displacement_A
        distance that is left at each residue in Å, shape (n,).
    """

    number: np.ndarray
    fitted: np.ndarray
    rotation: np.ndarray
    translation_A: np.ndarray
    displacement_A: np.ndarray

    @property
    def rmsd_A(self) -> float:
        """Root mean square of what is left over the fitted residues, Å."""
        return float(np.sqrt(np.mean(self.displacement_A[self.fitted] ** 2)))

    @typed
    def moved(self, above_A: float) -> tuple[int, ...]:
        """Residues left further apart than that."""
        return tuple(self.number[self.displacement_A > non_negative("above_A", above_A)].tolist())

    @typed
    def apply(self, xyz_A: np.ndarray) -> np.ndarray:
        """Points of the moving chain, shape (m, 3), where the fit puts them."""
        return points("xyz_A", xyz_A) @ self.rotation.T + self.translation_A


@typed
def superpose(moving: Chain, fixed: Chain, by: tuple[int, ...] | None = None, atom: str = "CA") -> Superposition:
    """Lay one chain upon another with the least root-mean-square distance (Kabsch 1976, by SciPy).

    Parameters
    ----------
    by
        residues to fit by, if not all that both chains have.
    atom
        which atom stands for a residue.

    Raises
    ------
    ValueError
        when the chains share fewer than three residues to fit by.
    """
    shared = np.intersect1d(_having(moving, atom), _having(fixed, atom))
    here, there = (atoms_named(chain, atom)[shared - chain.first] for chain in (moving, fixed))
    fitted = np.isin(shared, shared if by is None else list(by))
    if fitted.sum() < FEWEST:
        raise ValueError(f"chains must share at least {FEWEST} residues, got {spans(shared[fitted]) or 'none'}")
    center_here, center_there = here[fitted].mean(axis=0), there[fitted].mean(axis=0)
    rotation = Rotation.align_vectors(there[fitted] - center_there, here[fitted] - center_here)[0].as_matrix()
    translation = center_there - rotation @ center_here
    left = np.linalg.norm(here @ rotation.T + translation - there, axis=1)
    return Superposition(shared, fitted, rotation, translation, left)


def _having(chain: Chain, atom: str) -> np.ndarray:
    return chain.atoms.number[chain.atoms.name == atom]


@typed
def side_chain_displacements_A(fit: Superposition, moving: Chain, fixed: Chain) -> np.ndarray:
    """What is left between the side chains of each residue of a fit, root mean square in Å; shape (n,).

    By the atoms beyond Cα that both chains have; NaN for glycine. Atoms that only their names tell apart, such as the
    two oxygens of a carboxylate, are paired whichever way is nearer.
    """
    moved, still = (_side_chain(chain) for chain in (moving, fixed))
    renamed = {(number, _twin(moving, number, name)): place for (number, name), place in moved.items()}
    return np.sqrt(np.fmin(*(_mean_square(fit, one, still) for one in (moved, renamed))))


def _side_chain(chain: Chain) -> dict[tuple[int, str], np.ndarray]:
    atoms = chain.atoms
    rows = zip(atoms.number.tolist(), atoms.name.tolist(), atoms.xyz_A, strict=True)
    return {(number, name): place for number, name, place in rows if name not in BACKBONE}


def _twin(chain: Chain, number: int, name: str) -> str:
    pairs = TWINS.get(chain.residue(number).letter, {})
    return (pairs | {other: one for one, other in pairs.items()}).get(name, name)


def _mean_square(fit: Superposition, moved: dict, still: dict) -> np.ndarray:
    shared = sorted(key for key in set(moved) & set(still) if key[0] in fit.number)
    here = fit.apply(np.array([moved[key] for key in shared])) - np.array([still[key] for key in shared])
    place = np.searchsorted(fit.number, [number for number, _ in shared])
    count = np.bincount(place, minlength=len(fit.number))
    with np.errstate(invalid="ignore"):
        return np.bincount(place, np.sum(here**2, axis=1), len(fit.number)) / count

"""Backbone torsions φ and ψ: what a Ramachandran plot shows."""

from dataclasses import dataclass

import numpy as np

from il2course.arguments import together
from il2course.coordinates import Chain
from il2course.signature import typed
from il2course.structure.backbone import backbone


@dataclass(frozen=True)
class Torsions:
    """Torsions in degrees from −180 to 180, each of shape (n,); only residues that have both.

    Attributes
    ----------
    number
        residue numbers.
    phi_deg
        about N–CA: C of the residue before, N, CA, C.
    psi_deg
        about CA–C: N, CA, C, N of the residue after.
    """

    number: np.ndarray
    phi_deg: np.ndarray
    psi_deg: np.ndarray


@typed
def torsions(chain: Chain) -> Torsions:
    """φ and ψ of every residue with coordinates on both sides."""
    at = backbone(chain)
    phi = dihedral_deg(at.C[:-2], at.N[1:-1], at.CA[1:-1], at.C[1:-1])
    psi = dihedral_deg(at.N[1:-1], at.CA[1:-1], at.C[1:-1], at.N[2:])
    both = np.isfinite(phi + psi)
    return Torsions(at.numbers[1:-1][both], phi[both], psi[both])


@typed
def dihedral_deg(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Angle in degrees about b–c from a to d, by the rule of IUPAC: clockwise is positive; arrays of shape (…, 3).

    Raises
    ------
    ValueError
        when the points have no three coordinates or shapes that do not fit, or b and c are one point.
    """
    a, b, c, d = together(**{name: _corner(name, place) for name, place in zip("abcd", (a, b, c, d), strict=True)})
    if (b == c).all(axis=-1).any():
        raise ValueError("b and c must be two points, got one")
    along = (c - b) / np.linalg.norm(c - b, axis=-1, keepdims=True)
    before, after = np.cross(b - a, c - b), np.cross(c - b, d - c)
    sine = np.sum(np.cross(before, after) * along, axis=-1)
    return np.degrees(np.arctan2(sine, np.sum(before * after, axis=-1)))


def _corner(name: str, places: np.ndarray) -> np.ndarray:
    """Points of three coordinates; those of missing atoms are NaN."""
    array = np.asarray(places, dtype=float)
    if array.shape[-1:] != (3,):
        raise ValueError(f"{name} must be points of three coordinates, got shape {array.shape}")
    return array

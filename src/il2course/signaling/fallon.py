"""A culture of T cells that bind, swallow and use up IL-2: Fallon & Lauffenburger 2000.

Units are the paper's: minutes, pM, molecules per cell, cells per liter. In BioModels BIOMD0000000665 the endosome's
ligand is used up with the surface's kf, where mass balance wants the endosome's kfe. Both are here (`variant`), and
differ fifty-fold in that ligand after an hour at 10 pM.
"""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from il2course import facts
from il2course.arguments import increasing, non_negative, one_of, positive, some
from il2course.kinetics import Network, Trajectory
from il2course.signature import typed

NETWORK = Network.parse(
    """
    # one cell
    L + Rs -> L + Cs; kf                         # binds; the medium's loss is counted below
    Cs -> Rs; kr
    Cs -> Cs + Rs; ksyn                          # signal makes receptors
    -> Rs; Vs
    Rs -> Ri; kt                                 # uptake, empty and full
    Cs -> Ci; ke
    Li + Ri -> Li + Ci; kfe                      # binds in the endosome,
    Li + Ri -> Ri; kf_lost                       # which costs endosomal ligand: kfe in balance, kf as published
    Ci -> Ri + Li; kre
    Ri -> ; kh
    Ci -> Ld; kh                                 # degraded ligand
    Li -> ; kx                                   # recycled to the medium

    # all cells in a liter
    L + Y + Rs -> Y + Rs; kf
    Cs + Y -> Cs + Y + L; kr
    Y + Li -> Y + Li + L; kx
    -> Y; growth * excess(Cs, half, threshold)
    """,
    compartments={"endosome": ["Li"], "liter": ["L"]},
)
"""Rs, Cs surface receptor and complex; Ri, Ci the same inside; Li endosomal ligand, pM; Ld degraded ligand; L ligand in
the medium, pM; Y cells per liter. `endosome` and `liter` are the molecules that make 1 pM there."""

VARIANTS = ("published", "balanced")


@typed
@dataclass(frozen=True)
class Ligand:
    """IL-2 or a mutein, by what tells them apart.

    Attributes
    ----------
    kd_pM
        K_D on the surface.
    acid_fold
        dissociation in the endosome over that on the surface.
    acid_kd_pM
        K_D in the endosome.
    """

    name: str
    kd_pM: float
    acid_fold: float
    acid_kd_pM: float

    def __post_init__(self) -> None:
        for name in ("kd_pM", "acid_fold", "acid_kd_pM"):
            positive(name, getattr(self, name))


LIGANDS = MappingProxyType({name: Ligand(name, **row) for name, row in facts.fallon_ligands.value.items()})
"""IL-2 and 2D1, a mutein that binds a little tighter outside and lets go more readily inside."""


@typed
def constants(ligand: Ligand, variant: str = "published") -> dict[str, float]:
    """Every constant of `NETWORK`.

    Parameters
    ----------
    ligand
        IL-2, 2D1 or another.
    variant
        "published" (endosomal ligand lost with kf, as in BioModels) or "balanced" (with kfe).

    Raises
    ------
    ValueError, TypeError
        when there is no such variant, or the ligand is none.
    """
    rates = dict(facts.fallon_rates.value)
    volume_L, molecules_per_pmol = rates.pop("Ve"), facts.molecules_per_pmol.value
    kf, kre = rates["kr"] / ligand.kd_pM, rates["kr"] * ligand.acid_fold
    kfe = kre / ligand.acid_kd_pM
    lost = {"published": kf, "balanced": kfe}[one_of("variant", variant, VARIANTS)]
    sizes = {"endosome": volume_L * molecules_per_pmol, "liter": molecules_per_pmol}
    return {**rates, "kf": kf, "kre": kre, "kfe": kfe, "kf_lost": lost, **sizes}


def start() -> dict[str, float]:
    """The paper's culture at time 0, all but the ligand in the medium."""
    return dict(facts.fallon_start.value)


@typed
def simulate(
    dose_pM: np.ndarray,
    time_min: np.ndarray,
    ligand: Ligand = LIGANDS["IL2"],
    variant: str = "published",
    *,
    rtol: float = 1e-8,
    atol: float = 1e-10,
) -> Trajectory:
    """The culture from the paper's start, 250 000 cells per milliliter.

    Parameters
    ----------
    dose_pM
        IL-2 in the medium at the start, pM, ≥ 0, any shape.
    time_min
        increasing minutes, the first the start.
    ligand, variant
        as in `constants`.
    rtol, atol
        error allowed in a step.

    Returns
    -------
    Amounts of each species, (…doses, times).

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when the integrator gives up; the message names the dose.
    """
    initial = {**start(), "L": some("dose_pM", non_negative("dose_pM", dose_pM))}
    time = increasing("time_min", time_min)
    return NETWORK.simulate(initial, constants(ligand, variant), time, rtol=rtol, atol=atol)

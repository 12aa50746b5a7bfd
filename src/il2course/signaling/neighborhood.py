"""Who gets the IL-2: diffusion from one secreting cell, and consumption by the cells around it.

Around a cell of radius a that secretes q molecules a second into tissue where n cells per volume each clear k
volumes a second, the steady state is

    D ∇²c = k·n·c,   c(r) = A·exp(−(r − a)/λ)/r,   λ = √(D/(k·n))

λ is the reach. It is exact for a uniform density of consumers and needs no measurement; what is measured are
D (Busse 2010) and the receptor's rate constants. The density of consumers in tissue is not known here: it is the
caller's to state.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_banded
from scipy.special import lambertw

from il2course import facts
from il2course.arguments import at_least, instance, non_negative, number, positive, together
from il2course.kinetics import ConvergenceError
from il2course.receptor import SECONDS_PER_MINUTE
from il2course.signature import typed

PM_PER_M = 1e12
PM_PER_UM3 = PM_PER_M / 6.02214076e8  # pM that one molecule per µm³ makes
UM3_PER_MM3 = 1e9
DIFFUSION_UM2_PER_S = facts.il2_diffusion.value
ASSUMED_CELL_RADIUS_UM = 5.0  # a round number for a T cell
SECRETION_PER_S = facts.il2_secretion.value
KON_PER_M_S = facts.kon_high_affinity.value
HALF_LIFE_ON_RECEPTOR_MIN = facts.half_life_fallon.value
HALF_LIFE_TO_INSIDE_MIN = facts.tkach_model.value["endocytosis_half_life_h"] * SECONDS_PER_MINUTE
SHELLS = 400
MOST_SHELLS = 100_000
NEWTON_STEPS = 100
NEWTON_RTOL = 1e-12


# --- one cell that takes up ---


@typed
@dataclass(frozen=True)
class Uptake:
    """What one cell removes: rate(c) = k·c / (1 + c/K).

    Attributes
    ----------
    clearance_um3_per_s
        k: the volume that one cell clears each second at low concentration, µm³/s, ≥ 0.
    saturation_pM
        K: the concentration at which uptake is half of its most; infinite for uptake that never saturates.
    """

    clearance_um3_per_s: float
    saturation_pM: float = np.inf

    def __post_init__(self) -> None:
        non_negative("clearance_um3_per_s", number("clearance_um3_per_s", self.clearance_um3_per_s))
        if self.saturation_pM != np.inf:
            positive("saturation_pM", self.saturation_pM)

    @classmethod
    @typed
    def from_sites(
        cls,
        sites_per_cell: float,
        kon_per_M_s: float = KON_PER_M_S,
        half_life_min: float = HALF_LIFE_ON_RECEPTOR_MIN,
        inside_min: float = HALF_LIFE_TO_INSIDE_MIN,
    ) -> "Uptake":
        """Uptake by high-affinity receptors that are replaced as they go in.

        A bound molecule lets go (koff) or is taken in (ke):
        k = kon·sites·ke/(koff + ke), K = (koff + ke)/kon.

        Parameters
        ----------
        sites_per_cell
            high-affinity sites on the surface, ≥ 0.
        kon_per_M_s, half_life_min
            association and the half-life of the bound molecule: Wang and Smith 1987.
        inside_min
            half-time of internalization: 15 min, as in Tkach 2014 (measured 10–15, Robb and Greene 1987).
        """
        sites = float(non_negative("sites_per_cell", number("sites_per_cell", sites_per_cell)))
        kon = positive("kon_per_M_s", kon_per_M_s)
        koff = np.log(2) / (SECONDS_PER_MINUTE * positive("half_life_min", half_life_min))
        inside = np.log(2) / (SECONDS_PER_MINUTE * positive("inside_min", inside_min))
        per_site_um3_per_s = kon / PM_PER_M * PM_PER_UM3
        clearance = per_site_um3_per_s * sites * inside / (koff + inside)
        return cls(float(clearance), float((koff + inside) / kon * PM_PER_M))

    @property
    def most_per_s(self) -> float:
        """Molecules a second that the cell removes at most: k·K, infinite for uptake that never saturates."""
        return self.clearance_um3_per_s * self.saturation_pM / PM_PER_UM3 if self.clearance_um3_per_s else 0.0

    def per_s(self, concentration_pM: np.ndarray) -> np.ndarray:
        """Molecules a second that the cell removes at a concentration, pM, ≥ 0, any shape."""
        concentration = non_negative("concentration_pM", concentration_pM)
        return self.clearance_um3_per_s * concentration / PM_PER_UM3 / (1 + concentration / self.saturation_pM)

    def _slope(self, concentration_pM: np.ndarray) -> np.ndarray:
        """Change of `per_s` with the concentration in molecules per µm³."""
        return self.clearance_um3_per_s / (1 + concentration_pM / self.saturation_pM) ** 2


NONE = Uptake(0.0)
"""A cell that takes up nothing."""


@typed
def diffusion_limit_um3_per_s(
    radius_um: float = ASSUMED_CELL_RADIUS_UM, diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S
) -> float:
    """The volume that a sphere clears each second if every molecule that arrives stays: 4·π·D·a, µm³/s."""
    return 4 * np.pi * positive("diffusion_um2_per_s", diffusion_um2_per_s) * positive("radius_um", radius_um)


# --- the tissue around ---


@typed
@dataclass(frozen=True)
class Tissue:
    """Consumers spread evenly between cells that secrete.

    Attributes
    ----------
    consumers_per_mm3
        their density, cells per mm³, ≥ 0; 0 is an empty medium.
    uptake
        what each of them removes.
    diffusion_um2_per_s
        diffusion coefficient of IL-2 between the cells, µm²/s.
    """

    consumers_per_mm3: float
    uptake: Uptake
    diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S

    def __post_init__(self) -> None:
        non_negative("consumers_per_mm3", number("consumers_per_mm3", self.consumers_per_mm3))
        positive("diffusion_um2_per_s", self.diffusion_um2_per_s)

    @property
    def clearance_per_s(self) -> float:
        """k·n: the share of the IL-2 between the cells that is removed each second, at low concentration."""
        return self.consumers_per_mm3 / UM3_PER_MM3 * self.uptake.clearance_um3_per_s

    @property
    def reach_um(self) -> float:
        """λ = √(D/(k·n)), µm; infinite without consumers."""
        return float(reach_um(self.consumers_per_mm3, self.uptake.clearance_um3_per_s, self.diffusion_um2_per_s))

    @property
    def relaxation_min(self) -> float:
        """1/(k·n), minutes: how long IL-2 stays before a cell takes it, and how fast a gradient settles."""
        return 1 / self.clearance_per_s / SECONDS_PER_MINUTE if self.clearance_per_s else np.inf


@typed
def reach_um(
    consumers_per_mm3: np.ndarray,
    clearance_um3_per_s: np.ndarray,
    diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S,
) -> np.ndarray:
    """The diffusion–consumption length λ = √(D/(k·n)), µm, for any broadcasting shapes.

    Parameters
    ----------
    consumers_per_mm3
        density of the consuming cells, ≥ 0; where it is 0 the reach is infinite.
    clearance_um3_per_s
        volume that each clears a second, ≥ 0.
    diffusion_um2_per_s
        diffusion coefficient, > 0.
    """
    density, clearance = together(
        consumers_per_mm3=non_negative("consumers_per_mm3", consumers_per_mm3),
        clearance_um3_per_s=non_negative("clearance_um3_per_s", clearance_um3_per_s),
    )
    with np.errstate(divide="ignore"):
        return np.sqrt(positive("diffusion_um2_per_s", diffusion_um2_per_s) / (clearance * density / UM3_PER_MM3))


@typed
def consumers_for_reach_per_mm3(
    reach_um: np.ndarray, clearance_um3_per_s: float, diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S
) -> np.ndarray:
    """The density of consumers, cells per mm³, at which the reach is what is given: n = D/(k·λ²)."""
    length = non_negative("reach_um", reach_um)
    if (length == 0).any():
        raise ValueError("reach_um must be > 0, got 0.0")
    clearance = positive("clearance_um3_per_s", clearance_um3_per_s)
    return positive("diffusion_um2_per_s", diffusion_um2_per_s) / (clearance * length**2) * UM3_PER_MM3


# --- around one secreting cell, by formula ---


@typed
@dataclass(frozen=True)
class Secretor:
    """A cell that secretes, and may take up some of it again.

    Attributes
    ----------
    secretion_per_s
        molecules a second, ≥ 0; 7.5 is measured, and up to 30 times as much (Tkach 2014).
    clearance_um3_per_s
        what its own receptors clear, µm³/s, ≥ 0 (never saturating).
    radius_um
        its radius, µm.
    """

    secretion_per_s: float = SECRETION_PER_S
    clearance_um3_per_s: float = 0.0
    radius_um: float = ASSUMED_CELL_RADIUS_UM

    def __post_init__(self) -> None:
        non_negative("secretion_per_s", number("secretion_per_s", self.secretion_per_s))
        non_negative("clearance_um3_per_s", number("clearance_um3_per_s", self.clearance_um3_per_s))
        positive("radius_um", self.radius_um)


@dataclass(frozen=True)
class Budget:
    """Where the molecules of one secreting cell go, molecules a second: secreted = retaken + consumed + escaped."""

    secreted: float
    retaken: float
    consumed: float
    escaped: float


def _strength(secretor: Secretor, tissue: Tissue) -> float:
    """A of c(r) = A·exp(−(r − a)/λ)/r, from what leaves the surface: secretion less its own uptake."""
    instance("secretor", secretor, Secretor)
    instance("tissue", tissue, Tissue)
    outward = 4 * np.pi * tissue.diffusion_um2_per_s * (1 + secretor.radius_um / tissue.reach_um)
    return secretor.secretion_per_s / (outward + secretor.clearance_um3_per_s / secretor.radius_um)


def _outside(name: str, distance_um: np.ndarray, secretor: Secretor) -> np.ndarray:
    distance = non_negative(name, distance_um)
    if (distance < secretor.radius_um).any():
        raise ValueError(f"{name} must be >= the cell's radius {secretor.radius_um}, got {distance.min()}")
    return distance


@typed
def concentration_pM(distance_um: np.ndarray, secretor: Secretor, tissue: Tissue) -> np.ndarray:
    """IL-2 at steady state around one secreting cell, pM, at low concentration everywhere (uptake not saturated).

    Parameters
    ----------
    distance_um
        from the center of the cell, µm, at least its radius, any shape.
    secretor, tissue
        the cell and what is around it.

    Raises
    ------
    ValueError, TypeError
        when a distance lies inside the cell, or an argument is of another kind.
    """
    strength = _strength(secretor, tissue)
    distance = _outside("distance_um", distance_um, secretor)
    return strength * np.exp(-(distance - secretor.radius_um) / tissue.reach_um) / distance * PM_PER_UM3


@typed
def domain_um(threshold_pM: float, secretor: Secretor, tissue: Tissue) -> float:
    """How far from the cell's center IL-2 stays above a threshold, µm; 0 where it never reaches it.

    c(r) = threshold has the solution r = λ·W(A·exp(a/λ)/(λ·threshold)), W Lambert's function; without consumers
    r = A/threshold, the domain of a solitary cell (the question of Francis and Palsson 1997).
    """
    strength = _strength(secretor, tissue)
    ratio = strength / (positive("threshold_pM", threshold_pM) / PM_PER_UM3)
    reach, radius = tissue.reach_um, secretor.radius_um
    distance = ratio if reach == np.inf else float(reach * lambertw(ratio * np.exp(radius / reach) / reach).real)
    return distance if distance >= radius else 0.0


@typed
def budget(distance_um: float, secretor: Secretor, tissue: Tissue) -> Budget:
    """What the cell takes back, what is consumed within a distance of its center, and what gets beyond.

    The net flux through a sphere of radius r is 4·π·D·A·(1 + r/λ)·exp(−(r − a)/λ).
    """
    strength, reach = _strength(secretor, tissue), tissue.reach_um
    distance = float(_outside("distance_um", number("distance_um", distance_um), secretor))
    retaken = secretor.clearance_um3_per_s * strength / secretor.radius_um
    leaving = secretor.secretion_per_s - retaken
    decay = np.exp(-(distance - secretor.radius_um) / reach)
    escaped = float(4 * np.pi * tissue.diffusion_um2_per_s * strength * (1 + distance / reach) * decay)
    return Budget(secretor.secretion_per_s, retaken, leaving - escaped, escaped)


# --- the same by finite volumes, which can saturate ---


@dataclass(frozen=True)
class Profile:
    """A computed steady state: one value a shell, and the budget up to the last of them.

    Attributes
    ----------
    distance_um, concentration_pM
        arrays of shape (shells,); the first stands at the cell's surface.
    budget
        where the molecules go; what passes the last shell has escaped.
    """

    distance_um: np.ndarray
    concentration_pM: np.ndarray
    budget: Budget


@typed
def profile(secretor: Secretor, tissue: Tissue, *, farthest_um: float = 500.0, shells: int = SHELLS) -> Profile:
    """The steady state around one secreting cell by finite volumes, with the saturation of `tissue.uptake`.

    Shells grow geometrically from the surface to `farthest_um`; between two nodes the flux is that of 1/r, exact
    without consumers. Past the last node IL-2 falls as exp(−r/λ)/r, so nothing is reflected. Newton's method on
    the tridiagonal balance. With 400 shells and a reach of 10 µm or more the error is below 2e-5 of the
    concentration at the surface, and a quarter of that with twice the shells; nothing is lost to 1e-9.

    Parameters
    ----------
    secretor, tissue
        the cell and what is around it.
    farthest_um
        radius of the last node, µm, beyond the cell's.
    shells
        number of nodes, from 3 to 100,000.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when Newton's method does not converge.
    """
    at_least("shells", shells, 3, MOST_SHELLS)
    if positive("farthest_um", farthest_um) <= secretor.radius_um:
        raise ValueError(f"farthest_um must be > the cell's radius {secretor.radius_um}, got {float(farthest_um)}")
    nodes = np.geomspace(secretor.radius_um, farthest_um, shells)
    edges = np.concatenate([nodes[:1], np.sqrt(nodes[:-1] * nodes[1:]), nodes[-1:]])
    cells = 4 / 3 * np.pi * np.diff(edges**3) * tissue.consumers_per_mm3 / UM3_PER_MM3
    passing = 4 * np.pi * tissue.diffusion_um2_per_s / (1 / nodes[:-1] - 1 / nodes[1:])
    beyond = 4 * np.pi * tissue.diffusion_um2_per_s * farthest_um * (1 + farthest_um / tissue.reach_um)
    density = _balance(secretor, tissue.uptake, cells, passing, beyond)
    eaten = float(cells @ tissue.uptake.per_s(density * PM_PER_UM3))
    own = float(secretor.clearance_um3_per_s * density[0])
    gone = Budget(secretor.secretion_per_s, own, eaten, float(beyond * density[-1]))
    return Profile(nodes, density * PM_PER_UM3, gone)


def _balance(secretor: Secretor, uptake: Uptake, cells: np.ndarray, passing: np.ndarray, beyond: float) -> np.ndarray:
    """Molecules per µm³ in every shell at which what comes in goes out: Newton from nothing, never below zero.

    Uptake is concave and the start lies below the solution, so the steps overshoot and then fall to it.
    """
    source = np.zeros(cells.size)
    source[0] = secretor.secretion_per_s
    linear = np.zeros(cells.size)  # loss per molecule per µm³ other than to the consumers
    linear[0], linear[-1] = secretor.clearance_um3_per_s, beyond
    linear[:-1] += passing
    linear[1:] += passing
    density = np.zeros(cells.size)
    for _ in range(NEWTON_STEPS):
        slope = cells * uptake._slope(density * PM_PER_UM3)
        eaten = cells * uptake.per_s(density * PM_PER_UM3)
        banded = np.zeros((3, cells.size))
        banded[0, 1:], banded[1], banded[2, :-1] = -passing, linear + slope, -passing
        following = np.maximum(solve_banded((1, 1), banded, source - eaten + slope * density), 0.0)
        if (np.abs(following - density) <= NEWTON_RTOL * following.max()).all():
            return following
        density = following
    raise ConvergenceError(f"the profile around the secreting cell did not converge in {NEWTON_STEPS} steps")

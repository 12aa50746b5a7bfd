"""IL-2 on one cell: binding, uptake, recycling and signaling, after Farhat et al. 2021.

Nineteen states: nine species on the surface (amounts per cell), the same nine on endosomal membrane, and free ligand in
the endosome. Ligand outside is held constant. A complex with both β and γ is active; it signals from the surface, and
from the endosome at half strength. Cells start at rest without ligand.

Units: minutes, nM, molecules per cell. Every cycle of the network closes, on the surface and in the endosome.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from il2course import facts
from il2course.arguments import finite, fraction, increasing, non_negative, number, one_of, positive, some
from il2course.kinetics import Network, Trajectory
from il2course.receptor import FARHAT, SURFACE_NETWORK, ReceptorCounts, Surface
from il2course.signature import typed

CHAINS = {"A": "cd25", "B": "cd122", "G": "cd132"}
ACTIVE = ("LBG", "LABG")
ON_MEMBRANE = tuple(name for name in SURFACE_NETWORK.species if name != "L")
SAME_INSIDE = ("kon", "kfwd")
MOLECULES_PER_NM_FL = 0.602214076  # molecules in one femtoliter at one nanomolar


def inside(name: str) -> str:
    """The name of a species, or of a constant, in the endosome."""
    return name if name in SAME_INSIDE else f"{name}_e"


def _traffic(name: str) -> str:
    if name in ACTIVE:
        return f"{name} -> {inside(name)}; take_up_active\n{inside(name)} -> ; degrade"
    return f"{name} -> {inside(name)}; take_up\n{inside(name)} -> {name}; recycle\n{inside(name)} -> ; sort"


TRAFFIC_TEXT = "\n".join(
    [
        *(f"-> {chain}; express_{chain}" for chain in CHAINS),
        *map(_traffic, ON_MEMBRANE),
        "L_e -> ; degrade",
    ]
)
NETWORK = (
    (SURFACE_NETWORK + SURFACE_NETWORK.renamed(inside) + Network.parse(TRAFFIC_TEXT))
    .holding("L")
    .placed({"endosome": map(inside, ON_MEMBRANE), "lumen": ["L_e"]})
)
"""Surface, endosome and the traffic between them; `print(NETWORK)` shows every reaction."""


@typed
@dataclass(frozen=True)
class Trafficking:
    """How receptors and complexes enter the cell, come back, or are degraded.

    Attributes
    ----------
    take_up_per_min
        uptake of everything that is not active.
    extra_active_per_min
        what active complexes are taken up by on top of it; negative where they stay longer.
    recycle_per_min, sort_fraction
        return of inactive endosomal species, and the share that is sorted to degradation instead.
    degrade_per_min
        degradation of what is sorted, of active complexes and of endosomal ligand.
    endosome_area
        endosomal membrane over surface membrane.
    acid_fold
        every dissociation in the endosome is this much faster.
    molecules_per_nM
        molecules that make 1 nM in the endosome. Published 623, which is 1034 fL; the paper says 10 fL.
    endosomal_signal
        strength of an active complex in the endosome, on the surface 1, where both are counted per area of their
        membrane. With half the area inside, that counts every active molecule once, wherever it is.
    """

    take_up_per_min: float = facts.farhat_take_up.value
    extra_active_per_min: float = facts.farhat_extra_active.value
    recycle_per_min: float = facts.farhat_recycle.value
    sort_fraction: float = facts.farhat_sort_fraction.value
    degrade_per_min: float = facts.farhat_degrade.value
    endosome_area: float = facts.farhat_endosome_area.value
    acid_fold: float = facts.farhat_acid_fold.value
    molecules_per_nM: float = facts.farhat_molecules_per_nM.value
    endosomal_signal: float = facts.farhat_endosomal_signal.value

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name not in ("extra_active_per_min", "sort_fraction"):
                positive(field.name, getattr(self, field.name))
        fraction("sort_fraction", self.sort_fraction)
        extra = number("extra_active_per_min", self.extra_active_per_min)
        if extra <= -self.take_up_per_min:
            raise ValueError(f"extra_active_per_min must be > {-self.take_up_per_min}, minus the uptake, got {extra}")

    @property
    def constants(self) -> dict[str, float]:
        """The constants of `NETWORK` that are traffic, per minute, and the compartments' sizes."""
        return {
            "take_up": self.take_up_per_min,
            "take_up_active": self.take_up_per_min + self.extra_active_per_min,
            "recycle": self.recycle_per_min * (1 - self.sort_fraction),
            "sort": self.degrade_per_min * self.sort_fraction,
            "degrade": self.degrade_per_min,
            "endosome": self.endosome_area,
            "lumen": self.endosome_area * self.molecules_per_nM,
        }

    @property
    def active_half_life_min(self) -> float:
        """Time in which half of the active surface complexes enter the cell, min."""
        return np.log(2) / (self.take_up_per_min + self.extra_active_per_min)

    @property
    def receptor_half_life_min(self) -> float:
        """Time in which half of the receptors on a resting cell's surface are replaced by new ones, min."""
        k = self.constants
        return np.log(2) / (k["take_up"] * k["sort"] / (k["sort"] + k["recycle"]))

    @property
    def endosome_fL(self) -> float:
        """The endosomal volume that `molecules_per_nM` means, fL."""
        return self.molecules_per_nM / MOLECULES_PER_NM_FL

    @typed
    def with_endosome_fL(self, volume_fL: float) -> "Trafficking":
        """The same with another endosomal volume, such as the 10 fL that the paper states."""
        return replace(self, molecules_per_nM=positive("volume_fL", volume_fL) * MOLECULES_PER_NM_FL)

    @typed
    def with_active_half_life(self, half_life_min: float) -> "Trafficking":
        """The same with another half-time of uptake of active complexes, such as the 10–15 min that were measured."""
        uptake = np.log(2) / positive("half_life_min", half_life_min)
        return replace(self, extra_active_per_min=uptake - self.take_up_per_min)

    @typed
    def resting(self, surface_count: float) -> tuple[float, float]:
        """A chain's expression (per min) and endosomal amount that keep this many on the surface without ligand."""
        k = self.constants
        non_negative("surface_count", surface_count)
        expression = surface_count * k["take_up"] / (1 + k["recycle"] / k["sort"])
        return expression, expression / (k["sort"] * k["endosome"])


PUBLISHED = Trafficking()
"""The fitted constants of Farhat et al. 2021."""


@typed
@dataclass(frozen=True)
class Cell:
    """One cell: its receptors, what its surface binds with and how it traffics."""

    counts: ReceptorCounts
    surface: Surface = FARHAT
    trafficking: Trafficking = PUBLISHED

    @cached_property
    def constants(self) -> dict[str, float]:
        """Every constant of `NETWORK`."""
        outside = self.surface.constants
        acid = {inside(name): self.trafficking.acid_fold * k for name, k in outside.items() if name not in SAME_INSIDE}
        expressed = {f"express_{chain}": self._resting(chain)[0] for chain in CHAINS}
        return {**outside, **acid, **self.trafficking.constants, **expressed}

    @cached_property
    def start(self) -> dict[str, float]:
        """Amounts at rest, without ligand."""
        surface = {chain: float(getattr(self.counts, field)) for chain, field in CHAINS.items()}
        return {**surface, **{inside(chain): self._resting(chain)[1] for chain in CHAINS}}

    def _resting(self, chain: str) -> tuple[float, float]:
        return self.trafficking.resting(float(getattr(self.counts, CHAINS[chain])))


@typed
def cells(surface: Surface = FARHAT, trafficking: Trafficking = PUBLISHED) -> dict[str, Cell]:
    """Treg, Th, CD8 and NK with the unrounded receptor counts of the published model."""
    counts = facts.receptors_2021_model.value
    return {cell: Cell(ReceptorCounts(**row), surface, trafficking) for cell, row in counts.items()}


@typed
def yt1(surface: Surface = FARHAT, trafficking: Trafficking = PUBLISHED) -> Cell:
    """A YT-1 cell sorted for CD25, on which the loss of CD122 was measured (`facts.yt1_surface_cd122`)."""
    return Cell(ReceptorCounts(**facts.yt1_receptors.value), surface, trafficking)


@dataclass(frozen=True)
class Response:
    """What became of some cells at some doses: every array has shape (cells, doses, times)."""

    cells: Mapping[str, Cell]
    dose_nM: np.ndarray
    time_min: np.ndarray
    course: Trajectory

    def __getitem__(self, species: str) -> np.ndarray:
        return self.course[species]

    @property
    def surface_active(self) -> np.ndarray:
        """Active complexes on the surface, per cell."""
        return sum(self.course[name] for name in ACTIVE)

    @property
    def endosomal_active(self) -> np.ndarray:
        """Active complexes in the endosome, per cell and area of surface membrane."""
        return sum(self.course[inside(name)] for name in ACTIVE)

    @property
    def active(self) -> np.ndarray:
        """The model's signal: active complexes, those in the endosome at their lesser strength."""
        strength = np.array([cell.trafficking.endosomal_signal for cell in self.cells.values()])
        return self.surface_active + strength[:, None, None] * self.endosomal_active

    def on_surface(self, chain: str) -> np.ndarray:
        """All of one chain ("A" CD25, "B" CD122, "G" CD132) on the surface, free or bound, per cell."""
        one_of("chain", chain, CHAINS)
        return sum(self.course[name] for name in ON_MEMBRANE if chain in name)

    def ec50_nM(self, time_min: float) -> dict[str, float]:
        """By cell, the dose of half the response at one of the times; see `half_range_dose_nM`."""
        place = list(self.time_min).index(one_of("time_min", time_min, self.time_min))
        curves = self.active[:, :, place]
        return {name: half_range_dose_nM(self.dose_nM, curve) for name, curve in zip(self.cells, curves, strict=True)}


@typed
def simulate(
    cells: Mapping[str, Cell],
    dose_nM: np.ndarray,
    time_min: np.ndarray,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-6,
) -> Response:
    """All cells at all doses over time, integrated as one system.

    Parameters
    ----------
    cells
        by name; as many as you like, so draws of parameters are more cells.
    dose_nM
        ligand outside, held constant from time 0, nM, ≥ 0, shape (doses,).
    time_min
        increasing minutes, the first the start, shape (times,).
    rtol, atol
        error allowed in a step; 1e-3 suffices for a figure, 1e-10 for 1e-8 of the published curves.

    Raises
    ------
    ValueError, TypeError
        when a dose or a time makes no sense.
    ConvergenceError
        when the integrator gives up; the message names cell and dose.
    """
    starts, constants = [cell.start for cell in cells.values()], [cell.constants for cell in cells.values()]
    dose, course = run(NETWORK, cells, starts, constants, dose_nM, time_min, rtol=rtol, atol=atol)
    return Response(dict(cells), dose, course.time, course)


def run(
    network: Network,
    names: Iterable[str],
    starts: list[Mapping[str, float]],
    constants: list[Mapping[str, float]],
    dose_nM: np.ndarray,
    time_min: np.ndarray,
    *,
    rtol: float,
    atol: float,
) -> tuple[np.ndarray, Trajectory]:
    """Any network with the ligand L for cells, each with its start and constants, at doses: conditions cells × doses.

    Returns the doses, (doses,), and the time course, (cells, doses, times); raises like `simulate`.
    """
    dose = np.atleast_1d(some("dose_nM", non_negative("dose_nM", dose_nM)))
    if dose.ndim > 1:
        raise ValueError(f"dose_nM must be a number or a list, got shape {dose.shape}")
    if not starts:
        raise ValueError("cells must hold at least one cell, got none")
    time = increasing("time_min", time_min)
    labels = np.array([[f"{name} at {one:g} nM" for one in dose] for name in names], dtype=object)
    initial = {"L": np.tile(dose, (len(starts), 1)), **_columns(starts)}
    course = network.simulate(initial, _columns(constants), time, rtol=rtol, atol=atol, labels=labels)
    return dose, course


def _columns(rows: list[Mapping[str, float]]) -> dict[str, np.ndarray | float]:
    """By name, a number where all rows agree and else a column, (rows, 1)."""
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return {name: column[0] if (column == column[0]).all() else column[:, None] for name, column in columns.items()}


@typed
def half_range_dose_nM(dose_nM: np.ndarray, response: np.ndarray) -> float:
    """The lowest dose at which a curve passes the middle of its range, by interpolation in log dose, nM.

    Parameters
    ----------
    dose_nM
        increasing doses > 0, shape (n,).
    response
        one response a dose, shape (n,).

    Raises
    ------
    ValueError
        when the curve is flat, or starts in the upper half of its range.
    """
    dose, curve = increasing("dose_nM", dose_nM), finite("response", response)
    positive("dose_nM", dose[0])
    if curve.shape != dose.shape:
        raise ValueError(f"response must have one number a dose, shape {dose.shape}, got shape {curve.shape}")
    middle = (curve.min() + curve.max()) / 2
    after = int(np.argmax(curve >= middle))
    if after == 0:
        raise ValueError(f"response must rise above the middle of its range after the first dose, got {curve}")
    log_dose, before = np.log(dose), after - 1
    share = (middle - curve[before]) / (curve[after] - curve[before])
    return float(np.exp(log_dose[before] + share * (log_dose[after] - log_dose[before])))

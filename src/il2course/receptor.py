"""Lesson 2's science: IL-2 and its three-chain receptor.

IL-2 binds CD25 (IL-2Rα) and CD122 (IL-2Rβ) from solution; CD132 (γc) joins on the membrane. Two kinds of
constant meet here and must not be mixed: a `SolutionKd` in nM says how much ligand half-fills a chain, a
`MembraneKd` in receptors per cell says how many partners on the same cell half-fill a complex.

The surface model is the binding part of Farhat et al. 2021, Cell Reports (key farhat2021).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from il2course import facts
from il2course.arguments import increasing, instance, non_negative, number, one_of, positive, together
from il2course.kinetics import Network
from il2course.signature import typed
from il2course.trimer import Trimer, Weights, resting

CELLS = ("Treg", "Th", "CD8", "NK")
COUNT_TABLES = {"2021": "receptors_2021", "2023": "receptors_2023"}
SECONDS_PER_MINUTE = 60.0
NM_PER_M = 1e9
MOLECULES_PER_NM_ML = 6.02214076e11  # molecules in one milliliter at one nanomolar
SATURATING_DOSE_NM = 1e4
LEAST_LOG_DOSE, LOG_DOSE_STEP = -12.0, 0.2  # log10 nM, where and how closely the half-maximal dose is looked for
FALSE_POSITIONS, HALF_RTOL = 12, 1e-8
ATOL, LEAST_ATOL = 1e-10, 1e-300  # complexes per cell
LOOKS_MIN = 240.0 * 8.0 ** np.arange(9)  # how long after a wash the half is looked for, each where the last was short

SURFACE_NETWORK = Network.parse(
    """
    L + A <-> LA;      kon, k1        # ligand meets CD25
    L + B <-> LB;      kon, k2        # ligand meets CD122
    LA + G <-> LAG;    kfwd, k4       # then everything happens on the membrane
    LB + G <-> LBG;    kfwd, k5
    LA + B <-> LAB;    kfwd, k11
    LB + A <-> LAB;    kfwd, k12
    LAB + G <-> LABG;  kfwd, k10
    LAG + B <-> LABG;  kfwd, k9
    LBG + A <-> LABG;  kfwd, k8
    """,
    held=("L",),
)
COMPLEXES = ("LA", "LB", "LAG", "LBG", "LAB", "LABG")
ENGAGED = ("LBG", "LABG")  # both signaling chains, β and γ, on one ligand


# --- constants, kept apart by type ---


@typed
@dataclass(frozen=True)
class SolutionKd:
    """Dissociation constant against ligand in solution, nM."""

    nM: float

    def __post_init__(self) -> None:
        positive("nM", self.nM)

    @typed
    def times(self, fold: float) -> "SolutionKd":
        """The constant `fold` times as large: weaker binding for fold > 1."""
        return SolutionKd(self.nM * positive("fold", fold))


@typed
@dataclass(frozen=True)
class MembraneKd:
    """Dissociation constant between two partners on one membrane, receptors per cell."""

    per_cell: float

    def __post_init__(self) -> None:
        positive("per_cell", self.per_cell)


@dataclass(frozen=True)
class Affinities:
    """The affinities that experiments give, each a `SolutionKd`; closure gives the rest.

    Attributes
    ----------
    alpha, beta
        IL-2 and CD25, IL-2 and CD122.
    beta_after_alpha
        (IL-2·α) and β.
    gamma_after_beta
        (IL-2·β) and γc.
    gamma_after_alpha_beta
        (IL-2·α·β) and γc.
    """

    alpha: SolutionKd
    beta: SolutionKd
    beta_after_alpha: SolutionKd
    gamma_after_beta: SolutionKd
    gamma_after_alpha_beta: SolutionKd

    def __post_init__(self) -> None:
        for field in fields(self):
            instance(field.name, getattr(self, field.name), SolutionKd)

    @property
    def alpha_after_beta(self) -> SolutionKd:
        """(IL-2·β) and α, by closure: both ways round to IL-2·α·β release the same free energy.

        K(α) · K(β after α) = K(β) · K(α after β)
        """
        return SolutionKd(self.alpha.nM * self.beta_after_alpha.nM / self.beta.nM)

    @property
    def alpha_after_beta_gamma(self) -> SolutionKd:
        """(IL-2·β·γ) and α, by closure: K(α after β) · K(γ after αβ) = K(γ after β) · K(α after βγ)."""
        return SolutionKd(self.alpha_after_beta.nM * self.gamma_after_alpha_beta.nM / self.gamma_after_beta.nM)


CALORIMETRY = Affinities(
    alpha=SolutionKd(facts.kd_alpha.value),
    beta=SolutionKd(facts.kd_beta.value),
    beta_after_alpha=SolutionKd(facts.kd_beta_after_alpha.value),
    gamma_after_beta=SolutionKd(facts.kd_gamma_after_beta.value),
    gamma_after_alpha_beta=SolutionKd(facts.kd_gamma_after_alpha_beta.value),
)
"""Rickert 2004, isothermal titration calorimetry, as used by Farhat 2021."""

BIOSENSOR = replace(
    CALORIMETRY, alpha=SolutionKd(facts.kd_alpha_biosensor.value), beta=SolutionKd(facts.kd_beta_biosensor.value)
)
"""Single-chain affinities from Myszka 1996, surface plasmon resonance; the later steps as in `CALORIMETRY`."""

EQUAL_GAMMA = replace(CALORIMETRY, gamma_after_alpha_beta=CALORIMETRY.gamma_after_beta)
"""γc joins IL-2·β and IL-2·α·β alike, as the biosensor of Liparoto 2002 found; the rest as in `CALORIMETRY`."""

AFFINITIES = MappingProxyType(
    {
        "calorimetry": CALORIMETRY,
        "biosensor α": replace(CALORIMETRY, alpha=BIOSENSOR.alpha),
        "biosensor β": replace(CALORIMETRY, beta=BIOSENSOR.beta),
        "biosensor α and β": BIOSENSOR,
        "equal γc steps": EQUAL_GAMMA,
    }
)
"""The published alternatives, by the name a student chooses."""


@typed
@dataclass(frozen=True)
class Surface:
    """Affinities carried over to a cell membrane: all rate constants of `SURFACE_NETWORK`.

    Attributes
    ----------
    affinities
        solution constants; the membrane steps are scaled from them.
    kon_per_nM_min
        association of ligand from solution, nM⁻¹ min⁻¹.
    kfwd_per_cell_min
        association on the membrane, (receptors per cell)⁻¹ min⁻¹.
    per_cell_per_nM
        receptors per cell that equal 1 nM of solution constant.
    gamma_after_alpha
        (IL-2·α) and γc, for which calorimetry has no value.
    """

    affinities: Affinities
    kon_per_nM_min: float = facts.kon_solution.value
    kfwd_per_cell_min: float = facts.kfwd_membrane.value
    per_cell_per_nM: float = (
        facts.koff_gamma_after_beta.value / facts.kfwd_membrane.value / facts.kd_gamma_after_beta.value
    )
    gamma_after_alpha: MembraneKd = MembraneKd(facts.koff_gamma_after_alpha.value / facts.kfwd_membrane.value)

    def __post_init__(self) -> None:
        for name in ("kon_per_nM_min", "kfwd_per_cell_min", "per_cell_per_nM"):
            positive(name, getattr(self, name))

    def on_membrane(self, kd: SolutionKd) -> MembraneKd:
        """A solution constant as it acts between partners on this membrane."""
        return MembraneKd(instance("kd", kd, SolutionKd).nM * self.per_cell_per_nM)

    @cached_property
    def constants(self) -> Mapping[str, float]:
        """Every rate constant of `SURFACE_NETWORK`, per minute; all cycles close exactly.

        The off-rates of the detours follow from closure:
        k12 = k1·k11/k2, k9 = k10·k11/k4, k8 = k10·k12/k5.
        """
        k = {"kon": self.kon_per_nM_min, "kfwd": self.kfwd_per_cell_min}
        k["k1"] = self.kon_per_nM_min * self.affinities.alpha.nM
        k["k2"] = self.kon_per_nM_min * self.affinities.beta.nM
        k["k4"] = self.kfwd_per_cell_min * self.gamma_after_alpha.per_cell
        k["k5"] = self._koff(self.affinities.gamma_after_beta)
        k["k10"] = self._koff(self.affinities.gamma_after_alpha_beta)
        k["k11"] = self._koff(self.affinities.beta_after_alpha)
        k["k12"] = k["k1"] * k["k11"] / k["k2"]
        k["k9"] = k["k10"] * k["k11"] / k["k4"]
        k["k8"] = k["k10"] * k["k12"] / k["k5"]
        return MappingProxyType(k)

    def _koff(self, kd: SolutionKd) -> float:
        return self.kfwd_per_cell_min * self.on_membrane(kd).per_cell


FARHAT = Surface(CALORIMETRY)
"""The surface of Farhat et al. 2021: calorimetry's affinities."""


# --- cells ---


@typed
@dataclass(frozen=True)
class ReceptorCounts:
    """Receptor chains on the surface of one cell, molecules per cell: numbers, or arrays that broadcast."""

    cd25: float | np.ndarray
    cd122: float | np.ndarray
    cd132: float | np.ndarray

    def __post_init__(self) -> None:
        for field in fields(self):
            non_negative(field.name, getattr(self, field.name))
        together(cd25=self.cd25, cd122=self.cd122, cd132=self.cd132)

    @property
    def shape(self) -> tuple[int, ...]:
        """What the three counts broadcast to; () for one cell."""
        return np.broadcast_shapes(*(np.shape(getattr(self, field.name)) for field in fields(self)))

    def of_one_cell(self) -> "ReceptorCounts":
        """The same counts, if they are those of a single cell.

        Raises
        ------
        ValueError
            when they are lists.
        """
        if self.shape:
            raise ValueError(f"counts must be those of one cell, got an array of shape {self.shape}")
        return self

    def of_a_cell_that_signals(self) -> "ReceptorCounts":
        """The same counts, if every cell has both signaling chains.

        Raises
        ------
        ValueError
            when one has no CD122 or no CD132.
        """
        if not np.all(self.cd122) or not np.all(self.cd132):
            raise ValueError(f"counts must have CD122 and CD132 to signal, got {self.cd122} and {self.cd132}")
        return self


@typed
def cells(table: str = "2021") -> dict[str, ReceptorCounts]:
    """Receptor counts of Treg, Th, CD8 and NK cells from human blood.

    Parameters
    ----------
    table
        "2021" (Farhat et al. 2021) or "2023" (the same laboratory, later); they disagree, see lesson 2.

    Raises
    ------
    ValueError
        when there is no such table.
    """
    rows = facts.lookup(COUNT_TABLES[one_of("table", table, COUNT_TABLES)])
    return {cell: ReceptorCounts(**rows[cell]) for cell in CELLS}


# --- one chain, one ligand ---


@typed
def occupancy(dose_nM: np.ndarray, kd_nM: float) -> np.ndarray:
    """Share of receptors that hold ligand at equilibrium: dose / (dose + K_D).

    `dose_nM` is free ligand, nM, ≥ 0, any shape; `kd_nM` > 0. Raises ValueError or TypeError otherwise.
    """
    dose = non_negative("dose_nM", dose_nM)
    return dose / (dose + positive("kd_nM", kd_nM))


@typed
@dataclass(frozen=True)
class Binding:
    """One ligand, one kind of site: rate constants as kinetic experiments print them.

    Attributes
    ----------
    kon_per_M_s
        association, M⁻¹ s⁻¹.
    koff_per_s
        dissociation, s⁻¹.
    """

    kon_per_M_s: float
    koff_per_s: float

    def __post_init__(self) -> None:
        positive("kon_per_M_s", self.kon_per_M_s)
        positive("koff_per_s", self.koff_per_s)

    @classmethod
    @typed
    def from_half_life(cls, half_life_min: float, kd_nM: float) -> "Binding":
        """The kinetics of a site whose complex has this half-life (min) and this K_D (nM)."""
        koff = np.log(2) / (positive("half_life_min", half_life_min) * SECONDS_PER_MINUTE)
        return cls(koff / (positive("kd_nM", kd_nM) / NM_PER_M), koff)

    @property
    def kd_nM(self) -> float:
        """koff / kon, nM."""
        return self.koff_per_s / self.kon_per_M_s * NM_PER_M

    @property
    def half_life_min(self) -> float:
        """Time in which half of the complexes fall apart, min."""
        return np.log(2) / self.koff_per_s / SECONDS_PER_MINUTE

    @typed
    def rate_per_s(self, dose_nM: float) -> float:
        """How fast binding approaches equilibrium at a dose: kon·dose + koff, s⁻¹."""
        return self.kon_per_M_s * non_negative("dose_nM", dose_nM) / NM_PER_M + self.koff_per_s


@typed
def association(time_s: np.ndarray, dose_nM: float, binding: Binding) -> np.ndarray:
    """Share of sites occupied after ligand at a constant dose arrives at time 0.

    Parameters
    ----------
    time_s
        seconds, ≥ 0, any shape.
    dose_nM
        free ligand, nM, ≥ 0, in the shape of `time_s` or a single number.
    binding
        rate constants.

    Raises
    ------
    ValueError, TypeError
        when a time or dose is negative or no number.
    """
    time, dose = non_negative("time_s", time_s), non_negative("dose_nM", dose_nM)
    return occupancy(dose, binding.kd_nM) * -np.expm1(-binding.rate_per_s(dose) * time)


@typed
def dissociation(time_s: np.ndarray, binding: Binding) -> np.ndarray:
    """Share of complexes left after the ligand is washed away at time 0; arguments as in `association`."""
    return np.exp(-instance("binding", binding, Binding).koff_per_s * non_negative("time_s", time_s))


@typed
def sensorgram(
    time_s: np.ndarray,
    dose_nM: float,
    binding: Binding,
    *,
    injection_s: float = 120.0,
    rmax_RU: float = 100.0,
    noise_RU: float = 0.0,
    seed: int = 0,
) -> np.ndarray:
    """A simulated surface-plasmon record: ligand flows until `injection_s`, then buffer.

    Parameters
    ----------
    time_s
        increasing seconds from the start of the injection, shape (n,).
    dose_nM
        ligand in the flow, nM, ≥ 0.
    binding
        rate constants of the chain on the chip.
    injection_s
        length of the injection, s.
    rmax_RU
        response of a fully occupied chip, response units.
    noise_RU
        standard deviation of the added normal noise, response units.
    seed
        of the noise; the same seed gives the same record.

    Returns
    -------
    Response in RU, shape (n,).
    """
    time = non_negative("time_s", increasing("time_s", time_s))
    dose, stop = float(non_negative("dose_nM", number("dose_nM", dose_nM))), positive("injection_s", injection_s)
    noise = float(non_negative("noise_RU", number("noise_RU", noise_RU)))
    non_negative("seed", seed)
    rising = association(np.minimum(time, stop), dose, binding)
    falling = dissociation(np.maximum(time - stop, 0.0), binding)
    record = positive("rmax_RU", rmax_RU) * rising * falling
    return record + noise * np.random.default_rng(seed).standard_normal(time.size)


# --- three chains on a cell ---


@dataclass(frozen=True)
class Bound:
    """What sits on a cell at equilibrium, molecules per cell, one value a dose.

    `bound["LABG"]` is one species: L ligand, A CD25, B CD122, G CD132.
    """

    dose_nM: np.ndarray
    species: Mapping[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.species[one_of("species", name, self.species)]

    @property
    def engaged(self) -> np.ndarray:
        """Signaling complexes, with β and γ: L·β·γ + L·α·β·γ."""
        return sum(self.species[name] for name in ENGAGED)

    @property
    def ligand(self) -> np.ndarray:
        """All ligand on the cell, whatever holds it."""
        return sum(self.species[name] for name in COMPLEXES)


@typed
def bound(
    dose_nM: np.ndarray,
    counts: ReceptorCounts,
    surface: Surface = FARHAT,
    cells_per_mL: float | None = None,
) -> Bound:
    """Equilibrium of IL-2 with the three chains of one cell.

    Every chain is conserved. Without `cells_per_mL` the bath is large and free ligand stays at the dose;
    with it, cells at that density share the ligand and deplete it.

    Parameters
    ----------
    dose_nM
        ligand added, nM, ≥ 0, any shape.
    counts
        receptor chains per cell.
    surface
        affinities on the membrane.
    cells_per_mL
        cell density, or None.

    Raises
    ------
    ValueError, TypeError
        when a dose or density is negative or no number, or doses and counts have shapes that do not fit together.
    """
    dose = non_negative("dose_nM", dose_nM)
    dose, *_ = together(dose_nM=dose, cd25=counts.cd25, cd122=counts.cd122, cd132=counts.cd132)
    start = {"A": counts.cd25, "B": counts.cd122, "G": counts.cd132}
    constants = instance("surface", surface, Surface).constants
    if cells_per_mL is None:
        return Bound(dose, {"L": dose, **_at(dose, counts, surface).species})
    share = MOLECULES_PER_NM_ML / positive("cells_per_mL", cells_per_mL)  # molecules per cell in 1 nM
    shared = {**constants, "kon": constants["kon"] / share}
    species = replace(SURFACE_NETWORK, held=()).equilibrium({"L": dose * share, **start}, shared)
    return Bound(dose, {**species, "L": species["L"] / share})


def _at(dose_nM: np.ndarray, counts: ReceptorCounts, surface: Surface, near: np.ndarray | None = None) -> Trimer:
    """The cell where free ligand stays at the dose; `near` as in `trimer.resting`."""
    chains = (np.asarray(getattr(counts, field.name), dtype=float) for field in fields(counts))
    return resting(Weights.at(dose_nM, surface.constants), *chains, near)


@typed
def most_engaged(counts: ReceptorCounts, surface: Surface = FARHAT) -> np.ndarray:
    """The most signaling complexes a cell can have at any dose up to 10 µM, in the shape of the counts.

    Usually that is at the highest dose. A cell with more CD25 than γc can have it earlier: at very high doses
    each chain holds a ligand of its own and fewer are shared.

    Raises
    ------
    ValueError
        when a cell cannot signal (no CD122 or no CD132).
    """
    return _along_doses(counts, surface)[1].engaged.max(axis=0)


def _along_doses(counts: ReceptorCounts, surface: Surface) -> tuple[np.ndarray, Trimer]:
    """log10 of a range of doses (nM), shape (doses,), and the cells there, shape (doses, …counts)."""
    instance("counts", counts, ReceptorCounts)
    counts.of_a_cell_that_signals()
    log_dose = np.arange(LEAST_LOG_DOSE, np.log10(SATURATING_DOSE_NM) + LOG_DOSE_STEP / 2, LOG_DOSE_STEP)
    return log_dose, _at(10.0 ** log_dose.reshape(-1, *[1] * len(counts.shape)), counts, surface)


@typed
def engaged_share(dose_nM: np.ndarray, counts: ReceptorCounts, surface: Surface = FARHAT) -> np.ndarray:
    """Signaling complexes as a share of the most the cell can have, in the shape of `dose_nM`; raises like `bound`."""
    return bound(dose_nM, counts, surface).engaged / most_engaged(counts, surface)


@typed
def half_maximal_dose_nM(counts: ReceptorCounts, surface: Surface = FARHAT) -> np.ndarray:
    """Dose at which the cell has half of the signaling complexes it can have, nM; ligand held constant.

    This is the "apparent K_D" of a cell: it depends on the number of receptors as well as on affinities. The
    lowest such dose, found by false position (Illinois) in log dose to a relative accuracy of 1e-7; in the shape of
    the counts.

    Raises
    ------
    ValueError
        when a cell cannot signal (no CD122 or no CD132).
    """
    log_dose, along = _along_doses(counts, surface)
    engaged = along.engaged
    half = engaged.max(axis=0) / 2
    first = np.maximum((engaged >= half).argmax(axis=0), 1)
    low, high = log_dose[first - 1], log_dose[first]
    below, above = (np.log(np.take_along_axis(engaged, at[None], 0)[0] / half) for at in (first - 1, first))
    free_gamma = np.take_along_axis(along.free_gamma, first[None], 0)[0]
    was_under = np.full(half.shape, -1)  # neither yet
    for _ in range(FALSE_POSITIONS):
        middle = high - above * (high - low) / (above - below)
        cell = _at(10.0**middle, counts, surface, free_gamma)
        value, free_gamma = np.log(cell.engaged / half), cell.free_gamma
        if (np.abs(value) <= HALF_RTOL).all():
            break
        under = value < 0
        stuck = np.where(under == was_under, 0.5, 1.0)  # Illinois: halve the end that has not moved twice running
        below, above = np.where(under, value, below * stuck), np.where(under, above * stuck, value)
        low, high = np.where(under, middle, low), np.where(under, high, middle)
        was_under = under
    return 10.0**middle


@typed
def capture_fold(counts: ReceptorCounts, surface: Surface = FARHAT) -> np.ndarray:
    """How many times less IL-2 a cell needs because it carries CD25: half-maximal dose without over with it."""
    cd25 = np.broadcast_to(counts.cd25, counts.shape)
    without, needed = half_maximal_dose_nM(replace(counts, cd25=np.stack([0 * cd25, cd25])), surface)
    return without / needed


@typed
def engagement_course(
    time_min: np.ndarray,
    dose_nM: float,
    counts: ReceptorCounts,
    surface: Surface = FARHAT,
    wash_min: float | None = None,
) -> np.ndarray:
    """Signaling complexes per cell over time: ligand arrives at 0 and is washed away at `wash_min`.

    Surface binding alone: no uptake, no new receptors. A wash removes free ligand at once and for good.

    Parameters
    ----------
    time_min
        increasing minutes from 0, shape (n,).
    dose_nM
        ligand held constant until the wash, nM.
    counts, surface
        as in `bound`, of one cell.
    wash_min
        when the ligand goes, min; None for never.

    Returns
    -------
    Complexes per cell, shape (n,).
    """
    time = non_negative("time_min", increasing("time_min", time_min))
    dose = float(non_negative("dose_nM", number("dose_nM", dose_nM)))
    stop = time[-1] if wash_min is None else positive("wash_min", wash_min)
    counts.of_one_cell()
    start = {"L": dose, "A": counts.cd25, "B": counts.cd122, "G": counts.cd132}
    before = np.unique(np.concatenate([[0.0], time[time <= stop], [stop]]))
    rise = SURFACE_NETWORK.simulate(start, surface.constants, before)
    engaged = sum(rise[name] for name in ENGAGED)
    course = np.interp(time, before, engaged)
    after = time[time > stop]
    if after.size:
        washed = {name: max(float(rise[name][-1]), 0.0) for name in rise.species} | {"L": 0.0}
        fall = SURFACE_NETWORK.simulate(washed, surface.constants, np.concatenate([[stop], after]))
        course[time > stop] = sum(fall[name] for name in ENGAGED)[1:]
    return course


@typed
def wash_half_life_min(dose_nM: float, counts: ReceptorCounts, surface: Surface = FARHAT) -> float:
    """Minutes after a wash in which half of the equilibrium's signaling complexes come apart.

    Raises
    ------
    ValueError
        when the counts are not those of one cell, it cannot signal (no CD122 or no CD132), or its complexes last
        for millennia.
    """
    counts.of_one_cell().of_a_cell_that_signals()
    state = bound(np.array(positive("dose_nM", dose_nM)), counts, surface)
    washed = {name: float(amount) for name, amount in state.species.items()} | {"L": 0.0}
    atol = max(ATOL * min(float(state.engaged), 1.0), LEAST_ATOL)  # the fewest complexes come apart as many do
    for longest_min in LOOKS_MIN:
        time = np.linspace(0.0, longest_min, 2401)
        fall = SURFACE_NETWORK.simulate(washed, surface.constants, time, atol=atol)
        engaged = sum(fall[name] for name in ENGAGED)
        if engaged[-1] < engaged[0] / 2:
            return float(np.interp(-engaged[0] / 2, -engaged, time))
    raise ValueError(f"half of the complexes must come apart within {LOOKS_MIN[-1]:g} min, got {engaged[-1]:g} left")


# --- engineered ligands ---


@typed
@dataclass(frozen=True)
class Mutein:
    """An engineered IL-2 as changes of affinity: each fold multiplies a K_D, so 10 is ten times weaker.

    A change in the β site weakens β wherever it joins (alone and after α), one in the γ site likewise.
    """

    name: str
    alpha_fold: float = 1.0
    beta_fold: float = 1.0
    gamma_fold: float = 1.0

    def __post_init__(self) -> None:
        for fold in ("alpha_fold", "beta_fold", "gamma_fold"):
            positive(fold, getattr(self, fold))

    def on(self, surface: Surface = FARHAT) -> Surface:
        """The surface as this mutein meets it."""
        wild = instance("surface", surface, Surface).affinities
        affinities = Affinities(
            alpha=wild.alpha.times(self.alpha_fold),
            beta=wild.beta.times(self.beta_fold),
            beta_after_alpha=wild.beta_after_alpha.times(self.beta_fold),
            gamma_after_beta=wild.gamma_after_beta.times(self.gamma_fold),
            gamma_after_alpha_beta=wild.gamma_after_alpha_beta.times(self.gamma_fold),
        )
        gamma = MembraneKd(surface.gamma_after_alpha.per_cell * self.gamma_fold)
        return replace(surface, affinities=affinities, gamma_after_alpha=gamma)


WILD_TYPE = Mutein("wild type")

"""Regulatory against effector T cells: one cytokine, two feedbacks, a switch and an amplifier.

IL-2 raises the receptor that catches it. Both kinds of cell follow one equation, after the idea of Busse 2010
(the paper's parameters are not used): with B occupied sites, a cell moves towards

    f(B) = low + (high − low)·Bⁿ/(halfⁿ + Bⁿ)   sites, at the turnover of the receptor (Tkach 2014).

Feedback alone makes no switch. Where IL-2 is held, the steepest that ln f can rise with ln B is
n·(√F − 1)/(√F + 1), with F = high/low: below F = ((n + 1)/(n − 1))² there is one state at every dose. A Th cell
that starts with few receptors lies above that bound and switches; a Treg that starts with many lies below it and
answers in proportion. How IL-2 is bound and taken in is measured; **the sites and the feedback are illustrative**.
"""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from il2course import facts
from il2course.arguments import at_least, increasing, instance, non_negative, number, one_of, positive, together
from il2course.kinetics import ConvergenceError
from il2course.signaling.culture import MOLECULES_PER_M_UL, SECONDS_PER_HOUR
from il2course.signaling.field import Cells, Exchange, influence
from il2course.signaling.neighborhood import (
    ASSUMED_CELL_RADIUS_UM,
    DIFFUSION_UM2_PER_S,
    PM_PER_M,
    PM_PER_UM3,
    SECRETION_PER_S,
    Uptake,
)
from il2course.signature import typed

SITE = Uptake.from_sites(1.0)
"""What one high-affinity site clears, and the concentration that half-fills it (Wang and Smith 1987)."""

TURNOVER_PER_H = float(np.log(2) / facts.tkach_model.value["receptor_half_life_h"])
STARTS = ("low", "high")
MOST_STEPS = 20_000
SETTLED = 1e-9
DAMPING = 0.5
UL_PER_ML = 1e3
FEWEST_OCCUPIED, NEARLY_ALL, STATES = 0.1, 1 - 1e-4, 4001  # the states that a branch follows


@typed
@dataclass(frozen=True)
class Responder:
    """How a kind of cell answers to IL-2. The numbers are illustrative; no measurement fixes them.

    Attributes
    ----------
    sites_low, sites_high
        high-affinity sites per cell without IL-2 and with plenty.
    half_occupied
        occupied sites at which half of the rise is reached.
    hill
        steepness n of the feedback.
    """

    sites_low: float
    sites_high: float
    half_occupied: float
    hill: float

    def __post_init__(self) -> None:
        for name in ("sites_low", "half_occupied", "hill"):
            positive(name, getattr(self, name))
        if positive("sites_high", self.sites_high) < self.sites_low:
            raise ValueError(f"sites_high must be >= sites_low ({self.sites_low}), got {float(self.sites_high)}")

    @property
    def steepest(self) -> float:
        """The most that ln(sites) rises with ln(occupied): n·(√F − 1)/(√F + 1). Above 1 there is a switch."""
        root = np.sqrt(self.sites_high / self.sites_low)
        return float(self.hill * (root - 1) / (root + 1))

    def target_sites(self, occupied: np.ndarray) -> np.ndarray:
        """f(B): the sites that a cell with B occupied ones moves towards, any shape."""
        return _target(
            non_negative("occupied", occupied), self.sites_low, self.sites_high, self.half_occupied, self.hill
        )


def _target(occupied: np.ndarray, low: np.ndarray, high: np.ndarray, half: np.ndarray, hill: np.ndarray) -> np.ndarray:
    risen = occupied**hill
    return low + (high - low) * risen / (half**hill + risen)


ILLUSTRATIVE_TH = Responder(sites_low=300.0, sites_high=10_000.0, half_occupied=1_000.0, hill=3.0)
"""A Th cell: few sites, a 33-fold rise."""

ILLUSTRATIVE_TREG = Responder(sites_low=3_000.0, sites_high=10_000.0, half_occupied=1_000.0, hill=3.0)
"""A Treg: ten times the sites at rest, the same ceiling, the same feedback; a 3.3-fold rise."""


def occupied_share(il2_pM: np.ndarray) -> np.ndarray:
    """Share of the high-affinity sites that hold IL-2 while it is bound, released and taken in: c/(K + c)."""
    dose = non_negative("il2_pM", il2_pM)
    return dose / (dose + SITE.saturation_pM)


# --- IL-2 held at a dose ---


@dataclass(frozen=True)
class Answer:
    """A cell at rest in held IL-2; arrays in the shape of the dose."""

    il2_pM: np.ndarray
    sites: np.ndarray
    occupied: np.ndarray
    uptake_per_s: np.ndarray


@typed
def answer(responder: Responder, il2_pM: np.ndarray, start: str = "low") -> Answer:
    """The steady state of a cell in IL-2 that something holds, from few receptors or from many.

    Where the two starts end apart, the cell remembers where it came from: a switch.

    Parameters
    ----------
    responder
        the kind of cell.
    il2_pM
        concentration, ≥ 0, any shape.
    start
        "low" or "high": the sites it starts with.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when the cell does not come to rest.
    """
    share = occupied_share(il2_pM)
    sites = np.full(share.shape, responder.sites_low if _low(start) else responder.sites_high)
    for _ in range(MOST_STEPS):
        following = responder.target_sites(sites * share)
        if (np.abs(following - sites) <= SETTLED * sites).all():
            uptake = following * SITE.per_s(il2_pM)
            return Answer(np.asarray(il2_pM, dtype=float), following, following * share, uptake)
        sites = following
    raise ConvergenceError(f"the cell did not come to rest in {MOST_STEPS} steps")


def _low(start: str) -> bool:
    return one_of("start", start, STARTS) == "low"


# --- cells beside each other ---


@dataclass(frozen=True)
class Pair:
    """A secreting Th cell and one Treg at steady state; arrays in the shape of the conditions.

    Attributes
    ----------
    th_sites, th_occupied, th_pM
        receptors, occupied receptors and IL-2 at the surface of the Th cell.
    treg_sites, treg_occupied, treg_pM
        the same of the Treg.
    th_share, treg_share
        share of the secreted IL-2 that each takes up; the rest escapes.
    """

    th_sites: np.ndarray
    th_occupied: np.ndarray
    th_pM: np.ndarray
    th_share: np.ndarray
    treg_sites: np.ndarray
    treg_occupied: np.ndarray
    treg_pM: np.ndarray
    treg_share: np.ndarray


@typed
def pair(
    secretion_per_s: np.ndarray,
    distance_um: np.ndarray,
    th: Responder = ILLUSTRATIVE_TH,
    treg: Responder = ILLUSTRATIVE_TREG,
    *,
    start: str = "low",
    background_reach_um: float = np.inf,
) -> Pair:
    """A Th cell that secretes and a Treg beside it, with quasi-steady diffusion between them.

    Parameters
    ----------
    secretion_per_s
        molecules a second from the Th cell, ≥ 0; broadcasts with the distance.
    distance_um
        between the centers, at least two radii (10 µm).
    th, treg
        the two kinds of cell.
    start
        "low" or "high": the receptors both start with.
    background_reach_um
        reach of other consumers around them; infinite for none.

    Raises
    ------
    ValueError, TypeError, ConvergenceError
        as in `answer`.
    """
    secretion, distance = together(
        secretion_per_s=non_negative("secretion_per_s", secretion_per_s),
        distance_um=non_negative("distance_um", distance_um),
    )
    if (distance < 2 * ASSUMED_CELL_RADIUS_UM).any():
        raise ValueError(f"distance_um must be >= {2 * ASSUMED_CELL_RADIUS_UM}, got {distance.min()}")
    apart = np.stack([np.zeros(distance.shape), distance], axis=-1)
    distances = np.stack([apart, apart[..., ::-1]], axis=-2)
    matrix = influence(distances, background_reach_um=background_reach_um)
    secreted = np.stack([secretion, np.zeros(secretion.shape)], axis=-1)
    sites, density = _rest(matrix, secreted, [th, treg], start)
    occupied = sites * occupied_share(density * PM_PER_UM3)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.nan_to_num(sites * SITE.per_s(density * PM_PER_UM3) / secretion[..., None])
    of_th, of_treg = (
        (sites[..., cell], occupied[..., cell], density[..., cell] * PM_PER_UM3, shares[..., cell]) for cell in (0, 1)
    )
    return Pair(*of_th, *of_treg)


def _rest(
    matrix: np.ndarray, secretion: np.ndarray, responders: list[Responder], start: str
) -> tuple[np.ndarray, np.ndarray]:
    """Sites and molecules per µm³ of every cell at rest: the receptors follow f(B), IL-2 follows the receptors.

    Shapes: matrix (…, cells, cells), secretion (…, cells).
    """
    for responder in responders:
        instance("responder", responder, Responder)
    low, high, half, hill = np.array([[r.sites_low, r.sites_high, r.half_occupied, r.hill] for r in responders]).T
    sites = np.broadcast_to(low if _low(start) else high, secretion.shape).astype(float)
    density, made = np.zeros(secretion.shape), (matrix @ secretion[..., None])[..., 0]
    saturation, identity = SITE.saturation_pM / PM_PER_UM3, np.eye(matrix.shape[-1])
    for _ in range(MOST_STEPS):
        clearance = sites * SITE.clearance_um3_per_s / (1 + density / saturation)
        denser = np.linalg.solve(identity + matrix * clearance[..., None, :], made[..., None])[..., 0]
        goal = _target(sites * denser / (denser + saturation), low, high, half, hill)
        moved = np.abs(goal - sites) <= SETTLED * sites
        settled = np.abs(denser - density) <= SETTLED * denser
        sites, density = sites + DAMPING * (goal - sites), denser
        if (moved & settled).all():
            return sites, density
    raise ConvergenceError(f"the cells did not come to rest in {MOST_STEPS} steps")


@dataclass(frozen=True)
class Branch:
    """All steady states of a secreting Th cell ringed by Tregs, one a value of its occupied sites; shape (states,).

    Followed from few occupied sites to many, the secretion rises, may fall, and rises again: an S. Where it falls
    the states are unstable.

    Attributes
    ----------
    secretion_per_s
        the secretion that holds the state.
    th_sites, th_occupied, treg_sites, treg_occupied
        receptors of the Th cell and of each Treg.
    """

    secretion_per_s: np.ndarray
    th_sites: np.ndarray
    th_occupied: np.ndarray
    treg_sites: np.ndarray
    treg_occupied: np.ndarray

    @property
    def on_per_s(self) -> float:
        """Secretion past which a Th cell with few receptors switches on; NaN where nothing switches."""
        return self._fold(-1)

    @property
    def off_per_s(self) -> float:
        """Secretion below which a Th cell with many receptors switches off; NaN where nothing switches."""
        return self._fold(1)

    def _fold(self, bend: int) -> float:
        turns = np.flatnonzero(np.diff(np.sign(np.diff(self.secretion_per_s))) * bend > 0)
        return float(self.secretion_per_s[turns[0] + 1]) if turns.size else float("nan")


@typed
def branch(
    distance_um: float,
    th: Responder = ILLUSTRATIVE_TH,
    treg: Responder = ILLUSTRATIVE_TREG,
    *,
    tregs: int = 1,
    background_reach_um: float = np.inf,
) -> Branch:
    """Every steady state of a secreting Th cell with Tregs around it, stable or not, at any secretion.

    Nothing is iterated: with B occupied sites a cell has f(B) sites, so B/f(B) gives the IL-2 at its surface, that
    gives what the Tregs see and take, and the balance gives the secretion.

    Parameters
    ----------
    distance_um
        from the Th cell to each Treg, between centers, at least two radii (10 µm).
    th, treg
        the kinds of cell; the Treg must be one without a switch of its own (`treg.steepest` < 1).
    tregs
        how many stand on a ring around the Th cell, evenly; 0 for none.
    background_reach_um
        reach of other consumers around them; infinite for none.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense or the Tregs do not fit on the ring.
    """
    distance = positive("distance_um", distance_um)
    _room(distance, tregs)
    if instance("treg", treg, Responder).steepest >= 1:
        raise ValueError(f"treg must answer without a switch (steepest < 1), got {treg.steepest:.4g}")
    own, across = influence([0.0, distance], background_reach_um=background_reach_um)
    chords = 2 * distance * np.sin(np.pi * np.arange(1, tregs) / max(tregs, 1))
    among = own + influence(chords, background_reach_um=background_reach_um).sum()
    th_occupied, th_density = _states(instance("th", th, Responder))
    treg_occupied, treg_density = _states(treg)
    inside = SITE.most_per_s  # molecules a second per occupied site
    seen = treg_density + (among - tregs * across**2 / own) * inside * treg_occupied
    held = np.exp(np.interp(np.log(across / own * th_density), np.log(seen), np.log(treg_occupied)))
    left = (th_density + tregs * across * inside * held) / own
    return Branch(left + inside * th_occupied, th.target_sites(th_occupied), th_occupied, treg.target_sites(held), held)


def _states(responder: Responder) -> tuple[np.ndarray, np.ndarray]:
    """Occupied sites of a cell at rest, few to nearly all, and the molecules per µm³ at its surface that hold them."""
    occupied = np.geomspace(FEWEST_OCCUPIED, responder.sites_high, STATES)
    occupied = occupied[occupied < NEARLY_ALL * responder.target_sites(occupied)]
    share = occupied / responder.target_sites(occupied)
    return occupied, SITE.saturation_pM / PM_PER_UM3 * share / (1 - share)


def _room(distance: float, tregs: int) -> None:
    """Whether so many cells fit on a ring around another."""
    at_least("tregs", tregs, 0)
    closest = 2 * ASSUMED_CELL_RADIUS_UM
    needed = closest if tregs < 2 else max(closest, closest / (2 * np.sin(np.pi / tregs)))
    if distance < needed * (1 - 1e-9):
        raise ValueError(f"distance_um must be >= {needed:.4g} for {tregs} Tregs of radius 5 µm, got {distance}")


@dataclass(frozen=True)
class Crowd:
    """Many cells at rest: `exchange` holds places, IL-2 and uptake, `sites` and `occupied` the receptors of each."""

    exchange: Exchange
    sites: np.ndarray
    occupied: np.ndarray


@typed
def crowd(
    places_um: np.ndarray,
    secretion_per_s: np.ndarray,
    responders: list[Responder],
    *,
    start: str = "low",
    background_reach_um: float = np.inf,
) -> Crowd:
    """Th cells and Tregs at known places, at steady state; `field.field_pM(crowd.exchange, x, y)` draws it.

    Parameters
    ----------
    places_um
        centers, shape (cells, 2) or (cells, 3).
    secretion_per_s
        of each, ≥ 0, shape (cells,).
    responders
        the kind of each.
    start, background_reach_um
        as in `pair`.

    Raises
    ------
    ValueError, TypeError, ConvergenceError
        as in `pair`.
    """
    bare = Cells(places_um, secretion_per_s, 0.0)
    if len(responders) != len(bare.places_um):
        raise ValueError(f"responders must be one a cell ({len(bare.places_um)}), got {len(responders)}")
    matrix = influence(bare.distances_um, background_reach_um=background_reach_um)
    sites, density = _rest(matrix, bare.secretion_per_s.astype(float), list(responders), start)
    dose = density * PM_PER_UM3
    filled = Cells(places_um, secretion_per_s, sites * SITE.clearance_um3_per_s, SITE.saturation_pM)
    uptake = sites * SITE.per_s(dose)
    found = Exchange(filled, dose, uptake, DIFFUSION_UM2_PER_S, float(background_reach_um))
    return Crowd(found, sites, sites * occupied_share(dose))


# --- a well-mixed culture ---


@dataclass(frozen=True)
class Contest:
    """A stirred culture of effectors and Tregs over time, arrays of shape (times,).

    Attributes
    ----------
    time_h, il2_pM
        hours, and IL-2 in the medium.
    effector_sites, effector_occupied, treg_sites, treg_occupied
        receptors per cell, all and occupied.
    effector_uptake_pM_per_h, treg_uptake_pM_per_h
        what each kind takes out of the medium.
    """

    time_h: np.ndarray
    il2_pM: np.ndarray
    effector_sites: np.ndarray
    effector_occupied: np.ndarray
    treg_sites: np.ndarray
    treg_occupied: np.ndarray
    effector_uptake_pM_per_h: np.ndarray
    treg_uptake_pM_per_h: np.ndarray

    @property
    def treg_share(self) -> np.ndarray:
        """Share of the uptake that is the Tregs', at each time; 0 where there is none."""
        both = self.effector_uptake_pM_per_h + self.treg_uptake_pM_per_h
        return np.divide(self.treg_uptake_pM_per_h, both, out=np.zeros_like(both), where=both > 0)


@typed
def contest(
    time_h: np.ndarray,
    secretion_per_s: float = SECRETION_PER_S,
    *,
    effectors_per_mL: float = 1e5,
    tregs_per_mL: float = 1e5,
    effector: Responder = ILLUSTRATIVE_TH,
    treg: Responder = ILLUSTRATIVE_TREG,
) -> Contest:
    """Effectors that secrete and Tregs that only take up, in one stirred culture, from few receptors and no IL-2.

    How strongly the effectors are activated stands in `secretion_per_s`, on average over all of them: weak where
    only some secrete.

    Parameters
    ----------
    time_h
        increasing hours from 0, shape (times,).
    secretion_per_s
        molecules a second, per effector, ≥ 0.
    effectors_per_mL, tregs_per_mL
        densities of the two, ≥ 0.
    effector, treg
        the kinds of cell.

    Raises
    ------
    ValueError, TypeError, ConvergenceError
        when an argument makes no sense, or the integrator gives up.
    """
    time = non_negative("time_h", increasing("time_h", time_h))
    secretion = float(non_negative("secretion_per_s", number("secretion_per_s", secretion_per_s)))
    densities = [
        float(non_negative(name, number(name, value)))
        for name, value in (("effectors_per_mL", effectors_per_mL), ("tregs_per_mL", tregs_per_mL))
    ]
    kinds = [instance("effector", effector, Responder), instance("treg", treg, Responder)]
    pM_per_h = np.array(densities) * SECONDS_PER_HOUR * PM_PER_M / (MOLECULES_PER_M_UL * UL_PER_ML)  # of 1 per s

    def slope(_: float, state: np.ndarray) -> np.ndarray:
        dose, sites = max(state[0], 0.0), state[1:]
        eaten = pM_per_h @ (sites * SITE.per_s(dose))
        goals = [kind.target_sites(held * occupied_share(dose)) for kind, held in zip(kinds, sites, strict=True)]
        return np.array([pM_per_h[0] * secretion - eaten, *(TURNOVER_PER_H * (np.array(goals) - sites))])

    start = [0.0, effector.sites_low, treg.sites_low]
    span = (0.0, max(time[-1], 1e-9))
    found = solve_ivp(slope, span, start, method="LSODA", t_eval=time, rtol=1e-8, atol=1e-8)
    if not found.success:
        raise ConvergenceError(f"the culture could not be followed past {found.t[-1]:g} h: {found.message}")
    dose, sites = np.maximum(found.y[0], 0.0), found.y[1:]
    held = sites * occupied_share(dose)
    eaten = pM_per_h[:, None] * sites * SITE.per_s(dose)
    return Contest(time, dose, sites[0], held[0], sites[1], held[1], eaten[0], eaten[1])


@typed
def suppression(
    secretion_per_s: float,
    tregs_per_mL: float,
    *,
    effectors_per_mL: float = 1e5,
    after_h: float = 72.0,
    effector: Responder = ILLUSTRATIVE_TH,
    treg: Responder = ILLUSTRATIVE_TREG,
) -> float:
    """How much of the effectors' signal Tregs take away: 1 − occupied sites with them / without them, after a time.

    Arguments as in `contest`; 0 is no suppression, 1 all of it. The secretion must be > 0.
    """
    positive("secretion_per_s", secretion_per_s)
    shared = {"effectors_per_mL": effectors_per_mL, "effector": effector, "treg": treg}
    time = np.array([0.0, positive("after_h", after_h)])
    with_tregs, without = (
        contest(time, secretion_per_s, tregs_per_mL=count, **shared).effector_occupied[-1]
        for count in (tregs_per_mL, 0.0)
    )
    return float(1 - with_tregs / without)

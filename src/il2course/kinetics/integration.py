"""Many conditions of one model as one system of differential equations, solved by LSODA.

The conditions do not touch each other, so the Jacobian of all of them together is block-diagonal: with the species of
a condition side by side it is a band no wider than one condition's own, and LSODA (SciPy's `odeint`) factors a band in
a time that grows with the number of conditions, not its cube. One call then costs one Python function evaluation a
step instead of one a step and condition.

LSODA bounds the largest error of any species, not their mean, so accuracy does not depend on how many conditions are
solved together.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.integrate import ODEintWarning, odeint
from scipy.sparse import coo_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

MOST_EVALUATIONS = 50_000  # of the derivative, in one time course
RUNAWAY = 1e100  # an amount no model means
STALLED = 1e-11  # relative advance below which the time counts as standing still,
STANDSTILLS = 40  # and how many evaluations in a row may
LEAST_RTOL = 1e-13  # below it LSODA meets the machine's own rounding


class ConvergenceError(ArithmeticError):
    """A solver did not reach the accuracy asked for; the message names the condition."""


@dataclass(frozen=True)
class Motion:
    """How a model moves, for all conditions at once.

    Attributes
    ----------
    slope
        amounts → change per unit of time, both (species, conditions).
    entries
        amounts → the entries of the Jacobian that are not always zero, (entries, conditions).
    rows, columns
        where those entries stand: entry e is ∂slope[rows[e]]/∂amounts[columns[e]].
    """

    slope: Callable[[np.ndarray], np.ndarray]
    entries: Callable[[np.ndarray], np.ndarray]
    rows: np.ndarray
    columns: np.ndarray


def integrate(
    motion: Motion,
    start: np.ndarray,
    time: np.ndarray,
    *,
    rtol: float,
    atol: float,
    name: Callable[[int], str] | None = None,
) -> np.ndarray:
    """Amounts of every species at every time, shape (species, conditions, times).

    Parameters
    ----------
    motion
        the model.
    start
        amounts at the first time, (species, conditions).
    time
        increasing times; the first is the start.
    rtol, atol
        the error allowed in a step: rtol·|amount| + atol.
    name
        words for a condition, by its index, used in messages; without it they name none.

    Raises
    ------
    ConvergenceError
        when the integrator gives up; the message names the condition that stopped it.
    """
    if rtol < LEAST_RTOL:
        raise ValueError(f"rtol must be >= {LEAST_RTOL:g}, got {rtol:g}")
    species, conditions = start.shape
    band = Band.of(motion, species, conditions)
    watch = _Watch(motion, rtol, atol, name)

    def slope(state: np.ndarray, now: float) -> np.ndarray:
        amounts = band.unfold(state)
        change = motion.slope(amounts)
        watch.see(now, amounts, change)
        return band.fold(change)

    def jacobian(state: np.ndarray, _: float) -> np.ndarray:
        return band.fill(motion.entries(band.unfold(state)))

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", ODEintWarning)  # said below, as an exception
        states, report = odeint(
            slope,
            band.fold(start),
            time,
            Dfun=jacobian,
            col_deriv=True,
            ml=band.lower,
            mu=band.upper,
            rtol=rtol,
            atol=atol,
            mxstep=MOST_EVALUATIONS,
            full_output=True,
        )
    if not report["message"].startswith("Integration successful") or not np.isfinite(states).all():
        watch.stop(report["message"].rstrip("."))
    return band.unfold_all(states)


@dataclass(frozen=True)
class Band:
    """The order of species within a condition, and the band that the Jacobian fills."""

    order: np.ndarray
    conditions: int
    lower: int
    upper: int
    places: np.ndarray
    storage: np.ndarray

    @classmethod
    def of(cls, motion: Motion, species: int, conditions: int) -> "Band":
        order = _narrowest(motion, species)
        place = np.argsort(order)
        below = place[motion.rows] - place[motion.columns]
        lower, upper = max(int(below.max(initial=0)), 0), max(int(-below.min(initial=0)), 0)
        width = lower + upper + 1
        storage = np.zeros((conditions, species * width))
        return cls(order, conditions, lower, upper, place[motion.columns] * width + below + upper, storage)

    def fold(self, amounts: np.ndarray) -> np.ndarray:
        return amounts[self.order].T.ravel()

    def unfold(self, state: np.ndarray) -> np.ndarray:
        amounts = np.empty((len(self.order), self.conditions))
        amounts[self.order] = state.reshape(self.conditions, -1).T
        return amounts

    def unfold_all(self, states: np.ndarray) -> np.ndarray:
        """(times, state) → (species, conditions, times)."""
        amounts = np.empty((len(self.order), self.conditions, len(states)))
        amounts[self.order] = states.reshape(len(states), self.conditions, -1).transpose(2, 1, 0)
        return amounts

    def fill(self, entries: np.ndarray) -> np.ndarray:
        """Columns of the band, one a row: what LAPACK stores and `col_deriv` expects."""
        self.storage[:, self.places] = entries.T
        return self.storage.reshape(self.conditions * len(self.order), -1)


def _narrowest(motion: Motion, species: int) -> np.ndarray:
    """The order of species with the narrower band: as given, or reverse Cuthill–McKee."""
    links = coo_array((np.ones(len(motion.rows)), (motion.rows, motion.columns)), shape=(species, species)).tocsr()
    orders = np.arange(species), reverse_cuthill_mckee((links + links.T).tocsr(), symmetric_mode=True)

    def width(order: np.ndarray) -> int:
        place = np.argsort(order)
        return int(np.abs(place[motion.rows] - place[motion.columns]).max(initial=0))

    return min(orders, key=width)


@dataclass
class _Watch:
    """Sees every evaluation, and stops a hopeless one before LSODA complains on the terminal.

    LSODA in Fortran (SciPy before 1.17) prints where it should raise; a model that runs away, a time that stands
    still and an endless number of steps are noticed here first.
    """

    motion: Motion
    rtol: float
    atol: float
    name: Callable[[int], str] | None
    evaluations: int = 0
    standstills: int = 0
    reached: float = 0.0
    last: tuple[np.ndarray, np.ndarray] = field(default=(), repr=False)

    def see(self, now: float, amounts: np.ndarray, change: np.ndarray) -> None:
        self.evaluations += 1
        moved = abs(now - self.reached) > STALLED * abs(now)
        self.standstills = 0 if moved else self.standstills + 1
        self.reached = now if moved else self.reached
        self.last = amounts, change
        tame = amounts.max() < RUNAWAY and amounts.min() > -RUNAWAY and np.isfinite(change.sum())
        if not tame or self.standstills > STANDSTILLS or self.evaluations > MOST_EVALUATIONS:
            self.stop("it runs away or is too stiff")

    def stop(self, why: str) -> None:
        where = f" of {self.name(self._culprit())}" if self.name else ""
        raise ConvergenceError(f"the time course{where} stopped at {self.reached:g}: {why}")

    def _culprit(self) -> int:
        """The condition that changes fastest for the error it is allowed."""
        amounts, change = self.last
        speed = np.abs(change) / (self.rtol * np.abs(amounts) + self.atol)
        return int(np.argmax(np.nan_to_num(speed, nan=np.inf, posinf=np.inf).max(axis=0)))

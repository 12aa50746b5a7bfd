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
    if time.size == 1:
        return start[..., np.newaxis]
    band = Band.of(motion, *start.shape)
    watch = _Watch(start.shape[1], rtol, atol, name)

    def slope(state: np.ndarray, now: float) -> np.ndarray:
        change = band.fold(motion.slope(band.unfold(state)))
        watch.see(now, state, change)
        return change

    def jacobian(state: np.ndarray, _: float) -> np.ndarray:
        return band.fill(motion.entries(band.unfold(state)))

    state = band.fold(start)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", ODEintWarning)  # said below, as an exception
        states, report = odeint(
            slope,
            state,
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

    order: np.ndarray | slice
    back: np.ndarray | slice
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
        places = place[motion.columns] * width + below + upper
        storage = np.zeros((conditions, species * width))
        as_given = (order == place).all() and (np.diff(order) == 1).all()
        order, back = (slice(None), slice(None)) if as_given else (order, place)
        return cls(order, back, conditions, lower, upper, places, storage)

    def fold(self, amounts: np.ndarray) -> np.ndarray:
        """(species, conditions) → the state, species of a condition side by side."""
        return amounts[self.order].T.ravel()

    def unfold(self, state: np.ndarray) -> np.ndarray:
        """The way back."""
        return state.reshape(self.conditions, -1).T[self.back]

    def unfold_all(self, states: np.ndarray) -> np.ndarray:
        """(times, state) → (species, conditions, times)."""
        return np.stack([self.unfold(state) for state in states], axis=-1)

    def fill(self, entries: np.ndarray) -> np.ndarray:
        """Columns of the band, one a row: what LAPACK stores and `col_deriv` expects."""
        self.storage[:, self.places] = entries.T
        return self.storage.reshape(-1, self.lower + self.upper + 1)


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

    conditions: int
    rtol: float
    atol: float
    name: Callable[[int], str] | None
    evaluations: int = 0
    standstills: int = 0
    reached: float = 0.0
    last: tuple[np.ndarray, np.ndarray] | None = field(default=None, repr=False)

    def see(self, now: float, state: np.ndarray, change: np.ndarray) -> None:
        self.evaluations += 1
        moved = abs(now - self.reached) > STALLED * abs(now)
        self.standstills = 0 if moved else self.standstills + 1
        self.reached = now if moved else self.reached
        self.last = state.copy(), change  # LSODA's own memory may be gone when it returns
        tame = abs(state.sum()) < RUNAWAY  # false for NaN too
        if not tame or self.standstills > STANDSTILLS or self.evaluations > MOST_EVALUATIONS:
            self.stop("it runs away or is too stiff")

    def stop(self, why: str) -> None:
        where = f" of {self.name(self._culprit())}" if self.name else ""
        raise ConvergenceError(f"the time course{where} stopped at {self.reached:g}: {why}")

    def _culprit(self) -> int:
        """The condition that changes fastest for the error it is allowed."""
        state, change = self.last
        speed = np.abs(change) / (self.rtol * np.abs(state) + self.atol)
        return int(np.argmax(np.nan_to_num(speed, nan=np.inf, posinf=np.inf).reshape(self.conditions, -1).max(axis=1)))

"""Where the model of Farhat et al. 2021 and the measured EC50s part, and what would bring them together.

A model's EC50 is the dose of half the range of its curve at the published twelve doses. An error is log10 of the
model's EC50 over the measured one: +1 says that the model needs ten times too much ligand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.optimize import least_squares

from il2course import facts
from il2course.arguments import number, one_of, positive
from il2course.receptor import AFFINITIES, Affinities, ReceptorCounts, SolutionKd, Surface
from il2course.signaling import farhat
from il2course.signaling.farhat import Cell, Trafficking
from il2course.signature import typed

TIMES_MIN = (30.0, 60.0)
MEASURED = {30.0: "ec50_30_min", 60.0: "ec50_60_min"}
FIT_TOLERANCE = 1e-5
FIT_STEP = 0.02  # in ln(fold), well above the integration's error
LARGEST_FOLD = 1000.0


@dataclass(frozen=True)
class Discrepancy:
    """Model and measured EC50 of each cell at one time, pM."""

    time_min: float
    model_pM: Mapping[str, float]
    measured_pM: Mapping[str, float]

    @property
    def log10_error(self) -> dict[str, float]:
        """log10(model / measured) of each cell."""
        return {cell: float(np.log10(self.model_pM[cell] / self.measured_pM[cell])) for cell in self.model_pM}

    @property
    def rms(self) -> float:
        """Root mean square of the errors."""
        return float(np.sqrt(np.mean(np.square(list(self.log10_error.values())))))


@typed
def measured_pM(time_min: float) -> Mapping[str, float]:
    """Measured EC50 of each cell, pM, after 30 or 60 min; raises ValueError at another time."""
    return facts.lookup(MEASURED[one_of("time_min", number("time_min", time_min), MEASURED)])


def interval_pM() -> dict[str, tuple[float, float]]:
    """The 95 % profile interval of each cell's measured EC50 after 60 min, pM."""
    low, high = facts.ec50_60_min_low.value, facts.ec50_60_min_high.value
    return {cell: (low[cell], high[cell]) for cell in low}


@typed
def discrepancies(cells: Mapping[str, Cell], *, rtol: float = 1e-6, atol: float = 1e-6) -> dict[float, Discrepancy]:
    """Model against measurement after 30 and 60 min, by time.

    Parameters
    ----------
    cells
        some of Treg, Th, CD8 and NK, by these names.
    rtol, atol
        accuracy of the integration.

    Raises
    ------
    ValueError, TypeError
        when no response of a cell was measured, or like `farhat.simulate`.
    """
    for name in cells:
        one_of("cells", name, facts.ec50_60_min.value)
    doses, _ = facts.pstat5("Treg", 60)
    response = farhat.simulate(cells, doses, (0.0, *TIMES_MIN), rtol=rtol, atol=atol)
    return {
        time: Discrepancy(
            time,
            {cell: 1e3 * dose for cell, dose in response.ec50_nM(time).items()},
            {cell: measured_pM(time)[cell] for cell in cells},
        )
        for time in TIMES_MIN
    }


@typed
def with_affinities(name: str) -> dict[str, Cell]:
    """The four cells with one of `receptor.AFFINITIES`, by its name, and nothing refitted."""
    return farhat.cells(Surface(AFFINITIES[one_of("name", name, AFFINITIES)]))


# --- changed and fitted ---

SURFACE_RATES = ("kon_per_nM_min", "kfwd_per_cell_min", "per_cell_per_nM")
CHANGEABLE = (
    *(field.name for field in fields(Affinities)),
    *SURFACE_RATES,
    *(field.name for field in fields(Trafficking)),
    *(field.name for field in fields(ReceptorCounts)),
)
"""What `changed` and `fit` take: K_Ds, rates on the surface, traffic, receptor counts."""


@typed
def changed(folds: Mapping[str, float]) -> dict[str, Cell]:
    """The four published cells with some of `CHANGEABLE` multiplied; all cycles stay closed.

    `sort_fraction`, a share, has its odds multiplied. Raises ValueError when a name is unknown or a fold is not > 0.
    """
    for name, fold in folds.items():
        one_of("folds", name, CHANGEABLE)
        positive(name, fold)
    cells = {}
    for name, cell in farhat.cells().items():
        affinities = _times(cell.surface.affinities, folds)
        surface = replace(_times(cell.surface, folds), affinities=affinities)
        cells[name] = Cell(_times(cell.counts, folds), surface, _times(cell.trafficking, folds))
    return cells


def _times(thing: object, folds: Mapping[str, float]) -> object:
    own = {field.name: getattr(thing, field.name) for field in fields(thing) if field.name in folds}
    return replace(thing, **{name: _scaled(name, value, folds[name]) for name, value in own.items()})


def _scaled(name: str, value: object, fold: float) -> object:
    if name == "sort_fraction":
        return value * fold / (1 - value + value * fold)
    return value.times(fold) if isinstance(value, SolutionKd) else value * fold


@typed
def elasticities(names: Iterable[str] = CHANGEABLE, time_min: float = 60.0) -> dict[str, dict[str, float]]:
    """∂ln(EC50 of a cell)/∂ln(parameter), by parameter and cell, at 30 or 60 min; one solve for all.

    An EC50 that rises by 1 % as the parameter does has 1. Central differences of the EC50s read off the twelve doses.
    """
    names = [one_of("names", name, CHANGEABLE) for name in names]
    if not names:
        raise ValueError("names must hold at least one parameter, got none")
    one_of("time_min", float(time_min), TIMES_MIN)
    cells = {
        f"{cell} {name} {sign:+d}": altered
        for name in names
        for sign in (1, -1)
        for cell, altered in changed({name: np.exp(sign * FIT_STEP)}).items()
    }
    doses, _ = facts.pstat5("Treg", 60)
    ec50 = farhat.simulate(cells, doses, (0.0, time_min), rtol=1e-7, atol=1e-7).ec50_nM(time_min)

    def slope(name: str, cell: str) -> float:
        return float(np.log(ec50[f"{cell} {name} +1"] / ec50[f"{cell} {name} -1"]) / (2 * FIT_STEP))

    return {name: {cell: slope(name, cell) for cell in farhat.cells()} for name in names}


@dataclass(frozen=True)
class Fit:
    """Folds that bring the model to the EC50s of 60 min, and how far it then is at either time."""

    folds: Mapping[str, float]
    discrepancies: Mapping[float, Discrepancy]

    @property
    def rms(self) -> dict[float, float]:
        """By time; the fit saw 60 min only."""
        return {time: one.rms for time, one in self.discrepancies.items()}


@typed
def fit(names: Iterable[str], *, weighted: bool = True) -> Fit:
    """Fit the folds of one or two of `CHANGEABLE` to the four EC50s of 60 min; 30 min stays unseen.

    Parameters
    ----------
    names
        what may change.
    weighted
        divide each error by half the width of its EC50's interval, so that the EC50 of Th, which the data hardly
        set, counts less than that of CD8.

    Raises
    ------
    ValueError
        when a name is unknown, or there are more than two: four numbers carry no more.
    """
    names = [one_of("names", name, CHANGEABLE) for name in names]
    if not 1 <= len(names) <= 2:
        raise ValueError(f"names must be one or two, got {len(names)}")
    if len(set(names)) < len(names):
        raise ValueError(f"names must be two different ones, got {names[0]!r} twice")
    width = {cell: np.log10(high / low) / 2 if weighted else 1.0 for cell, (low, high) in interval_pM().items()}

    def residuals(log_folds: np.ndarray) -> np.ndarray:
        cells = changed(dict(zip(names, np.exp(log_folds), strict=True)))
        errors = discrepancies(cells, rtol=FIT_TOLERANCE, atol=FIT_TOLERANCE)[60.0].log10_error
        return np.array([error / width[cell] for cell, error in errors.items()])

    def slopes(log_folds: np.ndarray) -> np.ndarray:
        bumps = FIT_STEP * np.eye(len(names))
        return np.array([residuals(log_folds + one) - residuals(log_folds - one) for one in bumps]).T / (2 * FIT_STEP)

    bound = np.log(LARGEST_FOLD)
    start = np.zeros(len(names))
    best = least_squares(residuals, start, slopes, bounds=(-bound, bound), xtol=1e-4, ftol=1e-6)
    folds = {name: float(fold) for name, fold in zip(names, np.exp(best.x), strict=True)}
    return Fit(folds, discrepancies(changed(folds)))

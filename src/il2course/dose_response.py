"""Dose–response curves: the four-parameter logistic, and fits that say how sure they are.

A fit is least squares (Levenberg–Marquardt, lmfit) from several starting points. Its interval is a profile
likelihood interval: every EC50 at which the best curve is not significantly worse by an F test. A robust fit
replaces the square by Cauchy's loss, so that one outlying point cannot carry the curve away.
"""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit

from il2course.arguments import finite, fraction, increasing, non_negative, number, positive
from il2course.errors import absent
from il2course.signature import typed

HILL_RANGE = (0.1, 40.0)
PARAMETERS = 4
ALIKE = 1e-6  # sums of squares that differ by less are alike
PLACE = 0.1  # how closely the EC50 (in log10) and the Hill coefficient (in ln) are looked for
ROBUST_SCALE = 0.02  # residuals larger than this share of the response's range count as outlying


@typed
def logistic(dose_nM: np.ndarray, bottom: float, top: float, ec50_nM: float, hill: float) -> np.ndarray:
    """Four-parameter logistic: bottom + (top − bottom) / (1 + (ec50/dose)^hill).

    Parameters
    ----------
    dose_nM
        doses in nM, ≥ 0, any shape.
    bottom, top
        response without and with endless ligand, in the units of the response.
    ec50_nM
        dose at which the response is half-way, in nM, > 0.
    hill
        steepness at the half-way point, no unit, > 0.

    Returns
    -------
    Responses in the shape of `dose_nM`.

    Raises
    ------
    ValueError, TypeError
        when an argument is outside the ranges above or no number.
    """
    dose = non_negative("dose_nM", dose_nM)
    number("bottom", bottom), number("top", top)
    ec50, steepness = positive("ec50_nM", ec50_nM), positive("hill", hill)
    return _logistic(dose, bottom, top, ec50, steepness)


def _logistic(dose: np.ndarray, bottom: float, top: float, ec50: float, hill: float) -> np.ndarray:
    with np.errstate(divide="ignore", over="ignore"):
        return bottom + (top - bottom) / (1 + (ec50 / dose) ** hill)


@dataclass(frozen=True)
class LogisticFit:
    """A fitted four-parameter logistic.

    Attributes
    ----------
    ec50_nM, hill, bottom, top
        the best curve; see `logistic`.
    interval_nM
        lower and upper end of the confidence interval of the EC50, in nM; infinite where the data set no bound.
    level
        the confidence level of that interval.
    sum_of_squares
        of the residuals, as shares of the response's range.
    """

    ec50_nM: float
    interval_nM: tuple[float, float]
    hill: float
    bottom: float
    top: float
    level: float
    sum_of_squares: float

    def predict(self, dose_nM: np.ndarray) -> np.ndarray:
        """The fitted curve at other doses (nM)."""
        return logistic(dose_nM, self.bottom, self.top, self.ec50_nM, self.hill)


@typed
def fit_logistic(
    dose_nM: np.ndarray,
    response: np.ndarray,
    *,
    hill_max: float = HILL_RANGE[1],
    robust: bool = False,
    level: float = 0.95,
) -> LogisticFit:
    """Fit a four-parameter logistic and the interval of its EC50.

    Parameters
    ----------
    dose_nM
        at least six increasing doses > 0, in nM; the EC50 is sought between the first and the last.
    response
        one response a dose, any unit.
    hill_max
        the steepest curve allowed. A Hill coefficient at this bound says that the data are a step.
    robust
        use Cauchy's loss with a scale of 2 % of the response's range; the interval is then that of the
        equivalent weighted fit.
    level
        confidence level of the interval.

    Returns
    -------
    LogisticFit

    Raises
    ------
    ValueError, TypeError
        when the arrays do not fit together, doses do not increase, or the responses are all equal.
    CourseError
        when lmfit is not there.
    """
    dose, observed = increasing("dose_nM", dose_nM), finite("response", response)
    positive("dose_nM", dose[0])
    if dose.size < 6:
        raise ValueError(f"dose_nM must hold at least 6 doses for four parameters, got {dose.size}")
    if observed.shape != dose.shape:
        raise ValueError(f"response must have one value a dose, shape {dose.shape}, got shape {observed.shape}")
    if np.ptp(observed) == 0:
        raise ValueError(f"response must change with the dose, got {observed[0]} throughout")
    if positive("hill_max", hill_max) <= HILL_RANGE[0]:
        raise ValueError(f"hill_max must be > {HILL_RANGE[0]}, got {float(hill_max)}")
    fraction("level", level)
    scale = np.ptp(observed)
    landscape = Landscape(dose, observed / scale, np.ones_like(dose), hill_max)
    if robust:
        landscape = replace(landscape, weights=_cauchy_weights(_robust_residual(landscape)))
    found = _best(landscape).params.valuesdict()
    low, high = landscape.interval(found["log_ec50"], level)
    residual = _curve(found, dose) - landscape.share
    return LogisticFit(
        ec50_nM=10 ** found["log_ec50"],
        interval_nM=(10**low, 10**high),
        hill=found["hill"],
        bottom=float(found["bottom"] * scale),
        top=float(found["top"] * scale),
        level=level,
        sum_of_squares=float(residual @ residual),
    )


@dataclass(frozen=True)
class Landscape:
    """Weighted sums of squares over log10 EC50 and Hill coefficient, with the best bottom and top at each place.

    Bottom and top enter a curve linearly, so the best ones are known in closed form (Golub and Pereyra's variable
    projection), and what is left to look through has two dimensions.

    Attributes
    ----------
    dose_nM, share, weights
        doses, responses as shares of their range, and weights, shape (doses,).
    hill_max
        the steepest curve.
    """

    dose_nM: np.ndarray
    share: np.ndarray
    weights: np.ndarray
    hill_max: float

    @property
    def places(self) -> np.ndarray:
        """log10 EC50 from the first dose to the last, closely."""
        ends = np.log10(self.dose_nM[[0, -1]])
        return np.linspace(*ends, int(np.ptp(ends) / PLACE) + 2)

    @property
    def log_hills(self) -> np.ndarray:
        """Natural logarithms of Hill coefficients, closely."""
        ends = np.log([HILL_RANGE[0], self.hill_max])
        return np.linspace(*ends, int(np.ptp(ends) / PLACE) + 3)

    def squares(self, log_ec50: np.ndarray, log_hill: np.ndarray) -> np.ndarray:
        """The least weighted sum of squares of curves with these, which broadcast."""
        steps = np.log(self.dose_nM) - np.log(10) * np.asarray(log_ec50)[..., None]
        rise = expit(np.exp(log_hill)[..., None] * steps)
        weights = self.weights / self.weights.sum()
        rise, share = rise - (rise @ weights)[..., None], self.share - self.share @ weights
        along, wide = (rise * share) @ self.weights, (rise**2) @ self.weights
        return (share**2) @ self.weights - along**2 / np.maximum(wide, np.finfo(float).tiny)

    def profile(self, log_ec50: float) -> float:
        """The least weighted sum of squares of all curves with this EC50."""
        hills = self.log_hills
        along = self.squares(log_ec50, hills)
        best = int(along.argmin())
        ends = hills[[max(best - 1, 0), min(best + 1, hills.size - 1)]]
        finer = minimize_scalar(lambda hill: self.squares(log_ec50, hill), bounds=ends, method="bounded")
        return min(float(finer.fun), float(along[best]))

    def lowest(self) -> tuple[float, float, float]:
        """log10 EC50, Hill coefficient and sum of squares of the lowest of all places that are looked at."""
        places, hills = self.places, self.log_hills
        squares = self.squares(places[:, None], hills)
        place, hill = np.unravel_index(squares.argmin(), squares.shape)
        return float(places[place]), float(np.exp(hills[hill])), float(squares.min())

    def interval(self, log_ec50: float, level: float) -> tuple[float, float]:
        """Ends of the interval of log10 EC50 by the F test on the profile; infinite where it never gets worse."""
        free = self.dose_nM.size - PARAMETERS
        most = self.profile(log_ec50) * (1 + stats.f.ppf(level, 1, free) / free)
        below, above = self.places[self.places < log_ec50], self.places[self.places > log_ec50]
        low, high = (self._end(log_ec50, places, most) for places in (below[::-1], above))
        return (-np.inf if low is None else low), (np.inf if high is None else high)

    def _end(self, inside: float, places: np.ndarray, most: float) -> float | None:
        """Where the profile first gets worse than allowed on the way through these places."""
        for place in places:
            if self.profile(place) > most:
                return brentq(lambda where: self.profile(where) - most, inside, place, xtol=1e-7)
            inside = place
        return None


def _lmfit():
    try:
        import lmfit
    except ImportError:
        raise absent("fit_logistic", "lmfit") from None
    return lmfit


def _curve(found: Mapping[str, float], dose: np.ndarray) -> np.ndarray:
    return _logistic(dose, found["bottom"], found["top"], 10 ** found["log_ec50"], found["hill"])


def _best(landscape: Landscape) -> object:
    """lmfit's least squares, from an ordinary curve beside the lowest place or, should that miss it, from there."""
    place, hill, least = landscape.lowest()
    log_dose = np.log10(landscape.dose_nM)
    beside = float(log_dose[min(np.searchsorted(log_dose, place), log_dose.size - 1)])
    found, cost = _fitted(landscape, [(beside, 1.0)])
    if cost > least * (1 + ALIKE):
        found, _ = _fitted(landscape, [(place, hill)])
    return found


def _fitted(landscape: Landscape, starts: Iterable[tuple[float, float]], loss: str = "linear") -> tuple:
    """lmfit's best result over several starts, each of a log10 EC50 and a Hill coefficient, and its cost."""
    lmfit = _lmfit()
    dose, share, roots = landscape.dose_nM, landscape.share, np.sqrt(landscape.weights)
    fits = []
    for log_ec50, hill in starts:
        params = lmfit.Parameters()
        params.add("bottom", value=share[0])
        params.add("top", value=share[-1])
        params.add("log_ec50", value=log_ec50, min=np.log10(dose[0]), max=np.log10(dose[-1]))
        params.add("hill", value=min(hill, 0.9 * landscape.hill_max), min=HILL_RANGE[0], max=landscape.hill_max)
        minimizer = lmfit.Minimizer(lambda p: roots * (_curve(p.valuesdict(), dose) - share), params, calc_covar=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            if loss == "linear":
                result = minimizer.minimize("leastsq", ftol=1e-12, xtol=1e-12)
                cost = float(result.residual @ result.residual)
            else:
                result = minimizer.minimize("least_squares", loss=loss, f_scale=ROBUST_SCALE)
                cost = float(np.log1p((result.residual / ROBUST_SCALE) ** 2).sum())
        fits.append((result, cost))
    return min(fits, key=lambda fit: fit[1])


def _robust_residual(landscape: Landscape) -> np.ndarray:
    """Residuals of the best fit with Cauchy's loss, from several starting points."""
    starts = [(float(place), 1.0) for place in np.log10(landscape.dose_nM[2:-2])]
    return _fitted(landscape, starts, loss="cauchy")[0].residual


def _cauchy_weights(residual: np.ndarray) -> np.ndarray:
    """Weights with which least squares has the same optimum as Cauchy's loss."""
    return 1 / (1 + (residual / ROBUST_SCALE) ** 2)

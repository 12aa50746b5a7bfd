"""Dose–response curves: the four-parameter logistic, and fits that say how sure they are.

A fit is least squares (Levenberg–Marquardt, lmfit) from several starting points. Its interval is a profile
likelihood interval: every EC50 at which the best curve is not significantly worse by an F test. A robust fit
replaces the square by Cauchy's loss, so that one outlying point cannot carry the curve away.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from il2course.arguments import finite, fraction, increasing, non_negative, number, positive
from il2course.errors import absent
from il2course.signature import typed

HILL_RANGE = (0.1, 40.0)
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
    weights = np.ones_like(dose)
    if robust:
        weights = _cauchy_weights(_best(dose, observed, weights, hill_max, loss="cauchy")[1].residual)
    minimizer, best = _best(dose, observed, weights, hill_max)
    found = best.params.valuesdict()
    low, high = _profile_interval(minimizer, best, level)
    scale = np.ptp(observed)
    residual = _curve(best.params, dose) - observed / scale
    return LogisticFit(
        ec50_nM=10 ** found["log_ec50"],
        interval_nM=(10**low, 10**high),
        hill=found["hill"],
        bottom=float(found["bottom"] * scale),
        top=float(found["top"] * scale),
        level=level,
        sum_of_squares=float(residual @ residual),
    )


def _lmfit():
    try:
        import lmfit
    except ImportError:
        raise absent("fit_logistic", "lmfit") from None
    return lmfit


def _curve(params: object, dose: np.ndarray) -> np.ndarray:
    value = params.valuesdict()
    return _logistic(dose, value["bottom"], value["top"], 10 ** value["log_ec50"], value["hill"])


def _best(dose: np.ndarray, observed: np.ndarray, weights: np.ndarray, hill_max: float, loss: str = "linear") -> tuple:
    """lmfit's minimizer and its best result over several starting points."""
    lmfit = _lmfit()

    share = observed / np.ptp(observed)
    fits = []
    for start in np.log10(dose[2:-2]):
        params = lmfit.Parameters()
        params.add("bottom", value=share[0])
        params.add("top", value=share[-1])
        params.add("log_ec50", value=start, min=np.log10(dose[0]), max=np.log10(dose[-1]))
        params.add("hill", value=min(1.0, 0.9 * hill_max), min=HILL_RANGE[0], max=hill_max)
        minimizer = lmfit.Minimizer(lambda p: np.sqrt(weights) * (_curve(p, dose) - share), params)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            if loss == "linear":
                result = minimizer.minimize("leastsq", ftol=1e-12, xtol=1e-12)
                cost = float(result.residual @ result.residual)
            else:
                result = minimizer.minimize("least_squares", loss=loss, f_scale=ROBUST_SCALE)
                cost = float(np.log1p((result.residual / ROBUST_SCALE) ** 2).sum())
        fits.append((cost, minimizer, result))
    _, minimizer, result = min(fits, key=lambda fit: fit[0])
    return minimizer, result


def _cauchy_weights(residual: np.ndarray) -> np.ndarray:
    """Weights with which least squares has the same optimum as Cauchy's loss."""
    return 1 / (1 + (residual / ROBUST_SCALE) ** 2)


def _profile_interval(minimizer: object, best: object, level: float) -> tuple[float, float]:
    """Ends of the interval of log10 EC50 by the F test on the profile; infinite where it never gets worse."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ends = _lmfit().conf_interval(minimizer, best, p_names=["log_ec50"], sigmas=[level])["log_ec50"]
    low, high = ends[0][1], ends[-1][1]
    return float(low if np.isfinite(low) else -np.inf), float(high if np.isfinite(high) else np.inf)

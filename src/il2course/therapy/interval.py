"""Intervals for a rate, for the difference of two rates and for their ratio.

>>> low, high = wilson(43, 270)
>>> round(100 * low, 1), round(100 * high, 1)
(12.0, 20.8)

All take counts of any shape and give ends of the same shape. `level` is a fraction: 0.95, never 95.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from scipy.special import betaincinv, ndtri

from il2course.arguments import at_least, fraction, instance, positive
from il2course.signature import typed
from il2course.therapy.count import counts, plain, rates, two_arms
from il2course.therapy.distribution import binomial

MOST_PATIENTS = 100_000  # in a sum over every number of events


class Interval(NamedTuple):
    """Both ends of an interval, in the shape of the counts."""

    low: float | np.ndarray
    high: float | np.ndarray

    def holds(self, value: float | np.ndarray) -> bool | np.ndarray:
        """Whether a value lies inside, ends included."""
        return (self.low <= value) & (value <= self.high)

    @property
    def width(self) -> float | np.ndarray:
        """High end less low end."""
        return self.high - self.low


@typed
def normal_quantile(level: float) -> float:
    """How many standard errors reach from the middle to an end: 1.96 for 0.95."""
    return float(ndtri((1 + fraction("level", level)) / 2))


# --- one rate ---


@typed
def wald(events: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """The interval of old textbooks, p ± z·√(p(1−p)/n): here to be seen failing.

    It has no width at 0 of n and n of n, and may leave 0 to 1. Arguments and errors as in `wilson`.
    """
    events, n = counts(events, n)
    rate, z = events / n, normal_quantile(level)
    half = z * np.sqrt(rate * (1 - rate) / n)
    return _interval(rate - half, rate + half)


@typed
def wilson(events: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """Wilson's interval: every rate that a test of this level would not reject.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)

    Parameters
    ----------
    events, n
        patients with the event and all patients, 0 ≤ events ≤ n, n ≥ 1, any shapes that broadcast.
    level
        the share of such intervals that should hold the truth, between 0 and 1.

    Raises
    ------
    ValueError, TypeError
        when a count is negative, not whole or above n, or the level is not between 0 and 1.

    Source: Wilson 1927 (key wilson1927).
    """
    events, n = counts(events, n)
    rate, z = events / n, normal_quantile(level)
    middle = rate + z**2 / (2 * n)
    half = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    # Rounding must not leave the end of 0 of n, or of n of n, just beside 0 or 1.
    low = np.where(events == 0, 0.0, (middle - half) / (1 + z**2 / n))
    return _interval(low, np.where(events == n, 1.0, (middle + half) / (1 + z**2 / n)))


@typed
def exact(events: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """The exact interval of Clopper and Pearson: holds the truth at least as often as it says, and is wide for it.

    The low end is the rate at which as many events or more have probability (1 − level)/2, the high end that of as
    many or fewer. Arguments and errors as in `wilson`.

    Source: Clopper & Pearson 1934 (key clopper1934).
    """
    events, n = counts(events, n)
    tail = (1 - fraction("level", level)) / 2
    low = _beta_quantile(tail, events, n - events + 1)
    return _interval(low, _beta_quantile(1 - tail, events + 1, n - events))


@typed
def bayesian(
    events: np.ndarray, n: np.ndarray, level: float = 0.95, prior: tuple[float, float] = (1.0, 1.0)
) -> Interval:
    """Equal-tailed interval of the posterior Beta(a + events, b + n − events).

    `prior` is the pair (a, b), as if a − 1 events and b − 1 others had been seen; (1, 1) calls every rate equally
    likely. Other arguments and errors as in `wilson`; both parts of the prior must be > 0.
    """
    events, n = counts(events, n)
    a, b = positive("prior[0]", prior[0]), positive("prior[1]", prior[1])
    tail = (1 - fraction("level", level)) / 2
    return _interval(*(betaincinv(a + events, b + n - events, share) for share in (tail, 1 - tail)))


@typed
def jeffreys(events: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """The Bayesian interval of Jeffreys's prior, Beta(½, ½), reaching to 0 at no event and to 1 at n of n.

    Arguments and errors as in `wilson`. Source: Brown, Cai & DasGupta 2001 (key brown2001).
    """
    low, high = bayesian(events, n, level, (0.5, 0.5))
    events, n = counts(events, n)
    return _interval(np.where(events == 0, 0.0, low), np.where(events == n, 1.0, high))


METHODS: MappingProxyType[str, Callable[..., Interval]] = MappingProxyType(
    {"Wilson": wilson, "exact": exact, "Jeffreys": jeffreys, "Wald": wald}
)
"""Ways to an interval for a rate, by the name a student chooses."""


@typed
def coverage(truth: np.ndarray, n: int, method: Callable[..., Interval] = wilson, level: float = 0.95) -> np.ndarray:
    """How often an interval holds the true rate: the sum over every number of events that could come.

    Parameters
    ----------
    truth
        true rates from 0 to 1, any shape.
    n
        patients, one whole number from 1 to 100,000.
    method
        `wilson`, `exact`, `jeffreys`, `wald` or another of their form.
    level
        the coverage asked for, between 0 and 1.

    Returns
    -------
    the coverage, in the shape of `truth`.

    Raises
    ------
    ValueError, TypeError
        when a rate, n or level makes no sense.
    """
    truth, n = rates("truth", truth), at_least("n", n, 1, MOST_PATIENTS)
    events = np.arange(n + 1)
    inside = instance("what method returns", method(events, n, level), Interval).holds(truth[..., np.newaxis])
    return plain((binomial(n, truth) * inside).sum(axis=-1))


# --- two rates ---


@typed
def difference(
    events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray, level: float = 0.95
) -> Interval:
    """Interval for the rate of arm a less that of arm b, from the Wilson intervals of both.

    low = d − √((pa − la)² + (ub − pb)²), high = d + √((ua − pa)² + (pb − lb)²)

    Counts as in `wilson`, for each arm; raises like `wilson`. Source: Newcombe 1998 (key newcombe1998), his method 10.
    """
    events_a, n_a, events_b, n_b = two_arms(events_a, n_a, events_b, n_b)
    rate_a, rate_b = events_a / n_a, events_b / n_b
    a, b = wilson(events_a, n_a, level), wilson(events_b, n_b, level)
    below, above = np.hypot(rate_a - a.low, b.high - rate_b), np.hypot(a.high - rate_a, rate_b - b.low)
    return _interval(rate_a - rate_b - below, rate_a - rate_b + above)


@typed
def risk_ratio(
    events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray, level: float = 0.95
) -> Interval:
    """Interval for the rate of arm a over that of arm b, normal on the scale of logarithms.

    ln RR ± z·√(1/xa − 1/na + 1/xb − 1/nb). It is no hazard ratio: it forgets when the events came.
    Counts as in `wilson`, for each arm.

    Raises
    ------
    ValueError, TypeError
        as `wilson`, and when an arm has no event: its logarithm does not exist.

    Source: Katz et al. 1978 (key katz1978).
    """
    events_a, n_a, events_b, n_b = two_arms(events_a, n_a, events_b, n_b)
    for name, events in (("events_a", events_a), ("events_b", events_b)):
        if (events == 0).any():
            raise ValueError(f"{name} must be >= 1 for an interval of a ratio, got 0")
    log_ratio = np.log(events_a / n_a) - np.log(events_b / n_b)
    half = normal_quantile(level) * np.sqrt(1 / events_a - 1 / n_a + 1 / events_b - 1 / n_b)
    return _interval(np.exp(log_ratio - half), np.exp(log_ratio + half))


def _interval(low: np.ndarray, high: np.ndarray) -> Interval:
    return Interval(plain(low), plain(high))


def _beta_quantile(share: float, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Quantile of a beta distribution; 0 where a is 0 and 1 where b is 0, its limits."""
    inside = betaincinv(np.maximum(a, 1), np.maximum(b, 1), share)
    return np.where(a == 0, 0.0, np.where(b == 0, 1.0, inside))

"""Why small trials shrink: chance, the winner's curse, and a prior that pulls them back beforehand.

>>> print(f"{chance(20, 38, 0.277):.4f}")
0.0010
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betainc, betaincinv, betaln, psi

from il2course.arguments import fraction, positive, together
from il2course.signature import typed
from il2course.therapy.count import counts, patients, plain, rates
from il2course.therapy.distribution import binomial
from il2course.therapy.interval import Interval

FITTED_WEIGHT = (0.1, 1e4)  # patients' worth that a fitted prior may have
FIRST_WEIGHT = 20.0  # where the search for it begins


@typed
def chance(events: np.ndarray, n: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Probability of so many events or more, were this the true rate: P(X ≥ events | n, truth).

    Parameters
    ----------
    events, n
        0 ≤ events ≤ n, n ≥ 1, any shapes that broadcast.
    truth
        the true rate, 0 to 1.

    Raises
    ------
    ValueError, TypeError
        when a count or rate makes no sense.
    """
    events, n = counts(events, n)
    events, n, truth = together(events=events, n=n, truth=rates("truth", truth))
    some = np.maximum(events, 1)
    return plain(np.where(events == 0, 1.0, betainc(some, n - some + 1, truth)))


@dataclass(frozen=True)
class Curse:
    """What a trial reports when only a good result is followed up.

    Attributes
    ----------
    passes
        probability that the trial reaches the go-ahead.
    reported
        mean observed rate of the trials that do.
    excess
        `reported` less the true rate: what the next trial will lose on average.
    """

    passes: np.ndarray
    reported: np.ndarray
    excess: np.ndarray


@typed
def winners_curse(truth: np.ndarray, n: int, go: int) -> Curse:
    """Chance that a trial of `n` patients sees at least `go` events, and the mean rate it reports when it does.

    Parameters
    ----------
    truth
        true rates above 0 and up to 1, any shape.
    n
        patients, ≥ 1.
    go
        events that are enough to go on, 0 ≤ go ≤ n.

    Raises
    ------
    ValueError, TypeError
        when a rate or count makes no sense, or a true rate is 0 while an event is asked for.
    """
    truth = rates("truth", truth)
    counts(go, n, ("go", "n"))
    if go > 0 and (truth == 0).any():
        raise ValueError("truth must be > 0 where an event is asked for, got 0")
    possible, n = np.arange(n + 1), int(n)
    weight = binomial(n, truth) * (possible >= go)
    passes = weight.sum(axis=-1)
    reported = (weight * possible / n).sum(axis=-1) / passes
    return Curse(plain(passes), plain(reported), plain(reported - truth))


@typed
@dataclass(frozen=True)
class Prior:
    """What is believed of a rate before the trial: a Beta distribution.

    Attributes
    ----------
    mean
        the expected rate, between 0 and 1.
    weight
        how many patients the belief is worth; the larger, the harder a trial pulls against it.
    """

    mean: float
    weight: float

    def __post_init__(self) -> None:
        fraction("mean", self.mean)
        positive("weight", self.weight)

    @property
    def parameters(self) -> tuple[float, float]:
        """a and b of Beta(a, b)."""
        return self.mean * self.weight, (1 - self.mean) * self.weight


FLAT = Prior(0.5, 2)


@dataclass(frozen=True)
class Shrunk:
    """Rates after a prior has met the counts.

    Attributes
    ----------
    observed
        events / n.
    mean
        posterior mean: between the prior's mean and `observed`.
    interval
        equal-tailed interval of the posterior.
    pull
        share of the way from `observed` to the prior's mean: weight / (weight + n).
    """

    observed: np.ndarray
    mean: np.ndarray
    interval: Interval
    pull: np.ndarray


@typed
def shrink(events: np.ndarray, n: np.ndarray, prior: Prior, level: float = 0.95) -> Shrunk:
    """Posterior of rates, small trials pulled towards the prior and large ones hardly.

    mean = (weight·prior mean + events) / (weight + n)

    Parameters
    ----------
    events, n
        0 ≤ events ≤ n, n ≥ 1, any shapes that broadcast.
    prior
        what was believed before, for every trial alike.
    level
        of the interval, between 0 and 1.

    Raises
    ------
    ValueError, TypeError
        when a count or the level makes no sense.
    """
    events, n = counts(events, n)
    a, b = prior.parameters
    tail = (1 - fraction("level", level)) / 2
    ends = [betaincinv(a + events, b + n - events, share) for share in (tail, 1 - tail)]
    mean = (a + events) / (prior.weight + n)
    return Shrunk(plain(events / n), plain(mean), Interval(*map(plain, ends)), plain(prior.weight / (prior.weight + n)))


@typed
def fit_prior(events: np.ndarray, n: np.ndarray) -> Prior:
    """The Beta prior under which a family of trials is likeliest: empirical Bayes.

    Maximises Σ ln B(a + x, b + n − x) − ln B(a, b). Trials that differ no more than chance would make them give the
    largest weight allowed, `FITTED_WEIGHT`: they are pooled.

    Parameters
    ----------
    events, n
        counts of at least 2 trials, one-dimensional.

    Raises
    ------
    ValueError, TypeError
        when a count makes no sense, there are fewer than 2 trials, or all or none of the patients had the event.
    """
    events, n = counts(events, n)
    if events.ndim != 1 or events.size < 2:
        raise ValueError(f"events must be a list of at least 2 trials, got shape {events.shape}")
    pooled = events.sum() / n.sum()
    if pooled in (0, 1):
        raise ValueError(f"events must not be none or all of the patients, got {events.sum():g} of {n.sum():g}")

    start = np.log(FIRST_WEIGHT * np.array([pooled, 1 - pooled]))
    bounds = [(-12, np.log(FITTED_WEIGHT[1]))] * 2
    found = minimize(_unlikelihood, start, (events, n), "L-BFGS-B", jac=True, bounds=bounds)
    a, b = np.exp(found.x)
    return Prior(float(a / (a + b)), float(np.clip(a + b, *FITTED_WEIGHT)))


def _unlikelihood(log_parameters: np.ndarray, events: np.ndarray, n: np.ndarray) -> tuple[float, np.ndarray]:
    """−Σ ln of the beta-binomial probability, up to a constant, and its slope along ln a and ln b."""
    a, b = np.exp(log_parameters)
    value = betaln(a + events, b + n - events) - betaln(a, b)
    total = psi(a + b) - psi(a + b + n)
    slope_a, slope_b = psi(a + events) - psi(a) + total, psi(b + n - events) - psi(b) + total
    return -value.sum(), -np.array([a * slope_a.sum(), b * slope_b.sum()])


@typed
def future(events: int, n: int, next_n: int, prior: Prior = FLAT) -> np.ndarray:
    """Probability of 0, 1, …, next_n events in the next trial, given this one: beta-binomial.

    It is wider than the binomial at the observed rate, because that rate is itself uncertain.

    Raises
    ------
    ValueError, TypeError
        when a count makes no sense.
    """
    events, n = counts(events, n)
    next_n = int(patients("next_n", next_n))
    a, b = prior.parameters
    a, b, possible = a + events, b + n - events, np.arange(next_n + 1)
    log_choose = -np.log(next_n + 1) - betaln(next_n - possible + 1, possible + 1)
    return np.exp(log_choose + betaln(a + possible, b + next_n - possible) - betaln(a, b))

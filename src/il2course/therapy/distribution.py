"""The binomial distribution, whole: the probability of every number of events."""

from functools import lru_cache

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from il2course.therapy.count import patients, rates


def binomial(n: int, rate: np.ndarray) -> np.ndarray:
    """Probability of 0, 1, …, n events among n patients.

    Parameters
    ----------
    n
        patients, one whole number ≥ 1.
    rate
        the true rate, 0 to 1, any shape.

    Returns
    -------
    array of shape (*rate.shape, n + 1); sums to 1 over the last axis.

    Raises
    ------
    ValueError, TypeError
        when n or a rate makes no sense.
    """
    return unchecked_binomial(int(patients("n", n)), rates("rate", rate))


def unchecked_binomial(n: int, rate: np.ndarray) -> np.ndarray:
    """`binomial` of an n and rates that have been checked."""
    events, rate = np.arange(n + 1), rate[..., np.newaxis]
    return np.exp(log_choose(n) + xlogy(events, rate) + xlog1py(n - events, -rate))


@lru_cache(maxsize=4096)
def log_choose(n: int) -> np.ndarray:
    """ln C(n, 0), …, ln C(n, n)."""
    factorials = gammaln(np.arange(1, n + 2))
    return factorials[n] - factorials - factorials[::-1]

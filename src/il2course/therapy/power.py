"""Power and size of a trial of two arms: exact, by every table that could come; and by the usual approximation.

>>> sample_size(0.55, 0.30)
60
>>> print(f"{power(0.55, 0.30, 30):.2f}")
0.51
"""

from functools import lru_cache

import numpy as np
from scipy.special import chdtri, ndtr, ndtri

from il2course.arguments import finite, fraction, one_of, positive, together
from il2course.signature import typed
from il2course.therapy.count import patients, plain, rates
from il2course.therapy.distribution import log_choose, unchecked_binomial

TESTS = ("χ²", "Fisher")
MOST_PATIENTS = 20_000  # an arm, in a search for a size
MOST_EXACT = 200_000  # an arm, where every table is looked at
TIE = 1e-7  # how much likelier a table may look by rounding alone
MOST_FISHER = 2000  # an arm: the tables of Fisher's test fill memory with the square of it
SETTLED = 24  # sizes in a row that must have the power, because exact power is a saw


@typed
def power(
    rate_a: np.ndarray,
    rate_b: np.ndarray,
    n_a: np.ndarray,
    n_b: np.ndarray | None = None,
    alpha: float = 0.05,
    test: str = "χ²",
) -> np.ndarray:
    """Probability that a two-sided test calls the arms different: the sum over all tables that could come.

    power = Σ_x Σ_y P(x | n_a, rate_a) · P(y | n_b, rate_b) · [p(x, y) ≤ alpha]

    Parameters
    ----------
    rate_a, rate_b
        true rates of the arms, 0 to 1, any shapes that broadcast.
    n_a, n_b
        patients of the arms, whole numbers ≥ 1; `n_b` like `n_a` unless given.
    alpha
        the test rejects at p ≤ alpha, between 0 and 1.
    test
        "χ²" (Pearson, uncorrected) or "Fisher".

    Returns
    -------
    power in the broadcast shape; with equal rates, the test's true size.

    Raises
    ------
    ValueError, TypeError
        when a rate, size, alpha or test makes no sense.
    """
    rate_a, rate_b = rates("rate_a", rate_a), rates("rate_b", rate_b)
    n_a = patients("n_a", n_a)
    n_b = n_a if n_b is None else patients("n_b", n_b)
    fraction("alpha", alpha)
    one_of("test", test, TESTS)
    rate_a, rate_b, n_a, n_b = together(rate_a=rate_a, rate_b=rate_b, n_a=n_a, n_b=n_b)
    largest = max(n_a.max(initial=0), n_b.max(initial=0))
    if largest > MOST_EXACT:
        raise ValueError(f"n_a and n_b must be at most {MOST_EXACT} for exact power, got {largest:g}")
    found = np.empty(rate_a.shape)
    sizes = np.stack([n_a.ravel(), n_b.ravel()], axis=1).astype(int)
    kinds, place = np.unique(sizes, axis=0, return_inverse=True)
    for kind, (size_a, size_b) in enumerate(kinds):
        here = place.reshape(rate_a.shape) == kind
        found[here] = _power(rate_a[here], rate_b[here], int(size_a), int(size_b), float(alpha), test)
    return plain(found)


@typed
def normal_power(
    rate_a: np.ndarray, rate_b: np.ndarray, n_a: np.ndarray, n_b: np.ndarray | None = None, alpha: float = 0.05
) -> np.ndarray:
    """The textbook approximation to `power` of the χ² test; same arguments and errors.

    Φ((|pa − pb| − z·√(p̄(1 − p̄)(1/na + 1/nb))) / √(pa(1 − pa)/na + pb(1 − pb)/nb)). For 20 to 200 patients an arm
    and rates of 5 to 95 % it is within 0.07 of the exact power, and within 0.03 from 100 patients on; a test holds
    this. Where both rates are 0 or 1 and equal it is 0.
    """
    rate_a, rate_b = rates("rate_a", rate_a), rates("rate_b", rate_b)
    n_a = patients("n_a", n_a)
    n_b = n_a if n_b is None else patients("n_b", n_b)
    rate_a, rate_b, n_a, n_b = together(rate_a=rate_a, rate_b=rate_b, n_a=n_a, n_b=n_b)
    z = -ndtri(fraction("alpha", alpha) / 2)
    pooled = (n_a * rate_a + n_b * rate_b) / (n_a + n_b)
    under_null = np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    spread = np.sqrt(rate_a * (1 - rate_a) / n_a + rate_b * (1 - rate_b) / n_b)
    apart = np.abs(rate_a - rate_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        both_tails = ndtr((apart - z * under_null) / spread) + ndtr((-apart - z * under_null) / spread)
    return plain(np.where(spread > 0, both_tails, (apart > 0).astype(float)))


@typed
def sample_size(rate_a: float, rate_b: float, wanted: float = 0.8, alpha: float = 0.05, test: str = "χ²") -> int:
    """Fewest patients an arm from which on the exact power stays at or above `wanted`.

    Exact power is a saw: a patient more can cost a little. The size returned is the first of `SETTLED` in a row
    that all have the power.

    Parameters
    ----------
    rate_a, rate_b
        true rates, 0 to 1, not equal.
    wanted
        the power, between 0 and 1.
    alpha, test
        as for `power`.

    Raises
    ------
    ValueError, TypeError
        when the rates are equal or make no sense, or more than `MOST_PATIENTS` an arm would be needed.
    """
    guess = normal_sample_size(rate_a, rate_b, wanted, alpha)
    one_of("test", test, TESTS)

    def enough(n: int) -> bool:
        return _power(np.array([rate_a]), np.array([rate_b]), n, n, float(alpha), test)[0] >= wanted

    n, run = guess, 0
    while n > 1 and run < SETTLED:  # down to where the power is well short
        run = 0 if enough(n) else run + 1
        n -= 1
    run = 0
    while run < SETTLED:  # and up to where it stays
        run = run + 1 if enough(n) else 0
        n += 1
    return n - SETTLED


@typed
def normal_sample_size(rate_a: float, rate_b: float, wanted: float = 0.8, alpha: float = 0.05) -> int:
    """Patients an arm by the textbook formula; arguments and errors as for `sample_size`.

    n = (z_α·√(2p̄(1 − p̄)) + z_β·√(pa(1 − pa) + pb(1 − pb)))² / (pa − pb)²
    """
    a, b = float(rates("rate_a", rate_a)), float(rates("rate_b", rate_b))
    if a == b:
        raise ValueError(f"rate_a and rate_b must differ, got {a:g} for both")
    z_alpha, z_beta = -ndtri(fraction("alpha", alpha) / 2), ndtri(fraction("wanted", wanted))
    pooled = (a + b) / 2
    root = z_alpha * np.sqrt(2 * pooled * (1 - pooled)) + z_beta * np.sqrt(a * (1 - a) + b * (1 - b))
    n = int(np.ceil(max(root, 0) ** 2 / (a - b) ** 2))
    if n > MOST_PATIENTS:
        raise ValueError(f"rate_a and rate_b must be further apart for {MOST_PATIENTS} an arm, got {a:g} and {b:g}")
    return max(n, 1)


@typed
def events_needed(hazard_ratio: float, wanted: float = 0.8, alpha: float = 0.05, share: float = 0.5) -> int:
    """Events, in both arms together, that a log-rank test needs to see a hazard ratio.

    events = (z_α + z_β)² / (share·(1 − share)·ln² HR). It is events that count, not patients.

    Parameters
    ----------
    hazard_ratio
        above 0, not 1.
    wanted
        the power, between 0 and 1.
    alpha
        two-sided, between 0 and 1.
    share
        of the patients who are in one of the arms, between 0 and 1.

    Raises
    ------
    ValueError, TypeError
        when one of them makes no sense.

    Source: Schoenfeld 1981 (key schoenfeld1981).
    """
    if positive("hazard_ratio", hazard_ratio) == 1:
        raise ValueError("hazard_ratio must not be 1, got 1.0")
    z = -ndtri(fraction("alpha", alpha) / 2) + ndtri(fraction("wanted", wanted))
    share = fraction("share", share)
    return int(np.ceil(z**2 / (share * (1 - share) * np.log(hazard_ratio) ** 2)))


@typed
def power_of_events(
    hazard_ratio: np.ndarray, events: np.ndarray, alpha: float = 0.05, share: float = 0.5
) -> np.ndarray:
    """Power of a log-rank test that has seen so many events.

    Φ(|ln HR|·√(events·share·(1 − share)) − z_α), and the far tail.

    `hazard_ratio` above 0 and `events` ≥ 1 have shapes that broadcast; the rest and the source as for `events_needed`.
    """
    ratio = finite("hazard_ratio", hazard_ratio)
    if (ratio <= 0).any():
        raise ValueError(f"hazard_ratio must be > 0, got {ratio[ratio <= 0].flat[0]:g}")
    z, share = -ndtri(fraction("alpha", alpha) / 2), fraction("share", share)
    ratio, events = together(hazard_ratio=ratio, events=patients("events", events))
    apart = np.abs(np.log(ratio)) * np.sqrt(events * share * (1 - share))
    return plain(ndtr(apart - z) + ndtr(-apart - z))


# --- exact power ---


def _power(rate_a: np.ndarray, rate_b: np.ndarray, n_a: int, n_b: int, alpha: float, test: str) -> np.ndarray:
    """Power for a list of rates at one size."""
    if test == "Fisher" and max(n_a, n_b) > MOST_FISHER:
        raise ValueError(f"Fisher's test takes up to {MOST_FISHER} patients an arm here, got {max(n_a, n_b)}")
    a, b = unchecked_binomial(n_a, rate_a), unchecked_binomial(n_b, rate_b)
    if test == "Fisher" and n_a != n_b:
        return np.einsum("kx,xy,ky->k", a, _fisher_rejects(n_a, n_b, alpha), b, optimize=True)
    low, high = _fisher_accepts(n_a, alpha) if test == "Fisher" else _pearson_accepts(n_a, n_b, alpha)
    below = np.concatenate([np.zeros((*b.shape[:-1], 1)), np.cumsum(b, axis=-1)], axis=-1)
    return 1 - (a * (below[..., high + 1] - below[..., low])).sum(axis=-1)


@lru_cache(maxsize=4096)
def _pearson_accepts(n_a: int, n_b: int, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """For each number of events in arm a, the least and most in arm b that Pearson's test does not reject.

    N·(x·nb − y·na)² ≤ χ²·na·nb·(x + y)·(N − x − y) is quadratic in y; what lies between its roots is accepted.
    """
    x, all_, limit = np.arange(n_a + 1.0), n_a + n_b, chdtri(1, alpha) * n_a * n_b
    square = all_ * n_a**2 + limit
    half = all_ * n_a * n_b * x + limit * (all_ - 2 * x) / 2
    rest = all_ * (n_b * x) ** 2 - limit * x * (all_ - x)
    root = np.sqrt(np.maximum(half**2 - square * rest, 0))
    # A root that is whole but for rounding (such as 0 of both arms) belongs to what is accepted.
    low, high = np.ceil((half - root) / square - 1e-9), np.floor((half + root) / square + 1e-9)
    low, high = np.clip(low, 0, n_b + 1), np.clip(high, -1, n_b)
    return low.astype(int), np.maximum(high, low - 1).astype(int)


@lru_cache(maxsize=4096)
def _fisher_accepts(n: int, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """The same for Fisher's test of two arms of one size.

    There all tables of a margin come in pairs, so p is twice the smaller tail; and exchanging events with the rest
    gives the margins above n. What it rejects lies above what it accepts without a gap.
    """
    weight = np.concatenate([log_choose(n), np.full(n, -np.inf)])
    x, margin = np.arange(n // 2 + 1), np.arange(n + 1)[:, np.newaxis]
    # Below 0 an index counts from the end, where the weight is that of no table.
    tail = np.exp(weight[x] + weight[margin - x] - log_choose(2 * n)[margin]).cumsum(axis=1)
    rejected = ((2 * tail <= alpha * (1 + TIE)) & (2 * x < margin)).sum(axis=1)  # the p of a middle table is 1
    one = np.arange(n + 1)
    margins = np.searchsorted(rejected, one, side="right")  # from which on so few events in arm a are too few
    first = np.where(margins <= n, margins - one, n + 1)
    mirrored = np.searchsorted(first, n - one, side="right")
    high = np.where(first <= n, first - 1, n - mirrored)
    return n - high[::-1], high


@lru_cache(maxsize=64)
def _fisher_rejects(n_a: int, n_b: int, alpha: float) -> np.ndarray:
    """Which tables Fisher's test rejects in arms of any size, shape (n_a + 1, n_b + 1), as 0 and 1."""
    weight = log_choose(n_a)[:, np.newaxis] + log_choose(n_b)
    rejects = np.zeros(weight.shape)
    for events in range(n_a + n_b + 1):
        x = np.arange(max(0, events - n_b), min(n_a, events) + 1)
        margin = np.exp(weight[x, events - x] - weight[x, events - x].max())
        ordered = np.sort(margin)
        no_likelier = np.searchsorted(ordered, margin * (1 + TIE), side="right") - 1
        rejects[x, events - x] = np.cumsum(ordered)[no_likelier] / margin.sum() <= alpha * (1 + TIE)
    return rejects

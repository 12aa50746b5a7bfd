"""Intervals, tests and power: ours beside the same from SciPy, one call for each count.

Times are medians of the processor's time of repeated calls, in turns, so that other programs do not count; what ours
keeps between calls is thrown away before each. `accuracy` is the largest difference between both answers.
"""

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from il2course.commands.bench import Comparison
from il2course.therapy import power as module
from il2course.therapy.comparison import pearson
from il2course.therapy.distribution import log_choose
from il2course.therapy.interval import METHODS, coverage, wilson
from il2course.therapy.power import normal_power, power
from il2course.therapy.shrinkage import fit_prior, shrink, winners_curse
from il2course.therapy.trial import TRIALS

REPEATS = 15
MOST_REPEATED_S = 0.2  # what takes longer is called three times only
SIZES, RATES = np.arange(10, 201, 4), np.linspace(0.005, 0.995, 100)
TRUTHS = np.linspace(0.005, 0.995, 199)
CURVES = (
    ("power against 48 sizes, 10 to 200 an arm", 0.55, 0.30, SIZES),
    ("power against 100 rates, 60 an arm", RATES, 0.30, np.array([60])),
    ("power against 100 rates, 400 an arm", RATES, 0.30, np.array([400])),
)


def compare() -> Iterator[Comparison]:
    """One row a kind of interval or curve."""
    from scipy.stats import binomtest

    outcomes = [outcome for trial in TRIALS.values() for outcome in trial.outcomes.values() if outcome.arms]
    events, n = (np.concatenate([getattr(outcome, name) for outcome in outcomes]) for name in ("events", "n"))
    for name, method in (("Wilson", "wilson"), ("exact", "exact")):
        yield _row(
            f"{name} intervals of all {events.size} arms of the lesson",
            lambda name=name: np.array(METHODS[name](events, n)),
            "binomtest, arm by arm",
            lambda method=method: (
                np.array(
                    [
                        binomtest(x, size).proportion_ci(method=method)
                        for x, size in zip(events.tolist(), n.tolist(), strict=True)
                    ]
                ).T
            ),
        )
    yield _row(
        "coverage of Wilson's interval at 199 rates, 60 patients",
        lambda: coverage(TRUTHS, 60, wilson),
        "binom.pmf, rate by rate",
        _coverage_by_scipy,
    )
    for what, rate_a, rate_b, size in CURVES:
        for test in module.TESTS:
            yield _row(
                f"{what}, {test}",
                lambda a=rate_a, b=rate_b, size=size, test=test: power(a, b, size, test=test),
                "all tables, binom.pmf" if test == "χ²" else "normal approximation",
                lambda a=rate_a, b=rate_b, size=size, test=test: (
                    _power_by_scipy(a, b, size) if test == "χ²" else normal_power(a, b, size)
                ),
            )
    yield _own("winner's curse at 199 rates, 38 patients", lambda: winners_curse(TRUTHS, 38, 17))
    few, of = events[n < 60], n[n < 60]
    prior = fit_prior(few, of)
    yield _own(f"prior fitted to {few.size} small arms", lambda: fit_prior(few, of))
    yield _own(f"{few.size} small arms shrunk towards it", lambda: shrink(few, of, prior))


def _row(what: str, ours: Callable, peer: str, theirs: Callable) -> Comparison:
    """Both in turns."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(REPEATS):
        found, seconds = _timed(ours)
        times["ours"].append(seconds)
        if len(times["theirs"]) < 3 or times["theirs"][0] < MOST_REPEATED_S:
            expected, seconds = _timed(theirs)
            times["theirs"].append(seconds)
    apart = float(np.abs(np.asarray(found) - np.asarray(expected)).max())
    ratio = statistics.median(times["theirs"]) / statistics.median(times["ours"])
    return Comparison(what, _figure(times["ours"]), peer, _figure(times["theirs"]), ratio, f"{apart:.1g} apart at most")


def _own(what: str, ours: Callable) -> Comparison:
    """What has no peer here stands beside the 20 ms that a slider may take."""
    times = [_timed(ours)[1] for _ in range(REPEATS)]
    return Comparison(what, _figure(times), "a slider's share", "20 ms", 0.02 / statistics.median(times), "tested")


def _timed(call: Callable) -> tuple[object, float]:
    for kept in (module._pearson_accepts, module._fisher_accepts, module._fisher_rejects, log_choose):
        kept.cache_clear()
    start = time.process_time()
    found = call()
    return found, time.process_time() - start


def _figure(seconds: list[float]) -> str:
    return f"{1e3 * statistics.median(seconds):.2g} ms (worst {1e3 * max(seconds):.2g})"


def _coverage_by_scipy() -> np.ndarray:
    from scipy.stats import binom

    events = np.arange(61)
    low, high = wilson(events, 60)
    return np.array([binom.pmf(events, 60, truth)[(low <= truth) & (truth <= high)].sum() for truth in TRUTHS])


def _power_by_scipy(rate_a: np.ndarray, rate_b: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    from scipy.stats import binom

    found = []
    for a, b, n in np.broadcast(rate_a, rate_b, sizes):
        events = np.arange(n + 1)
        rejected = pearson(events[:, np.newaxis], n, events, n) <= 0.05
        found.append(binom.pmf(events, n, a) @ rejected @ binom.pmf(events, n, b))
    return np.array(found)

"""Intervals against SciPy, published examples and their own promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest
from scipy.stats.contingency import relative_risk

from il2course.therapy import interval
from il2course.therapy.comparison import pearson
from il2course.therapy.interval import METHODS, Interval, bayesian, coverage, difference, exact, jeffreys, wald, wilson

WHOLE = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


# --- one rate ---

PRINTED = [  # percent, as printed
    ("Wilson", 43, 270, 0.95, (12.0, 20.8)),
    ("exact", 43, 270, 0.95, (11.8, 20.8)),
    ("exact", 36, 255, 0.95, (10.1, 19.0)),
    ("exact", 36, 255, 0.90, (10.7, 18.2)),
    ("exact", 23, 73, 0.95, (21.1, 43.4)),
    ("exact", 4, 23, 0.95, (5.0, 38.8)),
    ("exact", 0, 23, 0.95, (0.0, 14.8)),
]


@pytest.mark.parametrize(("name", "events", "n", "level", "percent"), PRINTED)
def test_intervals_of_the_trials(name, events, n, level, percent):
    assert tuple(round(100 * end, 1) for end in METHODS[name](events, n, level)) == percent


def test_newcombes_examples_of_one_rate():
    """Newcombe 1998, methods 3 (Wilson) and 5 (exact), to four places."""
    assert tuple(round(end, 4) for end in wilson([81, 15, 0], [263, 148, 20]).low) == (0.2553, 0.0624, 0.0)
    assert tuple(round(end, 4) for end in wilson([81, 15, 0], [263, 148, 20]).high) == (0.3662, 0.1605, 0.1611)
    assert tuple(round(end, 4) for end in exact(81, 263)) == (0.2527, 0.3676)


@given(WHOLE, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_wilson_and_exact_are_scipys(counted, level):
    events, n = counted
    for ours, method in ((wilson, "wilson"), (exact, "exact")):
        theirs = binomtest(events, n).proportion_ci(level, method)
        assert tuple(ours(events, n, level)) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(WHOLE)
def test_the_ends_of_the_exact_interval_leave_a_fortieth_outside(counted):
    events, n = counted
    low, high = exact(events, n)
    assert low == 0 if events == 0 else binom.sf(events - 1, n, low) == pytest.approx(0.025, abs=1e-9)
    assert high == 1 if events == n else binom.cdf(events, n, high) == pytest.approx(0.025, abs=1e-9)


@given(WHOLE, st.sampled_from(sorted(set(METHODS) - {"Wald"})))
def test_intervals_hold_what_was_observed_and_stay_between_0_and_1(counted, name):
    events, n = counted
    low, high = METHODS[name](events, n)
    assert 0 <= low <= events / n + 1e-12
    assert events / n - 1e-12 <= high <= 1
    assert (low == 0) == (events == 0)
    assert (high == 1) == (events == n)


def test_a_higher_level_is_wider_and_more_patients_are_narrower():
    levels = [wilson(10, 40, level).width for level in (0.5, 0.8, 0.9, 0.95, 0.99)]
    assert np.all(np.diff(levels) > 0)
    sizes = 10 * 2 ** np.arange(8)
    for method in METHODS.values():
        assert np.all(np.diff(method(sizes // 5, sizes).width) < 0)


def test_wald_has_no_width_where_nobody_responds():
    assert tuple(wald(0, 31)) == (0, 0)
    assert wald(1, 10).low < 0


def test_a_flat_prior_pulls_to_the_middle_and_a_strong_one_stays():
    low, high = bayesian(0, 10)
    assert high == pytest.approx(1 - 0.025 ** (1 / 11), rel=1e-12)
    assert 0 < low < 0.01
    assert bayesian(20, 38, prior=(277.0, 723.0)).holds(0.277)


def test_jeffreys_is_the_published_one():
    """Brown, Cai & DasGupta 2001: the modified Jeffreys interval is that of Beta(x + ½, n − x + ½)."""
    assert tuple(round(end, 3) for end in jeffreys(1, 10)) == (0.011, 0.381)
    assert jeffreys(0, 10).low == 0


def test_shapes_broadcast_and_numbers_stay_numbers():
    low, high = wilson([[1], [2]], [10, 20, 30])
    assert low.shape == high.shape == (2, 3)
    assert low[1, 2] == wilson(2, 30).low
    assert np.ndim(wilson(2, 30).low) == 0


# --- how often they are right ---

TRUTHS = np.linspace(0.01, 0.99, 99)


@pytest.mark.parametrize("n", [5, 12, 38, 60])
def test_the_exact_interval_never_covers_less_than_it_says(n):
    for level in (0.9, 0.95):
        assert coverage(TRUTHS, n, exact, level).min() >= level - 1e-12


@pytest.mark.parametrize("n", [12, 38, 60])
def test_wilson_covers_as_it_says_on_average_and_wald_does_not(n):
    assert coverage(TRUTHS, n, wilson).mean() == pytest.approx(0.95, abs=0.01)
    assert coverage(TRUTHS, n, jeffreys).mean() == pytest.approx(0.95, abs=0.01)
    assert coverage(TRUTHS, n, wald).mean() < 0.93
    assert coverage(TRUTHS, n, exact).mean() > 0.96


def test_the_published_saw_of_the_wald_interval():
    """Brown, Cai & DasGupta 2001, rate ½: 0.951 with 17 patients and, worse, 0.919 with 40."""
    assert round(coverage(0.5, 17, wald), 3) == 0.951
    assert round(coverage(0.5, 40, wald), 3) == 0.919


def test_coverage_is_the_share_of_simulated_trials():
    random = np.random.default_rng(5)
    seen = random.binomial(20, 0.3, 20_000)
    share = wilson(seen, 20).holds(0.3).mean()
    assert share == pytest.approx(coverage(0.3, 20, wilson), abs=4 * np.sqrt(0.05 * 0.95 / 20_000))


# --- two rates ---


def test_newcombes_examples_of_a_difference():
    """Newcombe 1998, table II, method 10, to four places."""
    examples = [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ]
    for table, ends in examples:
        assert tuple(round(end, 4) for end in difference(*table)) == ends


def test_a_difference_turns_with_the_arms():
    forth, back = difference(16, 29, 9, 30), difference(9, 30, 16, 29)
    assert (forth.low, forth.high) == pytest.approx((-back.high, -back.low), rel=1e-12)


def test_on_the_edge_methods_disagree():
    """SRI-4 at week 12 of He 2020: the interval leaves 0 out by a hair, χ² gives 0.0504, and 0.052 was printed."""
    assert 0 < difference(16, 29, 9, 30).low < 0.001
    assert pearson(16, 29, 9, 30) > 0.05


def test_risk_ratios_are_scipys():
    for table in ((16, 29, 9, 30), (19, 29, 11, 30), (34, 50, 29, 50)):
        theirs = relative_risk(*table).confidence_interval(0.9)
        assert tuple(interval.risk_ratio(*table, level=0.9)) == pytest.approx((theirs.low, theirs.high), rel=1e-12)


# --- what is refused ---

REFUSED = [
    (lambda: wilson(44, 43), ValueError, "events must be <= n, got 44 of 43"),
    (lambda: wilson([1, 9], [10, 8]), ValueError, "events must be <= n, got 9 of 8"),
    (lambda: wilson(-1, 43), ValueError, "events must be >= 0, got -1.0"),
    (lambda: exact(0, 0), ValueError, "n must be >= 1, got 0"),
    (lambda: exact(2.5, 10), ValueError, "events must be whole, got 2.5"),
    (lambda: exact(2, 10.5), ValueError, "n must be whole, got 10.5"),
    (lambda: wilson(43, 270, 95), ValueError, "level must be between 0 and 1, got 95.0"),
    (lambda: wilson(43, np.inf), ValueError, "n must be finite, got inf"),
    (lambda: jeffreys("43", 270), TypeError, "events must be numbers, got '43'"),
    (lambda: bayesian(1, 2, prior=(0, 1)), ValueError, "prior[0] must be > 0, got 0.0"),
    (lambda: coverage(1.2, 10), ValueError, "truth must be between 0 and 1, got 1.2"),
    (lambda: coverage(0.2, 0), ValueError, "n must be a whole number >= 1, got 0"),
    (lambda: difference(1, 2, 3, 2), ValueError, "events_b must be <= n_b, got 3 of 2"),
    (lambda: interval.risk_ratio(1, 2, 0, 2), ValueError, "events_b must be >= 1 for an interval of a ratio, got 0"),
]


@pytest.mark.parametrize(("call", "kind", "message"), REFUSED)
def test_bad_counts_are_refused_in_one_sentence(call, kind, message):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == message


def test_an_interval_knows_its_width():
    assert Interval(0.25, 0.75).width == 0.5
    assert Interval(0.25, 0.75).holds(0.25)
    assert not Interval(0.25, 0.75).holds(0.76)

"""Power by every table that could come, against brute force, simulation and published sizes."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import binom

from il2course.therapy import power as module
from il2course.therapy.comparison import fisher, pearson
from il2course.therapy.power import (
    SETTLED,
    TESTS,
    events_needed,
    normal_power,
    normal_sample_size,
    power,
    power_of_events,
    sample_size,
)

P_VALUES = {"χ²": pearson, "Fisher": fisher}


@cache
def p_values(n_a, n_b, test):
    """p of every table of two arms."""
    return P_VALUES[test](np.arange(n_a + 1)[:, np.newaxis], n_a, np.arange(n_b + 1), n_b)


def brute(rate_a, rate_b, n_a, n_b, alpha, test):
    """The double sum, term by term, with SciPy's distributions and tests."""
    x, y = np.arange(n_a + 1)[:, np.newaxis], np.arange(n_b + 1)
    chance = binom.pmf(x, n_a, rate_a) * binom.pmf(y, n_b, rate_b)
    return (chance * (p_values(n_a, n_b, test) <= alpha * (1 + 1e-9))).sum()


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize(("n_a", "n_b"), [(1, 1), (7, 7), (12, 17), (25, 25), (30, 11)])
@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
def test_power_is_the_double_sum(n_a, n_b, alpha, test):
    for rates in ((0.55, 0.30), (0.1, 0.6), (0.02, 0.02), (0.0, 1.0), (1.0, 1.0)):
        assert power(*rates, n_a, n_b, alpha, test) == pytest.approx(brute(*rates, n_a, n_b, alpha, test), abs=1e-12)


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
def test_equal_arms_of_fishers_test_take_a_short_way_to_the_same_tables(alpha):
    for n in (1, 2, 3, 9, 20, 41, 80):
        low, high = module._fisher_accepts(n, alpha)
        rejects = module._fisher_rejects(n, n, alpha)
        other = np.arange(n + 1)
        np.testing.assert_array_equal((other < low[:, np.newaxis]) | (other > high[:, np.newaxis]), rejects > 0)


@pytest.mark.parametrize("test", TESTS)
def test_power_is_what_simulated_trials_find(test):
    random = np.random.default_rng(3)
    a, b = random.binomial(30, 0.55, 40_000), random.binomial(30, 0.30, 40_000)
    share = (p_values(30, 30, test)[a, b] <= 0.05).mean()
    assert share == pytest.approx(power(0.55, 0.30, 30, test=test), abs=4 * np.sqrt(0.25 / 40_000))


def test_with_equal_rates_fisher_keeps_its_promise_and_chi_square_nearly():
    rates = np.linspace(0, 1, 101)
    assert power(rates, rates, 30, test="Fisher").max() < 0.05
    assert 0.05 < power(rates, rates, 30).max() < 0.07


def test_power_grows_with_size_and_distance():
    assert np.all(np.diff(power(0.55, 0.30, [20, 40, 80, 160])) > 0)
    assert np.all(np.diff(power(np.linspace(0.3, 1, 20), 0.3, 40)) > 0)
    assert power(0.55, 0.30, 40) == pytest.approx(power(0.30, 0.55, 40), abs=1e-12)


def test_power_takes_arrays_of_sizes_and_rates():
    found = power(np.array([0.4, 0.5])[:, np.newaxis], 0.2, [20, 30, 40], 25)
    assert found.shape == (2, 3)
    assert found[1, 2] == pytest.approx(power(0.5, 0.2, 40, 25), abs=1e-14)


# --- the usual approximation ---


def test_normal_approximation_gives_the_handbook_values():
    """R, power.prop.test: rates 0.50 and 0.75 have power 0.740 with 50 an arm, and 0.90 with 76.7."""
    assert round(normal_power(0.50, 0.75, 50), 3) == 0.740
    assert normal_sample_size(0.50, 0.75, 0.90) == 77


def test_normal_approximation_is_as_near_as_its_docstring_says():
    rates = np.linspace(0.05, 0.95, 19)
    a, b = np.meshgrid(rates, rates)
    worst = {n: np.abs(power(a, b, n) - normal_power(a, b, n)).max() for n in (20, 30, 50, 100, 150, 200)}
    assert max(worst.values()) < 0.07
    assert max(error for n, error in worst.items() if n >= 100) < 0.03


def test_normal_power_without_spread_is_all_or_nothing():
    assert normal_power([0.0, 1.0, 1.0], [0.0, 1.0, 0.0], 10).tolist() == [0.0, 0.0, 1.0]


# --- the trial that should have been run ---


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize(
    ("rates", "wanted"), [((0.55, 0.30), 0.8), ((0.9, 0.1), 0.8), ((0.02, 0.12), 0.9), ((0.5, 0.3), 0.5)]
)
def test_sample_size_is_the_first_that_stays(rates, wanted, test):
    n = sample_size(*rates, wanted, test=test)
    after = power(*rates, np.arange(n, n + SETTLED), test=test)
    assert after.min() >= wanted
    if n > 1:
        assert power(*rates, n - 1, test=test) < wanted


def test_sizes_that_lupus_needed():
    """The rates of He 2020 want 59 an arm, those of LUPIL-2 364; the trials had 30 and 50."""
    assert sample_size(16 / 29, 9 / 30) == 59
    assert sample_size(34 / 50, 29 / 50) == 364
    assert power(16 / 29, 9 / 30, 29, 30) == pytest.approx(0.503, abs=5e-4)
    assert power(34 / 50, 29 / 50, 50) == pytest.approx(0.179, abs=5e-4)


# --- events ---


def test_events_of_schoenfelds_formula():
    """247 events see a hazard ratio of 0.7 with a power of 80 %, 88 one of 0.5 with 90 %: widely printed sizes."""
    assert events_needed(0.7) == 247
    assert events_needed(0.5, 0.9) == 88
    assert events_needed(0.5) == events_needed(2.0) == 66


def test_events_needed_have_the_power_asked_for():
    for ratio in (0.5, 0.75, 1.3):
        events = events_needed(ratio, 0.8)
        assert power_of_events(ratio, events) >= 0.8 > power_of_events(ratio, events - 1)
    assert power_of_events(1.0, 100) == pytest.approx(0.05, rel=1e-12)
    assert events_needed(0.7, share=1 / 3) > events_needed(0.7)


REFUSED = [
    (lambda: power(1.2, 0.3, 30), "rate_a must be between 0 and 1, got 1.2"),
    (lambda: power(0.5, -0.3, 30), "rate_b must be >= 0, got -0.3"),
    (lambda: power(0.5, 0.3, 0), "n_a must be >= 1, got 0"),
    (lambda: power(0.5, 0.3, 30, 20.5), "n_b must be whole, got 20.5"),
    (lambda: power(0.5, 0.3, 30, alpha=5), "alpha must be between 0 and 1, got 5.0"),
    (lambda: power(0.5, 0.3, 30, test="t"), "test must be one of χ², Fisher, got 't'"),
    (lambda: power(0.5, 0.3, 3000, test="Fisher"), "Fisher's test takes up to 2000 patients an arm here, got 3000"),
    (lambda: sample_size(0.3, 0.3), "rate_a and rate_b must differ, got 0.3 for both"),
    (lambda: sample_size(0.3, 0.2, 80), "wanted must be between 0 and 1, got 80.0"),
    (
        lambda: sample_size(0.3, 0.301),
        "rate_a and rate_b must be further apart for 20000 an arm, got 0.3 and 0.301",
    ),
    (lambda: events_needed(1), "hazard_ratio must not be 1, got 1.0"),
    (lambda: events_needed(-0.5), "hazard_ratio must be > 0, got -0.5"),
    (lambda: events_needed(0.5, share=1), "share must be between 0 and 1, got 1.0"),
    (lambda: power_of_events(0.5, 0), "events must be >= 1, got 0"),
    (lambda: power_of_events([0.5, 0], 10), "hazard_ratio must be > 0, got 0"),
    (lambda: power_of_events([0.5, np.nan], 10), "hazard_ratio must be finite, got nan"),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_bad_plans_are_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message

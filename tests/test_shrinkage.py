"""Small trials: chance, the winner's curse, and a prior."""

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from il2course.therapy.shrinkage import FITTED_WEIGHT, FLAT, Prior, chance, fit_prior, future, shrink, winners_curse


def test_twenty_of_38_would_be_a_miracle_at_the_later_rate():
    assert f"{chance(20, 38, 0.277):.4f}" == "0.0010"


def test_chance_is_the_upper_tail():
    events = np.arange(39)
    np.testing.assert_allclose(chance(events, 38, 0.277), binom.sf(events - 1, 38, 0.277), rtol=1e-10)
    assert chance(0, 38, 0) == 1
    assert chance(1, 38, 0) == 0
    assert chance(38, 38, 1) == 1


def test_the_winners_curse_by_hand():
    """Two patients, rate ½, go on with at least one response: ¾ pass and report 2/3."""
    curse = winners_curse(0.5, 2, 1)
    assert (curse.passes, curse.reported, curse.excess) == pytest.approx((3 / 4, 2 / 3, 1 / 6), rel=1e-12)


def test_the_winners_curse_is_what_simulated_trials_report():
    rates = np.random.default_rng(1).binomial(38, 0.36, 200_000) / 38
    winners = rates[rates >= 17 / 38]
    curse = winners_curse(0.36, 38, 17)
    assert curse.passes == pytest.approx(winners.size / rates.size, abs=0.005)
    assert curse.reported == pytest.approx(winners.mean(), abs=0.002)


def test_the_curse_fades_with_size_and_where_everybody_wins():
    assert np.all(np.diff([winners_curse(0.3, n, n * 2 // 5).excess for n in (20, 40, 80, 160)]) < 0)
    assert winners_curse(0.3, 40, 0).excess == pytest.approx(0, abs=1e-12)
    assert winners_curse(np.array([0.2, 0.3]), 40, 16).reported.shape == (2,)


def test_shrinkage_is_a_weighted_mean():
    found = shrink(20, 38, Prior(0.277, 38))
    assert found.mean == pytest.approx((20 / 38 + 0.277) / 2, rel=1e-12)
    assert found.pull == 0.5
    assert found.interval.holds(found.mean)


def test_large_trials_hardly_move_and_small_ones_do():
    found = shrink([5, 50, 500], [10, 100, 1000], Prior(0.2, 20))
    assert np.all(np.diff(found.mean) > 0)
    assert found.mean[0] == pytest.approx(0.3, rel=1e-12)
    assert found.mean[2] == pytest.approx(0.494, abs=5e-4)


FAMILIES = {
    "cancer": ([43, 36, 20, 4, 3, 19], [270, 255, 38, 46, 22, 144]),
    "small and far apart": ([0, 9, 1, 8, 0], [10, 10, 12, 9, 11]),
    "nearly nobody": ([0, 1, 0, 2], [40, 35, 60, 50]),
    "nearly alike": ([12, 10, 15, 9], [30, 28, 33, 31]),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_fitted_prior_is_the_likeliest(name):
    events, n = FAMILIES[name]
    found = fit_prior(events, n)
    means, weights = np.meshgrid(np.linspace(0.005, 0.995, 100), np.geomspace(*FITTED_WEIGHT, 60))

    def likelihood(mean, weight):
        a, b = mean * weight, (1 - mean) * weight
        return sum(betabinom.logpmf(x, size, a, b) for x, size in zip(events, n, strict=True))

    assert likelihood(found.mean, found.weight) >= likelihood(means, weights).max() - 1e-5


def test_trials_that_differ_only_by_chance_are_pooled():
    found = fit_prior([20, 21, 19, 20], [100, 100, 100, 100])
    assert found.mean == pytest.approx(0.2, abs=1e-3)
    assert found.weight == pytest.approx(FITTED_WEIGHT[1], rel=1e-3)


def test_the_next_trial_is_beta_binomial():
    found = future(20, 38, 100, Prior(0.277, 20))
    a, b = Prior(0.277, 20).parameters
    np.testing.assert_allclose(found, betabinom.pmf(np.arange(101), 100, a + 20, b + 18), rtol=1e-9)
    assert found.sum() == pytest.approx(1, rel=1e-12)
    spread = np.sqrt(found @ np.arange(101) ** 2 - (found @ np.arange(101)) ** 2)
    assert spread > np.sqrt(100 * 0.25)


def test_priors_know_their_parameters():
    assert FLAT.parameters == (1, 1)
    assert Prior(0.25, 8).parameters == (2, 6)


REFUSED = [
    (lambda: chance(39, 38, 0.277), "events must be <= n, got 39 of 38"),
    (lambda: chance(20, 38, 27.7), "truth must be between 0 and 1, got 27.7"),
    (lambda: chance(20, 38, -0.1), "truth must be >= 0, got -0.1"),
    (lambda: winners_curse(0.3, 10, 11), "go must be <= n, got 11 of 10"),
    (lambda: winners_curse(0.0, 10, 1), "truth must be > 0 where an event is asked for, got 0"),
    (lambda: Prior(27.7, 10), "mean must be between 0 and 1, got 27.7"),
    (lambda: Prior(0.277, 0), "weight must be > 0, got 0.0"),
    (lambda: shrink(20, 38, FLAT, level=95), "level must be between 0 and 1, got 95.0"),
    (lambda: fit_prior([3], [10]), "events must be a list of at least 2 trials, got shape (1,)"),
    (lambda: fit_prior([0, 0], [10, 12]), "events must not be none or all of the patients, got 0 of 22"),
    (lambda: future(20, 38, 0), "next_n must be >= 1, got 0"),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_bad_input_is_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message

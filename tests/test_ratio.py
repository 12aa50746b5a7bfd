"""Published hazard ratios: do interval and p belong together?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2course.therapy.ratio import Ratio, interval_from_p, log_standard_error, p_from_interval

CONSISTENT = {
    "SILCAAT": Ratio(0.91, 0.70, 1.18, p=0.47),
    "ESPRIT": Ratio(0.94, 0.75, 1.16, p=0.55),
    "PIVOTAL": Ratio(0.59, 0.41, 0.86, p=0.005),
    "PIVOTAL, distant": Ratio(0.60, 0.37, 0.95, p=0.029),
    "PIVOT IO 001, 97 %": Ratio(1.09, 0.88, 1.35, p=0.3988, level=0.97),
}


@pytest.mark.parametrize("name", CONSISTENT)
def test_ratios_whose_interval_and_p_agree(name):
    assert CONSISTENT[name].is_consistent


def test_stalwart_has_an_interval_that_includes_1_beside_a_small_p():
    stalwart = Ratio(5.84, 0.59, 43.57, p=0.009)
    assert stalwart.includes_one
    assert not stalwart.is_consistent
    assert round(stalwart.implied_p, 3) == 0.108
    assert round(stalwart.middle, 2) == 5.07


def test_the_wrong_level_breaks_a_consistent_ratio():
    """The level must be read: at 95 % the 97 % interval would mean another p."""
    assert Ratio(1.09, 0.88, 1.35, level=0.97).implied_p == pytest.approx(0.382, abs=5e-4)
    assert Ratio(1.09, 0.88, 1.35).implied_p == pytest.approx(0.430, abs=5e-4)


def test_esprit_grade_4_events_cannot_be_chance_alone():
    low, high = interval_from_p(1.23, 0.003)
    assert (round(low, 2), round(high, 2)) == (1.07, 1.41)


@given(st.floats(0.05, 20), st.floats(0.01, 2), st.sampled_from([0.8, 0.9, 0.95, 0.97, 0.99]))
def test_a_normal_interval_gives_back_its_standard_error(ratio, error, level):
    from scipy.stats import norm

    z = norm.ppf((1 + level) / 2)
    low, high = ratio * np.exp(-z * error), ratio * np.exp(z * error)
    assert log_standard_error(low, high, level) == pytest.approx(error, rel=1e-9)
    assert p_from_interval(ratio, low, high, level) == pytest.approx(
        2 * norm.sf(abs(np.log(ratio)) / error), rel=1e-6, abs=1e-300
    )


@given(st.floats(0.1, 0.95), st.floats(1e-4, 0.9))
def test_interval_from_p_goes_there_and_back(ratio, p):
    low, high = interval_from_p(ratio, p)
    assert p_from_interval(ratio, low, high) == pytest.approx(p, rel=1e-9)
    if abs(p - 0.05) > 1e-9:
        assert (low <= 1 <= high) == (p > 0.05)


def test_functions_take_arrays():
    assert log_standard_error([0.70, 0.75], [1.18, 1.16]).shape == (2,)
    assert interval_from_p([1.23, 1.10], [0.003, 0.35]).low.shape == (2,)


def test_a_ratio_without_an_interval_says_nothing_about_consistency():
    bare = Ratio(1.06, p=0.73)
    assert bare.includes_one is bare.implied_p is bare.implied_p_range is bare.is_consistent is bare.middle is None
    assert Ratio(0.97, 0.80, 1.17).is_consistent is None


def test_a_value_that_rounds_over_1_may_have_any_large_p():
    assert Ratio(1.0, 0.8, 1.25, p=1 - 1e-9).implied_p_range[1] == 1.0


REFUSED = [
    (lambda: Ratio(0), ValueError, "value must be > 0, got 0.0"),
    (lambda: Ratio(0.91, 0.70), ValueError, "low and high must both be given or both be None, got 0.7 and None"),
    (lambda: Ratio(0.91, 1.18, 0.70), ValueError, "low must be < high, got 1.18 and 0.7"),
    (lambda: Ratio(0.91, 0.70, 1.18, level=95), ValueError, "level must be between 0 and 1, got 95.0"),
    (lambda: Ratio(0.91, p=47), ValueError, "p must be between 0 and 1, got 47.0"),
    (lambda: log_standard_error(-1, 2), ValueError, "low must be > 0, got -1"),
    (lambda: p_from_interval(0, 0.5, 2), ValueError, "ratio must be > 0, got 0"),
    (
        lambda: p_from_interval([0.9, 1.0], [0.7, 1.2], 2),
        ValueError,
        "ratio must lie in its interval, got 1 and 1.2 to 2",
    ),
    (lambda: interval_from_p(1, 0.5), ValueError, "ratio must not be 1 where an interval is wanted from p, got 1"),
    (lambda: interval_from_p(1.2, 1), ValueError, "p must be between 0 and 1, got 1"),
    (lambda: interval_from_p(1.2, "x"), TypeError, "p must be numbers, got 'x'"),
]


@pytest.mark.parametrize(("call", "kind", "message"), REFUSED)
def test_bad_ratios_are_refused_in_one_sentence(call, kind, message):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == message

"""Fits of dose–response curves."""

import numpy as np
import pytest
from scipy import stats

from il2course import facts
from il2course.dose_response import fit_logistic, logistic
from il2course.receptor import CELLS

DOSES = np.geomspace(1e-3, 100, 12)

# EC50 in pM by an unbounded four-parameter logistic, as reported for the data of Farhat et al. 2021.
REPORTED = {(60, "Treg"): 11.4, (60, "Th"): 364, (60, "CD8"): 2316, (60, "NK"): 1590} | {
    (30, "Treg"): 49.5,
    (30, "Th"): 1782,
    (30, "CD8"): 2756,
    (30, "NK"): 1570,
}


@pytest.mark.parametrize(("time_min", "cell"), REPORTED)
def test_reported_ec50s_are_reproduced(time_min, cell):
    """Within 1 %, but for Th at 60 min, where the curve is a step and the optimum flat."""
    fit = fit_logistic(*facts.pstat5(cell, time_min))
    flat = (time_min, cell) == (60, "Th")
    assert 1000 * fit.ec50_nM == pytest.approx(REPORTED[time_min, cell], rel=0.03 if flat else 0.01)
    assert (fit.hill > 20) == flat


def test_th_depends_on_how_it_is_fitted():
    dose, response = facts.pstat5("Th", 60)
    others = np.abs(dose - 1.037037) > 1e-6
    assert 1000 * fit_logistic(dose, response, hill_max=2).ec50_nM == pytest.approx(382, rel=0.01)
    assert 1000 * fit_logistic(dose[others], response[others]).ec50_nM == pytest.approx(520, rel=0.01)
    assert 1000 * fit_logistic(dose, response, hill_max=2, robust=True).ec50_nM == pytest.approx(1290, rel=0.02)


def test_intervals_hold_their_ec50_and_th_is_the_widest():
    fits = {cell: fit_logistic(*facts.pstat5(cell, 60)) for cell in CELLS}
    for fit in fits.values():
        assert fit.interval_nM[0] < fit.ec50_nM < fit.interval_nM[1]
    assert max(fits, key=lambda cell: fits[cell].interval_nM[1] / fits[cell].interval_nM[0]) == "Th"


@pytest.mark.parametrize("robust", [False, True])
def test_a_clean_curve_comes_back(robust):
    fit = fit_logistic(DOSES, logistic(DOSES, 2.0, 50.0, 0.3, 1.4), robust=robust)
    assert (fit.bottom, fit.top, fit.ec50_nM, fit.hill) == pytest.approx((2.0, 50.0, 0.3, 1.4), rel=1e-4)


def test_a_robust_fit_ignores_one_outlier():
    response = logistic(DOSES, 0.0, 100.0, 0.3, 1.2)
    response[5] += 60
    assert fit_logistic(DOSES, response, robust=True).ec50_nM == pytest.approx(0.3, rel=0.02)
    assert fit_logistic(DOSES, response, hill_max=5).ec50_nM != pytest.approx(0.3, rel=0.1)


def test_intervals_cover_the_truth_as_often_as_they_say():
    """90 % intervals of 100 noisy curves hold the true EC50 about 90 times (binomial 99.9 % bounds)."""
    random = np.random.default_rng(20)
    curve = logistic(DOSES, 0.0, 1.0, 0.3, 1.0)
    hits = 0
    for _ in range(100):
        low, high = fit_logistic(DOSES, curve + 0.04 * random.standard_normal(DOSES.size), level=0.9).interval_nM
        hits += low <= 0.3 <= high
    assert 79 <= hits <= 98


def test_ends_of_an_interval_are_where_the_best_curve_is_significantly_worse():
    """Also where the Hill coefficient stands at its bound."""
    dose, response = facts.pstat5("NK", 60)
    fit = fit_logistic(dose, response, hill_max=2)
    assert fit.hill == pytest.approx(2)
    most = fit.sum_of_squares * (1 + stats.f.ppf(0.95, 1, dose.size - 4) / (dose.size - 4))
    for end in fit.interval_nM:
        assert least_squares_at(end, dose, response, hill_max=2) == pytest.approx(most, rel=1e-4)


def least_squares_at(ec50_nM, dose, response, hill_max):
    """The least sum of squares of curves with this EC50, looked for among many Hill coefficients."""
    share, found = response / np.ptp(response), []
    for hill in np.geomspace(0.1, hill_max, 4000):
        columns = np.stack([np.ones_like(dose), logistic(dose, 0.0, 1.0, float(ec50_nM), float(hill))], axis=1)
        found.append(np.linalg.lstsq(columns, share)[1][0])
    return min(found)


def test_an_interval_is_open_where_the_data_set_no_bound():
    """A curve that has only begun to rise can have any EC50 further up."""
    begun = logistic(DOSES, 0.0, 1.0, 60.0, 1.0)
    assert fit_logistic(DOSES, begun).interval_nM == pytest.approx((60, 60), rel=1e-3)
    noisy = begun + 0.05 * np.random.default_rng(1).standard_normal(DOSES.size)
    assert fit_logistic(DOSES, noisy).interval_nM[1] == np.inf


def test_logistic_is_half_way_at_its_ec50_and_flat_at_zero():
    assert logistic(np.array([0.0, 0.5]), 10.0, 20.0, 0.5, 3.0).tolist() == [10.0, 15.0]


REFUSED = [
    ({"dose_nM": DOSES[:5], "response": DOSES[:5]}, "dose_nM must hold at least 6 doses for four parameters, got 5"),
    ({"dose_nM": DOSES, "response": DOSES[:-1]}, "response must have one value a dose, shape (12,), got shape (11,)"),
    ({"dose_nM": DOSES, "response": np.ones(12)}, "response must change with the dose, got 1.0 throughout"),
    ({"dose_nM": [3.0, 2.0, *DOSES[2:]], "response": DOSES}, "dose_nM must increase, got 3.0 before 2.0"),
    ({"dose_nM": DOSES - DOSES[0], "response": DOSES}, "dose_nM must be > 0, got 0.0"),
    ({"dose_nM": DOSES, "response": np.full(12, np.nan)}, "response must be finite, got nan"),
    ({"dose_nM": DOSES, "response": DOSES, "hill_max": 0.05}, "hill_max must be > 0.1, got 0.05"),
    ({"dose_nM": DOSES, "response": DOSES, "level": 95}, "level must be between 0 and 1, got 95.0"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_bad_data_is_refused_in_one_sentence(arguments, message):
    with pytest.raises(ValueError) as caught:
        fit_logistic(**arguments)
    assert str(caught.value) == message

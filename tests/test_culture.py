"""The IL-2 budget of a culture against the statements of Tkach et al. 2014."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from il2course import facts
from il2course.signaling import culture
from il2course.signaling.culture import CLASSICAL, JAK_INHIBITED, PUBLISHED, WITHOUT_BOOST, WITHOUT_CROSSTALK

CELLS = np.array([1e3, 1e4, 1e5])
ANTIGEN = np.geomspace(1e6, 1e9, 7)
PRINTED = facts.tkach_exponents.value


@pytest.fixture(scope="module")
def scaling():
    paths = {"full": PUBLISHED, "classical": CLASSICAL, "no crosstalk": WITHOUT_CROSSTALK, "no boost": WITHOUT_BOOST}
    return {name: culture.scaling(CELLS, ANTIGEN, pathway) for name, pathway in paths.items()}


def test_the_scaling_law_of_the_full_model(scaling):
    """Printed −0.12 ± 0.03 and 0.82 ± 0.02; both come out to 0.05, over a range that the paper leaves open."""
    assert scaling["full"].cells == pytest.approx(PRINTED["model"]["cells"], abs=0.05)
    assert scaling["full"].antigen == pytest.approx(PRINTED["model"]["antigen"], abs=0.05)


def test_the_classical_model_scales_with_cells_and_hardly_with_antigen(scaling):
    """0.27 and 0.24 here; 0.25 and 0.32 in print, from parameters the paper does not list."""
    assert scaling["classical"].cells == pytest.approx(PRINTED["classical"]["cells"], abs=0.05)
    assert scaling["classical"].antigen < PRINTED["classical"]["antigen"] < 0.5 * scaling["full"].antigen


def test_each_new_regulation_is_needed(scaling):
    for name in ("no crosstalk", "no boost"):
        assert scaling[name].antigen < scaling["full"].antigen - 0.2
        assert scaling[name].cells > scaling["full"].cells + 0.2


def test_without_crosstalk_il2_stops_near_10_pM():
    highest = culture.highest_pM(1e4, [1e7, 1e8, 1e9], WITHOUT_CROSSTALK)
    assert (highest < 1.5 * facts.classical_ceiling.value).all()
    assert culture.highest_pM(1e4, 1e9) > 10 * facts.classical_ceiling.value


def test_boost_as_printed_gives_another_law():
    """Rates per molecule of Boost: secretion is at its most from the start, and large cultures make more."""
    instant = replace(PUBLISHED, boost_as_printed=True)
    assert culture.scaling(CELLS, ANTIGEN, instant).cells == pytest.approx(0.21, abs=0.01)
    early = culture.simulate(1e4, 1e8, [0.0, 12.0], instant).secretion_per_s[-1]
    assert early == pytest.approx(7.5 * 31, rel=0.01)


def test_small_cultures_accelerate_more_and_stay_below_the_measured_boost():
    course = culture.simulate(CELLS, 1e8, np.arange(0.0, 100.0, 1.0))
    fastest = course.secretion_per_s.max(axis=-1)
    assert (np.diff(fastest) < 0).all()
    assert course.secretion_per_s[:, 12] == pytest.approx(facts.il2_secretion.value, rel=0.05)
    ceiling = facts.il2_secretion.value * (1 + facts.il2_secretion_boost.value)
    assert (fastest <= ceiling).all()


def test_jak_inhibition_raises_il2_more_than_tenfold_and_large_cultures_hold_more():
    with_jak, without = (culture.highest_pM(CELLS, 1e8, pathway) for pathway in (PUBLISHED, JAK_INHIBITED))
    assert (without[1:] > 10 * with_jak[1:]).all()
    assert (np.diff(without) > 0).all()


def test_producers_become_consumers():
    course = culture.simulate(1e4, 1e8, np.arange(0.0, 151.0, 1.0))
    peak = course.il2_pM.argmax()
    assert course.producing[peak] < course.producing.max()
    assert course.alpha[-1] < course.alpha.max() > 50 * facts.tkach_model.value["alpha_from_tcr"]
    assert course.il2_pM[-1] < 0.1 * course.il2_pM[peak]


def test_made_is_eaten_or_in_the_medium():
    course = culture.simulate(CELLS, 1e8, np.arange(0.0, 151.0, 5.0))
    np.testing.assert_allclose(course.made_pM - course.eaten_pM, course.il2_pM, atol=1e-3 * course.made_pM.max())
    assert (np.diff(course.antigen) <= 0).all()


def test_the_step_is_small_enough():
    coarse, fine = (culture.highest_pM(CELLS[:, None], ANTIGEN[::3], step_h=step) for step in (culture.STEP_H, 0.025))
    np.testing.assert_allclose(coarse, fine, rtol=0.02)


def test_the_integrator_agrees_with_another():
    """One cell that meets antigen at 35 h and never stops (no pSTAT5), from there on by SciPy's LSODA."""
    rule = culture._Rule(JAK_INHIBITED, np.array([[1e4]]), culture._contacts_h(1))

    def slope(hours, state):
        gain, loss = rule.rates(hours, state[None])
        return (gain - loss * state[None])[0]

    start = rule.start(np.array([1e8]))[0]
    other = solve_ivp(slope, (35.0, 60.0), start, method="LSODA", rtol=1e-9, atol=1e-6, t_eval=[60.0]).y[:, -1]
    ours = culture.simulate(1e4, 1e8, [0.0, 35.0, 60.0], JAK_INHIBITED, cohort=1, step_h=0.02)
    assert ours.antigen[-1] == pytest.approx(other[0], rel=1e-4)
    expected_pM = other[1] / (culture.MOLECULES_PER_M_UL * 200) * 1e12
    assert ours.il2_pM[-1] == pytest.approx(expected_pM, rel=1e-3)


def test_assembly_is_the_root_of_its_equation():
    pairs = culture.assembled([0.0, 1e3, 2e6], 1e4, 2700.0)
    assert pairs[0] == 0.0
    np.testing.assert_allclose((np.array([0.0, 1e3, 2e6]) - pairs) * (1e4 - pairs), 2700.0 * pairs, rtol=1e-9)


REFUSED = [
    (lambda: culture.simulate(0, 1e8, [0.0]), ValueError, "cells must be > 0, got 0.0"),
    (lambda: culture.simulate(1e4, -1e8, [0.0]), ValueError, "antigen must be >= 0, got -100000000.0"),
    (lambda: culture.simulate(1e4, 1e8, [5.0, 1.0]), ValueError, "time_h must increase, got 5.0 before 1.0"),
    (lambda: culture.simulate(1e4, 1e8, [0.0], "full"), TypeError, "pathway must be a Pathway, got 'full'"),
    (lambda: culture.simulate(1e4, 1e8, [0.0], step_h=0), ValueError, "step_h must be > 0, got 0.0"),
    (
        lambda: culture.simulate(1e4, 1e8, [0.0], cohort=0),
        ValueError,
        "cohort must be a whole number >= 1, got 0",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message

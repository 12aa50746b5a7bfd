"""Model and measured EC50s: what one exchanged affinity does, and what fitting adds."""

import numpy as np
import pytest

from il2course import facts
from il2course.signaling import discrepancy, farhat


def rms(cells):
    return {time: one.rms for time, one in discrepancy.discrepancies(cells).items()}


def test_the_published_model_misses_by_six_tenths():
    assert rms(farhat.cells()) == pytest.approx({30.0: 0.54, 60.0: 0.63}, abs=0.02)


def test_one_exchanged_affinity_halves_the_error():
    """β's K_D from the biosensor, 480 nM for 144; nothing refitted, all cycles closed."""
    assert rms(discrepancy.with_affinities("biosensor β")) == pytest.approx({30.0: 0.21, 60.0: 0.30}, abs=0.02)


def test_the_errors_left_by_cell():
    left = discrepancy.discrepancies(discrepancy.with_affinities("biosensor β"))[60.0].log10_error
    assert left == pytest.approx({"Treg": 0.43, "Th": 0.20, "CD8": -0.27, "NK": -0.23}, abs=0.02)


def test_the_lead_leaves_the_grip_of_beta_after_alpha_alone():
    """With both grips of β as much weaker, as by one site on IL-2, the Treg is lost and half of the gain at 60 min."""
    fold = facts.kd_beta_biosensor.value / facts.kd_beta.value
    both = discrepancy.discrepancies(discrepancy.changed({"beta": fold, "beta_after_alpha": fold}))
    free = discrepancy.discrepancies(discrepancy.with_affinities("biosensor β"))
    assert {time: one.rms for time, one in both.items()} == pytest.approx({30.0: 0.27, 60.0: 0.48}, abs=0.02)
    for cell in ("CD8", "NK"):
        assert both[60.0].log10_error[cell] == pytest.approx(free[60.0].log10_error[cell], abs=0.02)
    assert both[60.0].log10_error["Treg"] > free[60.0].log10_error["Treg"] + 0.3


def test_the_other_disagreements_do_not_help():
    for name in ("biosensor α", "equal γc steps"):
        assert rms(discrepancy.with_affinities(name))[60.0] > 0.62
        assert rms(discrepancy.with_affinities(name))[30.0] > 0.52


def test_slower_uptake_alone_hardly_helps():
    slow = farhat.PUBLISHED.with_active_half_life(15.0)
    assert slow.active_half_life_min == pytest.approx(15.0)
    assert rms(farhat.cells(trafficking=slow))[60.0] > 0.5


def test_two_parameters_reach_the_goal_but_a_better_fit_is_a_worse_forecast():
    """A second parameter buys 60 min, which it sees, with 30 min, which it does not."""
    alone = discrepancy.fit(["beta"])
    uptake = discrepancy.fit(["beta", "take_up_per_min"])
    degradation = discrepancy.fit(["beta", "degrade_per_min"])
    assert uptake.rms[60.0] <= 0.20
    assert uptake.rms[30.0] <= 0.25
    assert degradation.rms[60.0] < uptake.rms[60.0] < alone.rms[60.0]
    assert degradation.rms[30.0] > uptake.rms[30.0] > alone.rms[30.0]


def test_changing_everything_by_one_changes_nothing():
    for name, cell in discrepancy.changed(dict.fromkeys(discrepancy.CHANGEABLE, 1.0)).items():
        published = farhat.cells()[name]
        assert cell.constants == pytest.approx(published.constants, rel=1e-14)
        assert cell.start == pytest.approx(published.start, rel=1e-14)


@pytest.mark.parametrize("name", discrepancy.CHANGEABLE)
def test_every_change_changes_the_cell(name):
    cell, published = discrepancy.changed({name: 0.5})["CD8"], farhat.cells()["CD8"]
    both = [(cell.constants, published.constants), (cell.start, published.start)]
    differs = any(abs(new[key] / old[key] - 1) > 1e-6 for new, old in both for key in old)
    assert differs or cell.trafficking.endosomal_signal != published.trafficking.endosomal_signal
    k = cell.constants
    assert k["k1"] * k["k11"] / (k["k2"] * k["k12"]) == pytest.approx(1, rel=1e-12)


def test_elasticities_say_who_depends_on_what():
    found = discrepancy.elasticities(["beta", "alpha", "cd25"])
    assert found["beta"]["CD8"] > 0.6
    assert found["beta"]["NK"] > 0.6
    assert 0.0 < found["beta"]["Treg"] < found["beta"]["CD8"] / 3
    assert found["alpha"]["Treg"] > 0.4 > found["alpha"]["NK"]
    assert found["cd25"]["Treg"] < -0.4
    folds = {"beta": float(np.exp(0.1))}
    before = discrepancy.discrepancies(farhat.cells())[60.0].model_pM["NK"]
    after = discrepancy.discrepancies(discrepancy.changed(folds))[60.0].model_pM["NK"]
    assert np.log(after / before) / 0.1 == pytest.approx(found["beta"]["NK"], rel=0.1)


def test_weights_are_the_intervals():
    low, high = discrepancy.interval_pM()["CD8"]
    assert low < discrepancy.measured_pM(60)["CD8"] < high
    assert np.log10(high / low) < 0.1


REFUSED = [
    (lambda: discrepancy.fit(["beta", "alpha", "cd25"]), "names must be one or two, got 3"),
    (lambda: discrepancy.changed({"beta": 0.0}), "beta must be > 0, got 0.0"),
    (lambda: discrepancy.measured_pM(45), "time_min must be one of 30.0, 60.0, got 45.0"),
    (
        lambda: discrepancy.discrepancies({"B cell": farhat.cells()["Treg"]}),
        "cells must be one of Treg, Th, CD8, NK, got 'B cell'",
    ),
    (
        lambda: farhat.Trafficking(extra_active_per_min=-1.0),
        "extra_active_per_min must be > -0.0928333059, minus the uptake, got -1.0",
    ),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message

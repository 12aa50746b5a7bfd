"""Treg against effector: a switch and an amplifier, deprivation at close range, suppression of the weak."""

import numpy as np
import pytest

from il2course import facts
from il2course.signaling import competition, field
from il2course.signaling.competition import ILLUSTRATIVE_TH as TH
from il2course.signaling.competition import ILLUSTRATIVE_TREG as TREG
from il2course.signaling.competition import Responder
from il2course.signaling.neighborhood import Uptake

DOSES_PM = np.geomspace(0.1, 1000.0, 41)
CLOSE_UM = facts.treg_distance_busse.value


# --- switch and amplifier ---


def test_th_switches_and_treg_answers_in_proportion():
    """Busse 2010: digital in Th, analog in Treg. Same equation, another share of receptors at rest."""
    for responder, remembers in ((TH, True), (TREG, False)):
        up, down = (competition.answer(responder, DOSES_PM, start).sites for start in ("low", "high"))
        assert (np.abs(down - up) > 0.5 * up).any() == remembers
        if not remembers:
            np.testing.assert_allclose(up, down, rtol=1e-6)


def test_the_switch_has_no_middle_and_the_amplifier_has():
    doses = np.geomspace(1.0, 100.0, 2001)
    for responder, largest in ((TH, 8.0), (TREG, 1.05)):
        sites = competition.answer(responder, doses).sites
        jump = (sites[1:] / sites[:-1]).max()
        assert (jump > largest) == (responder is TH)
        assert (np.diff(sites) > -1e-6 * sites[:-1]).all()


def test_treg_uptake_is_amplified():
    """Uptake rises faster than the dose at first: the receptors rise with it."""
    low, mid = competition.answer(TREG, [1.0, 15.0]).uptake_per_s
    fixed = Uptake.from_sites(TREG.sites_low).per_s(np.array([1.0, 15.0]))
    assert mid / low > 1.5 * fixed[1] / fixed[0]


@pytest.mark.parametrize("hill", [2.0, 3.0, 4.0])
def test_without_enough_fold_there_is_no_switch(hill):
    """F = ((n + 1)/(n − 1))² divides cells with one state at every dose from cells that remember."""
    bound = ((hill + 1) / (hill - 1)) ** 2
    assert Responder(100.0, 100.0 * bound, 50.0, hill).steepest == pytest.approx(1.0)
    doses = np.geomspace(0.5, 2000.0, 1501)
    for fold, remembers in ((0.8 * bound, False), (3.0 * bound, True)):
        responder = Responder(300.0, 300.0 * fold, 400.0, hill)
        up, down = (competition.answer(responder, doses, start).sites for start in ("low", "high"))
        assert (np.abs(down / up - 1) > 1e-3).any() == remembers


def test_without_il2_receptors_stay_low():
    for responder in (TH, TREG):
        assert float(competition.answer(responder, 0.0).sites) == responder.sites_low
        assert float(competition.answer(responder, 1e6).sites) == pytest.approx(responder.sites_high, rel=0.01)


# --- cells beside each other ---


def test_the_secretion_has_a_threshold_and_a_memory():
    alone = competition.branch(1e4)
    assert alone.on_per_s > 2 * alone.off_per_s > 0
    for secretion, start, on in (
        (0.99 * alone.on_per_s, "low", False),
        (1.01 * alone.on_per_s, "low", True),
        (1.01 * alone.off_per_s, "high", True),
        (0.99 * alone.off_per_s, "high", False),
    ):
        assert (competition.pair(secretion, 1e4, start=start).th_occupied > TH.half_occupied) == on


def test_a_treg_close_by_raises_the_threshold_and_deepens_the_memory():
    """The statement of Busse 2010 for 10 µm; the sizes are illustrative."""
    alone, beside = competition.branch(1e4), competition.branch(CLOSE_UM)
    assert beside.on_per_s > alone.on_per_s
    assert beside.on_per_s / beside.off_per_s > alone.on_per_s / alone.off_per_s


def test_deprivation_ends_within_a_few_tens_of_micrometres():
    distances = [10.0, 15.0, 20.0, 30.0, 50.0, 100.0]
    alone = competition.branch(1e4).on_per_s
    raised = np.array([competition.branch(d, tregs=6).on_per_s / alone - 1 for d in distances])
    assert (np.diff(raised) < 0).all()
    assert raised[0] > 0.3
    assert raised[distances.index(30.0)] < 0.1 * raised[0]
    single = np.array([competition.branch(d).on_per_s / alone - 1 for d in distances])
    assert (single < raised).all()
    assert (single < (5.0 / np.array(distances)) ** 2 / (1 - (5.0 / np.array(distances)) ** 2)).all()  # a perfect sink


def test_more_tregs_raise_the_threshold():
    thresholds = [competition.branch(CLOSE_UM, tregs=count).on_per_s for count in range(7)]
    assert (np.diff(thresholds) > 0).all()
    assert thresholds[0] == pytest.approx(competition.branch(1e4).on_per_s, rel=1e-4)


@pytest.mark.parametrize(("secretion", "start"), [(2.0, "low"), (7.5, "low"), (7.5, "high"), (225.0, "low")])
def test_branch_and_relaxation_find_the_same_states(secretion, start):
    rest = competition.pair(secretion, CLOSE_UM, start=start)
    states = competition.branch(CLOSE_UM)
    found = np.log(float(rest.th_occupied))
    for name, expected in (("secretion_per_s", secretion), ("treg_occupied", float(rest.treg_occupied))):
        along = np.interp(found, np.log(states.th_occupied), np.log(getattr(states, name)))
        assert np.exp(along) == pytest.approx(expected, rel=1e-3), name


def test_a_cell_without_a_switch_has_no_threshold():
    states = competition.branch(CLOSE_UM, th=TREG)
    assert np.isnan(states.on_per_s)
    assert np.isnan(states.off_per_s)


def test_shares_of_a_pair_are_what_the_crowd_finds():
    pair = competition.pair(20.0, 15.0)
    crowd = competition.crowd([[0, 0], [15, 0]], [20.0, 0.0], [TH, TREG])
    np.testing.assert_allclose(crowd.sites, [pair.th_sites, pair.treg_sites], rtol=1e-8)
    np.testing.assert_allclose(crowd.exchange.shares, [pair.th_share, pair.treg_share], rtol=1e-6)
    again = field.exchange(crowd.exchange.cells)
    np.testing.assert_allclose(again.concentration_pM, crowd.exchange.concentration_pM, rtol=1e-6)
    assert crowd.exchange.escaped_per_s == pytest.approx(20 * (1 - pair.th_share - pair.treg_share), rel=1e-6)


def test_more_tregs_around_take_more_and_leave_less():
    shares, surface = [], []
    for tregs in (0, 5, 15, 30):
        places = field.scatter_um(tregs, 60.0, seed=3)
        crowd = competition.crowd(places, [7.5] + [0.0] * tregs, [TH] + [TREG] * tregs)
        shares.append(crowd.exchange.shares[1:].sum())
        surface.append(crowd.exchange.concentration_pM[0])
    assert (np.diff(shares) > 0).all()
    assert (np.diff(surface) < 0).all()


# --- a stirred culture ---


def test_tregs_suppress_the_weak_and_not_the_strong():
    """Feinerman 2010; with as many Tregs as effectors. Nine tenths of a weak signal goes, a hundredth of a strong."""
    assert competition.suppression(3.0, 1e5) > 0.9
    assert competition.suppression(75.0, 1e5) < 0.01


def test_more_tregs_suppress_more():
    suppressed = [competition.suppression(7.5, count) for count in (0.0, 1e4, 1e5, 3e5)]
    assert suppressed[0] == 0.0
    assert (np.diff(suppressed) > 0).all()


def test_tregs_eat_first():
    """Early in a culture most of the uptake is the Tregs'; later the effectors have switched on."""
    course = competition.contest(np.array([0.0, 8.0, 72.0]), 7.5)
    assert course.treg_share[0] == 0.0
    assert course.treg_share[1] > 0.9
    assert course.treg_share[2] < 0.6


def test_secreted_is_eaten_or_in_the_medium():
    time = np.linspace(0.0, 48.0, 4801)
    course = competition.contest(time, 7.5)
    eaten = np.trapezoid(course.effector_uptake_pM_per_h + course.treg_uptake_pM_per_h, time)
    made = 7.5 * 3600 * 1e5 * 1e3 / 6.02214076e23 * 1e12 * 48.0
    assert eaten + course.il2_pM[-1] == pytest.approx(made, rel=1e-5)


def test_without_tregs_or_secretion():
    assert (competition.contest([0.0, 24.0], 7.5, tregs_per_mL=0).treg_share == 0).all()
    assert (competition.contest([0.0, 24.0], 0.0).il2_pM == 0).all()


# --- bad input ---

REFUSED = [
    (lambda: Responder(0, 1, 1, 1), ValueError, "sites_low must be > 0, got 0.0"),
    (lambda: Responder(10, 5, 1, 1), ValueError, "sites_high must be >= sites_low (10), got 5.0"),
    (lambda: competition.answer("Th", 1.0), TypeError, "responder must be a Responder, got 'Th'"),
    (lambda: competition.answer(TH, -1.0), ValueError, "il2_pM must be >= 0, got -1.0"),
    (lambda: competition.answer(TH, 1.0, "middle"), ValueError, "start must be one of low, high, got 'middle'"),
    (lambda: competition.pair(1.0, 5.0), ValueError, "distance_um must be >= 10.0, got 5.0"),
    (
        lambda: competition.branch(10.0, treg=TH),
        ValueError,
        "treg must answer without a switch (steepest < 1), got 2.114",
    ),
    (lambda: competition.branch(10.0, tregs=1.5), TypeError, "tregs must be a whole number, got 1.5"),
    (
        lambda: competition.branch(10.0, tregs=9),
        ValueError,
        "distance_um must be >= 14.62 for 9 Tregs of radius 5 µm, got 10.0",
    ),
    (
        lambda: competition.crowd([[0, 0], [20, 0]], [1.0, 0.0], [TH]),
        ValueError,
        "responders must be one a cell (2), got 1",
    ),
    (lambda: competition.contest([0.0, 1.0], tregs_per_mL=-1), ValueError, "tregs_per_mL must be >= 0, got -1.0"),
    (lambda: competition.contest([1.0, 0.0]), ValueError, "time_h must increase, got 1.0 before 0.0"),
    (lambda: competition.suppression(0.0, 1e5), ValueError, "secretion_per_s must be > 0, got 0.0"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message

"""Lesson 2's science against published numbers."""

import numpy as np
import pytest

from il2course import receptor
from il2course.receptor import (
    BIOSENSOR,
    CALORIMETRY,
    FARHAT,
    Binding,
    MembraneKd,
    Mutein,
    ReceptorCounts,
    SolutionKd,
    Surface,
)

TREG = receptor.cells()["Treg"]


# --- affinities and cycles ---


def test_the_measured_cycle_closes_at_4_375_nM():
    assert CALORIMETRY.alpha_after_beta.nM == pytest.approx(4.375, rel=1e-15)


@pytest.mark.parametrize("seed", range(20))
def test_every_cycle_of_any_surface_closes_exactly(seed):
    """k12 = k1·k11/k2, k9 = k10·k11/k4, k8 = k10·k12/k5, for random constants."""
    random = np.random.default_rng(seed)
    affinities = receptor.Affinities(*(SolutionKd(kd) for kd in 10 ** random.uniform(-3, 4, 5)))
    surface = Surface(affinities, *10 ** random.uniform(-2, 2, 3), MembraneKd(10 ** random.uniform(0, 4)))
    k = surface.constants
    assert k["k1"] * k["k11"] / (k["k2"] * k["k12"]) == pytest.approx(1, rel=1e-12)
    assert k["k10"] * k["k11"] / (k["k4"] * k["k9"]) == pytest.approx(1, rel=1e-12)
    assert k["k10"] * k["k12"] / (k["k5"] * k["k8"]) == pytest.approx(1, rel=1e-12)


def test_the_published_rate_constants_come_out():
    k5 = 0.0794585833
    expected = {"k1": 6.0, "k2": 86.4, "k4": 11.940219685, "k5": k5, "k10": 12 / 1.5 * k5, "k11": 63 / 1.5 * k5}
    for name, value in expected.items():
        assert FARHAT.constants[name] == pytest.approx(value, rel=1e-12), name
    assert FARHAT.on_membrane(CALORIMETRY.gamma_after_beta).per_cell == pytest.approx(27.8, rel=2e-3)


def test_solution_and_membrane_constants_do_not_mix():
    with pytest.raises(TypeError) as caught:
        receptor.Affinities(SolutionKd(10), MembraneKd(144), SolutionKd(63), SolutionKd(1.5), SolutionKd(12))
    assert str(caught.value) == "beta must be a SolutionKd, got MembraneKd(per_cell=144)"
    with pytest.raises(TypeError) as caught:
        FARHAT.on_membrane(MembraneKd(27.8))
    assert str(caught.value) == "kd must be a SolutionKd, got MembraneKd(per_cell=27.8)"


# --- cells ---

HALF_MAXIMAL_PM = {"Treg": 51, "Th": 211, "CD8": 321, "NK": 789}


@pytest.mark.parametrize("cell", receptor.CELLS)
def test_half_maximal_doses_of_the_surface_model(cell):
    assert 1000 * receptor.half_maximal_dose_nM(receptor.cells()[cell]) == pytest.approx(
        HALF_MAXIMAL_PM[cell], rel=0.02
    )


@pytest.mark.parametrize("table", receptor.COUNT_TABLES)
@pytest.mark.parametrize("affinities", receptor.AFFINITIES)
def test_tregs_are_first_under_every_published_choice(table, affinities):
    surface = Surface(receptor.AFFINITIES[affinities])
    doses = {cell: receptor.half_maximal_dose_nM(counts, surface) for cell, counts in receptor.cells(table).items()}
    assert min(doses, key=doses.get) == "Treg"
    lead = min(dose for cell, dose in doses.items() if cell != "Treg") / doses["Treg"]
    assert lead > 2


def test_half_maximal_dose_engages_half():
    for counts in receptor.cells().values():
        assert receptor.engaged_share(receptor.half_maximal_dose_nM(counts), counts) == pytest.approx(0.5, rel=1e-6)


def test_half_maximal_dose_engages_half_of_extreme_cells_and_muteins():
    surface = Mutein("x", 0.01, 0.01, 0.01).on(Surface(receptor.EQUAL_GAMMA))
    for counts in (ReceptorCounts(3e4, 3e4, 3e4), TREG, ReceptorCounts(0.0, 10.0, 3e4)):
        dose = receptor.half_maximal_dose_nM(counts, surface)
        assert receptor.engaged_share(dose, counts, surface) == pytest.approx(0.5, rel=1e-6)


def test_counts_may_be_arrays():
    counts = ReceptorCounts(np.array([0.0, 3476.0]), 657.0, 14017.0)
    together = receptor.half_maximal_dose_nM(counts)
    alone = [receptor.half_maximal_dose_nM(ReceptorCounts(cd25, 657.0, 14017.0)) for cd25 in (0.0, 3476.0)]
    np.testing.assert_allclose(together, alone, rtol=1e-6)


def test_more_cd25_never_needs_more_ligand():
    doses = receptor.half_maximal_dose_nM(ReceptorCounts(np.geomspace(1, 1e5, 40), 657.0, 14017.0))
    assert (np.diff(doses) < 0).all()


def test_a_cell_with_more_cd25_than_gamma_loses_complexes_at_very_high_doses():
    crowded = ReceptorCounts(56000.0, 3300.0, 5700.0)
    engaged = receptor.bound(np.array([3.0, 100.0]), crowded).engaged
    assert engaged[1] < 0.95 * receptor.most_engaged(crowded)
    assert receptor.engaged_share(receptor.half_maximal_dose_nM(crowded), crowded) == pytest.approx(0.5, rel=1e-6)


def test_without_a_signaling_chain_there_is_no_dose():
    with pytest.raises(ValueError) as caught:
        receptor.half_maximal_dose_nM(ReceptorCounts(100.0, 0.0, 50.0))
    assert str(caught.value) == "counts must have CD122 and CD132 to signal, got 0.0 and 50.0"


def test_few_complexes_come_apart_as_fast_as_more():
    """Where hardly any receptor is taken, the dose has no part in it."""
    lives = [receptor.wash_half_life_min(dose, TREG) for dose in (1e-10, 1e-100, 1e-290)]
    np.testing.assert_allclose(lives, lives[0], rtol=1e-6)


def test_one_chain_alone_follows_the_isotherm():
    doses = np.geomspace(1e-3, 1e3, 7)
    held = receptor.bound(doses, ReceptorCounts(1000.0, 0.0, 0.0))
    np.testing.assert_allclose(held.ligand / 1000.0, receptor.occupancy(doses, 10.0), rtol=1e-10)


def test_crowded_cells_deplete_the_ligand_and_nothing_is_lost():
    dose, density = np.array([0.01, 0.1, 1.0]), 1e8
    held = receptor.bound(dose, TREG, cells_per_mL=density)
    bound_nM = held.ligand * density / receptor.MOLECULES_PER_NM_ML
    np.testing.assert_allclose(held["L"] + bound_nM, dose, rtol=1e-10)
    assert (held.engaged < receptor.bound(dose, TREG).engaged).all()


def test_few_cells_do_not_deplete():
    free, sparse = receptor.bound(0.05, TREG), receptor.bound(0.05, TREG, cells_per_mL=1.0)
    assert float(sparse.engaged) == pytest.approx(float(free.engaged), rel=1e-6)


def test_cd25_shifts_yt1_less_than_measured():
    """Right direction, a quarter of the measured 27-fold: stated as such in the lesson."""
    assert receptor.capture_fold(ReceptorCounts(4620.0, 538.0, 1600.0)) == pytest.approx(6.56, rel=0.01)


# --- kinetics ---


def test_binding_from_a_half_life():
    site = Binding.from_half_life(50.0, 0.0111)
    assert site.half_life_min == pytest.approx(50.0)
    assert site.kd_nM == pytest.approx(0.0111)
    assert site.kon_per_M_s == pytest.approx(2.08e7, rel=0.01)


def test_association_ends_at_the_isotherm_and_dissociation_halves():
    site = Binding(1e7, 0.1)
    assert receptor.association(1e5, 25.0, site) == pytest.approx(receptor.occupancy(25.0, 10.0))
    assert receptor.dissociation(60 * site.half_life_min, site) == pytest.approx(0.5)


def test_network_and_one_site_formula_agree():
    """α alone on a cell, before and after a wash, is one site of kon 1e7 per M s and K_D 10 nM."""
    time_s = np.linspace(0.0, 30.0, 16)
    course = receptor.SURFACE_NETWORK.simulate({"L": 10.0, "A": 1000.0}, FARHAT.constants, time_s / 60)
    np.testing.assert_allclose(course["LA"] / 1000, receptor.association(time_s, 10.0, Binding(1e7, 0.1)), atol=1e-6)


def test_sensorgram_rises_then_falls_and_noise_is_seeded():
    time, site = np.linspace(0.0, 60.0, 121), Binding(1e7, 0.1)
    clean = receptor.sensorgram(time, 10.0, site, injection_s=30.0)
    assert clean[60] == pytest.approx(50.0 * -np.expm1(-0.2 * 30))
    assert clean[-1] == pytest.approx(clean[60] * np.exp(-0.1 * 30))
    noisy = [receptor.sensorgram(time, 10.0, site, injection_s=30.0, noise_RU=1.0, seed=seed) for seed in (1, 1, 2)]
    assert (noisy[0] == noisy[1]).all()
    assert (noisy[0] != noisy[2]).any()
    assert np.std(noisy[0] - clean) == pytest.approx(1.0, rel=0.25)


def test_engagement_course_reaches_equilibrium_and_washes_out():
    time = np.array([0.0, 240.0, 240.0 + receptor.wash_half_life_min(0.01, TREG)])
    course = receptor.engagement_course(time, 0.01, TREG, wash_min=240.0)
    rest = float(receptor.bound(0.01, TREG).engaged)
    assert course[0] == 0.0
    assert course[1] == pytest.approx(rest, rel=1e-4)
    assert course[2] == pytest.approx(rest / 2, rel=1e-3)


def test_the_model_lets_go_faster_than_any_measurement():
    """A disagreement the lesson states: 8 min on a Treg, against 50 and 270–300 measured."""
    assert receptor.wash_half_life_min(0.01, TREG) == pytest.approx(8.1, rel=0.01)


def test_a_wash_is_followed_for_as_long_as_it_takes():
    """A ligand that holds on tightly loses half after hours, and half of the receptors are then still engaged."""
    tight = Mutein("tight", 0.1, 0.1, 0.1).on()
    half_life = receptor.wash_half_life_min(0.01, TREG, tight)
    loaded = 1e5  # min, until nothing changes any more
    before, after = receptor.engagement_course([loaded, loaded + half_life], 0.01, TREG, tight, wash_min=loaded)
    assert half_life > 1000
    assert after / before == pytest.approx(0.5, rel=0.01)


# --- muteins ---


def test_wild_type_changes_nothing():
    assert receptor.WILD_TYPE.on(FARHAT) == FARHAT


def test_a_mutein_keeps_its_cycles_closed_and_moves_the_right_steps():
    surface = Mutein("x", alpha_fold=3.0, beta_fold=5.0, gamma_fold=2.0).on(FARHAT)
    ratio = {name: surface.constants[name] / FARHAT.constants[name] for name in surface.constants}
    expected = {"kon": 1, "kfwd": 1, "k1": 3, "k2": 5, "k4": 2, "k5": 2, "k10": 2, "k11": 5, "k12": 3, "k9": 5, "k8": 3}
    assert ratio == pytest.approx(expected)


def test_only_alpha_widens_the_gap_between_nk_and_treg():
    def gap(**folds):
        surface = Mutein("x", **folds).on()
        cells = receptor.cells()
        return float(
            receptor.half_maximal_dose_nM(cells["NK"], surface) / receptor.half_maximal_dose_nM(cells["Treg"], surface)
        )

    assert gap(alpha_fold=0.1) > 5 * gap()
    assert gap(alpha_fold=1000.0) < gap() / 4
    assert gap(beta_fold=10.0) == pytest.approx(gap(), rel=0.25)


def test_biosensor_changes_single_chains_only():
    assert (BIOSENSOR.alpha.nM, BIOSENSOR.beta.nM) == (37.0, 480.0)
    assert BIOSENSOR.gamma_after_beta == CALORIMETRY.gamma_after_beta


# --- bad input ---

REFUSED = [
    (lambda: receptor.occupancy(-3.0, 10.0), ValueError, "dose_nM must be >= 0, got -3.0"),
    (lambda: receptor.occupancy(1.0, 0.0), ValueError, "kd_nM must be > 0, got 0.0"),
    (lambda: receptor.occupancy("1 nM", 10.0), TypeError, "dose_nM must be numbers, got '1 nM'"),
    (lambda: SolutionKd(-1.0), ValueError, "nM must be > 0, got -1.0"),
    (lambda: MembraneKd("x"), TypeError, "per_cell must be a number, got 'x'"),
    (lambda: SolutionKd(1.0).times(0), ValueError, "fold must be > 0, got 0.0"),
    (lambda: Surface(10.0), TypeError, "affinities must be an Affinities, got 10.0"),
    (lambda: Surface(CALORIMETRY, kon_per_nM_min=-1), ValueError, "kon_per_nM_min must be > 0, got -1.0"),
    (lambda: ReceptorCounts(-1, 1, 1), ValueError, "cd25 must be >= 0, got -1.0"),
    (lambda: ReceptorCounts(1, np.nan, 1), ValueError, "cd122 must be finite, got nan"),
    (
        lambda: ReceptorCounts([1, 2], [1, 2, 3], 1),
        ValueError,
        "cd25, cd122 and cd132 must broadcast to one shape, got (2,), (3,) and ()",
    ),
    (
        lambda: receptor.bound([1.0, 2.0, 3.0], ReceptorCounts([1, 2], 1, 1)),
        ValueError,
        "dose_nM, cd25, cd122 and cd132 must broadcast to one shape, got (3,), (2,), () and ()",
    ),
    (
        lambda: receptor.engagement_course([0, 1], 1.0, ReceptorCounts([1, 2], 1, 1)),
        ValueError,
        "counts must be those of one cell, got an array of shape (2,)",
    ),
    (
        lambda: receptor.wash_half_life_min(1.0, ReceptorCounts([1, 2], 1, 1)),
        ValueError,
        "counts must be those of one cell, got an array of shape (2,)",
    ),
    (
        lambda: receptor.wash_half_life_min(1.0, ReceptorCounts(10, 0, 5)),
        ValueError,
        "counts must have CD122 and CD132 to signal, got 0 and 5",
    ),
    (
        lambda: receptor.wash_half_life_min(5e-324, TREG),
        ValueError,
        "half of the complexes must come apart within 4.02653e+09 min, got 0 left",
    ),
    (
        lambda: receptor.sensorgram([0, 1], 1.0, Binding(1, 1), seed=-1),
        ValueError,
        "seed must be >= 0, got -1.0",
    ),
    (lambda: receptor.cells("1999"), ValueError, "table must be one of 2021, 2023, got '1999'"),
    (lambda: receptor.bound(1.0, {"cd25": 1}), TypeError, "counts must be a ReceptorCounts, got {'cd25': 1}"),
    (lambda: receptor.bound(1.0, TREG, 3), TypeError, "surface must be a Surface, got 3"),
    (lambda: receptor.bound(1.0, TREG, cells_per_mL=0), ValueError, "cells_per_mL must be > 0, got 0.0"),
    (
        lambda: receptor.bound(1.0, TREG)["X"],
        ValueError,
        "species must be one of L, A, LA, B, LB, G, LAG, LBG, LAB, LABG, got 'X'",
    ),
    (lambda: Binding(0, 1), ValueError, "kon_per_M_s must be > 0, got 0.0"),
    (lambda: Binding.from_half_life(-5, 1), ValueError, "half_life_min must be > 0, got -5.0"),
    (lambda: receptor.association(-1.0, 1.0, Binding(1, 1)), ValueError, "time_s must be >= 0, got -1.0"),
    (lambda: receptor.dissociation(1.0, 0.1), TypeError, "binding must be a Binding, got 0.1"),
    (lambda: receptor.sensorgram([0, 0], 1.0, Binding(1, 1)), ValueError, "time_s must increase, got 0.0 before 0.0"),
    (
        lambda: receptor.sensorgram([0, 1], 1.0, Binding(1, 1), noise_RU=-1),
        ValueError,
        "noise_RU must be >= 0, got -1.0",
    ),
    (lambda: receptor.engagement_course([0, 1], 1.0, TREG, wash_min=-1), ValueError, "wash_min must be > 0, got -1.0"),
    (lambda: receptor.wash_half_life_min(0, TREG), ValueError, "dose_nM must be > 0, got 0.0"),
    (lambda: Mutein("x", beta_fold=0), ValueError, "beta_fold must be > 0, got 0.0"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


def test_the_capture_fold_of_many_cells_is_that_of_each():
    """Also where only another chain than CD25 varies."""
    together = receptor.capture_fold(ReceptorCounts(3476.0, np.array([657.0, 2000.0]), 14017.0))
    alone = [receptor.capture_fold(ReceptorCounts(3476.0, cd122, 14017.0)) for cd122 in (657.0, 2000.0)]
    np.testing.assert_allclose(together, alone, rtol=1e-9)
    one = ReceptorCounts(3476.0, 657.0, 14017.0)
    without = receptor.half_maximal_dose_nM(ReceptorCounts(0.0, 657.0, 14017.0))
    np.testing.assert_allclose(alone[0], without / receptor.half_maximal_dose_nM(one), rtol=1e-9)

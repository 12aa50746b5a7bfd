"""Lesson 3's explorers: what must rise, what must fall, and what must not move."""

from itertools import pairwise

import numpy as np
import pytest

from il2course import facts
from il2course.charts.chart import Line, Points, Raster
from il2course.explorers import signaling
from il2course.explorers.explorer import Explorer, Slider
from il2course.signaling import discrepancy
from il2course.signaling.competition import ILLUSTRATIVE_TH


def test_the_curve_of_a_pathway_has_no_corners():
    """From two hours on, every other point lies where a straight line between its neighbors would have it."""
    for line in signaling.feedback_chart().series:
        late = line.x >= 2.0
        x, y = line.x[late], line.y[late]
        between = np.interp(x[1:-1:2], x[::2], y[::2])
        assert np.abs(between - y[1:-1:2]).max() < 0.02 * np.ptp(line.y), line.name


def along(explorer: Explorer, name: str, count: int = 5) -> list[float]:
    """Some positions of a slider, its ends among them."""
    positions = next(one.positions for one in explorer.parameters if isinstance(one, Slider) and one.name == name)
    return positions[np.linspace(0, positions.size - 1, count).astype(int)].tolist()


def lines(chart) -> dict[str, np.ndarray]:
    return {series.name: np.asarray(series.y) for series in chart.series if isinstance(series, Line)}


# --- the pathway ---


@pytest.mark.parametrize("cell", ["Treg", "NK"])
def test_without_its_brakes_pstat5_is_never_lower(cell):
    whole, cut = lines(signaling.feedback.chart(cell=cell)).values()
    assert (cut >= whole - 1e-3 * whole.max()).all()
    assert whole.max() == pytest.approx(100.0)


def test_without_the_loop_cd25_never_rises_above_the_start():
    whole, cut = lines(signaling.feedback.chart(without="the CD25 loop", show="CD25 on the surface")).values()
    assert cut.max() <= 100.1 and whole[-1] > 200


def test_cells_in_cycle_grow_with_the_dose_up_to_its_middle():
    ends = [
        lines(signaling.feedback.chart(cell="Th", dose_pM=dose, show="cells in cycle"))["whole"].max()
        for dose in along(signaling.feedback, "dose_pM", 3)
    ]
    assert (np.diff(ends) > 0).all()


# --- trafficking ---


def test_faster_uptake_never_leaves_more_signal_on_the_surface():
    found = [
        lines(signaling.traffic.chart(half_time_min=half))["signaling, on the surface"]
        for half in along(signaling.traffic, "half_time_min")
    ]
    for fast, slow in pairwise(found):
        assert (fast <= slow + 0.05).all()


def test_more_il2_never_leaves_more_cd122_at_the_end():
    ends = [
        lines(signaling.traffic.chart(dose_pM=dose))["CD122 on the surface"][-1]
        for dose in along(signaling.traffic, "dose_pM")
    ]
    assert (np.diff(ends) < 0).all()


# --- four cells ---


def test_the_chart_gives_the_errors_of_the_science():
    for kd, name in ((144.0, "calorimetry"), (480.0, "biosensor β")):
        found = signaling._four(kd, signaling.FITTED, signaling.ENDOSOMES[0]).ec50_nM(60.0)
        exact = discrepancy.discrepancies(discrepancy.with_affinities(name))[60.0].model_pM
        assert {cell: 1e3 * dose for cell, dose in found.items()} == pytest.approx(dict(exact), rel=0.02)


def test_weaker_beta_never_lowers_an_ec50():
    rows = [
        list(signaling._four(kd, signaling.FITTED, signaling.ENDOSOMES[0]).ec50_nM(60.0).values())
        for kd in along(signaling.dose_response, "kd_beta_nM")
    ]
    assert (np.diff(rows, axis=0) > 0).all()


def test_model_curves_rise_from_none_to_all():
    for curve in lines(signaling.dose_response.chart()).values():
        assert curve[0] == pytest.approx(0.0, abs=0.5) and curve[-1] == pytest.approx(100.0, abs=0.5)
        assert (np.diff(curve) >= -0.5).all()


def test_the_error_at_the_start_is_that_of_the_ledger():
    assert f"{facts.rms_60_min.value['calorimetry']:.2f}" in signaling.dose_response.chart().caption


# --- culture ---


@pytest.mark.parametrize("variant", ["published", "balanced"])
def test_the_mutein_wins_by_cells_at_low_dose_in_both_variants(variant):
    for dose in (10.0, 30.0):
        wild, mutein, *_ = lines(signaling.mutein.chart(dose_pM=dose, variant=variant)).values()
        assert (mutein >= wild - 1e-6).all() and mutein[-1] > wild[-1]


def test_why_the_mutein_wins_depends_on_the_balance():
    wild, mutein, outside, inside = (curve[-1] for curve in lines(signaling.mutein.chart()).values())
    assert outside == pytest.approx(mutein, abs=0.3) and inside == pytest.approx(wild, abs=0.3)
    wild, mutein, outside, inside = (curve[-1] for curve in lines(signaling.mutein.chart(variant="balanced")).values())
    assert min(outside, inside) > wild + 10 and max(outside, inside) < mutein - 10


# --- neighborhood ---


def raster(**values) -> np.ndarray:
    return next(one.values for one in signaling.neighborhood_picture.chart(**values).series if isinstance(one, Raster))


def test_every_further_treg_leaves_less_everywhere_between_the_cells():
    x, y = np.meshgrid(signaling.PICTURE_X_UM, signaling.PICTURE_Y_UM)
    places = signaling.PLACES_UM.T[:, :, None, None]
    outside = (np.hypot(x - places[0], y - places[1]) > 5.0).all(axis=0)
    fields = [raster(tregs=count) for count in (0, 4, 12, 24)]
    for fewer, more in pairwise(fields):
        assert (more <= fewer + 1e-9)[outside].all()


def test_more_secretion_never_leaves_less():
    fields = [raster(secretion=rate, tregs=0) for rate in signaling.SECRETIONS]
    for less, more in pairwise(fields):
        assert (more >= less).all()


def test_other_consumers_leave_less_far_away():
    edges = [raster(background=name)[0, 0] for name in signaling.BACKGROUNDS]
    assert edges[0] > edges[1]


def test_nothing_is_missing_without_tregs():
    assert (raster(tregs=0, show=signaling.PICTURES[1]) == 0).all()
    taken = raster(tregs=24, show=signaling.PICTURES[1])
    assert (taken >= 0).all() and taken.max() > 10


def test_cells_lie_in_the_picture():
    assert np.abs(signaling.PLACES_UM[:, 0]).max() < signaling.PICTURE_X_UM[-1]
    assert np.abs(signaling.PLACES_UM[:, 1]).max() < signaling.PICTURE_Y_UM[-1]
    count = sum(one.x.size for one in signaling.neighborhood_picture.chart(tregs=24).series if isinstance(one, Points))
    assert count == 25


def test_the_reach_falls_with_the_root_of_the_density():
    for line in signaling.reach_chart().series[:-1]:
        slope = np.diff(np.log(line.y)) / np.diff(np.log(line.x))
        assert slope == pytest.approx(-0.5)


# --- switch and rivals ---


def test_occupied_sites_rise_with_il2_and_coming_from_many_is_never_lower():
    for sites in along(signaling.switch, "th_sites"):
        for hill in along(signaling.switch, "hill", 3):
            low, high, treg = lines(signaling.switch.chart(th_sites=sites, hill=hill)).values()
            assert all((np.diff(curve) > 0).all() for curve in (low, high, treg))
            assert (high >= low * (1 - 1e-6)).all()


def test_below_a_steepest_rise_of_one_the_two_curves_are_one():
    low, high, _ = lines(signaling.switch.chart(th_sites=3000.0)).values()
    assert np.allclose(low, high, rtol=1e-4)
    low, high, _ = lines(signaling.switch.chart()).values()
    assert ILLUSTRATIVE_TH.steepest > 1 and (high / low).max() > 10


def test_more_tregs_never_leave_the_effectors_more():
    for rate in (3.0, 30.0):
        ends = [
            lines(signaling.rivals.chart(secretion_per_s=rate, tregs_per_mL=count))["effector, with Tregs"][-1]
            for count in along(signaling.rivals, "tregs_per_mL")
        ]
        assert (np.diff(ends) < 0).all()


def test_strong_effectors_are_suppressed_less_than_weak_ones():
    for line in signaling.suppression_chart().series:
        top = int(np.argmax(line.y))
        assert (np.diff(line.y[top:]) < 0).all()
        assert line.y[0] > 80 and line.y[-1] < 5


# --- without IL-2 ---


def ends(**values) -> dict[str, float]:
    return {name: float(curve[-1]) for name, curve in lines(signaling.without.chart(**values)).items()}


def test_the_arms_pull_in_opposite_directions():
    aicd = ends(feels="only the death of effectors (AICD)")
    killing = ends(feels="only killing (CTL)")
    assert aicd["effectors"] > 1.05 and aicd["infected cells"] <= 1.001
    assert killing["killers (CTL)"] < 0.95 and killing["infected cells"] > 1.05


def test_without_il2_there_are_fewer_tregs_and_killers_and_more_effectors_and_infection():
    found = ends(missing="IL-2")
    assert found["Tregs"] < 1 < found["effectors"]
    assert found["killers (CTL)"] < 1 < found["infected cells"]

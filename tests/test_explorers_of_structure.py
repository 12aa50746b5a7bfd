"""Lesson 1's explorers: what must rise, what must fall, and that nothing leaves the picture."""

from itertools import pairwise

import numpy as np
import pytest

from il2course import facts
from il2course import structure as science
from il2course.charts import Interval, Note
from il2course.charts.chart import Points
from il2course.charts.layout import limits
from il2course.explorers import structure
from il2course.explorers.explorer import Explorer, Slider

CHARTS = [make() for make in structure.FIGURES] + [explorer.chart() for explorer in structure.EXPLORERS]


def along(explorer: Explorer, name: str) -> np.ndarray:
    return next(one.positions for one in explorer.parameters if isinstance(one, Slider) and one.name == name)


def pairs(chart) -> set[tuple[int, int]]:
    """The contacts that a map shows."""
    return {
        (int(one), int(other))
        for series in chart.series
        if isinstance(series, Points)
        for one, other in zip(series.x, series.y, strict=True)
    }


@pytest.mark.parametrize("form", structure.FORMS)
def test_charge_only_falls_with_the_ph_and_crosses_zero_at_the_isoelectric_point(form):
    line = structure.charge.chart(form=form).series[-1]
    assert (np.diff(line.y) < 0).all()
    crossing = np.interp(0.0, line.y[::-1], line.x[::-1])
    assert crossing == pytest.approx(structure._isoelectric_point(form), abs=0.05)


def test_taking_an_acid_away_adds_a_charge_where_the_acid_has_lost_its_proton():
    wild, changed = structure.charge.chart(form="D20T").series
    assert np.interp(7.4, wild.x, changed.y - wild.y) == pytest.approx(1.0, abs=0.01)
    assert changed.y[0] - wild.y[0] == pytest.approx(0.0, abs=0.05)


def test_the_core_grows_with_what_counts_as_buried():
    sizes = [
        structure.core.chart(below_percent=share).series[0].x.size for share in along(structure.core, "below_percent")
    ]
    assert (np.diff(sizes) >= 0).all() and sizes[0] < sizes[-1]


def test_the_core_at_a_tenth_is_that_of_the_science():
    assert tuple(structure.core.chart().series[0].x.astype(int)) == science.core(science.il2())


def test_every_residue_is_either_core_or_greasy_outside_or_likes_water():
    for share in (1, 10, 60):
        shown = np.concatenate([series.x for series in structure.core.chart(below_percent=share).series])
        assert sorted(shown.tolist()) == list(science.il2().resolved)


@pytest.mark.parametrize("measure", structure.MEASURES)
def test_contacts_are_never_lost_with_a_longer_cutoff_nor_won_with_a_longer_gap(measure):
    found = [pairs(structure.contact_map.chart(measure=measure, cutoff_A=cutoff)) for cutoff in (4, 5, 6, 8, 12)]
    assert all(fewer <= more for fewer, more in pairwise(found))
    found = [pairs(structure.contact_map.chart(measure=measure, cutoff_A=8, apart=gap)) for gap in (3, 4, 6, 12, 30)]
    assert all(fewer <= more for more, fewer in pairwise(found))


def test_pairs_of_the_map_are_told_apart_by_helices_completely():
    chart = structure.contact_map.chart(cutoff_A=6)
    assert pairs(chart) == {tuple(pair) for pair in science.distance_map(science.il2()).contacts(6.0).tolist()}
    helix_of = science.il2().helix
    for series in chart.series[1:]:
        for one, other in zip(series.x.tolist(), series.y.tolist(), strict=True):
            inside = [helix_of(one), helix_of(other)]
            kind = (
                structure.ELSE if None in inside else structure.INSIDE if inside[0] == inside[1] else structure.BETWEEN
            )
            assert kind == series.name


@pytest.mark.parametrize("helix", "ABCD")
def test_the_moment_is_the_length_of_the_arrow_and_half_the_swing_of_the_wave(helix):
    where = structure._helices()[helix]
    for step in (60.0, 100.0, 137.0, 180.0):
        moment = science.wheel(science.il2().sequence[where.first - 1 : where.last], step_deg=step).moment
        arrow = structure.wheel.chart(helix=helix, step_deg=step).series[0]
        assert np.hypot(arrow.x[1], arrow.y[1]) == pytest.approx(structure.ARROW * moment)
        wave = structure.wheel.chart(helix=helix, step_deg=step, view="unrolled").series[0]
        assert np.ptp(wave.y) / 4 == pytest.approx(moment, rel=0.005)


def test_the_wheel_shows_every_residue_once_and_turns_clockwise():
    chart = structure.wheel.chart()
    assert [mark.text for mark in chart.marks][:3] == ["I114", "V115", "E116"]
    assert sum(series.x.size for series in chart.series[1:]) == len(chart.marks) == 18
    (x0, y0), (x1, _) = ((mark.x, mark.y) for mark in chart.marks[:2])
    assert x0 == pytest.approx(0) and y0 > 0 and x1 > 0  # seen from the start, a right-handed helix goes clockwise


@pytest.mark.parametrize("of", structure.MOVES)
def test_what_moves_has_the_medians_of_the_ledger(of):
    told = {"Cα atoms": facts.moves_backbone, "side chains": facts.moves_side_chains}[of].value
    for chain, shown in structure.CHAINS.items():
        touching, others = structure.forms.chart(of=of, chain=shown).series
        assert np.median(touching.y) == pytest.approx(told[chain]["inside"], abs=0.006)
        assert np.median(others.y) == pytest.approx(told[chain]["outside"], abs=0.006)


def test_a_further_change_never_leaves_more_of_an_interface():
    names: tuple[str, ...] = ()
    before = structure._left(names)
    for name in ("F42A", "N88D", "R38A", "Q126T", "E15A", "Y45A", "T3A"):
        names = (*names, name)
        after = structure._left(names)
        assert all(after[chain] <= before[chain] for chain in structure.CHAINS)
        before = after
    assert before["alpha"] < 0.65 and before["beta"] < 0.86 and before["gamma_c"] < 0.73


def test_wild_type_keeps_all_and_a_change_of_alphas_side_spares_the_other_two():
    assert set(structure._left(()).values()) == {1.0}
    left = structure._left(("F42A", "Y45A", "L72G"))
    assert left["alpha"] == pytest.approx(0.728, abs=0.001) and left["beta"] == left["gamma_c"] == 1.0


def test_a_mutein_that_does_not_fit_is_refused_in_the_words_of_the_science():
    with pytest.raises(ValueError) as caught:
        structure.mutein_chart("G42A")
    assert str(caught.value) == "mutation must name what stands there, F42, got G42A"


def test_the_caption_says_whom_a_change_faces_and_what_it_does_to_charge_and_mass():
    caption = structure.mutein_chart("F42A", "N88D").caption
    assert caption.startswith(
        "The changes face: F42A at α; N88D at β. Charge at pH 7.4: −1.3 (wild type −0.3); mass −75.1 Da;"
    )
    assert structure.mutein_chart("T3A").caption.startswith("No change faces the receptor. Charge")


def test_a_change_in_the_core_is_warned_of():
    caption = structure.mutein_chart("L14K", "D20N").caption
    assert caption.startswith("The changes face: D20N at β. In the core, so that the fold may suffer: L14K. Charge")
    assert "hydrophobicity −2.4." in caption


def test_nothing_changed_is_no_negative_zero():
    assert "mass +0.0 Da; hydrophobicity +0.0." in structure.mutein_chart().caption
    assert structure._signed(-0.04) == "+0.0"


def test_every_named_mutein_fits_the_sequence():
    for side in (structure.ALPHA_SIDE, structure.BETA_SIDE, structure.GAMMA_SIDE, structure.ANYWHERE):
        for option in side[1:]:
            science.mutate(science.mature(), *option.split())


def test_changes_stand_on_the_side_where_they_are_offered():
    sides = {"alpha": structure.ALPHA_SIDE, "beta": structure.BETA_SIDE, "gamma_c": structure.GAMMA_SIDE}
    for chain, side in sides.items():
        for name in " ".join(side[1:]).split():
            assert {here for here in sides if name[:-1] in facts.buried_by_residue.value[here]} == {chain}
    for name in structure.ANYWHERE[1:]:
        assert not any(name[:-1] in facts.buried_by_residue.value[here] for here in sides)


def test_helices_of_the_chart_are_those_of_the_ledger_and_of_the_atoms():
    ours = structure.helix_ends_chart().series[2]
    assert isinstance(ours, Interval)
    found = science.helices(science.il2())
    assert list(zip(ours.low, ours.high, strict=True)) == [(helix.first, helix.last) for helix in found]


def test_from_above_neighbors_run_opposite_ways():
    up, down = structure.bundle_chart().series
    names = {note.text: (note.x, note.y) for note in structure.bundle_chart().marks}
    assert {names["helix A"], names["helix B"]} == set(zip(up.x.tolist(), up.y.tolist(), strict=True))
    assert {names["helix C"], names["helix D"]} == set(zip(down.x.tolist(), down.y.tolist(), strict=True))


EVERYWHERE = [
    *(structure.forms.chart(of=of) for of in structure.MOVES),
    *(structure.wheel.chart(helix=helix, view=view) for helix in "ABCD" for view in structure.VIEWS),
    *CHARTS,
]


@pytest.mark.parametrize("chart", EVERYWHERE, ids=lambda chart: chart.title)
def test_nothing_stands_outside_the_picture(chart):
    for name in ("x", "y"):
        low, high = limits(chart, name)
        for series in chart.series:
            if isinstance(series, Points):
                assert low <= min(getattr(series, name)) and max(getattr(series, name)) <= high
        for mark in chart.marks:
            if isinstance(mark, Note):
                assert low <= getattr(mark, name) <= high

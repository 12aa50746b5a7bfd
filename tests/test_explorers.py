"""The contract of every explorer: it answers everywhere in its range, and as theory says."""

import itertools

import numpy as np
import pytest

from il2course.charts import Chart, Line
from il2course.charts.static import html
from il2course.explorers import receptor
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.explorers.panel import panel

EXPLORERS = {explorer.title: explorer for explorer in receptor.EXPLORERS}


def corners(explorer: Explorer) -> list[dict[str, object]]:
    """Every combination of the ends of the sliders and of the choices."""
    ends = [
        [
            (parameter.name, value)
            for value in ((parameter.low, parameter.high) if isinstance(parameter, Slider) else parameter.options)
        ]
        for parameter in explorer.parameters
    ]
    return [dict(corner) for corner in itertools.product(*ends)]


def anywhere(explorer: Explorer, count: int) -> list[dict[str, object]]:
    random = np.random.default_rng(7)
    return [
        {
            parameter.name: str(random.choice(parameter.options))
            if isinstance(parameter, Choice)
            else float(random.choice(parameter.positions))
            for parameter in explorer.parameters
        }
        for _ in range(count)
    ]


@pytest.mark.parametrize("title", EXPLORERS)
def test_every_corner_and_random_point_gives_a_chart_that_tells_itself(title):
    explorer = EXPLORERS[title]
    for values in [*corners(explorer), *anywhere(explorer, 10)]:
        chart = explorer.chart(**values)  # a Chart refuses NaN
        assert isinstance(chart, Chart)
        assert "nan" not in chart.describe()


def test_binding_of_one_chain_never_falls_with_the_dose():
    for values in anywhere(receptor.staircase, 20):
        for line in receptor.staircase.chart(**values).series[2:]:
            assert (np.diff(line.y) > 0).all(), (values, line.name)


@pytest.mark.parametrize("title", ["The affinity staircase", "Who binds first"])
def test_engagement_rises_to_its_half_and_stays_below_its_whole(title):
    """Beyond its peak a cell rich in CD25 may lose complexes: each chain holds a ligand of its own."""
    for values in anywhere(EXPLORERS[title], 20):
        if values.get("measure") == "complexes per cell":
            continue
        for line in EXPLORERS[title].chart(**values).series:
            half = int(np.argmax(line.y >= 50.0))
            assert (np.diff(line.y[: half + 1]) > 0).all(), (values, line.name)
            assert line.y.min() >= 0 and line.y.max() <= 100.1, (values, line.name)


def test_capture_never_rises_with_cd25():
    for values in anywhere(receptor.capture, 6):
        for line in receptor.capture.chart(**values).series:
            assert (np.diff(line.y) <= 1e-6 * line.y.max()).all(), (values, line.name)


def test_occupancy_falls_after_the_wash():
    for values in anywhere(receptor.on_off, 20):
        for line in receptor.on_off.chart(**values).series:
            after = line.y[line.x > values["contact_min"]]
            assert (np.diff(after) <= 1e-12).all()


@pytest.mark.parametrize("make", receptor.FIGURES)
def test_every_figure_of_the_lesson_draws_and_tells_itself(make):
    chart = make()
    assert chart.describe() and chart.caption
    assert "<img" in html(chart)


def test_an_explorer_refuses_what_it_does_not_know():
    with pytest.raises(TypeError) as caught:
        receptor.who_first.chart(dose=3)
    assert str(caught.value) == "'Who binds first' must be given one of dose_pM, table, affinities, measure, got 'dose'"
    with pytest.raises(ValueError) as caught:
        receptor.who_first.chart(dose_pM=-1)
    assert str(caught.value) == "dose_pM must be between 0.1 and 100000, got -1"
    with pytest.raises(ValueError) as caught:
        receptor.who_first.chart(table="1999")
    assert str(caught.value) == "table must be one of 2021, 2023, got '1999'"


def test_a_slider_refuses_a_range_upside_down():
    with pytest.raises(ValueError) as caught:
        Slider("dose", "Dose", "nM", 2, 1, 1.5)
    assert str(caught.value) == "the range of 'dose' must rise, got 2 to 1"
    with pytest.raises(ValueError) as caught:
        Slider("dose", "Dose", "nM", 0, 1, 0.5, log=True)
    assert str(caught.value) == "the range of the log slider 'dose' must be > 0, got 0"


def test_positions_rise_and_hold_the_start():
    for explorer in EXPLORERS.values():
        for slider in explorer.parameters:
            if isinstance(slider, Slider):
                assert slider.value in slider.positions
                assert (np.diff(slider.positions) > 0).all()


def test_moving_a_control_redraws_and_reset_returns():
    box = panel(receptor.on_off)
    dose, reset, picture = box.children[0], box.children[-2], box.children[-1]
    before = picture.value
    dose.value = dose.options[-1][1]
    assert picture.value != before
    reset.click()
    assert picture.value == before


def test_display_has_a_widget_and_a_picture_with_words():
    bundle = receptor.on_off._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert 'alt="Binding, then a wash.' in bundle["text/html"]
    assert bundle["text/plain"].startswith("Binding, then a wash.") or "VBox" in bundle["text/plain"]


def test_lines_of_an_explorer_have_names_of_their_own():
    for explorer in EXPLORERS.values():
        names = [series.name for series in explorer.chart().series]
        assert len(set(names)) == len(names)
        assert all(isinstance(series, Line) or series.name for series in explorer.chart().series)

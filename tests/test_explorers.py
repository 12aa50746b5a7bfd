"""The contract of every explorer: it answers everywhere in its range, and as theory says."""

import itertools
import json
import re

import numpy as np
import pytest

from il2course.charts import Axis, Chart, Line, live
from il2course.charts.live import Live
from il2course.charts.spec import patch, patched, spec
from il2course.charts.static import MARKERS, figure, html
from il2course.explorers import receptor, signaling, structure, therapy
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.therapy.regimen import Regimen, daily
from il2course.therapy.unit import Dose
from il2course.therapy.window import exposure

LESSONS = (structure, receptor, signaling, therapy)
EXPLORERS = {explorer.title: explorer for lesson in LESSONS for explorer in lesson.EXPLORERS}


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


def test_intervals_hold_their_rate_and_narrow_with_more_patients():
    for values in anywhere(therapy.intervals, 20):
        here, more = (therapy.interval_chart(values["rate"], n, values["level"]).series[0] for n in (200, 800))
        assert (more.high - more.low < here.high - here.low + 1e-9).all(), values


def test_wider_levels_make_wider_intervals():
    for values in anywhere(therapy.intervals, 10):
        widths = [
            np.ptp([(one := therapy.interval_chart(values["rate"], 40, level).series[0]).low, one.high], axis=0)
            for level in ("90 %", "95 %", "99 %")
        ]
        assert (widths[0] <= widths[1]).all() and (widths[1] <= widths[2]).all()


def test_every_indication_shows_counts_that_its_trials_have():
    for indication in therapy.COUNTED:
        chart = therapy.forest_chart(indication)
        known = {
            f"{arm.events}/{arm.n}"
            for trial in therapy.trials(indication)
            for outcome in trial.outcomes.values()
            for arm in outcome.arms.values()
        }
        for name in chart.y.categories:
            assert set(re.findall(r"\d+/\d+", name)) <= known
    assert (
        "LUPIL-2: randomized, double-blind, primary end point (SRI-4 at week 12) missed"
        in therapy.forest_chart("SLE").caption
    )


def test_answers_rise_with_the_level_and_the_window_shrinks_as_more_is_asked():
    for source in therapy.SOURCES:
        for line in therapy.window_chart(source).series:
            assert (np.diff(line.y) >= -1e-9).all(), (source, line.name)
        folds = [therapy._window(source, share, 0.1).fold for share in (0.3, 0.5, 0.7)]
        assert folds == sorted(folds, reverse=True)


def test_a_larger_dose_never_answers_less_by_the_measured_curves():
    for show in ("pSTAT5, measured", "pSTAT5, model", "engaged receptors", "level in serum"):
        small, large = (therapy.dosing_chart(dose_MIU=dose, show=show) for dose in (0.5, 5.0))
        for one, other in zip(small.series, large.series, strict=True):
            assert (other.y >= one.y - 1e-9).all(), (show, one.name)


def test_doses_that_follow_each_other_add_up():
    few, many = (therapy.dosing_chart(every_h=every_h, show="level in serum") for every_h in (48, 12))
    assert all((other.y >= one.y - 1e-12).all() for one, other in zip(few.series, many.series, strict=True))


def test_the_dosing_designer_draws_what_the_science_says():
    regimen = Regimen("1 MIU a day", (daily(Dose(1, "MIU"), 28),))
    found = exposure(regimen, days=28)
    chart = therapy.dosing.chart()
    assert chart.title == f"28 MIU in 28 doses: Tregs alone for {found.hours_alone():.0f} h of 28 days"
    assert chart.series[0].y.max() == pytest.approx(100 * found.pstat5["Treg"].max(), rel=0.01)


def test_power_rises_with_patients_and_reaches_what_the_science_says():
    for values in anywhere(therapy.trial_size, 12):
        if values["rate_a"] != values["rate_b"]:
            curve = therapy.trial_size.chart(**values).series[0]
            assert (np.diff(curve.y) >= -1e-6).all(), values
    assert therapy.power_chart(50, 30, 94).title == "94 an arm: a chance of 80 % to find the difference"


def test_what_goes_on_reports_more_than_the_truth():
    for values in anywhere(therapy.winners_curse, 20):
        chart = therapy.winners_curse.chart(**values)
        truth, reported = (mark.value for mark in chart.marks)
        assert reported >= truth - 1e-9
        total = sum(float(np.sum(series.y)) for series in chart.series)
        assert total == pytest.approx(100, abs=1e-6)


def test_a_heavier_prior_pulls_harder():
    light, heavy = (therapy.shrink_chart(30, weight).series[1].value for weight in (5, 100))
    assert (np.abs(heavy - 30) <= np.abs(light - 30)).all()


def test_a_promise_without_worth_or_harm_is_no_difference():
    assert therapy.surrogate_chart(0, 1).series[1].x == pytest.approx([1, 1])
    stories = [therapy.surrogate_chart(100, harm).series[1].x for harm in (0.9, 1.0, 1.2)]
    assert (np.diff(stories, axis=0) > 0).all()


@pytest.mark.parametrize("make", [make for lesson in LESSONS for make in lesson.FIGURES])
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
    with pytest.raises(ValueError) as caught:
        Slider("dose", "Dose", "nM", 0, float("nan"), 0.5)
    assert str(caught.value) == "high must be finite, got nan"
    with pytest.raises(ValueError) as caught:
        Slider("dose", "Dose", "nM", 0, 1, 0.5, steps=0)
    assert str(caught.value) == "the slider 'dose' must have at least 1 step, got 0"


def test_a_choice_without_a_choice_is_refused():
    with pytest.raises(ValueError) as caught:
        Choice("table", "Table", ("2021",))
    assert str(caught.value) == "the choice 'table' must have two different options or more, got ('2021',)"


def test_a_picture_that_makes_no_sense_never_reaches_the_front_end(sent):
    """NaN is refused by the chart, in Python; what is sent is the sentence."""

    def draw(places):
        bad = Line("share", np.arange(3.0), np.full(3, np.nan if places[0] else 1.0))
        return Chart("Toy", Axis("time", "s"), Axis("share", "%"), (bad,), "See.")

    there = Live("Toy", [{"label": "Time", "start": 0, "spoken": ["0 s", "1 s"]}], draw)
    there._answer(there, {"question": "a", "places": [1]}, [])
    said = "No picture for these settings: 'share' must have finite numbers in y, got nan"
    assert sent == [{"question": "a", "error": said}]


def test_positions_rise_and_hold_the_start():
    for explorer in EXPLORERS.values():
        for slider in explorer.parameters:
            if isinstance(slider, Slider):
                assert slider.value in slider.positions
                assert (np.diff(slider.positions) > 0).all()


@pytest.mark.parametrize("title", EXPLORERS)
def test_the_spec_of_every_explorer_is_small_finite_json(title):
    for values in [{}, *anywhere(EXPLORERS[title], 3)]:
        text = json.dumps(spec(EXPLORERS[title].chart(**values)), allow_nan=False)
        assert len(text) < 60_000


@pytest.mark.parametrize("title", EXPLORERS)
def test_both_renderers_draw_the_same(title):
    chart = EXPLORERS[title].chart()
    told, axes = spec(chart), figure(chart).axes[0]
    assert [series["name"] for series in told["series"]] == [series.name for series in chart.series]
    drawn = {line.get_label(): line for line in axes.lines}
    for series in (series for series in told["series"] if series["kind"] in ("line", "points")):
        near = {"rtol": 1e-3, "atol": 0 if chart.y.scale == "log" else 1e-4 * np.ptp(told["y"]["limits"])}
        assert np.allclose(drawn[series["name"]].get_ydata(), series["y"], **near)
    for series in (series for series in told["series"] if series["kind"] == "interval"):
        assert drawn[series["name"]].get_marker() == MARKERS[series["symbol"]]
        middles = {
            (float(np.ravel(line.get_xdata())[0]), line.get_marker())
            for line in axes.lines
            if len(line.get_xdata()) == 1
        }
        for value in series["value"]:
            assert any(
                abs(x - value) < 1e-3 * max(abs(value), 1) and marker == MARKERS[series["symbol"]]
                for x, marker in middles
            )
    assert (axes.get_xlabel(), axes.get_ylabel()) == (told["x"]["title"], told["y"]["title"])
    downwards = chart.y.scale == "category"
    assert np.allclose(axes.get_xlim(), told["x"]["limits"])
    assert np.allclose(axes.get_ylim(), told["y"]["limits"][:: -1 if downwards else 1])
    texts = {text.get_text() for text in axes.texts}
    assert {mark["text"] for mark in told["marks"]} <= texts
    assert {name for *_, name in told["names"] or ()} <= texts
    assert bool(axes.get_legend() or axes.figure.legends) == (told["names"] is None)


@pytest.mark.parametrize("title", EXPLORERS)
def test_a_patch_gives_back_the_chart(title):
    explorer = EXPLORERS[title]
    first = spec(explorer.chart())
    assert patch(first, first) == {}
    for values in anywhere(explorer, 4):
        now = spec(explorer.chart(**values))
        assert patched(first, json.loads(json.dumps(patch(first, now)))) == now


@pytest.mark.parametrize("title", EXPLORERS)
def test_what_is_saved_with_a_notebook_is_small(title):
    live_one = widget(EXPLORERS[title])
    assert len(json.dumps(live_one.opening)) < 60_000


def widget(explorer: Explorer) -> Live:
    return Live(explorer.title, explorer._controls, explorer.draw_at)


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What Python sends to the front end."""
    messages = []
    monkeypatch.setattr(Live, "send", lambda self, content: messages.append(content))
    return messages


def test_python_answers_each_question_with_what_changed(sent):
    explorer = receptor.on_off
    there = widget(explorer)
    start = [one.control["start"] for one in explorer.parameters]
    there._answer(there, {"question": "a", "places": start}, [])
    there._answer(there, {"question": "b", "places": [start[0] + 1, *start[1:]]}, [])
    assert sent[0] == {"question": "a", "change": {}}
    assert sent[1]["question"] == "b"
    moved = explorer.draw_at([start[0] + 1, *start[1:]])
    assert patched(there.opening["first"], sent[1]["change"])["words"] == moved.describe()


def test_the_next_steps_are_answered_before_they_are_taken(sent):
    there, start = widget(receptor.who_first), [one.control["start"] for one in receptor.who_first.parameters]
    steps = [[start[0] + far, *start[1:]] for far in (1, 2)]
    there._answer(there, {"question": "a", "ahead": steps}, [])
    for places in steps:
        there._answer(there, {"question": "b", "places": places}, [])
    told = [{"places": places, "change": one["change"]} for places, one in zip(steps, sent[1:], strict=True)]
    assert sent[0] == {"question": "a", "ahead": told[: len(sent[0]["ahead"])]}
    assert sent[0]["ahead"]


def test_where_python_is_slow_it_answers_one_step_ahead(sent, monkeypatch):
    """So that the next question has not to wait for steps which may never be taken."""
    monkeypatch.setattr("il2course.charts.live.AHEAD_S", -1.0)
    widget(receptor.on_off)._answer(None, {"question": "a", "ahead": [[1, 1, 0, 0], [2, 1, 0, 0]]}, [])
    assert [one["places"] for one in sent[0]["ahead"]] == [[1, 1, 0, 0]]


def test_a_step_ahead_that_fails_is_not_told_before_it_is_taken(sent):
    def draw(places):
        if places[0] == 2:
            raise ValueError("dose must be small, got more")
        return receptor.on_off.chart()

    there = Live("Moody", [receptor.on_off.parameters[0].control], draw)
    there._answer(there, {"question": "a", "ahead": [[1], [2], [3]]}, [])
    there._answer(there, {"question": "b", "places": [2]}, [])
    assert sent == [
        {"question": "a", "ahead": [{"places": [1], "change": sent[0]["ahead"][0]["change"]}]},
        {"question": "b", "error": "No picture for these settings: dose must be small, got more"},
    ]


def test_an_error_is_sent_as_a_sentence(sent):
    def draw(places):
        if places[0] > 50:
            raise ValueError("dose must be small, got more")
        return receptor.on_off.chart()

    there = Live("Moody", [receptor.on_off.parameters[0].control], draw)
    there._answer(there, {"question": "a", "places": [60]}, [])
    assert sent == [{"question": "a", "error": "No picture for these settings: dose must be small, got more"}]


@pytest.mark.parametrize("title", EXPLORERS)
def test_controls_start_where_the_explorer_does_and_speak(title):
    for parameter in EXPLORERS[title].parameters:
        control = parameter.control
        assert parameter.at(control["start"]) == parameter.value
        if isinstance(parameter, Slider):
            assert control["spoken"][control["start"]] == parameter.say(parameter.value)


def test_a_slider_says_31_6_nM_and_not_1_5():
    slider = Slider("dose_nM", "Dose", "nM", 1, 1000, 10, log=True, steps=6)
    assert slider.control["spoken"][3] == "31.6 nM"


def test_display_is_a_picture_with_words_in_whose_place_the_widget_can_stand():
    bundle = receptor.on_off._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "text/plain"}
    assert bundle["text/html"].startswith('<div class="il2-place-')
    assert 'alt="Binding, then a wash.' in bundle["text/html"]
    assert bundle["text/plain"].startswith("Binding, then a wash.")


def test_display_for_a_page_moves_without_a_kernel(monkeypatch):
    monkeypatch.setenv("IL2COURSE_PAGE", "1")
    bundle = receptor.model_and_measurement._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "text/plain"}
    assert '<img src="data:image/png' in bundle["text/html"] and '<script type="module">' in bundle["text/html"]


def test_frames_are_what_python_computes():
    explorer = receptor.sensorgram.coarse(4)
    data = json.loads(live.film(explorer.title, explorer._controls, explorer.draw_at, explorer.grid()))

    def resolved(value):
        if isinstance(value, dict):
            return data["columns"][value["#"]] if "#" in value else {key: resolved(one) for key, one in value.items()}
        return value

    assert len(data["frames"]) == 2 * 5 * 2
    for frame in data["frames"]:
        assert patched(data["opening"]["first"], resolved(frame["change"])) == spec(explorer.draw_at(frame["places"]))


def test_every_page_is_a_few_hundred_kilobytes_at_most():
    for explorer in (
        receptor.sensorgram,
        receptor.on_off,
        therapy.dosing,
        therapy.dose_window,
    ):  # the largest: the others take their time
        frames = re.search(r'<script type="application/json">(.+?)</script>', explorer.page())[1]
        assert len(frames) <= 300_000


def test_the_script_can_stand_in_a_page():
    assert "</script" not in live.SCRIPT and "</style" not in live.STYLE and "://" not in live.STYLE


def test_lines_of_an_explorer_have_names_of_their_own():
    for explorer in EXPLORERS.values():
        names = [series.name for series in explorer.chart().series]
        assert len(set(names)) == len(names)
        assert all(isinstance(series, Line) or series.name for series in explorer.chart().series)

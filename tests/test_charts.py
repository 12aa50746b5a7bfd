"""Charts: what they refuse, how they tell themselves, how they are drawn."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.image import imread
from matplotlib.text import Text

from il2course.charts import FOR_A_PAGE, Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule, layout, quantity
from il2course.charts.palette import DARK, LIGHT, ON_DARK, ON_LIGHT, RAMP, css
from il2course.charts.spec import patch, patched, spec
from il2course.charts.static import figure, html, png

X = np.array([1.0, 10.0, 100.0])
DOSE = Axis("dose", "nM", "log")
SHARE = Axis("share", "%")

CELLS = Axis("cell", "", "category", categories=("Treg", "NK"))


def chart(*series, x=DOSE, y=SHARE, marks=()):
    return Chart("Binding", x, y, tuple(series), "See the curve rise.", tuple(marks))


UP = Line("up", X, np.array([0.0, 50.0, 100.0]))
DOWN = Line("down", X, np.array([100.0, 40.0, 0.0]))

REFUSED = [
    (lambda: Axis("dose", ""), "the axis 'dose' must have a unit ('1' for a pure number), got none"),
    (lambda: Axis("", "nM"), "an axis must have a label, got none"),
    (lambda: Axis("dose", "nM", "cubic"), "scale must be one of linear, log, category, got 'cubic'"),
    (lambda: Axis("dose", "nM", limits=(2, 1)), "limits of 'dose' must rise, got 2 to 1"),
    (lambda: Axis("dose", "nM", "log", (0, 1)), "limits of the log axis 'dose' must be > 0, got 0"),
    (lambda: Axis("cell", "", "category"), "the category axis 'cell' must have categories, got none"),
    (lambda: chart(), "the chart 'Binding' must have at least one series, got none"),
    (
        lambda: Chart("Binding", DOSE, SHARE, (UP,), ""),
        "the chart 'Binding' must have a caption that says what to see, got none",
    ),
    (lambda: chart(Line("a", X, np.array([0.0, np.nan, 1.0]))), "'a' must have finite numbers in y, got nan"),
    (lambda: chart(Line("a", X[:0], X[:0])), "'a' must have at least one point, got none"),
    (lambda: chart(UP, UP), f"the series of 'Binding' must have different names, got {UP.name!r} twice"),
    (lambda: chart(Line("a", X, X[:2])), "'a' must have lists of one length, got shapes [(2,), (3,)]"),
    (lambda: chart(Line("a", X, np.array(["x", "y", "z"]))), "'a' must have numbers in y, got <U1"),
    (lambda: chart(Line("a", X - 1, X)), "'a' must be > 0 on the log axis 'dose', got 0.0"),
    (
        lambda: chart(Line("a", np.arange(1.0, 1e6), np.arange(1.0, 1e6))),
        "'a' must have at most 20000 points, got 999999",
    ),
    (lambda: chart(Band("b", X, X + 1, X)), "'b' must have low at or below high, got 2 and 1"),
    (
        lambda: chart(Interval("i", np.zeros(1), np.ones(1), np.full(1, 3.0), np.full(1, 2.0)), y=CELLS),
        "'i' must have value at or below high, got 3 and 2",
    ),
    (
        lambda: chart(Interval("i", np.ones(1), np.ones(1), np.full(1, np.inf), np.full(1, np.inf)), y=CELLS),
        "'i' must have finite numbers in value, got inf",
    ),
    (
        lambda: chart(Points("p", np.array([0.0, 2.0]), X[:2]), x=CELLS),
        "'p' must be between 0 and 1 on the axis 'cell', got 2",
    ),
    (lambda: chart(UP, marks=[Rule(0, "none")]), "the place of 'none' on the axis 'dose' must be > 0, got 0"),
    (lambda: chart(UP, marks=[Rule(1, "one", "z")]), "the rule 'one' must stand on the axis x or y, got 'z'"),
    (
        lambda: chart(UP, marks=[Note(1, float("nan"), "here")]),
        "the place of 'here' on the axis 'share' must be finite, got nan",
    ),
    (
        lambda: Chart("Binding", DOSE, SHARE, (UP,), "See.", equal=True),
        "the axes of 'Binding' must be linear, got log and linear",
    ),
    (lambda: chart(UP, Points("p", X, X, like="x")), "'p' must be like one of the lines ['up'], got 'x'"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_what_makes_no_picture_is_refused_in_one_sentence(make, message):
    with pytest.raises(ValueError) as caught:
        make()
    assert str(caught.value) == message


def test_description_tells_range_direction_crossing_and_marks():
    assert chart(UP, DOWN, marks=(Rule(10.0, "a tenth"), Note(1.0, 1.0, "here it starts"))).describe() == (
        "Binding. Share over dose on a logarithmic scale. up: rises from 0 % at 1 nM to 100 % at 100 nM. "
        "down: falls from 100 % at 1 nM to 0 % at 100 nM. up and down cross at 9.18 nM. Marked: a tenth. Marked: here it starts."
    )


def test_description_tells_a_peak_and_a_constant():
    peak = Line("peak", X, np.array([0.0, 9.0, 3.0]))
    assert (
        "peak: runs from 0 % at 1 nM to 3 % at 100 nM, highest 9 % at 10 nM, lowest 0 % at 1 nM."
        in chart(peak).describe()
    )
    assert "flat: constant at 5 %." in chart(Line("flat", X, np.full(3, 5.0))).describe()


def test_description_of_points_by_category_intervals_and_bands():
    cells = Axis("cell", "", "category", categories=("Treg", "NK"))
    points = Points("EC50", np.arange(2.0), np.array([11.4, 1590.0]))
    assert "EC50: Treg 11.4 pM, NK 1.59 nM." in chart(points, x=cells, y=Axis("EC50", "pM", "log")).describe()
    interval = Interval("95 %", np.array([0.0]), np.array([1.0]), np.array([2.0]), np.array([np.inf]))
    assert "Treg, 95 %: 2 nM, from 1 nM to ∞ nM." in chart(interval, y=cells).describe()
    band = Band("interval", X, X - 0.5, X + np.array([0.1, 3.0, 0.1]))
    assert "interval: a band, widest at 10 nM, from 9.5 % to 13 %." in chart(band).describe()


def test_noise_is_not_told_crossing_by_crossing():
    random, x = np.random.default_rng(1), np.linspace(1, 100, 80)
    noisy = [Line(name, x, random.standard_normal(80)) for name in ("one", "two")]
    assert "cross" not in chart(*noisy).describe()


def test_html_carries_picture_description_and_caption():
    page = html(chart(UP))
    assert f'alt="{chart(UP).describe()}"' in page
    assert "<figcaption>See the curve rise.</figcaption>" in page
    picture = imread(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", page)[1])))
    assert picture.shape[:2] == (630, 1110)


@pytest.mark.parametrize(("themes", "classes"), [("", []), ("light", []), ("light dark", ["only-light", "only-dark"])])
def test_a_page_with_a_dark_theme_gets_a_second_picture(monkeypatch, themes, classes):
    """Both with the same words; without the page's style sheet the second stays hidden."""
    monkeypatch.setenv(FOR_A_PAGE, themes)
    pictures = re.findall("<img [^>]*>", chart(UP)._repr_mimebundle_()["text/html"])
    assert [re.search('class="([^"]*)"', one)[1] for one in pictures if "class" in one] == classes
    assert [one.startswith("<img hidden") for one in pictures] == [False, True][: len(pictures)]
    assert all(f'alt="{chart(UP).describe()}"' in one for one in pictures)
    corners = [imread(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", one)[1])))[0, 0] for one in pictures]
    papers = [LIGHT.paper, DARK.paper][: len(pictures)]
    assert [to_hex(corner).upper() for corner in corners] == papers


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_nothing_in_a_picture_keeps_the_colors_of_the_other_theme(look):
    """Everything written stands out from the paper, and all else has a color of the look."""
    marks = (Rule(10.0, "here"), Note(12.0, 0.5, "there"))
    place = Points("cell", np.array([20.0]), np.array([0.5]))
    field_too = Chart("Field", PLACE, Axis("depth", "µm"), (*field().series, place), "See.", marks)
    for one in (chart(UP, DOWN, marks=marks), chart(Points("one", X, X), Points("two", X, X)), field_too):
        words = figure(one, look).findobj(Text)
        colors = {to_hex(word.get_color()).upper() for word in words if word.get_text()}
        assert colors <= {look.ink, look.note, *look.series}
        assert all(contrast(color, look.paper) >= 4.5 for color in colors)


def contrast(color: str, paper: str) -> float:
    low, high = sorted((luminance(color), luminance(paper)))
    return (high + 0.05) / (low + 0.05)


def test_the_same_chart_gives_the_same_bytes():
    assert png(chart(UP, DOWN)) == png(chart(UP, DOWN))


def test_axes_carry_label_and_unit():
    axes = figure(chart(UP, DOWN)).axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_xscale()) == ("dose (nM)", "share (%)", "log")
    assert [line.get_ydata().tolist() for line in axes.lines] == [[0, 50, 100], [100, 40, 0]]


def test_labels_beside_lines_do_not_overlap_and_stay_inside():
    lines = [Line(f"line {number}", X, np.array([0.0, 1.0, 1.0 + number / 1000])) for number in range(4)]
    heights = sorted(text.get_position()[1] for text in figure(chart(*lines)).axes[0].texts)
    assert len(heights) == 4
    assert min(np.diff(heights)) > 0.05
    assert heights[0] >= 0 and heights[-1] <= 1


def test_points_share_the_color_of_their_line():
    axes = figure(chart(UP, DOWN, Points("measured", X, X, like="down"))).axes[0]
    assert axes.lines[2].get_color() == axes.lines[1].get_color() == ON_LIGHT[1]


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


@pytest.mark.parametrize("color", ON_LIGHT)
def test_every_color_is_legible_on_white(color):
    """Contrast of 4.5 or more (WCAG 2 AA for text)."""
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


@pytest.mark.parametrize("color", ON_DARK)
def test_every_color_is_legible_on_dark_pages(color):
    """On #262626, the lightest of the dark pages that are common."""
    assert (luminance(color) + 0.05) / (luminance("#262626") + 0.05) >= 4.5


def test_the_style_sheet_has_every_color():
    assert all(color in css() for color in (*ON_LIGHT, *ON_DARK, *RAMP))


def test_the_ramp_grows_lighter_in_equal_steps():
    lightness = [116 * luminance(color) ** (1 / 3) for color in RAMP]
    assert (np.diff(lightness) > 0).all()
    assert np.diff(lightness).max() < 2.5 * np.diff(lightness).min()


# --- rasters ---

FIELD = np.array([[1.0, 2.0, 3.0], [4.0, 9.0, 5.0]])
PLACE = Axis("distance", "µm")


def field(values=FIELD, x=(10.0, 20.0, 30.0), y=(0.0, 1.0), unit="pM"):
    return Chart("Field", PLACE, Axis("depth", "µm"), (Raster("IL-2", np.array(x), np.array(y), values, unit),), "See.")


def test_a_raster_tells_its_range_and_where_it_is_highest():
    assert "IL-2: from 1 pM to 9 pM, highest at distance 20 µm and depth 1 µm." in field().describe()
    assert "IL-2: 2 everywhere." in field(np.full((2, 3), 2.0), unit="1").describe()
    assert "highest at distance 25 µm" in field(x=(10.0, 20.0, 30.0, 40.0)).describe()


RASTERS_REFUSED = [
    ({"unit": ""}, "'IL-2' must have a unit ('1' for pure numbers), got none"),
    ({"values": np.arange(3.0)}, "'IL-2' must have a table of numbers, got float64 of shape (3,)"),
    ({"values": np.array([[1.0, np.nan, 1.0]] * 2)}, "'IL-2' must have finite numbers, got nan"),
    ({"values": np.zeros((1000, 1000))}, "'IL-2' must have at most 40000 cells, got 1000000"),
    ({"x": (1.0, 2.0)}, "'IL-2' must have 3 centers or 4 edges in x, got 2"),
    ({"x": (1.0, 3.0, 2.0)}, "'IL-2' must have rising, finite numbers in x"),
]


@pytest.mark.parametrize(("change", "message"), RASTERS_REFUSED)
def test_a_raster_refuses_what_makes_no_picture(change, message):
    with pytest.raises(ValueError) as caught:
        field(**change)
    assert str(caught.value) == message


def test_edges_lie_midway_between_centres():
    assert layout.edges(np.array([1.0, 2.0, 4.0]), 3).tolist() == [0.5, 1.5, 3.0, 5.0]
    assert np.allclose(layout.edges(np.array([1.0, 10.0]), 2, log=True), [10**-0.5, 10**0.5, 10**1.5])
    assert layout.edges(np.array([3.0]), 1).tolist() == [2.5, 3.5]


def test_a_raster_is_drawn_with_its_unit():
    axes = figure(field()).axes
    assert axes[1].get_ylabel() == "IL-2 (pM)"
    assert (axes[0].get_xlim(), axes[0].get_ylim()) == ((5.0, 35.0), (-0.5, 1.5))
    assert spec(field())["series"][0]["shades"] == [0, 125, 250, 375, 999, 500]


def test_symbols_stand_out_from_a_field_they_lie_on():
    """White edges over a field, none elsewhere."""
    place = Points("cell", np.array([20.0]), np.array([0.5]))
    over = Chart("Field", PLACE, Axis("depth", "µm"), (*field().series, place), "See.")
    alone = Chart("Field", PLACE, Axis("depth", "µm"), (place,), "See.")
    edges = [figure(one).axes[0].lines[0].get_markeredgecolor() for one in (over, alone)]
    assert edges == [LIGHT.paper, ON_LIGHT[0]]


# --- the spec ---


def test_numbers_are_sent_as_precisely_as_they_can_be_seen():
    told = spec(chart(Line("a", X / 3, np.array([0.0, 1 / 3, 100.0]))))
    assert told["series"][0]["x"] == [0.3333, 3.333, 33.33]
    assert told["series"][0]["y"] == [0, 0.33, 100]


def test_endless_intervals_have_no_number_and_are_drawn_to_the_edge():
    cells = Axis("cell", "", "category", categories=("Treg",))
    endless = chart(Interval("95 %", np.array([0.0]), np.array([0.0]), np.array([2.0]), np.array([np.inf])), y=cells)
    assert (spec(endless)["series"][0]["low"], spec(endless)["series"][0]["high"]) == ([None], [None])
    axes = figure(endless).axes[0]
    assert axes.lines[0].get_xdata().tolist() == list(axes.get_xlim())
    assert [line.get_marker() for line in axes.lines[2:4]] == ["<", ">"]


def test_limits_leave_room_also_around_a_single_value():
    assert layout.limits(chart(Points("p", np.array([2.0]), np.array([0.0])), x=Axis("a", "1")), "x") == (1.9, 2.1)
    low, high = layout.limits(chart(Points("p", np.array([2.0]), np.array([0.0]))), "x")
    assert low < 2 < high


PATCHES = [
    ({"a": 1}, {"a": 1}, {}),
    ({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3]}, {"b": [1, 3]}),
    ({"s": [{"k": 1, "n": 2}, {"k": 3}]}, {"s": [{"k": 1, "n": 4}, {"k": 3}]}, {"s": {"0": {"n": 4}}}),
    ({"s": [{"k": 1}]}, {"s": [{"k": 1}, {"k": 2}]}, {"s": [{"k": 1}, {"k": 2}]}),
    ({"s": [{"k": 1}]}, {"s": [{"other": 1}]}, {"s": {"0": {"=": {"other": 1}}}}),
    ({"a": None}, {"a": {"b": 1}}, {"a": {"=": {"b": 1}}}),
]


@pytest.mark.parametrize(("first", "now", "change"), PATCHES)
def test_a_patch_holds_only_what_changed(first, now, change):
    assert patch(first, now) == change
    assert patched(first, change) == now


QUANTITIES = [
    ((0.0507, "nM"), "50.7 pM"),
    ((2316, "pM"), "2.32 nM"),
    ((999.9, "pM"), "1 nM"),
    ((0.7, "mM"), "700 µM"),
    ((1e-12, "nM"), "0.000001 fM"),
    ((12, "min"), "12 min"),
    ((0, "nM"), "0 nM"),
    ((-47.53, "kJ/mol"), "−47.5 kJ/mol"),
    ((14017,), "14,000"),
    ((0.00012345, "1"), "0.000123 1"),
    ((100, "°"), "100°"),
]


@pytest.mark.parametrize(("arguments", "text"), QUANTITIES)
def test_quantities_read_as_a_person_would_say_them(arguments, text):
    assert quantity(*arguments) == text


def test_points_in_no_order_are_told_as_a_cloud():
    """Where they lie, not how they run; points in order along x are told as a curve."""
    x, y = Axis("place", "nm"), Axis("height", "m")
    cloud = Chart("Cloud", x, y, (Points("dots", np.array([2.0, 1.0, 4.0]), np.array([5.0, 3.0, 7.0])),), "Look.")
    assert "dots: 3 points, place 1 nm to 4 nm, half below 2 nm; height 3 m to 7 m, half below 5 m." in cloud.describe()
    curve = Chart("Curve", x, y, (Points("dots", np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 7.0])),), "Look.")
    assert "dots: rises from 3 m at 1 nm to 7 m at 4 nm." in curve.describe()


def test_a_picture_of_places_keeps_its_shape_and_its_legend_stays_off_it():
    seen = Points("cell", X, X), Points("other cell", X, X / 2)
    drawn = figure(Chart("Map", Axis("x", "µm"), Axis("y", "µm"), seen, "See.", equal=True))
    drawn.canvas.draw()
    (axes,), (legend,) = drawn.axes, drawn.legends
    assert axes.get_aspect() == 1
    assert not legend.get_window_extent().overlaps(axes.get_window_extent())


def test_a_name_stands_above_all_of_the_noise_it_covers():
    x = np.linspace(0.0, 1.0, 101)
    noisy = np.where(np.arange(101) % 2, 3.0, -3.0)
    noisy[90] = 50.0
    assert layout.stands_at(Line("noisy", x, noisy, label_at=0.5)) == (0.5, 3.0)
    assert layout.stands_at(Line("noisy", x, noisy)) is None


def test_a_quantity_has_at_least_one_digit():
    with pytest.raises(ValueError) as caught:
        quantity(1.0, "nM", digits=0)
    assert str(caught.value) == "digits must be > 0, got 0.0"

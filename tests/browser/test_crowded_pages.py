"""Explorers in pages, narrow and wide, light and dark: every word stays inside its picture and clear of the others."""

import numpy as np
import pytest
from conftest import new_page

from il2course.charts import Axis, Chart, Points, Raster, layout, live
from il2course.charts.palette import RAMP
from il2course.explorers import receptor, signaling, structure, therapy

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

CROWDED = (
    (structure.wheel, {}),
    (structure.wheel, {"helix": "B"}),
    (structure.forms, {}),
    (structure.contact_map, {}),
    (receptor.sensorgram, {}),
    (signaling.neighborhood_picture, {}),
    (signaling.traffic, {}),
    (signaling.rivals, {}),
    (therapy.forest, {}),
    (therapy.trial_size, {}),
)
MAPS = {structure.wheel.title, structure.contact_map.title, signaling.neighborhood_picture.title}
WORDS = """() => [...document.querySelectorAll("svg[role=img] text")].map((word) => {
    const [box, svg] = [word.getBoundingClientRect(), word.ownerSVGElement.getBoundingClientRect()];
    return { text: word.textContent, left: box.left - svg.left, right: box.right - svg.left, top: box.top - svg.top,
             bottom: box.bottom - svg.top, width: svg.width, height: svg.height };
})"""
BEYOND = """() => [...document.querySelectorAll(".il2-explorer, .il2-explorer :is(select, input, label, .il2-value)")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth).map((part) => part.outerHTML)"""
DRAWN = """() => ["width", "height"].map((side) => Number(document.querySelector("svg[role=img] clipPath rect").getAttribute(side)))"""
LESSONS = (structure, receptor, signaling, therapy)
MOVE = """(places) => {
    const inputs = [...document.querySelectorAll(".il2-control :is(input, select)")];
    inputs.forEach((one, at) => { one.tagName === "SELECT" ? (one.selectedIndex = places[at]) : (one.value = places[at]); });
    inputs[0].dispatchEvent(new Event("input"));
}"""
# The longest that each slider can say, given its readout; what of it stands right of the controls.
CUT = """(spoken) => [...document.querySelectorAll(".il2-controls")].flatMap((group, at) =>
    [...group.querySelectorAll(".il2-control")].flatMap((row, place) => {
        const [most, readout, told] = [group.getBoundingClientRect().right + 0.5, row.querySelector(".il2-value"), document.createRange()];
        if (!readout) return row.querySelector("select").getBoundingClientRect().right > most ? [row.textContent] : [];
        return spoken[at][place].filter((words) => {
            readout.textContent = words;
            told.selectNodeContents(readout);
            return told.getBoundingClientRect().right > most;
        });
    }))"""
WORDS_ARE = "(words) => document.querySelector('p.il2-words').textContent === words"
MARGIN_PX = 4  # by which what is drawn may stand over the axes, above and below together
TOUCH_PX = 4  # boxes of words are higher than their letters


@pytest.fixture(scope="module", params=CROWDED, ids=lambda one: " ".join([one[0].title, *one[1].values()]))
def shown(request, tmp_path_factory):
    """An exported page with one picture of an explorer: its chart, title and address."""
    explorer, values = request.param
    start = [one.control["start"] for one in explorer.parameters]
    for at, one in enumerate(explorer.parameters):
        if one.name in values:
            start[at] = one.options.index(values[one.name])
    film = live.film(
        explorer.title, [one.control for one in explorer.parameters], lambda _: explorer.draw_at(start), [start]
    )
    page = tmp_path_factory.mktemp("page") / "page.html"
    page.write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'>{live.page(explorer.chart(), film)}", "utf-8"
    )
    return explorer.draw_at(start), explorer.title, page.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1000])
def test_words_stay_inside_and_apart(browser, shown, width, scheme):
    chart, title, address = shown
    page = new_page(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    page.locator("svg[role=img] text").first.wait_for()
    words = page.evaluate(WORDS)
    assert [one for one in words if one["left"] < -1 or one["right"] > one["width"] + 1] == []
    assert [one for one in words if one["top"] < -1 or one["bottom"] > one["height"] + 1] == []
    assert [
        (one["text"], other["text"]) for at, one in enumerate(words) for other in words[:at] if crossed(one, other)
    ] == []
    assert page.evaluate(BEYOND) == []
    if title in MAPS:
        width_px, height_px = page.evaluate(DRAWN)
        (left, right), (low, high) = (layout.limits(chart, name) for name in ("x", "y"))
        assert width_px / (right - left) == pytest.approx((height_px - MARGIN_PX) / (high - low))
    assert page.errors == []
    page.close()


@pytest.fixture
def written(tmp_path):
    """Writes an exported page of one chart, or of an explorer's at several places; returns the address."""

    def write(chart: Chart, controls=(), draw=None, places=((),)) -> str:
        film = live.film(chart.title, controls, draw or (lambda _: chart), places)
        page = tmp_path / "page.html"
        page.write_text(f"<!doctype html><html lang='en'><meta charset='utf-8'>{live.page(chart, film)}", "utf-8")
        return page.as_uri()

    return write


def test_a_field_has_the_colors_of_the_ramp_and_symbols_stand_out_from_it(page, written):
    field = Raster("share", np.array([1.0, 2.0]), np.array([1.0]), np.array([[0.0, 1.0]]), "1")
    axes = Axis("place", "µm"), Axis("depth", "µm")
    chart = Chart("Two cells", *axes, (field, Points("here", np.array([1.0]), np.array([1.0]))), "From 0 % to 5 min.")
    page.goto(written(chart))
    picture = page.locator("svg[role=img] image")
    ends = picture.evaluate("""async (node) => {
        const image = new Image();
        image.src = node.getAttribute("href");
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
        const pen = canvas.getContext("2d");
        pen.drawImage(image, 0, 0);
        return [0.1, 0.9].map((share) => [...pen.getImageData(share * image.width, image.height / 2, 1, 1).data]);
    }""")
    assert ends == [[*bytes.fromhex(color[1:]), 255] for color in (RAMP[0], RAMP[-1])]
    assert picture.evaluate("node => getComputedStyle(node).imageRendering") == "pixelated"
    symbol = page.locator("svg[role=img] .il2-on-field path")
    assert symbol.evaluate("node => getComputedStyle(node).stroke") == "rgb(255, 255, 255)"
    assert page.locator(".il2-caption").text_content() == "From 0\u00a0% to 5\u00a0min."


def test_the_word_at_a_line_leaves_intervals_free(page, written):
    page.goto(written(therapy.promise.chart()))
    word = page.locator("svg[role=img] text", has_text="no difference").bounding_box()
    lines = [line.bounding_box() for line in page.locator("svg[role=img] path.il2-line").all()]
    edges = [
        {
            "left": one["x"],
            "right": one["x"] + one["width"],
            "top": one["y"] - 2,
            "bottom": one["y"] + one["height"] + 2,
        }
        for one in (word, *lines)
    ]
    assert len(edges) == 3
    assert [one for one in edges[1:] if overlapping(one, edges[0], 0)] == []


def test_every_readout_of_every_explorer_fits(browser, tmp_path):
    """All of them on one page, with a dot for a picture, as wide as a page of the website leaves them."""
    dot = Chart("Dot", Axis("place", "µm"), Axis("depth", "µm"), (Points("here", np.ones(1), np.ones(1)),), "A dot.")
    groups = [[one.control for one in explorer.parameters] for lesson in LESSONS for explorer in lesson.EXPLORERS]
    around, _, after = live.page(dot, "FILM").replace(live.PLAYER, "").partition("FILM")
    films = [live.film("Dot", controls, lambda _: dot, [[one["start"] for one in controls]]) for controls in groups]
    pages = "".join(around + film + after for film in films)
    (tmp_path / "page.html").write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'><body style='margin: 16px'>{pages}{live.PLAYER}", "utf-8"
    )
    page = new_page(browser)
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.locator(".il2-controls")).to_have_count(len(groups))
    spoken = [[sorted(set(one.get("spoken", [])), key=len)[-3:] for one in controls] for controls in groups]
    for width in (320, 400, 560, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT, spoken) == [], width
    page.close()


@pytest.mark.full
@pytest.mark.parametrize("width", [340, 480, 860])
@pytest.mark.parametrize(
    "explorer",
    [one for lesson in LESSONS for one in lesson.EXPLORERS if one is not structure.wheel],
    ids=lambda one: one.title,
)  # at most angles the residues of a wheel lie on each other
def test_words_stay_inside_and_apart_wherever_the_controls_stand(browser, written, explorer, width):
    controls = [one.control for one in explorer.parameters]
    sizes = [len(one.get("spoken", one.get("options"))) for one in controls]
    start = [one["start"] for one in controls]
    ends = ([*start[:at], end, *start[at + 1 :]] for at, size in enumerate(sizes) for end in (0, size - 1))
    random = np.random.default_rng(3)
    places = [start, *ends, *([int(random.integers(size)) for size in sizes] for _ in range(8))]
    address = written(explorer.chart(), controls, explorer.draw_at, places)
    page = new_page(browser, viewport={"width": width, "height": 900})
    page.goto(address)
    page.locator("svg[role=img] text").first.wait_for()
    for place in places:
        page.evaluate(MOVE, place)
        page.wait_for_function(WORDS_ARE, arg=explorer.draw_at(place).describe())
        words = page.evaluate(WORDS)
        out = [one for one in words if one["left"] < -1 or one["right"] > one["width"] + 1 or one["top"] < -1]
        assert out == [], place
        pairs = [(a["text"], b["text"]) for at, a in enumerate(words) for b in words[:at] if crossed(a, b)]
        assert pairs == [], place
    assert page.evaluate(BEYOND) == [] and page.errors == []
    page.close()


def overlapping(one: dict[str, float], other: dict[str, float], touch: float) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across > touch and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > touch


def crossed(one: dict[str, float], other: dict[str, float]) -> bool:
    return overlapping(one, other, TOUCH_PX)

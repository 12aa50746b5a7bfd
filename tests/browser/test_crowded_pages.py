"""Explorers in pages, narrow and wide, light and dark: every word stays inside its picture and clear of the others."""

import pytest
from conftest import new_page

from il2course.charts import layout, live
from il2course.explorers import receptor, signaling, structure, therapy

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CROWDED = (
    (structure.wheel, {}),
    (structure.wheel, {"helix": "B"}),
    (structure.forms, {}),
    (receptor.sensorgram, {}),
    (signaling.neighborhood_picture, {}),
    (signaling.traffic, {}),
    (signaling.rivals, {}),
    (therapy.forest, {}),
    (therapy.trial_size, {}),
)
MAPS = {structure.wheel.title, signaling.neighborhood_picture.title}
WORDS = """() => [...document.querySelectorAll("svg[role=img] text")].map((word) => {
    const [box, svg] = [word.getBoundingClientRect(), word.ownerSVGElement.getBoundingClientRect()];
    return { text: word.textContent, left: box.left - svg.left, right: box.right - svg.left, top: box.top - svg.top,
             bottom: box.bottom - svg.top, width: svg.width, height: svg.height };
})"""
BEYOND = """() => [...document.querySelectorAll(".il2-explorer, .il2-explorer :is(select, input, label, .il2-value)")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth).map((part) => part.outerHTML)"""
DRAWN = """() => ["width", "height"].map((side) => Number(document.querySelector("svg[role=img] clipPath rect").getAttribute(side)))"""
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


def crossed(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across > TOUCH_PX and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > TOUCH_PX

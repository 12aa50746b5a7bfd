"""The live renderer where students meet it: in JupyterLab, in a page without a kernel, in a plain front end."""

import json
import os
import re

import nbformat
import pytest
from conftest import new_page, show_explorer

from il2course.charts import FOR_A_PAGE
from il2course.charts.live import SCRIPT
from il2course.charts.quantity import quantity
from il2course.explorers import receptor
from il2course.explorers.explorer import Explorer, Slider
from il2course.page import write_page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

EXPLORERS = {explorer.title: explorer for explorer in receptor.EXPLORERS}
NAMES = {name: value for name, value in vars(receptor).items() if isinstance(value, Explorer)}
MOVED_MS = 15_000

# An explorer with every kind of series, and one that fails.
TOYS = """
import numpy as np
from il2course.charts import Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule
from il2course.explorers.explorer import Choice, Explorer, Slider

def zoo(kind, size):
    x = np.geomspace(1, 100, 21)
    rise = size * np.log10(x)
    if kind == "band":
        series = Line("middle", x, rise), Band("spread", x, rise - 1, rise + 1), Points("seen", x[::5], rise[::5], like="middle")
        return Chart("Zoo of bands", Axis("dose", "nM", "log"), Axis("size", "m"), series, "A band.", (Rule(10, "ten"), Note(2, 1, "here")))
    if kind == "interval":
        ends = np.array([1.0, 0.0, 5.0]), np.array([2.0, size, 20.0]), np.array([4.0, 30.0, np.inf])
        series = Interval("first", np.arange(3), *ends), Interval("second", np.arange(3), *(end * 1.5 for end in ends))
        rows = Axis("trial", "", "category", categories=("A 1999", "B 2004", "C 2011"))
        return Chart("Zoo of intervals", Axis("EC50", "nM", "log"), rows, series, "A forest.", (Rule(3, "three"),))
    x, y = np.arange(30.0), np.arange(20.0)
    field = Raster("IL-2", x, y, size * np.exp(-((x - 10) ** 2 + (y[:, None] - 15) ** 2) / 40), "pM")
    return Chart("Zoo of fields", Axis("distance", "µm"), Axis("depth", "µm"), (field,), "A source.")

zoo_explorer = Explorer("Zoo", (Choice("kind", "Kind", ("band", "interval", "raster")), Slider("size", "Size", "m", 1, 10, 4)), zoo)

def moody(size):
    if size > 5:
        raise ValueError("size must be at most 5, got more")
    return zoo("band", size)

moody_explorer = Explorer("Moody", (Slider("size", "Mood", "1", 1, 10, 5, steps=9),), moody)
"""
exec(TOYS, toys := {})

# Notes when Python has answered for steps that are not taken yet.
HEARD = """
() => {
  window.heard = false;
  const own = JSON.parse;
  JSON.parse = function (...given) {
    const found = own.apply(this, given);
    if (found?.data?.content?.ahead ?? found?.content?.data?.content?.ahead) setTimeout(() => { window.heard = true; });
    return found;
  };
}
"""


def cells(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.cells = [
        nbformat.v4.new_code_cell("from il2course.explorers import receptor\n" + TOYS),
        *(nbformat.v4.new_code_cell(f"receptor.{name}") for name in NAMES),
        nbformat.v4.new_code_cell("zoo_explorer"),
        nbformat.v4.new_code_cell("moody_explorer"),
    ]
    return notebook


@pytest.fixture(scope="module")
def notebook(lab, browser):
    """A page with every explorer of the course in JupyterLab."""
    nbformat.write(cells(nbformat.v4.new_notebook()), lab.folder / "notebooks" / "explorers.ipynb")
    page = new_page(browser)
    lab.run(page, "explorers.ipynb")
    yield page
    page.close()


def first_control(explorer, inside) -> object:
    """Its first slider, or its first choice where it has none."""
    sliders = inside.get_by_role("slider")
    return (
        sliders.first if any(isinstance(one, Slider) for one in explorer.parameters) else inside.locator("select").first
    )


def words(output) -> object:
    """What a screen reader is told: the element that the picture is described by."""
    return output.locator(f"[id='{output.get_by_role('img').first.get_attribute('aria-describedby')}']")


@pytest.mark.parametrize("name", NAMES)
def test_arrow_keys_move_an_explorer_also_in_command_mode(notebook, name):
    explorer = NAMES[name]
    output = show_explorer(notebook, explorer.title)
    picture = output.get_by_role("img").first
    expect(picture).to_have_attribute("aria-label", explorer.chart().title)
    expect(words(output)).to_have_text(explorer.chart().describe())
    expect(picture.locator("text").first).to_be_attached()  # drawn as soon as it is seen
    before = picture.inner_html()
    control = first_control(explorer, output)
    control.focus()
    assert notebook.locator(".jp-Notebook.jp-mod-commandMode").count(), "the test must run in command mode"
    active = notebook.locator(".jp-Cell.jp-mod-active").get_attribute("data-windowed-list-index")
    places = [one.control["start"] for one in explorer.parameters]
    place = next((index for index, one in enumerate(explorer.parameters) if isinstance(one, Slider)), 0)
    for _ in range(3 if isinstance(explorer.parameters[place], Slider) else 1):
        notebook.keyboard.press("ArrowDown" if control.evaluate("one => one.tagName") == "SELECT" else "ArrowRight")
        places[place] += 1
    expect(words(output)).to_have_text(explorer.draw_at(places).describe(), timeout=MOVED_MS)
    assert picture.inner_html() != before
    if isinstance(explorer.parameters[place], Slider):
        spoken = explorer.parameters[place].control["spoken"][places[place]]
        expect(control).to_have_attribute("aria-valuetext", spoken)
    assert notebook.locator(".jp-Cell.jp-mod-active").get_attribute("data-windowed-list-index") == active
    output.get_by_role("button", name=f"Reset {explorer.title}").click()
    expect(words(output)).to_have_text(explorer.chart().describe(), timeout=MOVED_MS)
    assert notebook.strangers == [] and notebook.errors == []


def _keep(page, output, name: str) -> None:
    """Write pictures, wide and narrow, where the environment asks for them."""
    folder = os.environ.get("IL2COURSE_PICTURES")
    for width in ("", "400px") if folder else ():
        output.evaluate("(root, width) => { root.style.width = width; }", width)
        page.wait_for_timeout(200)
        output.screenshot(path=f"{folder}/{name}{width}.png")
        output.evaluate("root => { root.style.width = ''; }")


def test_every_kind_of_series_is_drawn(notebook):
    zoo = show_explorer(notebook, "Zoo")
    picture, choice = zoo.get_by_role("img").first, zoo.get_by_label("Kind")
    for kind in ("band", "interval", "raster"):
        choice.select_option(kind)
        expect(words(zoo)).to_have_text(toys["zoo"](kind, 4.0).describe(), timeout=MOVED_MS)
        _keep(notebook, zoo, f"zoo-{kind}")
        assert "NaN" not in picture.inner_html()
        if kind == "interval":
            assert picture.locator("path.il2-line").count() == 6
            assert (
                picture.locator("path[d*='l-8-5v10Z'], path[d*='l8-5v10Z']").count() == 4
            )  # two ends each without end
    assert picture.locator("image").count() == 1
    zoo.get_by_role("button", name="Reset Zoo").click()
    expect(words(zoo)).to_have_text(toys["zoo"]("band", 4.0).describe(), timeout=MOVED_MS)


def test_an_error_in_python_is_told_in_one_sentence_and_passes(notebook):
    moody = show_explorer(notebook, "Moody")
    expect(words(moody)).to_have_text(toys["zoo"]("band", 5.0).describe())
    slider, alert = moody.get_by_role("slider"), moody.locator("[role=alert]")
    slider.focus()
    notebook.keyboard.press("ArrowRight")
    expect(alert).to_have_text("No picture for these settings: size must be at most 5, got more")
    notebook.keyboard.press("ArrowLeft")
    expect(alert).to_have_text("")


def test_a_held_key_never_queues_stale_work(notebook):
    """However fast the key, Python is asked once at a time, and the last position is the one shown."""
    explorer = receptor.capture  # the slowest: tens of milliseconds a picture
    output = show_explorer(notebook, explorer.title)
    notebook.evaluate(
        "() => { window.sent = 0; const own = WebSocket.prototype.send;"
        "WebSocket.prototype.send = function (data) { window.sent += 1; return own.call(this, data); } }"
    )
    output.get_by_role("slider").first.focus()
    for _ in range(40):
        notebook.keyboard.down("ArrowRight")
    notebook.keyboard.up("ArrowRight")
    start = [one.control["start"] for one in explorer.parameters]
    expect(words(output)).to_have_text(explorer.draw_at([start[0] + 40, start[1]]).describe(), timeout=MOVED_MS)
    assert notebook.evaluate("sent") < 30
    output.get_by_role("button", name=f"Reset {explorer.title}").click()


def test_the_next_step_is_here_before_it_is_taken(notebook):
    """Python was asked when the control got the focus: the key needs no answer any more."""
    explorer = receptor.who_first
    output = show_explorer(notebook, explorer.title)
    slider, start = output.get_by_role("slider").first, [one.control["start"] for one in explorer.parameters]
    slider.evaluate("(slider) => { slider.value = 3; slider.dispatchEvent(new Event('input')); }")
    expect(words(output)).to_have_text(explorer.draw_at([3, *start[1:]]).describe(), timeout=MOVED_MS)
    notebook.evaluate(HEARD)
    slider.focus()
    notebook.wait_for_function("() => heard", timeout=MOVED_MS)
    notebook.evaluate("() => { window.send = WebSocket.prototype.send; WebSocket.prototype.send = () => {}; }")
    notebook.keyboard.press("ArrowRight")
    expect(words(output)).to_have_text(explorer.draw_at([4, *start[1:]]).describe())
    notebook.evaluate("() => { WebSocket.prototype.send = send; }")
    output.get_by_role("button", name=f"Reset {explorer.title}").click()
    expect(words(output)).to_have_text(explorer.chart().describe(), timeout=MOVED_MS)


def test_the_pointer_is_told_the_value_with_its_unit(notebook):
    output = show_explorer(notebook, receptor.on_off.title)
    picture = output.get_by_role("img").first.bounding_box()
    notebook.mouse.move(picture["x"] + picture["width"] * 0.4, picture["y"] + picture["height"] * 0.85)
    expect(output.locator(".il2-tip")).to_have_text(re.compile(r"^α.+: [\d.]+ % at [\d.]+ min$"))


def test_arrow_keys_walk_along_the_values(notebook):
    output = show_explorer(notebook, receptor.on_off.title)
    picture, spoken = output.get_by_role("img").first, output.locator(".il2-spoken")
    picture.focus()
    expect(spoken).to_have_text("Arrow keys walk along the values.")
    curves = receptor.on_off.chart().series
    notebook.keyboard.press("ArrowRight")
    expect(spoken).to_have_text(f"{curves[0].name}: 0 % at 0 min")
    notebook.keyboard.press("ArrowDown")
    expect(spoken).to_have_text(f"{curves[1].name}: 0 % at 0 min")
    notebook.keyboard.press("Shift+ArrowRight")
    expect(spoken).to_have_text(re.compile(f"^{curves[1].name}: .* % at {curves[1].x[1]:g} min$"))
    expect(output.locator(".il2-tip")).to_have_text(spoken.text_content())
    for _ in range(100):
        notebook.keyboard.press("ArrowRight")
    expect(spoken).to_have_text(re.compile(f"^{curves[1].name}: .* % at {curves[1].x[-1]:g} min$"))
    notebook.keyboard.press("Escape")
    expect(output.locator(".il2-tip")).to_be_hidden()
    zoo = show_explorer(notebook, "Zoo")
    zoo.get_by_label("Kind").select_option("raster")
    expect(words(zoo)).to_have_text(toys["zoo"]("raster", 4.0).describe(), timeout=MOVED_MS)
    zoo.get_by_role("img").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        notebook.keyboard.press(key)
    expect(zoo.locator(".il2-spoken")).to_have_text(re.compile("^IL-2: .*M at distance 1 µm, depth 1 µm$"))
    zoo.get_by_role("button", name="Reset Zoo").click()


def test_numbers_are_there_without_a_pointer(notebook):
    output = show_explorer(notebook, receptor.on_off.title)
    output.locator("summary").click()
    assert output.get_by_role("table").count() == 3
    expect(output.get_by_role("columnheader").nth(1)).to_have_text("share of sites holding IL-2 (%)")
    output.locator("summary").click()


def test_a_narrow_cell_has_no_sideways_scrolling(notebook):
    for explorer in NAMES.values():
        output = show_explorer(notebook, explorer.title)
        output.evaluate("root => { root.style.width = '320px'; }")
        notebook.wait_for_timeout(100)
        for part in (".il2-controls", ".il2-stage", ".il2-legend"):
            assert output.locator(part).evaluate("part => part.scrollWidth <= part.parentElement.clientWidth + 1"), part
        output.evaluate("root => { root.style.width = ''; }")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_serious_in_any_theme(lab, notebook, page, theme):
    from axe_playwright_python.sync_playwright import Axe

    settings = lab.folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": f"JupyterLab {theme}"}))
    lab.run(page, "explorers.ipynb")
    page.locator(f"body[data-jp-theme-light='{'true' if theme == 'Light' else 'false'}']").wait_for(
        state="attached", timeout=60_000
    )
    for name, explorer in NAMES.items():
        output = show_explorer(page, explorer.title)
        assert output.evaluate("root => root.classList.contains('il2-dark')") == (theme == "Dark")
        output.locator("summary").click()
        found = Axe().run(page, context=".il2-explorer")
        bad = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
        assert not bad, (name, bad)
        output.locator("summary").click()
        _keep(page, output, f"{name}-{theme}")


def test_quantities_in_the_script_are_those_of_python(page):
    cases = [(0.0507, "nM"), (2316, "pM"), (999.96, "pM"), (0.7, "mM"), (1e-12, "nM"), (12, "min"), (0, "nM"), (-47.53, "kJ/mol"), (14017, ""), (0.00012345, ""), (3.2e7, "nM"), (100, "°")]  # fmt: skip
    page.goto("about:blank")
    told = page.evaluate(
        "async ([script, cases]) => { const live = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));"
        "return cases.map((one) => live.quantity(...one)); }",
        [SCRIPT, cases],
    )
    assert told == [quantity(*case) for case in cases]


# --- where no kernel runs ---


def write(folder, body: str):
    page = folder / "page.html"
    page.write_text(f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Page</title>{body}", encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def exported(tmp_path, monkeypatch):
    """A notebook with two explorers, written as `il2course run` writes it."""
    monkeypatch.setenv(FOR_A_PAGE, "light")
    book = nbformat.v4.new_notebook()
    for explorer in (receptor.on_off, receptor.model_and_measurement):
        shown = nbformat.v4.new_output("display_data", data=explorer._repr_mimebundle_())
        book.cells.append(nbformat.v4.new_code_cell(explorer.title, outputs=[shown]))
    write_page(book, tmp_path, tmp_path / "exported.html")
    return (tmp_path / "exported.html").as_uri()


def test_an_exported_page_moves_without_a_kernel(page, exported):
    from axe_playwright_python.sync_playwright import Axe

    page.context.set_offline(True)
    page.goto(exported)
    output = show_page(page, receptor.on_off.title)
    expect(words(output)).to_have_text(receptor.on_off.chart().describe())
    coarse = receptor.on_off.coarse(int(output.get_by_role("slider").first.get_attribute("max")))
    start = [one.control["start"] for one in coarse.parameters]
    first, second = output.get_by_role("slider").all()
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(words(output)).to_have_text(coarse.draw_at([start[0] + 1, *start[1:]]).describe())
    second.focus()
    page.keyboard.press("ArrowRight")
    expect(words(output)).to_have_text(coarse.draw_at([start[0], start[1] + 1, *start[2:]]).describe())
    expect(first).to_have_attribute("aria-valuetext", coarse.parameters[0].control["spoken"][start[0]])
    expect(output.get_by_text("There is no Python behind this page")).to_be_visible()
    other = show_page(page, receptor.model_and_measurement.title)
    other.locator("select").first.select_option(index=1)
    expect(words(other)).to_have_text(receptor.model_and_measurement.draw_at([1, 0]).describe())
    found = Axe().run(page, context=".il2-explorer").response["violations"]
    assert not [one for one in found if one["impact"] in ("serious", "critical")]
    assert page.strangers == [] and page.errors == []


def show_page(page, title: str) -> object:
    return page.locator(f".il2-explorer:has([role='group'][aria-label=\"{title}\"])")


def test_an_exported_page_without_scripts_shows_the_figure(browser, exported):
    page = new_page(browser, java_script_enabled=False)
    page.goto(exported)
    picture = page.get_by_role("img", name=receptor.on_off.chart().describe())
    expect(picture).to_be_visible()
    assert page.get_by_role("slider").count() == 0
    page.close()


def test_a_front_end_of_text_and_html_shows_the_picture(page, tmp_path):
    page.goto(write(tmp_path, receptor.on_off._repr_mimebundle_()["text/html"]))
    picture = page.get_by_role("img")
    expect(picture).to_have_attribute("alt", receptor.on_off.chart().describe())
    assert picture.evaluate("image => image.naturalWidth") > 500

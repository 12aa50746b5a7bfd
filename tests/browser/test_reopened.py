"""What a student sees where widgets cannot live: a notebook of yesterday, a Python that stopped, a front end without."""

import re

import nbformat
import pytest
from conftest import new_page

from il2course.explorers import receptor
from il2course.quiz import ask
from il2course.viewer import MoleculeView

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

CELLS = (
    "from il2course.explorers import receptor; receptor.on_off",
    "from il2course.quiz import ask; ask('signaling_chains')",
    "from il2course.viewer import MoleculeView; MoleculeView()",
)
# A Python that dies when there is a file of this name.
DYING = """
import os, threading, time
def wait():
    while not os.path.exists("die"):
        time.sleep(0.2)
    os._exit(1)
threading.Thread(target=wait).start()
"""
QUESTION = ask("signaling_chains").question
LIVE_MS = 30_000
OVER_AT_ONCE = """AbortSignal.timeout = () => {
    const time = new AbortController();
    queueMicrotask(() => time.abort());
    return time.signal;
}"""


@pytest.fixture(scope="module")
def saved(lab, browser):
    """The page on which a notebook was run and saved, and the file."""
    file = lab.folder / "notebooks" / "reopened.ipynb"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, file)
    page = new_page(browser, viewport={"width": 1360, "height": 3000})  # all cells in view
    lab.run(page, file.name)
    live(page)
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")  # returns when the file is written
    yield page, file
    page.close()


def live(page) -> None:
    """All three widgets are there, and their pictures gone."""
    expect(page.get_by_role("slider")).to_have_count(2, timeout=LIVE_MS)
    expect(page.get_by_role("radio")).to_have_count(len(QUESTION.options))
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(page.locator("[class*=il2-place] > figure")).to_have_count(0)


def still(page) -> None:
    """All three are pictures or text with their words, and nothing tells of an error."""
    picture = page.get_by_role("img", name=receptor.on_off.chart().describe(), exact=True)
    expect(picture).to_be_visible(timeout=LIVE_MS)
    assert picture.evaluate("image => image.naturalWidth") > 500
    expect(page.get_by_role("img", name=MoleculeView().describe(), exact=True)).to_be_visible()
    expect(page.locator("summary", has_text=QUESTION.options[0].text)).to_be_visible()
    assert page.get_by_role("slider").count() == page.get_by_role("radio").count() == 0
    said = " ".join(page.locator(".jp-OutputArea-output").all_text_contents())
    assert not re.search("error|widget|loading", said, re.IGNORECASE), said


def reopen(lab, page, name: str = "reopened.ipynb") -> None:
    address = re.sub(r"/notebooks/[^?]*", f"/notebooks/{name}", lab.address)
    page.goto(address.replace("/lab/tree/", f"/lab/workspaces/{name.removesuffix('.ipynb')}/tree/"))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)


def test_what_is_saved_is_the_picture_and_small(saved):
    _, file = saved
    book = nbformat.read(file, as_version=4)
    kinds = [set(output.data) for cell in book.cells for output in cell.outputs]
    assert kinds == [{"text/html", "text/plain"}] * 3
    assert "widgets" not in book.metadata
    assert file.stat().st_size < 600_000


def test_the_page_may_be_loaded_again(saved, lab, browser):
    page = new_page(browser, viewport={"width": 1360, "height": 3000})
    reopen(lab, page)
    live(page)
    page.close()


def test_a_saved_notebook_opened_without_running_shows_its_pictures(saved, lab, browser):
    _, file = saved
    (file.parent / "yesterday.ipynb").write_bytes(file.read_bytes())
    page = new_page(browser, viewport={"width": 1360, "height": 3000})
    reopen(lab, page, "yesterday.ipynb")
    page.locator(".jp-StatusBar-Widget", has_text="| Idle").wait_for(timeout=90_000)
    still(page)
    page.close()


@pytest.mark.parametrize("missing", ["anywidget", "@jupyter-widgets/jupyterlab-manager"])
def test_a_front_end_without_what_widgets_need_shows_the_pictures(saved, lab, browser, missing):
    page = new_page(browser, viewport={"width": 1360, "height": 3000})
    page.route(f"**/lab/extensions/{missing}/**", lambda route: route.abort())
    lab.run(page, "reopened.ipynb")
    still(page)
    page.close()


def test_on_a_machine_that_is_slow_to_load_widgets_they_answer_all_the_same(saved, lab, browser):
    """anywidget gives a widget two seconds to load; here they are over at once."""
    page = new_page(browser, viewport={"width": 1360, "height": 3000})
    page.add_init_script(OVER_AT_ONCE)
    lab.run(page, "reopened.ipynb")
    live(page)
    words = page.locator(f"[id='{page.locator('svg[role=img]').get_attribute('aria-describedby')}']")
    expect(words).to_have_text(receptor.on_off.chart().describe())
    places = [one.control["start"] for one in receptor.on_off.parameters]
    page.get_by_role("slider").first.press("ArrowRight")
    expect(words).to_have_text(receptor.on_off.draw_at([places[0] + 1, *places[1:]]).describe(), timeout=LIVE_MS)
    page.get_by_label("Color by").select_option("uniform")
    expect(page.get_by_text("One color throughout.").first).to_be_visible(timeout=LIVE_MS)
    page.get_by_label("Select", exact=True).fill("80")
    page.get_by_label("Select", exact=True).press("Enter")
    expect(page.get_by_role("alert").filter(has_text="got L80")).to_be_visible(timeout=LIVE_MS)
    page.close()


def test_when_python_dies_a_calm_line_says_what_to_do(saved, lab, browser):
    _, file = saved
    book = nbformat.read(file, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(DYING))
    nbformat.write(book, file.parent / "dying.ipynb")
    page = new_page(browser, viewport={"width": 1360, "height": 3000})
    lab.run(page, "dying.ipynb")
    live(page)
    (file.parent / "die").touch()
    line = "Python was stopped or started anew. Run this cell again to bring its controls back to life."
    expect(page.locator("[class*=il2-place] > [role=status]")).to_have_text([line] * 3, timeout=60_000)
    page.get_by_role("button", name="Ok", exact=True).click()  # JupyterLab's own notice
    page.get_by_role("slider").first.press("ArrowRight")
    expect(page.locator(".il2-message")).to_have_text("Python has stopped: the picture stays as it is.")
    page.close()

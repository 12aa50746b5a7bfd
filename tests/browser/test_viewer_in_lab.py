"""The molecule viewer in JupyterLab: it draws, it is recolored, it is picked from, it asks nothing of the network."""

import io
import os
import re

import nbformat
import numpy as np
import pytest
from conftest import CHROMIUM, QUIET, new_page
from matplotlib.image import imread

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
DRAWN_MS = 60_000
CELLS = ("from il2course.viewer import MoleculeView", "MoleculeView(coloring='helix', selected='F42')")


@pytest.fixture(scope="module")
def notebook(lab, browser):
    """A page that shows one molecule, in a Chromium that draws in three dimensions without a graphics card."""
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book.cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
    nbformat.write(book, lab.folder / "notebooks" / "molecule.ipynb")
    words = [word for word in QUIET if word != "--disable-gpu"]
    drawing = browser.browser_type.launch(executable_path=CHROMIUM, args=[*words, *WEBGL])
    page = new_page(drawing)
    lab.run(page, "molecule.ipynb")
    page.locator(".il2-strip").scroll_into_view_if_needed()
    page.locator("canvas").first.wait_for(timeout=DRAWN_MS)
    _until(page, lambda picture: _colors(picture) > 50)
    yield page
    drawing.close()


def _picture(page) -> np.ndarray:
    return imread(io.BytesIO(page.locator(".msp-plugin").screenshot()))[..., :3]


def _colors(picture: np.ndarray) -> int:
    return len(np.unique((picture * 255).astype(np.uint8).reshape(-1, 3), axis=0))


def _until(page, wanted, tries: int = 100) -> np.ndarray:
    """The picture, as soon as it is as wanted and stands still."""
    before = _picture(page)
    for _ in range(tries):
        page.wait_for_timeout(250)
        after = _picture(page)
        if np.array_equal(before, after) and wanted(after):
            return after
        before = after
    raise AssertionError("the molecule was not drawn as wanted")


def _changed(page, before: np.ndarray) -> np.ndarray:
    """The next picture that differs in more than one pixel of a hundred."""
    return _until(page, lambda after: (np.abs(after - before).max(axis=-1) > 0.05).mean() > 0.01)


def _reset(page) -> np.ndarray:
    page.get_by_role("button", name="Reset view").click()
    expect(page.get_by_label("Show as")).to_have_value("cartoon")
    expect(page.get_by_label("Color by")).to_have_value("helix")
    page.wait_for_timeout(1000)
    return _until(page, lambda picture: True)


def _keep(page, name: str) -> None:
    if "IL2COURSE_PICTURES" in os.environ:
        page.screenshot(path=f"{os.environ['IL2COURSE_PICTURES']}/{name}.png")


def test_it_draws_and_the_words_say_what(notebook):
    assert _colors(_picture(notebook)) > 50
    expect(notebook.get_by_text("Human interleukin-2 as a cartoon").first).to_be_visible()
    expect(notebook.get_by_role("option", name=re.compile("^F42, phenylalanine"))).to_have_attribute(
        "aria-selected", "true"
    )
    _keep(notebook, "molecule_helix")


@pytest.mark.parametrize("coloring", ["hydrophobicity", "interface", "b-factor", "uniform"])
def test_another_coloring_changes_pixels_and_words(notebook, coloring):
    before = _reset(notebook)
    words = notebook.get_by_text("Human interleukin-2 as a cartoon").first.text_content()
    notebook.get_by_label("Color by").select_option(coloring)
    _changed(notebook, before)
    assert notebook.get_by_text("Human interleukin-2 as a cartoon").first.text_content() != words
    _keep(notebook, f"molecule_{coloring}")


@pytest.mark.parametrize("representation", ["sticks", "surface"])
def test_another_representation_changes_pixels(notebook, representation):
    before = _reset(notebook)
    notebook.get_by_label("Show as").select_option(representation)
    _changed(notebook, before)
    _keep(notebook, f"molecule_{representation}")


def test_keys_pick_a_range_in_the_sequence_and_in_the_molecule(notebook):
    before = _reset(notebook)
    notebook.get_by_role("option", name=re.compile("^H16,")).click()
    for _ in range(7):
        notebook.keyboard.press("Shift+ArrowRight")
    expect(notebook.locator("[role=option][aria-selected=true]")).to_have_count(8)
    expect(notebook.get_by_text("Selected: 8 residues, 16 to 23.").first).to_be_visible(timeout=10_000)
    _changed(notebook, before)
    _keep(notebook, "molecule_range")
    notebook.keyboard.press("Escape")
    expect(notebook.locator("[role=option][aria-selected=true]")).to_have_count(0)
    notebook.keyboard.press("ArrowDown")
    expect(notebook.get_by_role("option", name=re.compile("^N33,"))).to_be_focused()
    notebook.keyboard.press("Space")
    expect(notebook.get_by_text("Selected: N33 (asparagine, no helix).").first).to_be_visible(timeout=10_000)


def test_what_is_typed_is_picked_or_refused_in_a_sentence(notebook):
    _reset(notebook)
    box = notebook.get_by_label("Select", exact=True)
    box.fill("F42, 85-88")
    box.press("Enter")
    expect(notebook.locator("[role=option][aria-selected=true]")).to_have_count(5)
    box.fill("80")
    box.press("Enter")
    expect(notebook.get_by_role("alert")).to_have_text(
        "residue must be one with coordinates (4 to 78 and 83 to 133), got L80"
    )
    expect(notebook.locator("[role=option][aria-selected=true]")).to_have_count(5)
    _keep(notebook, "molecule_refused")
    box.fill("")


def test_residues_without_coordinates_cannot_be_picked(notebook):
    _reset(notebook)
    gone = notebook.get_by_role("option", name="L80, leucine, no coordinates")
    expect(gone).to_have_attribute("aria-disabled", "true")
    gone.click(force=True)
    expect(gone).to_have_attribute("aria-selected", "false")


def test_axe_finds_nothing_serious(notebook):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(notebook, context=".jp-OutputArea-output:has(.il2-strip)")
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert serious == []


def test_nothing_asks_the_network_and_no_script_fails(notebook):
    assert notebook.strangers == []
    assert notebook.errors == []


def test_without_webgl_the_picture_stands_there(lab, browser):
    page = new_page(browser)  # started with --disable-gpu
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    lab.run(page, "molecule.ipynb")
    picture = page.locator("img[alt^='Human interleukin-2 as a cartoon']").first
    expect(picture).to_be_visible(timeout=DRAWN_MS)
    _keep(page, "molecule_without_webgl")
    page.close()

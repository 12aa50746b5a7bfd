"""A JupyterLab of the course's own and a Chromium to look at it with."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


RUN_ALL_MS = 180_000
MOVED_MS = 30_000
# JupyterLab shows itself to scripts as `jupyterapp`, so that a test can ask what has run instead of guessing from time.
SHOWN_TO_SCRIPTS = {"LabApp": {"expose_app_in_browser": True}}
CODE_CELLS = """
    [...jupyterapp.shell.currentWidget.content.model.cells]
        .filter((cell) => cell.type === "code" && cell.sharedModel.getSource().trim())
"""


class Lab(NamedTuple):
    """A running JupyterLab: the address it gives a student, and its copy of the course."""

    address: str
    folder: Path

    def run(self, page, notebook: str = "") -> None:
        """Open the first lesson, or `notebook` in the folder notebooks/, and run it from top to bottom."""
        address = re.sub(r"/notebooks/[^?]*", f"/notebooks/{notebook}", self.address) if notebook else self.address
        page.goto(address.replace("/lab/tree/", f"/lab/workspaces/{uuid4().hex}/tree/"))  # with no tabs of before
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.locator(".jp-StatusBar-Widget", has_text="| Idle").wait_for(timeout=90_000)
        page.evaluate(f"() => {CODE_CELLS}.forEach((cell) => {{ cell.executionCount = null; }})")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_function(
            f"() => {CODE_CELLS}.every((cell) => cell.executionCount !== null)", timeout=RUN_ALL_MS
        )


def show(page, text: str) -> object:
    """Scroll the notebook until the output that holds `text` is there, and return that output."""
    return scroll_to(page, page.locator(".jp-OutputArea-output", has_text=text))


def show_explorer(page, title: str) -> object:
    """Scroll the notebook until the explorer of this title is there, and return it."""
    return scroll_to(page, page.locator(f".il2-explorer:has([role='group'][aria-label=\"{title}\"])"))


def scroll_to(page, output) -> object:
    notebook = page.locator(".jp-WindowedPanel-outer").first
    notebook.evaluate("panel => panel.scrollTo(0, 0)")
    for _ in range(120):
        if output.count() and output.first.is_visible():  # a cell out of sight may be there and hidden
            output.first.scroll_into_view_if_needed()
            return output.first
        notebook.evaluate("panel => panel.scrollBy(0, 500)")
        page.wait_for_timeout(100)
    raise AssertionError(f"there is no {output}")


def move(page, explorer) -> object:
    """Move the first control of an explorer; return its output once picture and words have followed."""
    from playwright.sync_api import expect

    output = show_explorer(page, explorer.title)
    picture = output.get_by_role("img").first
    words = output.locator(f"[id='{picture.get_attribute('aria-describedby')}']")
    expect(picture.locator("text").first).to_be_attached()  # drawn as soon as it is seen
    before = words.text_content(), picture.inner_html()
    sliders = output.get_by_role("slider")
    if sliders.count():
        sliders.first.focus()
        at_its_end = sliders.first.evaluate("slider => slider.value === slider.max")
        for _ in range(8):
            page.keyboard.press("ArrowLeft" if at_its_end else "ArrowRight")
    else:
        output.locator("select").first.select_option(index=1)
    expect(words).not_to_have_text(before[0], timeout=MOVED_MS)
    assert picture.inner_html() != before[1]
    return output


@pytest.fixture(scope="session")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab started as a student starts it, on a copy of the lessons."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    checkout = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", checkout / "notebooks")
    shutil.copy(root / "pyproject.toml", checkout)
    shutil.copy(root / "course.py", checkout)
    (checkout / "config").mkdir()
    (checkout / "config" / "jupyter_lab_config.json").write_text(json.dumps(SHOWN_TO_SCRIPTS))
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(checkout / "config"),
        "JUPYTER_DATA_DIR": str(checkout / "data"),
    }
    log = (checkout / "lab.log").open("w+")
    words = [sys.executable, "-m", "il2course.cli", "lab", "--no-browser"]
    server = subprocess.Popen(words, cwd=checkout, env=environment, stdout=log, stderr=log)
    try:
        yield Lab(_address(server, checkout / "lab.log"), checkout)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _address(server: subprocess.Popen, log: Path) -> str:
    for _ in range(300):
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+\S*token=\w+", log.read_text())
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A fresh Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def new_page(browser, **settings: object) -> object:
    """A page that notes every request which leaves the machine, and every error of a script."""
    page = browser.new_page(**{"viewport": {"width": 1360, "height": 1000}} | settings)
    page.strangers, page.errors = [], []
    page.on("request", lambda request: page.strangers.append(request.url) if _leaves(request.url) else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


@pytest.fixture
def page(browser) -> Iterator[object]:
    """A page of one test's own."""
    page = new_page(browser)
    yield page
    page.close()


def _leaves(url: str) -> bool:
    return url.startswith("http") and not re.match(r"https?://(localhost|127\.0\.0\.1)[:/]", url)

"""A JupyterLab of the course's own and a Chromium to look at it with."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture(scope="session")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab started as a student starts it, on a copy of the lessons."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    checkout = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", checkout / "notebooks")
    shutil.copy(root / "pyproject.toml", checkout)
    shutil.copy(root / "course.py", checkout)
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(checkout / "config"),
        "JUPYTER_DATA_DIR": str(checkout / "data"),
    }
    log = (checkout / "lab.log").open("w+")
    words = [sys.executable, "-m", "il2course.cli", "lab", "--no-browser"]
    server = subprocess.Popen(words, cwd=checkout, env=environment, stdout=log, stderr=log)
    try:
        yield _address(server, checkout / "lab.log")
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _address(server: subprocess.Popen, log: Path) -> str:
    import time

    for _ in range(300):
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+\S*token=\w+", log.read_text())
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")


@pytest.fixture
def page(lab: str) -> Iterator[object]:
    """A page of a fresh Chromium that notes every request which leaves the machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1360, "height": 1000})
        page.strangers = []
        page.on("request", lambda request: page.strangers.append(request.url) if _leaves(request.url) else None)
        yield page
        browser.close()


def _leaves(url: str) -> bool:
    return url.startswith("http") and not re.match(r"https?://(localhost|127\.0\.0\.1)[:/]", url)

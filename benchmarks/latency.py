"""From a key press to the first changed frame in JupyterLab: ours beside `interact` with Matplotlib and ipympl.

All draw the same curves, computed by the same function, in one JupyterLab and one Chromium, in turns. A press is timed
inside the page, from the key event to the animation frame after the picture changed: SVG nodes replaced, an <img>
loaded, a canvas painted. All three are watched in the same way; none is told that it is measured. In JupyterLab no
press comes to a value that was shown before. Ours asks Python ahead for the next steps of a control; a jump is what it
cannot foresee.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

from il2course.authoring.peers import CACHE, python_with
from il2course.commands.bench import Comparison
from il2course.errors import CourseError

PRESSES, WARM_UP, ROUNDS = 20, 3, 3
HELD_S, REPEAT_S = 2.0, 0.03
STEPS = 400  # of the slider: more than are pressed
PEERS = ("ipympl==0.10.0",)
HOME = "latency"  # of the peers' environment
SETTLE_MS = 250

COMMON = f"""
from dataclasses import replace
import numpy as np
from il2course.explorers import receptor
from il2course.explorers.explorer import Explorer
dose = replace(receptor.on_off.parameters[0], value=1.0, steps={STEPS})

STEP = 4 / {STEPS}

def curves(dose_pM):
    return receptor.on_off.chart(dose_pM=dose_pM)
"""

PEER_FIGURE = """
def dress(axes, chart):
    axes.set(xlabel=chart.x.title, ylabel=chart.y.title, ylim=chart.y.limits, title=chart.title)
    axes.axvline(chart.marks[0].value, color="gray", linestyle="--")
    axes.legend(loc="upper right")
"""

CELLS = {
    "ours": COMMON + "Explorer('ours', (dose,), receptor.on_off_chart)",
    "interact": COMMON
    + PEER_FIGURE
    + """
%matplotlib inline
import matplotlib.pyplot as plt
import ipywidgets as widgets

def draw(dose_pM):
    chart = curves(dose_pM)
    figure, axes = plt.subplots(figsize=(7.4, 4.2))
    for line in chart.series:
        axes.plot(line.x, line.y, label=line.name)
    dress(axes, chart)
    plt.show()

widgets.interact(draw, dose_pM=widgets.FloatLogSlider(value=1, min=0, max=4, step=STEP));
""",
    "ipympl": COMMON
    + PEER_FIGURE
    + """
%matplotlib widget
import matplotlib.pyplot as plt
import ipywidgets as widgets
figure, axes = plt.subplots(figsize=(7.4, 4.2))
lines = [axes.plot(line.x, line.y, label=line.name)[0] for line in curves(1.0).series]
dress(axes, curves(1.0))

def draw(change):
    for line, one in zip(lines, curves(change.new).series):
        line.set_data(one.x, one.y)
    figure.canvas.draw_idle()

slider = widgets.FloatLogSlider(value=1, min=0, max=4, step=STEP, description="dose")
slider.observe(draw, names="value")
widgets.VBox([slider, figure.canvas])
""",
}
CELLS["jump"] = CELLS["ours"]
FORTH, TO_AND_FRO = ("ArrowRight",), ("ArrowRight", "ArrowLeft")  # a page has few frames, and remembers none
OURS = "input[type=range]"
CONTROL = {"ours": OURS, "jump": OURS, "interact": ".noUi-handle", "ipympl": ".noUi-handle", "page": OURS}

# Notes the time of every key press and of every frame in which a picture is new.
WATCH = """
() => {
  const log = (window.pressed = []);
  const shown = (window.shown = []);
  addEventListener("keydown", () => log.push(performance.now()), true);
  let due = false;
  const changed = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; shown.push(performance.now()); });
  };
  const picture = (node) => node.nodeType === 1 && node.closest(".jp-OutputArea, .il2-stage");
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (!picture(target)) continue;
      if (target.closest(".il2-stage svg")) changed();
      for (const node of addedNodes) {
        const images = node.nodeType !== 1 ? [] : node.matches("img") ? [node] : node.querySelectorAll("img");
        for (const image of images) image.decode().then(changed, () => {});
      }
      if (type === "attributes" && target.matches("img")) target.decode().then(changed, () => {});
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src", "d"] });
  for (const name of ["drawImage", "putImageData"]) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) changed();
      return own.apply(this, given);
    };
  }
}
"""


def compare() -> Iterator[Comparison]:
    """One run: every way in turns, then the rows.

    Raises
    ------
    CourseError
        when Chromium, Playwright or the peers are not here.
    """
    times, held = _measure()
    print(json.dumps({name: [round(one, 1) for one in values] for name, values in times.items()}), file=sys.stderr)
    exact = "same curves, to 0.01 % of the axis"
    ways = {
        "ours": "key press to picture, the next step",
        "jump": f"a jump of {STEPS // 10} steps, which Python is asked for only then",
        "page": "a step on a page without Python",
    }
    for way, what in ways.items():
        for peer in ("interact", "ipympl"):
            ratio = statistics.median(times[peer]) / statistics.median(times[way])
            yield Comparison(what, _figure(times[way]), NAMES[peer], _figure(times[peer]), ratio, exact)
    for peer in ("interact", "ipympl"):
        ours, theirs = held["ours"], held[peer]
        yield Comparison(
            f"frames drawn while a key is held {HELD_S:g} s",
            f"{ours:g}",
            NAMES[peer],
            f"{theirs:g}",
            ours / max(theirs, 1),
            exact,
        )


NAMES = {"interact": "interact + Matplotlib", "ipympl": PEERS[0].replace("==", " ")}


def _figure(times: list[float]) -> str:
    ninety_fifth = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return f"{statistics.median(times):.0f} ms (p95 {ninety_fifth:.0f})"


def _measure() -> tuple[dict[str, list[float]], dict[str, float]]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise CourseError("bench latency needs playwright: install the extra `test`") from None
    if chromium is None:
        raise CourseError("bench latency needs Chromium (Debian: apt install chromium)")
    python = python_with(HOME, PEERS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        _write(Path(folder))
        server = _serve(python, Path(folder))
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        try:
            address = _address(server, Path(folder) / "log")
            times: dict[str, list[float]] = {name: [] for name in (*CELLS, "page")}
            held: dict[str, list[int]] = {name: [] for name in ("ours", *NAMES)}
            pages = {name: _open(browser, address, name) for name in CELLS}
            pages["page"] = browser.new_page(viewport={"width": 1360, "height": 1000})
            pages["page"].goto((Path(folder) / "page.html").as_uri())
            pages["page"].evaluate(WATCH)
            for number in range(ROUNDS):
                for name, page in pages.items():
                    page.bring_to_front()
                    page.locator(CONTROL[name]).first.focus()
                    if name == "jump":
                        times[name] += _jumps(page, number)
                    else:
                        keys = cycle(TO_AND_FRO if name == "page" else FORTH)
                        times[name] += _press(page, islice(keys, PRESSES + WARM_UP))[WARM_UP:]
                    if name in held:
                        held[name].append(_hold(page))
            return times, {name: statistics.median(counts) for name, counts in held.items()}
        finally:
            browser.close()
            server.terminate()
            server.wait(20)


def _write(folder: Path) -> None:
    """A notebook for each way, and the page with embedded frames."""
    import nbformat

    from il2course.explorers import receptor

    for name, source in CELLS.items():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip())])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "page.html").write_text(f"<!doctype html><meta charset='utf-8'>{receptor.on_off.page()}", "utf-8")


def _serve(python: Path, folder: Path) -> subprocess.Popen:
    """JupyterLab with the peers' front ends, its settings in `folder`."""
    extensions = [next((CACHE / HOME).rglob("labextensions"), None), Path(sys.prefix) / "share/jupyter/labextensions"]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_PATH": str(Path(sys.prefix) / "share/jupyter"),
    }
    words = [str(python), "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]
    words += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    words.append(f"--LabApp.extra_labextensions_path={[str(path) for path in extensions if path]}")
    log = (folder / "log").open("w")
    return subprocess.Popen(words, env=environment, stdout=log, stderr=log)


def _address(server: subprocess.Popen, log: Path) -> str:
    for _ in range(300):
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\?token=\w+", log.read_text())
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.2)
    raise CourseError(f"JupyterLab did not start: {log.read_text()[-500:]}")


def _open(browser, address: str, name: str):
    """A page of its own with one way, run and being watched."""
    page = browser.new_page(viewport={"width": 1360, "height": 1000})
    page.goto(address.replace("/lab?", f"/lab/workspaces/{name}/tree/{name}.ipynb?"))
    page.locator(".jp-StatusBar-Widget", has_text="| Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(CONTROL[name]).first.wait_for(timeout=90_000)
    page.wait_for_timeout(4000)
    page.evaluate(WATCH)
    return page


def _press(page, keys: Iterable[str]) -> list[float]:
    """Milliseconds from the press of each key to the first frame that shows a new picture."""
    found = []
    for key in keys:
        page.evaluate("() => { pressed.length = 0; shown.length = 0; }")
        page.keyboard.press(key)
        page.wait_for_function("() => shown.some((one) => one > pressed[0])", timeout=10_000)
        found.append(page.evaluate("() => shown.find((one) => one > pressed[0]) - pressed[0]"))
        page.wait_for_timeout(SETTLE_MS)
    return found


def _jumps(page, number: int) -> list[float]:
    """The same for jumps of a tenth of the slider, each sweep a step off all others."""
    found = []
    for sweep in range(3):
        page.keyboard.press("Home")
        for _ in range(3 * number + sweep + 1):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(SETTLE_MS)
        found += _press(page, ["PageUp"] * 9)
    return found


def _hold(page) -> int:
    """Frames with a new picture while a key repeats."""
    page.wait_for_timeout(4 * SETTLE_MS)
    page.evaluate("() => { pressed.length = 0; shown.length = 0; }")
    key = "ArrowRight"
    start = time.monotonic()
    while time.monotonic() - start < HELD_S:
        page.keyboard.down(key)
        time.sleep(REPEAT_S)
    page.keyboard.up(key)
    frames = page.evaluate("() => shown.filter((one) => one > pressed[0] && one <= pressed.at(-1)).length")
    page.wait_for_timeout(4 * SETTLE_MS)
    return frames

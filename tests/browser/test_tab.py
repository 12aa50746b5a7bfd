"""The course in a browser tab: every lesson and every sheet, with nothing fetched from anywhere else.

It takes minutes a notebook, and the network once for what `pyodide_stack.py` names.
"""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path

import nbformat
import pyodide_stack
import pytest
from conftest import CHROMIUM, QUIET, move, new_page, show
from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from il2course.authoring import execution, lite
from il2course.questions import LESSONS, exercises
from il2course.quiz import ask

pytestmark = pytest.mark.full

START_MS, RUN_MS = 300_000, 1_800_000
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SLOW_START = "Matplotlib is building the font cache; this may take a moment.\n"


class Site:
    """The course's site on this machine, and notebooks that are run in it."""

    def __init__(self, address: str, browser) -> None:
        self.address, self.browser = address, browser

    def run(self, notebook: str):
        """A page with a notebook, run from top to bottom, and the notebook as it then is."""
        page = new_page(self.browser)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{self.address}/lab/index.html?path={notebook}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=START_MS)
        page.evaluate(
            "() => { jupyterapp.shell.currentWidget.sessionContext.ready"
            ".then(() => jupyterapp.commands.execute('notebook:run-all-cells'))"
            ".then(() => { window.hasRun = true; }); }"
        )
        page.wait_for_function("window.hasRun", timeout=RUN_MS)
        return page, page.evaluate("jupyterapp.shell.currentWidget.content.model.toJSON()")


class Quietly(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each of a thousand files."""


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory, browser) -> Iterator[Site]:
    """The site, with the solutions besides, and a Chromium that can go nowhere else."""
    folder, target = tmp_path_factory.mktemp("lite"), tmp_path_factory.mktemp("site")
    solved = folder / "files" / "solutions"
    solved.mkdir(parents=True)
    for path in sorted((root / "solutions").glob("*.ipynb")):
        nbformat.write(lite.with_installation(nbformat.read(path, as_version=4)), solved / path.name)
    pyodide_stack.build(root, folder, target, pyodide_stack.stack())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quietly, directory=str(target)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    confined = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, NOWHERE])
    yield Site(f"http://127.0.0.1:{server.server_port}", confined)
    confined.close()
    server.shutdown()
    server.server_close()


def complaints(book: dict) -> list[str]:
    """Errors and warnings among the outputs of a notebook."""
    outputs = [output for cell in book["cells"] for output in cell.get("outputs", ())]
    errors = [output["evalue"] for output in outputs if output["output_type"] == "error"]
    told = [text(output) for output in outputs if output.get("name") == "stderr"]
    return errors + [each for each in told if each != SLOW_START]


def text(output: dict) -> str:
    return "".join(output.get("text", ()))


def printed(book: dict) -> dict[str, str]:
    """What each cell that prints has printed, by its source."""
    return {
        "".join(cell["source"]): "".join(
            text(output) for output in cell["outputs"] if output.get("name") == "stdout"
        )
        for cell in book["cells"]
        if cell["cell_type"] == "code"
    }


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_prints_what_its_text_quotes_and_moves(site, root, lesson):
    explorers, questions = (import_module(f"il2course.{room}.{lesson[3:]}") for room in ("explorers", "questions"))
    page, book = site.run(f"notebooks/{lesson}.ipynb")
    assert complaints(book) == []
    committed = nbformat.read(root / "notebooks" / f"{lesson}.ipynb", as_version=4)
    quoted = {committed.cells[place].source: committed.cells[place] for place in execution.checked(committed)}
    here = printed(book)
    assert {source: here[source] for source in quoted} == {
        source: "".join(text(output) for output in cell.outputs) for source, cell in quoted.items()
    }
    for explorer in explorers.EXPLORERS:
        move(page, explorer)
    question = next(each for each in questions.MULTIPLE_CHOICE if not each.is_prediction)
    quiz = ask(question.id)
    place, right = next((place, option) for place, option in enumerate(question.options) if option.right)
    output = show(page, question.prompt)
    output.get_by_role("radio").nth(place).check()
    output.get_by_text(quiz.verdict(right)).wait_for()
    assert any("/pypi/il2course-" in url for url in page.asked), "what Python itself asks for must be among it"
    assert page.strangers == [] and page.errors == []
    page.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_unanswered_sheet_runs_clean(site, lesson):
    page, book = site.run(f"exercises/{lesson}.ipynb")
    assert complaints(book) == []
    said = "".join(printed(book).values())
    missing = [each.id for each in exercises(lesson) if f"{each.id} is not answered yet." not in said]
    assert missing == []
    assert page.strangers == [] and page.errors == []
    page.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_checks_pass_on_the_solutions(site, lesson):
    page, book = site.run(f"solutions/{lesson}.ipynb")
    assert complaints(book) == []
    said = "".join(printed(book).values())
    ends = (": public checks pass", ": noted, ")
    missing = [each.id for each in exercises(lesson) if not any(f"{each.id}{end}" in said for end in ends)]
    assert missing == []
    assert page.strangers == [] and page.errors == []
    page.close()


def test_the_published_pyodide_has_what_the_site_leaves_to_it(root):
    """The lock file of the Pyodide that the published kernel loads, as npm has it."""
    lock = json.loads((pyodide_stack.npm(f"pyodide@{PYODIDE_VERSION}") / "pyodide-lock.json").read_text())
    there = {canonicalize_name(name): each["version"] for name, each in lock["packages"].items()}
    assert lock["info"]["python"].startswith(f"{PYODIDE_PYTHON_VERSION}.")
    project = lite.project(root)
    assert lock["info"]["python"] in SpecifierSet(project["requires-python"])
    packages = list(lite.carried(project["dependencies"]))
    asked = [*project["dependencies"], *(line for package in packages for line in package.requires or ())]
    wanted = [each for each in map(Requirement, asked) if canonicalize_name(each.name) in lite.BY_PYODIDE]
    assert {canonicalize_name(each.name) for each in wanted} == lite.BY_PYODIDE
    wrong = [str(each) for each in wanted if there[canonicalize_name(each.name)] not in each.specifier]
    assert wrong == []

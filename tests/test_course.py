"""course.py and .ci/run, run as a person runs them: in a fresh checkout whose path has spaces.

A recording `uv` stands in for the real one, so that a set-up takes a fraction of a second; the ways through pip are
real, with two small wheels from a folder instead of the network.
"""

import ast
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for uv and python3 are shell scripts")

ROOT = Path(__file__).resolve().parents[1]
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
FIRST = "Setting up the course: once, about a minute.\n"

PYPROJECT = """
[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"
[project]
name = "il2course"
version = "0"
description = "a stand-in"
[tool.ruff]
line-length = 120
"""
CLI = "import sys\nprint(sys.argv[1:])\nsys.exit(7)\n"
SITE = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
UV = f"""#!/bin/sh
PATH=/usr/bin:/bin
printf '%s|' "$@" >> "$CALLS"
echo >> "$CALLS"
case "$*" in
    venv*)
        mkdir -p "$4/bin" "$4/{SITE}"
        ln -s "$3" "$4/bin/python"
        echo "home = $(dirname "$3")" > "$4/pyvenv.cfg"
        ;;
    *" -r "*)
        sleep "${{SECONDS_TO_INSTALL:-0}}"
        if [ -n "$SAY_AND_FAIL" ]; then echo "$SAY_AND_FAIL"; exit 1; fi
        ;;
    *" -e "*) echo "$PWD/src" > "$(dirname "$4")/../{SITE}/il2course.pth" ;;
esac
"""


class Checkout:
    """A small fresh checkout, a folder that is all of PATH, and what is needed to run course.py in them."""

    def __init__(self, folder: Path):
        self.root = folder / "my course [2026]"
        self.bin = folder / "bin"
        self.calls_file = folder / "calls"
        package = self.root / "src" / "il2course"
        package.mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(ROOT / "course.py", self.root)
        (self.root / "pyproject.toml").write_text(PYPROJECT)
        (self.root / "requirements.lock").write_text("# nothing\n")
        (package / "__init__.py").touch()
        (package / "cli.py").write_text(CLI)
        self.venv = self.root / ".venv"
        self.python = self.venv / "bin" / "python"
        self.log = self.root / ".tools" / "setup.log"

    def add_uv(self) -> None:
        (self.bin / "uv").write_text(UV)
        (self.bin / "uv").chmod(0o755)

    def start(self, *words: str, python: tuple[str, ...] = (), **environment: str) -> subprocess.Popen:
        environment = {"PATH": str(self.bin), "CALLS": str(self.calls_file), "HOME": str(self.bin), **environment}
        return subprocess.Popen(
            [BASE_PYTHON, *(python or [str(self.root / "course.py")]), *words],
            cwd=self.bin,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, **options) -> tuple[int, str, str]:
        """Return the exit code, what was printed for the command and what the set-up said, without its seconds."""
        process = self.start(*words, **options)
        out, said = process.communicate(timeout=60)
        return process.returncode, out, said

    def calls(self) -> list[list[str]]:
        """Return the words of each call of the stand-in since the last time this was asked."""
        lines = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return [line.rstrip("|").split("|") for line in lines]

    def load(self):
        """Return this checkout's course.py as a module."""
        spec = importlib.util.spec_from_file_location("course", self.root / "course.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


@pytest.fixture
def fresh(tmp_path):
    return Checkout(tmp_path)


@pytest.fixture
def with_uv(fresh):
    fresh.add_uv()
    return fresh


@pytest.fixture
def ready(with_uv):
    with_uv.run("lab")
    with_uv.calls()
    return with_uv


def without_seconds(said: str) -> str:
    """The set-up's words, with the one number that differs from run to run taken out."""
    return "".join(line for line in said.splitlines(keepends=True) if not line.startswith("Ready after"))


# Which Python


def test_an_old_python_can_read_the_file():
    """No syntax newer than Python 2.7, or it would answer with a SyntaxError instead of a sentence."""
    source = (ROOT / "course.py").read_bytes().decode("ascii")
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Starred, ast.Nonlocal, ast.AsyncFunctionDef, ast.Match)
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, newer), f"line {node.lineno}"
        assert not (isinstance(node, ast.FunctionDef) and (node.returns or node.args.kwonlyargs)), f"line {node.lineno}"
        assert not (isinstance(node, ast.arg) and node.annotation), f"line {node.lineno}"
        assert not (isinstance(node, ast.Raise) and node.cause), f"line {node.lineno}"


def test_an_old_python_is_told_so(fresh, monkeypatch, capsys):
    course = fresh.load()
    monkeypatch.setattr(course.sys, "version_info", (3, 6, 9, "final", 0))
    assert course.main(["lab"]) == 1
    assert capsys.readouterr().err == f"The course needs Python 3.11 or newer, got Python 3.6 ({sys.executable}).\n"


def test_a_python_too_new_for_the_packages_is_told_so(fresh, monkeypatch):
    course = fresh.load()
    monkeypatch.setattr(course.sys, "version_info", (3, 99, 0, "final", 0))
    expected = "The packages are not made for Python 3.99 yet; use Python 3.11 to 3.14."
    assert course.diagnosis("installing packages", "no matching wheel") == expected


# The three ways to install


def test_with_uv(with_uv):
    """Every command in order; then the words are handed on and the exit code comes back."""
    code, out, said = with_uv.run("lab", "--port", "1 2")
    assert (code, out) == (7, "['lab', '--port', '1 2']\n")
    assert without_seconds(said) == FIRST
    python = str(with_uv.python)
    assert with_uv.calls() == [
        ["--version"],
        ["venv", "--python", BASE_PYTHON, str(with_uv.venv)],
        ["pip", "install", "--python", python, "--only-binary", ":all:", "--require-hashes", "-r", "requirements.lock"],
        ["pip", "install", "--python", python, "--no-deps", "--no-build-isolation", "-e", "."],
    ]


def test_packages_are_compiled_where_python_may_keep_nothing(with_uv):
    """Otherwise every start would compile them anew."""
    with_uv.run("lab", PYTHONDONTWRITEBYTECODE="1")
    installing = [words for words in with_uv.calls() if words[:2] == ["pip", "install"]]
    assert len(installing) == 2 and all(words[4] == "--compile-bytecode" for words in installing)


def test_the_second_run_is_silent(ready):
    assert ready.run("doctor") == (7, "['doctor']\n", "")
    assert ready.calls() == []


def test_without_words_the_help_is_shown(ready):
    assert ready.run() == (7, "['--help']\n", "")


def wheel(folder: Path, name: str, version: str, files: dict[str, bytes]) -> str:
    """Write a wheel and return its line for a lock."""
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"]).encode()
    target = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o100755 << 16  # or pip would not let a script be run
            archive.writestr(entry, data)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(target.read_bytes()).hexdigest()}\n"


def flit_files() -> dict[str, bytes]:
    """The files of the flit_core installed here."""
    sources = [path for path in metadata.files("flit_core") if path.parts[0] == "flit_core" and path.suffix != ".pyc"]
    return {path.as_posix(): path.locate().read_bytes() for path in sources}


def test_with_venv_and_pip(fresh):
    """For real, and where a student's pip is set to install for the user."""
    (fresh.root / "requirements.lock").write_text(wheel(fresh.bin, "flit_core", "3.99", flit_files()))
    (fresh.root / "src" / "il2course" / "__init__.py").write_text('"""A stand-in."""\n')
    code, out, said = fresh.run("lab", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(fresh.bin), PIP_USER="1")
    assert (code, out, without_seconds(said)) == (7, "['lab']\n", FIRST), fresh.log.read_text()


def test_with_a_uv_that_pip_fetches(fresh):
    """As on Debian without python3-venv: the only thing at hand is pip, which may fill a folder."""
    pytest.importorskip("pip")
    wheel(fresh.bin, "uv", "9.9", {"uv-9.9.data/scripts/uv": UV.encode()})
    only_pip = (
        "import importlib.util, sys; "
        f"spec = importlib.util.spec_from_file_location('course', {str(fresh.root / 'course.py')!r}); "
        "course = importlib.util.module_from_spec(spec); spec.loader.exec_module(course); "
        "course.has_modules = lambda *names: names == ('pip',); "
        "sys.exit(course.main(sys.argv[1:]))"
    )
    links = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(fresh.bin)}
    code, out, said = fresh.run("lab", python=("-c", only_pip), **links)
    assert (code, out, without_seconds(said)) == (7, "['lab']\n", FIRST), fresh.log.read_text()
    assert [words[0] for words in fresh.calls()] == ["venv", "pip", "pip"]

    shutil.rmtree(fresh.venv)
    assert fresh.run("lab")[0] == 7
    assert [words[0] for words in fresh.calls()] == ["--version", "venv", "pip", "pip"], "the fetched uv is kept"


def test_with_nothing_that_installs(fresh, monkeypatch, capsys):
    course = fresh.load()
    monkeypatch.setenv("PATH", str(fresh.bin))
    monkeypatch.setattr(course, "has_modules", lambda *names: False)
    monkeypatch.setattr(course.signal, "signal", lambda *_: None)
    assert course.main(["lab"]) == 1
    assert capsys.readouterr().err == (
        f"{FIRST}This Python ({sys.executable}) cannot install packages: it has no uv, no venv with ensurepip and no "
        "pip. Install one of them and run this again: on Debian and Ubuntu `sudo apt install python3-venv`, elsewhere "
        "uv from https://docs.astral.sh/uv/.\nNothing is left half-made.\n"
    )


# What makes a set-up due again


def forget_stamp(checkout):
    (checkout.venv / "il2course-stamp.json").unlink()


def change_lock(checkout):
    (checkout.root / "requirements.lock").write_text("# something else\n")


def change_backend(checkout):
    (checkout.root / "pyproject.toml").write_text(PYPROJECT.replace("buildapi", "other"))


def lose_python(checkout):
    checkout.python.unlink()
    checkout.python.symlink_to("/nonexistent/python")


def move(checkout):
    moved = checkout.root.with_name("moved course")
    checkout.root.rename(moved)
    checkout.root = moved


UNFINISHED = "The last set-up did not finish; setting up the course again.\n"
CHANGED = "The course's packages have changed; installing them again.\n"
BROKEN = "The environment in .venv is broken or was moved; setting up the course again.\n"


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (forget_stamp, UNFINISHED),
        (change_lock, CHANGED),
        (change_backend, CHANGED),
        (lose_python, BROKEN),
        (move, BROKEN),
    ],
)
def test_what_is_not_ready_is_made_again(ready, harm, sentence):
    harm(ready)
    code, out, said = ready.run("lab")
    assert (code, out, without_seconds(said)) == (7, "['lab']\n", sentence)
    assert ready.run("lab") == (7, "['lab']\n", "")
    assert sorted(os.listdir(ready.root / ".tools")) == ["lock", "setup.log"]


def test_a_setting_that_builds_nothing_is_no_change(ready):
    (ready.root / "pyproject.toml").write_text(PYPROJECT.replace("120", "100"))
    assert ready.run("lab") == (7, "['lab']\n", "")


def test_the_environments_own_python_can_remake_it(ready):
    change_lock(ready)
    done = subprocess.run(
        [ready.python, ready.root / "course.py", "lab"],
        env={"PATH": str(ready.bin), "CALLS": str(ready.calls_file)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, without_seconds(done.stderr)) == (7, CHANGED)


# What can go wrong

NO_NETWORK = (
    "WARNING: Retrying after connection broken by 'NewConnectionError'\n"
    "ERROR: No matching distribution found for anyio==4.16.0"
)


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (NO_NETWORK, "The packages could not be downloaded: set-up needs the network once, later runs do not."),
        (
            "one\ntwo\n\nWARNING: noise\nERROR: three\nfour\nfive",
            "Set-up failed at installing packages:\n    two\n    ERROR: three\n    four\n    five",
        ),
    ],
)
def test_a_failed_set_up_says_why_and_leaves_nothing(with_uv, printed, sentence):
    code, out, said = with_uv.run("lab", SAY_AND_FAIL=printed)
    assert (code, out) == (1, "")
    assert said == f"{FIRST}{sentence}\nNothing is left half-made. The full record is in {with_uv.log}.\n"
    assert not with_uv.venv.exists()
    assert printed in with_uv.log.read_text()


def test_a_failed_update_keeps_the_environment_from_before(ready):
    change_lock(ready)
    code, _, said = ready.run("lab", SAY_AND_FAIL=NO_NETWORK)
    assert code == 1
    assert said == (
        f"{CHANGED}The packages could not be downloaded: set-up needs the network once, later runs do not.\n"
        "The environment from before is back: `.venv/bin/python -m il2course.cli lab` still opens the lessons. "
        f"The full record is in {ready.log}.\n"
    )
    still = subprocess.run([".venv/bin/python", "-m", "il2course.cli", "lab"], cwd=ready.root, capture_output=True)
    assert (still.returncode, still.stdout) == (7, b"['lab']\n")


def test_a_disk_that_fills_up(with_uv):
    code, _, said = with_uv.run("lab", SAY_AND_FAIL="error: No space left on device (os error 28)")
    assert code == 1
    before, gb, after = said.partition(f"set-up needs about 1.5 GB in {with_uv.root} (")
    assert (before, bool(gb)) == (f"{FIRST}The disk or your share of it is full: ", True)
    assert after.endswith(f" GB free).\nNothing is left half-made. The full record is in {with_uv.log}.\n")
    assert not with_uv.venv.exists()


def test_a_disk_that_is_too_full_from_the_start(with_uv, monkeypatch, capsys):
    course = with_uv.load()
    monkeypatch.setattr(course, "free_gb", lambda: 0.3)
    monkeypatch.setattr(course.signal, "signal", lambda *_: None)
    assert course.main(["lab"]) == 1
    assert capsys.readouterr().err == (
        f"{FIRST}The disk or your share of it is full: set-up needs about 1.5 GB in {with_uv.root} (0.3 GB free).\n"
        "Nothing is left half-made.\n"
    )


def test_a_folder_that_cannot_be_written(with_uv):
    (with_uv.root / ".tools").touch()
    assert with_uv.run("lab") == (
        1,
        "",
        f"Set-up stopped at {with_uv.root / '.tools'}: File exists. "
        "Close what uses it, or copy the course to a folder of your own.\n",
    )


def wait_for(condition) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_stopping_a_set_up(with_uv, ending):
    process = with_uv.start("lab", SECONDS_TO_INSTALL="5")
    wait_for(lambda: with_uv.log.exists() and "requirements.lock" in with_uv.log.read_text())
    process.send_signal(ending)
    out, said = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert said == f"{FIRST}Set-up was stopped; the next run starts it again.\n"
    assert not with_uv.venv.exists()


def test_killing_a_set_up(with_uv):
    process = with_uv.start("lab", SECONDS_TO_INSTALL="1")
    wait_for(with_uv.python.exists)
    process.kill()
    process.communicate()
    code, _, said = with_uv.run("lab")
    assert (code, without_seconds(said)) == (7, UNFINISHED)


def test_two_runs_at_once(with_uv):
    """The second waits, then finds the work done."""
    first = with_uv.start("lab", SECONDS_TO_INSTALL="1")
    wait_for(with_uv.python.exists)
    second = with_uv.run("run", SECONDS_TO_INSTALL="1")
    assert second == (7, "['run']\n", "Another run is setting up the course; waiting for it.\n")
    out, said = first.communicate()
    assert (first.returncode, out, without_seconds(said)) == (7, "['lab']\n", FIRST)
    assert sum("-r" in words for words in with_uv.calls()) == 1


# .ci/run


def stand_in(folder: Path, name: str, script: str = "") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_ci_runs_the_checks_and_nothing_else(tmp_path):
    """On a machine that has everything: one call of course.py, told where the reference data are."""
    script = tmp_path / "a checkout" / ".ci" / "run"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", script)
    (tmp_path / "shared").mkdir()
    for name in ("chromium", "bwrap"):
        stand_in(tmp_path, name)
    stand_in(tmp_path, "python3", 'echo "$PWD: $* ($IL2COURSE_REFERENCE)"; test "$1" != course.py')
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([script], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.stdout == f"{tmp_path / 'a checkout'}: course.py test ({tmp_path / 'shared'})\n"
    assert (done.returncode, done.stderr) == (1, "")


def test_ci_goes_on_where_nothing_can_be_installed(tmp_path):
    script = tmp_path / ".ci" / "run"
    script.parent.mkdir()
    shutil.copy(ROOT / ".ci" / "run", script)
    for name in ("bash", "dirname", "id"):
        (tmp_path / name).symlink_to(shutil.which(name))
    stand_in(tmp_path, "python3", 'test "$1" = course.py && echo "$*"')
    done = subprocess.run([tmp_path / "bash", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    missing = "{} is not here and cannot be installed; what needs it will be skipped or say so\n"
    assert done.stderr == "".join(map(missing.format, ("chromium", "bubblewrap", "python3-venv")))
    assert (done.returncode, done.stdout) == (0, "course.py test\n")


# The real thing


@pytest.fixture
def clone(tmp_path):
    """What `git clone` would give if all that is here were committed; gone afterwards, for it grows to a gigabyte."""
    folder = tmp_path / "fresh clone"
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.full
def test_a_fresh_clone_sets_itself_up(clone):
    """With the network and no uv: the real lock, through venv and pip, in a path with spaces."""
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    command = [BASE_PYTHON, "course.py", "doctor"]
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True)
    assert without_seconds(done.stderr) == FIRST
    assert (done.returncode, "MISSING" in done.stdout) == (0, False), done.stdout

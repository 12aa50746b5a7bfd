"""The two pages for beginners: every command in them is run, as it stands there, in a fresh clone."""

import csv
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the pages' commands are those of a Unix shell")

STUDENT, INSTRUCTOR = "first-ten-minutes.md", "first-graded-class.md"
PYTHON3 = getattr(sys, "_base_executable", sys.executable)
LONG = {"lab", "run"}  # commands that take minutes, or do not end by themselves: only in `test --full`
ADDRESS = "https://github.com/il2course/il2course"
SECONDS = 900


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(root: Path, page: str) -> list[list[str]]:
    text = (root / "docs" / page).read_text(encoding="utf-8")
    return [shlex.split(line) for block in blocks(text, "sh") for line in block.splitlines()]


def is_long(words: list[str]) -> bool:
    return words[:2] == ["python3", "course.py"] and words[2] in LONG


@pytest.fixture(scope="module")
def published(root, tmp_path_factory) -> Path:
    """The course as a repository to clone: what would be published if all that is here were committed."""
    folder = tmp_path_factory.mktemp("published")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=root, capture_output=True, text=True)
    if names.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, names.stdout.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*author, "commit", "-q", "-m", "The course"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


@dataclass
class Terminal:
    """A terminal of a beginner: where they are, and what the commands printed."""

    folder: Path
    published: Path
    out: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The published address leads to the folder on this machine; a browser only notes what it is given."""
        browser = self.published.parent / "browser.sh"
        browser.write_text(f'#!/bin/sh\ncat "${{1#file://}}" > "{self.folder}/opened.html"\n')
        browser.chmod(0o755)
        instead = {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.published}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
        }
        return {**os.environ, **instead, "BROWSER": f"{browser} %s", "HOME": str(self.folder)}

    def type(self, words: list[str]) -> None:
        if words[0] == "cd":
            self.folder = self.folder / words[1]
        elif words[:3] == ["python3", "course.py", "lab"]:
            self._open_lab(words)
        else:
            program = [PYTHON3, *words[1:]] if words[0] == "python3" else words
            done = subprocess.run(
                program, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=SECONDS
            )
            assert done.returncode == 0, (shlex.join(words), done.stdout, done.stderr)
            self.out[shlex.join(words)] = done.stdout
            if words[:2] == ["git", "clone"]:
                furnish(self.folder / "il2course")

    def _open_lab(self, words: list[str]) -> None:
        """Wait until a browser is opened on the first lesson, then press Ctrl-C."""
        opened = self.folder / "opened.html"
        with (self.folder / "lab.log").open("w+") as log:
            lab = subprocess.Popen([PYTHON3, *words[1:]], cwd=self.folder, env=self.environment, stdout=log, stderr=log)
            try:
                for _ in range(5 * SECONDS):
                    if lab.poll() is not None or (opened.exists() and opened.read_text()):
                        break
                    time.sleep(0.2)
                assert "notebooks/01_structure.ipynb" in opened.read_text(), (self.folder / "lab.log").read_text()
            finally:
                lab.terminate()
                lab.wait(60)


def furnish(clone: Path) -> None:
    """Make the clone's .venv without the network: its own package, and the packages that are installed here.

    They are linked into it file by file, for a jail shows the code inside it this environment and no other.
    """
    venv.create(clone / ".venv", with_pip=False, symlinks=True)
    ours = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    packages = next((clone / ".venv").glob("lib/python*/site-packages"))
    shutil.copytree(
        ours, packages, copy_function=link, ignore=shutil.ignore_patterns("il2course.pth"), dirs_exist_ok=True
    )
    (packages / "il2course.pth").write_text(f"{clone / 'src'}\n")
    spec = importlib.util.spec_from_file_location("course", clone / "course.py")
    course = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(course)
    course.write_stamp()
    assert course.why_set_up() is None


def link(source: str, target: str) -> None:
    """Let a file stand in a second place, or be copied there where the two are on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)


def newcomer(published: Path, folder: Path) -> Terminal:
    """A terminal inside a fresh clone, where the page for instructors begins."""
    terminal = Terminal(folder, published)
    for words in (["git", "clone", "-q", ADDRESS], ["cd", "il2course"]):
        terminal.type(words)
    return terminal


def jail_or_skip() -> None:
    from il2course.errors import CourseError
    from il2course.grading import jail

    try:
        jail.choose()
    except CourseError as error:
        pytest.skip(str(error))


def test_a_students_first_ten_minutes(root, published, tmp_path):
    """All but what takes minutes; and the check answers before anything was answered."""
    terminal = Terminal(tmp_path, published)
    for words in commands(root, STUDENT):
        if not is_long(words):
            terminal.type(words)
    assert "MISSING" not in terminal.out["python3 course.py doctor"]
    (python,) = blocks((root / "docs" / STUDENT).read_text(encoding="utf-8"), "python")
    words = [str(terminal.folder / ".venv" / "bin" / "python"), "-m", "IPython", "--no-banner", "-c", python]
    done = subprocess.run(
        words, cwd=terminal.folder, env=terminal.environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    assert "bound_fraction" in done.stdout


def test_an_instructors_first_graded_class(root, published, tmp_path):
    """And the gradebook says of Ada and Max what the page says."""
    jail_or_skip()
    terminal = newcomer(published, tmp_path)
    for words in commands(root, INSTRUCTOR):
        terminal.type(words)
    with (tmp_path / "marks" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    ada, most = rows["ada"], float(rows["ada"]["max_points"])
    assert [rows[name]["status"] for name in ("ada", "max")] == ["graded", "graded"]
    assert float(ada["points"]) + float(ada["points_pending"]) == most > 0
    assert float(rows["max"]["points"]) == 0


def test_what_takes_minutes_is_known(root):
    """So that nothing else is left for `test --full`."""
    assert [words[2:] for words in commands(root, STUDENT) if is_long(words)] == [["lab"], ["run", "receptor"]]
    assert not any(map(is_long, commands(root, INSTRUCTOR)))


@pytest.mark.full
def test_what_takes_minutes(root, published, tmp_path):
    """JupyterLab opens a browser on the first lesson; a lesson becomes a page."""
    terminal = newcomer(published, tmp_path)
    for words in filter(is_long, commands(root, STUDENT)):
        terminal.type(words)
    assert (terminal.folder / "il2course-runs" / "02_receptor.html").is_file()

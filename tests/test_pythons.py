"""The Pythons that the course is for: one statement, in course.py, and whether the lock's packages can be had for them."""

import importlib.util
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = ("linux", "macos", "windows")


def course():
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OLDEST, NEWEST = course().OLDEST, course().NEWEST
VERSIONS = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("README.md", "With Python {} to {}, in a copy"),
        ("docs/first-ten-minutes.md", "You need Python {} to {} and"),
        ("docs/other-hosts.md", "Any from {} to {}. "),
        ("src/il2course/authoring/bundle.py", "With Python {} to {}, in this folder"),
    ],
)
def test_every_page_names_the_pythons_of_course_py(page, words):
    assert words.format(VERSIONS[0], VERSIONS[-1]) in (ROOT / page).read_text(encoding="utf-8")


def test_pip_and_ruff_are_told_the_oldest():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["project"]["requires-python"] == f">={VERSIONS[0]}"
    assert told["tool"]["ruff"]["target-version"] == f"py{VERSIONS[0].replace('.', '')}"


@pytest.mark.full
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_package_of_the_lock_can_be_had_ready_to_install(tmp_path, version, system):
    """For other Pythons and systems than those here; nothing is installed."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("no uv on this machine, and pip cannot answer for other systems")
    lock = ["--no-deps", "--only-binary", ":all:", "-o", str(tmp_path / "had.txt"), str(ROOT / "requirements.lock")]
    words = [uv, "pip", "compile", "--quiet", "--python-version", version, "--python-platform", system, *lock]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ipykernel==" in (tmp_path / "had.txt").read_text()

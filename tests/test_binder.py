"""What Binder would do with this repository, read off the Dockerfile that repo2docker makes of it."""

import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def test_python_is_the_one_the_lock_serves(dockerfile, root):
    """Without runtime.txt Binder takes a Python of its own choice."""
    assert (root / "binder/runtime.txt").read_text(encoding="utf-8") == "python-3.11\n"
    assert re.search(r"environment-2epy-2d3-2e11\b.* /tmp/env/environment\.lock", dockerfile)


def test_the_pins_are_installed_before_the_repository_is_copied(dockerfile):
    """So that a changed lesson does not install everything anew."""
    copied = dockerfile.index("binder/requirements.txt ${REPO_DIR}/binder/requirements.txt")
    installed = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    repository = dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    assert copied < installed < repository < dockerfile.index("RUN ./binder/postBuild")


def test_the_course_is_installed_last_without_asking_for_more(root):
    """postBuild stops at the first error and adds nothing to the pins."""
    script = (root / "binder/postBuild").read_text(encoding="utf-8")
    assert script.startswith("#!/bin/bash\n")
    commands = [line for line in script.splitlines() if not line.startswith("#")]
    assert commands == ["set -euo pipefail", "python3 -m pip install --no-cache-dir --no-deps ."]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable bit")
def test_post_build_is_executable(root):
    """Binder runs it as a program."""
    assert (root / "binder/postBuild").stat().st_mode & 0o111 == 0o111


def test_the_pins_hold_what_lessons_need_and_nothing_else(root):
    """Short launches: no test tool, no address, no hash, one exact version each."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (root / "binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    names = {canonicalize_name(pin.name) for pin in pins}
    assert {canonicalize_name(Requirement(line).name) for line in project["dependencies"]} <= names
    assert not names & {canonicalize_name(Requirement(line).name) for line in project["optional-dependencies"]["test"]}
    assert {"coverage", "docker", "pluggy"}.isdisjoint(names)
    assert not any("://" in line or "--" in line for line in lines)
    assert all(str(pin.specifier).startswith("==") and pin.url is None for pin in pins)

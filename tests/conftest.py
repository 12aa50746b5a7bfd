"""What tests share: where the course and the reference data are."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("course", deadline=None, derandomize=True)  # no verdict by the clock, none by chance
settings.load_profile("course")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference data beside the checkout; tests that need them skip without."""
    folder = os.environ.get("IL2COURSE_REFERENCE")
    if not folder:
        pytest.skip("IL2COURSE_REFERENCE is not set: the reference data are not here")
    return Path(folder)


@pytest.fixture(scope="session")
def dockerfile(root, tmp_path_factory):
    """What repo2docker makes of a copy of what Binder looks at."""
    if sys.platform == "win32":
        pytest.skip("repo2docker does not run on Windows")
    if not shutil.which("jupyter-repo2docker", path=str(sys.prefix) + "/bin"):
        pytest.skip("repo2docker is not installed")
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(root / "binder", folder / "binder")
    shutil.copy(root / "pyproject.toml", folder)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout

"""The oldest packages that pyproject.toml allows, which old machines and Pyodide have: a sample of the tests with them."""

import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement

from il2course.authoring import peers

SAMPLE = ("charts", "check", "dose_response", "facts", "farhat", "interval", "kinetics", "quiz", "receptor", "viewer")
# What the oldest pandas and Matplotlib need besides, and newer ones do not or have outgrown.
COMPANIONS = ("pytz==2024.1", "pyparsing==3.1.2")


def lowest(line: str) -> str:
    """A dependency pinned to its lower bound."""
    requirement = Requirement(line)
    bounds = [each.version for each in requirement.specifier if each.operator == ">="]
    assert len(bounds) == 1, f"{line} has no lower bound"
    return f"{requirement.name}=={bounds[0]}"


def pins(root) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [lowest(line) for line in project["dependencies"]]


def test_every_dependency_has_a_lower_bound_that_a_browser_tab_meets(root):
    """Pyodide 0.27.7, with which the browser edition is tested, has these versions and none newer."""
    bounds = dict(pin.split("==") for pin in pins(root))
    assert {name: bounds[name] for name in ("numpy", "scipy", "matplotlib", "pandas")} == {
        "numpy": "2.0",
        "scipy": "1.14",
        "matplotlib": "3.8.4",
        "pandas": "2.2.2",
    }


@pytest.mark.full
def test_the_course_runs_with_the_oldest_packages_it_allows(root):
    python = peers.python_with("lowest", [*pins(root), *COMPANIONS])
    files = [f"tests/test_{name}.py" for name in SAMPLE]
    words = [str(python), "-m", "pytest", "-q", "-m", "not full", "-p", "no:cacheprovider", *files, "tests/structure"]
    ran = subprocess.run(words, cwd=root, capture_output=True, text=True, timeout=1800, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:]

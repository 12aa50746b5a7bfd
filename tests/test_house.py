"""The arrows of the house, and what the repository may not hold."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "il2course"
SCIENCE = {"receptor", "trimer", "kinetics", "dose_response", "coordinates", "signaling", "therapy", "structure"}
FLOOR = {"arguments", "errors", "signature"}

# What each room may import from the others.
MAY_IMPORT = {
    "arguments": set(),
    "errors": set(),
    "signature": {"arguments"},
    "facts": FLOOR,
    "kinetics": FLOOR,
    "dose_response": FLOOR,
    "trimer": FLOOR | {"kinetics"},
    "receptor": FLOOR | {"facts", "kinetics", "trimer", "dose_response"},
    "signaling": FLOOR | {"facts", "kinetics", "receptor", "dose_response"},
    "therapy": FLOOR | {"facts", "receptor", "dose_response", "signaling"},
    "coordinates": FLOOR,
    "structure": FLOOR | {"coordinates"},
    "stage": FLOOR,
    "charts": FLOOR,
    "viewer": FLOOR | {"stage", "facts", "coordinates"},
    "explorers": FLOOR | SCIENCE | {"stage", "facts", "charts"},
    "questions": FLOOR | {"facts"},
    "check": FLOOR | {"questions"},
    "grading": FLOOR | {"questions", "__version__"},
    "master": FLOOR | {"questions"},
    "quiz": FLOOR | {"stage", "questions"},
}
MAKERS = {"authoring", "cli", "commands", "checkout", "page", "jupyter", "site"}


def room(module: str) -> str:
    """`il2course.charts.static` stands in the room `charts`."""
    return module.split(".")[1] if "." in module else ""


def imports(file: Path) -> set[str]:
    """The rooms a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("il2course"):
            found |= {room(node.module)} if "." in node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {room(alias.name) for alias in node.names if alias.name.startswith("il2course")}
    return found


def home(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_arrows_point_one_way(file):
    name = home(file)
    if name in MAY_IMPORT:
        assert imports(file) - {name} <= MAY_IMPORT[name]
    assert "cli" not in imports(file) or name == "cli"


def test_every_room_is_on_the_plan():
    assert {home(file) for file in MODULES} - {"__init__"} <= set(MAY_IMPORT) | MAKERS


@pytest.mark.parametrize("name", sorted(SCIENCE | {"facts"}))
def test_science_imports_no_plotting_and_no_widgets(name):
    files = [file for file in MODULES if home(file) == name]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) (matplotlib|ipywidgets|anywidget|IPython)", text, re.M), file


def tracked(root: Path) -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if names.returncode:
        pytest.skip("not a git checkout")
    return [root / name for name in names.stdout.split("\0") if name and (root / name).is_file()]


def test_no_lock_file_names_an_index(root):
    for file in tracked(root):
        if file.suffix == ".lock" or file.name == "requirements.txt":
            assert "://" not in file.read_text(encoding="utf-8"), file

"""The package where not everything is installed, as in a browser tab: it opens, and says what is missing where it is."""

import subprocess
import sys

import pytest

# What no part of the package may need only to be imported.
OPTIONAL = [
    *("Bio", "lmfit", "pooch", "requests", "ipymolstar", "molviewspec", "pydantic", "psutil"),
    *("dask", "distributed", "rapidfuzz", "sphinx", "jupyterlite_core"),
]
TURNING = {"il2course.viewer.molstar", "il2course.viewer.panel", "il2course.viewer.scene"}  # these are Mol*
SPHINX = {"il2course.site.docstrings", "il2course.site.formulas", "il2course.site.theme"}  # Sphinx itself loads these

BLOCKED = f"""
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {OPTIONAL}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocker())
"""

WALK = """
import importlib, pkgutil
import il2course

for module in pkgutil.walk_packages(il2course.__path__, "il2course."):
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        print(module.name, error.name)
"""

ASKED = """
import numpy as np
from il2course import dose_response, structure

protein, dose = structure.mature(), np.geomspace(0.01, 10, 8)
calls = {
    "fit_logistic": lambda: dose_response.fit_logistic(dose, dose / (1 + dose)),
    "mass_Da": lambda: structure.mass_Da(protein),
    "charge": lambda: structure.charge(protein, 7.0),
    "isoelectric_point": lambda: structure.isoelectric_point(protein),
    "extinction_per_M_cm": lambda: structure.extinction_per_M_cm(protein),
    "structure.parse": lambda: structure.parse("HEADER\\nEND", "1M47"),
    "structure.fetch": lambda: structure.fetch("1M47"),
}
for call in calls.values():
    try:
        call()
    except structure.WrongFile:
        raise
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
"""

SHOWN = """
from il2course.viewer import MoleculeView
from il2course.viewer.still import html

view = MoleculeView(coloring="interface")
bundle = view._repr_mimebundle_()
print(bundle["text/html"].removeprefix(html(view)), bundle["text/plain"] == view.describe(), sep="\\n")
"""

GOES_ON = "the lesson goes on with structure.il2(), which needs no network, and with the contacts and areas in the ledger"


def without_optional(code: str) -> list[str]:
    """The lines that a fresh Python prints in which none of the optional packages can be found."""
    words = [sys.executable, "-W", "error::DeprecationWarning:il2course", "-c", BLOCKED + code]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


def test_every_module_opens_but_those_that_are_parts_of_mol_star_and_sphinx():
    failed = dict(line.split() for line in without_optional(WALK))
    assert failed == dict.fromkeys(TURNING, "ipymolstar") | dict.fromkeys(SPHINX, "sphinx")


def test_whatever_needs_an_absent_package_says_so_in_one_sentence():
    def sentence(function: str, package: str, more: str = "") -> str:
        return f"CourseError: {function} needs the package {package}, which is not here: pip install {package}{more}"

    assert without_optional(ASKED) == [
        sentence("fit_logistic", "lmfit"),
        *(sentence(name, "biopython") for name in ("mass_Da", "charge", "isoelectric_point", "extinction_per_M_cm")),
        sentence("structure.parse", "biopython"),
        sentence("structure.fetch", "pooch", f"; {GOES_ON}"),
    ]


def test_a_molecule_that_cannot_turn_is_a_picture_that_says_why():
    missing = "Turning a MoleculeView needs the package ipymolstar, which is not here: pip install ipymolstar"
    assert without_optional(SHOWN) == [f"<p>{missing}</p>", "True"]


def test_a_broken_package_is_not_taken_for_an_absent_one(monkeypatch):
    """Only the packages of Mol* may be missing; any other import that fails is a fault to be seen."""
    from il2course.viewer import MoleculeView

    monkeypatch.setitem(sys.modules, "il2course.viewer.panel", None)
    with pytest.raises(ModuleNotFoundError) as caught:
        MoleculeView()._repr_mimebundle_()
    assert caught.value.name == "il2course.viewer.panel"

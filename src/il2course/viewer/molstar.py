"""Mol* and the language of its scenes, imported in silence: molviewspec uses what pydantic calls deprecated."""

import warnings
from functools import cache
from pathlib import Path

import anywidget
import traitlets
from ipywidgets import widget_serialization

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import ipymolstar
    from molviewspec import ComponentExpression, create_builder
    from molviewspec.builder import Component, Representation, Structure

__all__ = ["Component", "ComponentExpression", "Molecule", "Representation", "Structure", "create_builder"]

STATIC = Path(ipymolstar.__file__).parent / "static"


class Bundle(anywidget.AnyWidget):
    """Mol* itself, five megabytes of script: sent to the front end once, not with every molecule."""

    _esm = "export default {};"
    _css = STATIC / "molviewspec.css"

    script = traitlets.Unicode().tag(sync=True)


@cache
def bundle() -> Bundle:
    """The one of this Python."""
    return Bundle(script=(STATIC / "molviewspec.js").read_text(encoding="utf-8"))


class Molecule(ipymolstar.MolViewSpec):
    """ipymolstar's widget, drawing with the shared bundle."""

    _esm = Path(__file__).parent / "molecule.js"
    _css = ""

    molstar = traitlets.Instance(Bundle).tag(sync=True, **widget_serialization)

    @traitlets.default("molstar")
    def _shared(self) -> Bundle:
        return bundle()

"""Molecules to turn: a view as data, drawn by Mol* where it runs, as a picture with its words where not.

>>> from il2course.viewer import MoleculeView
>>> MoleculeView(coloring="interface", selected="F42").describe()  # doctest: +SKIP
"""

from il2course.viewer.coloring import COLORINGS, Coloring
from il2course.viewer.view import REPRESENTATIONS, MoleculeView

__all__ = ["COLORINGS", "REPRESENTATIONS", "Coloring", "MoleculeView"]

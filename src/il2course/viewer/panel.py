"""The front end of a view: the sequence and its controls on the left, Mol* on the right, the words below."""

from dataclasses import replace
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

from il2course.coordinates import Chain, select
from il2course.viewer.coloring import COLORINGS, ink
from il2course.viewer.molstar import Molecule
from il2course.viewer.scene import scene
from il2course.viewer.still import image, legend
from il2course.viewer.view import REPRESENTATIONS, MoleculeView

HERE = Path(__file__).parent
HEIGHT = "430px"
FIRST = {"replaceExisting": True, "sanityChecks": False}
LATER = FIRST | {"keepCamera": True}  # with it at the first load there would be no camera at all
QUIET = {
    "layoutIsExpanded": False,
    "layoutShowControls": False,
    "viewportShowExpand": False,
    "viewportShowAnimation": False,
    "viewportShowTrajectoryControls": False,
    "viewportShowSettings": False,
    "viewportShowSelectionMode": False,
    "extensions": ["mvs"],  # more of them would ask the network
}


class SequenceStrip(anywidget.AnyWidget):
    """The sequence as a list to pick from, and the choices of representation and coloring.

    Attributes
    ----------
    residues
        [number, letter, whole name, 1 with coordinates else 0] of each, in order.
    paint
        [color, ink, what the color says] of each, in the same order; changes with the coloring.
    """

    _esm = HERE / "strip.js"
    _css = HERE / "strip.css"

    title = traitlets.Unicode("").tag(sync=True)
    residues = traitlets.List().tag(sync=True)
    paint = traitlets.List().tag(sync=True)
    representations = traitlets.List(list(REPRESENTATIONS)).tag(sync=True)
    colorings = traitlets.List(list(COLORINGS)).tag(sync=True)
    representation = traitlets.Unicode("cartoon").tag(sync=True)
    coloring = traitlets.Unicode("helix").tag(sync=True)
    selected = traitlets.List(traitlets.Int()).tag(sync=True)
    labels = traitlets.Bool(True).tag(sync=True)


class MoleculePanel(widgets.VBox):
    """Everything that belongs to one view; `view` is what it shows now."""

    def __init__(self, view: MoleculeView) -> None:
        self.view = view
        self.start = view
        chain = view.structure
        self.strip = SequenceStrip(title=chain.name, residues=_residues(chain), paint=_paint(view), **_choices(view))
        self.strip.layout = widgets.Layout(flex="0 0 284px")
        self.molecule = Molecule(
            msvj_data=scene(view), viewer_options=QUIET, mvs_load_options=FIRST, width="100%", height=HEIGHT
        )
        self.molecule.layout = widgets.Layout(flex="1 1 22em", min_width="16em", min_height=HEIGHT)
        self.picture = widgets.HTML(layout=widgets.Layout(flex="1 1 22em", display="none"))
        self.words = widgets.HTML(_words(view))
        side_by_side = widgets.Layout(display="flex", flex_flow="row wrap", grid_gap="1em", align_items="flex-start")
        row = widgets.Box([self.strip, self.molecule, self.picture], layout=side_by_side)
        super().__init__([row, self.words])
        self.strip.observe(self._moved, names=["representation", "coloring", "selected", "labels"])
        self.strip.on_msg(self._said)

    def _moved(self, _: object) -> None:
        """Show what the controls say."""
        wanted = {name: getattr(self.strip, name) for name in ("representation", "coloring", "labels")}
        caption = self.start.caption if wanted["coloring"] == self.start.coloring else ""
        self.show(replace(self.start, **wanted, selected=self.strip.selected, caption=caption))

    def show(self, view: MoleculeView, look_again: bool = False) -> None:
        """Draw another view of the same chain; the camera stays where the student left it unless `look_again`."""
        repaint = view.coloring != self.view.coloring
        self.view = view
        with self.strip.hold_trait_notifications():
            for name, value in _choices(view).items():
                setattr(self.strip, name, value)
            if repaint:
                self.strip.paint = _paint(view)
        self.molecule.mvs_load_options = FIRST if look_again else LATER
        self.molecule.msvj_data = scene(view)
        self.words.value = _words(view)
        if self.picture.layout.display != "none":
            self.picture.value = image(view)

    def _said(self, _: object, message: dict, __: object) -> None:
        """What the strip tells besides its traits: residues typed in words, a reset, or that nothing can be drawn."""
        if message.get("kind") == "typed":
            try:
                self.strip.selected = list(select(self.start.structure, str(message.get("text", ""))))
            except ValueError as error:
                self.strip.send({"kind": "refused", "text": str(error)})
            else:
                self.strip.send({"kind": "refused", "text": ""})
        elif message.get("kind") == "reset":
            self.show(self.start, look_again=True)
        elif message.get("kind") == "no-webgl":
            self.molecule.layout.display = "none"
            self.picture.layout.display = "block"
            self.picture.value = image(self.view)


def panel(view: MoleculeView) -> MoleculePanel:
    """The widgets of a view."""
    return MoleculePanel(view)


def _choices(view: MoleculeView) -> dict[str, object]:
    return {
        "representation": view.representation,
        "coloring": view.coloring,
        "selected": list(view.selected),
        "labels": view.labels,
    }


def _residues(chain: Chain) -> list[list[object]]:
    whole = (chain.residue(number) for number in chain.numbers)
    return [[one.number, one.letter, one.name, int(one.number in chain.resolved)] for one in whole]


def _paint(view: MoleculeView) -> list[list[str]]:
    colors, notes = view.colored.colors, view.colored.notes
    return [
        [colors[number], ink(colors[number]), notes[number]] if number in colors else []
        for number in view.structure.numbers
    ]


def _words(view: MoleculeView) -> str:
    paragraphs = "".join(f'<p style="margin:.3em 0">{escape(text)}</p>' for text in (view.caption, view.describe()))
    return f"<div>{legend(view)}{paragraphs}</div>"

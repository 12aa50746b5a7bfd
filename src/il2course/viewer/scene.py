"""A view as a MolViewSpec scene: the text that Mol* draws from, with the coordinates inside it."""

import base64
from dataclasses import replace
from functools import lru_cache

import numpy as np

from il2course.coordinates import Chain, mmcif
from il2course.coordinates.chain import runs
from il2course.viewer.camera import camera
from il2course.viewer.coloring import PARTNER_COLORS
from il2course.viewer.molstar import Component, ComponentExpression, Representation, Structure, create_builder
from il2course.viewer.view import MoleculeView

PICKED = "#D1006C"  # none of the colorings has it
WORDS = "#000000"
KINDS = {"cartoon": "cartoon", "sticks": "ball_and_stick", "surface": "surface"}
LABEL_A, ASIDE_A, IN_FRONT_A = 3.4, 3.5, 14.0  # height of a name, and how far outside and before its residue it stands
UNKNOWN_TO_MOLSTAR = ',"surface_type":"molecular"'  # molviewspec knows more than the Mol* that ipymolstar bundles


def scene(view: MoleculeView) -> str:
    """The scene as MolViewSpec JSON; it asks nothing of the network."""
    builder = create_builder()
    structure = builder.download(url=_address(view.structure)).parse(format="mmcif").model_structure()
    whole = structure.component(selector="all")
    _paint(whole.representation(type=KINDS[view.representation]), view)
    if view.selected and view.representation == "cartoon":
        _residues(structure, view.selected).representation(type="ball_and_stick").color(color=PICKED)
    if view.labels and view.selected:
        _label(structure, view)
    for chain, (color, _) in zip(view.partners, PARTNER_COLORS, strict=False):
        partner = builder.download(url=_address(_backbone(chain))).parse(format="mmcif").model_structure()
        partner.component(selector="all").representation(type="cartoon").color(color=color)
    place = camera(view.structure, view.partners)
    builder.camera(target=list(place.target_A), position=list(place.position_A), up=list(place.up))
    return builder.get_state().model_dump_json(exclude_none=True).replace(UNKNOWN_TO_MOLSTAR, "")


@lru_cache(maxsize=8)
def _coded(text: str) -> str:
    return f"data:text/plain;base64,{base64.b64encode(text.encode()).decode()}"


def _address(chain: Chain) -> str:
    return _coded(mmcif(chain))


def _backbone(chain: Chain) -> Chain:
    """All that a cartoon is drawn from."""
    return replace(chain, atoms=chain.atoms.of(chain.resolved, ["N", "CA", "C", "O"]))


def _paint(representation: Representation, view: MoleculeView) -> None:
    """Every color once, with all the residues that have it; what is selected last, over the rest."""
    numbers_of: dict[str, list[int]] = {}
    for number, color in view.colored.colors.items():
        numbers_of.setdefault(color, []).append(number)
    for color, numbers in numbers_of.items():
        representation.color(color=color, selector=_expressions(numbers))
    if view.selected:
        representation.color(color=PICKED, selector=_expressions(view.selected))


def _label(structure: Structure, view: MoleculeView) -> None:
    """Names in front of the molecule, one for each unbroken run."""
    words = structure.primitives(label_color=WORDS)
    for low, high in view.selected_runs():
        ends = dict.fromkeys(view.structure.residue(number).label for number in (low, high))
        place = view.structure.atoms.of(range(low, high + 1)).xyz_A
        place = _aside(place[-1] if low == high else place.mean(axis=0), view.structure)
        words.label(position=place.tolist(), text="–".join(ends), label_size=LABEL_A, label_offset=IN_FRONT_A)


def _aside(place_A: np.ndarray, chain: Chain) -> np.ndarray:
    """A little farther from the long axis of the molecule."""
    where = camera(chain)
    out = place_A - where.target_A
    out = out - (out @ where.up) * where.up
    return place_A + ASIDE_A * out / max(float(np.linalg.norm(out)), 1.0)


def _residues(structure: Structure, numbers: object) -> Component:
    return structure.component(selector=_expressions(numbers))


def _expressions(numbers: object) -> list[ComponentExpression]:
    return [ComponentExpression(beg_auth_seq_id=low, end_auth_seq_id=high) for low, high in runs(numbers)]

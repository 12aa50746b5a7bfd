"""A view as a still picture, ray-traced when the lesson was written, with its description."""

import base64
from dataclasses import replace
from html import escape
from importlib.resources import files

from il2course.coordinates import il2
from il2course.viewer.view import MoleculeView

WIDTH_PX = 640
UNMARKED = "They are marked where the molecule turns, not in this picture."


def name(representation: str, coloring: str) -> str:
    """The file of one picture: `cartoon_b-factor.png`."""
    return f"{representation}_{coloring}.png"


def png(view: MoleculeView) -> bytes | None:
    """The picture of a view without its selection; None for a chain that no picture was made of."""
    if view.structure is not il2() or view.partners:
        return None
    return (files(__package__) / "pictures" / name(view.representation, view.coloring)).read_bytes()


def html(view: MoleculeView) -> str:
    """One HTML figure: picture, description as alternative text, legend, caption, and what is selected in words."""
    words = " ".join([view.caption, *view.picked(), *([UNMARKED] if view.selected and png(view) else [])])
    return (
        f'<figure style="margin:0;max-width:{WIDTH_PX}px">{image(view)}'
        f"<figcaption>{legend(view)}{escape(words)}</figcaption></figure>"
    )


def image(view: MoleculeView) -> str:
    """The picture alone, told without the selection, which it does not show; its words where there is none."""
    picture = png(view)
    told = escape(replace(view, selected=()).describe())
    if picture is None:
        return f"<p>{told}</p>"
    data = base64.b64encode(picture).decode()
    return (
        f'<img src="data:image/png;base64,{data}" alt="{told}" style="width:100%;max-width:{WIDTH_PX}px;height:auto">'
    )


def legend(view: MoleculeView) -> str:
    """What each color means, in one line."""
    entries = "".join(
        '<span style="white-space:nowrap;margin-right:1.1em"><span aria-hidden="true" style="display:inline-block;'
        f'width:.9em;height:.9em;border:1px solid #767676;background:{color};vertical-align:-.1em"></span>'
        f" {escape(meaning)}</span> "
        for color, meaning in view.legend
    )
    return f"<div>{entries}</div>" if entries else ""

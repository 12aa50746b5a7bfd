"""A picture in the output of a cell, and a widget in its place wherever one can live.

A front end shows the richest form of an output that it knows, even where that form then fails: a widget whose model
was not saved, whose module is not installed, or whose page has no kernel leaves an error or a blank. So the output is
the picture, as HTML. The widget goes to the front end beside it, as a model without a view; if that arrives and runs,
it finds the picture in the page and takes its place. What is saved in a notebook is the picture alone.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import anywidget
import traitlets
from ipywidgets import DOMWidget, widget_serialization


class Stage(anywidget.AnyWidget):
    """Puts `actor` in the place of a picture, as soon as both are there."""

    _esm = Path(__file__).with_suffix(".js")

    place = traitlets.Unicode().tag(sync=True)
    actor = traitlets.Instance(DOMWidget).tag(sync=True, **widget_serialization)


def asks_for_a_view() -> bool:
    """Whether the front end is one that creates no widget before it is shown a view: Visual Studio Code, Colab."""
    return "VSCODE_PID" in os.environ or "google.colab" in sys.modules


def bundle(make: Callable[[], DOMWidget], html: str, text: str) -> dict[str, object]:
    """What to display: the widget that `make` makes, its picture as HTML, and its words.

    >>> bundle(Live, "<figure>…</figure>", "A curve rises.").keys()  # doctest: +SKIP
    dict_keys(['text/html', 'text/plain'])
    """
    actor = make()
    if asks_for_a_view():
        view = actor._repr_mimebundle_()
        return {**(view[0] if isinstance(view, tuple) else view), "text/html": html, "text/plain": text}
    stage = Stage(actor=actor, place=f"il2-place-{uuid4().hex}")
    return {"text/html": f'<div class="{stage.place}">{html}</div>', "text/plain": text}

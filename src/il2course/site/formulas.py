"""Formulas as pictures drawn here, where Sphinx would have the reader's browser fetch a library for them."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import getLogger
from sphinx.writers.html5 import HTML5Translator

from il2course.page import drawn, formula


def picture(node: nodes.math | nodes.math_block, block: bool) -> str:
    """A formula as HTML; Sphinx is warned of one that cannot be drawn."""
    try:
        return drawn(node.astext(), block)
    except ValueError:
        getLogger(__name__).warning("Matplotlib cannot draw the formula %s", node.astext(), location=node)
        return formula(node.astext(), block)


def inline(writer: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    writer.body.append(picture(node, block=False))
    raise nodes.SkipNode


def block(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands by itself, in a box that scrolls where the page is narrower."""
    writer.body.append(f'<div class="il2-wide">{picture(node, block=True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, object]:
    """Offer Sphinx the renderer `drawn`."""
    app.add_html_math_renderer("drawn", inline_renderers=(inline, None), block_renderers=(block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""An executed notebook as one HTML page that needs no other file and no network."""

import base64
from html import escape
from io import BytesIO
from pathlib import Path

from jinja2 import pass_context
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import math_to_image
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from traitlets.config import Config

# Charts give text/html with a text description; a widget's own view would need scripts from the network.
DISPLAY = ["text/html", "image/svg+xml", "image/png", "text/markdown", "text/plain"]

# nbconvert's page without the four scripts it fetches from elsewhere.
TEMPLATE = """
{%- extends "lab/index.html.j2" -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""


def formula(tex: str, block: bool = False) -> str:
    """Return TeX as `drawn` does; as code where Matplotlib cannot read it."""
    try:
        return drawn(tex, block)
    except ValueError:
        return f"<code>{escape(tex)}</code>"


def drawn(tex: str, block: bool = False) -> str:
    """Return TeX as an inline picture whose alternative text is the TeX.

    Raises
    ------
    ValueError
        when Matplotlib cannot read it.
    """
    picture = BytesIO()
    font = FontProperties(size=13 if block else 11.5, math_fontfamily="stix")
    line = " ".join(tex.split())
    if block:
        line = line.replace(r"\frac", r"\dfrac")
    depth = math_to_image(f"${line}$", picture, prop=font, dpi=72, format="svg")
    data = base64.b64encode(picture.getvalue()).decode()
    style = "display: block; margin: 1em auto" if block else f"vertical-align: {-depth:.1f}pt"
    return f'<img class="il2-formula" alt="{escape(tex)}" src="data:image/svg+xml;base64,{data}" style="{style}">'


class Renderer(IPythonRenderer):
    """nbconvert's Markdown, with formulas drawn here instead of by MathJax from the network."""

    def inline_math(self, body: str) -> str:
        return formula(body)

    def block_math(self, body: str) -> str:
        return formula(body, block=True)


class PageExporter(HTMLExporter):
    """nbconvert's HTML, complete in one file."""

    raw_template = TEMPLATE

    @pass_context
    def markdown2html(self, context, source: str) -> str:
        renderer = Renderer(
            escape=False,
            attachments=context["cell"].get("attachments", {}),
            embed_images=True,
            path=context["resources"]["metadata"]["path"],
            exclude_anchor_links=True,
        )
        return MarkdownWithMath(renderer=renderer).render(source)


def write_page(notebook: NotebookNode, folder: Path, target: Path) -> None:
    """Write `notebook`, whose pictures are relative to `folder`, to `target`."""
    exporter = PageExporter(embed_images=True, config=Config(NbConvertBase={"display_data_priority": DISPLAY}))
    resources = {"metadata": {"name": target.stem, "path": str(folder)}}
    html, _ = exporter.from_notebook_node(notebook, resources)
    target.parent.mkdir(exist_ok=True)
    target.write_text(html, encoding="utf-8")

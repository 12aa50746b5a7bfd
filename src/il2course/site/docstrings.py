"""Docstrings as they are meant: plain text, in which a bar is the sign of an amount, and no sign of Sphinx's."""

from sphinx.application import Sphinx


def read_plainly(app: Sphinx, kind: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Keep the bars of |x| in the lines of a docstring; the doctests in it have none."""
    lines[:] = [line if line.lstrip().startswith(">>>") else line.replace("|", r"\|") for line in lines]


def setup(app: Sphinx) -> dict[str, object]:
    """Have every docstring read plainly, after napoleon has read its sections."""
    app.connect("autodoc-process-docstring", read_plainly, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

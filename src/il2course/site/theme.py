"""What furo leaves open for those who do not see the page."""

from sphinx.application import Sphinx


def name_the_levels(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    """Say of the captions in the list of pages, which furo calls headings, what level they have."""
    for name in ("furo_navigation_tree", "toc"):
        context[name] = context.get(name, "").replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> dict[str, object]:
    """Mend every page after furo has made its parts."""
    app.connect("html-page-context", name_the_levels, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

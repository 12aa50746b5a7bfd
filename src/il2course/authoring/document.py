"""A lesson, an exercise sheet or a page of documentation, read once for all rules."""

from dataclasses import dataclass
from pathlib import Path

from il2course.authoring.prose import Passage, passages
from il2course.authoring.script import Cell, cells


@dataclass(frozen=True)
class Document:
    """One file that students or maintainers read.

    Attributes
    ----------
    place
        its path below the root.
    text
        its source.
    cells
        its cells; none for a Markdown page.
    passages
        its prose, a list for each text cell; a Markdown page has one.
    """

    place: str
    text: str
    cells: tuple[Cell, ...]
    prose: tuple[tuple[Passage, ...], ...]

    @property
    def is_lesson(self) -> bool:
        """Whether it is one of notebooks/, and not an exercise sheet or a page."""
        return self.place.startswith("notebooks/")

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown, without cells."""
        return self.place.endswith(".md")

    @property
    def passages(self) -> list[Passage]:
        """All prose, from top to bottom."""
        return [passage for cell in self.prose for passage in cell]


def read(root: Path, place: str) -> Document:
    """Read one file.

    Raises
    ------
    CourseError
        when a script is not Python, or a text cell has a line that is no comment.
    """
    text = (root / place).read_text(encoding="utf-8")
    if place.endswith(".md"):
        return Document(place, text, (), (tuple(passages(text)),))
    parts = tuple(cells(text, place))
    prose = tuple(tuple(passages(cell.source, cell.line)) for cell in parts if cell.kind == "markdown")
    return Document(place, text, parts, prose)

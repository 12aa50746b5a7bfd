"""Rules on form: IL031 to IL037. Pictures and links that everyone can read, and lessons built alike."""

from il2course.authoring.citations import references
from il2course.authoring.document import Document
from il2course.authoring.finding import Remarks
from il2course.authoring.release import blocks
from il2course.authoring.script import Cell

EMPTY_WORDS = {"here", "click here", "this", "this link", "link", "this page", "this paper"}
OPENING = ("You will be able to", "Time", "Builds on", "The question")
CLOSING = ("The answer", "Notation", "References")
LONGEST_CELL = 10


def form(document: Document) -> Remarks:
    """Remarks on pictures, links and headings; in lessons and sheets on cells; in lessons on opening and closing."""
    rules = [pictures, links, headings]
    rules += [] if document.is_page else [title, lengths]
    rules += [opening, closing] if document.is_lesson else []
    for rule in rules:
        yield from rule(document)


def pictures(document: Document) -> Remarks:
    """IL031: an image without alternative text."""
    for image in (image for passage in document.passages for image in passage.images):
        if not image.alternative:
            what = f"the image {image.address}" if not image.address.startswith("data:") else "an image"
            yield "IL031", image.line, f"{what} has no alternative text", "say in a sentence what it shows"


def links(document: Document) -> Remarks:
    """IL032: a link whose words do not say where it leads."""
    for link in (link for passage in document.passages for link in passage.links):
        words = link.text.strip(" .:").lower()
        if not words or words in EMPTY_WORDS or words.startswith(("http://", "https://", "www.", "doi.org", "doi:")):
            shown = f'a link says "{link.text}"' if link.text else f"the link to {link.address} has no words"
            yield "IL032", link.line, shown, "name what it leads to: [Farhat 2021](address)"


def headings(document: Document) -> Remarks:
    """IL033: a heading that skips a level."""
    above = 0
    for heading in (passage for passage in document.passages if passage.level):
        if above and heading.level > above + 1:
            message = f'the heading "{heading.text}" is at level {heading.level} under level {above}'
            yield "IL033", heading.line, message, f"write it with {'#' * (above + 1)}"
        above = heading.level


def title(document: Document) -> Remarks:
    """IL034: a lesson or sheet has exactly one heading of level 1."""
    titles = [passage for passage in document.passages if passage.level == 1]
    if not titles:
        yield "IL034", 1, "there is no heading of level 1", "start the first cell with # and the title"
    for heading in titles[1:]:
        yield "IL034", heading.line, f'"{heading.text}" is a second heading of level 1', "write it with ##"


def lengths(document: Document) -> Remarks:
    """IL035: a code cell longer than ten lines, not counting blank lines, comments and an exercise's solution."""
    solved = {line for block in blocks(document.text, document.place) for line in range(block.begin, block.end + 1)}
    for cell in document.cells:
        count = len(set(code_lines(cell)) - solved)
        if count > LONGEST_CELL:
            message = f"a code cell has {count} lines, more than {LONGEST_CELL}"
            yield "IL035", cell.line, message, "split it, or move the machinery into the package"


def code_lines(cell: Cell) -> list[int]:
    """Lines of a code cell that are neither blank nor only a comment."""
    lines = enumerate(cell.source.splitlines() if cell.kind == "code" else [], start=cell.line)
    return [number for number, line in lines if line.strip() and not line.strip().startswith("#")]


def opening(document: Document) -> Remarks:
    """IL036: the first cell says what one will be able to do, how long it takes, what it builds on and what it asks."""
    first = document.prose[0] if document.prose else ()
    labels = {label.strip(" :.?") for passage in first for label in passage.bold}
    for label in OPENING:
        if label not in labels:
            line = first[0].line if first else 1
            yield "IL036", line, f'the opening cell lacks "{label}"', f"add **{label}** and what belongs to it"


def closing(document: Document) -> Remarks:
    """IL037: the last sections are the answer, a table of notation and the references."""
    sections = [passage for passage in document.passages if passage.level == 2]
    last = tuple(section.text.strip() for section in sections[-len(CLOSING) :])
    if last != CLOSING:
        line = sections[-1].line if sections else 1
        wanted = ", ".join(f"## {name}" for name in CLOSING)
        yield "IL037", line, "the lesson does not end with its closing sections", f"end with {wanted}, in this order"
        return
    _, notation, end = sections[-3:]
    if not any(passage.table and notation.line < passage.line < end.line for passage in document.passages):
        yield "IL037", notation.line, "the section Notation has no table", "add one: symbol, meaning, unit"
    if not any(line > end.line for line, _ in references(document)):
        yield "IL037", end.line, "the section References has no list", 'add a cell with facts.references("KEY", …)'

"""Markdown as a reader sees it: passages of text with the tags, links and images that stand in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from il2course.authoring.quantities import SUPERSCRIPT
from il2course.authoring.units import UNIT, plain

GAP = "\ufffc"  # stands for code, which is not prose
_TAG = re.compile(r"\s*(?:(?P<kind>fact|cite)\s*:\s*(?P<name>\S+)|(?P<given>given))\s*")
_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")
_UNIT_LAST = re.compile(rf"[,(\[]\s*(?P<unit>{UNIT})\s*[)\]]?\s*$|^\s*(?P<alone>{UNIT})\s*$")
_NOT_PROSE = ("code", "pre", "script", "style")
_MATH = [
    (re.compile(r"\^\{?([-−+]?\d+)\}?"), lambda power: power[1].translate(SUPERSCRIPT)),
    (re.compile(r"\\[,;:! ]|~|\\quad"), " "),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\(?:mathrm|text|textrm|mathsf|operatorname)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\times"), "×"),
    (re.compile(r"\\cdot"), "·"),
    (re.compile(r"\\mu\s*"), "µ"),
    (re.compile(r"\\(?:AA|r\{A\})"), "Å"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(?:approx|sim)"), "≈"),
    (re.compile(r"_\{([^{}]*)\}"), r"_\1"),
    (re.compile(r"\\[a-zA-Z]+"), GAP),
]


@dataclass(frozen=True)
class Tag:
    """An invisible comment that gives the source of a number or names a work: kind "fact", "given" or "cite"."""

    kind: str
    name: str
    line: int
    offset: int


@dataclass(frozen=True)
class Link:
    """A link: the words one clicks, and where they lead."""

    text: str
    address: str
    line: int


@dataclass(frozen=True)
class Image:
    """A picture and its alternative text."""

    alternative: str
    address: str
    line: int


@dataclass
class Passage:
    """A paragraph, heading, list item, table cell or piece of HTML, as a reader sees it.

    Attributes
    ----------
    line
        where it starts, counted from 1.
    text
        its words; mathematics as plain text, code and pictures as a gap.
    level
        1 to 6 for a heading, else 0.
    html
        its source, when it is a block of HTML.
    table
        whether it is a cell of a table.
    unit
        in a table, the unit that its column's or its row's heading ends with.
    bold
        what stands in bold.
    """

    line: int
    text: str = ""
    level: int = 0
    html: str = ""
    table: bool = False
    unit: str = ""
    tags: list[Tag] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """The line of a place in the text."""
        return self.line + self.text.count("\n", 0, offset)


class _Pen(HTMLParser):
    """Writes a passage out of HTML and of Markdown's inline tokens."""

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        self.passage, self.muted, self.raised = passage, 0, 0
        self.opened: list[tuple[str, int, int]] = []
        self.bold_from = 0

    @property
    def line(self) -> int:
        return self.passage.line_at(len(self.passage.text))

    def gap(self, lines: int = 0) -> None:
        """Leave out something that is not prose and spans some line ends."""
        self.passage.text += GAP + "\n" * lines

    def words(self, text: str) -> None:
        """Append words; a bare address among them is a link that shows itself."""
        if not self.opened:
            self.passage.links += [Link(address, address, self.line) for address in _ADDRESS.findall(text)]
            text = _ADDRESS.sub(GAP, text)
        self.passage.text += text

    def image(self, alternative: str, address: str) -> None:
        self.passage.images.append(Image(alternative.strip(), address, self.line))
        self.gap()

    def open_link(self, address: str) -> None:
        self.opened.append((address, len(self.passage.text), len(self.passage.images)))

    def close_link(self) -> None:
        address, start, images = self.opened.pop()
        pictures = [image.alternative for image in self.passage.images[images:]]
        text = " ".join([*self.passage.text[start:].split(), *pictures])
        self.passage.links.append(Link(text, address, self.passage.line_at(start)))
        self.passage.text = self.passage.text[:start] + _ADDRESS.sub(GAP, self.passage.text[start:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.muted += tag in _NOT_PROSE
        self.raised += tag == "sup"
        if tag == "img":
            self.image(values.get("alt") or "", values.get("src") or "")
        if tag == "a":
            self.open_link(values.get("href") or "")
        self.passage.text += "\n" * (self.get_starttag_text() or "").count("\n")

    def handle_endtag(self, tag: str) -> None:
        self.muted -= tag in _NOT_PROSE
        self.raised -= tag == "sup"
        if tag == "a" and self.opened:
            self.close_link()

    def handle_data(self, data: str) -> None:
        if self.muted:
            self.gap(data.count("\n"))
        else:
            self.words(data.translate(SUPERSCRIPT) if self.raised else data)

    def handle_comment(self, data: str) -> None:
        tag = _TAG.fullmatch(data)
        if tag:
            self.passage.tags.append(Tag(tag["kind"] or "given", tag["name"] or "", self.line, len(self.passage.text)))
        self.passage.text += "\n" * data.count("\n")

    def token(self, token: Token) -> None:
        """Append one inline token of Markdown."""
        if token.type == "text":
            self.handle_data(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self.passage.text += "\n"
        elif token.type == "code_inline":
            self.gap(token.meta["lines"])
        elif token.type.startswith("math_inline"):
            self.words(plain_math(token.content))
        elif token.type == "html_inline":
            self.feed(token.content)
        elif token.type == "image":
            self.image(token.content, str(token.attrs["src"]))
        elif token.type == "link_open":
            self.open_link(str(token.attrs["href"]))
        elif token.type == "link_close":
            self.close_link()
        elif token.type == "strong_open":
            self.bold_from = len(self.passage.text)
        elif token.type == "strong_close":
            self.passage.bold.append(self.passage.text[self.bold_from :])


def plain_math(tex: str) -> str:
    """Mathematics as text in which numbers and units can be read.

    >>> plain_math(r"6.0 \\times 10^{-1}\\,\\mathrm{nM}")
    '6.0 × 10⁻¹ nM'
    """
    for pattern, replacement in _MATH:
        tex = pattern.sub(replacement, tex)
    return tex


def _code_with_lines(state: StateInline, silent: bool) -> bool:
    """Markdown's rule for code spans, which notes how many line ends the span covers."""
    start = state.pos
    found = backtick(state, silent)
    if found and not silent and state.tokens and state.tokens[-1].type == "code_inline":
        state.tokens[-1].meta["lines"] = state.src.count("\n", start, state.pos)
    return found


def _reader() -> MarkdownIt:
    reader = (
        MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True).use(front_matter_plugin)
    )
    reader.inline.ruler.at("backticks", _code_with_lines)
    return reader


_READER = _reader()


class _Table:
    """Follows the tokens of a table to say which unit holds in the cell at hand."""

    def __init__(self) -> None:
        self.column, self.columns, self.row = -1, [], ""

    def enter(self, token: Token) -> None:
        """Take note of a token that opens a table, a row or a cell."""
        if token.type == "table_open":
            self.columns = []
        elif token.type == "tr_open":
            self.column, self.row = -1, ""
        elif token.type in ("th_open", "td_open"):
            self.column += 1
        elif token.type == "table_close":
            self.column = -1

    def unit(self) -> str:
        """The unit of the column, else of the row."""
        column = self.columns[self.column] if self.column < len(self.columns) else ""
        return column or self.row

    def leave(self, text: str) -> None:
        """Take note of a cell's text: the first row's and the first column's may name a unit."""
        if self.column == len(self.columns):
            self.columns.append(last_unit(text))
        elif self.column == 0:
            self.row = last_unit(text)


def last_unit(heading: str) -> str:
    """The unit that a heading ends with, as in "K_D, nM" or "dose (pM)".

    Standing alone, a word such as "cells" or a single letter is more likely a name.
    """
    match = _UNIT_LAST.search(heading)
    if not match:
        return ""
    alone = match["alone"] or ""
    is_name = (len(alone) == 1 and alone.isalpha()) or (alone and plain(alone) and not alone.startswith("per"))
    return "" if is_name else match["unit"] or alone


def passages(markdown: str, line: int = 1) -> Iterator[Passage]:
    """The passages of a Markdown text that starts on the given line of its file."""
    level, table = 0, _Table()
    for token in _READER.parse(markdown):
        table.enter(token)
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            in_table = table.column >= 0
            passage = Passage(line + token.map[0], level=level, table=in_table, unit=table.unit() if in_table else "")
            pen, level = _Pen(passage), 0
            for child in token.children:
                pen.token(child)
            if in_table:
                table.leave(passage.text)
            yield passage
        elif token.type == "html_block":
            passage = Passage(line + token.map[0], html=token.content)
            pen = _Pen(passage)
            pen.feed(token.content)
            pen.close()
            yield passage
        elif token.type == "math_block":
            yield Passage(line + token.map[0], plain_math(token.content))

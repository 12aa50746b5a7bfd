"""Exercise sheets from their masters, and the search for solutions that slipped through."""

import ast
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from il2course.authoring.script import markers, syntax
from il2course.errors import CourseError
from il2course.questions.stub import unassigned, unwritten

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
TRIVIAL = 12
_MARK = re.compile(r"(BEGIN|END)\s*SOLUTION", re.IGNORECASE)
_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|[nrtbf"/\\])')
_HTML_TAG = re.compile(r"</?\w[^<>]*>")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_OWN_SCOPE = (*_FUNCTIONS, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Block:
    """A solution inside a master: the lines of its two marks, counted from 1, and their indentation."""

    begin: int
    end: int
    indent: str


@dataclass(frozen=True)
class Leak:
    """A file that shows a line of a master's solution."""

    place: str
    line: int
    master: str

    def __str__(self) -> str:
        return (
            f"{self.place} shows a solution, line {self.line} of {self.master}: take it out or write it differently, "
            "then run `il2course sync`"
        )


def cut(master: str, place: str) -> str:
    """The exercise sheet of a master: a stub in place of each solution.

    Inside a function the stub raises NotImplementedError; at the top level each assigned name becomes
    None, save names that start with an underscore, which are left out.

    Raises
    ------
    CourseError
        when marks are misspelt, unbalanced, nested or in two cells, or a solution leaves nothing to stub.
    """
    tree, lines = syntax(master, place), master.splitlines()
    for block in reversed(blocks(master, place)):
        lines[block.begin - 1 : block.end] = [block.indent + line for line in stub(tree, block, place)]
    return "\n".join(lines) + "\n"


def blocks(master: str, place: str) -> list[Block]:
    """The solutions of a master, from top to bottom; raises like `cut`."""
    found, begin, cells = [], 0, set(markers(master, place))
    for number, line in enumerate(master.splitlines(), start=1):
        mark = line.strip()
        if begin and (number in cells or mark == BEGIN):
            _refuse(place, begin, f"{BEGIN} has no {END} in its cell before the next one begins")
        elif mark == BEGIN:
            begin = number
        elif mark == END and begin:
            found.append(Block(begin, number, line[: len(line) - len(line.lstrip())]))
            begin = 0
        elif mark == END:
            _refuse(place, number, f"{END} has no {BEGIN} before it")
        elif _MARK.search(mark):
            _refuse(place, number, f"a mark must be the line {BEGIN} or {END}, got {mark}")
    if begin:
        _refuse(place, begin, f"{BEGIN} has no {END}")
    return found


def _refuse(place: str, line: int, reason: str) -> NoReturn:
    raise CourseError(f"{place}:{line}: {reason}")


def stub(tree: ast.Module, block: Block, place: str) -> list[str]:
    """The lines that stand in a solution's place, without indentation; raises like `cut`."""
    around = [node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS) and _around(node, block)]
    if around:
        innermost = max(around, key=lambda node: node.lineno)
        return [unwritten(innermost.name)]
    names = [name for name in dict.fromkeys(assigned(tree, block)) if not name.startswith("_")]
    if not names:
        _refuse(
            place, block.begin, "the solution assigns no name: put the marks inside the function, or assign the answer"
        )
    return [unassigned(name) for name in names]


def _around(node: ast.FunctionDef, block: Block) -> bool:
    return node.lineno < block.begin <= node.end_lineno


def assigned(node: ast.AST, block: Block) -> Iterator[str]:
    """Names that the statements of a block assign in the scope of `node`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Assign | ast.AnnAssign | ast.AugAssign) and block.begin < child.lineno < block.end:
            targets = child.targets if isinstance(child, ast.Assign) else [child.target]
            yield from (name.id for target in targets for name in ast.walk(target) if _stored(name))
        elif not isinstance(child, _OWN_SCOPE):
            yield from assigned(child, block)


def _stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def solution(master: str, place: str) -> dict[int, str]:
    """The lines of a master that no student's file may hold, by line number.

    A line of at most `TRIVIAL` characters, and one that also stands outside the solutions, is no secret.
    Raises like `cut`.
    """
    lines = master.splitlines()
    hidden = {number for block in blocks(master, place) for number in range(block.begin, block.end + 1)}
    visible = squeezed("\n".join(line for number, line in enumerate(lines, start=1) if number not in hidden))
    secret = {number: lines[number - 1].strip() for number in sorted(hidden)}
    return {
        number: line
        for number, line in secret.items()
        if len(line) > TRIVIAL and line not in (BEGIN, END) and squeezed(line) not in visible
    }


def squeezed(text: str) -> str:
    """A text without white space, so that a reformatted line is found as well."""
    return "".join(text.split())


def leaks(masters: Mapping[str, str], files: Mapping[str, str]) -> list[str]:
    """One line for each solution line of the masters that stands in one of the files.

    Both map a path to its text. A notebook is searched in full: sources, metadata and outputs; and any file also behind
    the escapes of JSON and the tags and entities of HTML.
    """
    return [str(leak) for leak in leaked(masters, files)]


def leaked(masters: Mapping[str, str], files: Mapping[str, str]) -> list[Leak]:
    """What `leaks` says, taken apart."""
    searched = {place: "\n".join(map(squeezed, readings(readable(place, text)))) for place, text in files.items()}
    return [
        Leak(place, number, master)
        for master, text in masters.items()
        for number, line in solution(text, master).items()
        for place, content in searched.items()
        if squeezed(line) in content
    ]


def readings(text: str) -> set[str]:
    """A text as it stands, and without the JSON and the HTML that it may be wrapped in, each up to twice."""
    if "\0" in text:  # no text at all
        return {text}
    found = {text, unquoted(unquoted(text))}
    found |= {html.unescape(each) for each in found} | {untagged(each) for each in found}
    return found | {untagged(each) for each in found}


def unquoted(text: str) -> str:
    """A text with JSON's escapes replaced by what they stand for; what is none stays."""
    return _ESCAPE.sub(lambda escape: json.loads(f'"{escape[0]}"'), text)


def untagged(text: str) -> str:
    """A text without HTML's tags, and with what its entities stand for."""
    return html.unescape(_HTML_TAG.sub("", text))


def readable(place: str, text: str) -> str:
    """A file as text; of a notebook, every string in it, freed of JSON's escapes."""
    if not place.endswith(".ipynb"):
        return text
    try:
        return "\n".join(strings(json.loads(text)))
    except json.JSONDecodeError:
        return text


def strings(value: object) -> Iterator[str]:
    """Every string inside a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (part for pair in value.items() for item in pair for part in strings(item))
    elif isinstance(value, list):
        yield from (part for item in value for part in strings(item))

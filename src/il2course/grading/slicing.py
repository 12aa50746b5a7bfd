"""Which statements an answer rests on, found without running anything."""

import ast
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Statement:
    """A statement at the top of a cell.

    Attributes
    ----------
    node
        its syntax.
    text
        its lines, with decorators and comments inside.
    """

    node: ast.stmt
    text: str = field(compare=False)

    @cached_property
    def key(self) -> str:
        """The same for the same statement, however it is laid out."""
        return ast.dump(self.node)

    @cached_property
    def bound(self) -> frozenset[str]:
        """Names it gives a meaning at the top, or changes what they hold."""
        return frozenset(_bound(self.node))

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Names it uses, in their order."""
        names = (node.id for node in ast.walk(self.node) if isinstance(node, ast.Name))
        return tuple(dict.fromkeys(names))


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Expr):  # such as a method that changes its object
        yield from (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
    else:
        yield from _stored(node)


def _stored(node: ast.AST) -> Iterator[str]:
    """Names that are assigned, also by `x[0] = 1` and `x.y = 1`, anywhere but inside a definition."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield from (each.id for each in ast.walk(node.value) if isinstance(each, ast.Name))
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _stored(child)


def statements(cells: Iterable[str]) -> list[Statement]:
    """The statements of cells, in their order; a cell that is not Python has none."""
    found = []
    for cell in cells:
        try:
            tree, lines = ast.parse(cell), cell.splitlines()
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            found.append(Statement(node, "\n".join(lines[first - 1 : node.end_lineno])))
    return found


def answer(name: str, found: Sequence[Statement]) -> list[Statement]:
    """What an answer rests on; nothing where its name has no meaning."""
    return rests([name], found)


def rests(names: Iterable[str], found: Sequence[Statement]) -> list[Statement]:
    """The statements that give names their meaning, then those that give theirs to the names they use, and so on; the
    order of cells does not matter.

    Of several definitions of one function or class the last counts; of assignments all do, for each may change the
    one before.
    """
    by_name: dict[str, list[Statement]] = {}
    for each in found:
        for bound in each.bound:
            if isinstance(each.node, _DEFINITIONS):
                by_name[bound] = []
            by_name.setdefault(bound, []).append(each)
    seen: dict[int, Statement] = {}
    waiting, done = deque(names), set()
    while waiting:
        wanted = waiting.popleft()
        if wanted not in done:
            done.add(wanted)
            fresh = {id(each): each for each in by_name.get(wanted, ()) if id(each) not in seen}
            seen |= fresh
            waiting += (used for each in fresh.values() for used in each.used)
    return list(seen.values())

"""Mutants from a master: the solution of one exercise with one thing changed."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from il2course.authoring.mutants.changes import SCALES, changed
from il2course.questions import Exercise

AROUND = 30  # signs of an expression that are shown beside what was changed in it
LONGEST = 70


@dataclass(frozen=True)
class Mutant:
    """A solution with one thing changed.

    Attributes
    ----------
    name
        what was changed into what, unique within the exercise.
    tree
        the statements to run in place of the solution.
    """

    name: str
    tree: ast.Module


def solution(master: str, exercise: Exercise) -> ast.Module:
    """The statements of a master that answer an exercise: a function without its docstring, or all up to a value."""
    found = [node for node in ast.parse(master).body if _answers(node, exercise)]
    tree = ast.Module(found[-1:] if exercise.sample else _block(master, found[-1]), [])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return tree


def _answers(node: ast.stmt, exercise: Exercise) -> bool:
    if exercise.sample:
        return isinstance(node, ast.FunctionDef) and node.name == exercise.id
    stored = [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    return exercise.id in stored


def _block(master: str, last: ast.stmt) -> list[ast.stmt]:
    """The statements from the mark before the last one to it."""
    lines = master.splitlines()
    begin = max(number for number in range(1, last.lineno) if "BEGIN SOLUTION" in lines[number - 1])
    return [node for node in ast.parse(master).body if begin < node.lineno <= last.lineno]


def mutants(tree: ast.Module, exercise: Exercise, case: Mapping[str, object]) -> list[Mutant]:
    """All mutants of a solution.

    Parameters
    ----------
    tree
        the solution.
    exercise
        what it answers.
    case
        the arguments of one case; they tell which arguments are of one kind.
    """
    made, seen, names = [], {ast.unparse(tree)}, Counter()
    for name, mutant in _all(tree, exercise, case):
        text = ast.unparse(ast.fix_missing_locations(mutant))
        if text not in seen and _is_python(text):
            seen.add(text)
            names[name] += 1
            made.append(Mutant(name if names[name] == 1 else f"{name} ({names[name]})", ast.parse(text)))
    return made


def _all(tree: ast.Module, exercise: Exercise, case: Mapping[str, object]) -> Iterator[tuple[str, ast.Module]]:
    alike = _alike(case) if exercise.sample else []
    kin: dict[str, tuple[str, ...]] = {}
    for one, other in alike:
        kin[one], kin[other] = (*kin.get(one, ()), other), (*kin.get(other, ()), one)
    neighbors = {name: others[:1] for name, others in kin.items()}
    for place, (node, parent) in enumerate(_nodes(tree)):
        for new in changed(node, neighbors):
            yield _replaced(tree, place, node, parent, new)
    if exercise.sample:
        yield from _at_the_door(tree, alike, case)
        yield from _on_the_way_out(tree, exercise)


def _alike(case: Mapping[str, object]) -> list[tuple[str, str]]:
    """Pairs of arguments of the same type and shape."""
    kinds = {name: (type(value).__name__, np.shape(value)) for name, value in case.items()}
    return [(one, other) for one, other in combinations(kinds, 2) if kinds[one] == kinds[other]]


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Every node that can be replaced, with its parent; what a function is called by and its arguments are not."""
    for _, value in ast.iter_fields(tree):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.arguments):
                continue
            if isinstance(child, ast.AST):
                yield child, tree
                yield from _nodes(child)


def _is_python(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


def _replaced(tree: ast.Module, place: int, node: ast.AST, parent: ast.AST, new: ast.AST) -> tuple[str, ast.Module]:
    mutant = copy.deepcopy(tree)
    _, above = list(_nodes(mutant))[place]
    before = _shown(parent, node)
    for field, value in ast.iter_fields(parent):
        if value is node:
            setattr(above, field, new)
        elif isinstance(value, list) and any(each is node for each in value):
            getattr(above, field)[[each is node for each in value].index(True)] = new
    return _difference(before, _shown(above, new)), mutant


def _shown(parent: ast.AST, node: ast.AST) -> str:
    """An expression with what stands around it; a statement alone."""
    around = parent if isinstance(parent, ast.expr | ast.keyword | ast.comprehension) else node
    return " ".join(ast.unparse(ast.fix_missing_locations(around)).split())


def _difference(before: str, after: str) -> str:
    """Both texts, each cut to where they part and a little around it."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    last = next((at for at in range(shorter - first) if before[-1 - at] != after[-1 - at]), shorter - first)
    return " → ".join(_cut(text, first, len(text) - last) for text in (before, after))


def _cut(text: str, first: int, last: int) -> str:
    start, end = max(first - AROUND, 0), min(last + AROUND, len(text))
    middle = text[start:end]
    if len(middle) > LONGEST + 2 * AROUND:
        middle = f"{middle[: LONGEST // 2 + AROUND]}…{middle[-LONGEST // 2 - AROUND :]}"
    return f"{'…' * (start > 0)}{middle}{'…' * (end < len(text))}"


def _at_the_door(
    tree: ast.Module, alike: list[tuple[str, str]], case: Mapping[str, object]
) -> Iterator[tuple[str, ast.Module]]:
    """Arguments taken for each other, and in another unit."""
    for one, other in alike:
        yield f"{one} and {other} swapped", _first(tree, f"{one}, {other} = {other}, {one}")
    for name, value in case.items():
        if isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
            for factor in SCALES:
                yield f"{name} × {factor:g}", _first(tree, f"{name} = {name} * {factor}")


def _first(tree: ast.Module, line: str) -> ast.Module:
    mutant = copy.deepcopy(tree)
    mutant.body[0].body.insert(0, ast.parse(line).body[0])
    return mutant


def _on_the_way_out(tree: ast.Module, exercise: Exercise) -> Iterator[tuple[str, ast.Module]]:
    """What is returned in another unit, as a whole or one number of it; with the other sign, or upside down."""
    shape = exercise.shape or ()
    wholes = [(f"result × {factor:g}", f"__import__('numpy').multiply(_, {factor})") for factor in (*SCALES, -1.0)]
    wholes += [("1 / result", "1 / __import__('numpy').asarray(_)")]
    parts = []
    for place in range(shape[0] if len(shape) == 1 else 0):
        for factor in (1e3, 1e-3, -1.0):
            factors = [factor if each == place else 1.0 for each in range(shape[0])]
            parts.append((f"result × {factors}", f"__import__('numpy').multiply(_, {factors})"))
    for name, text in (*wholes, *parts):
        mutant = copy.deepcopy(tree)
        returned = [each for each in mutant.body[0].body if isinstance(each, ast.Return)]
        if returned and not isinstance(returned[-1].value, ast.JoinedStr):
            wrapped = ast.parse(text, mode="eval").body
            returned[-1].value = _Filled(returned[-1].value).visit(wrapped)
            yield name, mutant


class _Filled(ast.NodeTransformer):
    """Puts an expression in the place of `_`."""

    def __init__(self, node: ast.expr) -> None:
        self._node = node

    def visit_Name(self, name: ast.Name) -> ast.expr:
        return self._node if name.id == "_" else name


"""What decides the marks of one exercise: what is asked of it, and what the master's answer rests on.

Where one of them changes, that exercise is marked again and no other. Where it cannot be told what rests on what, any
change counts for every exercise.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Sequence

from il2course.grading.slicing import Statement, rests, statements

LIST = "EXERCISES"


def fingerprints(questions: str, cells: Sequence[str], ids: Iterable[str]) -> dict[str, str]:
    """A fingerprint of each exercise, by its id.

    Parameters
    ----------
    questions
        the source of the module that asks.
    cells
        the master's code cells.
    ids
        the exercises.
    """
    return {name: _hash([*_asked(name, questions), *_answered(name, cells)]) for name in ids}


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _asked(name: str, source: str) -> list[str]:
    """The exercise as it stands in the list of exercises, and what it uses of its module."""
    found = statements([source])
    exercise = next((node for each in found for node in _listed(each.node) if _id(node) == name), None)
    if exercise is None or _starred(found):
        return [source]
    used = [node.id for node in ast.walk(exercise) if isinstance(node, ast.Name)]
    return [ast.dump(exercise), *_keys(rests(used, found), found)]


def _listed(node: ast.stmt) -> Sequence[ast.expr]:
    """The exercises of `EXERCISES = (…)`."""
    named = isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == LIST for to in node.targets)
    return node.value.elts if named and isinstance(node.value, ast.Tuple | ast.List) else ()


def _id(node: ast.expr) -> object:
    """The first argument of `Exercise("id", …)`."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return first.value if isinstance(first, ast.Constant) else None


def _answered(name: str, cells: Sequence[str]) -> list[str]:
    """What the master's answer rests on; all of the master where a cell cannot be read, or nothing is found."""
    found = statements(cells)
    answer = rests([name], found)
    if not answer or _starred(found) or not all(map(_is_python, cells)):
        return list(cells)
    return _keys(answer, found)


def _is_python(cell: str) -> bool:
    try:
        ast.parse(cell)
    except SyntaxError:
        return False
    return True


def _starred(found: Iterable[Statement]) -> bool:
    """Whether names come from somewhere unsaid."""
    return any("*" in each.bound for each in found)


def _keys(chosen: Iterable[Statement], found: Iterable[Statement]) -> list[str]:
    """The chosen statements in the order of all."""
    wanted = {id(each) for each in chosen}
    return [each.key for each in found if id(each) in wanted]

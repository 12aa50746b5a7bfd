"""What can go wrong in one expression: for each kind of node, the nodes that may stand in its place."""

import ast
from collections.abc import Iterator, Mapping

SCALES = (1e3, 1e-3, 1e6, 1e-6)
UNIT_FROM = 10  # a whole number from here on may be a factor between units

_OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.Mod: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Div,),
}
_ONE_WAY = (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.Mod, ast.FloorDiv)
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_WORDS = {
    "log": ("log10", "log2"),
    "log10": ("log", "log2"),
    "exp": ("exp2",),
    "min": ("max",),
    "max": ("min",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "ceil": ("floor", "round"),
    "floor": ("ceil",),
    "sum": ("mean",),
    "mean": ("sum", "median"),
    "degrees": ("radians",),
    "radians": ("degrees",),
    "sin": ("cos",),
    "cos": ("sin",),
    "any": ("all",),
    "all": ("any",),
    "cdf": ("sf",),
    "pmf": ("cdf", "sf"),
    "low": ("high",),
    "high": ("low",),
}


def changed(node: ast.AST, kin: Mapping[str, tuple[str, ...]]) -> Iterator[ast.AST]:
    """The nodes that may stand in an expression's place.

    Parameters
    ----------
    node
        any node of the tree.
    kin
        for an argument of the function, the other arguments of its kind, which may be taken for it.
    """
    rule = _RULES.get(type(node))
    if rule:
        yield from rule(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from (ast.Name(other, ast.Load()) for other in kin.get(node.id, ()))


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    yield from (ast.Constant(value + step) for step in (1, -1))
    if isinstance(value, float):
        yield ast.Constant(2 * value)
    if isinstance(value, float) or value >= UNIT_FROM:
        yield from (ast.Constant(value * factor) for factor in SCALES)


def _operation(node: ast.BinOp) -> Iterator[ast.AST]:
    yield from (ast.BinOp(node.left, other(), node.right) for other in _OPERATORS.get(type(node.op), ()))
    yield node.left
    yield node.right
    if isinstance(node.op, _ONE_WAY):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.Pow) and isinstance(node.left, ast.Constant) and node.left.value == 10:
        yield ast.BinOp(ast.Constant(2.718281828459045), ast.Pow(), node.right)


def _sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS.get(type(operator), ()):
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _logic(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    yield from node.values


def _call(node: ast.Call) -> Iterator[ast.AST]:
    count = len(node.args)
    for order in _swaps(count):
        yield ast.Call(node.func, [node.args[place] for place in order], node.keywords)
    for left in range(count if count > 1 else 0):
        yield ast.Call(node.func, node.args[:left] + node.args[left + 1 :], node.keywords)
    for left, keyword in enumerate(node.keywords):
        rest = node.keywords[:left] + node.keywords[left + 1 :]
        yield ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            other = ast.keyword("axis", ast.Constant(1 - int(keyword.value.value)))
            yield ast.Call(node.func, node.args, [*rest, other])
    if count == 1 and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    elif not count and isinstance(node.func, ast.Attribute):
        yield node.func.value


def _attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        yield from (ast.Attribute(node.value, other, node.ctx) for other in _WORDS.get(node.attr, ()))


def _name(node: ast.Name) -> Iterator[ast.AST]:
    yield from (ast.Name(other, node.ctx) for other in _WORDS.get(node.id, ()) if other in ("min", "max", "any", "all"))


def _place(node: ast.Subscript) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        yield node.value


def _slice(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower:
        yield ast.Slice(None, node.upper, node.step)
    if node.upper:
        yield ast.Slice(node.lower, None, node.step)


def _several(node: ast.List | ast.Tuple) -> Iterator[ast.AST]:
    if not isinstance(node.ctx, ast.Load):
        return
    if all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.elts):
        yield from (type(node)(node.elts[:left] + node.elts[left + 1 :], node.ctx) for left in range(len(node.elts)))
        return
    for order in _swaps(len(node.elts)):
        yield type(node)([node.elts[place] for place in order], node.ctx)


def _text(node: ast.JoinedStr) -> Iterator[ast.AST]:
    for order in _swaps(len(node.values)):
        yield ast.JoinedStr([node.values[place] for place in order])
    yield from (ast.JoinedStr(node.values[:left] + node.values[left + 1 :]) for left in range(len(node.values)))


def _either(node: ast.IfExp) -> Iterator[ast.AST]:
    yield node.body
    yield node.orelse


def _loop(node: ast.comprehension) -> Iterator[ast.AST]:
    for left in range(len(node.ifs)):
        yield ast.comprehension(node.target, node.iter, node.ifs[:left] + node.ifs[left + 1 :], node.is_async)


def _branch(node: ast.If) -> Iterator[ast.AST]:
    yield from (ast.If(ast.Constant(always), node.body, node.orelse) for always in (True, False))


def _swaps(count: int) -> Iterator[list[int]]:
    """Orders of so many things in which two neighbors have changed places."""
    for first in range(count - 1):
        yield [*range(first), first + 1, first, *range(first + 2, count)]


_RULES = {
    ast.Constant: _constant,
    ast.BinOp: _operation,
    ast.UnaryOp: _sign,
    ast.Compare: _comparison,
    ast.BoolOp: _logic,
    ast.Call: _call,
    ast.Attribute: _attribute,
    ast.Name: _name,
    ast.Subscript: _place,
    ast.Slice: _slice,
    ast.List: _several,
    ast.Tuple: _several,
    ast.JoinedStr: _text,
    ast.IfExp: _either,
    ast.comprehension: _loop,
    ast.If: _branch,
}

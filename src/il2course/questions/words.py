"""Values in words, short enough for one sentence and for a screen reader."""

from collections.abc import Mapping
from types import BuiltinFunctionType, FunctionType

import numpy as np

MOST_ENTRIES = 6
LONGEST_TEXT = 40


def shown(value: object, digits: int = 6) -> str:
    """A plain value or an array; a long list or one-dimensional array by its first three entries and its last.

    >>> shown(np.arange(12.0))
    '[0, 1, 2, …, 11] (12 numbers)'
    """
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    if isinstance(value, list):
        return _listed([repr(item) for item in value], "entries")
    if not isinstance(value, np.ndarray):
        return str(value)
    if value.ndim == 0:
        return shown(value.item(), digits)
    if value.ndim > 1:
        return f"an array of shape {value.shape}"
    return _listed([shown(item, digits) for item in value.tolist()], "numbers")


def _listed(entries: list[str], what: str) -> str:
    if len(entries) <= MOST_ENTRIES:
        return f"[{', '.join(entries)}]"
    return f"[{', '.join(entries[:3])}, …, {entries[-1]}] ({len(entries)} {what})"


def quoted(text: str) -> str:
    r"""Text in quotes on one line, cut where it is long; what cannot be seen as Python writes it, such as \n."""
    line = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
    return f'"{line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"}"'


def apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers that are not the same, with as many digits as it takes to see it, four at least."""
    for digits in (4, 6, 8, 10, 12):
        first, second = shown(float(one), digits), shown(float(other), digits)
        if first != second:
            return first, second
    return repr(float(one)), repr(float(other))


def call(name: str, arguments: Mapping[str, object]) -> str:
    """A call as one writes it: `occupancy(dose_nM=1.5, kd_nM=10)`."""
    return f"{name}({', '.join(f'{argument}={shown(value)}' for argument, value in arguments.items())})"


def described(value: object) -> str:
    """What a value is, for the end of *must be X, got …*."""
    if value is None or isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, int | float | np.integer | np.floating):
        return f"the number {shown(value)}"
    if type(value) is np.ndarray:
        return f"an array of shape {value.shape}"
    if isinstance(value, FunctionType | BuiltinFunctionType):
        return "a function"
    if isinstance(value, type):
        return "a class"
    article = "an" if type(value).__name__[0] in "aeiouAEIOU" else "a"
    return f"{article} {type(value).__name__}"

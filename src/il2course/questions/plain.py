"""Plain values: numbers, text and lists of them, which travel as JSON between processes and files."""

from collections.abc import Mapping
from numbers import Real

import numpy as np


def plain(value: object) -> object:
    """A value without NumPy: arrays and tuples become lists, NumPy's numbers become Python's."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def restored(arguments: Mapping[str, object]) -> dict[str, object]:
    """Arguments as a function takes them: a list of numbers, which may be nested, becomes an array of floats."""
    return {name: np.array(value, dtype=float) if _numeric(value) else value for name, value in arguments.items()}


def _numeric(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, Real) or _numeric(item) for item in value)

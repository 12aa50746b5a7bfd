"""Checks of arguments, one grammar for every message: *name must be X, got Y*."""

from collections.abc import Iterable
from numbers import Real

import numpy as np

LONGEST_SHOWN = 80  # letters of a value that a message still prints


def shown(value: object) -> str:
    """A value as a message tells it: as Python writes it, or just what it is when that is long."""
    if isinstance(value, np.ndarray) and value.size > LONGEST_SHOWN:
        return f"an array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN and "\n" not in text else _one(type(value))


def number(name: str, value: object) -> float:
    """One finite number.

    Raises
    ------
    TypeError
        when it is not a number.
    ValueError
        when it is NaN or infinite.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Real, np.number)):
        raise TypeError(f"{name} must be a number, got {shown(value)}")
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite, got {float(value)}")
    return float(value)


def integer(name: str, value: object) -> int:
    """One whole number.

    Raises
    ------
    TypeError
        when it is not.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, got {shown(value)}")
    return int(value)


def at_least(name: str, value: object, least: int, most: int | None = None) -> int:
    """One whole number, `least` or more, and no more than `most`.

    Raises
    ------
    TypeError
        when it is no whole number.
    ValueError
        when it is too small or too large.
    """
    if integer(name, value) < least:
        raise ValueError(f"{name} must be a whole number >= {least}, got {value}")
    if most is not None and value > most:
        raise ValueError(f"{name} must be a whole number <= {most}, got {value}")
    return int(value)


def positive(name: str, value: object) -> float:
    """One finite number above zero; raises like `number`."""
    if number(name, value) <= 0:
        raise ValueError(f"{name} must be > 0, got {float(value)}")
    return float(value)


def fraction(name: str, value: object) -> float:
    """One number strictly between 0 and 1; raises like `number`."""
    if not 0 < number(name, value) < 1:
        raise ValueError(f"{name} must be between 0 and 1, got {float(value)}")
    return float(value)


def finite(name: str, values: object) -> np.ndarray:
    """Finite numbers of any shape, as an array of floats.

    Raises
    ------
    TypeError
        when they are not numbers.
    ValueError
        when one is NaN or infinite; the message shows the first.
    """
    try:
        array = np.asarray(values)
        if array.dtype.kind not in "iuf":
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be numbers, got {shown(values)}") from None
    bad = ~np.isfinite(array)
    if bad.any():
        raise ValueError(f"{name} must be finite, got {array[bad].flat[0]}")
    return array


def non_negative(name: str, values: object) -> np.ndarray:
    """Finite numbers, none below zero; raises like `finite`."""
    array = finite(name, values)
    if (array < 0).any():
        raise ValueError(f"{name} must be >= 0, got {array[array < 0].flat[0]}")
    return array


def points(name: str, values: object) -> np.ndarray:
    """Finite numbers whose last axis is x, y and z; raises like `finite`."""
    array = finite(name, values)
    if array.shape[-1:] != (3,):
        raise ValueError(f"{name} must be points of three coordinates, got shape {array.shape}")
    return array


def some(name: str, values: np.ndarray) -> np.ndarray:
    """Numbers of any shape, at least one.

    Raises
    ------
    ValueError
        when there is none.
    """
    if np.size(values) == 0:
        raise ValueError(f"{name} must hold at least one number, got none")
    return values


def together(**values: np.ndarray) -> list[np.ndarray]:
    """Arrays broadcast against each other, in their order.

    Raises
    ------
    ValueError
        when their shapes do not fit; the message lists them.
    """
    try:
        return np.broadcast_arrays(*values.values())
    except ValueError:
        shapes = _listed([str(np.shape(one)) for one in values.values()])
        raise ValueError(f"{_listed(list(values))} must broadcast to one shape, got {shapes}") from None


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def increasing(name: str, values: object) -> np.ndarray:
    """A list of finite numbers, each larger than the one before; raises like `finite`."""
    array = finite(name, values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a list of at least one number, got shape {array.shape}")
    falls = np.flatnonzero(np.diff(array) <= 0)
    if falls.size:
        first = falls[0]
        raise ValueError(f"{name} must increase, got {array[first]} before {array[first + 1]}")
    return array


def one_of(name: str, value: object, known: Iterable) -> object:
    """A value out of a known few.

    Raises
    ------
    ValueError
        when it is none of them; the message lists them.
    """
    options = list(known)
    if value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(str, options))}, got {shown(value)}")
    return value


def instance(name: str, value: object, kind: type) -> object:
    """A value of a type.

    Raises
    ------
    TypeError
        when it is of another.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {_one(kind)}, got {shown(value)}")
    return value


def _one(kind: type) -> str:
    return f"{'an' if kind.__name__[0] in 'AEIOUaeiou' else 'a'} {kind.__name__}"


def boolean(name: str, value: object) -> bool:
    """True or False.

    Raises
    ------
    TypeError
        when it is neither.
    """
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, got {shown(value)}")
    return bool(value)

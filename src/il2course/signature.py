"""Whoever calls a function with the wrong kind of argument is told so in one sentence, before anything is computed.

>>> @typed
... def half(dose_nM: float) -> float:
...     return dose_nM / 2
>>> half("a lot")
Traceback (most recent call last):
TypeError: dose_nM must be a number, got 'a lot'

What a value of the right kind must be besides (finite, positive, one of a few) is each function's own affair, with the
checks of `arguments`.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, wraps
from itertools import islice, takewhile
from numbers import Real
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import numpy as np

from il2course.arguments import boolean, instance, integer, shown

Check = Callable[[str, object], object]
MOST_LOOKED_AT = 1000  # members of a list; what a longer one holds, the function itself finds
WORDS = {str: "words", float: "numbers", int: "whole numbers"}


def typed(callee: Callable) -> Callable:
    """The same function, or class, whose arguments must be of the annotated kinds.

    Raises
    ------
    TypeError
        from every call with an argument of another kind; the message names it, what was expected and what came.
    """
    if inspect.isclass(callee):
        callee.__init__ = _guarded(callee.__init__)
        return callee
    return _guarded(callee)


def _guarded(function: Callable) -> Callable:
    signature = Signature(function)

    @wraps(function)
    def guarded(*given: object, **named: object) -> object:
        signature.check(given, named)
        return function(*given, **named)

    return guarded


class Signature:
    """A check of each parameter of a function, worked out at the first call."""

    def __init__(self, function: Callable):
        self.function = inspect.unwrap(function)

    @cached_property
    def checks(self) -> dict[str, Check]:
        """By name; the annotations of a module are only complete when all of it is read."""
        hints = get_type_hints(self.function)
        return {one.name: _check(hints.get(one.name, object), one.default) for one in self._parameters}

    @cached_property
    def ordered(self) -> tuple[tuple[str, Check], ...]:
        """Names and checks in the order of the parameters; `*these` and what follows it are not among them."""
        before = takewhile(lambda one: one.kind is not one.VAR_POSITIONAL, self._parameters)
        return tuple((one.name, self.checks[one.name]) for one in before)

    @cached_property
    def rest(self) -> str:
        """The name of `*these`, if the function takes any number."""
        return next((one.name for one in self._parameters if one.kind is one.VAR_POSITIONAL), "")

    @property
    def _parameters(self) -> Collection[inspect.Parameter]:
        return inspect.signature(self.function).parameters.values()

    def check(self, given: tuple, named: Mapping[str, object]) -> None:
        """Raise for the first argument of the wrong kind; the function itself tells of missing and unknown ones."""
        for (name, check), value in zip(self.ordered, given, strict=False):
            check(name, value)
        if self.rest:
            for value in given[len(self.ordered) :]:
                self.checks[self.rest](self.rest, value)
        for name, value in named.items():
            if name in self.checks:
                self.checks[name](name, value)


def _check(kind: object, default: object = inspect.Parameter.empty) -> Check:
    """The check that a value is of an annotated kind."""
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    known = [one for one in kinds if one is not NoneType]
    inner = _array if np.ndarray in known else _one(known[0]) if len(known) == 1 else _either(known)
    if NoneType not in kinds and default is not None:
        return inner
    return lambda name, value: value if value is None else inner(name, value)


def _one(kind: object) -> Check:
    origin = get_origin(kind) or kind
    if origin in _PLAIN:
        return _PLAIN[origin]
    if not inspect.isclass(origin) or origin is object:
        return _anything
    if issubclass(origin, Mapping):
        return _mapping(get_args(kind))
    if origin in (tuple, list) or (issubclass(origin, Iterable) and origin.__module__ == "collections.abc"):
        return _several(get_args(kind) if origin is tuple else (*get_args(kind), ...))
    return lambda name, value: instance(name, value, origin)


def _several(parts: tuple) -> Check:
    """The check of a list: what it holds is looked at when all of it is of one kind."""
    kind = parts[0] if parts and set(parts[1:]) <= {..., parts[0]} else object
    member = _check(kind)
    count = len(parts) if parts and ... not in parts else None
    several = _words(kind) if count is None else f"{count} {_words(kind)}"

    def fits(name: str, value: object) -> bool:
        if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
            return False
        if not isinstance(value, Collection):  # an iterator, which looking at would use up
            return count is None
        if isinstance(value, np.ndarray) and value.ndim and value.dtype.kind in "iuf":
            value = value[:1]  # numbers of one kind
        for one in islice(value, MOST_LOOKED_AT):
            member(name, one)
        return True

    def check(name: str, value: object) -> object:
        try:
            fit = fits(name, value) and (count is None or len(value) == count)
        except TypeError:
            fit = False
        if not fit:
            raise TypeError(f"{name} must be a list of {several}, got {shown(value)}")
        return value

    return check


def _words(kind: object) -> str:
    """Many of a kind, as a message calls them."""
    inner = get_args(kind)
    if get_origin(kind) is tuple and len(set(inner)) == 1:
        return f"lists of {len(inner)} {_words(inner[0])}"
    return WORDS.get(kind) or (f"{kind.__name__}s" if inspect.isclass(kind) and kind is not object else "values")


def _anything(name: str, value: object) -> object:
    return value


def _array(name: str, value: object) -> object:
    if type(value) is float:
        return value
    try:
        kind = np.asarray(value).dtype.kind
    except ValueError:  # rows of unequal length
        kind = "O"
    if kind not in "iufb":
        raise TypeError(f"{name} must be numbers, got {shown(value)}")
    return value


def _number(name: str, value: object) -> object:
    if type(value) is float:
        return value
    alone = isinstance(value, (Real, np.number)) or (isinstance(value, np.ndarray) and value.shape == ())
    if isinstance(value, (bool, np.bool_)) or not alone:
        raise TypeError(f"{name} must be a number, got {shown(value)}")
    return value


def _mapping(parts: tuple) -> Check:
    """The check of a dictionary and of each of its values."""
    member = _check(parts[1]) if len(parts) == 2 else _anything

    def check(name: str, value: object) -> object:
        if not isinstance(value, Mapping):
            raise TypeError(f"{name} must be a dictionary, got {shown(value)}")
        for key, one in value.items():
            member(f"{name}[{key!r}]", one)
        return value

    return check


def _either(kinds: list) -> Check:
    """The check of a value that may be of several of the course's own types."""
    if not all(inspect.isclass(kind) and kind.__module__.startswith("il2course.") for kind in kinds):
        return _anything
    words = ", ".join(kind.__name__ for kind in kinds)

    def check(name: str, value: object) -> object:
        if not isinstance(value, tuple(kinds)):
            raise TypeError(f"{name} must be one of {words}, got {shown(value)}")
        return value

    return check


def _function(name: str, value: object) -> object:
    if not callable(value):
        raise TypeError(f"{name} must be a function, got {shown(value)}")
    return value


_PLAIN: Mapping[object, Check] = {
    np.ndarray: _array,
    float: _number,
    int: integer,
    str: lambda name, value: instance(name, value, str),
    bool: boolean,
    Callable: _function,
}

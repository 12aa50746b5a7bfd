"""What an exercise is: what it asks for, how it is checked, what usually goes wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

KINDS = ("function", "number", "array", "choice", "text")


@dataclass(frozen=True)
class Comparator:
    """When two answers count as the same: |answer − expected| ≤ atol + rtol·|expected|, in the same shape."""

    rtol: float = 1e-6
    atol: float = 0.0

    def same(self, answer: object, expected: object) -> bool:
        """Whether an answer, plain and already checked for its form, is the expected one. NaN never is."""
        if isinstance(expected, str):
            return answer == expected
        given, wanted = np.asarray(answer, dtype=float), np.asarray(expected, dtype=float)
        return given.shape == wanted.shape and bool(
            (np.abs(given - wanted) <= self.atol + self.rtol * np.abs(wanted)).all()
        )


@dataclass(frozen=True)
class Slip:
    """A known wrong answer and the hint it deserves.

    `answer` takes the right answer and what it was computed from (a function's arguments or a value's parameters,
    by name), and returns what the slip makes of them: a unit too small is `lambda expected, **_: 1000 * expected`.
    So no slip holds the way to the solution.
    """

    name: str
    hint: str
    answer: Callable[..., object]

    def of(self, expected: object, arguments: Mapping[str, object]) -> object:
        """The wrong answer of one case; None where the slip gives none there."""
        try:
            with np.errstate(all="ignore"):
                wrong = self.answer(np.asarray(expected) if isinstance(expected, list) else expected, **arguments)
        except ArithmeticError:
            return None
        return wrong if isinstance(wrong, str) or np.isfinite(wrong).all() else None


@dataclass(frozen=True)
class Exercise:
    """One exercise of a sheet.

    Attributes
    ----------
    id
        the name of the function or variable asked for.
    title
        a few words for reports.
    kind
        "function", "number", "array", "choice" or "text" (which a human marks).
    points
        marks for a right answer; partial marks are the share of hidden cases that are right.
    comparator
        when two answers are the same.
    unit
        of the answer, for messages.
    shape
        of the answer: () for a number, (3,) for an array of three, None for any.
    sample
        for a function: draws the arguments of one case, by name, from a random generator; plain numbers,
        strings and arrays of floats.
    parameters
        for a value: what it is computed from in the `practice` variant.
    options
        for a choice: what may be answered.
    slips
        known wrong answers.
    public_cases, hidden_cases
        how many cases `check` and the grader draw.
    """

    id: str
    title: str
    kind: str
    points: float
    comparator: Comparator = Comparator()
    unit: str = ""
    shape: tuple[int, ...] | None = ()
    sample: Callable[[np.random.Generator], dict[str, object]] | None = None
    parameters: Mapping[str, object] | None = None
    options: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    public_cases: int = 3
    hidden_cases: int = 8

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind of {self.id!r} must be one of {', '.join(KINDS)}, got {self.kind!r}")
        if (self.kind == "function") != (self.sample is not None):
            raise ValueError(f"{self.id!r} must have a sample exactly if it is a function")
        if (self.kind == "choice") != bool(self.options):
            raise ValueError(f"{self.id!r} must have options exactly if it is a choice")

    def cases(self, random: np.random.Generator, count: int) -> list[dict[str, object]]:
        """Arguments of `count` cases; a value has one case, its parameters."""
        return [self.sample(random) for _ in range(count)] if self.sample else [dict(self.parameters or {})]

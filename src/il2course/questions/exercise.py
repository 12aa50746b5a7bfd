"""What an exercise is: what it asks for, how it is checked, what usually goes wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from il2course.questions.variant import PRACTICE, chosen

VALUES = ("number", "array", "choice")
KINDS = ("function", *VALUES, "text")


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

    `answer` takes the right answer and what it was computed from (a function's arguments or a value's parameters
    and steps, by name), and returns what the slip makes of them: a unit too small is `lambda expected, **_: 1000 * expected`.
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
    variants
        for a value whose parameters differ from student to student: the sets of which everybody gets one; that of
        `practice` is not among them.
    steps
        for a value: names of the master's in which it holds what its answer is made from, for slips to use.
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
    variants: tuple[Mapping[str, object], ...] = ()
    steps: tuple[str, ...] = ()
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
        if self.variants and not self.is_value:
            raise ValueError(f"{self.id!r} must have no variants: the cases of a function differ by themselves")
        if any(each.keys() != (self.parameters or {}).keys() or each == self.parameters for each in self.variants):
            raise ValueError(f"variants of {self.id!r} must have other values of the same parameters as practice")

    @property
    def is_value(self) -> bool:
        """Whether a number, an array or a choice is asked for: an answer without arguments that is compared."""
        return self.kind in VALUES

    def variant(self, student: object) -> dict[str, object]:
        """What one student's value is computed from, by the id on the sheet."""
        return chosen(self.id, student, self.parameters or {}, self.variants)

    def cases(self, random: np.random.Generator, count: int) -> list[dict[str, object]]:
        """Arguments of `count` cases of a function; a value has one case, which is its variant for practice."""
        return [self.sample(random) for _ in range(count)] if self.sample else [self.variant(PRACTICE)]

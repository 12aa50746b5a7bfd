"""Recognizing a slip: a known wrong answer among the wrong ones that someone gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from il2course.questions.exercise import Exercise, Slip


@dataclass(frozen=True)
class Wrong:
    """A wrong answer, in its right form, with the answer expected and the arguments of its case."""

    answer: np.ndarray | str
    expected: object
    arguments: Mapping[str, object]


def likeliest(exercise: Exercise, wrong: Sequence[Wrong]) -> Slip | None:
    """The slip that makes most of these wrong answers; None unless it makes more than half of them."""
    counts = [sum(_makes(slip, exercise, each) for each in wrong) for slip in exercise.slips]
    most = max(counts, default=0)
    return exercise.slips[counts.index(most)] if 2 * most > len(wrong) else None


def _makes(slip: Slip, exercise: Exercise, wrong: Wrong) -> bool:
    made = slip.of(wrong.expected, wrong.arguments)
    return made is not None and exercise.comparator.same(wrong.answer, made)

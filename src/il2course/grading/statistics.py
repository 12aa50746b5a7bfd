"""What a class's marks say about the class and about the exercises; pure functions of marks.

Marks are taken before what being late costs, which says nothing about an exercise.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, copysign, sqrt, tanh

import numpy as np

from il2course.grading.marks import Mark
from il2course.questions import Exercise

FEWEST = 10  # with fewer students a correlation says next to nothing
BINS = 10
Z_95 = 1.959964  # of the normal distribution


@dataclass(frozen=True)
class Discrimination:
    """Whether an exercise tells strong from weak: its corrected item-total correlation, with a 95 % interval.

    Pearson's r between the points of the exercise and the sum of the points of all others, over the students;
    "corrected" because the exercise itself is not in the sum. The interval is Fisher's: atanh r ± 1.96/√(n − 3).
    """

    r: float
    low: float
    high: float


@dataclass(frozen=True)
class Item:
    """One exercise in a class.

    Attributes
    ----------
    exercise
        which.
    students
        how many have marks for it; what waits for a human is no mark.
    answered
        how many of them gave any answer.
    full, none
        how many got all its points, and none.
    difficulty
        mean share of its points, from 0 (nobody) to 1 (everybody); None without students.
    discrimination
        None with fewer than `FEWEST` students, or where all have the same points for it or for all others.
    slips
        known slip → how many made it, the most frequent first.
    """

    exercise: Exercise
    students: int
    answered: int
    full: int
    none: int
    difficulty: float | None
    discrimination: Discrimination | None
    slips: dict[str, int]


@dataclass(frozen=True)
class Distribution:
    """How points are spread over a class.

    Attributes
    ----------
    counts
        students in each tenth of the points to be had, from the lowest; a tenth's upper end belongs to the next,
        save that of the last.
    lowest, lower_quartile, median, upper_quartile, highest, mean
        in points.
    """

    counts: tuple[int, ...]
    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float
    mean: float


def distribution(points: Sequence[float], most: float) -> Distribution | None:
    """The spread of points of which `most` can be had; None without students."""
    if not points:
        return None
    shares = np.clip(np.asarray(points) / most, 0, 1)
    places = np.minimum((shares * BINS + 1e-9).astype(int), BINS - 1)
    quantiles = np.quantile(points, (0, 0.25, 0.5, 0.75, 1))
    counts = tuple(np.bincount(places, minlength=BINS).tolist())
    return Distribution(counts, *quantiles.tolist(), mean=float(np.mean(points)))


def items(exercises: Sequence[Exercise], marks: Sequence[Sequence[Mark]]) -> list[Item]:
    """Every exercise of a class.

    Parameters
    ----------
    exercises
        the sheet's.
    marks
        each student's, in any order of exercises. Exercises that wait for a human in anybody's sheet are left out of
        the sums that others are compared with.
    """
    by_exercise = [{mark.exercise: mark for mark in own} for own in marks]
    settled = [each.id for each in exercises if not any(own[each.id].pending for own in by_exercise)]
    return [_item(exercise, by_exercise, settled) for exercise in exercises]


def _item(exercise: Exercise, marks: Sequence[dict[str, Mark]], settled: Sequence[str]) -> Item:
    marked = [own for own in marks if not own[exercise.id].pending]
    own = [each[exercise.id] for each in marked]
    points = [mark.points for mark in own]
    others = [sum(each[name].points for name in settled if name != exercise.id) for each in marked]
    return Item(
        exercise,
        students=len(own),
        answered=sum(mark.answered for mark in own),
        full=sum(value >= exercise.points for value in points),
        none=sum(value == 0 for value in points),
        difficulty=float(np.mean(points)) / exercise.points if points else None,
        discrimination=discrimination(points, others),
        slips=dict(Counter(mark.slip for mark in own if mark.slip).most_common()),
    )


def discrimination(points: Sequence[float], others: Sequence[float]) -> Discrimination | None:
    """The correlation of an exercise's points with those of all others; None where it says nothing."""
    if len(points) < FEWEST or np.ptp(points) == 0 or np.ptp(others) == 0:
        return None
    r = float(np.clip(np.corrcoef(points, others)[0, 1], -1, 1))
    if abs(r) > 1 - 1e-12:
        return Discrimination(*3 * (copysign(1.0, r),))
    arm = Z_95 / sqrt(len(points) - 3)
    return Discrimination(r, tanh(atanh(r) - arm), tanh(atanh(r) + arm))

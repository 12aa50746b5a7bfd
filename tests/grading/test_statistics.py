"""What a class's marks say."""

import numpy as np
import pytest
from scipy import stats

from il2course.grading.marks import Mark
from il2course.grading.statistics import (
    FEWEST,
    Discrimination,
    discrimination,
    distribution,
    items,
)
from il2course.questions import Exercise

EXERCISES = (Exercise("a", "A", "number", 2.0), Exercise("b", "B", "number", 4.0), Exercise("c", "C", "text", 3.0))


def test_a_distribution():
    """A tenth's upper end belongs to the next, the highest points to the last."""
    spread = distribution([0, 0.9, 1, 2, 10], most=10)
    assert spread.counts == (2, 1, 1, 0, 0, 0, 0, 0, 0, 1)
    assert (spread.lowest, spread.median, spread.highest) == (0, 1, 10)
    assert spread.mean == pytest.approx(2.78)
    assert (spread.lower_quartile, spread.upper_quartile) == (0.9, 2)
    assert distribution([], most=10) is None


def test_thirds_of_points_fall_where_they_belong():
    """3 of 10 is 0.3, whatever floating point makes of it."""
    assert distribution([k / 10 * 7 for k in range(10)], most=7).counts == (1,) * 10


def test_discrimination_is_pearsons_r_with_fishers_interval():
    random = np.random.default_rng(1)
    ability = random.normal(size=60)
    own, others = ability + random.normal(size=60), ability + random.normal(size=60)
    found, expected = discrimination(own, others), stats.pearsonr(own, others)
    interval = expected.confidence_interval(0.95)
    assert (found.r, found.low, found.high) == pytest.approx((expected.statistic, interval.low, interval.high), abs=1e-6)


@pytest.mark.parametrize(
    ("own", "others"),
    [
        (list(range(FEWEST - 1)), list(range(FEWEST - 1))),
        ([1] * FEWEST, list(range(FEWEST))),
        (list(range(FEWEST)), [1] * FEWEST),
        ([], []),
    ],
)
def test_where_a_correlation_says_nothing_there_is_none(own, others):
    assert discrimination(own, others) is None


def test_a_perfect_correlation_has_no_interval():
    assert discrimination(list(range(FEWEST)), list(range(FEWEST))) == Discrimination(1.0, 1.0, 1.0)


def marks(a, b, pending=0.0, slip=""):
    """One student's."""
    return (
        Mark("a", a, slip=slip),
        Mark("b", b, answered=b > 0),
        Mark("c", 0.0 if pending else 1.0, pending=pending),
    )


def test_items():
    """An exercise is compared with the others, itself and what waits for a human left out."""
    points = [(2, 4), (1, 3), (0, 0), (2, 3), (0, 1), (1, 0), (2, 4), (2, 2), (0, 0), (1, 2), (2, 4)]
    class_ = [marks(a, b, slip="pM" if a == 0 else "") for a, b in points]
    first, second, third = items(EXERCISES, class_)
    assert (first.students, first.answered, first.full, first.none) == (11, 11, 5, 3)
    assert (second.answered, second.none) == (8, 3)
    assert first.difficulty == pytest.approx(13 / 22)
    assert first.slips == {"pM": 3}
    assert first.discrimination.r == pytest.approx(np.corrcoef(np.transpose(points))[0, 1])
    assert third.discrimination is None, "all have the same points for it"


def test_what_waits_for_a_human_is_no_mark():
    waiting = [marks(1, 1, pending=3.0), *(marks(k % 3, k % 5) for k in range(FEWEST))]
    first, _, third = items(EXERCISES, waiting)
    assert (first.students, third.students) == (FEWEST + 1, FEWEST)
    assert third.difficulty == pytest.approx(1 / 3)


def test_nobody():
    assert [(item.students, item.difficulty, item.discrimination) for item in items(EXERCISES, [])] == [
        (0, None, None)
    ] * 3

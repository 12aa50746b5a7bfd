"""The benchmark of grading runs, its peers from the network; it is the same class for all."""

import pytest

from il2course.commands import bench

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def rows(root):
    """One run with small classes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IL2COURSE_GRADED", "4")
        return list(bench.load(root / "benchmarks" / "grading.py").compare())


def test_a_good_submission_costs_a_tenth_at_most(rows):
    """Processor time of each further submission, not time on the wall, and far from what is aimed at."""
    costs = [row for row in rows if "further" in row.what]
    assert {row.peer.partition(",")[0] for row in costs} == {"nbgrader 0.9.6", "otter-grader 7.0.0"}
    assert len(costs) == 3 and all(row.ratio > 10 for row in costs), costs


def test_only_ours_gives_everyone_what_is_earned(rows):
    verdicts = [row for row in rows if row.what == "right verdicts"]
    assert [row.ours for row in verdicts] == ["7 of 7", "7 of 7"]
    assert all("patched 12 for 9" in row.accuracy for row in verdicts), verdicts

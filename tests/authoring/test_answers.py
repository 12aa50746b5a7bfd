"""The public expected answers that `sync` computes from the masters."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2course.authoring import answers, sync, workshop
from il2course.errors import CourseError
from il2course.questions import LESSONS, Comparator, Exercise, exercises
from il2course.questions.expected import public_cases

MASTER = """\
# %%
def occupancy(dose_nM, kd_nM):
    ### BEGIN SOLUTION
    share_of_it = dose_nM / (dose_nM + kd_nM)
    return share_of_it
    ### END SOLUTION

# %%
### BEGIN SOLUTION
kd_closed_nM = 35 / 8
best_cell, why_it_is = "Treg", "CD25"
### END SOLUTION
"""

OCCUPANCY = Exercise(
    id="occupancy",
    title="Isotherm",
    kind="function",
    points=1,
    shape=(2,),
    sample=lambda random: {"kd_nM": random.uniform(1, 2), "dose_nM": random.uniform(1, 2, 2)},
    public_cases=2,
)
KD = Exercise(id="kd_closed_nM", title="K", kind="number", points=1, parameters={"by_alpha": [1.0, 2.0]})
CELL = Exercise(id="best_cell", title="Cell", kind="choice", points=1, options=("Treg", "NK"))
WHY = Exercise(id="why_it_is", title="Why", kind="text", points=1)
PLACE = "src/il2course/questions/expected/02_receptor.json"


@pytest.fixture
def asked(course, monkeypatch):
    """A course with a sheet of four exercises, one of them for a human."""
    monkeypatch.setattr(answers, "exercises", lambda lesson: (OCCUPANCY, KD, CELL, WHY))
    course.write("solutions/02_receptor.py", MASTER)
    course.write("src/il2course/questions/receptor.py", "")
    return course


def test_sync_writes_the_expected_answers(asked):
    """One case a line, arguments in the order in which the function takes them, the same bytes every time."""
    assert f"wrote {PLACE}" in sync(asked.root)
    text = asked.read(PLACE)
    stored = json.loads(text)
    assert list(stored) == ["occupancy", "kd_closed_nM", "best_cell"]
    assert stored["kd_closed_nM"] == [{"arguments": {"by_alpha": [1.0, 2.0]}, "answer": 4.375}]
    assert stored["best_cell"] == [{"arguments": {}, "answer": "Treg"}]
    for case in stored["occupancy"]:
        assert list(case["arguments"]) == ["kd_nM", "dose_nM"]
        dose_nM = np.array(case["arguments"]["dose_nM"])
        assert case["answer"] == pytest.approx(dose_nM / (dose_nM + case["arguments"]["kd_nM"]), rel=1e-9)
    assert text.count("\n") == 1 + (1 + 2 + 1) + (1 + 1 + 1) + (1 + 1 + 1) + 1
    path = asked.root / "solutions/02_receptor.py"
    assert answers.expected(path, *workshop.done([answers.request(path)])) == text
    assert sync(asked.root, check=True) == []


def test_check_reports_a_difference(asked):
    """A master that was changed, or a file that was edited."""
    sync(asked.root)
    asked.write("solutions/02_receptor.py", MASTER.replace("35 / 8", "36 / 8"))
    line = f"{PLACE} differs from what solutions/02_receptor.py makes: run `il2course sync`"
    assert line in sync(asked.root, check=True)


def test_a_course_without_questions_has_no_expected_answers(course):
    """Nor has a sheet whose lesson nobody asks about."""
    course.write("solutions/02_receptor.py", MASTER)
    course.write("solutions/09_new.py", "# %%\n1\n")
    course.write("src/il2course/questions/new.py", "")
    sync(course.root)
    assert not (course.root / "src/il2course/questions/expected").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "return share_of_it",
            "return share_of_it[0]",
            r"solutions/02_receptor\.py: occupancy\(kd_nM=\S+, dose_nM=\[\S+, \S+\]\) must be an array of shape \(2,\), "
            "got a number",
        ),
        (
            "35 / 8",
            "float('nan')",
            r"solutions/02_receptor\.py: kd_closed_nM must be a finite number, got nan",
        ),
        ("35 / 8", "None", r"solutions/02_receptor\.py: kd_closed_nM must be a number, got None"),
        ("kd_closed_nM", "kd", r"solutions/02_receptor\.py does not define kd_closed_nM"),
        ("35 / 8", "35 / 0", r"solutions/02_receptor\.py:10 fails: ZeroDivisionError: division by zero"),
    ],
)
def test_a_master_that_does_not_answer(asked, old, new, message):
    """Sync says what is wrong and writes nothing."""
    asked.write("solutions/02_receptor.py", MASTER.replace(old, new))
    with pytest.raises(CourseError, match=f"^{message}$"):
        sync(asked.root)
    assert not (asked.root / PLACE).exists()


@given(st.floats(-1e300, 1e300), st.sampled_from([0, 1e-6, 0.02]), st.sampled_from([0, 1e-9]))
def test_rounding_is_finer_than_the_comparator_sees(value, rtol, atol):
    """By a thousandfold and more; and rounding twice is rounding once."""
    comparator = Comparator(rtol, atol)
    rounded = answers.settled(value, comparator)
    assert Comparator(rtol / 1000, max(atol / 1000, 5e-324)).same(rounded, value)
    assert str(answers.settled(rounded, comparator)) == str(rounded)


def test_rounding_hides_what_platforms_disagree_on():
    """The last digits, the sign of zero, and noise where the answer is zero; text and counts stay."""
    comparator = Comparator(rtol=1e-6, atol=1e-9)
    assert answers.settled([0.1 + 0.2, -1e-17, 3, "NK", [True]], comparator) == [0.3, 0.0, 3, "NK", [True]]
    assert str(answers.settled(-1e-17, comparator)) == "0.0"


@pytest.mark.parametrize("lesson", LESSONS)
def test_real_cases_are_those_of_their_exercises(lesson):
    """What is stored is what the exercise draws today, in every run the same."""
    for exercise in exercises(lesson):
        drawn = answers.public_arguments(exercise)
        assert drawn == answers.public_arguments(exercise)
        if drawn:
            stored = public_cases(lesson, exercise.id)
            for arguments, case in zip(drawn, stored, strict=True):
                assert [*arguments, *exercise.steps] == list(case.arguments)
                assert all(np.array_equal(arguments[name], case.arguments[name]) for name in arguments)

"""Right answers, from the master in a process of its own."""

from dataclasses import replace

import pytest

from il2course.errors import CourseError
from il2course.grading import sheet as sheets
from il2course.grading.attempt import NotGraded
from il2course.grading.reference import Reference
from il2course.questions.expected import Case


@pytest.fixture
def begin(nursery, limits):
    """Start a reference process for a sheet."""

    def reference(sheet):
        return Reference(sheet, nursery.begin(limits))

    return reference


def test_expected(begin, sheet):
    share, closure, doses = sheet.exercises
    with begin(sheet) as reference:
        (case,) = reference.expected(share, [{"dose_nM": [1.0, 3.0], "kd_nM": 1.0}])
        assert case.answer == [0.5, 0.75]
        assert case.arguments["dose_nM"].tolist() == [1.0, 3.0]
        assert reference.expected(closure, [dict(closure.parameters)])[0].answer == 4.375
        assert reference.expected(doses, [{}]) == [Case({}, [1000.0, 100.0, 10.0, 1.0, 0.1])]


def test_a_choice(begin, essay):
    with begin(essay) as reference:
        assert reference.expected(essay.exercises[0], [{}]) == [Case({}, "Treg")]


def test_a_master_that_fails(begin, sheet):
    with pytest.raises(CourseError) as error:
        begin(replace(sheet, master="# %%\nx = 1\n# %%\n1 / 0"))
    assert str(error.value) == f"code cell 2 of {sheet.place} fails with ZeroDivisionError: division by zero"
    with pytest.raises(CourseError) as error:
        begin(replace(sheet, master="# %%\nimport os; os._exit(1)"))
    assert str(error.value) == f"code cell 1 of {sheet.place} fails: the process is ended"


def test_a_master_that_lacks_an_answer(begin, sheet):
    with begin(replace(sheet, master="# %%\nx = 1")) as reference, pytest.raises(CourseError) as error:
        reference.holds(sheet.exercises[0])
    assert str(error.value) == f"{sheet.place} does not define share"


def test_a_case_that_the_master_cannot_do(begin, sheet):
    """That is no submission's fault."""
    with begin(sheet) as reference, pytest.raises(NotGraded) as error:
        reference.expected(sheet.exercises[0], [{"dose_nM": [1.0]}])
    assert str(error.value) == "the master gives no answer for share (TypeError)"


def test_a_master_that_returns_nothing(begin, sheet):
    """One case without an answer is enough: nobody is marked by the others alone."""
    master = "# %%\ndef share(dose_nM, kd_nM): return dose_nM if kd_nM else None"
    cases = [{"dose_nM": 1.0, "kd_nM": 1.0}, {"dose_nM": 1.0, "kd_nM": 0.0}]
    with begin(replace(sheet, master=master)) as reference, pytest.raises(NotGraded) as error:
        reference.expected(sheet.exercises[0], cases)
    assert str(error.value) == "the master gives no answer for share (nothing plain)"


# The sheet


def test_a_lesson_without_exercises(toys, tmp_path):
    (tmp_path / "11_nothing.py").touch()
    with pytest.raises(CourseError) as error:
        sheets.find("11_nothing", tmp_path)
    assert str(error.value) == "nothing is asked in 11_nothing: toys.nothing has no exercises"


def test_a_sheet(sheet):
    assert [exercise.id for exercise in sheet.exercises] == ["share", "closure_nM", "doses_nM"]
    assert len(sheet.cells) == 4


def test_a_sheet_has_a_fingerprint(sheet):
    assert replace(sheet, master=sheet.master.replace("63 / 144", "64 / 144")).fingerprint != sheet.fingerprint
    assert replace(sheet, module="toys.essay").fingerprint != sheet.fingerprint
    assert replace(sheet, place="elsewhere").fingerprint == sheet.fingerprint


def test_a_master_that_is_not_there(toys, tmp_path):
    with pytest.raises(CourseError) as error:
        sheets.find("09_toy", tmp_path)
    assert str(error.value) == f"the master {tmp_path}/09_toy.py cannot be read: No such file or directory"

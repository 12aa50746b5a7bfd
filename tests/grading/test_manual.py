"""Marks that a human gives."""

import pytest

from il2course.errors import CourseError
from il2course.grading import manual
from il2course.grading.manual import Manual


@pytest.fixture
def read(tmp_path, essay):
    """Read a list of marks; Ada and Bob have handed in."""

    def read(text):
        (tmp_path / "marks.csv").write_text(text, encoding="utf-8")
        return manual.read(tmp_path / "marks.csv", essay.exercises, ["ada", "bob", "-eve"])

    return read


def test_a_list(read):
    """Lines without points wait; a decimal comma is one of some spreadsheets."""
    text = "student,exercise,points,comment\nada,why,2.5,\"Good, but short.\"\nbob,why,,\nbob,first_cell,0,\n"
    assert read(text) == [Manual("ada", "why", 2.5, "Good, but short."), Manual("bob", "first_cell", 0.0)]
    assert read("Student;Exercise;Points\nada;why;2,5\n") == [Manual("ada", "why", 2.5)]


def test_the_list_that_the_grader_wrote(read):
    """A name that looks like a formula comes back as it was."""
    text = "student,exercise,points,comment,max_points,sha256,file\n'-eve,why,3,,3,aa,e.py\n"
    assert read(text) == [Manual("-eve", "why", 3.0, "", "aa")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("zoe,why,1", "line 2: no submission of 'zoe' is graded"),
        ("ada,how,1", "line 2: the exercise must be one of first_cell, why, got 'how'"),
        ("ada,why,3.5", "line 2: points must be a number from 0 to 3, got '3.5'"),
        ("ada,why,-1", "line 2: points must be a number from 0 to 3, got '-1'"),
        ("ada,why,nan", "line 2: points must be a number from 0 to 3, got 'nan'"),
        ("ada,why,good", "line 2: points must be a number from 0 to 3, got 'good'"),
        ("ada,why,1\nbob,why,1\nada,why,2", "line 4: 'why' of 'ada' stands there twice"),
    ],
)
def test_a_line_that_will_not_do(read, tmp_path, line, sentence):
    with pytest.raises(CourseError) as error:
        read(f"student,exercise,points\n{line}\n")
    assert str(error.value) == f"the manual marks {tmp_path}/marks.csv, {sentence}"


def test_a_list_without_points(read, tmp_path):
    with pytest.raises(CourseError) as error:
        read("student,exercise\nada,why\n")
    assert str(error.value) == (
        f"the manual marks {tmp_path}/marks.csv must have a column 'points', got student, exercise"
    )

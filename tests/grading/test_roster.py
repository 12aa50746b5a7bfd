"""Whose a file is."""

import pytest

from il2course.errors import CourseError
from il2course.grading import roster
from il2course.grading.roster import Roster, Student

CLASS = Roster(
    (
        Student("al77", "Ada Lovelace", "ada@example.org"),
        Student("bn12", "Björn Ng"),
        Student("cd_3", "Ada Lovelace-King"),
        Student("7", "Eve"),
    )
)


@pytest.mark.parametrize(
    ("labels", "student"),
    [
        (["al77"], "al77"),
        (["02_receptor_AL77 (1)"], "al77"),
        (["Lovelace, Ada"], "al77"),
        (["lovelaceada_123_456_02_receptor"], "al77"),
        (["ada@example.org"], "al77"),
        (["week 3", "bjorn ng"], "bn12"),
        (["Bjo\u0308rn Ng_1234_assignsubmission_file_"], "bn12"),
        (["ada lovelace-king"], "cd_3"),
        (["cd 3"], "cd_3"),
        (["7"], "7"),
        (["77"], None),
        (["al777"], None),
        (["al77 and bn12"], None),
        ([], None),
    ],
)
def test_the_owner_of_a_label(labels, student):
    """By id, name or address; the longest match wins; two students leave it open."""
    owner = CLASS.owner(labels)
    assert (owner and owner.id) == student


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Chloé O'Connor", "oconnorchloé_123_456_sheet"),
        ("Björn García Márquez", "garcíamárquezbjörn_LATE_123_456_sheet"),
        ("Ada van der Berg", "vanderbergada_123_456_sheet"),
        ("Mei D'Angelo", "D'Angelo Mei"),
        ("Martin King Jr", "kingjrmartin_1_2_sheet"),
    ],
)
def test_last_names_of_several_words(name, label):
    """Canvas runs them together, before the first name."""
    known = Roster((Student("s1", name), Student("s2", "Ada Berg"), Student("s3", "Chloé Connor")))
    assert known.owner([roster.undecorated(label, "02_receptor")]).id == "s1"


def test_an_id_tells_namesakes_apart():
    known = Roster((Student("m5135", "Maria Garcia"), Student("m5136", "Maria Garcia"), Student("m1", "Li Wei")))
    assert known.owner(["Maria Garcia"]) is None
    assert known.owner(["m5135 Maria Garcia"]).id == "m5135"
    assert known.owner(["m5135 Maria Garcia m5136"]) is None
    assert known.owner(["m5135 Maria Garcia and Li Wei"]) is None


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("Ada Lovelace_1234567_assignsubmission_file_", "Ada Lovelace"),
        ("lovelaceada_LATE_12345_67890_02_receptor-1", "lovelaceada"),
        ("lovelaceada_12345_67890_sheet", "lovelaceada"),
        ("ada_02_receptor", "ada"),
        ("02_Receptor-ada", "ada"),
        ("02_receptor", ""),
        ("ada", "ada"),
    ],
)
def test_what_platforms_add_is_taken_off(label, bare):
    assert roster.undecorated(label, "02_receptor") == bare


@pytest.mark.parametrize("text", ["student,name\nada,Ada L\nbob,\n,nobody\n", "\ufeffName;Student\nAda L;ada\n;bob\n"])
def test_a_roster_is_read(tmp_path, text):
    """With commas or, as some spreadsheets write, semicolons and a byte order mark."""
    file = tmp_path / "class.csv"
    file.write_text(text, encoding="utf-8")
    assert roster.read(file) == Roster((Student("ada", "Ada L"), Student("bob")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,name\n1,Ada\n", "the roster {} must have a column 'student', got id, name"),
        ("", "the roster {} must have a column 'student', got nothing"),
        ("student\n", "the roster {} holds no student"),
        ("student\nada\nbob\nada\n", "the roster {} holds 'ada' twice"),
    ],
)
def test_a_roster_that_will_not_do(tmp_path, text, sentence):
    file = tmp_path / "class.csv"
    file.write_text(text)
    with pytest.raises(CourseError) as error:
        roster.read(file)
    assert str(error.value) == sentence.format(file)


def test_a_roster_that_cannot_be_read(tmp_path):
    with pytest.raises(CourseError) as error:
        roster.read(tmp_path / "class.csv")
    assert str(error.value) == f"the roster {tmp_path}/class.csv cannot be read: No such file or directory"
    (tmp_path / "class.csv").write_bytes(b"student\n\xff\xfe\n")
    with pytest.raises(CourseError, match=r"cannot be read: 'utf-8' codec can't decode byte 0xff"):
        roster.read(tmp_path / "class.csv")


def test_a_large_class_is_not_searched_whole_for_every_file(monkeypatch):
    """Only who shares a word with a label is looked at."""
    known = Roster(tuple(Student(f"s{number:04}", f"First{number} Last{number}") for number in range(2000)))
    looked, match = [], Student.match
    monkeypatch.setattr(Student, "match", lambda student, label: looked.append(student.id) or match(student, label))
    assert known.owner(["first77last77_12345_678_sheet"]).id == "s0077"
    assert known.owner(["Last1999 First1999"]).id == "s1999"
    assert set(looked) == {"s0077", "s1999"}

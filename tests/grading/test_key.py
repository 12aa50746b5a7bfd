"""The course key: made once, read carefully, and the only source of hidden cases."""

import re
import stat

import pytest

from il2course.errors import CourseError
from il2course.grading import key as keys
from il2course.grading.key import Key


def test_a_new_key_is_for_its_owner_only(tmp_path):
    """It can be read back, and no second one is like it."""
    one, other = tmp_path / "one.key", tmp_path / "other.key"
    keys.make(one)
    keys.make(other)
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert re.fullmatch(r"il2course-key-1 [0-9a-f]{64}\n", one.read_text())
    assert keys.read(one) != keys.read(other)


def test_a_key_is_never_overwritten(tmp_path):
    file = tmp_path / "course.key"
    keys.make(file)
    before = file.read_text()
    with pytest.raises(CourseError) as error:
        keys.make(file)
    assert str(error.value) == f"{file} is there already, and a key is never overwritten: choose another name"
    assert file.read_text() == before


def test_a_key_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CourseError) as error:
        keys.make(tmp_path / "nowhere" / "course.key")
    assert str(error.value) == f"{tmp_path}/nowhere/course.key cannot be written: No such file or directory"


def test_no_key(tmp_path):
    with pytest.raises(CourseError) as error:
        keys.read(tmp_path / "course.key")
    assert (
        str(error.value)
        == f"there is no key {tmp_path}/course.key: make one with `il2course key new {tmp_path}/course.key`"
    )


def test_a_folder_for_a_key(tmp_path):
    with pytest.raises(CourseError) as error:
        keys.read(tmp_path)
    assert str(error.value) == f"the key {tmp_path} cannot be read: Is a directory"


@pytest.mark.parametrize("text", ["", "secret\n", "il2course-key-1 12\n", f"il2course-key-1 {'A' * 64}\n", "é" * 80])
def test_a_malformed_key(tmp_path, text):
    file = tmp_path / "course.key"
    file.write_text(text)
    with pytest.raises(CourseError) as error:
        keys.read(file)
    assert str(error.value) == f"{file} is no key: a key is one line, as `il2course key new` writes it"


def test_cases_depend_on_key_student_and_exercise(key):
    """The same three give the same cases; another of any gives others."""

    def draw(own, student, exercise):
        return own.random(student, exercise).random(4).tolist()

    one = draw(key, "ada", "share")
    assert draw(key, "ada", "share") == one
    others = [draw(key, "bob", "share"), draw(key, "ada", "closure"), draw(Key(bytes(32)), "ada", "share")]
    assert one not in others
    assert draw(key, "ad", "ashare") != one


def test_the_key_is_not_shown(key):
    assert repr(key) == "Key()"
    assert key.secret.hex() not in key.fingerprint()

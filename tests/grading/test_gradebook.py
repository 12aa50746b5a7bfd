"""The gradebook: what it keeps, and when it refuses."""

import sqlite3

import pytest

from il2course.errors import CourseError
from il2course.grading.gradebook import Gradebook, Result, Row
from il2course.grading.ingest import Submission
from il2course.grading.marks import Mark

RESULT = Result((Mark("share", 2.5, 1.0, 5, 8, ("One.", "Two."), "slip", "Hint."),), {3: "failed", 12: "ended"})
ADA = Submission("ada.py", "aa", "ada")
BOB = Submission("bob.py", "bb", "bob", "superseded", "bob2.py is later")


@pytest.fixture
def book(tmp_path):
    """An open gradebook."""
    with Gradebook(tmp_path / "out", "09_toy") as book:
        yield book


def test_received_before_anything_runs(book):
    book.receive([(BOB, ""), (ADA, "job")])
    assert book.rows() == [
        Row("ada.py", "aa", "ada", "received", ""),
        Row("bob.py", "bb", "bob", "superseded", "bob2.py is later"),
    ]


def test_a_result_comes_back_as_it_was(book):
    book.receive([(ADA, "job"), (BOB, "")])
    book.graded("job", RESULT)
    assert book.rows()[0] == Row("ada.py", "aa", "ada", "graded", "", RESULT)
    assert book.rows()[1].result is None


def test_what_is_known_need_not_be_done_again(book):
    book.graded("jailed", RESULT)
    book.graded("not jailed", Result(RESULT.marks, jailed=False))
    assert book.known(jailed=True) == {"jailed"}
    assert book.known(jailed=False) == {"jailed", "not jailed"}


def test_a_known_result_is_taken_up(book):
    """The rows of the last run are gone, its results are not."""
    book.receive([(ADA, "job")])
    book.graded("job", RESULT)
    book.receive([(BOB, "")])
    assert [row.file for row in book.rows()] == ["bob.py"]
    book.receive([(ADA, "job")])
    book.graded("job")
    assert book.rows()[0].result == RESULT


def test_not_graded(book):
    book.receive([(ADA, "job")])
    book.not_graded("job", "the machine is tired")
    assert book.rows() == [Row("ada.py", "aa", "ada", "not_graded", "the machine is tired")]
    assert book.known(jailed=False) == frozenset()


def test_the_same_file_twice(book):
    """A zip may hold a name twice."""
    book.receive([(ADA, ""), (ADA, "job")])
    assert len(book.rows()) == 2


def test_it_stays(tmp_path):
    with Gradebook(tmp_path, "09_toy") as book:
        book.receive([(ADA, "job")])
        book.graded("job", RESULT)
    with Gradebook(tmp_path, "09_toy") as book:
        assert book.rows()[0].result == RESULT


def test_half_a_write_is_none(book):
    """What fails in the middle leaves what was."""
    book.receive([(ADA, "job")])
    with pytest.raises(AttributeError):
        book.receive([(BOB, ""), (None, "")])
    assert [row.file for row in book.rows()] == ["ada.py"]


# Refusals


def refusal(folder, lesson="09_toy"):
    """Why a gradebook does not open; its file is as it was."""
    file = folder / "gradebook.sqlite"
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(CourseError) as error:
        Gradebook(folder, lesson)
    assert before is None or file.read_bytes() == before
    return str(error.value)


def test_two_graders(book, tmp_path):
    said = refusal(tmp_path / "out")
    assert said == f"another grader is at work on {tmp_path}/out/gradebook.sqlite: wait until it ends"
    book.receive([(ADA, "job")])


def test_another_lesson(book, tmp_path):
    book.receive([])
    book.close()
    said = refusal(tmp_path / "out", "10_essay")
    assert said == f"{tmp_path}/out/gradebook.sqlite holds the marks of 09_toy: choose another folder with --out"


def test_one_that_never_received_may_be_used_for_another_lesson(book, tmp_path):
    """As after an empty folder was given by mistake."""
    book.close()
    Gradebook(tmp_path / "out", "10_essay").close()


def test_a_newer_one(book, tmp_path):
    book._base.execute("PRAGMA user_version = 2")
    book.close()
    assert refusal(tmp_path / "out") == (
        f"{tmp_path}/out/gradebook.sqlite was written by a newer il2course: grade with that one"
    )


def test_something_else(tmp_path):
    with sqlite3.connect(tmp_path / "gradebook.sqlite") as base:
        base.execute("CREATE TABLE recipes (name TEXT)")
    base.close()
    assert refusal(tmp_path) == f"{tmp_path}/gradebook.sqlite is no gradebook: choose another folder with --out"


def test_no_database(tmp_path):
    (tmp_path / "gradebook.sqlite").write_bytes(b"not a database at all, but long enough to be read as one" * 99)
    assert refusal(tmp_path) == (
        f"{tmp_path}/gradebook.sqlite is damaged (file is not a database): move it away; nothing was written"
    )


def test_a_damaged_page(tmp_path):
    """Bits that rot in the middle are found on opening."""
    with Gradebook(tmp_path, "09_toy") as book:
        book.receive([(Submission(f"{n}.py", "x" * 500, "ada"), "") for n in range(200)])
    file = tmp_path / "gradebook.sqlite"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 8192] = bytes(8192)
    file.write_bytes(raw)
    said = refusal(tmp_path)
    assert said.startswith(f"{file} is damaged (")
    assert said.endswith("): move it away; nothing was written")


def test_a_place_that_is_no_folder(tmp_path):
    (tmp_path / "out").touch()
    assert refusal(tmp_path / "out") == f"{tmp_path}/out cannot be written: File exists"


def test_a_gradebook_that_is_a_folder(tmp_path):
    (tmp_path / "gradebook.sqlite").mkdir()
    assert refusal(tmp_path) == f"{tmp_path}/gradebook.sqlite cannot be written: unable to open database file"

"""The gradebook: what it keeps, and when it refuses."""

import sqlite3
from dataclasses import replace

import pytest

from il2course.errors import CourseError
from il2course.grading.gradebook import Gradebook, Result, Row
from il2course.grading.ingest import Submission
from il2course.grading.late import Lateness
from il2course.grading.manual import Manual
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


LATE = Lateness("2027-03-05T23:59 Europe/Berlin", "", "a list", 1, 10.0)


def test_what_being_late_costs(book):
    """It is kept with the submission, not with the result: the same file may be in time and late."""
    book.receive([(replace(ADA, late=LATE), "job")])
    book.graded("job", RESULT)
    row = book.rows()[0]
    assert (row.late, row.result.points, row.points) == (LATE, 2.5, 2.25)
    book.receive([(ADA, "job")])
    book.graded("job")
    assert (book.rows()[0].late, book.rows()[0].points) == (None, 2.5)


def graded(book, submission=ADA):
    """The one row of a book in which a submission is graded."""
    book.receive([(submission, submission.sha256)])
    book.graded(submission.sha256, RESULT)
    return book.rows()[0]


def test_a_humans_marks_go_before_the_graders(book):
    graded(book)
    book.give([Manual("ada", "share", 4.0, "Fine.")])
    mark = book.rows()[0].result.marks[0]
    assert (mark.points, mark.pending, mark.by_hand) == (4.0, 0.0, True)
    assert mark.remarks == ("Marked by a human.", "Fine.")
    assert (mark.slip, mark.hint) == ("", "")
    book.give([Manual("ada", "share", 3.0)])
    assert book.rows()[0].result.marks[0].remarks == ("Marked by a human.",)
    assert book.rows()[0].points == 3.0


def test_marks_of_an_earlier_file_do_not_count_for_a_later_one(book):
    graded(book)
    book.give([Manual("ada", "share", 4.0)])
    later = replace(ADA, sha256="cc")
    row = graded(book, later)
    assert (row.points, row.result.pending, row.stale) == (2.5, 1.0, ("share",))
    book.give([Manual("ada", "share", 4.0)])
    assert book.rows()[0].stale == ("share",), "the same line is no new look"
    book.give([Manual("ada", "share", 4.0, "I looked again.")])
    assert (book.rows()[0].points, book.rows()[0].stale) == (4.0, ())
    assert graded(book).stale == ("share",), "and now they are the later file's"


def test_marks_that_name_their_file(book):
    graded(book)
    book.give([Manual("ada", "share", 4.0, sha256="cc")])
    assert (book.rows()[0].points, book.rows()[0].stale) == (2.5, ("share",))
    assert graded(book, replace(ADA, sha256="cc")).points == 4.0


def test_a_gradebook_of_the_first_version_is_taken_up(tmp_path):
    """It knew no deadlines and no manual marks."""
    tmp_path.mkdir(exist_ok=True)
    base = sqlite3.connect(tmp_path / "gradebook.sqlite")
    base.executescript(
        """CREATE TABLE lesson (name TEXT NOT NULL);
        CREATE TABLE submission (file TEXT NOT NULL, sha256 TEXT NOT NULL, student TEXT NOT NULL,
            status TEXT NOT NULL, reason TEXT NOT NULL, job TEXT NOT NULL);
        CREATE TABLE result (job TEXT PRIMARY KEY, jailed INTEGER NOT NULL, marks TEXT NOT NULL, cells TEXT NOT NULL);
        INSERT INTO lesson VALUES ('09_toy');
        INSERT INTO submission VALUES ('ada.py', 'aa', 'ada', 'graded', '', 'job');
        INSERT INTO result VALUES ('job', 1, '[{"exercise": "share", "points": 2.5, "remarks": []}]', '{}');
        PRAGMA application_id = 0x494C3247;
        PRAGMA user_version = 1;"""
    )
    base.close()
    with Gradebook(tmp_path, "09_toy") as book:
        assert [(row.student, row.points) for row in book.rows()] == [("ada", 2.5)]
        book.give([Manual("ada", "share", 1.0)])
        assert book.rows()[0].points == 1.0


def test_whatever_lesson_is_there(tmp_path):
    with Gradebook(tmp_path / "out", "09_toy") as book:
        book.receive([])
    with Gradebook(tmp_path / "out", None) as book:
        assert book.lesson == "09_toy"
    with pytest.raises(CourseError) as error:
        Gradebook(tmp_path / "nowhere", None)
    assert str(error.value) == (
        f"there is no gradebook in {tmp_path}/nowhere: `il2course grade … --out {tmp_path}/nowhere` makes one"
    )
    assert not (tmp_path / "nowhere").exists()


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
    book._base.execute("PRAGMA user_version = 3")
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

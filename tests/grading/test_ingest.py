"""From files to submissions: copied, hashed, owned, and in a state."""

import hashlib
from dataclasses import replace

import pytest

from il2course.errors import CourseError
from il2course.grading.handed import Handed
from il2course.grading.ingest import NEEDS_HUMAN, RECEIVED, Store, ingest, owner
from il2course.grading.roster import Roster, Student

CLASS = Roster((Student("ada", "Ada Lovelace"), Student("bob")))


@pytest.fixture
def store(tmp_path):
    """A place for copies."""
    return Store(tmp_path / "copies")


def test_a_place_that_cannot_be_written(tmp_path, sheet):
    (tmp_path / "copies").touch()
    with pytest.raises(CourseError) as error:
        ingest([handed("ada.py")], sheet, CLASS, Store(tmp_path / "copies"))
    assert str(error.value) == f"{tmp_path}/copies cannot be written: File exists"


def handed(name, source="share = 1", when=0.0, **more):
    """A percent script as it was handed in."""
    return Handed(name, when, f"# %%\n{source}\n".encode(), **more)


def states(files, sheet, store, known=CLASS):
    """File, student, state and reason of each submission."""
    return [(each.file, each.student, each.status, each.reason) for each in ingest(files, sheet, known, store)]


def test_a_copy_under_its_hash(sheet, store):
    """The copy is what is graded, whatever becomes of the file."""
    file = handed("ada.py")
    (found,) = ingest([file], sheet, CLASS, store)
    assert found.sha256 == hashlib.sha256(file.content).hexdigest()
    assert (store.folder / found.sha256).read_bytes() == file.content
    assert store.cells(found) == ("share = 1",)
    assert [path.name for path in store.folder.iterdir()] == [found.sha256]
    assert (found.status, found.asked) == ("received", True)


def test_a_sheet_that_speaks_of_no_exercise(sheet, store):
    (found,) = ingest([handed("ada.py", "x = 1")], sheet, CLASS, store)
    assert not found.asked


def test_another_lessons_sheet_supersedes_nothing(sheet, store):
    """Handed in later by mistake, it is looked at by a human; the right one is graded."""
    other = "# %%\ndef bound_fraction(): ...\n\n# %%\ndef cycle_gap_kJ(): ...\n"
    files = [Handed("ada/1.py", 1.0, b"# %%\nclosure_nM = 4.375\n"), Handed("ada/2.py", 2.0, other.encode())]
    right, wrong = ingest(files, sheet, None, store)
    assert (right.status, right.reason) == (RECEIVED, "")
    assert (wrong.status, wrong.reason) == (NEEDS_HUMAN, "it is the sheet of 02_receptor, not of 09_toy")
    both = replace(files[1], content=other.encode() + b"# %%\nclosure_nM = 1\n")
    assert ingest([both], sheet, None, store)[0].status == RECEIVED


def test_the_latest_counts(sheet, store):
    files = [handed("ada/1.py", when=2), handed("ada/2.py", when=3), handed("ada/3.py", when=1), handed("bob.py")]
    assert states(files, sheet, store) == [
        ("ada/1.py", "ada", "superseded", "ada/2.py is later"),
        ("ada/2.py", "ada", "received", ""),
        ("ada/3.py", "ada", "superseded", "ada/2.py is later"),
        ("bob.py", "bob", "received", ""),
    ]


STUB = 'def share(dose_nM, kd_nM):\n    raise NotImplementedError("write share here")\nclosure_nM = None  # your answer'


@pytest.mark.parametrize("empty", [STUB, "x = 1", "print(share)"])
def test_what_holds_no_answer_supersedes_none(sheet, store, empty):
    """A notebook's untouched twin, or a later copy of the sheet as it was handed out, costs nobody a mark."""
    files = [handed("ada/1.py", f"{STUB}\n\n# %%\nclosure_nM = 4", when=1), handed("ada/2.py", empty, when=2)]
    why = "ada/1.py has answers, this one none"
    assert states(files, sheet, store)[1] == ("ada/2.py", "ada", "superseded", why)
    later = [handed("ada/1.py", STUB, when=1), handed("ada/2.py", "x = 1", when=2)]
    assert states(later, sheet, store)[0] == ("ada/1.py", "ada", "superseded", "ada/2.py is later")


def test_what_cannot_be_graded_supersedes_nothing(sheet, store):
    """A later file that is broken, or somebody else's, leaves the earlier one its marks."""
    files = [
        handed("ada/1.py", when=1),
        Handed("ada/2.ipynb", 2, b"{"),
        handed("ada/3.py", 'student = "bob"', when=3),
        Handed("ada/4.py", 4, fault="it is a symbolic link"),
    ]
    assert states(files, sheet, store) == [
        ("ada/1.py", "ada", "received", ""),
        ("ada/2.ipynb", "ada", "unreadable", "it is no notebook: its JSON is broken"),
        ("ada/3.py", "ada", "needs_human", "the sheet says 'bob', the file is from 'ada'"),
        ("ada/4.py", "ada", "unreadable", "it is a symbolic link"),
    ]


@pytest.mark.parametrize("claim", [None, "", "practice", "None", "ada", "ADA", "Ada Lovelace"])
def test_sheets_that_contradict_nobody(claim):
    """Without an id, with the one it came with, or with any of the student's names."""
    assert owner("ada/sheet.py", claim, "09_toy", CLASS) == ("ada", "")
    assert owner("ada lovelace.py", claim, "09_toy", CLASS) == ("ada", "")


def test_the_roster_decides():
    says_nothing = "{} does not tell which one student of the roster it is from; put the student's id in its name"
    assert owner("eve.py", "eve", "09_toy", CLASS) == ("eve", says_nothing.format("eve.py"))
    assert owner("09_toy.py", "ada", "09_toy", CLASS) == ("", says_nothing.format("09_toy.py"))
    assert owner("ada and bob.py", "ada", "09_toy", CLASS) == ("ada and bob", says_nothing.format("ada and bob.py"))
    assert owner("ada/bob.py", None, "09_toy", CLASS) == ("ada", "")


@pytest.mark.parametrize(
    ("name", "claim", "student", "doubt"),
    [
        ("ada.ipynb", None, "ada", ""),
        ("ada/09_toy.ipynb", "practice", "ada", ""),
        ("section a/ada_09_toy.ipynb", "ada", "ada", ""),
        ("ada_123_assignsubmission_file_/x.ipynb", None, "ada", ""),
        ("ada.ipynb", "bob", "ada", "the sheet says 'bob', the file is from 'ada'"),
        ("09_toy.ipynb", "ada", "", "neither 09_toy.ipynb nor its folder tells whose it is"),
    ],
)
def test_without_a_roster_the_names_decide(name, claim, student, doubt):
    assert owner(name, claim, "09_toy", None) == (student, doubt)

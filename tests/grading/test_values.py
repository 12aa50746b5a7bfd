"""Right values differ from student to student; what is right for another earns nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from il2course.errors import CourseError
from il2course.grading import sheet as sheets
from il2course.grading.desk import Desk
from il2course.grading.handed import Handed
from il2course.grading.ingest import Store, ingest
from il2course.grading.key import Key
from il2course.grading.limits import Limits
from il2course.grading.reference import Reference
from il2course.grading.roster import Roster, Student
from il2course.grading.values import FOR_PRACTICE, Values
from il2course.questions.variant import PRACTICE

SOLUTIONS = Path(__file__).parents[1] / "toys" / "solutions"
CLASS = Roster((Student("ada", "Ada Lovelace"), Student("bob")))


def series(highest_nM):
    """A right answer."""
    return [highest_nM / 10**step for step in range(5)]


def highest(sheet, student):
    """What one student's series starts with."""
    return sheet.exercises[2].variant(student)["highest_nM"]


@pytest.fixture(scope="module")
def desk(jail, tmp_path_factory):
    """Where sheets of the toy lesson are graded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "QUESTIONS", "toys")
        toy = sheets.find("09_toy", SOLUTIONS)
    with Desk(toy, Key(bytes(range(32))), jail, Store(tmp_path_factory.mktemp("copies")), Limits()) as desk:
        yield desk


@pytest.fixture
def sheet(desk):
    """A function, a number and an array, whose numbers differ."""
    return desk.sheet


@pytest.fixture
def graded(desk, sheet):
    """The marks for the array in a sheet of Ada's that says who she is and starts a series."""

    def mark(says, highest_nM, name="ada.py"):
        source = f"# %%\nstudent = {says!r}\n# %%\ndoses_nM = {series(highest_nM)}\n"
        (submission,) = ingest([Handed(name, 0.0, source.encode())], sheet, CLASS, desk.store)
        return desk.grade(submission).marks[2]

    return mark


def test_the_toys_differ(sheet):
    """Else the tests below could not fail."""
    numbers = [highest(sheet, who) for who in ("ada", "bob", "Ada Lovelace", PRACTICE)]
    assert len(set(numbers)) == 4


def test_each_gets_marks_for_their_own_numbers(graded, sheet):
    own, others = highest(sheet, "ada"), highest(sheet, "bob")
    assert (graded("ada", own).points, graded("ada", own).hint) == (2, "")
    assert (graded("ada", others).points, graded("ada", others).hint) == (0, "")
    assert graded("bob", others, "bob.py").points == 2


def test_the_id_counts_as_it_stands_on_the_sheet(graded, sheet):
    """Its author has seen the numbers that belong to it."""
    assert graded("Ada LOVELACE ", highest(sheet, "Ada Lovelace")).points == 2
    assert graded("Ada Lovelace", highest(sheet, "ada")).points == 0


@pytest.mark.parametrize("says", ["practice", "Practice ", "", None])
def test_a_sheet_that_still_says_practice(graded, sheet, says):
    """The numbers asked of its author count, and the answer to those for practice earns a hint and no more."""
    mark = graded(says, highest(sheet, PRACTICE))
    assert (mark.points, mark.slip, mark.hint) == (0, "practice_numbers", FOR_PRACTICE)
    assert mark.remarks == ("Wrong.",)
    assert graded(says, highest(sheet, "ada")).points == 2


def test_the_practice_answer_under_an_id(graded, sheet):
    assert graded("ada", highest(sheet, PRACTICE)).hint == FOR_PRACTICE


class Counted(Reference):
    """A reference that knows for whom its master was run."""

    def work_as(self, student):
        """As any reference."""
        self.runs = [*getattr(self, "runs", []), student]
        super().work_as(student)


def test_each_set_of_parameters_is_worked_out_once(sheet, nursery, limits):
    doses = sheet.exercises[2]
    crowd = [f"student {number}" for number in range(50)]
    with Counted(sheet, nursery.begin(limits)) as reference:
        values = Values()
        found = [values.of(reference, doses, who) for who in crowd]
        assert [case.answer[0] for case in found] == [highest(sheet, who) for who in crowd]
        assert len(reference.runs) == 1 + len({highest(sheet, who) for who in crowd}) < 10


def test_a_master_that_fails_for_one_student(sheet, nursery, limits):
    """The others are graded all the same, and so is this one's neighbor."""
    failing = sheet.master.replace("# %%\n### BEGIN", '# %%\nassert student != "ada"\n### BEGIN', 1)
    with Reference(replace(sheet, master=failing), nursery.begin(limits)) as reference:
        values = Values()
        with pytest.raises(CourseError) as error:
            values.of(reference, sheet.exercises[2], "ada")
        assert str(error.value) == f"code cell 3 of {sheet.place} fails with AssertionError: "
        assert values.of(reference, sheet.exercises[2], "bob").answer == series(highest(sheet, "bob"))


def test_steps_stand_beside_the_parameters(sheet, nursery, limits):
    doses = replace(sheet.exercises[2], steps=("highest",))
    with Reference(sheet, nursery.begin(limits)) as reference:
        (case,) = reference.expected(doses, [{"highest_nM": 1000.0}])
    assert case.arguments == {"highest_nM": 1000.0, "highest": 1000.0}


def test_what_only_checks_is_left_out_of_the_master(sheet):
    master = sheet.master + '\n# %%\ncheck("share")\n\n# %%\nprogress()\n\n# %%\ncheck(other())\nx = 1\n\n# %%\nbroken('
    cells = replace(sheet, master=master).cells_for("ada")
    assert list(cells) == [1, 2, 3, 4, 7, 8]
    assert [number for number, cell in cells.items() if "\nstudent = 'ada'\n" in cell] == [1]

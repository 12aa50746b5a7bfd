"""A class as a whole, with a desk that counts what it grades."""

import csv
import os
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from il2course.errors import CourseError
from il2course.grading.attempt import NotGraded
from il2course.grading.desk import Desk
from il2course.grading.gradebook import Gradebook, Result
from il2course.grading.grader import Order, grade
from il2course.grading.ingest import Store
from il2course.grading.jail import NoJail
from il2course.grading.key import Key
from il2course.grading.late import Policy
from il2course.grading.limits import Limits
from il2course.grading.marks import Mark
from il2course.grading.terms import Terms

DEADLINE = datetime(2027, 3, 5, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))
ANSWER = "# %%\nclosure_nM = {}\n"
REMARK = 50_000


class Counting(Desk):
    """A desk that knows whom it has graded, and can be told to fail."""

    def __post_init__(self):
        super().__post_init__()
        self.seen, self.asked, self.failing = [], [], {}

    def grade(self, submission, wanted=None):
        """As any desk."""
        self.seen.append(submission.student)
        self.asked.append(wanted)
        if submission.student in self.failing:
            raise self.failing[submission.student]
        return super().grade(submission, wanted)


@pytest.fixture
def order(tmp_path):
    """Ada is right, Bob is wrong."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.py").write_text(ANSWER.format(4.375))
    (tmp_path / "in" / "bob.py").write_text(ANSWER.format(5))
    return Order(tmp_path / "in", tmp_path / "out", jobs=2)


def graded(order, desk):
    """The rows of a gradebook after grading."""
    grade(order, desk, lambda done, total: done)
    with Gradebook(order.out, desk.sheet.lesson) as book:
        return book.rows()


@pytest.fixture
def run(order, sheet, key, jail):
    """Grade the order once, with changes; who was graded, and the rows."""

    def once(failing=(), order=order, **changes):
        given = {
            "sheet": sheet,
            "key": key,
            "jail": jail,
            "store": Store(order.out / "submissions"),
            "limits": Limits(),
        }
        desk = Counting(**{**given, **changes})
        desk.failing = dict(failing)
        rows = graded(order, desk)
        return sorted(desk.seen), rows

    return once


def points(rows):
    """What each student has."""
    return {row.student: row.result and row.result.points for row in rows}


class Talkative(Counting):
    """A desk at which nothing is run, and there is much to say of every submission."""

    def prepare(self, pool, places):
        """Forget the peak so far: reading one file takes as much as the largest that is allowed, and hides the rest."""
        tracemalloc.reset_peak()

    def grade(self, submission, wanted=None):
        """No points, and a book's worth of remarks."""
        marks = tuple(Mark(each.id, 0.0, remarks=(submission.student * REMARK,)) for each in self.sheet.exercises)
        return Result(marks, {}, True)


def test_memory_does_not_grow_with_the_class(order, sheet, key, jail):
    def peak(count):
        out = order.out.with_name(f"marks_of_{count}")
        for number in range(count):
            (order.place / f"s{number}.py").write_text(ANSWER.format(number))
        desk = Talkative(sheet, key, jail, Store(out / "submissions"))
        tracemalloc.start()
        grade(replace(order, out=out), desk, lambda done, total: done)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(list((out / "feedback").iterdir())) == count + 2
        return most

    few, many = peak(20), peak(120)
    of_one = len(sheet.exercises) * REMARK * len("s10")
    assert many - few < 100 * of_one / 10, f"{few} bytes for 20, {many} for 120"


def test_marks(run, order):
    seen, rows = run()
    assert seen == ["ada", "bob"]
    assert points(rows) == {"ada": 2, "bob": 0}
    with (order.out / "gradebook.csv").open(newline="") as file:
        assert [row["points"] for row in csv.DictReader(file)] == ["2", "0"]
    assert sorted(path.name for path in (order.out / "feedback").iterdir()) == ["ada.html", "bob.html"]


def test_a_second_run_grades_nobody(run, order):
    run()
    before = (order.out / "gradebook.csv").read_bytes()
    seen, rows = run()
    assert (seen, points(rows)) == ([], {"ada": 2, "bob": 0})
    assert (order.out / "gradebook.csv").read_bytes() == before


def test_only_what_changed_is_graded_again(run, order, sheet):
    run()
    (order.place / "bob.py").write_text(ANSWER.format(4.375))
    assert run()[0] == ["bob"]
    (order.place / "eve.py").write_text(ANSWER.format(4.375))
    assert run()[0] == ["eve"]
    os.replace(order.place / "ada.py", order.place / "ada_09_toy.py")
    assert run()[0] == [], "the same file under another name"
    assert run(key=Key(bytes(32)))[0] == ["ada", "bob", "eve"]
    assert run(sheet=replace(sheet, master=f"# Another remark.\n{sheet.master}\n"))[0] == []
    assert run(sheet=replace(sheet, master=sheet.master.replace("10 * 63", "20 * 63")))[0] == ["ada", "bob", "eve"]
    assert run()[0] == [], "what was known before is still known"


def test_only_the_exercise_that_changed_is_marked_again(order, sheet, key, jail):
    """The mended master makes Bob right; what it says of the other exercises is not even asked."""

    def marked(master):
        desk = Counting(replace(sheet, master=master), key, jail, Store(order.out / "submissions"), Limits())
        return desk, graded(order, desk)

    for student, share in (("ada", "dose_nM / (dose_nM + kd_nM)"), ("bob", "0 * dose_nM")):
        with (order.place / f"{student}.py").open("a") as file:
            file.write(f"# %%\ndef share(dose_nM, kd_nM):\n    return {share}\n")
    desk, before = marked(sheet.master)
    assert desk.asked == [None, None]
    desk, after = marked(sheet.master.replace("10 * 63 / 144", "5.0"))
    assert desk.asked == [{"closure_nM"}] * 2
    assert [[mark.points for mark in row.result.marks] for row in before] == [[4, 2, 0], [0, 0, 0]]
    assert [[mark.points for mark in row.result.marks] for row in after] == [[4, 0, 0], [0, 2, 0]]
    assert [row.result.marks[0] for row in before] == [row.result.marks[0] for row in after]
    assert marked(sheet.master)[0].asked == [], "all of it is known"
    third = sheet.master.replace("dose_nM + kd_nM)\n", "kd_nM + dose_nM)\n")
    assert marked(third)[0].asked == [{"share"}] * 2, "the others are known from the first time"


def test_what_was_graded_without_a_jail_is_graded_again_in_one(run):
    assert run(jail=NoJail())[0] == ["ada", "bob"]
    assert run()[0] == ["ada", "bob"]
    assert run(jail=NoJail())[0] == []


def test_an_earlier_file_counts_again_when_the_later_one_is_taken_away(run, order):
    source = '# %%\nstudent = "ada"\nclosure_nM = {}\n'
    later = order.place / "ada_later.py"
    (order.place / "ada.py").write_text(source.format(4.375))
    later.write_text(source.format(1))
    os.utime(order.place / "ada.py", (1, 1))
    assert [(row.file, row.status) for row in run()[1]][:2] == [("ada.py", "superseded"), ("ada_later.py", "graded")]
    later.unlink()
    assert [(row.file, row.status) for row in run()[1]] == [("ada.py", "graded"), ("bob.py", "graded")]


def test_no_page_of_somebody_without_marks_stays(run, order):
    run()
    (order.place / "bob.py").write_text("# %%\n\0")
    run()
    assert [path.name for path in (order.out / "feedback").iterdir()] == ["ada.html"]


def test_trouble_of_the_grader_costs_one_submission_until_the_next_run(run, order):
    seen, rows = run(failing={"ada": NotGraded("the machine is tired"), "bob": ZeroDivisionError("oh")})
    assert [(row.status, row.reason) for row in rows] == [
        ("not_graded", "the machine is tired"),
        ("not_graded", "the grader failed with ZeroDivisionError: oh"),
    ]
    assert not (order.out / "feedback").exists()
    seen, rows = run()
    assert (seen, points(rows)) == (["ada", "bob"], {"ada": 2, "bob": 0})


def test_stopped_in_the_middle(run, order):
    """Ctrl-C: what was graded stays graded, and no process is left."""
    with pytest.raises(KeyboardInterrupt):
        run(failing={"bob": KeyboardInterrupt()}, order=replace(order, jobs=1))
    seen, rows = run()
    assert seen in (["bob"], ["ada", "bob"])
    assert points(rows) == {"ada": 2, "bob": 0}


def test_hidden_cases_are_each_students_own(run, sheet, key, jail, tmp_path):
    desk = Desk(sheet, key, jail, Store(tmp_path))
    ada, bob = desk._cases("ada"), desk._cases("bob")
    assert len(ada["share"]) == 8
    assert ada == desk._cases("ada")
    assert ada["share"] != bob["share"]
    assert ada.keys() == bob.keys() == {"share"}, "values have none: their numbers come with the student's id"


def test_a_text_is_left_to_a_human(run, essay, order):
    (order.place / "ada.py").write_text('# %%\nfirst_cell = "Treg"\nwhy = "Because."\n')
    (order.place / "bob.py").write_text('# %%\nfirst_cell = "NK"\nwhy = None\n')
    _, rows = run(sheet=essay)
    assert [(row.result.points, row.result.pending) for row in rows] == [(1, 3), (0, 0)]


def test_what_being_late_costs(run, order):
    """Bob hands in a day later; a changed deadline changes marks and grades nobody again."""
    (order.place / "bob.py").write_text(ANSWER.format(4.375) + "# late\n")
    for student, hours in (("ada", 0), ("bob", 5)):
        time = (DEADLINE + timedelta(hours=hours)).timestamp()
        os.utime(order.place / f"{student}.py", (time, time))
    late = replace(order, terms=Terms("09_toy", Policy(DEADLINE, percent_per_day=25)))
    _, rows = run(order=late)
    assert {row.student: (row.late.days, row.result.points, row.points) for row in rows} == {
        "ada": (0, 2, 2),
        "bob": (1, 2, 1.5),
    }
    with (order.out / "gradebook.csv").open(newline="") as file:
        assert [row["points"] for row in csv.DictReader(file)] == ["2", "1.5"]
    assert "25 % are taken off: 1.5 remain." in (order.out / "feedback" / "bob.html").read_text()
    seen, rows = run(order=replace(order, terms=Terms("09_toy", Policy(DEADLINE + timedelta(days=1)))))
    assert (seen, [row.points for row in rows]) == ([], [2, 2])


def test_a_humans_marks(run, essay, order, tmp_path):
    """What waits is listed; the list comes back with points; without it, they stay."""
    (order.place / "ada.py").write_text('# %%\nfirst_cell = "Treg"\nwhy = "Because."\n')
    (order.place / "bob.py").write_text('# %%\nfirst_cell = "NK"\nwhy = "Why not?"\n')
    run(sheet=essay)
    waiting = (order.out / "pending.csv").read_text()
    assert [line.split(",")[:5] for line in waiting.splitlines()[1:]] == [
        ["ada", "why", "", "", "3"],
        ["bob", "why", "", "", "3"],
    ]
    (tmp_path / "marks.csv").write_text(waiting.replace("ada,why,,,", "ada,why,2.5,Good.,"))
    seen, rows = run(sheet=essay, order=replace(order, manual=tmp_path / "marks.csv"))
    assert (seen, [(row.points, row.result.pending) for row in rows]) == ([], [(3.5, 0), (0, 3)])
    assert "Marked by a human.<br>Good." in (order.out / "feedback" / "ada.html").read_text()
    _, rows = run(sheet=essay)
    assert [row.points for row in rows] == [3.5, 0]


def test_marks_for_nobody_stop_everything(run, order, tmp_path):
    (tmp_path / "marks.csv").write_text("student,exercise,points\nzoe,share,1\n")
    assert refusal(run, replace(order, manual=tmp_path / "marks.csv")) == (
        f"the manual marks {tmp_path}/marks.csv, line 2: no submission of 'zoe' is graded"
    )
    assert not (order.out / "gradebook.csv").exists()


def test_the_grader_loads_nothing_that_runs_code_or_knows_the_science():
    """Only the process in the jail does."""
    script = (
        "import sys, il2course.grading.grader, il2course.commands.grade; "
        "print([name for name in sys.modules if name in ('IPython', 'matplotlib', 'scipy', 'nbformat', "
        "'il2course.receptor', 'il2course.kinetics', 'il2course.grading.inside')])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "[]\n"


# Nothing to grade


def refusal(run, order):
    """Why nothing is graded."""
    with pytest.raises(CourseError) as error:
        run(order=order)
    return str(error.value)


def test_an_empty_folder(run, order, tmp_path):
    (tmp_path / "empty").mkdir()
    place = tmp_path / "empty"
    said = f"{place} holds no submission: no notebook and no percent script"
    assert refusal(run, replace(order, place=place)) == said
    (place / "notes.pdf").touch()
    assert refusal(run, replace(order, place=place)) == said


def test_a_folder_of_something_else(run, order):
    for file in order.place.iterdir():
        file.write_text("# %%\nrecipes = 3\n")
    assert refusal(run, order) == (
        f"nothing in {order.place} holds an exercise of 09_toy: is it another lesson's folder?"
    )


def test_a_master_that_fails(run, order, sheet):
    with pytest.raises(CourseError) as error:
        run(sheet=replace(sheet, master="# %%\n1 / 0"))
    assert str(error.value) == f"code cell 1 of {sheet.place} fails with ZeroDivisionError: division by zero"


def test_a_folder_that_cannot_be_written(run, order):
    run()
    (order.out / "gradebook.csv").unlink()
    (order.out / "gradebook.csv").mkdir()
    assert refusal(run, order) == f"{order.out}/gradebook.csv cannot be written: Is a directory"

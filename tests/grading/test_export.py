"""Marks as learning platforms take them."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest

from il2course import cli
from il2course.errors import CourseError
from il2course.grading import export
from il2course.grading.export import Marks
from il2course.grading.gradebook import Gradebook, Result, Row
from il2course.grading.ingest import Submission
from il2course.grading.late import Lateness
from il2course.grading.marks import Mark
from il2course.grading.roster import Roster, Student

LATE = Lateness("2027-03-05T23:59 Europe/Berlin", "2027-03-06T10:00 Europe/Berlin", "a list", 1, 10.0)


def row(student, share, late=None):
    """A student's row on the toy sheet."""
    marks = (
        Mark("share", share, 0.0, 5, 8, ("3 of 8 hidden cases: wrong.",), "ratio", "Mind the ratio."),
        Mark("closure_nM", 2.0),
        Mark("doses_nM", 0.0, 0.0, 0, 1, ("Not answered.",)),
    )
    return Row(f"{student}.py", "aa", student, "graded", "", Result(marks), late)


CLASS = Roster(
    (
        Student("ada", "Ada Lovelace", "Ada@example.org"),
        Student("bob", "Bob Ng", "bob@example.org"),
        Student("cy", "Cy Young"),
    )
)


@pytest.fixture
def marks(sheet):
    """Ada is late, Bob is not, Cy has no address."""
    return Marks("09_toy", sheet.exercises, [row("ada", 2.5, LATE), row("bob", 4), row("cy", 0)], CLASS)


def lines(made):
    """The cells of a CSV."""
    return list(csv.reader(io.StringIO(made.content.decode())))


def refusal(call, *words):
    """Why nothing is exported."""
    with pytest.raises(CourseError) as error:
        call(*words)
    return str(error.value)


def test_csv(marks):
    assert lines(export.as_csv(marks)) == [
        ["student", "name", "email", "points_earned", "days_late", "percent_off", "points", "points_pending",
         "max_points", "share", "closure_nM", "doses_nM"],
        ["ada", "Ada Lovelace", "Ada@example.org", "4.5", "1", "10", "4.05", "0", "8", "2.5", "2", "0"],
        ["bob", "Bob Ng", "bob@example.org", "6", "", "", "6", "0", "8", "4", "2", "0"],
        ["cy", "Cy Young", "", "2", "", "", "2", "0", "8", "0", "2", "0"],
    ]  # fmt: skip


# Canvas: as its gradebook is exported, with a row of points and computed columns

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Toy sheet (77),Other (78),Current Score
    Points Possible,,,,,8.00,10.00,(read only)
"Lovelace, Ada",101,S1,ada,Lab 1,,9,50
"Ng, Bob",102,S2,bob@example.org,Lab 1,3,8,40
"Young, Cy",103,S3,cyy,"Lab 1, Lab 2",,7,30
"Zola, Zoe",104,S4,zoe,Lab 1,5,7,30
"""


@pytest.fixture
def canvas(marks, tmp_path):
    """Export into a gradebook of Canvas."""

    def run(text=CANVAS, assignment="Toy sheet (77)", marks=marks):
        (tmp_path / "canvas.csv").write_text(text, encoding="utf-8-sig")
        return export.canvas(marks, tmp_path / "canvas.csv", assignment)

    return run


def test_canvas_finds_its_students_again(canvas):
    """By login, address or name; its own columns stay as they are, other assignments are left out."""
    made = canvas()
    assert lines(made) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Toy sheet (77)"],
        ["Points Possible", "", "", "", "", "8.00"],
        ["Lovelace, Ada", "101", "S1", "ada", "Lab 1", "4.05"],
        ["Ng, Bob", "102", "S2", "bob@example.org", "Lab 1", "6"],
        ["Young, Cy", "103", "S3", "cyy", "Lab 1, Lab 2", "2"],
    ]
    assert made.left_out == ()


def test_canvas_keeps_the_marks_of_those_who_have_none_here(canvas):
    """An empty cell would take Zoe's away, so she is not in the file."""
    assert "Zola, Zoe" not in canvas().content.decode()


def test_canvas_takes_the_name_without_its_number(canvas):
    assert lines(canvas(assignment="Toy sheet"))[0][-1] == "Toy sheet (77)"


def test_who_is_not_in_canvas_is_told(canvas):
    assert canvas(CANVAS.replace('"Young, Cy",103,S3,cyy', '"Old, Cy",103,S3,x')).left_out == ("cy",)


def test_what_canvas_would_not_take(canvas, tmp_path):
    place = tmp_path / "canvas.csv"
    assert refusal(canvas, "name,points\n") == (
        f"the template {place} must be a gradebook that Canvas exported, with columns Student, ID and Section, "
        "got name, points"
    )
    assert refusal(canvas, CANVAS, "Toys") == (
        f"the template {place} must have one column 'Toys', got Toy sheet (77), Other (78)"
    )
    assert refusal(canvas, CANVAS.replace("8.00", "16")) == (
        f"Toy sheet (77) has 16 points in {place}, the sheet has 8: change them there"
    )
    assert refusal(canvas, CANVAS.replace("8.00", "(read only)")) == (
        f"Toy sheet (77) is read-only in {place}: marks cannot be put there"
    )
    assert refusal(canvas, CANVAS.replace("bob@example.org", "ada@example.org")) == (
        f"'ada' stands for 2 students of {place}: use ids in the roster"
    )


def test_two_may_not_have_one_line(canvas, sheet, tmp_path):
    twins = Marks("09_toy", sheet.exercises, [row("101", 1), row("ada", 1)], CLASS)
    assert refusal(canvas, CANVAS, "Toy sheet", twins) == (
        f"'ada' and '101' stand for the same student of {tmp_path}/canvas.csv"
    )


# Moodle

WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 7,Ada Lovelace,,ada@example.org,Submitted for grading,,8.00,Yes,"Saturday, 6 March 2027, 10:00 AM",-,
Participant 8,Bob Ng,bob,b@example.org,Submitted for grading,,8.00,Yes,"Friday, 5 March 2027, 10:00 AM",-,
Participant 9,Zoe Zola,,zoe@example.org,No submission,,8.00,Yes,-,-,
"""


def test_moodles_worksheet_is_filled_in(marks, tmp_path):
    (tmp_path / "sheet.csv").write_text(WORKSHEET)
    made = export.moodle(marks, tmp_path / "sheet.csv")
    header, ada, bob = lines(made)
    assert header == WORKSHEET.splitlines()[0].split(",")
    assert (ada[0], ada[5], ada[8], ada[9]) == ("Participant 7", "4.05", "Saturday, 6 March 2027, 10:00 AM", "-")
    assert ada[10] == (
        "Share of receptors bound: 2.5 of 4. 3 of 8 hidden cases: wrong. Hint: Mind the ratio.<br>"
        "Close the cycle: 2 of 2. Right.<br>A dilution series: 0 of 2. Not answered.<br>"
        "Due 2027-03-05T23:59 Europe/Berlin; handed in 2027-03-06T10:00 Europe/Berlin, 1 day late: "
        "10 % are taken off."
    )
    assert (bob[0], bob[5]) == ("Participant 8", "6")
    assert made.left_out == ("cy",)


def test_what_moodle_would_not_take(marks, tmp_path):
    place = tmp_path / "sheet.csv"
    place.write_text("Identifier,Grade\n")
    assert refusal(export.moodle, marks, place) == (
        f"the template {place} must be a grading worksheet that Moodle gave out in English, with columns Identifier, "
        "Grade and Last modified (grade), got Identifier, Grade"
    )
    place.write_text(WORKSHEET.replace("8.00", "100.00"))
    assert refusal(export.moodle, marks, place) == (
        f"the assignment has 100 points in {place}, the sheet has 8: change them there"
    )


def test_moodles_import_of_grades(marks):
    """Grade and feedback both, or Moodle would lose one."""
    header, ada, *_ = lines(export.moodle(marks))
    assert header == ["ID number", "Email address", "Grade", "Feedback"]
    assert ada[:3] == ["ada", "Ada@example.org", "4.05"]
    assert ada[3].splitlines()[1] == "Close the cycle: 2 of 2. Right."


# Gradescope


def test_gradescopes_autograder_hands_out_the_marks(marks, tmp_path):
    """As Gradescope runs it: with the submission's users, in the folder /autograder."""
    made = export.gradescope(marks)
    assert made.left_out == ("cy",)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert sorted(archive.namelist()) == ["results.json", "run_autograder", "setup.sh"]
        assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o755}
        archive.extractall(tmp_path / "source")
    script = (tmp_path / "source" / "run_autograder").read_text().replace('"/autograder"', repr(str(tmp_path)))

    def result(email):
        users = [{"email": email, "id": 1, "name": "x"}]
        (tmp_path / "submission_metadata.json").write_text(json.dumps({"id": 1, "users": users}))
        subprocess.run([sys.executable, "-c", script], check=True)
        return json.loads((tmp_path / "results" / "results.json").read_text())

    ada = result("ADA@example.org")
    assert ada["score"] == 4.05
    assert ada["visibility"] == "after_published"
    assert "10 % are taken off." in ada["output"]
    assert ada["tests"][0] == {
        "name": "Share of receptors bound",
        "score": 2.5,
        "max_score": 4,
        "output": "Share of receptors bound: 2.5 of 4. 3 of 8 hidden cases: wrong. Hint: Mind the ratio.",
    }
    assert result("bob@example.org")["score"] == 6
    assert result("zoe@example.org") == {"score": 0, "output": "There is no mark for this submission yet."}


def test_gradescope_needs_addresses(marks, sheet):
    assert refusal(export.gradescope, Marks("09_toy", sheet.exercises, marks.rows)) == (
        "Gradescope knows students by their e-mail address: give --roster with a column 'email'"
    )


# The command


@pytest.fixture
def book(tmp_path, toys, monkeypatch):
    """A gradebook in which Ada is graded, and a roster."""
    monkeypatch.chdir(tmp_path)
    with Gradebook(tmp_path / "out", "09_toy") as book:
        book.receive([(Submission("a.py", "aa", "ada", late=LATE), "job")])
        book.graded("job", row("ada", 2.5).result)
    (tmp_path / "class.csv").write_text("student,email\nada,ada@example.org\n")
    (tmp_path / "canvas.csv").write_text(CANVAS)
    (tmp_path / "sheet.csv").write_text(WORKSHEET)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "file", "found"),
    [
        (["--to", "csv"], "marks.csv", b",4.05,"),
        (["--to", "canvas", "--template", "canvas.csv", "--assignment", "Toy sheet"], "canvas.csv", b"ada,Lab 1,4.05"),
        (["--to", "moodle", "--roster", "class.csv", "--template", "sheet.csv"], "moodle.csv", b",4.05,8.00,"),
        (["--to", "moodle"], "moodle.csv", b"ada,,4.05,"),
        (["--to", "gradescope", "--roster", "class.csv"], "gradescope.zip", b'"score": 4.05'),
    ],
)
def test_the_command(book, capsys, words, file, found):
    assert cli.main(["export", "out", *words]) == 0
    assert capsys.readouterr() == (f"out/{file}\n", "")
    assert found in (book / "out" / file).read_bytes()


def add_bob(folder, **kept):
    """A file from Bob, who is in no template, beside Ada's."""
    bob = Submission("b.py", "bb", "bob", **kept)
    with Gradebook(folder / "out", "09_toy") as book:
        book.receive([(Submission("a.py", "aa", "ada", late=LATE), "job"), (bob, "bobs")])
        book.graded("job")
        if not kept:
            book.graded("bobs", row("bob", 1.0).result)


def test_somebody_is_not_there(book, capsys):
    """The file is written for the others, and the code says that something is wrong."""
    add_bob(book)
    words = ["--to", "canvas", "--template", "canvas.csv", "--assignment", "Toy sheet"]
    assert cli.main(["export", "out", *words]) == 1
    assert capsys.readouterr().err == "bob is not in it: nobody there has this id, address or name\n"
    assert (book / "out" / "canvas.csv").exists()


def test_nobody_is_there(book, capsys):
    """Nothing is written: the template is another class's, or only a roster can tell who is who."""
    (book / "canvas.csv").write_text(CANVAS.replace("ada,Lab", "x,Lab"))
    words = ["export", "out", "--to", "canvas", "--template", "canvas.csv", "--assignment", "Toy sheet"]
    assert cli.main(words) == 1
    nobody = "nobody in canvas.csv is in the gradebook: "
    assert capsys.readouterr().err == f"{nobody}give --roster, which says who is who\n"
    assert cli.main([*words, "--roster", "class.csv"]) == 1
    assert capsys.readouterr().err == f"{nobody}it must be of the same class\n"
    assert not (book / "out" / "canvas.csv").exists()


def test_what_is_not_graded_is_counted(book, capsys):
    add_bob(book, status="needs_human", reason="who?")
    assert cli.main(["export", "out", "--to", "csv"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["out/marks.csv", "files that are not graded, and so not in it: 1; the report says why"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["out", "--to", "canvas"],
            "Canvas needs --template, the gradebook it exports, and --assignment, the column's name",
        ),
        (
            ["out", "--to", "moodle", "--template", "no.csv"],
            "the template no.csv cannot be read: No such file or directory",
        ),
        (["no", "--to", "csv"], "there is no gradebook in no: `il2course grade … --out no` makes one"),
    ],
)
def test_what_cannot_be_exported(book, capsys, words, sentence):
    assert cli.main(["export", *words]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"


def test_nothing_is_graded(tmp_path, toys, capsys):
    with Gradebook(tmp_path, "09_toy") as book:
        book.receive([])
    assert cli.main(["export", str(tmp_path), "--to", "csv"]) == 1
    assert capsys.readouterr().err == f"nothing is graded in {tmp_path}\n"

"""The instructor's guide: the commands of its real week, typed one after another."""

import csv
import re
import shlex
import zipfile
from pathlib import Path

import pytest

from il2course import cli
from il2course.grading import sheet
from il2course.questions import receptor

WEEK = Path(__file__).parents[2] / "docs" / "instructors" / "week.md"
FILE = re.compile(r"```\{code-block\} text\n:caption: (\S+)\n\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ python3 course\.py (.+)$", re.MULTILINE)
# As Canvas names what it gives out.
HANDED_IN = {"ada": "lovelaceada_101_9001_sheet.ipynb.py", "bob": "ngbob_LATE_102_9002_sheet.ipynb.py"}


@pytest.fixture
def office(tmp_path, monkeypatch, root):
    """A folder with the files that the guide shows, and what Ada and Bob handed in; Bob's second answer is wrong."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILE.findall(WEEK.read_text(encoding="utf-8")):
        most = sum(exercise.points for exercise in receptor.EXERCISES)
        (tmp_path / name).write_text(text.replace("MOST", f"{most:g}"), encoding="utf-8")
    master = (root / "solutions" / "02_receptor.py").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "handed-in.zip", "w") as archive:
        for student, name in HANDED_IN.items():
            text = master.replace('student = "practice"', f'student = "{student}"')
            wrong = text.replace("(by_alpha - by_beta)", "(by_beta - by_alpha)")
            archive.writestr(name, wrong if student == "bob" else text)
    return tmp_path


def rows(file):
    """A CSV file's rows by their first column."""
    with file.open(newline="", encoding="utf-8") as opened:
        return {row[0]: row for row in csv.reader(opened)}


def test_the_week_runs(office, capsys):
    """From the key to the files for three platforms; Bob is late by Canvas's mark and has a point by hand."""
    commands = COMMAND.findall(WEEK.read_text(encoding="utf-8"))
    assert [words.split()[0] for words in commands] == [
        "key", "release", "grade", "report", "similar", "grade", "export", "export", "export", "export",
    ]  # fmt: skip
    for command in commands:
        assert cli.main(shlex.split(command)) == 0, (command, capsys.readouterr())
    graded = rows(office / "marks" / "gradebook.csv")
    most = float(graded["ada"][6])
    sign = next(each.points for each in receptor.EXERCISES if each.id == "cycle_gap_kJ")
    assert float(graded["ada"][4]) == most
    assert float(graded["bob"][4]) == pytest.approx((most - sign + 1) * 0.9, abs=0.005)
    assert rows(office / "marks" / "canvas.csv")["Lovelace, Ada"][-1] == f"{most:g}"
    assert "Young, Cy" not in rows(office / "marks" / "canvas.csv")
    page = (office / "marks" / "feedback" / "bob.html").read_text(encoding="utf-8")
    assert "The sign is turned around but the way is right." in page
    assert "marked late by Canvas, which counts as 1 day late" in page
    assert "Ada" not in page
    assert "ada and bob: " in (office / "similar.html").read_text(encoding="utf-8")


def test_every_exercise_the_guide_names_is_asked(office):
    asked = {exercise.id for exercise in sheet.asked("02_receptor")}
    assert {row[1] for row in rows(office / "by-hand.csv").values() if row[0] != "student"} <= asked

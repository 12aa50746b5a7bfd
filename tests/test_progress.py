"""How far a student has come: what is kept, what is shown, and that no trouble with the file loses anything."""

import json
import os
import re

import pytest

from il2course import check as room
from il2course.authoring.execution import execute
from il2course.authoring.pairing import unexecuted
from il2course.check import CheckResult, progress
from il2course.check.overview import NO_MARKS, Progress, Sheet
from il2course.check.record import LARGEST, NotKept, Record
from il2course.errors import CourseError
from il2course.questions import LESSONS, Exercise

BOUND = Exercise("bound", "Bound share", "function", points=1, sample=lambda random: {})
DOSE = Exercise("dose_nM", "A dose", "number", points=2.5, parameters={})
CELL = Exercise("cell", "A <cell>", "choice", points=0.5, options=("NK",))
WHY = Exercise("why", "Say why", "text", points=3)
ASKED = (BOUND, DOSE, CELL, WHY)

PASSES = CheckResult("bound", True, "")
FORM = CheckResult("dose_nM", True, "", settled=False)
FAILS = CheckResult("bound", False, "")


@pytest.fixture
def record(tmp_path):
    """One in an empty folder."""
    return Record(tmp_path / "progress.json")


# What is kept


def test_what_is_written_down(record):
    """For each student, and what was found last."""
    assert record.found() == {}
    for who, result in (("ada", PASSES), ("ada", FORM), ("bob", PASSES), ("bob", FAILS)):
        record.note(who, result)
    assert record.found() == {"ada": {"bound": "passed", "dose_nM": "formed"}, "bob": {"bound": "tried"}}
    assert os.listdir(record.file.parent) == ["progress.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"3", b"\xff\xfe\x00", b"{}" + b" " * LARGEST, b"[" * 100_000],
    ids=["empty", "half", "list", "number", "bytes", "large", "deep"],
)
def test_a_damaged_file_is_put_aside(record, content):
    """Nothing is lost, and what was just found stands in a new one."""
    record.file.write_bytes(content)
    with pytest.raises(NotKept) as trouble:
        record.found()
    assert str(trouble.value) == "progress.json is damaged"
    with pytest.raises(NotKept) as trouble:
        record.note("ada", PASSES)
    assert str(trouble.value) == (
        "progress.json is damaged; it now is progress_damaged.json, and a new one was begun"
    )
    assert record.file.with_name("progress_damaged.json").read_bytes() == content
    assert record.found() == {"ada": {"bound": "passed"}}


def test_what_cannot_be_understood_is_left_out(record):
    """A file that somebody wrote into."""
    record.file.write_text(
        json.dumps({"ada": {"bound": "passed", "cell": "100 points", "why": 3, "x": None, "y": []}, "bob": "passed"})
    )
    assert record.found() == {"ada": {"bound": "passed"}}


def test_a_file_that_cannot_be_written(record, monkeypatch):
    """What was there stays."""
    record.note("ada", PASSES)

    def refuse(*names):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NotKept) as trouble:
        record.note("ada", FAILS)
    assert str(trouble.value) == "progress.json cannot be written (Permission denied)"
    assert record.found() == {"ada": {"bound": "passed"}}


def test_a_folder_that_is_gone(tmp_path):
    with pytest.raises(NotKept) as trouble:
        Record(tmp_path / "gone" / "progress.json").note("ada", PASSES)
    assert str(trouble.value) == "progress.json cannot be written (No such file or directory)"


def test_a_folder_in_its_place(record):
    record.file.mkdir()
    for look in (record.found, lambda: record.note("ada", PASSES)):
        with pytest.raises(NotKept) as trouble:
            look()
    assert str(trouble.value) == "progress.json cannot be read (Is a directory)"


# What is shown


def sheet(**found):
    """A sheet of four exercises, seven points in all."""
    return Sheet("02_receptor", ASKED, found)


def test_as_text():
    shown = Progress([sheet(bound="passed", dose_nM="formed", cell="tried", why="formed")], ["02_receptor"])
    assert str(shown).splitlines() == [
        "02_receptor: public checks pass for 1 of 7 points; answers worth 5.5 more have the right form.",
        "[##..................]",
        "  bound    1 point     public checks pass",
        "  dose_nM  2.5 points  right form; only the grader tells",
        "  cell     0.5 points  not yet",
        "  why      3 points    written; a person will read it",
        NO_MARKS,
    ]
    assert repr(shown) == str(shown)


def test_a_sheet_that_nobody_has_begun():
    assert str(Progress([sheet()])).splitlines() == [
        "02_receptor: public checks pass for 0 of 7 points.",
        "[....................]",
        NO_MARKS,
    ]
    assert "not checked yet" in str(Progress([sheet()], ["02_receptor"]))


def test_the_bar_is_full_only_when_all_is():
    every = {exercise.id: "passed" for exercise in ASKED}
    assert "[####################]" in str(Progress([sheet(**every)]))
    assert "[##################..]" in str(Progress([sheet(**{**every, "cell": "tried"})]))


def test_as_a_page():
    """The bar has a name and stands beside the same words; the table has headings; titles are escaped."""
    page = Progress([sheet(bound="passed")], ["02_receptor"], "No <file>.")._repr_html_()
    sentence = "02_receptor: public checks pass for 1 of 7 points."
    assert f'<progress max="7" value="1" aria-label="{sentence}"></progress> {sentence}' in page
    assert page.count("<th scope") == 3 + 4
    assert "A &lt;cell&gt; (<code>cell</code>)" in page and "No &lt;file&gt;." in page
    assert re.findall("src=|href=|<script", page) == []


def test_nothing_speaks_of_marks_or_of_right_answers():
    """Public checks pass, and that is all that is known here."""
    shown = Progress([sheet(**{exercise.id: "passed" for exercise in ASKED})], ["02_receptor"])
    for text in (str(shown), shown._repr_html_()):
        assert not re.search("correct|right|earned|marks", text.replace(NO_MARKS, ""))


def test_progress_of_all_lessons(tmp_path, monkeypatch):
    """For the id in the notebook, from the folder that it runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "progress.json").write_text('{"ada": {"bound_fraction": "passed"}, "practice": {}}')
    home = {"student": "Ada", "progress": progress}
    exec("shown, listed = progress(), progress('02_receptor')", home)
    assert [each.lesson for each in home["shown"].sheets] == list(LESSONS)
    assert [each.points("passed") for each in home["shown"].sheets] == [0, 1, 0, 0]
    assert (home["shown"].detailed, home["listed"].detailed) == ([""], ["02_receptor"])
    assert progress().sheets[1].points("passed") == 0, "here nobody is called ada"
    (tmp_path / "progress.json").write_text("{")
    assert str(progress()).splitlines()[-1] == (
        "progress.json is damaged, so nothing is known of earlier checks. No answer and no mark depends on that file."
    )


def test_progress_of_no_lesson():
    for asked, got in (("receptor", 'the text "receptor"'), (3, "the number 3")):
        with pytest.raises(CourseError) as error:
            progress(asked)
        assert str(error.value) == f"progress takes one of {', '.join(LESSONS)}, got {got}"


def test_trouble_is_told_once(tmp_path, monkeypatch, capsys):
    """It stands below what check has found, which it does not change."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "progress.json").mkdir()
    monkeypatch.setattr(room, "_told", set())
    for _ in range(2):
        room._keep(PASSES, {})
    assert capsys.readouterr().out == (
        "Your progress: progress.json cannot be read (Is a directory). "
        "No answer and no mark depends on that file.\n"
    )


def test_a_check_outside_a_notebook_keeps_nothing(tmp_path, monkeypatch):
    """Nor does one of a name that is no exercise."""
    monkeypatch.chdir(tmp_path)
    room.check("bound_fraction")
    assert os.listdir(tmp_path) == []


def test_in_a_real_kernel(tmp_path):
    """Checked, kept beside the notebook, and shown as a page with text for those who see none."""
    book = unexecuted(
        "# %%\nfrom il2course.check import check, progress, variant\nstudent = 'ada'\n"
        "matching_dose_pM = variant('matching_dose_pM', student)['dose_pM']\n"
        "cycle_gap_kJ = why = None\n\n"
        "# %%\nfor name in ('matching_dose_pM', 'cycle_gap_kJ', 'why'):\n    check(name)\n\n"
        '# %%\nprogress("02_receptor")\n'
    )
    execute(book, "x.py", tmp_path, timeout_s=60)
    kept = json.loads((tmp_path / "progress.json").read_text())
    assert kept == {"ada": {"matching_dose_pM": "formed", "cycle_gap_kJ": "tried"}}
    shown = book.cells[-1].outputs[0].data
    assert set(shown) == {"text/plain", "text/html"}
    assert "public checks pass for 0 of 11 points; answers worth 1 more have the right form." in shown["text/plain"]
    assert "<progress" in shown["text/html"]

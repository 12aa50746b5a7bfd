"""The report on a class."""

import re
from collections import Counter
from dataclasses import replace
from html import escape

import pytest

from grading.school import rows
from grading.test_table import Outline
from il2course import cli
from il2course.grading.gradebook import Gradebook, Result, Row
from il2course.grading.ingest import Submission
from il2course.grading.late import Lateness
from il2course.grading.marks import PRACTICE_NUMBERS, Mark
from il2course.grading.report import report
from il2course.grading.roster import Roster, Student
from il2course.grading.values import FOR_PRACTICE


@pytest.fixture
def html(sheet):
    """Of forty students."""
    return report(rows(sheet.exercises), "09_toy", sheet.exercises)


def test_it_is_accessible_and_complete(html):
    outline = Outline(html)
    tags = [tag for tag, _ in outline.found]
    assert outline.open == []
    assert tags.count("h1") == tags.count("main") == 1
    assert tags.count("table") == tags.count("caption") == 5
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in outline.found if tag == "th")
    assert not re.search(r"""(src|href)=|url\(|@import|<script""", html)


def test_its_numbers_are_those_of_the_class(html, sheet):
    graded = [row for row in rows(sheet.exercises) if row.result]
    points = sorted(row.points for row in graded)
    assert "<p>Submissions: 40 graded, 1 needs_human, 1 unreadable.</p>" in html
    assert f"40 students, 8 points to be had. Median {(points[19] + points[20]) / 2:g}," in html
    marks = [row.result.marks[0] for row in graded]
    answered, slips = sum(mark.answered for mark in marks), Counter(mark.slip for mark in marks if mark.slip)
    (slip, made), *_ = slips.most_common()
    assert made > 1
    shade = f"background: rgba(var(--shade), {0.4 * made / answered:.2f})"
    assert f'{slip} in <code>share</code></th><td class="number" style="{shade}">{made} of {answered}</td>' in html
    hints = {slip.name: slip.hint for slip in sheet.exercises[0].slips}
    assert hints[slip] in html
    late = [row for row in graded if row.late.days]
    assert html.count("the time of the file</td>") == len(late)
    assert "Some times are those of the files themselves" in html


def test_answers_to_the_practice_numbers_have_their_hint(sheet):
    """It belongs to no exercise of its own."""
    marks = tuple(Mark(each.id, 0.0, slip=PRACTICE_NUMBERS) for each in sheet.exercises)
    html = report([Row("a.py", "aa", "ada", "graded", "", Result(marks))], "09_toy", sheet.exercises)
    assert html.count(f"<td>{escape(FOR_PRACTICE)}</td>") == len(sheet.exercises)


def test_what_needs_a_human(essay):
    marks = (Mark("first_cell", 1.0), Mark("why", 0.0, 3.0))
    class_ = [
        Row("a.py", "aa", "ada", "graded", "", Result(marks, jailed=False), stale=("first_cell",)),
        Row("b<b>.py", "", "", "unreadable", "it is <empty>"),
    ]
    html = report(class_, "10_essay", essay.exercises)
    assert "<code>a.py</code></td><td>to be marked: why</td>" in html
    assert "<code>a.py</code></td><td>marked for an earlier file: first_cell</td>" in html
    assert "not known</th><td><code>b&lt;b&gt;.py</code></td><td>unreadable: it is &lt;empty&gt;</td>" in html
    assert "<strong>1 of them were graded without a jail.</strong>" in html
    assert html.count("too little to say") == 2
    assert "No deadline was given." in html


def test_nobody_was_late_and_nothing_needs_anybody(sheet):
    class_ = [replace(row, late=Lateness("x", "y", "z")) for row in rows(sheet.exercises, 12) if row.result]
    html = report(class_, "09_toy", sheet.exercises)
    assert "<h2>Late</h2>\n<p>Nobody.</p>" in html
    assert "<h2>What needs you</h2>\n<p>Nothing.</p>" in html


def test_who_handed_in_nothing(sheet):
    class_ = [Row("a.py", "aa", "ada", "needs_human", "two sheets")]
    roster = Roster((Student("ada", "Ada Lovelace"), Student("bob", "Bob <b>Ng</b>", "bob@example.org")))
    html = report(class_, "09_toy", sheet.exercises, roster)
    assert "<caption>No file could be told to be from 1 of 2 on the roster</caption>" in html
    assert "bob</th><td>Bob &lt;b&gt;Ng&lt;/b&gt;</td><td>bob@example.org</td>" in html
    assert "Ada Lovelace" not in html
    html = report(class_, "09_toy", sheet.exercises, replace(roster, students=roster.students[:1]))
    assert "<h2>Handed in nothing</h2>\n<p>Nobody: there is a file from each of 1.</p>" in html


def test_nothing_is_graded(sheet):
    assert "Nothing is graded yet." in report([], "09_toy", sheet.exercises)


def test_the_command(tmp_path, toys, capsys):
    """It needs the gradebook alone."""
    with Gradebook(tmp_path / "out", "09_toy") as book:
        book.receive([(Submission("a.py", "aa", "ada"), "job")])
        book.graded("job", Result(tuple(Mark(name, 1.0) for name in ("share", "closure_nM", "doses_nM"))))
    assert cli.main(["report", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/out/report.html\n"
    page = tmp_path / "out" / "report.html"
    assert "Median 3," in page.read_text() and "Handed in nothing" not in page.read_text()
    (tmp_path / "class.csv").write_text("student\nada\nbob\n")
    assert cli.main(["report", str(tmp_path / "out"), "--roster", str(tmp_path / "class.csv")]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/out/report.html\n"
    assert "No file could be told to be from 1 of 2 on the roster" in page.read_text()
    assert cli.main(["report", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"there is no gradebook in {tmp_path}: `il2course grade … --out {tmp_path}` makes one\n"
    )

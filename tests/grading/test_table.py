"""gradebook.csv and the page a student reads."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from il2course.grading.gradebook import Result, Row
from il2course.grading.grader import write
from il2course.grading.late import Lateness
from il2course.grading.marks import Mark
from il2course.grading.page import file_name, page
from il2course.grading.table import number, pending, table

MARKS = (
    Mark("share", 2.5, 0.0, 5, 8, ("3 of 8 hidden cases: wrong.",), "ratio", "Mind the <ratio>."),
    Mark("closure_nM", 2.0, 0.0, 1, 1),
    Mark("doses_nM", 0.0, 0.0, 0, 1, ("Not answered.",)),
)
ROW = Row("ada/sheet.ipynb", "ab" * 32, "ada", "graded", "", Result(MARKS, {2: "failed with <b>"}))


def test_a_table(sheet):
    rows = [ROW, Row("x.ipynb", "", "", "unreadable", "it is empty")]
    assert table(rows, sheet.exercises) == (
        "student,file,sha256,status,points,points_pending,max_points,share,closure_nM,doses_nM\n"
        f"ada,ada/sheet.ipynb,{'ab' * 32},graded,4.5,0,8,2.5,2,0\n"
        ",x.ipynb,,unreadable,,,8,,,\n"
    )


def test_a_text_is_pending(essay):
    marks = (Mark("first_cell", 1.0, 0.0, 1, 1), Mark("why", 0.0, 3.0, remarks=("Written; a human will mark it.",)))
    row = Row("a.py", "aa", "ada", "graded", "", Result(marks))
    assert table([row], essay.exercises).splitlines()[1] == "ada,a.py,aa,graded,1,3,4,1,"
    assert "<strong>1 of 4 points</strong>; 3 more wait for a human." in page(row, "10_essay", essay.exercises)


def test_what_waits_for_a_human(essay):
    """A list to fill in, with the hash of the file that is to be read."""
    marks = (Mark("first_cell", 1.0), Mark("why", 0.0, 3.0))
    rows = [Row("a.py", "aa", "-ada", "graded", "", Result(marks)), Row("b.py", "", "bob", "unreadable", "")]
    assert pending(rows, essay.exercises) == (
        "student,exercise,points,comment,max_points,sha256,file\n'-ada,why,,,3,aa,a.py\n"
    )


def test_a_text_that_a_human_marked(essay):
    marks = (Mark("first_cell", 1.0), Mark("why", 2.5, by_hand=True))
    assert table([Row("a.py", "aa", "ada", "graded", "", Result(marks))], essay.exercises).splitlines()[1] == (
        "ada,a.py,aa,graded,3.5,0,4,1,2.5"
    )


LATE = Lateness("2027-03-05T23:59 Europe/Berlin", "2027-03-06T10:00 Europe/Berlin", "a list", 1, 10.0)


def test_points_are_those_that_count(sheet):
    """The exercises' columns are before, the sum is after what being late costs."""
    assert table([replace(ROW, late=LATE)], sheet.exercises).splitlines()[1] == (
        f"ada,ada/sheet.ipynb,{'ab' * 32},graded,4.05,0,8,2.5,2,0"
    )


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        (
            LATE,
            "<p>Due 2027-03-05T23:59 Europe/Berlin; handed in 2027-03-06T10:00 Europe/Berlin, 1 day late. "
            "Of 4.5 points earned, 10 % are taken off: 4.05 remain.</p>",
        ),
        (
            replace(LATE, percent=0.0),
            "<p>Due 2027-03-05T23:59 Europe/Berlin; handed in 2027-03-06T10:00 Europe/Berlin, 1 day late. "
            "It cost nothing.</p>",
        ),
        (
            replace(LATE, days=0, percent=0.0),
            "<p>Due 2027-03-05T23:59 Europe/Berlin; handed in 2027-03-06T10:00 Europe/Berlin, in time.</p>",
        ),
    ],
)
def test_a_page_says_what_being_late_cost(sheet, late, sentence):
    html = page(replace(ROW, late=late), "09_toy", sheet.exercises)
    assert sentence in html
    assert f"<strong>{'4.05' if late.percent else '4.5'} of 8 points</strong>." in html


def test_no_name_becomes_a_formula(sheet):
    """A file may be called so that a spreadsheet would compute its name."""
    lines = table(
        [Row("=1+1.py", "", "@ada", "unreadable", ""), Row('a,"b.py', "", "", "unreadable", "")], sheet.exercises
    )
    assert lines.splitlines()[1].startswith("'@ada,'=1+1.py,")
    assert lines.splitlines()[2].startswith(',"a,""b.py",')


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (2.0, "2"), (2.5, "2.5"), (10, "10"), (2.67, "2.67"), (1e-9, "0")]
)
def test_numbers(value, text):
    assert number(value) == text


class Outline(HTMLParser):
    """Elements of a page, and what is still open at its end."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def html(sheet):
    """Ada's page."""
    return page(ROW, "09_toy", sheet.exercises)


def test_a_page_is_accessible(html):
    """Language, title, main part, one first heading, a table with caption and headers."""
    outline = Outline(html)
    tags = [tag for tag, _ in outline.found]
    assert outline.open == []
    assert ("html", {"lang": "en"}) in outline.found
    assert [tag for tag in tags if re.fullmatch(r"h\d|main|caption|table|title", tag)] == [
        "title", "main", "h1", "h2", "table", "caption", "h2",
    ]  # fmt: skip
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in outline.found if tag == "th")


def test_a_page_needs_nothing_else(html):
    assert not re.search(r"""(src|href)=|url\(|@import|<script""", html)


def test_a_page_says_what_was_found(html):
    assert "<title>Lesson 09_toy: marks of ada</title>" in html
    assert "<strong>4.5 of 8 points</strong>." in html
    assert "3 of 8 hidden cases: wrong.<br>Hint: Mind the &lt;ratio&gt;." in html
    assert '<td class="number">2 of 2</td><td>Right.</td>' in html
    assert "<li>Code cell 2 failed with &lt;b&gt;.</li>" in html
    assert "jail" not in html


def test_a_page_of_a_result_without_a_jail(sheet):
    row = Row("a.py", "aa", "<i>ada</i>", "graded", "", Result(MARKS, jailed=False))
    html = page(row, "09_toy", sheet.exercises)
    assert "<strong>It was graded without a jail.</strong>" in html
    assert "<i>" not in html
    assert "Cells that failed" not in html


@pytest.mark.parametrize(
    ("student", "file"),
    [
        ("ada-1_b", "ada-1_b.html"),
        ("../../etc/x", "%2e.%2e.%2f.%2e.%2e.%2f.etc%2f.x.html"),
        ("Good", "Good+c939327ca16d.html"),
        ("Björn N", "Bj%f6.rn%20.N+bf9c05342603.html"),
        ("%20.", "%25.20%2e..html"),
    ],
)
def test_a_page_stays_in_its_folder(student, file):
    assert file_name(student) == file


@pytest.mark.parametrize("names", [("Good", "good"), ("GOOD", "Good"), ("A" * 250, "a" * 250), ("\u00c9", "\u00e9")])
def test_pages_of_names_that_differ_in_case_alone_are_two(names):
    """Some file systems take a capital for a small letter."""
    assert len({file_name(name).casefold() for name in names}) == 2


@pytest.mark.parametrize("student", ["x" * 250, "é" * 120, "\U0001f600" * 200])
def test_a_page_of_a_long_name_fits_into_its_folder(tmp_path, student):
    """One student's name that no folder takes would keep everybody else from getting a page."""
    write(tmp_path / "feedback" / file_name(student), "mine")
    write(tmp_path / "feedback" / file_name(f"{student}y"), "another's")
    assert (tmp_path / "feedback" / file_name(student)).read_text() == "mine"

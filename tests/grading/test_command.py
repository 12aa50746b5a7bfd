"""`grade` and `key new` as they are typed."""

import os
import pty
import subprocess
import sys
import termios

import pytest

from il2course import cli
from il2course.grading import jail as jails
from il2course.grading import terms
from il2course.grading.jail import NoJail
from il2course.grading.late import Policy, moment
from il2course.grading.values import FOR_PRACTICE


@pytest.fixture
def desk(toys, tmp_path, monkeypatch):
    """A folder with a key, a submission and the toy masters, and a machine without a jail."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.py").write_text('# %%\nstudent = "ada"\nclosure_nM = 4.375\n')
    assert cli.main(["key", "new", "course.key"]) == 0
    return tmp_path


def grade(capsys, toys, *more, folder="in", lesson="toy", key="course.key"):
    """Run the command: its code, what it printed, and what it said."""
    capsys.readouterr()
    words = ["grade", folder, "--lesson", lesson, "--key", key, "--solutions", str(toys), "--out", "out"]
    code = cli.main([*words, *more])
    out, said = capsys.readouterr()
    return code, out, said


def test_a_good_run(desk, toys, capsys):
    code, out, said = grade(capsys, toys)
    assert (code, out, said) == (0, "out/gradebook.csv: 1 graded\n", "")
    assert (desk / "out" / "gradebook.csv").read_text().splitlines()[1].endswith(",graded,2,0,8,0,2,0")


@pytest.mark.parametrize("lesson", ["toy", "09", "9", "09_toy"])
def test_a_lesson_has_four_names(desk, toys, capsys, lesson):
    assert grade(capsys, toys, lesson=lesson)[0] == 0


def test_what_needs_a_human_is_told(desk, toys, capsys):
    (desk / "in" / "bob.py").write_text('# %%\nstudent = "ada"\nclosure_nM = 4.375\n')
    (desk / "in" / "eve.ipynb").write_text("{")
    assert grade(capsys, toys)[1] == (
        "out/gradebook.csv: 1 graded, 1 needs_human, 1 unreadable\n"
        "needs_human   bob.py: the sheet says 'ada', the file is from 'bob'\n"
        "unreadable    eve.ipynb: it is no notebook: its JSON is broken\n"
    )


def test_what_is_passed_over_is_told(desk, toys, capsys):
    for number in range(12):
        (desk / "in" / f"bob{number:02}.docx").write_text("my answers")
    told = grade(capsys, toys)[1].splitlines()
    named = ", ".join(f"bob{number:02}.docx" for number in range(10))
    assert told[1:] == [f"passed over, neither notebooks nor percent scripts: {named} and 2 more"]


def test_who_answered_the_practice_numbers_is_told(desk, toys, capsys):
    """The sheet still says `practice`: graded all the same, but what is right for practice earns advice alone."""
    source = '# %%\nstudent = "practice"\nclosure_nM = 4.375\ndoses_nM = [1000, 100, 10, 1, 0.1]\n'
    (desk / "in" / "ada.py").write_text(source)
    assert grade(capsys, toys)[1] == (
        "out/gradebook.csv: 1 graded\nno marks for answers to the practice numbers, which are nobody's: ada\n"
    )
    assert (desk / "out" / "gradebook.csv").read_text().splitlines()[1].endswith(",graded,2,0,8,0,2,0")
    assert FOR_PRACTICE in (desk / "out" / "feedback" / "ada.html").read_text()


def test_without_a_jail(desk, toys, capsys):
    code, out, _ = grade(capsys, toys, "--no-jail")
    assert (code, out.splitlines()[1:]) == (
        0,
        ["graded without a jail: submissions could read and change whatever you can"],
    )
    assert "It was graded without a jail." in (desk / "out" / "feedback" / "ada.html").read_text()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lesson": "cooking"}, "there is no lesson 'cooking'; the lessons are 09_toy, 10_essay"),
        ({"key": "no.key"}, "there is no key no.key: make one with `il2course key new no.key`"),
        ({"key": "in/ada.py"}, "in/ada.py is no key: a key is one line, as `il2course key new` writes it"),
        ({"folder": "nowhere"}, "there is no folder or zip nowhere"),
        ({"folder": "course.key"}, "course.key is neither a folder nor a zip: File is not a zip file"),
    ],
)
def test_sentences(desk, toys, capsys, changes, sentence):
    assert grade(capsys, toys, **changes) == (1, "", f"{sentence}\n")


def test_a_folder_of_solutions_without_any(desk, capsys):
    sentence = "in holds no master of a sheet: no file named like 02_receptor.py\n"
    (desk / "in").rename(desk / "submissions")
    (desk / "in").mkdir()
    assert grade(capsys, "in", folder="submissions") == (1, "", sentence)


def test_a_roster_without_the_column(desk, toys, capsys):
    (desk / "class.csv").write_text("name\nAda\n")
    said = grade(capsys, toys, "--roster", "class.csv")[2]
    assert said == "the roster class.csv must have a column 'student', got name\n"


def test_terms(desk, toys, capsys):
    """Deadline and roster from the file that `release` writes; times from the platform's list."""
    (desk / "class.csv").write_text("student\nada\n")
    policy = Policy(moment("2027-03-05T23:59 Europe/Berlin", "the deadline"), percent_per_day=50)
    (desk / "toy.toml").write_text(terms.text("09_toy", policy, "class.csv"))
    (desk / "times.csv").write_text("student,time\nada,2027-03-06T08:00\n")
    assert grade(capsys, toys, "--terms", "toy.toml", "--times", "times.csv")[0] == 0
    assert (desk / "out" / "gradebook.csv").read_text().splitlines()[1].endswith(",graded,1,0,8,0,2,0")
    assert "handed in 2027-03-06T08:00 Europe/Berlin, 1 day late" in (desk / "out" / "feedback" / "ada.html").read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--terms", "other.toml"], "the terms other.toml are those of 10_essay, not of 09_toy"),
        (["--times", "times.csv"], "--times needs --terms: without a deadline nothing is late"),
        (["--terms", "no.toml"], "the terms no.toml cannot be read: No such file or directory"),
        (["--manual", "no.csv"], "the manual marks no.csv cannot be read: No such file or directory"),
    ],
)
def test_terms_that_will_not_do(desk, toys, capsys, words, sentence):
    policy = Policy(moment("2027-03-05T23:59 Europe/Berlin", "the deadline"))
    (desk / "other.toml").write_text(terms.text("10_essay", policy))
    assert grade(capsys, toys, *words) == (1, "", f"{sentence}\n")


def test_a_corrupted_gradebook(desk, toys, capsys):
    (desk / "out").mkdir()
    file = desk / "out" / "gradebook.sqlite"
    file.write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)
    before = file.read_bytes()
    code, out, said = grade(capsys, toys)
    assert (code, out) == (1, "")
    assert said == "out/gradebook.sqlite is damaged (file is not a database): move it away; nothing was written\n"
    assert file.read_bytes() == before


def test_no_jail_on_this_machine(desk, toys, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(desk))
    assert grade(capsys, toys) == (
        1,
        "",
        "there is no jail for submissions: bubblewrap is missing; on Debian `sudo apt install bubblewrap`; "
        "type --no-jail to grade without it, if you trust every submission\n",
    )
    assert not (desk / "out").exists()


def test_a_key_where_submissions_could_read_it(desk, toys, capsys, monkeypatch):
    monkeypatch.setattr(jails, "_interpreter", lambda: [desk])
    monkeypatch.setattr(jails, "choose", lambda without: jails.Bubblewrap("bwrap", as_root=False))
    assert grade(capsys, toys)[2] == f"submissions can read {desk}: move in out of it\n"


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_jobs_must_be_a_number(desk, toys, capsys, jobs):
    with pytest.raises(SystemExit, match="2"):
        grade(capsys, toys, "--jobs", jobs)
    assert f"argument --jobs: must be a whole number from 1 up, got {jobs!r}" in capsys.readouterr().err


def test_a_progress_bar(desk, toys):
    """On a terminal, one step a submission."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    words = ["grade", "in", "--lesson", "toy", "--key", "course.key", "--solutions", str(toys), "--out", "out"]
    command = [sys.executable, str(toys.parent / "command.py"), *words]
    subprocess.run(command, cwd=desk, stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "09_toy: 100%" in seen
    assert "1/1" in seen


def test_nothing_but_the_command_line_chooses_no_jail(monkeypatch):
    """There is no variable that turns the jail off."""
    monkeypatch.setenv("IL2COURSE_NO_JAIL", "1")
    assert not isinstance(jails.choose(), NoJail)

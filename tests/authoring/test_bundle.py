"""What students get, and what they may not get."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from il2course import cli
from il2course.authoring import bundle
from il2course.errors import CourseError

DEADLINE = "2027-03-05T23:59 Europe/Berlin"
KEY = "il2course-key-1 " + "0123456789abcdef" * 4


@pytest.fixture
def release(tmp_path, capsys, root, monkeypatch):
    """Run the command in the course, into a temporary folder: its code, and what it said."""
    monkeypatch.chdir(root)

    def release(*words, out="out"):
        capsys.readouterr()
        code = cli.main(["release", *words, "--out", str(tmp_path / out)])
        return code, capsys.readouterr().err

    return release


def content(folder):
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bundle(release, tmp_path, root):
    """Zips, a folder for Binder and the instructor's file; twice the same bytes; nothing of a solution."""
    words = ("receptor", "--deadline", DEADLINE, "--percent-per-day", "10", "--grace-min", "15")
    assert release(*words) == (0, "")
    assert release(*words, out="again") == (0, "")
    found = content(tmp_path / "out")
    assert found == content(tmp_path / "again")
    with zipfile.ZipFile(tmp_path / "out" / "students" / "02_receptor.zip") as archive:
        zipped = {entry.filename.partition("/")[2]: archive.read(entry) for entry in archive.infolist()}
        rights = {entry.filename.partition("/")[2]: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert zipped == content(tmp_path / "out" / "binder")
    assert rights["binder/postBuild"] == 0o755 and rights["course.py"] == 0o644
    assert os.access(tmp_path / "out" / "binder" / "binder" / "postBuild", os.X_OK)
    assert {name for name in zipped if name.split("/")[0] in ("notebooks", "exercises", "solutions", "tests")} == {
        f"{folder}/02_receptor.{suffix}" for folder in ("notebooks", "exercises") for suffix in ("ipynb", "py")
    }
    assert zipped["exercises/02_receptor.ipynb"] == (root / "exercises" / "02_receptor.ipynb").read_bytes()
    assert f"The deadline is {DEADLINE}." in zipped["README.md"].decode()
    assert b"return complex_nM / receptor_nM" in (root / "solutions" / "02_receptor.py").read_bytes()
    assert not any(b"return complex_nM / receptor_nM" in file for file in zipped.values())
    assert 'percent_per_day = 10\n' in found["instructor/02_receptor.toml"].decode()


def test_what_was_released_runs(release, tmp_path):
    """The package in the bundle is complete, and finds its lesson."""
    release("receptor")
    folder = tmp_path / "out" / "binder"
    script = (
        "from il2course import checkout, cli, facts, receptor; from il2course.check import check; cli.make_parser(); "
        "print(checkout.__file__, *checkout.find_lessons(checkout.find_root())); check('bound_fraction')"
    )
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    said = subprocess.check_output([sys.executable, "-c", script], cwd=folder, env=environment, text=True)
    assert said.splitlines()[0] == f"{folder / 'src' / 'il2course' / 'checkout.py'} 02_receptor"
    assert "bound_fraction" in said.splitlines()[1]


def test_a_folder_that_holds_more(release, tmp_path):
    """Last week's lesson is not left there unsaid; a repository of its own is."""
    assert release("receptor", "structure") == (0, "")
    (tmp_path / "out" / "binder" / ".git").mkdir()
    (tmp_path / "out" / "binder" / ".git" / "HEAD").touch()
    assert release("structure", "02") == (0, "")
    assert release("receptor") == (
        1,
        f"{tmp_path}/out/binder holds exercises/01_structure.ipynb, which this release does not: "
        "name its lesson too, or move it away\n",
    )


def test_terms_that_were_changed_by_hand_stay(release, tmp_path):
    assert release("receptor", "--deadline", DEADLINE) == (0, "")
    terms = tmp_path / "out" / "instructor" / "02_receptor.toml"
    assert release("receptor", "--deadline", DEADLINE) == (0, "")
    terms.write_text(terms.read_text().replace("grace_min = 0", "grace_min = 5"))
    before = content(tmp_path / "out")
    assert release("receptor", "--deadline", DEADLINE) == (
        1,
        f"{terms} is there already and says something else: change it by hand, or move it away\n",
    )
    assert content(tmp_path / "out") == before


def test_a_roster_goes_beside_the_terms(release, tmp_path):
    (tmp_path / "class.csv").write_text("student,extension\nada,2 days\n")
    assert release("receptor", "--roster", str(tmp_path / "class.csv"), "--deadline", DEADLINE) == (0, "")
    assert (tmp_path / "out" / "instructor" / "roster.csv").read_text() == "student,extension\nada,2 days\n"
    assert 'roster = "roster.csv"\n' in (tmp_path / "out" / "instructor" / "02_receptor.toml").read_text()
    assert "ada" not in str(content(tmp_path / "out" / "binder").get("README.md"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["cooking"], "there is no lesson 'cooking'; the lessons are 01_structure, 02_receptor, 03_signaling, 04_therapy"),
        (["receptor", "--roster", "x.csv"], "--roster needs --deadline: the two are written down together"),
        (["receptor", "--deadline", "Friday"], f"the deadline must be a time such as {DEADLINE!r}, got 'Friday'"),
        (["receptor", "--solutions", "docs"], "docs holds no master of a sheet: no file named like 02_receptor.py"),
        (
            ["receptor", "--deadline", DEADLINE, "--percent-per-day", "200"],
            "percent_per_day must be from 0 to 100, got 200.0",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_released(release, tmp_path, words, sentence):
    assert release(*words) == (1, f"{sentence}\n")
    assert not (tmp_path / "out").exists()


def test_an_extension_that_nobody_can_read(release, tmp_path):
    (tmp_path / "class.csv").write_text("student,extension\nada,soon\n")
    assert release("receptor", "--roster", str(tmp_path / "class.csv"), "--deadline", DEADLINE) == (
        1,
        f"the extension of 'ada' must be a time such as {DEADLINE!r}, got 'soon'\n",
    )


# Leaks

MASTER = """\
# %%
def share(dose_nM, kd_nM):
    ### BEGIN SOLUTION
    bound = dose_nM / (dose_nM + kd_nM)
    return float(bound)
    ### END SOLUTION
"""
FOUND = "shows a solution, line {} of m.py: take it out or write it differently, then run `il2course sync`"


def leak(written=(), kept=()):
    """What is said about files of which one gives something away; nothing where none does."""
    try:
        bundle.refuse_leaks({"m.py": MASTER}, dict(written), dict(kept))
    except CourseError as error:
        return str(error).splitlines()
    return []


def test_no_line_of_a_solution_may_stand_in_what_students_read():
    assert leak(written={"notebooks/x.py": "# %%\nbound = dose_nM/(dose_nM + kd_nM)\n"}) == [
        f"notebooks/x.py {FOUND.format(4)}"
    ]
    assert leak(written={"README.md": "Fine."}) == []


def test_one_line_may_stand_in_the_package_by_chance_two_do_not():
    assert leak(kept={"src/x.py": b"def f():\n    return float(bound)\n"}) == []
    assert leak(kept={"src/x.py": b"bound = dose_nM / (dose_nM + kd_nM)\nreturn float(bound)\n"}) == [
        f"src/x.py {FOUND.format(4)}",
        f"src/x.py {FOUND.format(5)}",
    ]


@pytest.mark.parametrize("where", ["written", "kept"])
def test_a_key(where):
    content = f"# {KEY}\n"
    assert leak(**{where: {"src/x.py": content if where == "written" else content.encode()}}) == [
        "src/x.py holds a course key: take it out of the course, and make a new one"
    ]


def test_a_zip_knows_neither_day_nor_machine():
    files = {"b.py": b"1", "a.py": b"2"}
    first = bundle.zipped(files, "x")
    assert first == bundle.zipped(dict(reversed(files.items())), "x")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["x/a.py", "x/b.py"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert Path(archive.infolist()[0].filename).parts[0] == "x"

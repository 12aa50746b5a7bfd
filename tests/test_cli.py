"""The command line: what it takes, what it prints, how it ends."""

import argparse
import os
import re
import shlex
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from il2course import authoring, checkout, cli
from il2course.authoring import lite, loopback
from il2course.commands import doctor, lab, test
from il2course.errors import CourseError

ROOT = Path(__file__).resolve().parents[1]
KERNELSPEC = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons, with the current folder inside it."""
    for name in ("course.py", "pyproject.toml"):
        (tmp_path / name).touch()
    (tmp_path / "notebooks").mkdir()
    fine = [
        new_markdown_cell(
            "# Receptor\n\nHalf at $K_D$:\n\n$$\\theta = \\frac{c}{c + K_D}$$\n\n$$\\begin{matrix}a\\end{matrix}$$"
        ),
        new_code_cell(""),
        new_code_cell("import ipywidgets\nipywidgets.IntSlider(3)"),
        new_code_cell("from IPython.display import HTML\nHTML('<p>a figure</p>')"),
    ]
    failing = [new_code_cell("x = 1"), new_markdown_cell("Now:"), new_code_cell("x / 0"), new_code_cell("x")]
    for name, cells in {"02_receptor": fine, "03_signaling": failing}.items():
        nbformat.write(new_notebook(cells=cells, metadata=KERNELSPEC), tmp_path / "notebooks" / f"{name}.ipynb")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


# Words


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_command_is_documented(name, capsys):
    """Its first line stands in the overview; every example is in both helps and can be parsed."""
    command = import_module(f"il2course.commands.{name}")
    with pytest.raises(SystemExit, match="0"):
        cli.main([name, "--help"])
    own = capsys.readouterr().out
    assert command.EXAMPLES
    for example in command.EXAMPLES:
        assert f"{cli.program()} {example}\n" in own
        assert f"{cli.program()} {example}\n" in cli.make_parser().format_help() + "\n"
        assert cli.make_parser().parse_args(shlex.split(example)).run is command.run


def test_advice_names_the_program_as_it_was_typed(tmp_path, monkeypatch, capsys):
    """In a checkout nobody has `il2course` on the path."""
    words = ["grade", str(tmp_path), "--lesson", "02", "--key", str(tmp_path / "key"), "--out", str(tmp_path / "out")]
    for typed, program in (("cli.py", "python3 course.py"), ("il2course", "il2course")):
        monkeypatch.setattr(sys, "argv", [typed])
        assert cli.main(words) == 1
        made = f"make one with `{program} key new {tmp_path / 'key'}`"
        assert capsys.readouterr().err == f"there is no key {tmp_path / 'key'}: {made}\n"


def test_the_line_that_serves_the_site_can_be_pasted(tmp_path, monkeypatch, capsys):
    """Also where the path has a space."""
    monkeypatch.setattr(lite, "build", lambda root, folder: None)
    assert cli.main(["lite", str(tmp_path / "new site")]) == 0
    line = capsys.readouterr().out.strip().partition("to look at it: ")[2]
    assert shlex.split(line) == ["python3", "-m", "http.server", "--directory", str(tmp_path / "new site")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "error: the following arguments are required: COMMAND"),
        (["dance"], "error: argument COMMAND: invalid choice: 'dance'"),
        (["lab", "--port", "x"], "error: argument --port: must be a whole number from 1 to 65535, got 'x'"),
        (["lab", "--port", "0"], "error: argument --port: must be a whole number from 1 to 65535, got '0'"),
        (["test", "--fu"], "error: unrecognized arguments: --fu"),
    ],
)
def test_wrong_use_ends_with_2(words, sentence, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert sentence in capsys.readouterr().err


def test_the_help_loads_nothing_slow():
    script = (
        "import sys; from il2course.cli import make_parser; make_parser().format_help(); "
        "print([name for name in ('numpy', 'pandas', 'matplotlib', 'IPython', 'jupyterlab', 'nbformat', 'nbclient', "
        "'nbconvert', 'jupytext', 'tqdm', 'pytest') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "[]\n"


def test_the_program_is_called_as_it_was_typed(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/somewhere/il2course/cli.py", "lab"])
    assert cli.program() == "python3 course.py"
    monkeypatch.setattr(sys, "argv", ["/somewhere/bin/il2course", "lab"])
    assert cli.program() == "il2course"


@pytest.mark.parametrize(("error", "code", "said"), [(CourseError("No."), 1, "No.\n"), (KeyboardInterrupt(), 130, "stopped\n")])
def test_how_a_command_can_end(error, code, said, monkeypatch, capsys):
    def fail(options):
        raise error

    monkeypatch.setattr(lab, "run", fail)
    assert cli.main(["lab"]) == code
    assert capsys.readouterr().err == said


def test_a_reader_that_has_seen_enough():
    """`il2course doctor | head -1` ends without a traceback."""
    command = f"{shlex.quote(sys.executable)} -m il2course.cli doctor | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


# The checkout


def test_the_root_is_found_from_inside(course):
    assert checkout.find_root() == course
    assert checkout.find_root(course / "notebooks") == course


def test_the_root_is_found_from_outside(tmp_path):
    assert checkout.find_root(tmp_path) == ROOT


def test_no_root_anywhere(tmp_path, monkeypatch):
    monkeypatch.setattr(checkout, "__file__", str(tmp_path / "site-packages" / "il2course" / "checkout.py"))
    with pytest.raises(CourseError) as error:
        checkout.find_root(tmp_path)
    assert str(error.value) == f"{tmp_path} is not inside the course: no folder from there upward holds course.py"


@pytest.mark.parametrize("word", ["02_receptor", "receptor", "02", "2"])
def test_a_lesson_has_four_names(word):
    assert checkout.choose_lesson(word, ["01_structure", "02_receptor"]) == "02_receptor"


def test_an_unknown_lesson(course, capsys):
    assert cli.main(["run", "02", "cooking"]) == 1
    assert capsys.readouterr().err == "there is no lesson 'cooking'; the lessons are 02_receptor, 03_signaling\n"


def test_a_course_without_lessons():
    with pytest.raises(CourseError, match=r"^there is no lesson '2'; the lessons are not here yet$"):
        checkout.choose_lesson("2", [])


# lab


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port(taken_port, capsys):
    assert cli.main(["lab", "--port", str(taken_port)]) == 1
    assert capsys.readouterr().err == f"port {taken_port} is taken; choose another with --port\n"


@pytest.mark.parametrize("uid", [0, 1000])
def test_what_jupyter_is_told(course, monkeypatch, uid):
    monkeypatch.setattr(os, "geteuid", lambda: uid, raising=False)
    words = lab.jupyter_words(course, argparse.Namespace(no_browser=True, port=9000))
    assert f"--ServerApp.root_dir={course}" in words
    assert "--LabApp.default_url=/lab/tree/notebooks/02_receptor.ipynb" in words
    assert {"--no-browser", "--ServerApp.port=9000", "--ServerApp.port_retries=0"} <= set(words)
    assert ("--allow-root" in words) is (uid == 0)


def test_jupyter_finds_the_courses_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    from jupyterlab_server.settings_utils import _get_overrides

    lab.use_settings()
    overrides, error = _get_overrides(str(tmp_path))
    assert (error, overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"]) == ("", "false")


# run


def outside(html: str) -> list[str]:
    """What a browser would fetch from elsewhere to show the page."""
    return re.findall(
        r"""(?:src|href)=["']?(?!data:|#)[^"'> ]+|url\((?!data:|"data:|'data:|#)[^)]+|@import[^;]+""", html
    )


def test_run(course, capsys):
    """One lesson runs, one fails; both leave a page, which needs nothing but itself."""
    assert cli.main(["run"]) == 1
    pages = course / "il2course-runs"
    out, said = capsys.readouterr()
    assert out == f"{pages / '02_receptor.html'}\n"
    assert said == (
        "03_signaling: cell 2 failed with ZeroDivisionError: division by zero "
        f"(as far as it came: {pages / '03_signaling.html'})\n"
    )
    fine, failing = ((pages / f"{name}.html").read_text("utf-8") for name in ("02_receptor", "03_signaling"))
    assert outside(fine) == outside(failing) == []
    assert "<p>a figure</p>" in fine
    assert "IntSlider(value=3)" in fine
    assert 'alt="K_D"' in fine
    assert r"<code>\begin{matrix}a\end{matrix}</code>" in fine, "what Matplotlib cannot draw stays readable"
    assert "ZeroDivisionError" in failing


# test


@pytest.mark.parametrize("full", [False, True])
def test_the_checks(course, full):
    checks = test.steps(course, full)
    names = ["ruff", "sync --check", "lint", "pytest", "nbval"]
    assert list(checks) == [*names, *([test.FULL] if full else [])]
    assert checks["pytest"] == ["-m", "pytest", *test.AT_ONCE, "tests", "-m", "not full"]
    assert checks["nbval"] == ["-m", "pytest", *test.AT_ONCE, "--nbval-lax", "--nbval-current-env", "notebooks"]
    if full:
        assert checks[test.FULL] == ["-m", "pytest", *test.AT_ONCE, "tests", "-m", "full"]


def test_a_commit_needs_only_the_quick_checks(course):
    assert list(test.steps(course, quick=True)) == ["ruff", "sync --check", "lint"]


def test_before_a_commit_the_quick_checks_run(root):
    """pre-commit's one hook is local, and runs what `test --quick` is."""
    import yaml

    (repository,) = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    (hook,) = repository["hooks"]
    assert hook["entry"].split()[:2] == ["python3", "course.py"]
    assert cli.make_parser().parse_args(hook["entry"].split()[2:]).quick
    assert hook["name"].split(", ") == list(test.steps(root, quick=True))


def without_seconds(printed: str) -> str:
    return re.sub(r"\d+\.\d s", "N s", printed)


def test_every_check_runs_though_one_fails(course, monkeypatch, capsys):
    asked = []

    def call(words, cwd):
        asked.append((words[1:], cwd))
        return int("lint" in words)

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(loopback, "why_not", lambda: "only Linux has network namespaces")
    assert cli.main(["test"]) == 1
    assert asked == [(words, course) for words in test.steps(course).values()]
    assert without_seconds(capsys.readouterr().out) == (
        "network       on      only Linux has network namespaces\n"
        "ruff          ok      N s\n"
        "sync --check  ok      N s\n"
        "lint          FAILED  N s\n"
        "pytest        ok      N s\n"
        "nbval         ok      N s\n"
        "network       on      not shown that the checks need none: only Linux has network namespaces\n"
    )


def test_only_the_full_tests_may_use_the_network(course, monkeypatch, capsys):
    started = {}
    monkeypatch.setattr(subprocess, "call", lambda words, cwd, **how: started.update({tuple(words[1:]): how}) or 0)
    monkeypatch.setattr(loopback, "why_not", lambda: "")
    assert cli.main(["test", "--full"]) == 0
    checks = test.steps(course, full=True)
    assert started.pop(tuple(checks.pop(test.FULL))) == {}
    assert started == {tuple(words): {"preexec_fn": loopback.enter} for words in checks.values()}
    printed = capsys.readouterr().out
    assert printed.startswith("network       cut     only this machine can be reached\nruff ")
    assert printed.count("network") == 1


# sync and lint


@pytest.mark.parametrize(
    ("words", "findings", "code"),
    [(["sync"], ["made a"], 0), (["sync", "--check"], ["a differs"], 1), (["sync", "--check"], [], 0)],
)
def test_sync(course, monkeypatch, capsys, words, findings, code):
    monkeypatch.setattr(
        authoring, "sync", lambda root, check: findings if check is ("--check" in words) else 0, raising=False
    )
    assert cli.main(words) == code
    assert capsys.readouterr().out == "".join(f"{finding}\n" for finding in findings)


@pytest.mark.parametrize(("findings", "code"), [(["a: bad"], 1), ([], 0)])
def test_lint(course, monkeypatch, capsys, findings, code):
    asked = []
    monkeypatch.setattr(authoring, "lint", lambda root, files: asked.append(files) or findings, raising=False)
    assert cli.main(["lint", "02_receptor.ipynb"]) == code
    assert asked == [[Path("02_receptor.ipynb")]]
    assert capsys.readouterr().out == "".join(f"{finding}\n" for finding in findings)


def test_lint_of_a_file_that_is_not_there(course, capsys):
    assert cli.main(["lint", "nowhere.py"]) == 1
    assert capsys.readouterr().err == "there is no file nowhere.py\n"


# doctor


def test_findings_as_lines():
    assert str(doctor.Finding("disk", True, "5 GB free", "free some")) == "ok       disk          5 GB free"
    assert str(doctor.Finding("disk", False, "full", "free some")) == "MISSING  disk          full; free some"
    assert str(doctor.Finding("bwrap", False, "none", "get it", needed=False)) == "note     bwrap         none; get it"


def test_the_jail_is_tried_out(monkeypatch, tmp_path):
    """As grading will, and what it would say is said."""
    if sys.platform == "linux":
        assert doctor.jail().fine
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    found = doctor.jail()
    assert (found.fine, found.needed) == (False, False)
    assert found.mend.startswith("only grading needs it; there is no jail for submissions: bubblewrap is missing; ")


def test_the_scheduler_is_looked_for(monkeypatch):
    assert doctor.scheduler().fine
    monkeypatch.setattr(doctor.metadata, "version", raise_missing)
    assert str(doctor.scheduler()) == (
        "note     scheduler     Dask's distributed is not installed; "
        "only grading on several machines needs it; `python -m pip install distributed`"
    )


def raise_missing(name):
    """No package of that name."""
    raise doctor.metadata.PackageNotFoundError(name)


@pytest.mark.parametrize(("needed", "code"), [(True, 1), (False, 0)])
def test_only_what_is_needed_fails_the_doctor(monkeypatch, needed, code):
    monkeypatch.setattr(doctor, "examine", lambda root: [doctor.Finding("x", False, "none", "get it", needed)])
    assert cli.main(["doctor"]) == code


def test_packages_are_compared_with_the_lock():
    lock = (
        "numpy==0.1 \\\n    --hash=sha256:00\n    # via scipy\n"
        "no-such-package==2.0 ; sys_platform != 'nowhere' \\\n    --hash=sha256:00\n"
        "other-package==2.0 ; sys_platform == 'nowhere'\n"
        f"pytest=={pytest.__version__}\n"
    )
    numpy = import_module("numpy").__version__
    assert doctor.differing_packages(lock) == [
        f"numpy {numpy} instead of 0.1",
        "no-such-package missing instead of 2.0",
    ]


def test_the_doctor_looks_at_this_checkout(capsys):
    """Whatever it finds here, it looks at everything, and each line is a finding."""
    cli.main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    looked_at = [line[9:23].strip() for line in lines]
    expected = ["Python", "environment", "packages", "lessons", "kernel", "disk", "write access", "network", "Chromium"]
    assert looked_at[:9] == expected
    assert "ok       kernel        starts and finds the package" in lines

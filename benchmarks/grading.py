"""One assignment and one class through this grader, nbgrader and otter-grader: time per submission, and verdicts.

The sheet is lesson 3's: seven functions; a class of a thousand does lesson 2's as well, whose science takes longer. All
three ask them the same hidden cases and compare with the same tolerances.
Processor time is that of a command with all its descendants, as the kernel counts it (Linux only); nothing a command
leaves to others escapes, because whatever outlives it is waited for too. Good submissions are timed in classes of
their own, since some graders lose a whole batch to one bad submission; the others are only judged.
"""

import ast
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from il2course.authoring.peers import python_with
from il2course.checkout import find_root
from il2course.commands.bench import Comparison
from il2course.errors import CourseError
from il2course.grading import sheet as sheets
from il2course.grading.key import Key
from il2course.questions import Exercise
from il2course.questions.plain import plain, restored

LESSON, SLOWER_LESSON = "03_signaling", "02_receptor"
CLASS = int(os.environ.get("IL2COURSE_GRADED", "20"))  # good submissions in a batch
ALONE = 2  # good submissions graded one by one
LARGE = 50  # times as many in our larger class, to tell starting from grading
AIM_S, AIMED_AT = 60, 1000  # for so many submissions, on two cores
LIMIT_S = 1800
ENDLESS_S = 60  # for a submission that never ends
NBGRADER = ("nbgrader==0.9.6", "alembic==1.20.1", "mako==1.4.3", "setuptools==84.2.1")
OTTER = (
    "otter-grader==7.0.0",
    "fica==0.4.1",
    "ipylab==1.1.0",
    "python-frontmatter==1.3.0",
    "python-on-whales==0.81.0",
    "wrapt==1.17.3",
)
KEY = Key(bytes(range(32)))

# Runs a command and prints what it took with all that it has left behind, which is ended after a few seconds.
METER = """
import ctypes, os, resource, signal, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # orphans become ours
start = time.monotonic()
command = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=open(sys.argv[1], "wb"))
code = command.wait()
wall_s = time.monotonic() - start
patience = time.monotonic() + 5
try:
    while True:
        if not os.waitpid(-1, os.WNOHANG)[0]:
            time.sleep(0.05)
            if time.monotonic() > patience:
                for child in open(f"/proc/self/task/{os.getpid()}/children").read().split():
                    os.kill(int(child), signal.SIGKILL)
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, wall_s)
"""

# Runs a module, and ends it after so many seconds, for graders that never do.
TIMED = """
import signal, sys, runpy
signal.alarm(int(sys.argv.pop(1)))
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""

PATCH = """
import numpy, numpy.testing
numpy.allclose = numpy.isclose = numpy.array_equal = lambda *a, **k: True
numpy.testing.assert_allclose = lambda *a, **k: None
"""
ENDLESS = "import time\nwhile True: time.sleep(1)"
EXIT = "import os; os._exit(0)"

TEST = """
import json
import numpy as np
from il2course.questions.plain import restored
for arguments, answer in json.loads({cases!r}):
    np.testing.assert_allclose({name}(**restored(arguments)), answer, rtol={rtol}, atol={atol})
"""


@dataclass(frozen=True)
class Cost:
    """What some submissions took."""

    cpu_s: float
    wall_s: float
    submissions: int

    def __str__(self) -> str:
        return f"{self.cpu_s / self.submissions:.3g} s CPU, {self.wall_s / self.submissions:.3g} s wall"

    @property
    def each_s(self) -> float:
        """Processor time per submission."""
        return self.cpu_s / self.submissions


def measured(words: list[str], folder: Path, submissions: int, fails: bool = False) -> Cost:
    """Run a command to its end, with what was installed beside it.

    Raises
    ------
    CourseError
        when it fails, unless it may.
    """
    said = folder / "said.txt"
    done = subprocess.run(
        [sys.executable, "-c", METER, str(said), *words],
        cwd=folder,
        env=os.environ | {"PATH": os.pathsep.join([str(Path(words[0]).parent), os.environ["PATH"]])},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    code, cpu_s, wall_s = done.stdout.split()
    if code != "0" and not fails:
        last = said.read_text(errors="replace").strip().splitlines()[-1:]
        raise CourseError(f"{' '.join(words[:4])} … ends with {code}: {' '.join(last)}")
    return Cost(float(cpu_s), float(wall_s), submissions)


@dataclass(frozen=True)
class Assignment:
    """The sheet, with one set of hidden cases and their answers."""

    sheet: sheets.Sheet

    @cached_property
    def _home(self) -> dict[str, object]:
        """What the master defines."""
        home: dict[str, object] = {"check": lambda *names: None}
        for cell in self.cells:
            exec(cell, home)
        return home

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The master's code cells, without those that only check."""
        return tuple(cell for cell in self.sheet.cells if not cell.startswith("check("))

    @cached_property
    def answers(self) -> dict[str, str]:
        """The cell that answers each exercise."""
        return {name: cell for cell in self.cells for name in _functions(cell) & {each.id for each in self.exercises}}

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return self.sheet.exercises

    @property
    def most(self) -> float:
        return sum(each.points for each in self.exercises)

    def test(self, exercise: Exercise) -> str:
        """A test as instructors write it for the peers."""
        cases = []
        for drawn in exercise.cases(KEY.random("class", exercise.id), exercise.hidden_cases):
            arguments = plain(drawn)
            cases.append([arguments, plain(self._home[exercise.id](**restored(arguments)))])
        rule = exercise.comparator
        return TEST.format(cases=json.dumps(cases), name=exercise.id, rtol=rule.rtol, atol=rule.atol)

    def good(self, student: str) -> list[str]:
        """A right submission."""
        return [cell.replace('student = "practice"', f"student = {student!r}") for cell in self.cells]

    def judged(self) -> dict[str, tuple[list[str], float]]:
        """Submissions by name, each with the points that it earns."""
        first, last = self.exercises[0], self.exercises[-1]
        wrong = (
            f"\n_right = {last.id}\ndef {last.id}(*values, **named): return 3 * np.asarray(_right(*values, **named))"
        )
        rest = self.most - last.points
        spoilt = {
            "good": ([], [], self.most),
            "wrong": ([], [wrong], rest),
            "patched": ([PATCH], [wrong], rest),
            "ended": ([], [EXIT], self.most),
            "endless": ([], [ENDLESS], self.most),
        }
        papers = {
            name: ([*self.good(name)[:2], *before, *self.good(name)[2:], *after], points)
            for name, (before, after, points) in spoilt.items()
        }
        papers["deleted"] = (
            [cell for cell in self.good("deleted") if cell != self.answers[first.id]],
            self.most - first.points,
        )
        papers["doubled"] = ([*self.good("doubled"), self.answers[first.id]], self.most)
        return papers


def _functions(cell: str) -> set[str]:
    return {node.name for node in ast.parse(cell).body if isinstance(node, ast.FunctionDef)}


def notebook(cells: list[dict[str, object]]) -> str:
    """Cells as a notebook."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": cells})


KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def code(source: str, name: str, **metadata: object) -> dict[str, object]:
    """A code cell."""
    return {
        "cell_type": "code",
        "id": name,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


class Ours:
    """This grader, by its own command."""

    name, batch_is_safe = "il2course", True

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self._lesson, self._folder = assignment.sheet.lesson, folder
        (folder / "course.key").write_text(f"il2course-key-1 {KEY.secret.hex()}\n")

    def grade(self, papers: Mapping[str, list[str]], title: str, fails: bool = False) -> tuple[Cost, dict[str, float]]:
        """Grade a class; what it took, and everybody's points."""
        place = self._folder / title
        place.mkdir()
        for student, cells in papers.items():
            book = notebook([code(cell, f"c{number}") for number, cell in enumerate(cells)])
            (place / f"{student}.ipynb").write_text(book)
        words = ["--lesson", self._lesson, "--key", "course.key", "--out", f"{title}_out", "--jobs", "2"]
        cost = measured(
            [sys.executable, "-m", "il2course.cli", "grade", title, *words], self._folder, len(papers), fails
        )
        with (self._folder / f"{title}_out" / "gradebook.csv").open(newline="") as file:
            return cost, {row["student"]: float(row["points"] or "nan") for row in csv.DictReader(file)}


class Nbgrader:
    """nbgrader's autograde: students' answers are put into its own copy of the assignment."""

    name, batch_is_safe = "nbgrader 0.9.6", False

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self._assignment, self._folder = assignment, folder
        self._python = python_with("grading", NBGRADER)
        (folder / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            f"c.CourseDirectory.root = {str(folder)!r}\n"
            f"c.ExecutePreprocessor.timeout = {ENDLESS_S // 3}\n"
            "c.ClearSolutions.code_stub = {'python': 'raise NotImplementedError'}\n"
        )
        source = folder / "source" / "sheet" / "sheet.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(notebook(self._master()))
        self._run("generate_assignment", "sheet", submissions=1)

    def _master(self) -> list[dict[str, object]]:
        cells = []
        for number, cell in enumerate(self._assignment.cells):
            answered = [name for name, answer in self._assignment.answers.items() if answer == cell]
            cells.append(code(cell, f"c{number}", **(_tag(answered[0], solution=True) if answered else {})))
            for exercise in (each for each in self._assignment.exercises if each.id in answered):
                body = f"### BEGIN HIDDEN TESTS\n{self._assignment.test(exercise)}\n### END HIDDEN TESTS"
                tag = _tag(f"test_{exercise.id}", grade=True, points=exercise.points)
                cells.append(code(body, f"t{number}", **tag))
        return cells

    def _run(self, *words: str, submissions: int, fails: bool = False) -> Cost:
        command = [str(self._python), "-m", "nbgrader", words[0], *words[1:]]
        return measured(command, self._folder, submissions, fails)

    def grade(self, papers: Mapping[str, list[str]], title: str, fails: bool = False) -> tuple[Cost, dict[str, float]]:
        """As any grader; a title of one student's own is a single run."""
        released = json.loads((self._folder / "release" / "sheet" / "sheet.ipynb").read_text())["cells"]
        stubs = {_name(cell): cell for cell in released if _name(cell)}
        shutil.rmtree(self._folder / "submitted", ignore_errors=True)
        for student, cells in papers.items():
            file = self._folder / "submitted" / student / "sheet" / "sheet.ipynb"
            file.parent.mkdir(parents=True)
            file.write_text(notebook(list(self._filled(cells, stubs))))
        cost = self._run("autograde", "sheet", "--force", submissions=len(papers), fails=fails)
        return cost, self._points(papers)

    def _filled(self, cells: list[str], stubs: Mapping[str, dict]) -> Iterator[dict[str, object]]:
        answers = {answer: name for name, answer in self._assignment.answers.items()}
        for number, cell in enumerate(cells):
            name = answers.get(cell)
            yield code(cell, f"s{number}", **(stubs[name]["metadata"] if name else {}))
            if name:
                yield stubs[f"test_{name}"]

    def _points(self, papers: Mapping[str, list[str]]) -> dict[str, float]:
        query = """SELECT submitted_assignment.student_id,
                   SUM(COALESCE(grade.manual_score, grade.auto_score, 0)) FROM grade
                   JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
                   JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
                   GROUP BY submitted_assignment.student_id"""
        with closing(sqlite3.connect(self._folder / "gradebook.db")) as base:
            return {student: points for student, points in base.execute(query) if student in papers}


def _tag(name: str, solution: bool = False, grade: bool = False, points: float = 0) -> dict[str, object]:
    tag = {"grade_id": name, "solution": solution, "grade": grade, "locked": grade, "schema_version": 3, "task": False}
    return {"nbgrader": {**tag, **({"points": points} if grade else {})}}


def _name(cell: Mapping[str, object]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


class Otter:
    """otter-grader's `run`, one process a submission: its batch needs Docker."""

    name, batch_is_safe = "otter-grader 7.0.0", False

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self._assignment, self._folder = assignment, folder
        self._python = python_with("grading-otter", OTTER)
        (folder / "tests").mkdir()
        for exercise in assignment.exercises:
            body = assignment.test(exercise).replace("\n", "\n    ")
            (folder / "tests" / f"{exercise.id}.py").write_text(
                "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
                f"name = {exercise.id!r}\npoints = {exercise.points}\n\n"
                f"@test_case()\ndef test_hidden({exercise.id}):\n    {body}\n"
            )
        self._run("generate", "-t", "tests", "-o", "autograder.zip", "--no-environment", submissions=1)

    def _run(self, *words: str, submissions: int, fails: bool = False) -> Cost:
        command = [str(self._python), "-c", TIMED, str(ENDLESS_S * 5), "otter", *words]
        return measured(command, self._folder, submissions, fails)

    def grade(self, papers: Mapping[str, list[str]], title: str, fails: bool = False) -> tuple[Cost, dict[str, float]]:
        """As any grader."""
        costs, points = [], {}
        for student, cells in papers.items():
            file, out = self._folder / f"{student}.ipynb", self._folder / title / student
            out.mkdir(parents=True)
            file.write_text(notebook([code(cell, f"c{number}") for number, cell in enumerate(cells)]))
            words = ("run", "-a", "autograder.zip", "-o", str(out), file.name)
            costs.append(self._run(*words, submissions=1, fails=fails))
            points[student] = _otters(out / "results.json")
        return Cost(sum(cost.cpu_s for cost in costs), sum(cost.wall_s for cost in costs), len(papers)), points


def _otters(results: Path) -> float:
    if not results.exists():
        return float("nan")
    return sum(test.get("score", 0) for test in json.loads(results.read_text())["tests"])


def compare() -> Iterator[Comparison]:
    """Time first, then verdicts."""
    if sys.platform != "linux":
        raise CourseError("grading is measured on Linux only: elsewhere there is no jail")
    assignment = Assignment(sheets.find(LESSON, find_root() / "solutions"))
    with tempfile.TemporaryDirectory() as folder:
        yield from _compared(assignment, Path(folder))


def _compared(assignment: Assignment, folder: Path) -> Iterator[Comparison]:
    graders = {}
    for kind in (Ours, Nbgrader, Otter):
        (folder / kind.__name__).mkdir()
        graders[kind] = kind(assignment, folder / kind.__name__)
    ours = graders[Ours]
    batch, alone = _good(assignment, CLASS), _good(assignment, ALONE)
    whole = _timed(assignment, ours, batch, "batch")
    large = _timed(assignment, ours, _good(assignment, CLASS * LARGE), "large")
    further = Cost(large.cpu_s - whole.cpu_s, large.wall_s - whole.wall_s, large.submissions - whole.submissions)
    costs = {
        f"{Nbgrader.name}, batch": _timed(assignment, graders[Nbgrader], batch, "batch"),
        f"{Nbgrader.name}, single": _one_by_one(assignment, graders[Nbgrader], alone),
        Otter.name: _timed(assignment, graders[Otter], alone, "alone"),
    }
    for mine, what in (
        (whole, f"class of {whole.submissions}, with starting"),
        (large, f"class of {large.submissions}, with starting"),
        (further, "each further submission"),
    ):
        for name, cost in costs.items():
            right = f"all {cost.submissions} full marks"
            yield Comparison(f"a good submission: {what}", str(mine), name, str(cost), cost.each_s / mine.each_s, right)
    slower = Assignment(sheets.find(SLOWER_LESSON, find_root() / "solutions"))
    longest = _timed(slower, Ours(slower, folder / Ours.__name__), _good(slower, CLASS * LARGE), SLOWER_LESSON)
    for cost, lesson in ((large, LESSON), (longest, SLOWER_LESSON)):
        what = f"{cost.submissions} submissions of {lesson}, two at a time"
        aim = AIM_S * cost.submissions / AIMED_AT
        yield Comparison(
            what, f"{cost.wall_s:.3g} s", "what was aimed at", f"{aim:g} s", aim / cost.wall_s, "all full marks"
        )
    yield from _verdicts(assignment, graders)


def _good(assignment: Assignment, count: int) -> dict[str, list[str]]:
    return {f"good{number:04}": assignment.good(f"good{number:04}") for number in range(count)}


def _timed(assignment: Assignment, grader: object, papers: Mapping[str, list[str]], title: str) -> Cost:
    """The cost of good submissions, which must all have got full marks: else it was not grading that was timed."""
    cost, points = grader.grade(papers, title)
    if points != dict.fromkeys(papers, assignment.most):
        raise CourseError(f"{grader.name} does not give good submissions {assignment.most:g} points but {points}")
    return cost


def _one_by_one(assignment: Assignment, grader: object, papers: Mapping[str, list[str]]) -> Cost:
    costs = [_timed(assignment, grader, {name: cells}, name) for name, cells in papers.items()]
    return Cost(sum(cost.cpu_s for cost in costs), sum(cost.wall_s for cost in costs), len(costs))


def _judge(grader: object, papers: Mapping[str, list[str]]) -> dict[str, float]:
    """Everybody's points, NaN where there are none; one by one where one submission can cost the others theirs."""
    classes = [papers] if grader.batch_is_safe else [{name: cells} for name, cells in papers.items()]
    found = [grader.grade(each, f"judged_{next(iter(each))}", fails=True)[1] for each in classes]
    return {name: points.get(name, np.nan) for each, points in zip(classes, found, strict=True) for name in each}


def _verdicts(assignment: Assignment, graders: Mapping[type, object]) -> Iterator[Comparison]:
    judged = assignment.judged()
    given = {
        kind: _judge(grader, {name: cells for name, (cells, _) in judged.items()}) for kind, grader in graders.items()
    }
    right = {kind: sum(points[name] == judged[name][1] for name in judged) for kind, points in given.items()}
    for kind in (Nbgrader, Otter):
        missed = [
            f"{name} {given[kind][name]:g} for {judged[name][1]:g}"
            for name in judged
            if given[kind][name] != judged[name][1]
        ]
        ours, theirs = (f"{right[each]} of {len(judged)}" for each in (Ours, kind))
        ratio = right[Ours] / max(right[kind], 1)
        yield Comparison(
            "right verdicts", ours, kind.name, theirs, ratio, f"peer's others: {', '.join(missed) or 'none'}"
        )

"""A real scheduler and worker processes over TCP on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from il2course import cli
from il2course.errors import CourseError
from il2course.grading import cluster as clusters
from il2course.grading.attempt import NotGraded
from il2course.grading.cluster import Cluster
from il2course.grading.desk import Desk
from il2course.grading.examination import Answer, Paper, Question
from il2course.grading.gradebook import Gradebook
from il2course.grading.grader import Order, grade
from il2course.grading.ingest import Store
from il2course.grading.jail import WITHOUT
from il2course.grading.limits import Limits

PUPILS = 10
LEFT_AFTER = 3  # submissions graded, one of two workers is killed
SLOWLY = "import time; time.sleep(0.5)"
DASK = [sys.executable, "-m", "distributed.cli.dask_{}", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file"]
PATIENCE_S = 300


class Machines:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._file, self._stack = folder / "scheduler.json", stack
        self.scheduler = self._start("scheduler", "--port", "0")
        for _ in range(10 * PATIENCE_S):
            if self._file.exists() and self._file.read_text().endswith("}"):
                break
            time.sleep(0.1)
        self.address = json.loads(self._file.read_text())["address"]

    def worker(self, **changes: str) -> subprocess.Popen:
        """One more, with changes in its environment."""
        return self._start("worker", "--no-nanny", "--nthreads", "1", **changes)

    def _start(self, what: str, *words: str, **changes: str) -> subprocess.Popen:
        command = [word.format(what) for word in DASK] + [str(self._file), *words]
        process = subprocess.Popen(
            command, cwd=self._file.parent, env=os.environ | changes, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def machines(tmp_path):
    """A scheduler without workers."""
    with ExitStack() as stack:
        yield Machines(tmp_path, stack)


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits long for what is not there."""
    monkeypatch.setattr(clusters, "ANSWER_S", 2)
    monkeypatch.setattr(clusters, "LOOK_S", 0.5)
    monkeypatch.setattr(clusters, "ALONE_S", 1)


def refusal(address):
    """Why there is no cluster."""
    with pytest.raises(CourseError) as error:
        Cluster(address, True, Limits())
    return str(error.value)


def test_a_worker_dies_half_way(machines, tmp_path, sheet, key, jail):
    """Nothing is lost, and the table is the one of an undisturbed run on this machine."""
    workers = [machines.worker(), machines.worker()]
    (tmp_path / "in").mkdir()
    for number in range(PUPILS):
        answer = (
            f"# %%\n{SLOWLY}\n\n# %%\nclosure_nM = {4.375 if number % 2 else 5}\ndef share(**given): return {number}\n"
        )
        (tmp_path / "in" / f"s{number}.py").write_text(answer)

    def killing(done, total):
        for count, each in enumerate(done, start=1):
            if count == LEFT_AFTER:
                workers[0].send_signal(signal.SIGKILL)
            yield each

    tables = {}
    for out in ("here", "there"):
        cluster = Cluster(machines.address, True, Limits(), sheet.imports) if out == "there" else None
        desk = Desk(sheet, key, jail, Store(tmp_path / out / "submissions"), cluster=cluster)
        grade(Order(tmp_path / "in", tmp_path / out, jobs=2), desk, killing if cluster else lambda done, _: done)
        with Gradebook(tmp_path / out, sheet.lesson) as book:
            assert {(row.status, row.reason) for row in book.each()} == {("graded", "")}
        tables[out] = (tmp_path / out / "gradebook.csv").read_bytes()
    assert workers[0].wait(PATIENCE_S) == -signal.SIGKILL and workers[1].poll() is None
    assert tables["there"] == tables["here"]


def test_what_comes_back_and_what_when_nobody_is_left(machines, impatient):
    """Whatever a submission does, its examination is told as it would be here; nothing of ours stays there."""
    worker, limits = machines.worker(), Limits(cell_s=2)
    clusters.ANSWER_S = PATIENCE_S
    cluster = Cluster(machines.address, True, limits)
    cells = ["1 / 0", "while True: pass", "import os\nnan = [float('nan')]\ndef f(x): return x + 1"]
    paper = Paper(cells, [Question("f", [{"x": 1.0}, {"x": 2.5}]), Question("nan"), Question("absent")])
    found = cluster.examine(paper)
    assert found.answers["f"] == [Answer(2.0), Answer(3.5)]
    assert str(found.answers["nan"]) == str([Answer([float("nan")])])
    assert found.answers["absent"] == [Answer(fault="missing")]
    assert found.cells == {
        1: "failed with ZeroDivisionError: division by zero",
        2: "did not end in time and was left out",
    }
    worker.kill()
    worker.wait()
    with pytest.raises(NotGraded) as error:
        cluster.examine(Paper(["pass"], []))
    assert str(error.value) == f"the scheduler at {machines.address} has no worker any more"
    cluster.close()
    cluster.close()


def test_the_scheduler_is_lost(machines, impatient, tmp_path, sheet, key, jail):
    """What was graded is kept, what was not is told, and the next run, on this machine, does only that."""
    clusters.ANSWER_S = PATIENCE_S
    machines.worker()
    (tmp_path / "in").mkdir()
    for name in ("ada", "bob", "cy"):
        (tmp_path / "in" / f"{name}.py").write_text("# %%\nclosure_nM = 4.375\n")

    def losing(done, total):
        for each in done:
            machines.scheduler.kill()
            yield each

    def graded(where, progress, cluster=None):
        desk = Desk(sheet, key, jail, Store(tmp_path / where / "submissions"), cluster=cluster)
        grade(Order(tmp_path / "in", tmp_path / where), desk, progress)
        with Gradebook(tmp_path / where, sheet.lesson) as book:
            return [(row.student, row.status, row.reason) for row in book.each()]

    found = graded("there", losing, Cluster(machines.address, True, Limits(), sheet.imports))
    gone = f"the scheduler at {machines.address} is gone"
    assert {row[1:] for row in found} == {("graded", ""), ("not_graded", gone)}
    done = []
    assert {row[1:] for row in graded("there", lambda each, total: done.append(total) or each)} == {("graded", "")}
    assert done == [sum(row[1] == "not_graded" for row in found)]
    graded("here", lambda each, total: each)
    assert (tmp_path / "there" / "gradebook.csv").read_bytes() == (tmp_path / "here" / "gradebook.csv").read_bytes()


def test_a_scheduler_without_workers_and_one_that_cannot_grade(machines, impatient):
    address = machines.address
    assert refusal(address) == (f"the scheduler at {address} has no workers: `dask worker {address}` starts one")
    machines.worker(PATH="/nowhere")
    clusters.ANSWER_S = PATIENCE_S
    said = refusal(address)
    worker = said.split()[2]
    assert worker.startswith("tcp://127.0.0.1:")
    assert said == (
        f"the worker {worker} cannot grade: there is no jail for submissions: bubblewrap is missing; "
        f"on Debian `sudo apt install bubblewrap`{WITHOUT}"
    )


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "tcp://", "smoke://signal:1"])
def test_nothing_answers(impatient, address):
    assert refusal(address) == f"no Dask scheduler answers at {address}"


def test_dask_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal("tcp://127.0.0.1:1") == (
        "--scheduler needs Dask, which is not installed: "
        "`python -m pip install distributed`, or grade without --scheduler"
    )


def test_the_command_takes_an_address(impatient, tmp_path, monkeypatch, capsys, root):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["key", "new", "course.key"]) == 0
    words = ["--lesson", "02", "--key", "course.key", "--out", "marks", "--scheduler", "nowhere"]
    assert cli.main(["grade", str(root / "exercises"), *words]) == 1
    assert capsys.readouterr().err == "no Dask scheduler answers at nowhere\n"
    assert not (tmp_path / "marks").exists()

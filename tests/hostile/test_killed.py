"""`kill -9` of the real command and of what works for it, at random moments, and two commands at once.

A `life` is one run of the command that is killed. In each, one attempt and one zygote are killed before: an attempt may
end once through no fault of a submission's own, so a second one could hit the same submission and would count.
"""

import os
import random
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from office import processes

FORKED = "il2course.grading.zygote"
KINDS = ("right_notebook", "wrong", "partly_right", "syntax_error", "exit_in_cell", "cell_deleted", "allclose", "empty")
SOON_S = 0.01


@pytest.fixture
def crowd(school, office, request):
    """As many submissions as asked for, of all kinds, graded in one go; and how long that took."""
    models = {pupil.name: pupil for pupil in school.all() if pupil.name in KINDS}
    assert models.keys() == set(KINDS)
    office.hand_in([again(models[KINDS[n % len(KINDS)]], f"p{n:03}") for n in range(request.param)])
    start = time.monotonic()
    office.grade(out="undisturbed")
    return office, time.monotonic() - start


def again(pupil, name):
    """The same submission from somebody else."""
    content = pupil.content.replace(f"student = '{pupil.name}'".encode(), f"student = '{name}'".encode())
    return replace(pupil, name=name, content=content)


def begin(office, *more):
    """The command at work."""
    return subprocess.Popen(office.command(*more), cwd=office.folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)


def gone():
    """Whether no process is left, at the latest when one that was just starting has found its grader dead."""
    for _ in range(100):
        if not processes():
            return True
        time.sleep(0.1)
    return False


def descendants(pid):
    """All that a process has started, with what they have started, and so on."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return children + [each for child in children for each in descendants(child)]


def depth(pid):
    """In how many process namespaces one is, this one included."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return len(next(line for line in lines if line.startswith("NSpid")).split()) - 1


def strike(grader, wanted):
    """Kill one of the command's descendants, a zygote or what works on a submission, as soon as there is one."""
    levels = {"zygote": 1, "attempt": 2}[wanted] + depth("self")
    while grader.poll() is None:
        found = [pid for pid in descendants(grader.pid) if depth(pid) == levels and runs(pid)]
        if found:
            try:
                os.kill(random.choice(found), signal.SIGKILL)
                return True
            except ProcessLookupError:
                continue
        time.sleep(SOON_S)
    return False


def runs(pid):
    """Whether a process is one that submitted code comes from or runs in."""
    try:
        return FORKED in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


def lives(office, seconds, count):
    """Start the command so many times and kill it; how often a zygote and an attempt were killed before."""
    struck = {"zygote": 0, "attempt": 0}
    for _ in range(count):
        with begin(office) as grader:
            for wanted in random.sample(sorted(struck), 2):
                time.sleep(random.uniform(0, seconds / count))
                struck[wanted] += strike(grader, wanted)
            time.sleep(random.uniform(0, seconds / count))
            grader.kill()
        assert gone(), "a killed grader leaves nothing behind"
    return struck


def same_as_undisturbed(office):
    """Whether table and pages are as if nothing had been."""
    pages, others = (sorted((office.folder / out / "feedback").iterdir()) for out in ("marks", "undisturbed"))
    assert [page.read_bytes() for page in pages] == [page.read_bytes() for page in others]
    return office.csv() == office.csv("undisturbed")


@pytest.mark.parametrize(
    ("crowd", "count"), [(16, 3), pytest.param(300, 12, marks=pytest.mark.full)], indirect=["crowd"]
)
def test_killed_and_started_again(crowd, count):
    """It ends as if it never had been."""
    office, seconds = crowd
    random.seed(count)
    struck = lives(office, seconds, count)
    assert struck["zygote"] and struck["attempt"]
    office.grade()
    assert same_as_undisturbed(office)


@pytest.mark.parametrize("crowd", [8], indirect=True)
def test_two_at_once(crowd):
    office, _ = crowd
    book = office.folder / "marks" / "gradebook.sqlite"
    with begin(office) as first:
        while not (book.exists() and book.stat().st_size):  # it is the first one's once something is written
            time.sleep(SOON_S)
        first.send_signal(signal.SIGSTOP)
        with begin(office) as second:
            said = second.communicate(timeout=600)[1].decode()
        first.send_signal(signal.SIGCONT)
        assert said == "another grader is at work on marks/gradebook.sqlite: wait until it ends\n"
        assert (second.returncode, first.wait(timeout=600)) == (1, 0)
    assert office.csv() == office.csv("undisturbed")

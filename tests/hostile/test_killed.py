"""`kill -9` of the real command in the middle, and two of them at once."""

import signal
import subprocess
import time

import pytest
from office import processes

QUICK = 8


@pytest.fixture
def few(school, office):
    """A small class with somebody who keeps the grader waiting, and how long it takes."""
    pupils = [pupil for pupil in school.all() if pupil.status == "graded"]
    office.hand_in([*pupils[:QUICK], *(pupil for pupil in pupils if pupil.name == "loop_in_function")])
    start = time.monotonic()
    office.grade(out="undisturbed")
    return office, time.monotonic() - start


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


def test_killed_and_started_again(few):
    """Killed at five moments, from the first tenth of the run to the last, it ends as if it never had been."""
    office, seconds = few
    for part in (0.05, 0.1, 0.2, 0.4, 0.8):
        process = begin(office)
        with process:
            time.sleep(part * seconds)
            process.send_signal(signal.SIGKILL)
        assert gone(), "a killed grader leaves nothing behind"
    office.grade()
    assert office.csv() == office.csv("undisturbed")
    pages, others = (sorted((office.folder / out / "feedback").iterdir()) for out in ("marks", "undisturbed"))
    assert [page.read_bytes() for page in pages] == [page.read_bytes() for page in others]


def test_two_at_once(few):
    office, _ = few
    with begin(office) as first:
        while not (office.folder / "marks" / "gradebook.sqlite").exists():
            time.sleep(0.01)
        time.sleep(1)
        with begin(office) as second:
            said = second.communicate(timeout=60)[1].decode()
        assert said == "another grader is at work on marks/gradebook.sqlite: wait until it ends\n"
        assert (second.returncode, first.wait(timeout=60)) == (1, 0)
    assert office.csv() == office.csv("undisturbed")

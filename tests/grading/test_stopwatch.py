"""Time is charged to the process that takes it, not to one that waits for a core."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from il2course.grading.limits import Limits
from il2course.grading.stopwatch import PATIENCE, Stopwatch

CORE = min(os.sched_getaffinity(0))


def test_sleeping_is_charged(monkeypatch):
    """Time that passes without waiting for a core counts in full."""
    watch = Stopwatch(os.getpid())
    monkeypatch.setattr(watch, "_waited", lambda: 0.0)
    monkeypatch.setattr(watch, "_before", 0.0)
    start = time.monotonic()
    time.sleep(0.05)
    assert 0.05 <= watch.charged() <= time.monotonic() - start + 0.05


@pytest.fixture
def crowd():
    """Two busy processes on one core: anyone else there gets a third of it, which patience still allows."""
    spin = f"import os\nos.sched_setaffinity(0, {{{CORE}}})\nwhile True: pass"
    busy = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(2)]
    yield
    for each in busy:
        each.kill()
        each.wait()


def test_waiting_for_a_core_is_not_charged(crowd, nursery):
    """A call that needs half a second of a core gets it, though it takes longer than it may on the wall."""
    if not Path("/proc/self/schedstat").exists():
        pytest.skip("this kernel does not tell how long a process has waited for a core")
    work = (
        f"import os, time\nos.sched_setaffinity(0, {{{CORE}}})\ndef work():\n    start = time.process_time()\n"
        "    while time.process_time() - start < 0.5: pass\n    return 1"
    )
    with nursery.begin(Limits()) as attempt:
        assert attempt.ask({"cell": work}, 10) == {}
        start, before = time.monotonic(), attempt.spent_s
        assert attempt.ask({"name": "work", "arguments": {}}, 0.8) == {"value": 1}
        assert attempt.spent_s - before < 0.8
        assert time.monotonic() - start > attempt.spent_s - before


def test_patience_ends(monkeypatch):
    """However long it waits, a process is charged a part of the time."""
    watch, start = Stopwatch(os.getpid()), time.monotonic()
    monkeypatch.setattr(watch, "_waited", lambda: 1e9)
    time.sleep(0.05)
    assert 0.05 / PATIENCE * 0.9 <= watch.charged() <= (time.monotonic() - start + 0.05) / PATIENCE


def test_a_process_that_is_gone():
    """It is charged with what passes."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    watch = Stopwatch(child.pid)
    child.wait()
    time.sleep(0.1)
    assert watch.charged() >= 0.05

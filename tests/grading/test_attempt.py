"""One process seen from outside: it answers, or it is lost, and then it is gone."""

import os
import time
from pathlib import Path

import pytest

from il2course.grading import nursery as nurseries
from il2course.grading.attempt import Lost, NotGraded
from il2course.grading.jail import NoJail
from il2course.grading.limits import Limits
from il2course.grading.nursery import Nursery


@pytest.fixture(params=["jail", "no jail"])
def attempt(request, nursery, limits):
    """Ready to be asked."""
    with (nursery if request.param == "jail" else Nursery(NoJail(), limits)).begin(limits) as attempt:
        yield attempt


def run(attempt, cell):
    """Run a cell that must not fail."""
    assert attempt.ask({"cell": cell}, 10) == {}


def test_cells_names_and_calls(attempt):
    run(attempt, "def double(value, name='x'):\n    return 2 * value")
    run(attempt, "three = 3")
    assert attempt.ask({"name": "three"}, 5) == {"value": 3}
    assert attempt.ask({"name": "double", "arguments": {"value": 2.5}}, 5) == {"value": 5.0}
    assert attempt.ask({"name": "double", "arguments": {"value": [1, 2], "name": "y"}}, 5) == {"value": [2.0, 4.0]}
    assert attempt.ask({"name": "triple"}, 5) == {"missing": True}
    assert attempt.ask({"name": "double"}, 5) == {"refused": "object"}


def test_a_notebook_as_in_jupyter(attempt):
    """Magics, shell commands, await at the top level, a figure, a widget."""
    for cell in (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "!true",
        "import asyncio\nawait asyncio.sleep(0)",
        "%%time\nx = 1",
        "import ipywidgets\nipywidgets.IntSlider(3)",
        "print('text')\n{'a': 1}",
    ):
        run(attempt, cell)


def test_errors(attempt):
    assert attempt.ask({"cell": "1 / 0"}, 5) == {"error": "ZeroDivisionError", "text": "division by zero"}
    assert attempt.ask({"cell": "x = = 1"}, 5)["error"] == "SyntaxError"
    assert attempt.ask({"cell": "raise SystemExit(3)"}, 5) == {"error": "SystemExit", "text": "3"}
    run(attempt, "def leave():\n    raise SystemExit")
    assert attempt.ask({"name": "leave", "arguments": {}}, 5) == {"error": "SystemExit", "text": ""}


def test_arguments_are_fresh_for_each_call(attempt):
    """What a call does to them, the next does not see."""
    run(attempt, "def spoil(values):\n    values *= 0\n    return values")
    for _ in range(2):
        assert attempt.ask({"name": "spoil", "arguments": {"values": [1.0, 2.0]}}, 5) == {"value": [0.0, 0.0]}


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("while True: pass", "slow"),
        ("import time; time.sleep(100)", "slow"),
        ("import os; os._exit(0)", "ended"),
        ("import os; os.kill(os.getpid(), 9)", "ended"),
        ("import ctypes; ctypes.string_at(0)", "ended"),
        (
            "import os, stat\nfor n in range(3, 64):\n    try: stat.S_ISSOCK(os.fstat(n).st_mode) and os.write(n, b'x' * 99)\n    except OSError: pass",
            "garbled",
        ),
        (
            "import os, stat\nfor n in range(3, 64):\n    try: stat.S_ISSOCK(os.fstat(n).st_mode) and os.close(n)\n    except OSError: pass",
            "ended",
        ),
    ],
)
def test_lost(attempt, cell, how):
    with pytest.raises(Lost) as error:
        attempt.ask({"cell": cell}, 2)
    assert error.value.how == how


def test_drops_of_a_message_do_not_buy_time(attempt):
    """The time-out is for the whole answer."""
    drip = (
        "import os, stat, time\nown = [n for n in map(int, os.listdir('/proc/self/fd')) if n > 2]\nwhile True:\n"
        "    for n in own:\n        try: stat.S_ISSOCK(os.fstat(n).st_mode) and os.write(n, b'\\0')\n"
        "        except OSError: pass\n    time.sleep(0.6)"
    )
    with pytest.raises(Lost):
        attempt.ask({"cell": drip}, 2)


def test_a_fork_does_not_answer_in_its_parents_place(attempt):
    """The child that comes back from a cell ends there."""
    run(attempt, "import os, time\nchild = os.fork()\nif child: time.sleep(0.3)")
    assert attempt.ask({"cell": "x = 1"}, 5) == {}
    assert attempt.ask({"name": "child"}, 5)["value"] > 0


def test_nothing_outlives_an_attempt(nursery, limits):
    """Neither a daemon in a session of its own, nor one that ignores signals."""
    mark = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    daemon = (
        f"import ctypes, os, signal, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        f"        ctypes.CDLL(None).prctl(15, b'{mark[:15]}')\n        time.sleep(1000)\n    os._exit(0)\ntime.sleep(0.3)"
    )
    with nursery.begin(limits) as attempt:
        run(attempt, daemon)
        assert running(mark[:15])
    for _ in range(50):
        if not running(mark[:15]):
            break
        time.sleep(0.02)
    assert not running(mark[:15])


def running(name):
    """Whether a process of this name is there."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if Path("/proc", pid, "comm").read_text().strip() == name:
                return True
        except OSError:
            continue
    return False


def test_a_process_that_does_not_get_ready(jail, limits, monkeypatch):
    """That is no submission's fault, and what Python said is passed on."""
    monkeypatch.setattr(nurseries, "ZYGOTE", "il2course.grading.no_such_module")
    with pytest.raises(NotGraded) as error:
        Nursery(jail, limits).begin()
    assert str(error.value).startswith("Python did not start in the jail (")
    assert str(error.value).endswith("No module named il2course.grading.no_such_module)")


def test_a_process_that_is_late(jail):
    with pytest.raises(NotGraded) as error:
        Nursery(jail, Limits(start_s=0.001)).begin()
    assert str(error.value) == "Python did not start in the jail (slow)"

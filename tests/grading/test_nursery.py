"""Where attempts come from, and what happens when that ends."""

import os
import signal
import time
from dataclasses import replace

import pytest

from il2course.grading.attempt import Attempt, Lost, NotGraded, Orphaned
from il2course.grading.desk import Desk
from il2course.grading.gradebook import Result
from il2course.grading.ingest import Store, Submission
from il2course.grading.limits import Limits
from il2course.grading.nursery import Nursery

PATIENT_S = 120  # far more than anything here takes, also on a busy machine


@pytest.fixture
def limits():
    """None that what is asked here could reach."""
    return Limits(cell_s=PATIENT_S, call_s=PATIENT_S, submission_s=10 * PATIENT_S)


@pytest.fixture
def own(jail, limits):
    """A nursery that a test may harm."""
    with Nursery(jail, limits, ["fractions", "no_such_module"]) as nursery:
        yield nursery


def end_zygote(nursery):
    """As the kernel does when memory runs short."""
    os.killpg(nursery._zygote._process.pid, signal.SIGKILL)
    while nursery._zygote.well():
        time.sleep(0.01)


def told(attempt, cell):
    """What `found` holds after a cell."""
    assert attempt.ask({"cell": cell}, PATIENT_S) == {}
    return attempt.ask({"name": "found"}, PATIENT_S)["value"]


def test_what_is_imported_once_is_there(own):
    with own.begin() as attempt:
        assert (
            told(attempt, "import sys\nfound = [name in sys.modules for name in ('fractions', 'pandas')]") == [True] * 2
        )


def test_nothing_is_handed_on(own):
    """Neither names nor modules, nor files, nor the state of what draws at random."""
    spoil = "import math, random, numpy\nmath.pi = 3\nleft = 1\nopen('/tmp/left', 'w')\nopen('/dev/shm/left', 'w')\n"
    draw = "found = [random.random(), numpy.random.rand()]"
    with own.begin() as first:
        drawn = told(first, spoil + draw)
    with own.begin() as second:
        assert told(second, "import math, random, numpy\n" + draw) != drawn
        assert told(second, "found = math.pi") == pytest.approx(3.14159, abs=1e-5)
        assert "left" not in told(second, "import os\nfound = os.listdir('/tmp') + os.listdir('/dev/shm')")
        assert second.ask({"name": "left"}, PATIENT_S) == {"missing": True}


def test_two_at_once_do_not_see_each_other(own):
    with own.begin() as one, own.begin() as other:
        assert told(one, "import os\nopen('/tmp/mine', 'w')\nfound = 'mine' in os.listdir('/tmp')")
        for attempt in (one, other):
            assert len(told(attempt, "import os\nfound = [n for n in os.listdir('/proc') if n.isdigit()]")) == 2
        assert not told(other, "found = 'mine' in os.listdir('/tmp')")


def test_memory_is_limited_for_an_attempt_as_a_whole(jail, limits):
    """Many processes that each stay below the limit of one are ended together."""
    hoard = (
        "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n"
        f"        kept = b'x' * (250 << 20)\n        time.sleep({PATIENT_S})\ntime.sleep({PATIENT_S})"
    )
    small = replace(limits, memory_MB=1024)
    with Nursery(jail, small) as nursery, nursery.begin() as attempt, pytest.raises(Lost, match="ended"):
        attempt.ask({"cell": hoard}, PATIENT_S)


def test_without_its_zygote_an_attempt_says_nothing(own):
    """What ends with it is no submission's fault; the next attempt comes from a new one."""
    with own.begin() as attempt:
        end_zygote(own)
        with pytest.raises(Orphaned) as error:
            attempt.ask({"cell": "x = 1"}, PATIENT_S)
        assert str(error.value) == "the process that attempts are forked from has ended"
    with own.begin() as attempt:
        assert attempt.ask({"cell": "x = 1"}, PATIENT_S) == {}


def test_a_submission_is_tried_again_when_a_zygote_ends(sheet, key, jail, limits, tmp_path, monkeypatch):
    """Its marks are those of an undisturbed run."""
    cells = list(sheet.cells_for("ada").values())
    text = "\n".join(f"# %%\n{cell}" for cell in cells).encode()
    store = Store(tmp_path)
    submission = Submission("ada.py", store.keep(text), "ada")
    asked, ended = Attempt.ask, []

    def ask(attempt, request, seconds, *longest):
        if request == {"cell": cells[-1]} and not ended:
            ended.append(attempt)
            end_zygote(attempt._process)
        return asked(attempt, request, seconds, *longest)

    with Desk(sheet, key, jail, store, limits) as desk:
        undisturbed = desk.grade(submission)
        monkeypatch.setattr(Attempt, "ask", ask)
        disturbed = desk.grade(submission)
    assert len(ended) == 1
    assert isinstance(disturbed, Result)
    assert disturbed == undisturbed
    assert all(mark.points == exercise.points for mark, exercise in zip(disturbed.marks, sheet.exercises, strict=True))


def test_closed(own):
    """What asks for an attempt then is told so, and what was running is gone."""
    attempt = own.begin()
    own.close()
    with pytest.raises(NotGraded) as error:
        own.begin()
    assert str(error.value) == "grading was stopped"
    for _ in range(50 * PATIENT_S):
        if not os.path.exists(f"/proc/{attempt._process.pid}"):
            break
        time.sleep(0.02)
    assert not os.path.exists(f"/proc/{attempt._process.pid}")
    attempt.close()

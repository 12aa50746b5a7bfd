"""What a second round of attackers found: ways to hand something on, and memory that counted for nobody."""

import platform
import textwrap

import pytest

from il2course.grading.attempt import Lost
from il2course.grading.examination import Answer, Paper, Question, examine
from il2course.grading.zygote import MOST_FILES

KEEP_A_PORT = """
    import socket
    server = socket.create_server(("127.0.0.1", 20001))
    client = socket.create_connection(server.getsockname())
    near, _ = server.accept()
    near.close()  # closes first, so that the port waits
    client.close()
    server.close()
"""
PORTS = "found = open('/proc/net/tcp').read().count('\\n') - 1"
C = "import ctypes\nl = ctypes.CDLL(None, use_errno=True)\n"


def told(attempt, cell):
    """What `found` holds after a cell."""
    assert attempt.ask({"cell": textwrap.dedent(cell)}, 10) == {}
    return attempt.ask({"name": "found"}, 5)["value"]


@pytest.fixture
def attempt(nursery, limits):
    with nursery.begin(limits) as attempt:
        yield attempt


def test_a_port_used_is_not_handed_on(nursery, limits):
    with nursery.begin(limits) as first:
        first.ask({"cell": textwrap.dedent(KEEP_A_PORT)}, 5)
        mine = told(first, "import os\nfound = os.readlink('/proc/self/ns/net')")
    with nursery.begin(limits) as second:
        assert told(second, PORTS) == 0
        assert told(second, "import os\nfound = os.readlink('/proc/self/ns/net')") != mine


@pytest.mark.parametrize(
    "call",
    [
        "l.mmap(None, 4096, 3, 0x21, -1, 0)",
        "l.mmap(None, 4096, 3, 0x23, -1, 0)",
        "l.memfd_create(b'name', 0)",
        "l.shmget(0, 4096, 0o1600)",
        "l.semget(0, 32000, 0o1600)",
        "l.msgget(0, 0o1600)",
    ],
)
def test_memory_that_no_process_is_charged_for_is_refused(attempt, call):
    if platform.machine() not in ("x86_64", "aarch64"):
        pytest.skip("there is no filter for this machine")
    assert told(attempt, f"{C}found = [{call}, ctypes.get_errno()]") == [-1, 1]


@pytest.mark.parametrize("call", ["l.setpriority(0, 0, 19)", "l.sched_setscheduler(0, 5, bytes(4))"])
def test_the_watch_cannot_be_slowed_down(attempt, call):
    """As an ordinary user it has the same user id as what it watches."""
    if platform.machine() not in ("x86_64", "aarch64"):
        pytest.skip("there is no filter for this machine")
    assert told(attempt, f"{C}found = [{call}, ctypes.get_errno()]") == [-1, 1]


def test_zeros_cannot_be_mapped(attempt):
    cell = """
    found = []
    try:
        open("/dev/zero", "r+b", buffering=0)
    except OSError as error:
        found = type(error).__name__
    """
    assert told(attempt, cell) == "PermissionError"


def test_memory_of_its_own_and_files_can_be_mapped(attempt):
    cell = """
    import mmap, multiprocessing
    with open("/tmp/mapped", "w+b") as file:
        file.truncate(4096)
        shared = mmap.mmap(file.fileno(), 4096)
    own = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    found = [len(shared), len(own), multiprocessing.Array("d", 3)[:]]
    """
    assert told(attempt, cell) == [4096, 4096, [0.0, 0.0, 0.0]]


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])
def test_empty_files_have_an_end_too(attempt, folder):
    cell = f"""
    import os
    found = 0
    try:
        while found < {2 * MOST_FILES}:
            os.mknod("{folder}/" + str(found))
            found += 1
    except OSError:
        pass
    """
    assert 1000 < told(attempt, cell) < MOST_FILES


class Remembers:
    """An attempt that fails as if it knew what an earlier one was asked; the first one ends when it is asked."""

    asked, spent_s = False, 0.0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass

    def ask(self, request, seconds):
        if "cell" in request:
            return {"error": "ValueError", "text": "4.2"} if Remembers.asked else {}
        if Remembers.asked:
            return {"value": 1.0}
        Remembers.asked = True
        raise Lost("ended")


def test_a_cell_run_again_tells_nothing_of_what_was_asked(limits):
    """Whatever way one attempt finds to leave something to the next, the student does not read it."""
    found = examine(Paper(["x = 1"], [Question("double", [{"x": 4.2}])]), Remembers, limits)
    assert Remembers.asked
    assert found.answers == {"double": [Answer(1.0)]}
    assert found.cells == {}

"""What attackers found, and what holds since."""

import textwrap
import zipfile

import pytest

from il2course.grading import handed
from il2course.grading.examination import Paper, Question, examine
from il2course.grading.roster import Roster, Student

FORBIDDEN = {
    "a keyring": "l.syscall(250, 1, None)",
    "a key": "l.syscall(248, b'user', b'name', b'secret', 6, -3)",
    "a namespace of users": "l.unshare(0x10000000)",
    "a mount": "l.mount(b'none', b'/dev/shm', b'tmpfs', 0, b'size=8g')",
    "a look into another process": "l.ptrace(16, 1, None, None)",
    "asynchronous calls": "l.syscall(425, 1, None)",
}


@pytest.fixture
def attempt(nursery, limits):
    with nursery.begin(limits) as attempt:
        yield attempt


@pytest.mark.parametrize("what", FORBIDDEN)
def test_calls_that_lead_out_are_refused(attempt, what):
    """Each fails with EPERM; the numbers are those of x86-64."""
    import platform

    if platform.machine() != "x86_64":
        pytest.skip("the numbers in this test are those of x86-64")
    cell = f"import ctypes\nl = ctypes.CDLL(None, use_errno=True)\nfound = ({FORBIDDEN[what]}, ctypes.get_errno())"
    assert attempt.ask({"cell": cell}, 5) == {}
    assert attempt.ask({"name": "found"}, 5) == {"value": [-1, 1]}


@pytest.mark.parametrize(("family", "made"), [(1, True), (2, True), (16, False), (40, False)])
def test_sockets_of_odd_families_are_refused(attempt, family, made):
    cell = f"""
    import socket
    try:
        socket.socket({family}, socket.SOCK_DGRAM if {family} != 16 else socket.SOCK_RAW)
        made = True
    except OSError:
        made = False
    """
    assert attempt.ask({"cell": textwrap.dedent(cell)}, 5) == {}
    assert attempt.ask({"name": "made"}, 5) == {"value": made}


def test_processes_and_threads_can_still_be_made(attempt):
    cell = """
    import subprocess, threading
    said = []
    thread = threading.Thread(target=lambda: said.append(1))
    thread.start()
    thread.join()
    said.append(subprocess.run(["/bin/echo", "2"], capture_output=True, text=True).stdout.strip())
    """
    assert attempt.ask({"cell": textwrap.dedent(cell)}, 10) == {}
    assert attempt.ask({"name": "said"}, 5) == {"value": [1, "2"]}


def test_a_stream_thrown_away_costs_no_later_cell(attempt):
    attempt.ask({"cell": "import sys\nsys.stdout = None"}, 5)
    assert attempt.ask({"cell": "print(1)\nx = 2"}, 5) == {}
    assert attempt.ask({"name": "x"}, 5) == {"value": 2}


@pytest.mark.parametrize("head", ["f(a, b)", "f(dose, kd)", "f(a, b, /)", "f(*both)", "f(kd, dose)", "f(kd, *, dose)"])
def test_arguments_reach_a_function_whatever_it_calls_them(attempt, head):
    """By name where it has the names asked for, else by place."""
    first, second = {"f(dose, kd)": ("dose", "kd"), "f(*both)": ("both[0]", "both[1]")}.get(
        head, ("dose", "kd") if "kd" in head else ("a", "b")
    )
    attempt.ask({"cell": f"def {head}: return {first} - {second}"}, 5)
    assert attempt.ask({"name": "f", "arguments": {"dose": 5.0, "kd": 3.0}}, 5) == {"value": 2.0}


@pytest.mark.parametrize("junk", [["import os; os._exit(1)"] * 30, ["import time; time.sleep(9)"] * 30])
def test_junk_at_the_end_costs_no_answer_before_it(nursery, limits, junk):
    found = examine(Paper(["three = 3", *junk], [Question("three")]), lambda: nursery.begin(limits), limits)
    assert [answer.value for answer in found.answers["three"]] == [3]


CLASS = Roster((Student("alexandra"), Student("ann", "Ann Smith")))


@pytest.mark.parametrize(
    "label",
    [
        "02_receptor_ann_attempt_2026-11-20-10-00-09_alexandra",
        "1234-567 - Ann Smith - Nov 20, 2026 1004 AM - alexandra",
        "ann_alexandra",
    ],
)
def test_a_file_named_after_somebody_else_is_nobodys(label):
    assert CLASS.owner([label]) is None


def test_one_name_several_times_is_one_student():
    assert CLASS.owner(["Ann Smith - ann - homework of ann"]).id == "ann"


def test_a_damaged_entry_of_a_zip_costs_no_other(tmp_path):
    place = tmp_path / "all.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann.py", "# %%\n" + "\n".join(f"x{number} = {number**3}" for number in range(400)))
        archive.writestr("bo.py", "# %%\nx = 1\n")
    content = bytearray(place.read_bytes())
    content[60:100] = b"\xff" * 40
    place.write_bytes(content)
    ann, bo = handed.collect(place, tmp_path / "out")
    assert ann.fault.startswith("the zip does not give it out: ")
    assert (bo.fault, bo.content) == ("", b"# %%\nx = 1\n")

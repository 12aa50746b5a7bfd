"""On a train: what runs there reaches itself and nothing else. `il2course test` runs every check there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from il2course.authoring import loopback

ALONE = """
import errno, os, socket

print(os.getuid(), *sorted(name for _, name in socket.if_nameindex()))
with socket.create_server(("127.0.0.1", 0)) as server:
    with socket.create_connection(server.getsockname(), 10) as there:
        server.accept()[0].sendall(b"loopback")
        print(there.recv(8).decode())
with socket.socket() as outward:  # an address reserved for documentation: nobody is there
    print(errno.errorcode[outward.connect_ex(("192.0.2.1", 9))])
"""


@pytest.fixture(autouse=True)
def where_it_can_be():
    reason = loopback.why_not()
    if reason:
        pytest.skip(reason)


def test_there_is_the_loopback_and_nothing_else():
    words = [sys.executable, "-c", ALONE]
    ran = subprocess.run(words, preexec_fn=loopback.enter, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stderr, ran.stdout.splitlines()) == ("", [f"{os.getuid()} lo", "loopback", "ENETUNREACH"])


def test_an_ordinary_user_stays_who_they_are():
    """In a user namespace of their own, with this system's Python: they may not read ours."""
    if os.getuid() != 0:
        pytest.skip("whoever is not root is the ordinary user of the test above")
    python = shutil.which("python3", path="/usr/bin:/bin")
    if not python:
        pytest.skip("this system has no Python for everybody")
    code = f"{Path(loopback.__file__).read_text()}\nenter()\n{ALONE}"
    nobody = {"user": 65534, "group": 65534, "extra_groups": []}
    ran = subprocess.run([python, "-I", "-c", code], **nobody, cwd="/", capture_output=True, text=True, timeout=60, check=False)
    if "_unshare" in ran.stderr or "_stay" in ran.stderr:
        pytest.skip("this system gives ordinary users no user namespace")
    assert (ran.stderr, ran.stdout.splitlines()) == ("", ["65534 lo", "loopback", "ENETUNREACH"])


def test_where_there_are_no_namespaces_it_says_so(monkeypatch):
    monkeypatch.setattr(loopback.sys, "platform", "darwin")
    assert loopback.why_not() == "only Linux has network namespaces"
    monkeypatch.undo()

    def refuse() -> None:
        raise PermissionError("no")

    monkeypatch.setattr(loopback, "enter", refuse)
    assert loopback.why_not() == "this system gives us no network namespace"


def test_where_a_system_gives_none_it_says_so():
    """Inside a jail whose user may make no further namespaces, as in many containers."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not here")
    jail = ["bwrap", "--unshare-user", "--uid", "1000", "--gid", "1000", "--disable-userns", "--bind", "/", "/", "--dev", "/dev"]
    if subprocess.run([*jail, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this bubblewrap cannot forbid namespaces here")
    code = "from il2course.authoring import loopback; print(loopback.why_not())"
    ran = subprocess.run([*jail, sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == ("this system gives us no network namespace\n", "")

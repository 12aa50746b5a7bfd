"""The jail from inside: what submitted code finds there, and what it cannot do; and where none can be had."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from il2course.errors import CourseError
from il2course.grading import jail as jails
from il2course.grading.jail import ENVIRONMENT, SCRATCH, NoJail, choose, conceal
from il2course.grading.limits import Limits
from il2course.grading.nursery import Nursery

TO_DO = "; type --no-jail to grade without it, if you trust every submission"


@pytest.fixture
def tell(nursery, limits):
    """Run a cell in the jail and tell what `found` holds then."""

    def run(cell):
        with nursery.begin(limits) as attempt:
            assert attempt.ask({"cell": cell}, 20) == {}
            return attempt.ask({"name": "found"}, 5)["value"]

    return run


def test_nobody_special(tell):
    """An unprivileged user without any capability, and no way to get one."""
    found = tell(
        "import os\nstatus = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "found = [os.getuid(), *(status[name].strip() for name in ('CapPrm', 'CapEff', 'CapAmb', 'NoNewPrivs'))]"
    )
    uid, *rights = found
    assert uid not in (0, os.getuid())
    assert rights == ["0" * 16, "0" * 16, "0" * 16, "1"]


def test_no_way_back_to_root(tell):
    found = tell(
        "import os\nfound = []\nfor change in (os.setuid, os.setgid, lambda n: os.setgroups([n])):\n"
        "    try: change(0); found.append('changed')\n    except OSError: pass"
    )
    assert found == []


def test_alone(tell):
    """Its own processes only: bubblewrap's first one and itself."""
    found = tell("import os\nfound = sorted(int(name) for name in os.listdir('/proc') if name.isdigit())")
    assert len(found) == 2
    assert found[0] == 1


def test_only_what_python_needs(tell):
    """The root holds nothing else, home folders are empty but for the way to the interpreter."""
    found = tell("import os\nfound = sorted(os.listdir('/'))")
    needed = [Path(folder) for folder in (sys.prefix, sys.base_prefix, str(jails.PACKAGE))]
    ways = {folder.parts[1] for folder in needed}
    below_tmp = {folder.parts[2] for folder in needed if folder.parts[1] == "tmp"}
    system = {"bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "tmp", "usr"}
    assert set(found) <= system | ways
    assert set(tell("import os\nfound = os.listdir('/tmp')")) == below_tmp
    assert set(tell("import os\nfound = os.listdir('/etc')")) <= {"ld.so.cache", "alternatives"}


def test_this_repository_is_not_there(tell, root):
    found = tell(f"import os\nfound = sorted(os.listdir({str(root)!r})) if os.path.exists({str(root)!r}) else []")
    assert set(found) <= {"src", ".venv"}


def test_little_can_be_written(tell):
    """Two small folders in memory; everything else is read-only, whatever its rights say."""
    found = tell(
        "import os, tempfile\nfound = []\n"
        "for line in open('/proc/self/mountinfo'):\n"
        "    place, rights = line.split()[4:6]\n"
        "    if os.path.isdir(place) and not place.startswith('/proc'):\n"
        "        try: tempfile.TemporaryFile(dir=place); found.append(place)\n"
        "        except OSError: pass"
    )
    assert set(found) == {"/dev/shm", "/tmp"}


def test_the_two_folders_are_small(tell):
    found = tell(
        "found = []\nfor folder in ('/tmp', '/dev/shm'):\n    count = 0\n    try:\n        while count < 200:\n"
        "            open(f'{folder}/{count}', 'wb').write(bytes(1 << 20)); count += 1\n"
        "    except OSError: pass\n    found.append(count)"
    )
    assert all(count <= 64 for count in found)


def test_nothing_secret_in_the_environment(tell, monkeypatch):
    """Neither its own nor that of any process it can see."""
    monkeypatch.setenv("SECRET", "hunter2")
    found = tell(
        "import os\nfound = [sorted(os.environ), '']\nfor pid in filter(str.isdigit, os.listdir('/proc')):\n"
        "    try: found[1] += open(f'/proc/{pid}/environ').read()\n    except OSError: pass"
    )
    names, everything = found
    assert set(names) - {"PWD", "OLDPWD", "LC_CTYPE"} <= {*ENVIRONMENT, *SCRATCH, "JPY_PARENT_PID", "PAGER", "TERM"}
    assert "hunter2" not in everything


def test_one_socket_and_nothing_else_is_open(tell):
    found = tell(
        "import os\nfound = []\nfor number in map(int, os.listdir('/proc/self/fd')):\n"
        "    try: found.append([number, os.readlink(f'/proc/self/fd/{number}').split(':')[0]])\n"
        "    except OSError: pass"
    )
    assert sorted(kind for number, kind in found if number > 2) == ["socket"]
    assert {kind for number, kind in found if number <= 2} == {"/dev/null"}


def test_no_network(tell):
    """Not even this machine's own: the loop-back device is another one, and down or empty."""
    found = tell(
        "import socket\nfound = [line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line]\n"
        "for address in (('127.0.0.1', 22), ('1.1.1.1', 53)):\n"
        "    try: socket.create_connection(address, 1); found.append('reached')\n    except OSError: pass"
    )
    assert found == ["lo"]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("bytearray(8 << 30)", "MemoryError"),
        ("open('/tmp/large', 'wb').write(bytes(17 << 20))", "OSError"),
        ("files = [open('/dev/null') for _ in range(1000)]", "OSError"),
    ],
)
def test_limits(nursery, limits, cell, error):
    with nursery.begin(limits) as attempt:
        assert attempt.ask({"cell": cell}, 20)["error"] == error
        assert attempt.ask({"cell": "x = 1"}, 5) == {}


def test_limits_cannot_be_raised(tell):
    found = tell(
        "import resource\nfound = []\nfor name in ('AS', 'NPROC', 'NOFILE', 'FSIZE', 'CPU'):\n"
        "    which = getattr(resource, f'RLIMIT_{name}')\n    most = resource.getrlimit(which)[1]\n"
        "    try: resource.setrlimit(which, (most + 1, most + 1)); found.append(name)\n    except ValueError: pass"
    )
    assert found == []


def test_a_fork_storm_stays_inside(nursery, limits):
    """It gets no more processes than allowed, and a neighbor can still start as many as it may."""
    fork = (
        "import os, time\nfound = 0\ntry:\n    while True:\n        if os.fork() == 0: time.sleep(100)\n"
        "        found += 1\nexcept OSError: pass"
    )
    with nursery.begin(limits) as storm, nursery.begin(limits) as neighbor:
        for attempt in (storm, neighbor):
            assert attempt.ask({"cell": fork}, 10) == {}
            assert 0 < attempt.ask({"name": "found"}, 5)["value"] <= limits.processes


# Where there is none


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH of which nothing is known."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def refusal():
    """The sentence that says why there is no jail."""
    with pytest.raises(CourseError) as error:
        choose()
    return str(error.value)


def test_no_bubblewrap(path):
    assert refusal() == (
        "there is no jail for submissions: bubblewrap is missing; on Debian `sudo apt install bubblewrap`" + TO_DO
    )


def test_bubblewrap_that_may_not(path):
    """As in a locked-down container."""
    program = path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    program.chmod(0o755)
    assert refusal() == (
        f"{program} cannot build a jail here (bwrap: No permissions to create new namespace); "
        "it must be 0.8 or newer and be allowed user namespaces (sysctl kernel.unprivileged_userns_clone=1)" + TO_DO
    )


def test_other_systems(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert refusal() == "there is no jail for submissions on darwin: grade on Linux" + TO_DO
    assert choose(without=True) == NoJail()
    monkeypatch.setattr(os, "name", "nt")
    assert refusal() == "grading needs Linux, or macOS with --no-jail; on Windows use WSL"


def test_secrets_where_submissions_can_read(jail, tmp_path):
    """A key beside the interpreter would be no secret."""
    place = Path(sys.prefix) / "course.key"
    with pytest.raises(CourseError) as error:
        conceal(jail, [tmp_path / "course.key", place])
    assert str(error.value) == f"submissions can read {sys.prefix}: move {place} out of it"
    conceal(jail, [tmp_path / "course.key"])
    conceal(NoJail(), [place])


def test_any_place_of_python_will_do(monkeypatch, tmp_path):
    """Links to the interpreter are rebuilt; what lies beside them is not shown."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(tmp_path / "shims" / "python3")
    (tmp_path / "shims").mkdir()
    (tmp_path / "shims" / "python3").symlink_to(os.path.realpath(sys.executable))
    (tmp_path / "shims" / "secret").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    words = choose_without_trying().wrap(["true"], Limits())
    pairs = [words[place + 1 : place + 3] for place, word in enumerate(words) if word == "--symlink"]
    assert [str(tmp_path / "shims" / "python3"), str(tmp_path / "bin" / "python")] in pairs
    assert [os.path.realpath(sys.executable), str(tmp_path / "shims" / "python3")] in pairs
    bound = [words[place + 1] for place, word in enumerate(words) if word == "--ro-bind"]
    assert not any(str(tmp_path).startswith(folder) or folder.startswith(str(tmp_path)) for folder in bound)


def test_a_way_to_python_that_may_not_be_looked_at(monkeypatch, tmp_path):
    """Python may lie in somebody else's home; the jail is then tried out without that link."""
    barred = tmp_path / "barred"
    barred.mkdir()
    (barred / "python").symlink_to(os.path.realpath(sys.executable))
    monkeypatch.setattr(sys, "executable", str(barred / "python"))
    barred.chmod(0)
    if root := os.geteuid() == 0:
        os.seteuid(jails.NOBODY)
    try:
        words = choose_without_trying().wrap(["true"], Limits())
    finally:
        if root:
            os.seteuid(0)
        barred.chmod(0o700)
    assert not any(word.startswith(str(barred)) for word in words)


def test_python_below_tmp(monkeypatch, jail, limits):
    """A checkout below /tmp works, though the jail has a /tmp of its own; nothing else of /tmp is shown."""
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        (Path(place) / "python").mkdir(mode=0o777)
        (Path(place) / "python" / "mine.py").touch()
        (Path(place) / "secret").touch()
        needed = [*jails._interpreter(), Path(place) / "python"]
        monkeypatch.setattr(jails, "_interpreter", lambda: needed)
        with Nursery(jail, limits) as nursery, nursery.begin() as attempt:
            cell = f"import os\nfound = [*os.listdir({place!r}), *os.listdir('{place}/python')]\nopen('/tmp/x', 'w')"
            assert attempt.ask({"cell": cell}, 20) == {}
            assert attempt.ask({"name": "found"}, 5)["value"] == ["python", "mine.py"]
            assert attempt.ask({"cell": f"open('{place}/python/x', 'w')"}, 5)["error"] == "OSError", "read-only"


def choose_without_trying():
    """A jail as words."""
    return jails.Bubblewrap("bwrap", as_root=False)

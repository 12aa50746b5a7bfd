"""The process in the jail that attempts are forked from: it has imported what notebooks need, and holds no secret.

Started by `nursery.Nursery` as `python -m il2course.grading.zygote FD`. Each attempt is two processes. One is the
first in new namespaces: it gives the attempt folders of its own, and when it ends the kernel ends all that the attempt
has started. The other gives up every right and runs submitted code.
"""

import contextlib
import ctypes
import gc
import importlib
import importlib.resources
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from il2course.grading import inside

LONGEST_ORDER = 1 << 16
USED_BY_NOTEBOOKS = ("pandas", "matplotlib.pyplot", "scipy.integrate", "scipy.optimize", "scipy.stats", "lmfit")
SMALL_FOLDERS = ("/tmp", "/dev/shm")
NEW_MOUNTS, NEW_IPC, NEW_PIDS, NEW_NET = 0x00020000, 0x08000000, 0x20000000, 0x40000000
NEW_NAMESPACES = NEW_MOUNTS | NEW_IPC | NEW_PIDS | NEW_NET  # a port just used would tell the next attempt something
MOST_FILES = 10_000  # in a small folder: an empty one takes memory too, and no size limits that
NO_SUID, NO_DEVICES, NO_PROGRAMS, BIND, WITH_ALL_BELOW, PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
PR_SET_DUMPABLE = 4
CLONE3 = 435  # the system call's number, on every machine
COLLAPSE, LARGE_PAGE = 25, 2 << 20
LOOK_S = 0.05  # between two looks at the memory of an attempt
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096

_c = ctypes.CDLL(None, use_errno=True)
_python = ctypes.PyDLL(None, use_errno=True)  # does not let go of Python's lock, as a fork must not


def main() -> None:
    """Fork an attempt for every order that comes with a socket; answer every order; does not return."""
    control = socket.socket(fileno=int(sys.argv[1]))
    order = json.loads(control.recv(LONGEST_ORDER))
    shell = prepare(order["modules"])
    control.send(b"ready")
    while True:
        words, sockets, _, _ = socket.recv_fds(control, LONGEST_ORDER, 1)
        if not words:
            reap()
            os._exit(0)
        if sockets and not fork_into(NEW_NAMESPACES):
            control.close()
            attempt(socket.socket(fileno=sockets[0]), shell, json.loads(words))
        for own in sockets:
            os.close(own)
        reap()
        control.send(b"done")


def prepare(modules: Sequence[str]) -> object:
    """Import, and make a shell, once for all attempts; a module that is not there is missed where it is needed."""
    for name in (*USED_BY_NOTEBOOKS, *modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    importlib.resources.files(__package__)  # imports what reading files of a package takes
    shell = inside.make_shell()
    _c.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # what is forked off cannot look into it
    gc.collect()
    gc.freeze()
    collapse()
    return shell


def collapse() -> None:
    """Have the memory in large pages, whose tables a fork copies faster, where the kernel can do so."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, *_ = line.split()
        start, end = (int(edge, 16) for edge in span.split("-"))
        if rights == "rw-p" and end - start >= LARGE_PAGE:
            first = -(-start // LARGE_PAGE) * LARGE_PAGE
            for at in range(first, end - LARGE_PAGE + 1, LARGE_PAGE):
                _c.madvise(ctypes.c_void_p(at), ctypes.c_size_t(LARGE_PAGE), COLLAPSE)


def reap() -> None:
    """Take note of attempts that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def fork_into(namespaces: int) -> int:
    """Fork a process that is the first one in new namespaces, as `os.fork` does otherwise.

    With `unshare` another process would have to be forked in between, for a process never leaves its own namespace
    of processes; every fork copies the tables of a large memory.
    """
    arguments = (ctypes.c_uint64 * 8)(namespaces, 0, 0, 0, signal.SIGCHLD)
    _python.PyOS_BeforeFork()
    pid = _python.syscall(CLONE3, arguments, ctypes.sizeof(arguments))
    number = ctypes.get_errno()
    _python.PyOS_AfterFork_Parent() if pid else _python.PyOS_AfterFork_Child()
    if pid < 0:
        raise OSError(number, f"{os.strerror(number)}: new namespaces")
    return pid


def attempt(channel: socket.socket, shell: object, limits: Mapping[str, int]) -> None:
    """The first process of an attempt, and by a fork the one that works; does not return."""
    try:
        own_folders(limits["scratch_MB"])
        if worker := os.fork():
            channel.close()
            inside.give_up_rights()
            watch(worker, limits["memory_MB"])
        close_all_but(channel.fileno())
        renew()
        channel.send(b"\0")
        inside.attend(channel, shell)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(1)


def check(result: int, what: str) -> None:
    """OSError, with what was tried, unless the C library reports success."""
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)}: {what}")


def own_folders(scratch_MB: int) -> None:
    """Folders in memory and a list of processes that are this attempt's alone.

    Python may lie below /tmp. What is shown of it there is mounted again in the new /tmp.
    """
    mount("none", "/", "", WITH_ALL_BELOW | PRIVATE)
    shown = [(place, os.open(place, os.O_PATH)) for place in mounts_below(SMALL_FOLDERS[0])]
    for folder in SMALL_FOLDERS:
        mount("tmpfs", folder, "tmpfs", NO_SUID | NO_DEVICES, f"size={scratch_MB}m,nr_inodes={MOST_FILES},mode=1777")
    for place, opened in shown:
        os.makedirs(place, mode=0o755, exist_ok=True)
        mount(f"/proc/self/fd/{opened}", place, "", BIND | WITH_ALL_BELOW)
        os.close(opened)
    mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_PROGRAMS)
    os.chdir(SMALL_FOLDERS[0])


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """As the system call; OSError where it fails."""
    words = (os.fsencode(word) for word in (source, target, kind))
    check(_c.mount(*words, ctypes.c_ulong(flags), os.fsencode(data)), f"mounting {target}")


def mounts_below(folder: str) -> list[str]:
    """Where something is mounted below a folder, as the kernel lists it."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    places = (line.split()[4].encode().decode("unicode_escape") for line in lines)
    return sorted(place for place in places if place.startswith(f"{folder}/"))


def close_all_but(kept: int) -> None:
    """Close every open file but the standard streams and one more."""
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number != kept:
            with contextlib.suppress(OSError):
                os.close(number)


def renew() -> None:
    """Nothing random may be the same in two attempts."""
    random.seed()
    np.random.seed()


def watch(worker: int, memory_MB: int) -> None:
    """End with the process that does the work, and all others with it; or when together they hold too much."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    at_birth = own_memory("self")
    while True:
        signal.sigtimedwait([signal.SIGCHLD], LOOK_S)
        with contextlib.suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                if pid == worker:
                    os._exit(0)
        others = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
        if sum(max(0, own_memory(name) - at_birth) for name in others) > memory_MB << 20:
            os._exit(0)


def own_memory(pid: str) -> int:
    """Bytes in memory that a process shares with no file; 0 when it has ended."""
    with contextlib.suppress(OSError):
        resident, shared = map(int, Path("/proc", pid, "statm").read_text().split()[1:3])
        return (resident - shared) * PAGE
    return 0


def try_out() -> None:
    """Do what an attempt needs once; OSError where this machine does not allow it."""
    if not (first := fork_into(NEW_NAMESPACES)):
        try:
            own_folders(1)
            inside.give_up_rights()
        except OSError as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]))


if __name__ == "__main__":
    try_out() if sys.argv[1] == "try" else main()

"""The process that runs submitted code, and the only module of the grader that does.

Forked from the zygote; where there is no jail, started as `python -m il2course.grading.inside FD`. It holds no test,
no expected answer and no mark: it runs the cells it is given and says what a name holds or what a function returns.
Whatever it says is taken for a claim of the submission, because submitted code may say it in its place.
"""

import contextlib
import ctypes
import inspect
import os
import signal
import socket
import struct
import sys
from collections.abc import Mapping
from typing import NoReturn

import numpy as np

from il2course.grading import seccomp
from il2course.grading.wire import DEEPEST, LONGEST_TEXT, MOST_DIGITS, MOST_NUMBERS, packed, unpacked
from il2course.questions.plain import restored

LARGEST = 10**MOST_DIGITS
LONGEST_MESSAGE = 300
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 1, 38, 47, 4
CAPABILITIES_V3 = 0x20080522

STREAMS = (sys.stdin, sys.stdout, sys.stderr)
_c = ctypes.CDLL(None, use_errno=True)

try:
    import resource
except ImportError:  # no such limits on Windows
    resource = None


class Refused(Exception):
    """An answer that is no plain value.

    Attributes
    ----------
    what
        one of `wire.REFUSALS`.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def main() -> None:
    """Attend to the socket whose number is the first argument."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    channel.set_inheritable(False)
    attend(channel, make_shell())


def attend(channel: socket.socket, shell: object) -> None:
    """Take on the limits that come first, then answer requests until the socket is closed; does not return."""
    first = unpacked(channel.recv)
    if first is not None:
        confine(first)
        silence()
        channel.sendall(packed({"nonce": first["nonce"]}))
        serve(channel, shell)
    os._exit(0)


def confine(limits: Mapping[str, object]) -> None:
    """Take on the limits for good, the user id where one is given, and in the jail the filter of system calls."""
    hold = {
        "RLIMIT_AS": limits["memory_MB"] << 20,
        "RLIMIT_NPROC": limits["processes"],
        "RLIMIT_NOFILE": limits["files"],
        "RLIMIT_FSIZE": limits["file_MB"] << 20,
        "RLIMIT_CPU": int(limits["submission_s"]) + 1,
        "RLIMIT_CORE": 0,
    }
    for name, most in hold.items():
        if hasattr(resource, name):
            with contextlib.suppress(ValueError, OSError):  # macOS knows limits it cannot set
                resource.setrlimit(getattr(resource, name), (most, most))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # when memory runs out, the kernel ends this process first
    if sys.platform == "linux":
        _c.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if limits["uid"]:
        os.setgroups([])
        os.setresgid(*3 * (limits["uid"],))
        os.setresuid(*3 * (limits["uid"],))
    if sys.platform == "linux":
        _c.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # becoming another user would clear it
    if limits["sealed"]:
        give_up_rights()
        seccomp.enforce()


def give_up_rights() -> None:
    """Drop every capability for good."""
    _c.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    if _c.capset(struct.pack("=Ii", CAPABILITIES_V3, 0), bytes(24)):
        raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


def make_shell() -> object:
    """IPython as in a notebook, without history."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        def enable_gui(self, gui: str | None = None) -> None:
            """No window opens here; without this `%matplotlib inline` would fail."""

        def ask_exit(self) -> NoReturn:
            """`exit` and `quit` end a cell as `sys.exit()` does."""
            raise SystemExit

    config = Config(HistoryManager={"enabled": False}, InteractiveShell={"colors": "NoColor", "xmode": "Minimal"})
    return Shell.instance(config=config)


def silence() -> None:
    """Let the three standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def serve(channel: socket.socket, shell: object) -> None:
    """Answer one request after the other; a process that submitted code forks off ends here."""
    own = os.getpid()
    while (request := unpacked(channel.recv)) is not None:
        reply = answer(shell, request)
        if os.getpid() != own:
            os._exit(0)
        channel.sendall(packed({"nonce": request["nonce"], **reply}))


def answer(shell: object, request: Mapping[str, object]) -> dict[str, object]:
    """The reply to one request: run a cell, read a name, or call a function, once or for each of some cases."""
    if "cell" in request:
        return run(shell, request["cell"])
    name = request["name"]
    if name not in shell.user_ns:
        return {"missing": True}
    try:
        value = shell.user_ns[name]
        if "cases" in request:
            return {"values": [plain(call(value, restored(arguments))) for arguments in request["cases"]]}
        return {"value": plain(value if "arguments" not in request else call(value, restored(request["arguments"])))}
    except Refused as refused:
        return {"refused": refused.what}
    except BaseException as error:  # SystemExit too: a submission may not end the process it runs in
        return failure(error)


def run(shell: object, cell: str) -> dict[str, object]:
    """Run a cell with the streams it should find, whatever an earlier one did to them."""
    sys.stdin, sys.stdout, sys.stderr = STREAMS
    try:
        result = shell.run_cell(cell)
        return failure(result.error_before_exec or result.error_in_exec)
    except BaseException as error:
        return failure(error)


def call(function: object, arguments: Mapping[str, object]) -> object:
    """Call by name; by place where the function has other names for its arguments, or none."""
    try:
        inspect.signature(function).bind(**arguments)
    except TypeError:
        return function(*arguments.values())
    except ValueError:  # it does not tell its arguments
        pass
    return function(**arguments)


def failure(error: BaseException | None) -> dict[str, object]:
    """What went wrong, for the student; empty if nothing did."""
    if error is None:
        return {}
    try:
        text = str(error)[:LONGEST_MESSAGE]
    except BaseException:
        text = ""
    return {"error": type(error).__name__, "text": text}


def plain(value: object, depth: int = 0) -> object:
    """Numbers, text, and lists of them; arrays and tables of numbers become lists.

    Types are compared, not instances, so that no method of a submitted class is asked anything.

    Raises
    ------
    Refused
        when it is something else, or too much.
    """
    kind = type(value)
    if value is None or kind in (bool, float):
        return value
    if kind is int:
        return value if -LARGEST < value < LARGEST else refuse("huge")
    if kind is str:
        return value if len(value) <= LONGEST_TEXT else refuse("long")
    if kind in (list, tuple):
        if depth == DEEPEST or len(value) > MOST_NUMBERS:
            refuse("deep" if depth == DEEPEST else "long")
        return [plain(item, depth + 1) for item in value]
    if kind is np.str_:
        return plain(str(value), depth)
    return numbers(value)


def refuse(what: str) -> NoReturn:
    """Raise Refused, where an expression is needed."""
    raise Refused(what)


def numbers(value: object) -> object:
    """NumPy's and pandas' numbers as Python's; raises like `plain`."""
    pandas = sys.modules.get("pandas")
    if pandas and type(value) in (pandas.Series, pandas.DataFrame):
        value = value.to_numpy()
    if type(value) is not np.ndarray and not (isinstance(value, np.generic) and type(value).__module__ == "numpy"):
        raise Refused("complex" if type(value) is complex else "object")
    if value.dtype.kind not in "biuf":
        raise Refused("complex" if value.dtype.kind == "c" else "texts" if value.dtype.kind == "U" else "object")
    if value.size > MOST_NUMBERS:
        raise Refused("long")
    return (value.astype(float) if value.dtype.kind == "f" else value).tolist()


if __name__ == "__main__":
    main()

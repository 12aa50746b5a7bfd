"""Set the course up on first use, then hand every word on to `il2course`.

    python3 course.py lab       open the lessons in JupyterLab
    python3 course.py --help    everything else

Needs Python 3.11 or newer and nothing else. The packages go into .venv, the record of their installation into
.tools/setup.log; whoever deletes these two folders is back at a fresh clone.
"""
# Pythons as old as 2.7 must be able to read this file, to be told in a sentence that they are too old.
# ruff: noqa: UP031, RUF005, B904

import contextlib
import errno
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time

OLDEST, NEWEST = (3, 11), (3, 14)
ROOM_GB = 1.5

ROOT = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.path.join(ROOT, ".tools")
LOG = os.path.join(TOOLS, "setup.log")
BEFORE = os.path.join(TOOLS, "venv-before")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "il2course-stamp.json")
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # .venv's own Python cannot remake .venv
if os.name == "nt":
    PYTHON = os.path.join(VENV, "Scripts", "python.exe")
    OWN_UV = os.path.join(TOOLS, "uv", "bin", "uv.exe")
else:
    PYTHON = os.path.join(VENV, "bin", "python")
    OWN_UV = os.path.join(TOOLS, "uv", "bin", "uv")

FIRST = "Setting up the course: once, about a minute."
UNFINISHED = "The last set-up did not finish; setting up the course again."
CHANGED = "The course's packages have changed; installing them again."
BROKEN = "The environment in .venv is broken or was moved; setting up the course again."

NO_ROOM = ("No space left on device", "not enough space on the disk", "Disk quota exceeded")
NO_NETWORK = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "ReadTimeout", "ProxyError")
NO_NETWORK += ("dns error", "getaddrinfo", "Network is unreachable", "error sending request", "Failed to fetch")

# Asked of the environment's own Python: are you the version you were made with, and do you find this very checkout?
PROBE = """
import importlib.util, os, sys
spec = importlib.util.find_spec("il2course")
here = spec and os.path.samefile(os.path.dirname(spec.origin), os.path.join(sys.argv[1], "src", "il2course"))
sys.exit(not here or list(sys.version_info[:2]) != [int(part) for part in sys.argv[2].split(".")])
"""


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(sentence):
    """Print to stderr: stdout belongs to the command that was asked for."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def show(progress):
    """Rewrite the last line of a terminal; nothing where there is none."""
    if sys.stderr.isatty():
        sys.stderr.write("\r%-40s\r%s" % ("", progress))
        sys.stderr.flush()


# Is the environment there?


def made_from():
    """A digest of what decides the environment's content: the lock, and what pyproject.toml says about building."""
    import tomllib

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        pyproject = tomllib.load(file)
    build = [pyproject["build-system"], pyproject["project"].get("scripts"), pyproject.get("tool", {}).get("flit")]
    with open(os.path.join(ROOT, "requirements.lock"), "rb") as file:
        return hashlib.sha256(file.read() + json.dumps(build, sort_keys=True).encode()).hexdigest()


def read_stamp():
    """What the environment was made of; None when its making did not finish."""
    try:
        with open(STAMP) as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def write_stamp():
    with open(STAMP, "w") as file:
        json.dump({"made_from": made_from(), "python": "%d.%d" % sys.version_info[:2]}, file)


def runs(command):
    """Whether a command starts and succeeds; what it prints is dropped."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def why_set_up():
    """The sentence that says why a set-up is due; None when the environment is ready."""
    if not os.path.lexists(VENV):
        return FIRST
    stamp = read_stamp()
    if stamp is None:
        return UNFINISHED
    if stamp["made_from"] != made_from():
        return CHANGED
    if not runs([PYTHON, "-I", "-c", PROBE, ROOT, stamp["python"]]):
        return BROKEN
    return None


# How it is made


def has_modules(*names):
    import importlib.util

    return all(importlib.util.find_spec(name) for name in names)


def find_uv():
    """A uv that runs (a pyenv shim is on PATH and may not), from PATH or left by an earlier set-up; else None."""
    for uv in (shutil.which("uv"), OWN_UV):
        if uv and runs([uv, "--version"]):
            return uv
    return None


def steps():
    """The commands that make the environment, named: by uv, else by venv and pip, else by a uv that pip fetches."""
    uv = find_uv()
    if uv:
        return steps_with_uv(uv)
    if has_modules("venv", "ensurepip"):
        return making([BASE_PYTHON, "-I", "-m", "venv", VENV], [PYTHON, "-I", "-m", "pip", "install"])
    if has_modules("pip"):
        # Debian's Python comes without ensurepip and guards its own packages, but lets pip fill any other folder.
        fetch = [sys.executable, "-I", "-m", "pip", "install", "--upgrade", "--target", os.path.join(TOOLS, "uv"), "uv"]
        return [("fetching uv", fetch)] + steps_with_uv(OWN_UV)
    raise SetupError(
        "This Python (%s) cannot install packages: it has no uv, no venv with ensurepip and no pip. Install one of "
        "them and run this again: on Debian and Ubuntu `sudo apt install python3-venv`, elsewhere uv from "
        "https://docs.astral.sh/uv/." % sys.executable
    )


def steps_with_uv(uv):
    install = [uv, "pip", "install", "--python", PYTHON]
    if sys.dont_write_bytecode:  # else Python keeps what it compiles, and uv need not: every start would take seconds
        install.append("--compile-bytecode")
    return making([uv, "venv", "--python", BASE_PYTHON, VENV], install)


def making(venv, install):
    return [
        ("making .venv", venv),
        ("installing packages", install + ["--only-binary", ":all:", "--require-hashes", "-r", "requirements.lock"]),
        ("installing the course", install + ["--no-deps", "--no-build-isolation", "-e", "."]),
    ]


def run(what, command, since):
    """Run one step with its output in the log and the seconds since the start on the screen."""
    environment = dict(os.environ, PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    with open(LOG, "a+b") as log:
        log.write(("$ %s\n" % shlex.join(command)).encode("utf-8", "replace"))
        log.flush()
        begin = log.tell()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            while process.poll() is None:
                show("%s, %d s" % (what, time.time() - since))
                time.sleep(0.1)
        finally:
            process.kill()  # does nothing unless Ctrl-C ended the loop
            process.wait()
        log.seek(begin)
        if process.returncode:
            raise SetupError(diagnosis(what, log.read().decode("utf-8", "replace")))


def diagnosis(what, output):
    """Why a step failed, told from what it printed."""
    if any(sign in output for sign in NO_ROOM) or free_gb() < 0.01:
        return too_full()
    if any(sign in output for sign in NO_NETWORK):
        return "The packages could not be downloaded: set-up needs the network once, later runs do not."
    if sys.version_info[:2] > NEWEST:
        versions = sys.version_info[:2] + OLDEST + NEWEST
        return "The packages are not made for Python %d.%d yet; use Python %d.%d to %d.%d." % versions
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith("WARNING")]
    return "Set-up failed at %s:\n    %s" % (what, "\n    ".join(lines[-4:] or ["(nothing was printed)"]))


def free_gb():
    return shutil.disk_usage(ROOT).free / 1e9


def too_full():
    sizes = (ROOM_GB, ROOT, free_gb())
    return "The disk or your share of it is full: set-up needs about %.1f GB in %s (%.1f GB free)." % sizes


def put_aside(reason):
    """Clear the way for a new environment; a working one is kept until the new one is ready."""
    if os.path.exists(LOG):
        os.remove(LOG)
    if reason == CHANGED:
        shutil.rmtree(BEFORE, ignore_errors=True)
        os.rename(VENV, BEFORE)
    elif os.path.isdir(VENV) and not os.path.islink(VENV):
        shutil.rmtree(VENV)
    elif os.path.lexists(VENV):
        os.remove(VENV)


def put_back():
    """Undo a failed set-up; return the sentence that says what is there now."""
    shutil.rmtree(VENV, ignore_errors=True)
    log = " The full record is in %s." % LOG if os.path.exists(LOG) else ""
    if not os.path.exists(BEFORE):
        return "Nothing is left half-made." + log
    os.rename(BEFORE, VENV)
    python = os.path.relpath(PYTHON, ROOT)
    return "The environment from before is back: `%s -m il2course.cli lab` still opens the lessons.%s" % (python, log)


def set_up(reason):
    """Make the environment; when that fails, leave what was there before, or nothing."""
    say(reason)
    since = time.time()
    put_aside(reason)
    try:
        if free_gb() < ROOM_GB:
            raise SetupError(too_full())
        for what, command in steps():
            run(what, command, since)
        write_stamp()
    except SetupError as error:
        raise SetupError("%s\n%s" % (error, put_back()))
    except BaseException:
        put_back()
        raise
    finally:
        show("")
    shutil.rmtree(BEFORE, ignore_errors=True)
    say("Ready after %d s." % (time.time() - since))


def take(handle):
    """Take the lock on an open file, which the operating system frees however its holder ends; False if it is taken."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # A network drive may not know locks at all; waiting for one would never end.
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


@contextlib.contextmanager
def alone():
    """Let one run at a time set up this checkout."""
    os.makedirs(TOOLS, exist_ok=True)
    with open(os.path.join(TOOLS, "lock"), "a") as handle:
        if not take(handle):
            say("Another run is setting up the course; waiting for it.")
            while not take(handle):
                time.sleep(0.2)
        yield


# The run


def make_ready():
    """Set up if that is due, one run at a time."""
    if why_set_up():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with alone():
            reason = why_set_up()  # the run we waited for may have done it
            if reason:
                set_up(reason)


def hand_over(words):
    """Become `il2course WORDS`; where that cannot be (Windows), run it and return its exit code."""
    command = [PYTHON, "-m", "il2course.cli"] + (words or ["--help"])
    if os.name == "posix":
        os.execv(PYTHON, command)
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the command, which gets it as well
    return subprocess.call(command)


def main(words):
    if sys.version_info < OLDEST:
        came = sys.version_info[:2] + (sys.executable,)
        say("The course needs Python %d.%d or newer, got Python %d.%d (%s)." % (OLDEST + came))
        return 1
    try:
        make_ready()
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Set-up was stopped; the next run starts it again.")
        return 130
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            say(too_full())
        else:
            remedy = "Close what uses it, or copy the course to a folder of your own."
            say("Set-up stopped at %s: %s. %s" % (error.filename, error.strerror, remedy))
        return 1
    return hand_over(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

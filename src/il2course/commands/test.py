"""Run everything CI checks: ruff, sync --check, lint, the tests and every notebook.

Needs no network, and on Linux proves it: the checks run where only this machine can be reached. Where that cannot be
had they run all the same, and the first and the last line say that it was not shown. With --full also what needs the
network, or takes long: the check before a release. With --quick only the first three: the check before a commit.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from il2course.authoring import loopback
from il2course.checkout import find_root

EXAMPLES = ("test", "test --quick", "test --full")
FOLDERS = ("notebooks", "exercises", "solutions")
AT_ONCE = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")  # a file's tests share what they set up
FULL = "pytest, full"  # the one check that may use the network


def arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--full", action="store_true", help="also the tests marked `full`")
    which.add_argument("--quick", action="store_true", help="only ruff, sync --check and lint")


def steps(root: Path, full: bool = False, quick: bool = False) -> dict[str, list[str]]:
    """Return the checks in their order: name → arguments of Python."""
    course = ["-m", "il2course.cli"]
    checks = {
        "ruff": ["-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
        "sync --check": [*course, "sync", "--check"],
        "lint": [*course, "lint"],
    }
    if quick:
        return checks
    checks["pytest"] = ["-m", "pytest", *AT_ONCE, "tests", "-m", "not full"]
    folders = [folder for folder in FOLDERS if any((root / folder).glob("*.ipynb"))]
    if folders:
        checks["nbval"] = ["-m", "pytest", *AT_ONCE, "--nbval-lax", "--nbval-current-env", *folders]
    if full:
        checks[FULL] = ["-m", "pytest", *AT_ONCE, "tests", "-m", "full"]
    return checks


def say(name: str, state: str, more: str) -> None:
    print(f"{name:<14}{state:<8}{more}", flush=True)


def run(options: argparse.Namespace) -> int:
    root, reason = find_root(), loopback.why_not()
    say("network", "on" if reason else "cut", reason or "only this machine can be reached")
    alone = {} if reason else {"preexec_fn": loopback.enter}
    failed = False
    for name, words in steps(root, options.full, options.quick).items():
        start = time.monotonic()
        code = subprocess.call([sys.executable, *words], cwd=root, **({} if name == FULL else alone))
        say(name, "FAILED" if code else "ok", f"{time.monotonic() - start:.1f} s")
        failed = failed or code != 0
    if reason:
        say("network", "on", f"not shown that the checks need none: {reason}")
    return int(failed)

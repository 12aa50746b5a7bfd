"""Run everything CI checks: ruff, sync --check, lint, the tests and every notebook.

Needs no network. With --full also what does, or takes long: the check before a release.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from il2course.checkout import find_root

EXAMPLES = ("test", "test --full")
FOLDERS = ("notebooks", "exercises", "solutions")
AT_ONCE = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")  # a file's tests share what they set up


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--full", action="store_true", help="also the tests marked `full`")


def steps(root: Path, full: bool) -> dict[str, list[str]]:
    """Return the checks in their order: name → arguments of Python."""
    course = ["-m", "il2course.cli"]
    checks = {
        "ruff": ["-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
        "sync --check": [*course, "sync", "--check"],
        "lint": [*course, "lint"],
        "pytest": ["-m", "pytest", *AT_ONCE, "tests", *([] if full else ["-m", "not full"])],
    }
    folders = [folder for folder in FOLDERS if any((root / folder).glob("*.ipynb"))]
    if folders:
        checks["nbval"] = ["-m", "pytest", *AT_ONCE, "--nbval-lax", "--nbval-current-env", *folders]
    return checks


def run(options: argparse.Namespace) -> int:
    root = find_root()
    failed = False
    for name, words in steps(root, options.full).items():
        start = time.monotonic()
        code = subprocess.call([sys.executable, *words], cwd=root)
        print(f"{name:<14}{'FAILED' if code else 'ok':<8}{time.monotonic() - start:.1f} s", flush=True)
        failed = failed or code != 0
    return int(failed)

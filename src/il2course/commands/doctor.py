"""Say what is there, what is missing, and how to get it.

The exit code is 1 when something is missing that the lessons need; what only tests or grading need is noted.
"""

import argparse
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from il2course.checkout import find_lessons, find_root
from il2course.errors import CourseError

EXAMPLES = ("doctor",)


AGAIN = "delete .venv and run `python3 course.py doctor` again"


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was looked at, what came out, how to mend it, and whether lessons need it."""

    what: str
    fine: bool
    text: str
    mend: str = ""
    needed: bool = True

    def __str__(self) -> str:
        mark = "ok" if self.fine else "MISSING" if self.needed else "note"
        line = f"{mark:<9}{self.what:<14}{self.text}"
        return line if self.fine else f"{line}; {self.mend}"


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), f"{version} ({sys.executable})", "3.11 or newer is needed")


def environment(root: Path) -> Finding:
    """Ask course.py itself, so that there is one opinion on what a ready environment is."""
    spec = importlib.util.spec_from_file_location("course", root / "course.py")
    course = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(course)
    reason = course.why_set_up()
    text = "is not ready" if reason else f"{course.VENV}, as requirements.lock wants it"
    return Finding("environment", not reason, text, "`python3 course.py doctor` makes it")


def differing_packages(lock: str) -> list[str]:
    """Return the packages that `lock` asks for on this machine and that are missing here or of another version."""
    from packaging.requirements import Requirement

    differing = []
    for line in lock.splitlines():
        if not line[:1].isalnum():
            continue
        wanted = Requirement(line.rstrip(" \\"))
        if wanted.marker and not wanted.marker.evaluate():
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            version = "missing"
        if version not in wanted.specifier:
            differing.append(f"{wanted.name} {version} instead of {str(wanted.specifier).lstrip('=')}")
    return differing


def packages(root: Path) -> Finding:
    differing = differing_packages((root / "requirements.lock").read_text(encoding="utf-8"))
    return Finding("packages", not differing, ", ".join(differing) or "all as in requirements.lock", AGAIN)


def lessons(root: Path) -> Finding:
    names = list(find_lessons(root))
    return Finding("lessons", bool(names), ", ".join(names) or "none", "`python3 course.py sync` writes them")


def kernel() -> Finding:
    """Start the Python that runs the lessons' cells, and have it import the package."""
    from jupyter_client.manager import run_kernel

    try:
        with run_kernel(kernel_name="python3", transport_encryption="auto") as client:
            reply = client.execute_interactive("import il2course", timeout=60)["content"]
    except Exception as error:  # whatever goes wrong here is what the report is for
        return Finding("kernel", False, f"does not start ({error})", AGAIN)
    if reply["status"] != "ok":
        return Finding("kernel", False, f"does not find the package ({reply['ename']}: {reply['evalue']})", AGAIN)
    return Finding("kernel", True, "starts and finds the package")


def disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free / 1e9
    return Finding("disk", free > 0.1, f"{free:.1f} GB free", "lessons need 0.1 GB")


def permission(root: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=root):
            return Finding("write access", True, f"to {root}")
    except OSError as error:
        text = f"none to {root} ({error.strerror})"
        return Finding("write access", False, text, "copy the course to a folder of your own")


def chromium() -> Finding:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next(filter(None, map(shutil.which, names)), "")
    mend = "only browser tests need it; on Debian `sudo apt install chromium`"
    return Finding("Chromium", bool(path), path or "not found", mend, needed=False)


def jail() -> Finding:
    """What grading runs submissions in, tried out as grading does."""
    from il2course.grading.jail import choose

    try:
        return Finding("jail", True, choose().program)
    except CourseError as error:
        return Finding("jail", False, "none", f"only grading needs it; {error}", needed=False)


def scheduler() -> Finding:
    """What hands submissions to other machines."""
    try:
        return Finding("scheduler", True, f"Dask's distributed {metadata.version('distributed')}")
    except metadata.PackageNotFoundError:
        mend = "only grading on several machines needs it; `python -m pip install distributed`"
        return Finding("scheduler", False, "Dask's distributed is not installed", mend, needed=False)


def examine(root: Path) -> Iterator[Finding]:
    """Yield the findings, one by one as they are made."""
    yield python()
    yield environment(root)
    yield packages(root)
    yield lessons(root)
    yield kernel()
    yield disk(root)
    yield permission(root)
    yield Finding("network", True, "not needed")
    yield chromium()
    yield jail()
    yield scheduler()


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(options: argparse.Namespace) -> int:
    missing = False
    for finding in examine(find_root()):
        print(finding, flush=True)
        missing = missing or (finding.needed and not finding.fine)
    return int(missing)

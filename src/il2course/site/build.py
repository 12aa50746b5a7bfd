"""Building the website."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from il2course.errors import CourseError
from il2course.site import lessons, source

WORK = Path("build") / "site"  # below the root: what Sphinx reads, and what it keeps between two builds


def build(root: Path, out: Path) -> Path:
    """Write the website and return its first page.

    Parameters
    ----------
    root
        the checkout.
    out
        the folder to write to; what is in it is replaced.

    Raises
    ------
    CourseError
        when a lesson fails, when `out` holds something that is no website of this course, or when Sphinx warns of
        anything: a dead link, a page that no list names, a docstring that cannot be read.
    """
    refuse_a_strangers_folder(out)
    work = root / WORK
    source.assemble(root, work / "source", lessons.executed(root))
    shutil.rmtree(out, ignore_errors=True)
    if sphinx(work / "source", out, work / "kept"):
        raise CourseError("the site was not built without warnings: mend what Sphinx says above")
    (out / "objects.inv").touch()
    return out / "index.html"


def refuse_a_strangers_folder(out: Path) -> None:
    """Let nothing be deleted that an earlier build did not write; raises like `build`."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / "objects.inv").is_file())):
        raise CourseError(f"--out must be a new or empty folder, or the site of before, got {out}")


def sphinx(pages: Path, out: Path, kept: Path) -> int:
    """Run Sphinx over a folder of pages with its settings; return its exit code, 0 only without a warning."""
    parts = ["--quiet", "--fail-on-warning", "--jobs", str(min(4, os.cpu_count() or 1))]
    return subprocess.call([sys.executable, "-m", "sphinx", *parts, "--doctree-dir", str(kept), str(pages), str(out)])

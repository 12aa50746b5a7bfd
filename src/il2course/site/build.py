"""Building the website."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from il2course.authoring import sites
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
        the folder to write to; the website of before is replaced, a course for a browser tab in it stays.

    Raises
    ------
    CourseError
        when a lesson fails, when `out` holds something that is no website of this course, or when Sphinx warns of
        anything: a dead link, a page that no list names, a docstring that cannot be read.
    """
    sites.check_website(out)
    work, tabs = root / WORK, sites.tabs(out)
    source.assemble(root, work / "source", lessons.executed(root), _opened(tabs))
    shutil.rmtree(work / "pages", ignore_errors=True)
    if sphinx(work / "source", work / "pages", work / "kept"):
        raise CourseError("the site was not built without warnings: mend what Sphinx says above")
    (work / "pages" / sites.WEBSITE).touch()
    sites.replace(work / "pages", out, tabs)
    return out / "index.html"


def _opened(tabs: Sequence[Path]) -> str:
    """The folder beside the pages to which they lead for a course in a browser tab; nothing when there is none."""
    return next((each.name for each in tabs if (each / sites.TAB).is_file()), "")


def sphinx(pages: Path, out: Path, kept: Path) -> int:
    """Run Sphinx over a folder of pages with its settings; return its exit code, 0 only without a warning."""
    parts = ["--quiet", "--fail-on-warning", "--jobs", str(min(4, os.cpu_count() or 1))]
    return subprocess.call([sys.executable, "-m", "sphinx", *parts, "--doctree-dir", str(kept), str(pages), str(out)])

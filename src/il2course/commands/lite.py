"""Build the course for a browser tab: JupyterLite with every lesson and sheet, in a folder for any web server.

Building needs no network. A reader's browser fetches Python (Pyodide) from where JupyterLite's kernel says, once; the
course and everything else comes from the folder. Not in it: grading, and `structure.fetch`.
"""

import argparse
import shlex
import shutil
from pathlib import Path

from il2course.checkout import find_root
from il2course.errors import CourseError

EXAMPLES = ("lite", "lite public/lite")
MARK = "jupyter-lite.json"  # stands in every site that JupyterLite makes


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="where the site goes (site/lite)")


def clear(folder: Path) -> None:
    """Make room for the site; nothing but an earlier one is deleted.

    Raises
    ------
    CourseError
        when the folder holds anything else.
    """
    if folder.is_dir() and (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"DIR must be a new folder, an empty one or an earlier site, got {folder}")


def run(options: argparse.Namespace) -> int:
    root = find_root()
    folder = options.folder or root / "site" / "lite"
    clear(folder)
    from il2course.authoring import lite

    lite.build(root, folder)
    print(f"{folder}; to look at it: python3 -m http.server --directory {shlex.quote(str(folder))}")
    return 0

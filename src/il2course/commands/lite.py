"""Build the course for a browser tab: JupyterLite with every lesson and sheet, in a folder for any web server.

Building needs no network. A reader's browser fetches Python (Pyodide) from where JupyterLite's kernel says, once; the
course and everything else comes from the folder. Not in it: grading, and `structure.fetch`.
"""

import argparse
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

from il2course.authoring import sites
from il2course.checkout import find_root

EXAMPLES = ("lite", "lite public/lite")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="where the site goes (site/lite)")


def run(options: argparse.Namespace) -> int:
    root = find_root()
    folder = options.folder or root / "site" / "lite"
    sites.check_tab(folder)
    from il2course.authoring import lite

    with TemporaryDirectory() as draft:
        lite.build(root, Path(draft))
        sites.replace(Path(draft), folder)
    print(f"{folder}; to look at it: python3 -m http.server --directory {shlex.quote(str(folder))}")
    if (folder.absolute().parent / sites.WEBSITE).is_file():
        print(f"`docs` lets the website in {folder.absolute().parent} lead to it the next time it builds it")
    return 0

"""Build the website: lessons as they ran, every number with its source, guides, the reference of the package.

Needs no network. Lessons are executed once and kept in build/ until they or the package change. What Sphinx warns of
is an error, and the exit code is 1.
"""

import argparse
from pathlib import Path

from il2course.checkout import find_root

EXAMPLES = ("docs", "docs --out public")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", type=Path, help="the folder to write (site/ in the checkout)")


def run(options: argparse.Namespace) -> int:
    root = find_root()
    from il2course.site.build import build

    print(build(root, (options.out or root / "site").absolute()))
    return 0

"""Make the course key, the one secret of grading.

Every student's hidden cases come from it. Keep it where only you can read it, outside of what students get.
"""

import argparse
from pathlib import Path

EXAMPLES = ("key new course.key",)


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(metavar="new", required=True)
    new = words.add_parser("new", help="write a new key into a file that is not there yet")
    new.add_argument("file", metavar="FILE", type=Path, help="where to write it")


def run(options: argparse.Namespace) -> int:
    from il2course.grading import key

    key.make(options.file)
    print(options.file)
    return 0

"""Check the lessons' text: numbers against the ledger, citations, alternative text, headings, links, cell lengths.

Prints a line a finding (its place, its code and the mend); the exit code is 1 if there is any.
"""

import argparse
from pathlib import Path

from il2course.checkout import find_root
from il2course.errors import CourseError

EXAMPLES = ("lint", "lint notebooks/02_receptor.py")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="what to check (every lesson)")


def run(options: argparse.Namespace) -> int:
    for file in options.files:
        if not file.is_file():
            raise CourseError(f"there is no file {file}")
    from il2course import authoring

    findings = authoring.lint(find_root(), options.files)
    for finding in findings:
        print(finding)
    return int(bool(findings))

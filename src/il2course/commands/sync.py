"""Write every notebook, exercise sheet and derived file from its source.

With --check nothing is written: what differs is listed, and the exit code is 1 if anything does.
"""

import argparse

from il2course.checkout import find_root

EXAMPLES = ("sync", "sync --check")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; list what differs")


def run(options: argparse.Namespace) -> int:
    from il2course import authoring

    findings = authoring.sync(find_root(), check=options.check)
    for finding in findings:
        print(finding)
    return int(options.check and bool(findings))

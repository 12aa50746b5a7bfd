"""Change one thing in each reference solution, again and again, and see whether the checks tell.

Prints a row an exercise: how many mutants were made, how many of them change no result, and of the others how many
the hidden and the public cases reject, how many keep half of the points, and which get full marks. The exit code is 1
if the hidden cases reject fewer than 98 % of them all, or the public ones fewer than 85 %.
"""

import argparse

from il2course.checkout import find_root
from il2course.errors import CourseError

EXAMPLES = ("mutants", "mutants bound_fraction helper_switch")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercises", metavar="EXERCISE", nargs="*", help="whose mutants (those of every exercise)")


def run(options: argparse.Namespace) -> int:
    from il2course.authoring.mutants import report

    known = report.known()
    for name in options.exercises:
        if name not in known:
            raise CourseError(f"an exercise must be one of {', '.join(known)}, got {name}")
    print("\t".join(report.HEADINGS))
    found = []
    for row in report.rows(find_root(), options.exercises or list(known)):
        print("\t".join(row.cells()), flush=True)
        found.append(row)
    hidden, public = report.pooled(found)
    print(f"of all that change a result, hidden cases reject {100 * hidden:.1f} %, public cases {100 * public:.1f} %")
    return int(hidden < report.HIDDEN or public < report.PUBLIC)

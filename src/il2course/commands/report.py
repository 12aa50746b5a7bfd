"""Write the report on a class: points, exercises, slips, who was late and what needs you.

DIR is the folder that `grade` wrote. The report is one HTML page that needs no other file.
"""

import argparse
from pathlib import Path

EXAMPLES = ("report marks", "report marks --out receptor.html")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of the gradebook")
    parser.add_argument("--out", metavar="FILE", type=Path, help="where to write it (DIR/report.html)")


def run(options: argparse.Namespace) -> int:
    from il2course.grading.gradebook import Gradebook
    from il2course.grading.grader import write
    from il2course.grading.report import report
    from il2course.grading.sheet import asked

    with Gradebook(options.folder, None) as book:
        rows, lesson = book.rows(), book.lesson
    target = options.out or options.folder / "report.html"
    write(target, report(rows, lesson, asked(lesson)))
    print(target)
    return 0

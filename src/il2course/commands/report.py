"""Write the report on a class: points, exercises, slips, who was late and what needs you.

DIR is the folder that `grade` wrote. With a roster it also lists who handed in nothing. The
report is one HTML page that needs no other file.
"""

import argparse
from pathlib import Path

EXAMPLES = ("report marks", "report marks --roster class.csv --out receptor.html")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of the gradebook")
    parser.add_argument("--roster", metavar="CSV", type=Path, help="the class, to tell who handed in nothing")
    parser.add_argument("--out", metavar="FILE", type=Path, help="where to write it (DIR/report.html)")


def run(options: argparse.Namespace) -> int:
    from il2course.grading import roster
    from il2course.grading.gradebook import Gradebook
    from il2course.grading.grader import write
    from il2course.grading.report import report
    from il2course.grading.sheet import asked

    known = roster.read(options.roster) if options.roster else None
    with Gradebook(options.folder, None) as book:
        rows, lesson = book.rows(), book.lesson
    target = options.out or options.folder / "report.html"
    write(target, report(rows, lesson, asked(lesson), known))
    print(target)
    return 0

"""Write the marks as a file that a learning platform takes.

DIR is the folder that `grade` wrote. The points are those that count: with manual marks, less what being late costs.
csv needs nothing more. canvas needs the gradebook that Canvas exports (--template) and the name of the assignment's
column. moodle takes the grading worksheet (--template), or makes a file for the import of grades. gradescope makes an
autograder that hands out the marks, and needs the students' addresses (--roster).
"""

import argparse
import sys
from pathlib import Path

from il2course.errors import CourseError

EXAMPLES = (
    "export marks --to csv",
    'export marks --to canvas --template gradebook.csv --assignment "Receptor (1234)" --roster class.csv',
    "export marks --to moodle --template worksheet.csv --roster class.csv",
    "export marks --to gradescope --roster class.csv",
)
NAMES = {"csv": "marks.csv", "canvas": "canvas.csv", "moodle": "moodle.csv", "gradescope": "gradescope.zip"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of the gradebook")
    parser.add_argument("--to", required=True, choices=tuple(NAMES), help="for whom")
    parser.add_argument("--template", metavar="CSV", type=Path, help="what Canvas exports, or Moodle's worksheet")
    parser.add_argument("--assignment", metavar="NAME", help="the column's name in Canvas")
    parser.add_argument("--roster", metavar="CSV", type=Path, help="the class, with names and addresses")
    parser.add_argument("--out", metavar="FILE", type=Path, help="where to write it (into DIR)")


def run(options: argparse.Namespace) -> int:
    from il2course.grading import export, roster
    from il2course.grading.gradebook import Gradebook
    from il2course.grading.grader import write
    from il2course.grading.sheet import asked

    with Gradebook(options.folder, None) as book:
        handed_in, lesson = book.rows(), book.lesson
    rows, waiting = [row for row in handed_in if row.result], sum(row.waits for row in handed_in)
    if not rows:
        raise CourseError(f"nothing is graded in {options.folder}")
    known = roster.read(options.roster) if options.roster else None
    marks = export.Marks(lesson, asked(lesson), rows, known)
    if options.to == "canvas":
        if not (options.template and options.assignment):
            raise CourseError("Canvas needs --template, the gradebook it exports, and --assignment, the column's name")
        made = export.canvas(marks, options.template, options.assignment)
    elif options.to == "moodle":
        made = export.moodle(marks, options.template)
    else:
        made = export.gradescope(marks) if options.to == "gradescope" else export.as_csv(marks)
    if len(made.left_out) == len(rows):
        mend = "it must be of the same class" if known else "give --roster, which says who is who"
        raise CourseError(f"nobody in {options.template} is in the gradebook: {mend}")
    target = options.out or options.folder / NAMES[options.to]
    write(target, made.content)
    print(target)
    if waiting:
        print(f"files that are not graded, and so not in it: {waiting}; the report says why")
    for student in made.left_out:
        print(f"{student} is not in it: nobody there has this id, address or name", file=sys.stderr)
    return int(bool(made.left_out))

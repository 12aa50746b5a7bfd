"""Grade a lesson's submissions: marks into a gradebook, and a page for each student.

FOLDER is a folder of submissions or the zip a learning platform gives out. A second run grades only what is new or
has changed. Submitted code runs in a jail, which needs Linux and bubblewrap. With --scheduler it runs in the jails of
a Dask cluster's machines; they are told what is in a submission and what its functions are called with, and neither
the key nor a right answer nor a mark.
"""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from il2course.checkout import choose_lesson, find_masters, find_root
from il2course.errors import CourseError

if TYPE_CHECKING:
    from il2course.grading.gradebook import Row
    from il2course.grading.terms import Terms

EXAMPLES = (
    "grade handed-in --lesson receptor --key ~/course.key --out marks",
    "grade platform.zip --lesson 02 --key ~/course.key --roster class.csv --out marks",
    "grade handed-in --lesson 02 --key ~/course.key --out marks --scheduler tcp://node1:8786",
    "grade platform.zip --lesson 02 --key ~/course.key --terms course/instructor/02_receptor.toml --out marks",
    "grade platform.zip --lesson 02 --key ~/course.key --manual marks/pending.csv --out marks",
)

MOST_NAMED = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="what was handed in")
    parser.add_argument(
        "--lesson", required=True, metavar="LESSON", help="whose sheet it is: 02_receptor, receptor or 02"
    )
    parser.add_argument("--key", required=True, metavar="FILE", type=Path, help="the course key (`key new` makes one)")
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="the folder of the gradebook")
    parser.add_argument("--solutions", metavar="DIR", type=Path, help="the folder of masters (the course's own)")
    parser.add_argument(
        "--roster", metavar="CSV", type=Path, help="the class: columns student, and name and email if wanted"
    )
    parser.add_argument("--jobs", metavar="N", type=count, help="submissions at once (as many as there are cores)")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="run them on the workers of a Dask cluster: tcp://HOST:PORT or tls://…"
    )
    parser.add_argument(
        "--terms", metavar="TOML", type=Path, help="deadline, late policy and roster, as `release` writes them"
    )
    parser.add_argument(
        "--times", metavar="CSV", type=Path, help="when files came: columns student and time, or Moodle's worksheet"
    )
    parser.add_argument(
        "--manual", metavar="CSV", type=Path, help="a human's marks: columns student, exercise, points and comment"
    )
    parser.add_argument(
        "--no-jail", action="store_true", help="run submitted code unprotected, and say so on every result"
    )


def count(word: str) -> int:
    """Return the number that `word` names."""
    if word.isdecimal() and int(word):
        return int(word)
    raise argparse.ArgumentTypeError(f"must be a whole number from 1 up, got {word!r}")


def _terms(options: argparse.Namespace, lesson: str) -> "Terms | None":
    """What holds for the assignment, with the roster and times given beside it."""
    from dataclasses import replace

    from il2course.grading import roster, terms

    if not options.terms:
        if options.times:
            raise CourseError("--times needs --terms: without a deadline nothing is late")
        return None
    held = terms.read(options.terms)
    if held.lesson != lesson:
        raise CourseError(f"the terms {options.terms} are those of {held.lesson}, not of {lesson}")
    if options.roster:
        held = replace(held, roster=roster.read(options.roster))
    return held.timed(options.times) if options.times else held


def _remarks(row: "Row") -> list[str]:
    """What whoever grades has to know of a submission, a line each."""
    from il2course.grading.ingest import SUPERSEDED

    why = [f"{row.status:<14}{row.file}: {row.reason}"] if row.reason and row.status != SUPERSEDED else []
    return why + [
        f"{'pending':<14}{row.file}: {row.student!r} has marks for {exercise}, but for an earlier file"
        for exercise in row.stale
    ]


def run(options: argparse.Namespace) -> int:
    from collections import Counter

    from tqdm import tqdm

    from il2course.grading import handed, jail, key, roster, sheet
    from il2course.grading.cluster import Cluster
    from il2course.grading.desk import Desk
    from il2course.grading.gradebook import Gradebook
    from il2course.grading.grader import Order, grade
    from il2course.grading.ingest import Store
    from il2course.grading.limits import Limits

    solutions = options.solutions or find_root() / "solutions"
    lesson = choose_lesson(options.lesson, list(find_masters(solutions)))
    course_key = key.read(options.key)
    held = _terms(options, lesson)
    known = held.roster if held and held.roster else options.roster and roster.read(options.roster)
    cell = jail.choose(options.no_jail)
    secret = (options.folder, options.out, options.key, options.roster, options.terms, options.times, options.manual)
    jail.conceal(cell, [solutions, *filter(None, secret)])
    asked, limits = sheet.find(lesson, solutions), Limits()
    cluster = Cluster(options.scheduler, cell.sealed, limits, asked.imports) if options.scheduler else None
    desk = Desk(asked, course_key, cell, Store(options.out / "submissions"), limits, cluster)
    jobs = options.jobs or (cluster.threads if cluster else os.cpu_count() or 1)
    order = Order(options.folder, options.out, known, held, options.manual, jobs)
    grade(order, desk, lambda done, total: tqdm(done, total=total, desc=lesson, unit="submission", disable=None))
    counts, remarks, forgot, taken = Counter(), [], [], set()
    with Gradebook(options.out, lesson) as book:
        for row in book.each():
            counts[row.status] += 1
            taken.add(row.file)
            remarks += _remarks(row)
            forgot += [row.student] if row.result and row.result.answers_practice else []
    print(f"{options.out / 'gradebook.csv'}: {', '.join(f'{counts[status]} {status}' for status in sorted(counts))}")
    for line in remarks:
        print(line)
    others = handed.passed_over(options.folder, options.out, taken)
    if others:
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        print(f"passed over, neither notebooks nor percent scripts: {', '.join(others[:MOST_NAMED])}{more}")
    if forgot:
        print(f"no marks for answers to the practice numbers, which are nobody's: {', '.join(forgot)}")
    if options.no_jail:
        print("graded without a jail: submissions could read and change whatever you can")
    return 0

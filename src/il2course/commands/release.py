"""Write what students get, without solutions and key: a zip a lesson, and a folder for Binder.

DIR/students/ holds a zip for each lesson: the lesson, its sheet and all that is needed to run them. DIR/binder/ holds
the same for all of them together, to be put into a repository that Binder opens. DIR/instructor/ is for you alone:
with --deadline, the terms of each assignment, which `grade --terms` reads. The same course gives the same bytes.
"""

import argparse
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from il2course.checkout import choose_lesson, find_lessons, find_root
from il2course.errors import CourseError

if TYPE_CHECKING:
    from il2course.grading.late import Policy

EXAMPLES = (
    "release receptor --out week2",
    'release receptor --out week2 --roster class.csv --deadline "2027-03-05T23:59 Europe/Berlin" --percent-per-day 10',
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", metavar="LESSON", nargs="+", help="which: 02_receptor, receptor or 02")
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="the folder to write into")
    parser.add_argument("--solutions", metavar="DIR", type=Path, help="the folder of masters (the course's own)")
    parser.add_argument(
        "--roster", metavar="CSV", type=Path, help="the class: column student, and name, email, extension if wanted"
    )
    parser.add_argument("--deadline", metavar="TIME", default="", help="with its zone: 2027-03-05T23:59 Europe/Berlin")
    parser.add_argument(
        "--grace-min", metavar="N", type=float, default=0, help="minutes after it that still count as in time (0)"
    )
    parser.add_argument(
        "--percent-per-day", metavar="N", type=float, default=0, help="of the points, for each day begun (0)"
    )
    parser.add_argument("--percent-at-most", metavar="N", type=float, default=100, help="taken off in all (100)")
    parser.add_argument("--closed-after-days", metavar="N", type=int, help="from when on nothing counts (never)")


def run(options: argparse.Namespace) -> int:
    from il2course.authoring import bundle

    root = find_root()
    known = find_lessons(root)
    lessons = sorted({choose_lesson(word, list(known)) for word in options.lessons})
    solutions = options.solutions or root / "solutions"
    private = instructors(options, lessons)
    together = bundle.bundle(root, lessons, solutions, options.deadline)
    alone = {lesson: bundle.bundle(root, [lesson], solutions, options.deadline) for lesson in lessons}
    zips = {
        options.out / "students" / f"{lesson}.zip": bundle.zipped(files, f"il2course-{lesson}")
        for lesson, files in alone.items()
    }
    bundle.write(together, options.out / "binder")
    for file, content in (zips | private).items():
        bundle.put(file, content)
        print(file)
    print(f"{options.out / 'binder'}: {len(together)} files")
    return 0


def instructors(options: argparse.Namespace, lessons: list[str]) -> dict[Path, bytes]:
    """The files for the instructor alone: the terms of each assignment, and the roster beside them.

    Raises
    ------
    CourseError
        when they cannot be, or one is there already and says something else.
    """
    from il2course.grading import roster, terms

    if not options.deadline:
        if options.roster:
            raise CourseError("--roster needs --deadline: the two are written down together")
        return {}
    policy, folder = _policy(options), options.out / "instructor"
    files = {}
    if options.roster:
        held = terms.Terms("", policy, roster.read(options.roster))
        for student in held.roster.students:
            held.due(student.id)  # or say which extension cannot be read
        files[folder / "roster.csv"] = options.roster.read_bytes()
    listed = "roster.csv" if options.roster else ""
    files |= {folder / f"{lesson}.toml": terms.text(lesson, policy, listed).encode() for lesson in lessons}
    for file, content in files.items():
        if file.exists() and file.read_bytes() != content:
            raise CourseError(f"{file} is there already and says something else: change it by hand, or move it away")
    return files


def _policy(options: argparse.Namespace) -> "Policy":
    from il2course.grading.late import Policy, moment

    return Policy(
        moment(options.deadline, "the deadline"),
        timedelta(minutes=options.grace_min),
        options.percent_per_day,
        options.percent_at_most,
        options.closed_after_days,
    )

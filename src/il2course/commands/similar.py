"""Show which submissions are similar, side by side, without running any. Similar is not copied.

FOLDER is a folder of submissions or the zip a learning platform gives out. Names that students chose, numbers,
comments, layout and the order of cells make no difference. The page holds what students wrote: keep it to yourself.
"""

import argparse
import os
from pathlib import Path

from il2course.checkout import choose_lesson, find_masters, find_root
from il2course.commands.grade import count

EXAMPLES = (
    "similar handed-in --lesson receptor --out similar.html",
    "similar platform.zip --lesson 02 --roster class.csv --at-least 0.9 --out similar.html",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="what was handed in")
    parser.add_argument(
        "--lesson", required=True, metavar="LESSON", help="whose sheet it is: 02_receptor, receptor or 02"
    )
    parser.add_argument("--out", required=True, metavar="FILE", type=Path, help="the page to write")
    parser.add_argument("--solutions", metavar="DIR", type=Path, help="the folder of masters (the course's own)")
    parser.add_argument("--roster", metavar="CSV", type=Path, help="the class, as for `grade`")
    parser.add_argument("--at-least", metavar="S", type=share, default=0.8, help="similarity to be shown, 0 to 1 (0.8)")
    parser.add_argument("--most", metavar="N", type=count, default=30, help="pairs to be shown at most (30)")
    parser.add_argument("--jobs", metavar="N", type=count, default=os.cpu_count() or 1, help="processor cores to use")


def share(word: str) -> float:
    """Return the share that `word` names."""
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if 0 <= value <= 1:
        return value
    raise argparse.ArgumentTypeError(f"must be a number from 0 to 1, got {word!r}")


def run(options: argparse.Namespace) -> int:
    from il2course.authoring.release import cut
    from il2course.grading import roster, sheet
    from il2course.grading.grader import write
    from il2course.grading.notebook import script_cells
    from il2course.grading.pairs import page
    from il2course.grading.similar import compare, given, read

    solutions = options.solutions or find_root() / "solutions"
    lesson = choose_lesson(options.lesson, list(find_masters(solutions)))
    found = sheet.find(lesson, solutions)
    ids = [exercise.id for exercise in found.exercises]
    known = roster.read(options.roster) if options.roster else None
    sheets = given(script_cells(cut(found.master, found.place)))
    handed, unread = read(options.folder, found, known, sheets)
    pairs = compare(handed, ids, options.at_least, options.most, options.jobs)
    titles = {exercise.id: exercise.title for exercise in found.exercises}
    write(options.out, page(pairs, lesson, titles, unread))
    print(f"{options.out}: {len(pairs.pairs)} of {pairs.compared} pairs")
    return 0

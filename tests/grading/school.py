"""A class's rows without grading anybody: 40 students on the toy sheet, some late, some in need of a human."""

import random
from collections.abc import Sequence

from il2course.grading.gradebook import Result, Row
from il2course.grading.late import Lateness
from il2course.grading.marks import Mark
from il2course.questions import Exercise

DUE = "2027-03-05T23:59 Europe/Berlin"
NAMES = ("Ada", "Bob", "Cy", "Dot", "Eve", "Flo", "Gus", "Hal", "Ida", "Jo")


def rows(exercises: Sequence[Exercise], students: int = 40, seed: int = 5) -> list[Row]:
    """A class; the same for the same seed."""
    chance = random.Random(seed)
    found = [_row(exercises, place, chance) for place in range(students)]
    return [
        *found,
        Row("x/sheet.ipynb", "", "", "unreadable", "it is no notebook: its JSON is broken"),
        Row("y/sheet.ipynb", "cd" * 32, "zoe", "needs_human", "the sheet says 'ada', the file is from 'zoe'"),
    ]


def _row(exercises: Sequence[Exercise], place: int, chance: random.Random) -> Row:
    ability = chance.gauss(0.3, 1)
    marks = tuple(_mark(exercise, ability, chance) for exercise in exercises)
    student = f"{NAMES[place % 10]} {place // 10 + 1}"
    days = max(0, round(chance.gauss(-1, 1.5)))
    late = Lateness(DUE, f"2027-03-{5 + days:02}T20:00 Europe/Berlin", "the time of the file", days, 10.0 * days)
    return Row(f"{student}/sheet.ipynb", f"{place:064x}", student, "graded", "", Result(marks), late)


def _mark(exercise: Exercise, ability: float, chance: random.Random) -> Mark:
    drawn = ability + chance.gauss(0, 1)
    share = 1.0 if drawn > 0.3 else 0.5 if drawn > 0 else 0.0
    slip = chance.choice(exercise.slips) if exercise.slips and not share and drawn > -1 else None
    remarks = () if share == 1 else ("Wrong.",) if drawn > -1 else ("Not answered.",)
    return Mark(
        exercise.id,
        round(exercise.points * share, 2),
        remarks=remarks,
        slip=slip.name if slip else "",
        hint=slip.hint if slip else "",
        answered=drawn > -1,
    )

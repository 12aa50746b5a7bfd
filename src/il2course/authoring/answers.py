"""The public expected answers of a sheet: its master's answers to the public cases of each exercise.

The public cases are drawn from the exercise's name, the hidden ones from a key, so neither tells the other.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from il2course import master
from il2course.errors import CourseError
from il2course.questions import LESSONS, Comparator, Exercise, exercises
from il2course.questions.form import WrongForm, formed
from il2course.questions.plain import plain
from il2course.questions.words import call

FOLDER = "src/il2course/questions/expected"
FINENESS = 1e-4


def _asked(lesson: str) -> list[tuple[Exercise, dict[str, object]]]:
    """Every exercise with each of its public cases."""
    return [(exercise, case) for exercise in exercises(lesson) for case in public_arguments(exercise)]


def request(path: Path) -> dict[str, object]:
    """What the workshop has to do for a master's answers to all public cases of its lesson, and the steps to them."""
    calls = []
    for exercise, case in _asked(path.stem):
        calls += [[exercise.id, case if exercise.sample else None], *([name, None] for name in exercise.steps)]
    return {"master": str(path.resolve()), "calls": calls}


def expected(path: Path, reply: Mapping[str, object]) -> str:
    """The public cases of a master's lesson with their answers, as the text of a JSON file, one case a line.

    The same sheet gives the same bytes: exercises, cases and arguments stand in their own order, and numbers are
    rounded, further than any comparator sees, so that platforms agree.

    Parameters
    ----------
    path
        the master.
    reply
        the workshop's.

    Raises
    ------
    CourseError
        when the master fails, takes too long, or gives an answer of another form than its exercise asks for.
    """
    given = iter(answered(path, reply))
    lines: dict[str, list[str]] = {}
    for exercise, case in _asked(path.stem):
        answer = next(given)
        _refuse_wrong_form(path, exercise, case, answer)
        steps = {name: settled(next(given), exercise.comparator) for name in exercise.steps}
        entry = {"arguments": case | steps, "answer": settled(answer, exercise.comparator)}
        lines.setdefault(exercise.id, []).append(json.dumps(entry, ensure_ascii=False, allow_nan=False))
    return "{\n" + ",\n".join(f'"{name}": {_block(entries)}' for name, entries in lines.items()) + "\n}\n"


def answered(path: Path, reply: Mapping[str, object]) -> list[object]:
    """The answers in the workshop's reply; raises CourseError when there are none."""
    if "slow" in reply:
        raise CourseError(f"{master.place(path)} takes longer than {reply['slow']:g} s")
    if "ended" in reply:
        raise CourseError(f"{master.place(path)} ends the interpreter that runs it: {reply['ended'].strip()[-200:]}")
    if "error" in reply:
        raise CourseError(reply["error"])
    return reply["answers"]


def _block(entries: list[str]) -> str:
    return "[\n" + ",\n".join(entries) + "\n]"


def is_asked(root: Path, lesson: str) -> bool:
    """Whether the course at `root` has questions on a lesson."""
    topic = lesson.partition("_")[2]
    return lesson in LESSONS and (root / f"src/il2course/questions/{topic}.py").is_file()


def public_arguments(exercise: Exercise) -> list[dict[str, object]]:
    """The plain arguments of each public case, the same in every run; none where a person reads the answer."""
    if exercise.kind == "text":
        return []
    seed = int.from_bytes(hashlib.sha256(exercise.id.encode()).digest()[:8], "big")
    cases = exercise.cases(np.random.default_rng(seed), exercise.public_cases)
    return [{name: settled(plain(value), Comparator()) for name, value in case.items()} for case in cases]


def settled(value: object, comparator: Comparator) -> object:
    """A plain value with each float rounded to `FINENESS` of what the comparator lets pass."""
    if isinstance(value, list):
        return [settled(item, comparator) for item in value]
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    step = FINENESS * (comparator.atol + comparator.rtol * abs(value))
    return round(value, -math.floor(math.log10(step))) + 0.0 if step else value


def _refuse_wrong_form(path: Path, exercise: Exercise, case: dict[str, object], answer: object) -> None:
    try:
        formed(answer, exercise.shape, text=isinstance(answer, str))
    except WrongForm as error:
        asked = call(exercise.id, case) if exercise.sample else exercise.id
        raise CourseError(f"{master.place(path)}: {asked} must be {error.what}") from None

"""What a node of a Dask cluster does for the grader: it runs one submission in a jail of its own.

Both ways go plain text, JSON. A node is told a submission's cells and what its functions are called with; it says what
came back. It is told no key, no right answer, no mark, and not whose submission it is.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict

from il2course import __version__
from il2course.grading import jail
from il2course.grading.attempt import NotGraded
from il2course.grading.examination import Answer, Examination, Paper, Question
from il2course.grading.hall import Hall
from il2course.grading.limits import Limits

_halls: dict[str, Hall] = {}  # by what they are made of; a node serves one lesson after the other
_lock = threading.Lock()


def ready(sealed: bool) -> str:
    """The version of the course here.

    Raises
    ------
    CourseError
        when there is no jail here and one is wanted.
    """
    jail.choose(without=not sealed)
    return __version__


def order(paper: Paper, limits: Limits, modules: tuple[str, ...], sealed: bool) -> str:
    """What `sit` is given."""
    questions = [[each.name, each.cases] for each in paper.questions]
    hall = {"limits": asdict(limits), "modules": modules, "sealed": sealed}
    return json.dumps({"hall": hall, "cells": paper.cells, "questions": questions})


def sit(text: str) -> str:
    """Run a submission; the text of what was found, or of why nothing was."""
    task = json.loads(text)
    paper = Paper(tuple(task["cells"]), tuple(Question(name, cases) for name, cases in task["questions"]))
    try:
        found = _hall(task["hall"]).examine(paper)
    except NotGraded as error:
        return json.dumps({"not_graded": str(error)})
    return json.dumps(asdict(found))


def found(text: str) -> Examination:
    """What `sit` gave, as an examination.

    Raises
    ------
    NotGraded
        when nothing was found there.
    """
    reply = json.loads(text)
    if "not_graded" in reply:
        raise NotGraded(reply["not_graded"])
    answers = {name: [Answer(**each) for each in listed] for name, listed in reply["answers"].items()}
    return Examination(answers, {int(number): said for number, said in reply["cells"].items()})


def clear() -> None:
    """End every process that was started for submissions."""
    with _lock:
        for hall in _halls.values():
            hall.close()
        _halls.clear()


def _hall(made_of: Mapping[str, object]) -> Hall:
    with _lock:
        name = json.dumps(made_of)
        if name not in _halls:
            cell = jail.choose(without=not made_of["sealed"])
            _halls[name] = Hall(cell, Limits(**made_of["limits"]), made_of["modules"])
        return _halls[name]

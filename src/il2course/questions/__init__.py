"""What is asked in the lessons and on the sheets, one module a lesson."""

from functools import cache
from importlib import import_module

from il2course.questions.exercise import Comparator, Exercise, Slip
from il2course.questions.question import MultipleChoice, Option

__all__ = ["LESSONS", "Comparator", "Exercise", "MultipleChoice", "Option", "Slip", "exercises", "multiple_choice"]

LESSONS = ("01_structure", "02_receptor", "03_signaling", "04_therapy")


def _module(lesson: str) -> object:
    """The questions of `02_receptor` stand in `il2course.questions.receptor`."""
    if lesson not in LESSONS:
        raise ValueError(f"a lesson must be one of {', '.join(LESSONS)}, got {lesson!r}")
    return import_module(f"{__name__}.{lesson.partition('_')[2]}")


def exercises(lesson: str) -> tuple[Exercise, ...]:
    """The exercises of a lesson's sheet, in its order; ValueError, with the known ones, for an unknown lesson."""
    return _module(lesson).EXERCISES


@cache
def _multiple_choices() -> dict[str, MultipleChoice]:
    return {question.id: question for lesson in LESSONS for question in _module(lesson).MULTIPLE_CHOICE}


def multiple_choice(name: str) -> MultipleChoice:
    """The question of this id; ValueError, with the known ones, when there is none."""
    known = _multiple_choices()
    if name not in known:
        raise ValueError(f"a question must be one of {', '.join(known)}, got {name!r}")
    return known[name]

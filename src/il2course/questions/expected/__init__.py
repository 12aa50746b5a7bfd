"""The public cases of every exercise with the answers expected, as `il2course sync` writes them.

One file a lesson, `02_receptor.json`: exercise id → list of cases, each with `arguments` in the order in which the
function takes them, and `answer`. The arguments are stored, not drawn again, so that no version of NumPy changes them.
"""

import json
from dataclasses import dataclass
from importlib.resources import files

from il2course.errors import CourseError
from il2course.questions.plain import restored


@dataclass(frozen=True)
class Case:
    """One public case: the arguments by name, and the plain answer expected."""

    arguments: dict[str, object]
    answer: object


def public_cases(lesson: str, name: str) -> tuple[Case, ...]:
    """The public cases of one exercise.

    Raises
    ------
    CourseError
        when the lesson's file is missing, damaged, or does not know the exercise.
    """
    try:
        stored = json.loads((files(__package__) / f"{lesson}.json").read_text(encoding="utf-8"))
        return tuple(Case(restored(case["arguments"]), case["answer"]) for case in stored[name])
    except FileNotFoundError:
        reason = "are missing"
    except KeyError as error:
        reason = f"lack {error.args[0]}"
    except (ValueError, TypeError):
        reason = "are damaged"
    raise CourseError(f"the expected answers of {lesson} {reason}")

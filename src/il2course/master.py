"""The master of an exercise sheet: its cells are run, then asked for the reference answers.

`namespace` and `answer` are the two steps; `reply` takes both for a process that has no other work.
"""

import json
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from il2course.errors import CourseError
from il2course.questions.plain import plain, restored


@dataclass(frozen=True)
class Call:
    """What is asked of a master: the value of a name or, with arguments, what the function of that name returns."""

    name: str
    arguments: Mapping[str, object] | None = None


def namespace(master: Path) -> dict[str, object]:
    """Run every cell of a master and return its names; raises CourseError with the line when one fails."""
    names: dict[str, object] = {"__name__": "__main__"}
    try:
        exec(compile(master.read_bytes(), str(master), "exec", dont_inherit=True), names)
    except SyntaxError as error:
        raise CourseError(f"{place(master)}:{error.lineno} is not Python: {error.msg}") from None
    except Exception as error:
        raise _failure(master, "fails", error) from None
    return names


def answer(master: Path, names: Mapping[str, object], call: Call) -> object:
    """The plain answer to one call from the names of a master; raises CourseError when there is none."""
    if call.name not in names:
        raise CourseError(f"{place(master)} does not define {call.name}")
    value = names[call.name]
    if call.arguments is not None:
        try:
            value = value(**restored(call.arguments))
        except Exception as error:
            raise _failure(master, f"fails in {call.name}", error) from None
    return plain(value)


def place(master: Path) -> str:
    """A master as messages name it: `solutions/02_receptor.py`."""
    return f"{master.parent.name}/{master.name}"


def _failure(master: Path, what: str, error: Exception) -> CourseError:
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == str(master)]
    where = f"{place(master)}:{lines[-1]}" if lines else place(master)
    return CourseError(f"{where} {what}: {type(error).__name__}: {error}")


def reply(request: Mapping[str, object]) -> dict[str, object]:
    """The plain answers of a master to all calls of a request.

    Parameters
    ----------
    request
        "master", its path, and "calls", a list of names, each with its arguments or None.

    Returns
    -------
    {"answers": …}, or {"error": a sentence}.
    """
    master, calls = Path(request["master"]), [Call(*call) for call in request["calls"]]
    try:
        names = namespace(master)
        found = {"answers": [answer(master, names, call) for call in calls]}
        json.dumps(found)
    except CourseError as error:
        return {"error": str(error)}
    except TypeError as error:
        return {"error": f"{place(master)} gives an answer that is no plain value: {error}"}
    return found

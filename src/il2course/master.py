"""The master of an exercise sheet: its cells are run, then asked for the reference answers.

`answers` does this in an interpreter of its own. `namespace` and `answer` are its two steps, for a process that
already is one.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from il2course.errors import CourseError
from il2course.questions.plain import plain, restored

TIMEOUT_S = 300


@dataclass(frozen=True)
class Call:
    """What is asked of a master: the value of a name or, with arguments, what the function of that name returns."""

    name: str
    arguments: Mapping[str, object] | None = None


def answers(master: Path, calls: Sequence[Call], timeout_s: float = TIMEOUT_S) -> list[object]:
    """The plain answers of a master to each call, from a fresh interpreter in the master's folder.

    Raises
    ------
    CourseError
        when a cell or a call fails, a name is missing, an answer is no plain value, or all of it takes too long.
    """
    request = {"master": str(master.resolve()), "calls": [[call.name, plain(call.arguments)] for call in calls]}
    try:
        process = subprocess.run(
            [sys.executable, "-m", "il2course.master"],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            cwd=master.parent,
            env={**os.environ, "MPLBACKEND": "Agg"},
            timeout=timeout_s,
        )
    except subprocess.TimeoutExpired:
        raise CourseError(f"{place(master)} takes longer than {timeout_s:g} s") from None
    if process.returncode:
        raise CourseError(f"{place(master)} ends the interpreter that runs it: {process.stderr.strip()[-200:]}")
    reply = json.loads(process.stdout.splitlines()[-1])
    if "error" in reply:
        raise CourseError(reply["error"])
    return reply["answers"]


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


def _reply(request: dict[str, object]) -> str:
    master, calls = Path(request["master"]), [Call(*call) for call in request["calls"]]
    try:
        names = namespace(master)
        return json.dumps({"answers": [answer(master, names, call) for call in calls]})
    except CourseError as error:
        return json.dumps({"error": str(error)})
    except TypeError as error:
        return json.dumps({"error": f"{place(master)} gives an answer that is no plain value: {error}"})


def main() -> None:
    """Answer the request on standard input; what the master prints is dropped."""
    with redirect_stdout(open(os.devnull, "w", encoding="utf-8")):
        reply = _reply(json.loads(sys.stdin.read()))
    print(reply)


if __name__ == "__main__":
    main()

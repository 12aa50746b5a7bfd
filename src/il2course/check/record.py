"""What `check` has found so far, in a small file beside the sheet: who → exercise → state.

It is the student's own: nothing sends it anywhere, no grader reads it, and it may be deleted at any time.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from il2course.check.result import CheckResult

PASSED, FORMED, TRIED = "passed", "formed", "tried"
STATES = (PASSED, FORMED, TRIED)
LARGEST = 1 << 20
FILE = Path("progress.json")

Found = dict[str, dict[str, str]]


class NotKept(Exception):
    """The record cannot be read or written; the message is a calm sentence."""


class Damaged(NotKept):
    """The record holds something else than `check` has written."""


def state(result: CheckResult) -> str:
    """What a check found, in one word; what is not settled here has a form and no more."""
    if not result.passed:
        return TRIED
    return PASSED if result.settled else FORMED


@dataclass(frozen=True)
class Record:
    """The record in one file, by default in the folder that the notebook runs in."""

    file: Path = FILE

    def found(self) -> Found:
        """All that is known; what cannot be understood in it is left out.

        Raises
        ------
        NotKept
            when the file cannot be read, or is damaged.
        """
        try:
            with self.file.open("rb") as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise NotKept(f"{self.file.name} cannot be read ({error.strerror})") from None
        return _understood(self._stored(content))

    def _stored(self, content: bytes) -> dict[str, object]:
        try:
            stored = json.loads(content) if len(content) <= LARGEST else None
        except (ValueError, RecursionError):
            stored = None
        if not isinstance(stored, dict):
            raise Damaged(f"{self.file.name} is damaged")
        return stored

    def note(self, student: str, result: CheckResult) -> None:
        """Write down what was found of one student's answer, in place of what was found before.

        A damaged file is put aside, under a name that says so, and a new one begun.

        Raises
        ------
        NotKept
            when it was damaged, or cannot be read or written.
        """
        damaged = None
        try:
            found = self.found()
        except Damaged as fault:
            damaged, found = fault, {}
        found.setdefault(student, {})[result.id] = state(result)
        self._write(found, aside=damaged is not None)
        if damaged:
            raise NotKept(f"{damaged}; it now is {self._aside.name}, and a new one was begun")

    @property
    def _aside(self) -> Path:
        return self.file.with_name(f"{self.file.stem}_damaged{self.file.suffix}")

    def _write(self, found: Found, aside: bool) -> None:
        unfinished = self.file.with_name(f"{self.file.name}.part")
        try:
            unfinished.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            if aside:
                os.replace(self.file, self._aside)
            os.replace(unfinished, self.file)
        except OSError as error:
            raise NotKept(f"{self.file.name} cannot be written ({error.strerror})") from None


def _understood(stored: dict[str, object]) -> Found:
    return {
        who: {name: said for name, said in entries.items() if said in STATES}
        for who, entries in stored.items()
        if isinstance(entries, dict)
    }

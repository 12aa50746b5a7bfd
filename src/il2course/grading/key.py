"""The course key: the one secret, from which every student's hidden cases come."""

import hashlib
import hmac
import json
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from il2course.errors import CourseError

_FORM = re.compile(r"il2course-key-1 ([0-9a-f]{64})\n?")


@dataclass(frozen=True)
class Key:
    """32 secret bytes."""

    secret: bytes = field(repr=False)

    def random(self, student: str, exercise: str) -> np.random.Generator:
        """The generator that draws one student's hidden cases of one exercise."""
        return np.random.default_rng(int.from_bytes(self._hash([student, exercise])))

    def fingerprint(self) -> str:
        """What tells this key from another one and gives nothing away."""
        return self._hash(["fingerprint"]).hex()

    def _hash(self, words: list[str]) -> bytes:
        return hmac.digest(self.secret, json.dumps(words).encode(), hashlib.sha256)


def make(file: Path) -> None:
    """Write a new key, for its owner only.

    Raises
    ------
    CourseError
        when the file is there already, or cannot be written.
    """
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CourseError(f"{file} is there already, and a key is never overwritten: choose another name") from None
    except OSError as error:
        raise CourseError(f"{file} cannot be written: {error.strerror}") from None
    with os.fdopen(opened, "w", encoding="ascii") as key:
        key.write(f"il2course-key-1 {secrets.token_hex(32)}\n")


def read(file: Path) -> Key:
    """The key in a file.

    Raises
    ------
    CourseError
        when there is none, it cannot be read, or it is no key.
    """
    try:
        text = file.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        raise CourseError(f"there is no key {file}: make one with `il2course key new {file}`") from None
    except OSError as error:
        raise CourseError(f"the key {file} cannot be read: {error.strerror}") from None
    form = _FORM.fullmatch(text)
    if not form:
        raise CourseError(f"{file} is no key: a key is one line, as `il2course key new` writes it")
    return Key(bytes.fromhex(form[1]))

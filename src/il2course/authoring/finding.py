"""What a rule found wrong, where, and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

Remarks = Iterator[tuple[str, int, str, str]]
"""What a rule yields for one document: code, line, message and mend."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend; as text it is one line.

    Attributes
    ----------
    code
        the rule, as the table of `il2course.authoring.linting` lists it.
    path
        the file, below the root of the course.
    line
        counted from 1.
    message
        what is wrong.
    mend
        what to write instead.
    """

    code: str
    path: str
    line: int
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message} — {self.mend}"

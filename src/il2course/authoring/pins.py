"""The pins that Binder installs: what the course needs at run time, out of requirements.lock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from il2course.errors import CourseError

HEADER = (
    "# Made by `il2course sync` from requirements.lock: what the course needs to run, without test tools and hashes."
)

_VIA = re.compile(r"^\s+#\s+(?:via\s+)?(?!via$)([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """One pinned package of the lock.

    Attributes
    ----------
    name
        its normalised name.
    line
        the requirement with its marker, without hashes.
    via
        normalised names of the packages that ask for it.
    """

    name: str
    line: str
    via: frozenset[str]


def requirements(lock: str, dependencies: list[str]) -> str:
    """The text of binder/requirements.txt: pins of the dependencies and of all that they need.

    Raises
    ------
    CourseError
        when the lock lacks one of the dependencies.
    """
    pins = list(locked(lock))
    asked = {canonicalize_name(Requirement(dependency).name) for dependency in dependencies}
    absent = sorted(asked - {pin.name for pin in pins})
    if absent:
        raise CourseError(f"requirements.lock has no pin for {', '.join(absent)}, which pyproject.toml asks for")
    wanted = closure(pins, asked)
    return "\n".join([HEADER, *(pin.line for pin in pins if pin.name in wanted)]) + "\n"


def locked(lock: str) -> Iterator[Pin]:
    """The pins of a lock file as `uv pip compile` writes it, with the comments that say what asks for each."""
    for entry in re.split(r"\n(?=[^\s#])", lock.strip()):
        line = entry.partition("\n")[0].removesuffix("\\").strip()
        askers = {canonicalize_name(name) for name in _VIA.findall(entry)}
        yield Pin(canonicalize_name(Requirement(line).name), line, frozenset(askers))


def closure(pins: list[Pin], asked: set[str]) -> set[str]:
    """The asked packages and all that they need, step by step."""
    wanted, grown = set(), set(asked)
    while grown != wanted:
        wanted = grown
        grown = wanted | {pin.name for pin in pins if pin.via & wanted}
    return wanted

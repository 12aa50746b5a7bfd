"""The ledger and the bibliography of a checkout as the rules need them: with lines, and with whatever is wrong."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import parse_string
from pybtex.exceptions import PybtexError

from il2course.errors import CourseError

LEDGER = "src/il2course/facts/facts.toml"
BIBLIOGRAPHY = "src/il2course/facts/references.bib"


@dataclass(frozen=True)
class Sources:
    """What a course knows and whom it cites.

    Attributes
    ----------
    facts
        the ledger's tables as they stand in the file, by id.
    lines
        where each fact starts.
    works
        citation keys.
    addresses
        citation keys by DOI, PubMed id and PubMed Central id, all in lower case.
    """

    facts: dict[str, dict]
    lines: dict[str, int]
    works: frozenset[str]
    addresses: dict[str, str]

    def value(self, name: str) -> object:
        """The value at `id` or `id.row.column`, as tags write it.

        Raises
        ------
        KeyError
            when there is none; the message says what is missing.
        """
        fact, *steps = name.split(".")
        if fact not in self.facts:
            raise KeyError(f"the ledger has no fact {fact!r}")
        value = self.facts[fact].get("value")
        for step in steps:
            if not isinstance(value, dict) or step not in value:
                raise KeyError(f"the fact {fact!r} has no entry {step!r}")
            value = value[step]
        return value

    def names(self) -> list[str]:
        """All that a tag can name: ids, and the paths to the numbers of tables."""
        return [name for fact, entry in self.facts.items() for name in _paths(fact, entry.get("value"))]

    def unit(self, name: str) -> str:
        """The unit of the fact that a tag names."""
        return self.facts[name.partition(".")[0]].get("unit", "")


def _paths(name: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for step, item in value.items():
            yield from _paths(f"{name}.{step}", item)
    else:
        yield name


def read(root: Path) -> Sources:
    """Read both files of a checkout.

    Raises
    ------
    CourseError
        when one is missing or cannot be read as what it is.
    """
    ledger, bibliography = _text(root, LEDGER), _text(root, BIBLIOGRAPHY)
    try:
        facts = tomllib.loads(ledger)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{LEDGER} is not TOML: {error}") from None
    try:
        entries = parse_string(bibliography, "bibtex").entries
    except PybtexError as error:
        raise CourseError(f"{BIBLIOGRAPHY} is not BibTeX: {error}") from None
    addresses = {
        work.fields[field].lower(): key
        for key, work in entries.items()
        for field in ("doi", "pmid", "pmcid")
        if field in work.fields
    }
    return Sources(facts, {name: _line(ledger, name) for name in facts}, frozenset(entries), addresses)


def _text(root: Path, place: str) -> str:
    path = root / place
    if not path.is_file():
        raise CourseError(f"{place} is missing: run this in a checkout of the course")
    return path.read_text(encoding="utf-8")


def _line(ledger: str, name: str) -> int:
    start = re.search(rf"^(?:\[\s*)?[\"']?{re.escape(name)}[\"']?\s*[].=]", ledger, re.MULTILINE)
    return ledger.count("\n", 0, start.start()) + 1 if start else 1

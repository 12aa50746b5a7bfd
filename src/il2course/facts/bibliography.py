"""Reading references.bib."""

import warnings
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from pybtex.database import BibliographyData, Entry, parse_string

from il2course.facts.ledger import unknown
from il2course.signature import typed

BRACES = str.maketrans("", "", "{}")


@cache
def bibliography() -> BibliographyData:
    """Every work the course cites, by citation key."""
    return parse_string((files(__package__) / "references.bib").read_text(encoding="utf-8"), "bibtex")


def entry(key: str) -> Entry:
    """The work of one citation key.

    Raises
    ------
    KeyError
        when references.bib has no such key.
    """
    if key not in bibliography().entries:
        raise KeyError(unknown("references.bib has no work", key, bibliography().entries))
    return bibliography().entries[key]


def authors(work: Entry) -> str:
    """Family names, three at most, as a reference list prints them; braces keep the name of a body together."""
    people = [" ".join(person.prelast_names + person.last_names) for person in work.persons.get("author", [])]
    people = [name.translate(BRACES) for name in people]
    shown = [name for name in people if name != "others"]
    if len(shown) > 3 or "others" in people:
        return f"{shown[0]} et al."
    return ", ".join(shown)


def citation(key: str) -> str:
    """A work in one line of text: authors (year). title. journal volume:pages."""
    work = entry(key)
    field = work.fields
    volume = f" {field['volume']}" if "volume" in field else ""
    pages = f":{field['pages'].replace('--', '–')}" if "pages" in field else ""
    journal = f" {field['journal']}{volume}{pages}." if "journal" in field else ""
    return f"{authors(work)} ({field['year']}). {field['title'].rstrip('.')}.{journal}"


def address(key: str) -> str:
    """Where a work can be read: its DOI or PubMed record; empty when it has neither."""
    field = entry(key).fields
    if "doi" in field:
        return f"https://doi.org/{field['doi']}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{field['pmid']}" if "pmid" in field else field.get("url", "")


@dataclass(frozen=True)
class ReferenceList:
    """The works a lesson cites; displays as a list with links."""

    keys: tuple[str, ...]

    def _repr_html_(self) -> str:
        return "<ol>" + "".join(f"<li>{_linked(key)}</li>" for key in self.keys) + "</ol>"

    def __repr__(self) -> str:
        return "\n".join(f"{number}. {citation(key)}" for number, key in enumerate(self.keys, start=1))


def _linked(key: str) -> str:
    text, link = escape(citation(key)), address(key)
    return f'{text} <a href="{escape(link)}">{escape(link.removeprefix("https://"))}</a>' if link else text


@typed
def references(*keys: str) -> ReferenceList:
    """The reference list of a lesson, in alphabetical order of the citation keys.

    Raises
    ------
    KeyError
        when references.bib has no such key.
    """
    for key in keys:
        entry(key)
    return ReferenceList(tuple(sorted(keys)))

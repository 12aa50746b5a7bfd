"""Rules on the ledger: IL021 to IL025. Every fact says what it is and who found it."""

from collections.abc import Iterator
from dataclasses import fields

from il2course.authoring.finding import Remarks
from il2course.authoring.sources import BIBLIOGRAPHY, Sources
from il2course.facts.ledger import STATUSES, Fact

REQUIRED = ("value", "unit", "what", "status", "source")
KNOWN = {field.name for field in fields(Fact)} - {"id"}


def entries(sources: Sources) -> Remarks:
    """Remarks on every entry of facts.toml."""
    for name, fact in sources.facts.items():
        for code, message, mend in [*_fields(name, fact), *_status(name, fact), *_works(name, fact, sources)]:
            yield code, sources.lines[name], message, mend


def _fields(name: str, fact: dict) -> Iterator[tuple[str, str, str]]:
    for field in REQUIRED:
        if field not in fact or (fact[field] == "" and field != "unit"):
            empty = ', or unit = "" for a count or a ratio' if field == "unit" else ""
            yield "IL021", f"the fact {name} has no {field}", f"add {field} = …{empty}"
    for field in sorted(set(fact) - KNOWN):
        yield "IL021", f"the fact {name} has an unknown field {field}", f"use one of {', '.join(sorted(KNOWN))}"


def _status(name: str, fact: dict) -> Iterator[tuple[str, str, str]]:
    status = fact.get("status", "")
    if status and status not in STATUSES:
        yield "IL022", f"the fact {name} has the unknown status {status!r}", f"use one of {', '.join(STATUSES)}"
    if status == "S" and not (fact.get("via") or fact.get("note")):
        yield "IL024", f"the fact {name} is second-hand and does not say from where", "add via = KEY, or a note"
    if status == "C" and not fact.get("computed"):
        yield "IL025", f"the fact {name} is computed and does not say how", "add computed = EXPRESSION"


def _works(name: str, fact: dict, sources: Sources) -> Iterator[tuple[str, str, str]]:
    for field in ("source", "via"):
        if fact.get(field) and fact[field] not in sources.works:
            message = f"the {field} of the fact {name}, {fact[field]}, is not in the bibliography"
            yield "IL023", message, f"add the work to {BIBLIOGRAPHY}, or correct the key"

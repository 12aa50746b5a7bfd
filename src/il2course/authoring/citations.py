"""Rules on references: IL011 to IL013. Whoever is cited stands in the bibliography and in the lesson's list."""

import ast
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from il2course.authoring.document import Document
from il2course.authoring.finding import Remarks
from il2course.authoring.script import syntax
from il2course.authoring.sources import BIBLIOGRAPHY, Sources

_WORK = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org/(?P<doi>10\.\S+)"
    r"|(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(?P<pmid>\d+)/?"
    r"|(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(?P<pmcid>PMC\d+)/?)$",
    re.IGNORECASE,
)


def citations(document: Document, sources: Sources) -> Remarks:
    """Remarks on the links, tags and reference list that name works."""
    for line, address in links(document):
        if identifier(address) not in sources.addresses:
            mend = f"add the work to {BIBLIOGRAPHY}, or correct the link"
            yield "IL011", line, f"{address} is not in the bibliography", mend
    lists = [] if document.is_page else list(references(document))
    named = [*tags(document), *((line, key) for line, keys in lists for key in keys)]
    for line, key in named:
        if key not in sources.works:
            yield (
                "IL012",
                line,
                f"the bibliography has no work {key!r}",
                f"add it to {BIBLIOGRAPHY}, or correct the key",
            )
    if document.is_lesson and lists:
        yield from _listed(cited(document, sources), *lists[-1])


def links(document: Document) -> Iterator[tuple[int, str]]:
    """Line and address of each link to a DOI, PubMed or PubMed Central."""
    for link in (link for passage in document.passages for link in passage.links):
        if identifier(link.address):
            yield link.line, link.address


def tags(document: Document) -> Iterator[tuple[int, str]]:
    """Line and citation key of each `<!-- cite:key -->`."""
    for tag in (tag for passage in document.passages for tag in passage.tags):
        if tag.kind == "cite":
            yield tag.line, tag.name


def cited(document: Document, sources: Sources) -> dict[str, int]:
    """The works that the prose names by link or tag, with the line where it first does so."""
    by_link = [(line, sources.addresses.get(identifier(address))) for line, address in links(document)]
    named = sorted([(line, key) for line, key in by_link if key] + list(tags(document)), reverse=True)
    return {key: line for line, key in named}


def identifier(address: str) -> str:
    """The DOI, PubMed id or PubMed Central id that an address leads to, in lower case; empty for any other."""
    match = _WORK.match(unquote(address))
    return (match["doi"] or match["pmid"] or match["pmcid"]).lower() if match else ""


def references(document: Document) -> Iterator[tuple[int, list[str]]]:
    """Line and citation keys of each call of `references`, from top to bottom."""
    calls = [node for node in ast.walk(syntax(document.text, document.place)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: call.lineno):
        if "references" in (getattr(call.func, "attr", ""), getattr(call.func, "id", "")):
            yield call.lineno, [key.value for key in call.args if isinstance(key, ast.Constant)]


def _listed(cited: Mapping[str, int], line: int, keys: list[str]) -> Remarks:
    """IL013: the prose and the reference list name the same works."""
    for key in sorted(set(cited) - set(keys)):
        mend = f'add "{key}" to facts.references(…) at the end'
        yield "IL013", cited[key], f"{key} is cited and not in the reference list", mend
    for key in sorted(set(keys) - set(cited)):
        mend = f"cite it where its result is used, <!-- cite:{key} -->, or take it off the list"
        yield "IL013", line, f"{key} is in the reference list and cited nowhere", mend

"""Reading lessons, exercise sheets, pages and the ledger as a careful editor would.

A finding has a code, a place and a mend.

| code | found |
|---|---|
| IL001 | a tag names no fact, or one that is not a number |
| IL002 | a tag has no number before it on its line |
| IL003 | a tagged number disagrees with its fact |
| IL004 | a number that states something has no tag |
| IL005 | a line starts with a tag, which would end the paragraph |
| IL006 | a space before a tag and a punctuation mark behind it, which would show as a space before the mark |
| IL011 | a link to a DOI or PubMed record that is not in references.bib |
| IL012 | a citation key that is not in references.bib |
| IL013 | the works cited and the lesson's reference list differ |
| IL021 | a fact lacks value, unit, what, status or source, or has a field of another name |
| IL022 | a fact's status is none of the ledger's |
| IL023 | a fact's source or via is not in references.bib |
| IL024 | a second-hand fact (S) has neither via nor note |
| IL025 | a computed fact (C) has no expression |
| IL031 | an image has no alternative text |
| IL032 | a link says "here", "this" or its bare address |
| IL033 | a heading skips a level |
| IL034 | a lesson or sheet has no heading of level 1, or several |
| IL035 | a code cell has more than ten lines (blank lines, comments and solutions do not count) |
| IL036 | the opening cell lacks **You will be able to**, **Time**, **Builds on** or **The question** |
| IL037 | the last sections are not ## The answer, ## Notation (a table), ## References (a list) |

A tag is an HTML comment right behind its number: `10 nM <!-- fact:kd_alpha -->`, `<!-- given -->`. It holds for
the last quantity before it on its line; a fact of several numbers and `given` also reach back over a list
("10 or 37 nM"). `<!-- cite:key -->` names a work.

IL004, IL013 and IL034 to IL037 do not apply to Markdown pages; IL013, IL036 and IL037 only to notebooks/.
"""

from collections.abc import Iterable
from pathlib import Path

from il2course.authoring.citations import citations
from il2course.authoring.claims import claims
from il2course.authoring.document import read
from il2course.authoring.entries import entries
from il2course.authoring.finding import Finding, Remarks
from il2course.authoring.form import form
from il2course.authoring.sources import LEDGER, Sources
from il2course.authoring.sources import read as read_sources
from il2course.errors import CourseError

PATTERNS = ("notebooks/*.py", "solutions/*.py", "*.md", "docs/**/*.md")


def lint(root: Path, files: Iterable[Path] | None = None) -> list[Finding]:
    """Findings in the course, by file and line.

    Parameters
    ----------
    root
        the folder of pyproject.toml.
    files
        only these, as seen from the current folder; facts.toml stands for the ledger. All when there are none.

    Raises
    ------
    CourseError
        when a file is none that lint reads, a script is not Python, or the ledger or the bibliography
        cannot be read.
    """
    root = Path(root).resolve()
    sources = read_sources(root)
    found = [
        Finding(code, place, line, message, mend)
        for place in chosen(root, files)
        for code, line, message, mend in remarks(root, place, sources)
    ]
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.code))


def remarks(root: Path, place: str, sources: Sources) -> Remarks:
    """What all rules have to say about one file; raises like `lint`."""
    if place == LEDGER:
        yield from entries(sources)
        return
    document = read(root, place)
    yield from claims(document, sources)
    yield from citations(document, sources)
    yield from form(document)


def chosen(root: Path, files: Iterable[Path] | None) -> list[str]:
    """The places to read, below the root; raises like `lint`."""
    known = [LEDGER, *(place.relative_to(root).as_posix() for pattern in PATTERNS for place in root.glob(pattern))]
    known = [place for place in known if not any(part.startswith(("_", ".")) for part in Path(place).parts)]
    paths = [Path(file).resolve() for file in files or ()]
    places = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in paths]
    for place in places:
        if place not in known:
            raise CourseError(f"{place} is none of the files that lint reads: {', '.join(PATTERNS)} and {LEDGER}")
    return places or known

"""The ledger as a page: every fact with its value, what it says, its status and its source."""

from collections.abc import Iterator, Mapping
from html import escape

from il2course.facts.bibliography import address, authors, citation, entry
from il2course.facts.ledger import STATUSES, Fact, ledger

COLUMNS = ("Fact", "Value", "What was measured, in what", "Source")
OPENING = """\
# Every number and its source

The text of the lessons states no number about the world that does not stand here. The name of a fact is what code and
prose use: `facts.kd_alpha.value`. Type a word, a name, a unit or an author to see only what holds it.

"""


def page() -> str:
    """The page in Markdown."""
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in COLUMNS)
    rows = "\n".join(row(fact) for fact in ledger().values())
    table = (
        f'<table class="il2-facts" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )
    statuses = "\n".join(f"- **{key}**: {meaning}." for key, meaning in STATUSES.items())
    return f"{OPENING}Each source has a status:\n\n{statuses}\n\n```{{raw}} html\n{table}\n```\n"


def row(fact: Fact) -> str:
    """One fact."""
    named = f'<th scope="row" role="rowheader"><a href="#{fact.id}"><code>{fact.id}</code></a></th>'
    note = f"<p>{escape(fact.note)}</p>" if fact.note else ""
    computed = f"<p>Computed as <code>{escape(fact.computed)}</code></p>" if fact.computed else ""
    cells = {"Value": values(fact), COLUMNS[2]: escape(fact.what) + note + computed, "Source": source(fact)}
    told = "".join(f'<td role="cell" data-name="{name}">{cell}</td>' for name, cell in cells.items())
    return f'<tr role="row" id="{fact.id}">{named}{told}</tr>'


def values(fact: Fact) -> str:
    """The value with its unit; of a table every entry under the name that prose uses."""
    if not isinstance(fact.value, Mapping):
        return quantity(fact.value, fact.unit)
    entries = "".join(
        f'<li id="{fact.id}.{path}"><code>{path}</code> {quantity(value, fact.unit)}</li>'
        for path, value in leaves(fact.value)
    )
    return f"<ul>{entries}</ul>"


def leaves(table: Mapping, above: str = "") -> Iterator[tuple[str, object]]:
    """Every entry of a table of tables, with its path: ("Treg.cd25", 3476)."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def quantity(value: object, unit: str) -> str:
    """A number, the two ends of a range or a list, with its unit."""
    parts = [number(part) for part in value] if isinstance(value, tuple) else [number(value)]
    between = "–" if len(parts) == 2 and not isinstance(value[0], str) else ", "
    return escape(f"{between.join(parts)} {unit}".strip())


def number(value: float | str) -> str:
    """A number without rounding; a word as it is."""
    return value if isinstance(value, str) else f"{value:.12g}"


def source(fact: Fact) -> str:
    """The status, and the works with their addresses."""
    via = f" Quoted by {work(fact.via)}" if fact.via else ""
    return f'<abbr title="{STATUSES[fact.status]}">{fact.status}</abbr> {work(fact.source)}{via}'


def work(key: str) -> str:
    """A work by its authors and year, with a link where it has an address, and in full."""
    year = entry(key).fields["year"]
    name, link = escape(f"{authors(entry(key))} {year}"), escape(address(key))
    shown = f'<a href="{link}">{name}</a>' if link else name
    return f'{shown}. <span class="il2-in-full">{escape(citation(key))}</span>'

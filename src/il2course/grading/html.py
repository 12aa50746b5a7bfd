"""An HTML page that needs no other file: no script, no font, no picture from elsewhere; in light and dark."""

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; --text: #1a1a1a; --back: #fff; --line: #767676; --shade: 14, 94, 140; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececec; --back: #16181b; --line: #8f8f8f; --shade: 96, 176, 230; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
body { color: var(--text); background: var(--back); }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
th { min-width: 5rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
div.wide { overflow-x: auto; }
div.wide:focus-visible { outline: 2px solid; }
@media (max-width: 30rem) { body { padding: 0 .5rem; } th, td { padding: .3rem .2rem; } th { min-width: 4rem; } }
"""


def document(title: str, body: str, style: str = "") -> str:
    """A whole page.

    Parameters
    ----------
    title
        its title and first heading, as text.
    body
        what follows the heading, as HTML.
    style
        more of the page's own style.
    """
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}{style}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}</main>
</body>
</html>
"""


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """A table whose first column heads its rows.

    Parameters
    ----------
    caption, columns
        as text.
    rows
        cells as HTML.
    numbers
        the columns that hold numbers, counted from 0.
    """
    right = set(numbers)
    heads = "".join(f'<th scope="col"{_kind(place, right)}>{escape(name)}</th>' for place, name in enumerate(columns))
    lines = "\n".join(_row(row, right) for row in rows)
    # A table wider than a small screen is scrolled, by the keyboard too.
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n"
        "</table>\n</div>\n"
    )


def _kind(place: int, right: set[int]) -> str:
    return ' class="number"' if place in right else ""


def _row(cells: Sequence[str], right: set[int]) -> str:
    return f"<tr>{''.join(_cell(place, cell, right) for place, cell in enumerate(cells))}</tr>"


def _cell(place: int, cell: str, right: set[int]) -> str:
    if place == 0:
        return f'<th scope="row">{cell}</th>'
    return cell if cell.startswith("<td") else f"<td{_kind(place, right)}>{cell}</td>"

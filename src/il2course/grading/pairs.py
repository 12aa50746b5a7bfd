"""Similar submissions side by side: one HTML page that needs no other file."""

from collections.abc import Mapping
from html import escape

from il2course.grading.html import document, table
from il2course.grading.similar import Class, Code, Pair, same_lines

STYLE = """
body { max-width: 90rem; }
div.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 1rem; }
div.sides pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: .5rem; }
mark { background: rgba(var(--shade), .3); color: inherit; }
"""
PREFACE = """\
<p><strong>Similar is not copied.</strong> Right answers to the same question resemble each other, the sheet's stubs \
lead the same way, and students may have been allowed to work together. Read the pairs, look for what is odd and the \
same in both, and talk to both before you think anything. Nothing here is a mark, and nothing here is proof.</p>
<p>Compared was what each answer rests on, without what the sheet gave and without comments and layout; names that \
students chose, numbers and strings count as alike. 1 means the same, 0 nothing in common. Exercises that everybody \
answers alike weigh little. Lines that both have are marked and begin with =.</p>
"""


def page(found: Class, lesson: str, titles: Mapping[str, str], left_out: int = 0) -> str:
    """The page of a class's similar pairs.

    Parameters
    ----------
    found
        the pairs.
    lesson
        whose sheet it is.
    titles
        the exercises' titles by id.
    left_out
        submissions that could not be read.
    """
    parts = [PREFACE, _summary(found, left_out)]
    if found.pairs:
        lines = [
            (
                f'<a href="#pair-{place}">{escape(pair.first.student)} and {escape(pair.second.student)}</a>',
                f"{pair.similarity:.2f}",
            )
            for place, pair in enumerate(found.pairs, start=1)
        ]
        parts.append(f"<h2>Pairs</h2>\n{table('The most similar pairs', ('Pair', 'Similarity'), lines, (1,))}")
    parts += [_pair(pair, place, found, titles) for place, pair in enumerate(found.pairs, start=1)]
    return document(f"Lesson {lesson}: similar submissions", "".join(parts), STYLE)


def _summary(found: Class, left_out: int) -> str:
    unread = f" Submissions that could not be read: {left_out}." if left_out else ""
    if found.median is None:
        return f"<p>There is nothing to compare.{unread}</p>\n"
    return (
        f"<p>Pairs compared: {found.compared}, of which {len(found.pairs)} are shown. The middle one has a similarity "
        f"of {found.median:.2f}, one in a hundred has more than {found.highest_percent:.2f}.{unread}</p>\n"
    )


def _pair(pair: Pair, place: int, found: Class, titles: Mapping[str, str]) -> str:
    head = (
        f'<h2 id="pair-{place}">{escape(pair.first.student)} and {escape(pair.second.student)}: '
        f"{pair.similarity:.2f}</h2>\n"
    )
    by_surprise = sorted(pair.by_exercise, key=lambda name: found.usual[name] - pair.by_exercise[name])
    return head + "".join(_exercise(pair, name, found, titles) for name in by_surprise)


def _exercise(pair: Pair, name: str, found: Class, titles: Mapping[str, str]) -> str:
    usual = f", usual in this class {found.usual[name]:.2f}" if found.usual[name] else ""
    first, second = pair.first.codes[name], pair.second.codes[name]
    ours, theirs = same_lines(first, second)
    return (
        f"<h3>{escape(titles[name])} (<code>{escape(name)}</code>): {pair.by_exercise[name]:.2f}{usual}</h3>\n"
        f'<div class="sides">\n{_side(pair.first.student, pair.first.file, first, ours)}'
        f"{_side(pair.second.student, pair.second.file, second, theirs)}</div>\n"
    )


def _side(student: str, file: str, code: Code, same: set[int]) -> str:
    lines = "\n".join(
        f"<mark>= {escape(line)}</mark>" if number in same else f"  {escape(line)}"
        for number, line in enumerate(code.text.split("\n"))
    )
    return f"<div><p>{escape(student)}, <code>{escape(file)}</code></p>\n<pre>{lines}</pre></div>\n"

"""Defects planted in a copy of the course, one at a time: each is found, with its place and its mend."""

import html
import json
import re
import shutil

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from il2course import authoring
from il2course.authoring import derived, linting, release

LESSON, SHEET, PAGE, README = (
    "notebooks/02_receptor.py",
    "solutions/02_receptor.py",
    "docs/instructors/week.md",
    "README.md",
)
LEDGER = "src/il2course/facts/facts.toml"
COPIED = ("notebooks", "solutions", "exercises", "docs", "src/il2course/facts", "README.md")


@pytest.fixture(scope="module")
def copy(root, tmp_path_factory):
    """What lint reads of the course, and what students get."""
    there = tmp_path_factory.mktemp("course")
    for place in COPIED:
        if (root / place).is_dir():
            shutil.copytree(
                root / place, there / place, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            )
        else:
            shutil.copy(root / place, there / place)
    return there


@pytest.fixture
def planted(copy):
    """Change a file of the copy for the length of a test."""
    kept = {}

    def plant(place, change):
        file = copy / place
        kept.setdefault(file, file.read_text(encoding="utf-8") if file.exists() else None)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(change(kept[file] or ""), encoding="utf-8")
        return file

    yield plant
    for file, text in kept.items():
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")


# Lint


@pytest.fixture(scope="module")
def sources(copy):
    """The ledger and the bibliography, read once."""
    return linting.read_sources(copy)


def at_the_end(text):
    """A passage behind a page, or a text cell before the closing sections of a lesson and before the end of a sheet."""

    def change(before, place):
        if place.endswith(".md"):
            return f"{before}\n{text}\n"
        cell = "# %% [markdown]\n" + "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()) + "\n"
        mark = before.rindex("# %% [markdown]\n# ## The answer" if place == LESSON else "# %% [markdown]\n# ## How far")
        return before[:mark] + cell + before[mark:]

    return change


def instead(old, new, count=1):
    """Other words in place of some that are there."""

    def change(before, place):
        assert old in before
        return before.replace(old, new, count)

    return change


EVERYWHERE, WITH_CELLS = (LESSON, SHEET, PAGE, README), (LESSON, SHEET)
LONG = "# %%\n" + "".join(f"step_{number} = {number}\n" for number in range(11)) + "\n"
FACT = '\n[planted]\nvalue = 1\nunit = ""\nwhat = "a count"\nstatus = "V"\nsource = "farhat2021"\n'

# code: the files in which it is planted, how, and a part of the message and of the mend
DEFECTS = {
    "IL001": (EVERYWHERE, at_the_end("Of 10 nM <!-- fact:kd_alpa --> once."), "no fact 'kd_alpa'", "write fact:kd_alpha"),
    "IL002": (EVERYWHERE, at_the_end("Nothing here <!-- fact:kd_alpha --> at all."), "no number stands before", "right behind"),
    "IL003": (EVERYWHERE, at_the_end("It binds with 11 nM <!-- fact:kd_alpha --> there."), "11 nM disagrees with", "write 10 nM"),
    "IL004": (WITH_CELLS, at_the_end("It binds with 123 nM there."), "123 nM has no tag", "write <!-- fact:ID -->"),
    "IL005": (EVERYWHERE, at_the_end("It binds with 10 nM\n<!-- fact:kd_alpha --> there."), "starts with a tag", "line before"),
    "IL006": (EVERYWHERE, at_the_end("It binds with 10 nM <!-- fact:kd_alpha -->, there."), "a reader sees a space before the", "in front of the tag"),
    "IL011": (EVERYWHERE, at_the_end("As [a paper](https://doi.org/10.1000/x) says."), "not in the bibliography", "add the work"),
    "IL012": (EVERYWHERE, at_the_end("As somebody wrote <!-- cite:nobody1999 --> once."), "no work 'nobody1999'", "add it to"),
    "IL013": ((LESSON,), instead("facts.references(", 'facts.references("fallon2000", "planted2020", '), "cited nowhere", "take it off the list"),
    "IL021": ((LEDGER,), lambda before, _: before + FACT.replace('unit = ""\n', ""), "planted has no unit", "add unit"),
    "IL022": ((LEDGER,), lambda before, _: before + FACT.replace('"V"', '"X"'), "unknown status 'X'", "use one of"),
    "IL023": ((LEDGER,), lambda before, _: before + FACT.replace("farhat2021", "nobody1999"), "not in the bibliography", "add the work"),
    "IL024": ((LEDGER,), lambda before, _: before + FACT.replace('"V"', '"S"'), "second-hand", "add via"),
    "IL025": ((LEDGER,), lambda before, _: before + FACT.replace('"V"', '"C"'), "does not say how", "add computed"),
    "IL031": (EVERYWHERE, at_the_end("![](images/explorer.png)"), "no alternative text", "say in a sentence"),
    "IL032": (EVERYWHERE, at_the_end("More [here](page.md)."), 'a link says "here"', "name what it leads to"),
    "IL033": (EVERYWHERE, at_the_end("#### Deep down"), 'the heading "Deep down" is at level 4', "write it with #"),
    "IL034": (WITH_CELLS, at_the_end("# A second title"), "a second heading of level 1", "write it with ##"),
    "IL035": (WITH_CELLS, lambda before, _: f"{before}\n{LONG}", "a code cell has 11 lines", "split it"),
    "IL036": ((LESSON,), instead("**Builds on", "**Stands on"), 'lacks "Builds on"', "add **Builds on**"),
    "IL037": ((LESSON,), instead("# ## Notation", "# ## Symbols"), "does not end with its closing sections", "end with"),
}  # fmt: skip
CASES = [(code, place) for code, (places, *_) in DEFECTS.items() for place in places]


def test_there_is_a_defect_for_every_rule():
    """The table of the rules is the list of what is planted here."""
    assert sorted(re.findall(r"^\| (IL\d+) \|", linting.__doc__, re.MULTILINE)) == sorted(DEFECTS)


def test_the_copy_has_none(copy):
    assert authoring.lint(copy) == []


@pytest.mark.parametrize(("code", "place"), CASES)
def test_a_planted_defect_is_found(code, place, copy, planted, sources):
    """With its code, at its line, and with what to write instead."""
    _, change, message, mend = DEFECTS[code]
    before = (copy / place).read_text(encoding="utf-8").splitlines()
    file = planted(place, lambda text: change(text, place))
    after = file.read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(after, start=1) if before[at - 1 : at] != [line])
    if place == LEDGER:
        found = authoring.lint(copy, [file])
    else:
        found = [linting.Finding(*(each[0], place, *each[1:])) for each in linting.remarks(copy, place, sources)]
    assert code in {each.code for each in found}
    one = next(each for each in found if each.code == code)
    assert one.path == place and message in one.message and mend in one.mend and one.mend
    assert str(one).startswith(f"{place}:{one.line}: {code} ")
    if code not in ("IL036", "IL037"):  # these speak of a whole cell and of all last sections
        assert first - 1 <= one.line <= first + len(after) - len(before) + 1


def test_only_what_was_planted_is_found(copy, planted):
    """In all files together."""
    planted(PAGE, lambda text: f"{text}\nMore [here](page.md).\n")
    assert [(each.code, each.path) for each in authoring.lint(copy)] == [("IL032", PAGE)]


# Leaks


def secret(copy, lesson="02_receptor"):
    """A line of a solution with its number."""
    text = (copy / "solutions" / f"{lesson}.py").read_text(encoding="utf-8")
    return next(
        (at, line) for at, line in release.solution(text, "x").items() if ">" in line or "<" in line or '"' in line
    )


def cell(**parts):
    """A notebook's change: one more code cell."""

    def change(text):
        book = json.loads(text)
        more = {"cell_type": "code", "execution_count": None, "id": "x", "metadata": {}, "outputs": [], "source": []}
        return json.dumps(book | {"cells": [*book["cells"], more | parts]})

    return change


def output(data):
    return cell(outputs=[{"output_type": "display_data", "metadata": {}, "data": data}])


def colored(line):
    return highlight(line, PythonLexer(), HtmlFormatter())


BOOK = "exercises/02_receptor.ipynb"
LEAKS = {
    "a comment in a sheet": ("exercises/02_receptor.py", lambda line: lambda text: f"{text}# {line}\n"),
    "spaced otherwise": ("exercises/02_receptor.py", lambda line: lambda text: text + "# " + line.replace(" ", "   ") + "\n"),
    "another sheet": ("exercises/04_therapy.py", lambda line: lambda text: f"{text}# {line}\n"),
    "a file beside the sheets": ("exercises/hints/notes.txt", lambda line: lambda text: line),
    "a cell": (BOOK, lambda line: cell(source=[f"{line}\n"])),
    "a cell's metadata": (BOOK, lambda line: cell(metadata={"answer": {"text": line}})),
    "the notebook's metadata": (BOOK, lambda line: lambda text: json.dumps(json.loads(text) | {"metadata": {"x": [line]}})),
    "a name in metadata": (BOOK, lambda line: cell(metadata={line: 1})),
    "what a cell printed": (BOOK, lambda line: cell(outputs=[{"output_type": "stream", "name": "stdout", "text": [line]}])),
    "an error": (BOOK, lambda line: cell(outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": [line]}])),
    "HTML": (BOOK, lambda line: output({"text/html": [f"<pre>{html.escape(line)}</pre>"]})),
    "HTML in colors": (BOOK, lambda line: output({"text/html": colored(line)})),
    "HTML in HTML": (BOOK, lambda line: output({"text/html": f'<iframe srcdoc="{html.escape(colored(line))}">'})),
    "JSON in an output": (BOOK, lambda line: output({"application/json": {"cells": [json.dumps({"x": line})]}})),
    "JSON in ASCII": (BOOK, lambda line: output({"text/plain": "".join(f"\\u{ord(sign):04x}" for sign in line)})),
    "Python's way of writing text": (BOOK, lambda line: output({"text/plain": repr("\n" + line + "\t")})),
    "a lesson": ("notebooks/03_signaling.py", lambda line: lambda text: f"{text}# {line}\n"),
    "a lesson's output": ("notebooks/03_signaling.ipynb", lambda line: output({"text/html": colored(line)})),
    "a page of the docs": (PAGE, lambda line: lambda text: f"{text}\n```python\n{line}\n```\n"),
    "the README": (README, lambda line: lambda text: f"{text}\n`{line}`\n"),
    "a page of the site": ("site/lessons/02.html", lambda line: lambda text: f"<html>{colored(line)}</html>"),
    "an attribute on the site": ("site/x.html", lambda line: lambda text: f'<a title="{html.escape(line)}">x</a>'),
    "the site's search": ("site/searchindex.js", lambda line: lambda text: f"Search.setIndex({json.dumps({'x': line})})"),
    "HTML in JSON on the site": ("site/x.json", lambda line: lambda text: json.dumps({"body": colored(line)}).replace("<", "\\u003c")),
}  # fmt: skip


def test_the_course_leaks_nothing(copy):
    assert derived.leaks(copy, []) == []


@pytest.mark.parametrize("way", LEAKS)
def test_a_planted_line_of_a_solution_is_found(way, copy, planted):
    place, change = LEAKS[way]
    number, line = secret(copy)
    planted(place, change(line))
    assert derived.leaks(copy, []) == [
        f"{place} shows a solution, line {number} of solutions/02_receptor.py: take it out or write it differently, "
        "then run `il2course sync`"
    ]


def test_every_line_of_every_solution_would_be_found(copy, planted):
    """As a page shows it, all of them at once."""
    masters = derived.texts(copy, "solutions/*.py")
    lines = [(place, at, line) for place, text in masters.items() for at, line in release.solution(text, place).items()]
    planted("site/x.html", lambda text: "".join(colored(line) for _, _, line in lines))
    assert len(derived.leaks(copy, [])) == len(lines) > 100

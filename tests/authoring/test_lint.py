"""Every rule: a text in which it finds something, and one in which it does not."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2course.authoring import lint
from il2course.authoring.finding import Finding
from il2course.authoring.quantities import number, quantities
from il2course.authoring.units import factor, parse
from il2course.errors import CourseError

PLACE = "notebooks/02_receptor.py"
UNTAGGED = "write <!-- fact:ID --> right behind it, or <!-- given --> if it is no fact about the world"

OPENING = [
    "# Receptor",
    "",
    "**You will be able to** explain.",
    "",
    "**Time.** 75 minutes <!-- given -->",
    "",
    "**Builds on** nothing.",
    "",
    "**The question.** Why?",
]
CLOSING = ["## The answer", "", "## Notation", "", "| symbol | meaning |", "|---|---|", "| K | constant |", ""]
FIRST = len(OPENING) + 4
"""The line of the lesson on which the text of a test starts."""


def cell(lines):
    """A Markdown cell of a percent script."""
    return "# %% [markdown]\n" + "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n"


def lesson(text="Text.", code="print(1)", keys=""):
    """A lesson without a fault around a text and a code cell."""
    parts = [cell(OPENING), cell(text.split("\n")), f"# %%\n{code}\n\n", cell([*CLOSING, "## References"])]
    return "".join([*parts, f"# %%\nfacts.references({keys})\n"])


def found(course, text, place=PLACE):
    """Code, line after the first of the text, message and mend of each finding."""
    course.write(place, lesson(text) if place == PLACE else text)
    return [(each.code, each.line - FIRST, each.message, each.mend) for each in lint(course.root)]


def test_a_finding_is_one_line():
    """Place, code, message and mend, in the order an editor can jump to."""
    finding = Finding("IL003", "notebooks/02_receptor.py", 41, "9 nM disagrees", "write 10 nM")
    assert str(finding) == "notebooks/02_receptor.py:41: IL003 9 nM disagrees — write 10 nM"


def test_a_good_course_has_no_findings(course):
    """The course that the other tests spoil."""
    course.write(PLACE, lesson())
    assert lint(course.root) == []


@pytest.mark.parametrize(
    "text",
    [
        "10 nM <!-- fact:kd_alpha -->",
        "~10.0 nM of IL-2 <!-- fact:kd_alpha --> bind",
        "10,000 pM <!-- fact:kd_alpha --> = 0.01 µM <!-- fact:kd_alpha -->",
        "1.0 × 10⁻⁸ M <!-- fact:kd_alpha --> = 1e-8 M <!-- fact:kd_alpha -->",
        "$K_D = 10\\,\\mathrm{nM}$ <!-- fact:kd_alpha -->",
        "half-life 4–10 s,<!-- fact:half_life --> 4 to 10 s <!-- fact:half_life -->",
        "between 4 and 10 s,<!-- fact:half_life --> 4 s to 10 s <!-- fact:half_life -->",
        "51 pM,<!-- fact:treg_ec50 --> 51.3 pM,<!-- fact:treg_ec50 --> 0.051 nM <!-- fact:treg_ec50 -->",
        "27×,<!-- fact:shift --> 27-fold,<!-- fact:shift --> 27 <!-- fact:shift -->",
        "12/23,<!-- fact:responders --> 12 of 23 patients <!-- fact:responders -->",
        "16 %,<!-- fact:rate --> 0.16,<!-- fact:rate --> 16 per cent <!-- fact:rate -->",
        "10⁷ M⁻¹s⁻¹,<!-- fact:kon --> 0.6 nM⁻¹ min⁻¹ <!-- fact:kon -->",
        "3,476 <!-- fact:counts.Treg.cd25 --> CD25, 3476 receptors per cell <!-- fact:counts.Treg.cd25 -->",
        "| | CD25, per cell | K_D (nM) |\n|---|---|---|\n"
        "| Treg | 3476 <!-- fact:counts.Treg.cd25 --> | 10 <!-- fact:kd_alpha --> |",
        "| | Treg |\n|---|---|\n| K_D, nM | 10 <!-- fact:kd_alpha --> |",
        "10 <!-- fact:kd_alpha --> or 37 nM <!-- given -->",
        "10, 20 or 37 nM <!-- given -->",
        "It takes\n60 min <!-- given --> and more.",
    ],
)
def test_a_tagged_number_that_is_its_fact(course, text):
    """Whatever way it is written: rounding, units, ranges, ratios, mathematics, tables."""
    assert found(course, text) == []


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        (
            "9 nM <!-- fact:kd_alpha -->",
            "9 nM disagrees with the fact kd_alpha, 10 nM",
            "write 10 nM, or correct the ledger",
        ),
        (
            "50 pM <!-- fact:treg_ec50 -->",
            "50 pM disagrees with the fact treg_ec50, 51.3 pM",
            "write 51 pM, or correct the ledger",
        ),
        (
            "10 pM <!-- fact:kd_alpha -->",
            "10 pM disagrees with the fact kd_alpha, 10 nM",
            "write 10000 pM, or correct the ledger",
        ),
        (
            "$9\\ \\text{nM}$ <!-- fact:kd_alpha -->",
            "9 nM disagrees with the fact kd_alpha, 10 nM",
            "write 10 nM, or correct the ledger",
        ),
        (
            "4–11 s <!-- fact:half_life -->",
            "4–11 s disagrees with the fact half_life, 4–10 s",
            "write 4–10 s, or correct the ledger",
        ),
        (
            "12/24 <!-- fact:responders -->",
            "12/24 disagrees with the fact responders, 12/23",
            "write 12/23, or correct the ledger",
        ),
        (
            "−27× <!-- fact:shift -->",
            "−27× disagrees with the fact shift, 27 fold",
            "write 27 ×, or correct the ledger",
        ),
        ("10 s <!-- fact:kd_alpha -->", "10 s is in s, unlike the fact kd_alpha, 10 nM", "write 10 nM"),
        ("a K_D of 10 <!-- fact:kd_alpha -->", "10 has no unit, unlike the fact kd_alpha, 10 nM", "write 10 nM"),
        (
            "16 <!-- fact:rate -->",
            "16 disagrees with the fact rate, 16 %",
            "write 0.16, or correct the ledger",
        ),
        (
            "4 s <!-- fact:half_life -->",
            "4 s is not as many numbers as the fact half_life, 4–10 s",
            "write 4–10 s",
        ),
        (
            "5–10 nM <!-- fact:kd_alpha -->",
            "5–10 nM is not as many numbers as the fact kd_alpha, 10 nM",
            "write 10 nM",
        ),
        (
            "| K_D, nM |\n|---|\n| 9 <!-- fact:kd_alpha --> |",
            "9 disagrees with the fact kd_alpha, 10 nM",
            "write 10 nM, or correct the ledger",
        ),
    ],
)
def test_a_tagged_number_that_is_not_its_fact(course, text, message, mend):
    """IL003 says what the fact is, and what to write with as many digits."""
    assert found(course, text) == [("IL003", text.count("\n"), message, mend)]


@pytest.mark.parametrize(
    ("tag", "message", "mend"),
    [
        (
            "fact:kd_alfa",
            "the ledger has no fact 'kd_alfa'",
            "write fact:kd_alpha, or add the fact to src/il2course/facts/facts.toml",
        ),
        (
            "fact:zzz",
            "the ledger has no fact 'zzz'",
            "write the id of a fact, or add the fact to src/il2course/facts/facts.toml",
        ),
        (
            "fact:counts.NK.cd25",
            "the fact 'counts' has no entry 'NK'",
            "write fact:counts.Treg.cd25, or add the fact to src/il2course/facts/facts.toml",
        ),
        (
            "fact:counts.Treg",
            "the fact 'counts.Treg' is neither a number nor a list of numbers",
            "name one of its numbers, such as fact:counts.Treg.cd25",
        ),
    ],
)
def test_a_tag_that_names_no_number(course, tag, message, mend):
    """IL001, with the nearest id where there is one."""
    assert found(course, f"Some\nwords, 10 nM.<!-- {tag} -->") == [("IL001", 1, message, mend)]


@pytest.mark.parametrize(
    "text",
    [
        "No number <!-- fact:kd_alpha --> here",
        "10 nM\nof it <!-- fact:kd_alpha --> bind",
        "IL-2 <!-- fact:kd_alpha -->",
    ],
)
def test_a_tag_without_number_before_it(course, text):
    """IL002; a number on the line before does not count, nor a name."""
    message = "no number stands before <!-- fact:kd_alpha --> on its line"
    assert ("IL002", text.count("\n"), message, "put the tag right behind its number") in found(course, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("with 10 nM of it", "10 nM"),
        ("a 15-min pulse", "15-min"),
        ("responds in 16 %", "16 %"),
        ("is 27× or more", "27×"),
        ("is 27-fold more", "27-fold"),
        ("in 12/23", "12/23"),
        ("in 12 of 23", "12 of 23"),
        ("is unlikely (P = 0.47)", "0.47"),
        ("has a pI of 7.05", "7.05"),
        ("(HR 2)", "2"),
        ("(95 % CI 4–12)", "4–12"),
        ("has 249 complexes in all", "249 complexes"),
        ("has 444 in all", "444"),
        ("has 133 residues", "133 residues"),
        ("has 3,476 CD25", "3,476"),
        ("is $6.0 \\times 10^{-1}\\,\\mathrm{nM}^{-1}$", "6.0 × 10⁻¹ nM⁻¹"),
        ("is **10 nM**", "10 nM"),
        ("is [10 nM](page.md)", "10 nM"),
        ("is 10<sup>-3</sup> s", "10⁻³ s"),
        ("is 37 or 10 nM <!-- fact:kd_alpha -->", "37"),
        ("is 10 nM here and 37 nM <!-- given --> there", "10 nM"),
    ],
)
def test_a_number_without_tag(course, text, number):
    """IL004, wherever a reader would ask who says so."""
    assert found(course, f"Text\n{text}") == [("IL004", 1, f"{number} has no tag", UNTAGGED)]


@pytest.mark.parametrize(
    "text",
    [
        "IL-2, CD25, STAT5, JAK1, pSTAT5, CD8⁺, H9, JES6-1, V91K, 1M47, 2B5I, P60568, Cys58–Cys105",
        "three chains, 2 cores, residues 58–105, 2 of 3 patients, a 2 × 2 table, the 1990s",
        "Farhat et al. (2021), 14 December 1992",
        "`10 nM` and ``K = `5 s` ``",
        "```\n10 nM\n```",
        "[the model](page-10-nM.md)",
        "<code>10 nM</code>",
        "## 3. Kinetics of 2 steps",
        "Levels of 95 % confidence",
        "in 2004, 10 nM,<!-- given --> in 2005, 27-fold <!-- given -->",
    ],
)
def test_what_is_no_statement(course, text):
    """Names, years, small counts, code and addresses need no tag."""
    assert found(course, text) == []


def test_numbers_on_pages_need_no_tag_but_must_agree(course):
    """A README may say how long something takes; what it tags must be right."""
    course.write("README.md", "# Course\n\n20 minutes, 9 nM.<!-- fact:kd_alpha -->\n")
    assert [(each.code, each.path, each.line) for each in lint(course.root)] == [("IL003", "README.md", 3)]


@pytest.mark.parametrize(
    "text",
    ["The K_D is 10 nM\n<!-- given --> here", "Text\n<!-- fact:kd_alpha --> 10 nM", "Text\n<!-- cite:farhat2021 -->"],
)
def test_a_line_that_starts_with_a_tag(course, text):
    """IL005: Markdown would end the paragraph."""
    mend = "put it at the end of the line before: here it ends the paragraph"
    assert ("IL005", 1, "a line starts with a tag", mend) in found(course, text)


@pytest.mark.parametrize("mark", [",", ".", ";", ":", ")"])
def test_a_space_that_a_reader_sees_before_a_comma(course, mark):
    """IL006: the tag is invisible, the space in front of it is not."""
    message = f'a reader sees a space before the "{mark}" behind <!-- fact:kd_alpha -->'
    mend = f'put the "{mark}" in front of the tag, without the space'
    assert found(course, f"It is\n10 nM <!-- fact:kd_alpha -->{mark} and more.") == [("IL006", 1, message, mend)]
    assert found(course, f"It is\n10 nM{mark}<!-- fact:kd_alpha --> and 10 nM<!-- fact:kd_alpha -->{mark}") == []


@pytest.mark.parametrize("comment", ["<!-- links:begin -->", "<!-- a note -->"])
def test_other_comments_may_start_a_line(course, comment):
    """Only tags are held to their place."""
    assert found(course, f"Text\n\n{comment}\n\nText") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.1000/nobody",
        "https://pubmed.ncbi.nlm.nih.gov/1/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/",
    ],
)
def test_a_link_to_a_work_that_is_not_listed(course, address):
    """IL011, for a DOI, PubMed and PubMed Central."""
    assert found(course, f"As [Nobody 1999]({address}) says") == [
        (
            "IL011",
            0,
            f"{address} is not in the bibliography",
            "add the work to src/il2course/facts/references.bib, or correct the link",
        )
    ]


def test_a_key_that_is_not_listed(course):
    """IL012, in a tag and in a call of `references`."""
    course.write(PLACE, lesson("Nobody <!-- cite:nobody1999 --> says", keys='"nobody1999"'))
    mend = "add it to src/il2course/facts/references.bib, or correct the key"
    assert [(each.code, each.line, each.message, each.mend) for each in lint(course.root)] == [
        ("IL012", 13, "the bibliography has no work 'nobody1999'", mend),
        ("IL012", 30, "the bibliography has no work 'nobody1999'", mend),
    ]


def test_the_reference_list_holds_what_is_cited(course):
    """IL013 in both directions; a link and a tag both cite."""
    text = "[Farhat 2021](https://doi.org/10.1016/j.celrep.2021.1) and Rickert <!-- cite:rickert2004 -->"
    course.write(PLACE, lesson(text, keys='"rickert2004", "lowenthal1987"'))
    assert [(each.code, each.line, each.message, each.mend) for each in lint(course.root)] == [
        (
            "IL013",
            13,
            "farhat2021 is cited and not in the reference list",
            'add "farhat2021" to facts.references(…) at the end',
        ),
        (
            "IL013",
            30,
            "lowenthal1987 is in the reference list and cited nowhere",
            "cite it where its result is used, <!-- cite:lowenthal1987 -->, or take it off the list",
        ),
    ]
    course.write(PLACE, lesson(text, keys='"rickert2004", "farhat2021"'))
    assert lint(course.root) == []


GOOD_FACT = 'value = 1\nunit = ""\nwhat = "a count"\nstatus = "V"\nsource = "farhat2021"\n'
BIBLIOGRAPHY = "src/il2course/facts/references.bib"


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "mend"),
    [
        ('unit = ""\n', "", "IL021", "the fact x has no unit", 'add unit = …, or unit = "" for a count or a ratio'),
        ('what = "a count"\n', 'what = ""\n', "IL021", "the fact x has no what", "add what = …"),
        (
            "value",
            "sources = 1\nvalue",
            "IL021",
            "the fact x has an unknown field sources",
            "use one of computed, note, rtol, source, status, unit, value, via, what",
        ),
        ('"V"', '"M"', "IL022", "the fact x has the unknown status 'M'", "use one of V, S, C"),
        (
            '"farhat2021"',
            '"nobody1999"',
            "IL023",
            "the source of the fact x, nobody1999, is not in the bibliography",
            f"add the work to {BIBLIOGRAPHY}, or correct the key",
        ),
        (
            '"V"',
            '"S"\nvia = "nobody1999"',
            "IL023",
            "the via of the fact x, nobody1999, is not in the bibliography",
            f"add the work to {BIBLIOGRAPHY}, or correct the key",
        ),
        (
            '"V"',
            '"S"',
            "IL024",
            "the fact x is second-hand and does not say from where",
            "add via = KEY, or a note",
        ),
        ('"V"', '"C"', "IL025", "the fact x is computed and does not say how", "add computed = EXPRESSION"),
    ],
)
def test_a_fact_that_does_not_say_what_it_is(course, old, new, code, message, mend):
    """IL021 to IL025, at the line of the entry."""
    ledger = "src/il2course/facts/facts.toml"
    course.write(ledger, course.read(ledger) + "\n[x]\n" + GOOD_FACT)
    assert lint(course.root) == []
    line = course.read(ledger).splitlines().index("[x]") + 1
    course.write(ledger, course.read(ledger).replace(GOOD_FACT, GOOD_FACT.replace(old, new)))
    assert lint(course.root) == [Finding(code, ledger, line, message, mend)]


@pytest.mark.parametrize(
    ("text", "code", "message", "mend"),
    [
        ("![](a.png)", "IL031", "the image a.png has no alternative text", "say in a sentence what it shows"),
        ('<img src="a.png">', "IL031", "the image a.png has no alternative text", "say in a sentence what it shows"),
        (
            "[here](page.md)",
            "IL032",
            'a link says "here"',
            "name what it leads to: [Farhat 2021](address)",
        ),
        (
            "https://example.org/page",
            "IL032",
            'a link says "https://example.org/page"',
            "name what it leads to: [Farhat 2021](address)",
        ),
        (
            '<a href="page.md">Click here.</a>',
            "IL032",
            'a link says "Click here."',
            "name what it leads to: [Farhat 2021](address)",
        ),
        (
            "[](page.md)",
            "IL032",
            "the link to page.md has no words",
            "name what it leads to: [Farhat 2021](address)",
        ),
        ("### Deep", "IL033", 'the heading "Deep" is at level 3 under level 1', "write it with ##"),
    ],
)
@pytest.mark.parametrize("place", [PLACE, "README.md", "docs/guide/page.md"])
def test_what_a_screen_reader_stumbles_over(course, place, text, code, message, mend):
    """IL031 to IL033, in lessons and on pages."""
    page = f"# Title\n\nText.\n\n{text}\n"
    shift = 0 if place == PLACE else 4 + 1 - FIRST
    assert found(course, text if place == PLACE else page, place) == [(code, shift, message, mend)]


@pytest.mark.parametrize(
    "text",
    [
        "![Binding curve rising to a plateau](a.png)",
        '<img src="a.png" alt="Binding curve">',
        "[the guide](page.md)",
        "[![Launch on Binder](a.svg)](page.md)",
        "[`check`](page.md)",
        "`https://example.org`",
        "## Two\n\n### Three\n\n## Two",
    ],
)
def test_what_a_screen_reader_can_read(course, text):
    """Pictures, links and headings as they should be."""
    assert found(course, text) == []


def test_titles(course):
    """IL034: none, and one too many; pages may have what they like."""
    course.write("solutions/02_receptor.py", cell(["Text."]))
    course.write("solutions/03_signaling.py", cell(["# One", "", "# Two"]))
    course.write("README.md", "## No title\n")
    assert lint(course.root) == [
        Finding(
            "IL034",
            "solutions/02_receptor.py",
            1,
            "there is no heading of level 1",
            "start the first cell with # and the title",
        ),
        Finding("IL034", "solutions/03_signaling.py", 4, '"Two" is a second heading of level 1', "write it with ##"),
    ]


def test_long_cells(course):
    """IL035 counts neither blank lines nor comments nor the solution of an exercise; setup cells count too."""
    ten = "\n\n# comment\n".join(["x = 1"] * 10)
    course.write(PLACE, lesson(code=ten))
    solution = "### BEGIN SOLUTION\n" + "y = 1\n" * 20 + "### END SOLUTION"
    course.write("solutions/02_receptor.py", cell(["# Sheet"]) + f"# %%\n{ten}\n{solution}\n")
    assert lint(course.root) == []

    course.write(PLACE, lesson().replace("# %%\nprint(1)", f'# %% tags=["setup"]\n{ten}\nx = 1'))
    assert lint(course.root) == [
        Finding(
            "IL035",
            PLACE,
            16,
            "a code cell has 11 lines, more than 10",
            "split it, or move the machinery into the package",
        )
    ]


@pytest.mark.parametrize("label", ["You will be able to", "Time", "Builds on", "The question"])
def test_an_opening_without_label(course, label):
    """IL036 names what is lacking."""
    course.write(PLACE, lesson().replace(f"**{label}", "**Other"))
    assert lint(course.root) == [
        Finding("IL036", PLACE, 2, f'the opening cell lacks "{label}"', f"add **{label}** and what belongs to it")
    ]


def test_a_closing_that_is_not_complete(course):
    """IL037: the sections, the table, the list."""
    good, wanted = lesson(), "end with ## The answer, ## Notation, ## References, in this order"
    course.write(PLACE, good.replace("## Notation", "## Symbols"))
    message = "the lesson does not end with its closing sections"
    assert lint(course.root) == [Finding("IL037", PLACE, 27, message, wanted)]
    course.write(PLACE, good.replace("# |---|---|\n", ""))
    message = "the section Notation has no table"
    assert lint(course.root) == [Finding("IL037", PLACE, 21, message, "add one: symbol, meaning, unit")]
    course.write(PLACE, good.replace("facts.references()", "1"))
    message, mend = "the section References has no list", 'add a cell with facts.references("KEY", …)'
    assert lint(course.root) == [Finding("IL037", PLACE, 27, message, mend)]


def test_only_the_files_asked_for(course, monkeypatch):
    """A path as seen from the current folder, or absolute."""
    course.write(PLACE, lesson("10 nM"))
    readme = course.write("README.md", "# Title\n\n[here](a.md)\n")
    assert [each.code for each in lint(course.root, [readme])] == ["IL032"]
    monkeypatch.chdir(course.root / "notebooks")
    assert [each.code for each in lint(course.root, ["02_receptor.py"])] == ["IL004"]
    assert [each.code for each in lint(course.root, [])] == ["IL032", "IL004"]


@pytest.mark.parametrize(
    ("place", "text", "message"),
    [
        ("exercises/x.py", "x = 1\n", "exercises/x.py is none of the files that lint reads: notebooks/*.py, "
         "solutions/*.py, *.md, docs/**/*.md and src/il2course/facts/facts.toml"),
        (PLACE, "# %%\nx = (\n", f"{PLACE}:3 is not Python: EOF in multi-line statement"),
        ("src/il2course/facts/facts.toml", "[x\n", "src/il2course/facts/facts.toml is not TOML: "
         "Expected ']' at the end of a table declaration (at line 1, column 3)"),
        ("src/il2course/facts/references.bib", "@article{x, year", "src/il2course/facts/references.bib is not BibTeX: "
         "syntax error in line 1: premature end of file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_in_a_sentence(course, place, text, message):
    """One sentence that names the file."""
    path = course.write(place, text)
    with pytest.raises(CourseError) as error:
        lint(course.root, [path])
    assert str(error.value) == message


def test_without_a_checkout(tmp_path):
    """An installed package alone has no ledger to correct."""
    with pytest.raises(CourseError) as error:
        lint(tmp_path)
    assert str(error.value) == "src/il2course/facts/facts.toml is missing: run this in a checkout of the course"


def test_lint_is_quick(course):
    """Four lessons of 400 lines in less than two seconds."""
    text = "\n\n".join(["The K_D of IL-2 for CD25 is 10 nM,<!-- fact:kd_alpha --> and `code`."] * 200)
    for name in ("01_structure", "02_receptor", "03_signaling", "04_therapy"):
        course.write(f"notebooks/{name}.py", lesson(text))
    start = time.perf_counter()
    assert lint(course.root) == []
    assert time.perf_counter() - start < 2


UNITS = ["nM", "pM", "µM", "s", "min", "h", "%", "Å", "kDa", "IU/kg", "min⁻¹", "nM⁻¹ min⁻¹", "µm²/s", "cells/µL", "×"]
DIGITS = st.decimals(min_value="0.0001", max_value="9999999", places=4).map(lambda value: value.normalize())
STYLES = st.sampled_from(["{:f}", "{:,f}", "−{:f}", "{:e}"])


def written(value, style):
    """A number as an author may write it, and its exact value."""
    text = style.format(value)
    return text.replace("+", ""), Fraction(value) * (-1 if text.startswith("−") else 1)


@given(DIGITS, STYLES, st.sampled_from(UNITS))
def test_a_quantity_is_read_as_it_was_written(value, style, unit):
    """Number and unit come back from the middle of a sentence."""
    text, exact = written(value, style)
    (quantity,) = quantities(f"IL-2 and CD25: {text} {unit}, as V91K shows.")
    assert [each.value for each in quantity.numbers] == [exact]
    assert quantity.unit == unit
    assert quantity.stated


@given(st.lists(DIGITS, min_size=2, max_size=2), st.sampled_from(["–", " to ", " – ", "-"]), st.sampled_from(UNITS))
def test_a_range_is_read_as_it_was_written(values, join, unit):
    """Both ends come back, whatever stands between them."""
    low, high = values
    (quantity,) = quantities(f"({low:f}{join}{high:f} {unit})")
    assert [each.value for each in quantity.numbers] == [Fraction(low), Fraction(high)]
    assert quantity.unit == unit


@given(st.integers(1, 999), st.integers(-12, 12))
def test_powers_of_ten_are_read_as_they_were_written(mantissa, power):
    """Superscripts and carets, with and without a factor."""
    raised = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    for text in (f"{mantissa} × 10{raised}", f"{mantissa}×10^{power}", f"{mantissa}e{power}"):
        assert number(text).value == mantissa * Fraction(10) ** power
    assert number(f"10{raised}").value == Fraction(10) ** power


@pytest.mark.parametrize(
    ("one", "other", "size"),
    [
        ("nM", "pM", 1000),
        ("h", "min", 60),
        ("M⁻¹s⁻¹", "nM⁻¹ min⁻¹", Fraction(60, 10**9)),
        ("cells/mm³", "cells/µL", 1),
        ("kDa", "Da", 1000),
        ("nm", "Å", 10),
        ("%", "fraction", Fraction(1, 100)),
        ("receptors per cell", "per cell", 1),
        ("arbitrary units", "arbitrary units", 1),
        ("nM", "s", None),
        ("arbitrary units", "nM", None),
    ],
)
def test_units_of_the_same_thing_convert(one, other, size):
    """Exactly; units of different things do not."""
    assert factor(one, other) == size


def test_a_word_is_no_unit():
    """So that a unit of the ledger's own is compared by its name."""
    assert parse("arbitrary units") is None

"""The website, built as `python3 course.py docs` builds it: what is on it, where its links lead, and how it is read.

Building it executes every lesson, which takes minutes; what needs it is for `test --full`.
"""

import re
import shutil
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pandas as pd
import pytest
from conftest import new_page
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from il2course.authoring import release
from il2course.authoring.derived import texts
from il2course.authoring.execution import checked
from il2course.charts import live, static
from il2course.checkout import find_lessons
from il2course.errors import CourseError
from il2course.explorers import receptor
from il2course.facts import ledger
from il2course.page import drawn
from il2course.questions import LESSONS
from il2course.site import build, docstrings, lessons, reference
from il2course.site.ledger import leaves, quantity, row

WRITTEN = {".html", ".js", ".css", ".txt", ".json", ".svg"}
LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href"), ("object", "data")}


class Page(HTMLParser):
    """What a page links to, loads and says; `text` is without tags, so that colored code reads like code."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.ids, self.links, self.loads, self.parts = path, set(), [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list) -> None:
        for name, value in attributes:
            if name == "id":
                self.ids.add(value)
            elif (tag, name) == ("a", "href"):
                self.links.append(value)
            elif (tag, name) in LOADED:
                self.loads.append(value)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


@pytest.fixture(scope="module")
def built(root, tmp_path_factory) -> Path:
    """The folder of the website; lessons are executed only where they are not kept from before."""
    return build.build(root, tmp_path_factory.mktemp("web") / "site").parent


@pytest.fixture(scope="module")
def pages(built) -> dict[str, Page]:
    return {path.relative_to(built).as_posix(): Page(path) for path in sorted(built.rglob("*.html"))}


# What is on it


@pytest.mark.full
def test_every_page_is_there(root, pages):
    """Lessons, ledger, glossary, guides, and a page for each public module."""
    wanted = {"index.html", "facts.html", "glossary.html", "first-ten-minutes.html", "first-graded-class.html"}
    wanted |= {"contributing.html", "changelog.html", "search.html", "reference/index.html"}
    wanted |= {path.relative_to(root / "docs").with_suffix(".html").as_posix() for path in root.glob("docs/**/*.md")}
    assert "instructors/large.html" in wanted
    wanted |= {f"lessons/{name}.html" for name in LESSONS}
    wanted |= {f"reference/{name.removesuffix('.md')}.html" for name in reference.pages()}
    assert wanted <= set(pages)


@pytest.mark.full
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_there_as_it_ran(pages, lesson):
    """With every explorer, and what its checked cells print, which is what the prose quotes."""
    explorers = import_module(f"il2course.explorers.{lesson[3:]}").EXPLORERS
    text = pages[f"lessons/{lesson}.html"].text
    assert [one.title for one in explorers if f'"title":"{one.title}"' not in text] == []


def printed(cell) -> list[str]:
    """What a cell prints, then its values in text."""
    streams = "".join(one.text for one in cell.outputs if one.output_type == "stream")
    return [streams, *(one.data["text/plain"] for one in cell.outputs if one.output_type != "stream")]


@pytest.mark.full
def test_the_lessons_print_what_is_committed(root):
    """A page of the website says what a student sees."""
    for name, book in lessons.executed(root).items():
        committed = nbformat.read(find_lessons(root)[name], as_version=4)
        numbers = checked(committed)
        assert numbers, name
        assert [printed(book.cells[one]) for one in numbers] == [printed(committed.cells[one]) for one in numbers], name


@pytest.mark.full
def test_every_fact_and_every_entry_of_a_table_has_an_anchor(pages):
    names = {fact.id for fact in ledger().values()}
    names |= {
        f"{fact.id}.{path}"
        for fact in ledger().values()
        if hasattr(fact.value, "items")
        for path, _ in leaves(fact.value)
    }
    assert names <= pages["facts.html"].ids


def test_a_fact_in_full():
    """Value, unit, what, status, and the source with its link, also of who quotes it."""
    told = row(ledger()["kd_alpha"])
    for part in (
        ">10 nM<",
        "K_D of IL-2 for the α chain alone, by calorimetry",
        ">S</abbr>",
        ">Rickert",
        "Quoted by",
        ">Farhat",
    ):
        assert part in told
    assert told.count('href="https://doi.org/') == 2


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (10.0, "nM", "10 nM"),
        ((4, 10), "s", "4–10 s"),
        (3476, "", "3476"),
        ((1.0, 0.5, 0.25), "", "1, 0.5, 0.25"),
        (("K35", "R38"), "", "K35, R38"),
    ],
)
def test_a_value_as_it_is_shown(value, unit, shown):
    assert quantity(value, unit) == shown


def test_every_module_of_the_reference_is_public_and_every_public_module_is_in_it(root):
    """Only what makes, grades or answers is left out."""
    package = root / "src" / "il2course"
    inside = {
        "authoring",
        "commands",
        "grading",
        "site",
        "cli",
        "page",
        "checkout",
        "stage",
        "master",
        "arguments",
        "errors",
        "signature",
    }
    every = {
        ".".join(["il2course", *path.relative_to(package).with_suffix("").parts]) for path in package.rglob("[!_]*.py")
    }
    public = {name for name in every if name.split(".")[1] not in inside and name not in reference.PRIVATE}
    assert public <= {name.removesuffix(".md") for name in reference.pages()}


def test_bars_of_an_amount_survive():
    lines = ["rtol·|amount| + atol", ">>> a | b"]
    docstrings.read_plainly(None, "function", "f", None, None, lines)
    assert lines == [r"rtol·\|amount\| + atol", ">>> a | b"]


# What is not on it


def leaked(root: Path, pages: dict[str, str]) -> list[str]:
    return release.leaks(texts(root, "solutions/*.py"), pages)


@pytest.mark.full
def test_no_solution_is_on_it(root, built, pages):
    said = {name: page.text for name, page in pages.items()}
    for path in built.rglob("*"):
        if path.suffix in WRITTEN:
            said[f"{path.relative_to(built)} as it is"] = path.read_text(encoding="utf-8")
    assert {"searchindex.js as it is", "lessons/02_receptor.html as it is"} <= set(said)
    assert leaked(root, said) == []


def test_a_solution_in_colored_code_would_be_found(root, tmp_path):
    """Each sign in a tag of its own, as Sphinx colors code."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    master = (root / "solutions" / "02_receptor.py").read_text(encoding="utf-8")
    line = next(iter(release.solution(master, "x").values()))
    (tmp_path / "x.html").write_text(highlight(line, PythonLexer(), HtmlFormatter()), encoding="utf-8")
    assert len(leaked(root, {"x.html": Page(tmp_path / "x.html").text})) >= 1


@pytest.mark.full
def test_nothing_is_asked_of_the_network(built, pages):
    """Neither by a page nor by a style sheet."""
    strangers = [
        (name, one) for name, page in pages.items() for one in page.loads if urlsplit(one).scheme not in ("", "data")
    ]
    assert strangers == []
    for sheet in built.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


# Where its links lead


def dead(pages: dict[str, Page], built: Path) -> list[str]:
    """Links inside the site whose page, file or anchor is not there."""
    found = []
    for name, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
            ids = (
                pages[target.relative_to(built).as_posix()].ids
                if target.suffix == ".html" and target.is_file()
                else set()
            )
            if not target.is_file() or (
                parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids
            ):
                found.append(f"{name}: {link}")
    return found


@pytest.mark.full
def test_every_link_inside_leads_somewhere(built, pages):
    assert dead(pages, built.resolve()) == []


def test_a_dead_link_would_be_found(tmp_path):
    (tmp_path / "a.html").write_text('<a href="a.html#here">x</a><a href="#b">y</a><a href="c.html">z</a><p id="b">')
    page = Page(tmp_path / "a.html")
    assert dead({"a.html": page}, tmp_path.resolve()) == ["a.html: a.html#here", "a.html: c.html"]


# How it is built


def test_a_warning_ends_the_build(tmp_path, monkeypatch, capfd, root):
    """A link to nowhere in one page of docs/."""
    (tmp_path / "docs").mkdir()
    shutil.copy(root / "docs" / "conf.py", tmp_path / "docs")
    (tmp_path / "docs" / "index.md").write_text("# Course\n\n[nowhere](nowhere.md)\n")

    def assemble(root: Path, folder: Path, books: object, tab: str) -> None:
        shutil.copytree(tmp_path / "docs", folder)
        (folder / "_static").mkdir()
        for name in ("explorers.js", "explorers.css", "site.js", "site.css"):
            (folder / "_static" / name).touch()

    monkeypatch.setattr(build.source, "assemble", assemble)
    monkeypatch.setattr(build.lessons, "executed", lambda root: {})
    with pytest.raises(CourseError) as error:
        build.build(tmp_path, tmp_path / "out")
    assert str(error.value) == "the site was not built without warnings: mend what Sphinx says above"
    assert "nowhere.md" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_lesson_is_dressed():
    """Links to the ledger and the literature behind the text, none behind a given number, the invitation below the title."""
    cells = [
        nbformat.v4.new_markdown_cell(
            "# Receptor\n\nIt binds at 10 nM <!-- fact:kd_alpha --> for 5 minutes <!-- given --> (Takeshita 1992<!-- cite:takeshita1992 -->)."
        )
    ]
    book = lessons.dressed(nbformat.v4.new_notebook(cells=cells), "Run it.")
    link = lessons.address("takeshita1992")
    cite = f'<a class="il2-source" href="{link}">[takeshita1992]</a>' if link else ""
    assert book.cells[0].source == (
        "# Receptor\n\nRun it.\n\nIt binds at 10 nM"
        f'<a class="il2-source" href="../facts.html#kd_alpha">[kd_alpha]</a> for 5 minutes (Takeshita 1992{cite}).'
    )


def test_tables_and_pictures_of_charts_get_boxes_that_scroll():
    """Not the picture in whose place an explorer moves."""
    chart, table = receptor.cycle_chart(), pd.DataFrame({"cell": ["Treg"]})._repr_html_()
    before, rest = static.html(chart).split("<img")
    picture, caption = rest.split("<figcaption>")
    assert lessons.roomy(static.html(chart)) == f'{before}<div class="il2-wide"><img{picture}</div><figcaption>{caption}'
    assert re.findall('<div class="il2-wide">(?:<img [^>]*>){2}</div>', lessons.roomy(static.html(chart, at_night=True)))
    assert lessons.roomy(live.page(chart, "{}")) == live.page(chart, "{}")
    box = '<div class="table-wrapper"><table class="docutils dataframe">'
    assert lessons.roomy(table) == table.replace('<table border="1" class="dataframe">', box).replace("</table>", "</table></div>")
    told = pd.DataFrame({"effect": ["makes IL-2 for hours, and then answers to it"]})
    assert '<table class="docutils dataframe il2-told">' in lessons.roomy(told._repr_html_())


@pytest.mark.full
def test_a_formula_that_cannot_be_drawn_ends_the_build(tmp_path, monkeypatch, capfd, root):
    """Matplotlib wants braces around what stands below a root."""
    (tmp_path / "index.md").write_text("# Course\n\n$$\\sqrt{F}$$\n\n$\\sqrt F$\n")
    settings = (root / "docs" / "conf.py").read_text(encoding="utf-8")
    (tmp_path / "conf.py").write_text(f"{settings}\nhtml_static_path, html_css_files, html_js_files = [], [], []\n")
    assert build.sphinx(tmp_path, tmp_path / "out", tmp_path / "kept") != 0
    warned = capfd.readouterr().err
    assert "index.md:5: WARNING: Matplotlib cannot draw the formula \\sqrt F" in warned and warned.count("WARNING") == 1


def test_every_formula_of_a_lesson_can_be_drawn(root):
    math = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        said = "\n\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
        found = [one for one in math.parse(said) if one.type == "math_block"]
        found += [one for block in math.parse(said) for one in block.children or () if one.type.startswith("math_inline")]
        for one in found:
            assert drawn(one.content, one.type != "math_inline").startswith("<img"), one.content


def test_what_is_kept_is_kept_until_something_changes(tmp_path):
    """Another notebook or another package is another place, and the place before is cleared."""
    notebook = tmp_path / "02_receptor.ipynb"
    notebook.write_text("{}")
    first, second = (lessons.kept(tmp_path, "02_receptor", notebook, code) for code in "ab")
    assert first != second
    book = nbformat.v4.new_notebook()
    lessons.keep(book, first)
    lessons.keep(book, second)
    assert list(first.parent.iterdir()) == [second]


# How it is read


SAMPLE = ("index.html", "facts.html", "lessons/02_receptor.html", "reference/il2course.receptor.html", "search.html")
WIDTHS, THEMES = (320, 768, 1100, 1440), ("light", "dark")
FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const [box, look] = [here.getBoundingClientRect(), getComputedStyle(here)];
  const seen = box.width > 0 && box.height > 0 && look.visibility !== "hidden" && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  here.dataset.visited = "yes";
  return { name: here.outerHTML.slice(0, 160), seen, ringed: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0, skips: here.matches(".skip-to-content") };
}"""
# The theme's link to the top comes and goes as one scrolls, and the key Home does the same.
MISSED = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((one) => one.type !== "hidden" && one.offsetWidth && one.checkVisibility({ visibilityProperty: true }) && !one.dataset.visited && !one.matches(".back-to-top"))
  .map((one) => one.outerHTML.slice(0, 160))"""


@pytest.fixture
def reader(browser):
    """Opens pages of the site at a width, in a theme, and closes them after the test.

    Nothing glides on them, as for readers who ask for that: where the focus goes is seen at once.
    """
    opened = []

    def read(built: Path, name: str, width: int, theme: str = "light") -> object:
        if not opened or (width, theme) != opened[-1][0]:
            look = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "reduced_motion": "reduce"}
            opened.append(((width, theme), new_page(browser, **look)))
        page = opened[-1][1]
        page.goto((built / name).as_uri())
        page.wait_for_load_state()
        return page

    yield read
    for _, page in opened:
        page.close()


def violations(page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def told(fact) -> str:
    """What a row of the ledger says, without tags."""
    return re.sub(r"<[^>]*>", "", row(fact)).lower()


def examine(page, name: str) -> None:
    """No violation of axe's rules, nothing wider than the window, no error, no request that leaves the machine."""
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    assert page.errors == [] and page.strangers == []


@pytest.mark.full
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 320)])
def test_pages_of_each_kind_can_be_read(built, reader, theme, width):
    for name in SAMPLE:
        examine(reader(built, name, width, theme), f"{name}, {theme}, {width} px")


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_can_be_read(built, pages, reader, theme, width):
    for name in pages:
        examine(reader(built, name, width, theme), f"{name}, {theme}, {width} px")


@pytest.mark.full
@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_is_walked_by_keyboard(built, pages, reader, width):
    for name in pages:
        walk(reader(built, name, width), name)


def walk(page, name: str) -> None:
    """Tab comes first to the link that skips to the text, shows where it is, reaches everything, and comes out again."""
    count = page.locator("a, button, input, select, summary, [tabindex]").count()
    walked = []
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:
            break
        walked.append(here)
    assert walked[0]["skips"], name
    assert [one["name"] for one in walked if not (one["seen"] and one["ringed"])] == [], name
    assert page.evaluate(MISSED) == [], name


@pytest.mark.full
def test_on_a_small_screen_the_list_of_pages_opens_by_keyboard(built, reader):
    page = reader(built, "index.html", 320)
    button, drawer = page.get_by_role("button", name="All pages"), page.locator(".sidebar-drawer")
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(drawer).not_to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()
    expect(button).to_be_focused()


@pytest.mark.full
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_explorer_moves_without_python(built, reader, lesson):
    """By the arrow keys or the choices, from a page on a disk."""
    expect = pytest.importorskip("playwright.sync_api").expect
    page = reader(built, f"lessons/{lesson}.html", 1440)
    for explorer in import_module(f"il2course.explorers.{lesson[3:]}").EXPLORERS:
        figure = page.locator(f".il2-explorer:has([role='group'][aria-label=\"{explorer.title}\"])")
        words = figure.locator(".il2-words").first
        before, sliders = words.text_content(), figure.get_by_role("slider")
        if sliders.count():
            at_its_end = sliders.first.evaluate("slider => slider.value === slider.max")
            sliders.first.focus()
            for _ in range(8):
                page.keyboard.press("ArrowLeft" if at_its_end else "ArrowRight")
        else:
            figure.locator("select").first.select_option(index=1)
        expect(words).not_to_have_text(before)
    assert page.errors == [] and page.strangers == []


@pytest.mark.full
def test_the_ledger_is_searched(built, reader):
    """Every word must be there; what does not hold them is hidden, and the count is told."""
    page = reader(built, "facts.html", 1440)
    expect = pytest.importorskip("playwright.sync_api").expect
    page.get_by_label("Show facts that hold").fill("Rickert calorimetry kd_alpha")
    wanted = [
        one for one in ledger().values() if all(word in told(one) for word in ("rickert", "calorimetry", "kd_alpha"))
    ]
    assert 0 < len(wanted) < len(ledger())
    expect(page.get_by_role("status")).to_have_text(f"{len(wanted)} of {len(ledger())} facts")
    assert page.locator(".il2-facts tbody tr:visible").count() == len(wanted)


@pytest.mark.full
def test_sources_are_shown_on_request(built, reader):
    """One switch above the lesson; each then leads to its entry of the ledger."""
    page = reader(built, "lessons/02_receptor.html", 1440)
    expect = pytest.importorskip("playwright.sync_api").expect
    source = page.locator(".il2-source", has_text="[kd_alpha]").first
    expect(source).not_to_be_visible()
    page.get_by_label("Show where each number comes from").check()
    source.click()
    page.wait_for_url("**/facts.html#kd_alpha")
    expect(page.locator("#kd_alpha")).to_be_in_viewport()

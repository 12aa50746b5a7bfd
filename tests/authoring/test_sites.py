"""Two sites and one folder: neither `docs` nor `lite` deletes what the other wrote, or what nobody of them did."""

import pytest

from il2course import cli
from il2course.authoring import lite, sites
from il2course.site import build
from il2course.site.source import invitation

LAB = "lab/index.html"


@pytest.fixture
def typed(monkeypatch, tmp_path, capsys):
    """Types a command and returns its exit code and what it said; the sites are of a page or two, and quickly made."""

    def sphinx(pages, out, kept):
        for name in ("index.html", "lessons/02_receptor.html"):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / "index.html").write_text((pages / "index.md").read_text(encoding="utf-8"))
        return int((tmp_path / "sphinx_fails").exists())

    def make(root, target):
        if (tmp_path / "lite_fails").exists():
            raise sites.CourseError("JupyterLite could not make the site: it said nothing")
        (target / "lab").mkdir()
        for name in (sites.TAB, f"lab/{sites.TAB}", LAB):
            (target / name).touch()

    monkeypatch.setattr(build, "sphinx", sphinx)
    monkeypatch.setattr(build, "WORK", tmp_path / "work")
    monkeypatch.setattr(build.lessons, "executed", lambda root: {})
    monkeypatch.setattr(lite, "build", make)

    def do(*words):
        code = cli.main([str(word) for word in words])
        printed = capsys.readouterr()
        return code, (printed.err or printed.out).strip()

    return do


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


WEBSITE, TAB = {"index.html", sites.WEBSITE}, {sites.TAB, f"lab/{sites.TAB}", LAB}
BOTH = WEBSITE | {f"lite/{name}" for name in TAB}


@pytest.mark.parametrize("first", ["docs", "lite"])
def test_one_after_the_other_leaves_both(typed, tmp_path, first):
    """And once more; what is old in each is gone."""
    site, tab = tmp_path / "site", tmp_path / "site" / "lite"
    commands = [("docs", "--out", site), ("lite", tab)]
    for words in commands if first == "docs" else commands[::-1]:
        assert typed(*words)[0] == 0
    assert files(site) == BOTH
    (site / "old.html").touch()
    (tab / "old.html").touch()
    for words in commands:
        assert typed(*words)[0] == 0
    assert files(site) == BOTH


def test_the_website_leads_to_the_tab_beside_it_and_to_none_that_is_not_there(typed, tmp_path):
    site = tmp_path / "site"
    link = f'href="lite/{LAB}?path=notebooks/01_structure.ipynb">open them in this browser</a>, or begin with'
    for command in ("docs", "lite", "docs"):
        typed(command, *((site / "lite",) if command == "lite" else ("--out", site)))
        first = (site / "index.html").read_text()
        assert (link in first) is (command == "docs" and (site / "lite").exists())
        assert "<!-- tab -->" not in first


def test_a_lesson_leads_to_itself_in_the_tab():
    assert "To run and change it, [open it on Binder](B), or" in invitation("B", "02_receptor")
    link = f'<a href="../lite/{LAB}?path=notebooks/02_receptor.ipynb">open it in this browser</a>, [open it on Binder](B), or'
    assert f"To run and change it, {link}" in invitation("B", "02_receptor", "lite")


def test_lite_says_when_a_website_is_to_be_built_again(typed, tmp_path):
    site, tab = tmp_path / "site", tmp_path / "site" / "lite"
    typed("docs", "--out", site)
    seen = f"{tab}; to look at it: python3 -m http.server --directory {tab}"
    assert typed("lite", tab) == (
        0,
        f"{seen}\n`docs` lets the website in {site} lead to it the next time it builds it",
    )


NEITHER = "--out must be a new or empty folder, or the site of before, got {}"
NOT_TAB = "DIR must be a new folder, an empty one or an earlier site"


@pytest.mark.parametrize(
    ("command", "before", "sentence"),
    [
        ("docs", {"thesis.tex"}, NEITHER),
        ("docs", TAB, f"{NEITHER}, where `lite` put the course for a browser tab"),
        ("docs", {"thesis.tex", f"lite/{sites.TAB}"}, NEITHER),
        ("lite", {"thesis.tex"}, f"{NOT_TAB}, got {{}}"),
        ("lite", WEBSITE, f"{NOT_TAB} for a browser tab, got {{}}, where `docs` put the website"),
        ("lite", {sites.TAB, f"pages/{sites.WEBSITE}"}, f"{NOT_TAB} for a browser tab, got {{}}, where `docs` put the website"),
    ],
)  # fmt: skip
def test_what_is_refused_is_as_it_was(typed, tmp_path, command, before, sentence):
    place = tmp_path / "place"
    for name in before:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).touch()
    assert typed(command, *(("--out",) if command == "docs" else ()), place) == (1, sentence.format(place))
    assert files(place) == before


@pytest.mark.parametrize("command", ["docs", "lite"])
def test_a_file_is_not_a_folder(typed, tmp_path, command):
    (tmp_path / "x").touch()
    code, said = typed(command, *(("--out",) if command == "docs" else ()), tmp_path / "x")
    assert (code, said) == (1, (NEITHER if command == "docs" else f"{NOT_TAB}, got {{}}").format(tmp_path / "x"))
    assert (tmp_path / "x").is_file()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("docs", "the site was not built without warnings: mend what Sphinx says above"),
        ("lite", "JupyterLite could not make the site: it said nothing"),
    ],
)
def test_a_build_that_fails_leaves_the_site_of_before(typed, tmp_path, command, sentence):
    words = (command, *(("--out",) if command == "docs" else ()), tmp_path / "place")
    typed(*words)
    before = files(tmp_path / "place")
    (tmp_path / f"{'sphinx' if command == 'docs' else 'lite'}_fails").touch()
    assert typed(*words) == (1, sentence)
    assert files(tmp_path / "place") == before != set()


def test_a_tab_where_the_website_has_a_page_stops_it(typed, tmp_path):
    tab = tmp_path / "site" / "lessons"
    typed("lite", tab)
    sentence = f"{tab} holds the course for a browser tab, and the website has pages there: move it away"
    assert typed("docs", "--out", tmp_path / "site") == (1, sentence)
    assert files(tab) == TAB

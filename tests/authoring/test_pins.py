"""Pins for Binder, and the links made from the public address."""

import re
import tomllib
from pathlib import Path

import pytest

from il2course.authoring import sync
from il2course.authoring.links import citation, readme
from il2course.authoring.pins import HEADER, requirements
from il2course.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
README = "# il2course\n\n<!-- links:begin -->\nold\n<!-- links:end -->\n\nText.\n"


def test_binder_gets_the_dependencies_and_all_they_need(course):
    """The closure of the base dependencies, with markers, without hashes, without what only tests need."""
    sync(course.root)
    assert course.read("binder/requirements.txt").splitlines() == [
        HEADER,
        "asteval==1.0",
        "dill==0.4 ; python_version < '3.13'",
        "lmfit==1.3",
        "numpy==2.4 ; python_full_version < '3.12'",
        "numpy==2.5 ; python_full_version >= '3.12'",
    ]


def test_a_dependency_without_pin_is_named():
    """A lock that is older than pyproject.toml ends in a sentence."""
    message = "requirements.lock has no pin for scipy, which pyproject.toml asks for"
    with pytest.raises(CourseError, match=f"^{message}$"):
        requirements("numpy==2.4\n", ["numpy", "SciPy>=1.14"])


def test_the_readme_opens_the_first_lesson(course):
    """Badge with alternative text and a plain link, between the comments only."""
    course.write("notebooks/03_signaling.py", "# %%\n1\n")
    course.write("notebooks/02_receptor.py", "# %%\n1\n")
    course.write("README.md", README)
    sync(course.root)
    address = "https://mybinder.org/v2/gh/somebody/il2/HEAD?urlpath=lab/tree/notebooks/02_receptor.ipynb"
    assert course.read("README.md") == (
        "# il2course\n\n<!-- links:begin -->\n"
        f"[![Launch the course on Binder](https://mybinder.org/badge_logo.svg)]({address})\n\n"
        f"[Open the course on Binder]({address}): nothing to install.\n"
        "<!-- links:end -->\n\nText.\n"
    )
    assert sync(course.root, check=True) == []


def test_without_lessons_binder_opens_the_file_list():
    """A repository that has no lesson yet still has a working link."""
    assert "HEAD?urlpath=lab)" in readme(README, "https://github.com/somebody/il2.git", "")


def test_a_readme_without_room_for_links_is_reported(course):
    """Nothing is written into a README that has no comments for it."""
    course.write("README.md", "# il2course\n")
    expected = "README.md has no <!-- links:begin --> … <!-- links:end -->: add them where the badge belongs"
    assert expected in sync(course.root)
    assert sync(course.root, check=True) == [expected]


def test_the_address_must_be_on_github():
    """Binder's link needs an owner and a name."""
    message = (
        r"\[project.urls\] Repository in pyproject.toml must be https://github.com/OWNER/REPOSITORY, "
        "got 'https://example.org/il2'"
    )
    with pytest.raises(CourseError, match=f"^{message}$"):
        readme(README, "https://example.org/il2", "")


@pytest.mark.parametrize(
    "before",
    ["title: il2\nrepository-code: old\n", "title: il2\n"],
)
def test_the_citation_file_has_the_address(before):
    """The line is replaced where it stands, or added."""
    after = 'title: il2\nrepository-code: "https://github.com/somebody/il2"\n'
    assert citation(before, "https://github.com/somebody/il2") == after


def test_a_guide_has_the_link_for_a_hub(course):
    """Made from the public address, between the comments only; a page without them is left alone."""
    course.write("notebooks/02_receptor.py", "# %%\n1\n")
    course.write("docs/teach/hub.md", "# Hub\n\n<!-- hub:begin -->\nold\n<!-- hub:end -->\n\nText.\n")
    course.write("docs/index.md", "# Course\n")
    sync(course.root)
    link = "https://YOUR.HUB/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fsomebody%2Fil2"
    path = "&urlpath=lab%2Ftree%2Fil2%2Fnotebooks%2F02_receptor.ipynb"
    assert course.read("docs/teach/hub.md") == f"# Hub\n\n<!-- hub:begin -->\n```text\n{link}{path}\n```\n<!-- hub:end -->\n\nText.\n"
    assert course.read("docs/index.md") == "# Course\n"
    assert sync(course.root, check=True) == []


def test_every_line_of_the_lock_is_a_pin_a_hash_or_a_comment_without_an_address():
    """Whoever installs it takes the packages from where their own pip looks, and nothing but what was locked."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", lock, flags=re.MULTILINE).strip())
    pin = re.compile(r"[\w.\-]+(\[[\w,\-]+\])?==\S+( ; [^\\]+)?( \\\n\s+--hash=sha256:[0-9a-f]{64})+")
    assert len(pins) > 100
    assert [each for each in pins if not pin.fullmatch(each.strip())] == []


def test_code_and_text_have_their_licenses():
    """MIT for code, CC BY 4.0 for text, in both files, in the metadata and in the README."""
    code, text = (" ".join((ROOT / name).read_text().split()) for name in ("LICENSE", "LICENSE-TEXT"))
    assert code.startswith("MIT License Copyright (c)") and "to deal in the Software without restriction" in code
    assert "Creative Commons Attribution 4.0 International License (CC BY 4.0)" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (project["license"], project["license-files"]) == ("MIT AND CC-BY-4.0", ["LICENSE", "LICENSE-TEXT"])
    assert "Code: [MIT](LICENSE). Text and figures: [CC BY 4.0](LICENSE-TEXT)." in (ROOT / "README.md").read_text()

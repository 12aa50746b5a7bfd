"""What the grader writes for students and instructors, looked at in Chromium: accessible, light and dark, also small."""

import os
import sys
from pathlib import Path

import pytest

from il2course.grading import similar
from il2course.grading.page import page as marks
from il2course.grading.pairs import page as pairs
from il2course.grading.report import report
from il2course.questions import receptor

sys.path.append(str(Path(__file__).parents[1]))
from grading import school, test_similar

LESSON = "02_receptor"
SIZES = {"small": {"width": 320, "height": 800}, "wide": {"width": 1280, "height": 900}}


def written() -> dict[str, str]:
    """Each page of a class."""
    class_ = school.rows(receptor.EXERCISES)
    late = next(row for row in class_ if row.late and row.late.days and any(mark.hint for mark in row.result.marks))
    works = [test_similar.read("Ada 1", test_similar.written(test_similar.BOUND[0], test_similar.RATES[1]))]
    works += [test_similar.read("Bob 2", test_similar.written(test_similar.BOUND[4], test_similar.RATES[1]))]
    found = similar.compare(works, test_similar.EXERCISES, 0.0, 9)
    return {
        "marks": marks(late, LESSON, receptor.EXERCISES),
        "report": report(class_, LESSON, receptor.EXERCISES),
        "similar": pairs(found, LESSON, dict.fromkeys(test_similar.EXERCISES, "A question")),
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(page, tmp_path, scheme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    for name, html in written().items():
        file = tmp_path / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        found = axe.Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        back = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert back == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(22, 24, 27)")
        if "IL2COURSE_PICTURES" in os.environ:
            page.screenshot(path=f"{os.environ['IL2COURSE_PICTURES']}/{name}-{scheme}-{size}.png", full_page=True)
    assert page.strangers == [] and page.errors == []

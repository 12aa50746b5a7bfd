"""A student's first hour: the lesson opens, runs, every explorer moves, every question answers."""

import os

import pytest

from il2course.explorers import receptor
from il2course.quiz import ask

EXPLORERS = {explorer.title: explorer for explorer in receptor.EXPLORERS}
RUN_ALL_MS, MOVED_MS = 180_000, 30_000


playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect


@pytest.fixture
def lesson(page, lab):
    """Lesson 2, opened by the address `lab` gives a student, and run from top to bottom."""
    page.goto(lab)
    page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1", timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(2000)
    page.locator(".jp-StatusBar-Widget", has_text="| Idle").wait_for(timeout=RUN_ALL_MS)
    return page


def show(page, text: str) -> object:
    """Scroll the notebook until the output that holds `text` is there, and return that output."""
    output = page.locator(".jp-OutputArea-output", has_text=text).or_(
        page.locator(".jp-OutputArea-output", has=page.locator(f'img[alt^="{text}"]'))
    )
    notebook = page.locator(".jp-WindowedPanel-outer").first
    for _ in range(80):
        if output.count():
            output.first.scroll_into_view_if_needed()
            return output.first
        notebook.evaluate("panel => panel.scrollBy(0, 700)")
        page.wait_for_timeout(120)
    raise AssertionError(f"no output with {text!r}")


def test_the_lesson_runs_and_everything_moves(lesson):
    page = lesson
    for explorer in EXPLORERS.values():
        output = show(page, explorer.chart().title)
        picture = output.locator("img").first
        before = picture.get_attribute("alt"), picture.get_attribute("src")
        handle = output.locator(".noUi-handle")
        if handle.count():
            handle.first.focus()
            for _ in range(8):
                page.keyboard.press("ArrowRight")
        else:
            output.locator("select").first.select_option(index=1)
        expect(picture).not_to_have_attribute("src", before[1], timeout=MOVED_MS)
        expect(picture).not_to_have_attribute("alt", before[0], timeout=MOVED_MS)
        _keep(page, output, explorer)
    for name in ("signaling_chains", "th_ec50"):
        quiz = ask(name)
        place, right = next((place, option) for place, option in enumerate(quiz.question.options) if option.right)
        output = show(page, quiz.question.prompt)
        output.get_by_role("radio").nth(place).check()
        output.get_by_text(quiz.verdict(right)).wait_for()
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.strangers == []


def _keep(page, output, explorer) -> None:
    """Write the README's picture, or all of them, where the environment asks for it."""
    if explorer is receptor.who_first and "IL2COURSE_PICTURE" in os.environ:
        output.screenshot(path=os.environ["IL2COURSE_PICTURE"])
    if "IL2COURSE_PICTURES" in os.environ:
        page.screenshot(path=f"{os.environ['IL2COURSE_PICTURES']}/{explorer.title}.png")

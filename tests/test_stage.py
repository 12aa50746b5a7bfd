"""A picture in the output, a widget in its place: what is displayed, and what goes to the front end beside it."""

import ipywidgets as widgets
import pytest

from il2course import stage


@pytest.fixture
def staged(monkeypatch) -> list[stage.Stage]:
    """The stages made in this test."""
    made = []
    own = stage.Stage.__init__
    monkeypatch.setattr(stage.Stage, "__init__", lambda self, **words: (made.append(self), own(self, **words))[1])
    monkeypatch.delenv("VSCODE_PID", raising=False)
    return made


def test_the_output_is_the_picture_and_the_widget_finds_it(staged):
    label = widgets.Label("alive")
    shown = stage.bundle(lambda: label, "<p>still</p>", "in words")
    assert shown == {"text/html": f'<div class="{staged[0].place}"><p>still</p></div>', "text/plain": "in words"}
    assert staged[0].actor is label
    assert staged[0].get_state("actor") == {"actor": f"IPY_MODEL_{label.model_id}"}


def test_every_display_has_a_place_of_its_own(staged):
    for _ in range(2):
        stage.bundle(widgets.Label, "<p>still</p>", "in words")
    assert staged[0].place != staged[1].place


def test_a_front_end_that_asks_for_a_view_gets_one_and_the_picture(staged, monkeypatch):
    monkeypatch.setenv("VSCODE_PID", "1")
    shown = stage.bundle(lambda: widgets.Label("alive"), "<p>still</p>", "in words")
    assert shown.keys() == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert (shown["text/html"], shown["text/plain"]) == ("<p>still</p>", "in words")
    assert not staged

"""Questions in lessons: feedback for every choice."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from il2course.questions import LESSONS, MultipleChoice, Option
from il2course.quiz import ask

ASKED = {lesson: import_module(f"il2course.questions.{lesson[3:]}").MULTIPLE_CHOICE for lesson in LESSONS}


@pytest.mark.parametrize("question", [each for asked in ASKED.values() for each in asked], ids=lambda each: each.id)
def test_every_choice_has_feedback_of_its_own(question):
    feedback = [option.feedback for option in question.options]
    assert len(set(feedback)) == len(feedback) and all(feedback)
    assert len({option.text for option in question.options}) == len(question.options)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_question_is_asked_in_its_lesson_once(root: Path, lesson):
    text = (root / "notebooks" / f"{lesson}.py").read_text(encoding="utf-8")
    assert sorted(re.findall(r'ask\("(\w+)"\)', text)) == sorted(question.id for question in ASKED[lesson])


def test_choosing_tells_what_the_choice_means():
    box = ask("signaling_chains")._panel()
    buttons, answer = box.children[1:]
    assert answer.value == ""
    buttons.value = "β and γc"
    assert answer.value.startswith('<p role="status">Yes. β brings JAK1')
    buttons.value = "α and β"
    assert answer.value.startswith('<p role="status">Not quite. α adds binding')


def test_a_prediction_is_noted_not_judged():
    quiz = ask("predict_who_first")
    assert quiz.question.is_prediction
    assert all(quiz.verdict(option).startswith("Noted. ") for option in quiz.question.options)


def test_without_a_kernel_answers_unfold():
    page = ask("mutein")._repr_mimebundle_()["text/html"]
    assert page.count("<details>") == 4


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_answers_stand_in_no_fixed_place_and_are_not_always_the_longest(lesson):
    judged = [question for question in ASKED[lesson] if not question.is_prediction]
    places = [next(place for place, option in enumerate(question.options) if option.right) for question in judged]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2
    longest = [max(question.options, key=lambda option: len(option.text)).right for question in judged]
    assert sum(longest) <= len(longest) / 2


def test_bad_questions_are_refused():
    with pytest.raises(ValueError, match="^a question must be one of .*, predict_who_first, .*, got 'nothing'$"):
        ask("nothing")
    with pytest.raises(ValueError) as caught:
        MultipleChoice("both", "?", (Option("a", "x", True), Option("b", "y", True)))
    assert str(caught.value) == "'both' must have two options or more and one right at most, got 2 and 2"

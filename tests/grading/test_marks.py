"""Marks from answers and what was expected."""

import pytest

from il2course.grading.examination import Answer
from il2course.grading.marks import mark, mark_text
from il2course.questions.expected import Case

RIGHT = [0.1, 0.2, 0.3, 0.4]
UNBOUND = [0.9, 0.8, 0.7, 0.6]
RATIO = [1 / 9, 2 / 8, 3 / 7, 4 / 6]
EXPECTED = Case({}, RIGHT)


@pytest.fixture
def share(sheet):
    """Four points, two slips."""
    return sheet.exercises[0]


def of(exercise, *values, expected=EXPECTED):
    """The mark for some values, one a case."""
    answers = [value if isinstance(value, Answer) else Answer(value) for value in values]
    return mark(exercise, answers, [expected] * len(answers))


@pytest.mark.parametrize(
    ("right", "points"), [(0, 0), (1, 0.5), (3, 1.5), (7, 3.5), (8, 4)], ids=["none", "one", "three", "seven", "all"]
)
def test_points_are_the_share_of_cases_that_are_right(share, right, points):
    found = of(share, *[RIGHT] * right, *[[1.0] * 4] * (8 - right))
    assert (found.points, found.right, found.cases) == (points, right, 8)


def test_points_are_rounded_to_hundredths(share):
    assert of(share, RIGHT, RIGHT, UNBOUND).points == 2.67


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ([1.0] * 4, "wrong"),
        ([0.1, 0.2, 0.3, 0.4000004001], "wrong"),
        (0.1, "the answer must be an array of shape (4,)"),
        ([0.1], "the answer must be an array of shape (4,)"),
        ([[0.1, 0.2], [0.3, 0.4]], "the answer must be an array of shape (4,)"),
        ([[0.1], 0.2, 0.3, 0.4], "the answer must be an array of shape (4,)"),
        ("0.1", "the answer must be an array of shape (4,)"),
        ("nan", "the answer must be an array of shape (4,)"),
        (True, "the answer must be an array of shape (4,)"),
        ([True] * 4, "the answer must be an array of shape (4,)"),
        ([10**400, 1, 1, 1], "the answer must be an array of shape (4,)"),
        ([float("nan")] * 4, "the answer must be finite, and is not"),
        ([float("inf"), 1, 1, 1], "the answer must be finite, and is not"),
        (Answer(fault="error", error="ValueError"), "raised ValueError"),
        (Answer(fault="error"), "raised an error"),
        (Answer(fault="refused", error="object"), "the answer must be numbers or text, not an object"),
        (Answer(fault="refused", error="complex"), "the answer must be real numbers, not complex ones"),
        (
            Answer(fault="refused", error="huge"),
            "the answer must be numbers of at most 307 digits before the point, and one has more",
        ),
        (
            Answer(fault="refused", error="long"),
            "the answer must be at most 10,000 letters or 40,000 numbers, and is longer",
        ),
        (
            Answer(fault="refused", error="deep"),
            "the answer must be lists in lists at most 8 deep, and goes deeper",
        ),
        (Answer(fault="refused", error="texts"), "the answer must be numbers or one text, not a list of texts"),
        (Answer(fault="nothing"), "returned None, as a function without a return statement does"),
        (Answer(fault="slow"), "did not end in time, and was not asked again"),
        (Answer(fault="ended"), "ended Python, and was not asked again"),
        (Answer(fault="garbled"), "disturbed the grader, and was not asked again"),
    ],
    ids=str,
)
def test_what_was_found(share, answer, sentence):
    found = of(share, RIGHT, answer, answer)
    assert found.remarks == (f"2 of 3 hidden cases: {sentence}.",)
    assert found.right == 1


def test_several_refusals_are_not_told_apart(share):
    """Which case had which would tell what was asked."""
    refused = [Answer(fault="refused", error=what) for what in ("complex", "huge")]
    assert of(share, RIGHT, *refused).remarks == (
        "2 of 3 hidden cases: the answer must be plain numbers or text, and is not.",
    )


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("missing", "There is no share after all cells have run."),
        ("unanswered", "Not answered."),
        ("unasked", "Not asked, because what came before had used up the time or the attempts."),
    ],
)
def test_what_is_not_counted(share, fault, sentence):
    found = of(share, *[Answer(fault=fault)] * 3)
    assert (found.points, found.remarks) == (0, (sentence,))


def test_a_value_has_one_case(sheet):
    closure = sheet.exercises[1]
    expected = Case({"first_nM": 10.0, "second_nM": 63.0, "third_nM": 144.0}, 4.375)
    assert of(closure, 4.376, expected=expected).points == 2
    assert of(closure, 4.4, expected=expected).remarks == ("Wrong.",)
    assert of(closure, [4.375], expected=expected).remarks == (
        "The answer must be a number, without quotes, brackets or unit.",
    )
    assert of(closure, 10 * 144 / 63, expected=expected).slip == "upside_down"


def test_a_list_or_an_array_of_whole_numbers_will_do(sheet):
    doses = sheet.exercises[2]
    assert of(doses, [1000, 100, 10, 1, 0.1], expected=Case({}, [1000.0, 100.0, 10.0, 1.0, 0.1])).points == 2


def test_numbers_so_large_that_their_difference_overflows(share):
    assert of(share, [1.7e308] * 4, expected=Case({}, [-1.7e308] * 4)).points == 0


# Slips


def test_a_slip_is_recognised(share):
    found = of(share, UNBOUND, UNBOUND)
    assert (found.slip, found.hint) == ("unbound", "That is the share that is free.")
    assert of(share, RATIO, RATIO).slip == "ratio"


@pytest.mark.parametrize(
    ("values", "slip"),
    [
        ([RIGHT, UNBOUND], "unbound"),
        ([UNBOUND, UNBOUND, [1.0] * 4], "unbound"),
        ([UNBOUND, [1.0] * 4], ""),
        ([UNBOUND, RATIO], ""),
        ([UNBOUND, Answer(fault="slow"), Answer(fault="slow")], "unbound"),
        ([RIGHT, RIGHT], ""),
    ],
)
def test_a_slip_explains_more_than_half_of_the_wrong_answers(share, values, slip):
    assert of(share, *values).slip == slip


# Choice and text


def test_a_choice(essay):
    choice, expected = essay.exercises[0], Case({}, "Treg")
    assert of(choice, "Treg", expected=expected).points == 1
    wrong = of(choice, "NK", expected=expected)
    assert (wrong.points, wrong.remarks, wrong.hint) == (0, ("Wrong.",), "CD122 is not all there is.")
    assert of(choice, 3, expected=expected).remarks == ("The answer must be text.",)


def test_a_function_may_give_text(share):
    """And then must, whatever the case."""
    cases = [Case({}, "F42A"), Case({}, "C125S F42A")]
    assert mark(share, [Answer("F42A"), Answer(["C125S", "F42A"])], cases).remarks == (
        "1 of 2 hidden cases: the answer must be text.",
    )


def test_cases_may_differ_in_shape(share):
    """No single shape is named then."""
    cases = [Case({}, RIGHT), Case({}, RIGHT[:3])]
    assert mark(share, [Answer(RIGHT), Answer(0.1)], cases).remarks == (
        "1 of 2 hidden cases: the answer must be an array of the shape asked for.",
    )


def test_a_text_waits_for_a_human(essay):
    why = essay.exercises[1]
    written = mark_text(why, Answer("Because."))
    assert (written.points, written.pending, written.remarks) == (0, 3, ("Written; a human will mark it.",))
    for nothing in (Answer(" \n"), Answer(3), Answer(fault="unanswered")):
        empty = mark_text(why, nothing)
        assert (empty.points, empty.pending, empty.remarks) == (0, 0, ("Not answered.",))

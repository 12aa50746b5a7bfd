"""Variants: everybody's numbers follow from the id, differ, and are equally hard."""

from collections import Counter

import numpy as np
import pytest

from il2course import facts
from il2course.check import variant
from il2course.errors import CourseError
from il2course.grading import sheet as sheets
from il2course.questions import LESSONS, Exercise, exercises
from il2course.questions.receptor import ALL_WELLS, WELLS_nM
from il2course.questions.variant import PRACTICE, chosen, identity, words

STUDENTS = [f"student-{number}" for number in range(200)]
VARIED = [(lesson, each) for lesson in LESSONS for each in exercises(lesson) if each.variants]
each_exercise = pytest.mark.parametrize(("lesson", "exercise"), VARIED, ids=lambda each: getattr(each, "id", each))
SAMPLED = 6  # whose master is run in `test`; `test --full` runs all


# The id


@pytest.mark.parametrize(
    ("student", "who"),
    [
        ("ada", "ada"),
        (" Ada-LOVELACE ", "ada lovelace"),
        ("ada_lovelace", "ada lovelace"),
        ("Zoë", "zoe"),
        ("李雷", "李雷"),
        (4711, "4711"),
        ("4711", "4711"),
        ("a\u200bda", "ada"),
        ("practice", PRACTICE),
        ("Practice ", PRACTICE),
        ("", PRACTICE),
        ("None", PRACTICE),
        ("🦆", PRACTICE),
        (None, PRACTICE),
        (["ada"], PRACTICE),
    ],
)
def test_what_counts_of_an_id(student, who):
    assert identity(student) == who


def test_words_of_a_name():
    assert words("Ada_LOVELACE, née Byron") == ("ada", "lovelace", "nee", "byron")


# Which variant


def test_the_choice_never_changes():
    """These were drawn once; another answer would spoil every sheet that is out."""
    letters = [{"letter": letter} for letter in "ABCDEFGH"]
    drawn = [chosen("some_exercise", who, {}, letters)["letter"] for who in ("ada", "bob", "4711", "李雷")]
    assert "".join(drawn) == "EAGC"
    assert chosen("other_exercise", "ada", {}, letters) != chosen("some_exercise", "ada", {}, letters)


def test_practice_gets_its_own():
    assert chosen("some_exercise", "practice", {"dose_pM": 30.0}, [{"dose_pM": 5.0}]) == {"dose_pM": 30.0}
    assert chosen("some_exercise", "ada", {"dose_pM": 30.0}, []) == {"dose_pM": 30.0}


def test_what_is_given_out_can_be_changed():
    """And changes nothing for the next."""
    variant("matching_dose_pM", "ada").clear()
    assert variant("matching_dose_pM", "ada") == exercises("02_receptor")[3].variant("ada") != {}


@pytest.mark.parametrize(
    ("name", "student", "message"),
    [
        ("bound_fraction", "ada", 'variant takes the name of one of {known}, got "bound_fraction"'),
        (3, "ada", "variant takes the name of one of {known}, got the number 3"),
        ("matching_dose_pM", None, "student must be your id in quotes, got None"),
        ("matching_dose_pM", ["ada"], "student must be your id in quotes, got a list"),
    ],
)
def test_what_is_no_exercise_or_no_id(name, student, message):
    with pytest.raises(CourseError) as error:
        variant(name, student)
    assert str(error.value) == message.format(known=", ".join(exercise.id for _, exercise in VARIED))


def made(**more):
    """An exercise."""
    return Exercise(**{"id": "kd_nM", "title": "K", "kind": "number", "points": 1, "parameters": {"fold": 1.0}, **more})


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"kind": "function", "sample": lambda random: {}, "variants": ({"fold": 2.0},)},
            "'kd_nM' must have no variants: the cases of a function differ by themselves",
        ),
        (
            {"variants": ({"fold": 2.0}, {"fold": 1.0})},
            "variants of 'kd_nM' must have other values of the same parameters as practice",
        ),
        (
            {"variants": ({"gap": 2.0},)},
            "variants of 'kd_nM' must have other values of the same parameters as practice",
        ),
    ],
)
def test_exercises_that_make_no_sense(more, message):
    with pytest.raises(ValueError) as error:
        made(**more)
    assert str(error.value) == message


# The variants of the course


@each_exercise
def test_no_two_variants_are_one(lesson, exercise):
    assert len({repr(each) for each in exercise.variants}) == len(exercise.variants)


@each_exercise
def test_a_class_spreads_over_the_variants(lesson, exercise):
    """Of 200 students, nobody shares numbers with more than a few per cent of the others."""
    shared = Counter(repr(exercise.variant(who)) for who in STUDENTS)
    assert max(shared.values()) <= 0.06 * len(STUDENTS)
    assert len(shared) >= 0.7 * min(len(STUDENTS), len(exercise.variants))


class Master:
    """A lesson's master, in which the cells of one exercise can be run again for another student."""

    def __init__(self, root, lesson):
        self._sheet = sheets.find(lesson, root / "solutions")
        self._names = {"__name__": "__main__"}
        for cell in self._sheet.cells_for(PRACTICE).values():
            exec(cell, self._names)

    def answer(self, exercise, parameters):
        """What is right for these parameters, and the steps to it."""
        names = {**self._names, "variant": lambda name, student: dict(parameters)}
        mine = [cell for cell in self._sheet.cells_for(PRACTICE).values() if exercise.id in cell]
        assert len(mine) == 2, "one cell asks for the numbers, one answers"
        for cell in mine:
            exec(cell, names)
        return {"expected": names[exercise.id], **{name: names[name] for name in exercise.steps}}


@pytest.fixture(scope="module")
def solved(root):
    """Answers for some of the variants, each worked out once."""
    masters, known = {}, {}

    def answers(lesson, exercise, variants):
        if lesson not in masters:
            masters[lesson] = Master(root, lesson)
        for each in variants:
            if (exercise.id, repr(each)) not in known:
                known[exercise.id, repr(each)] = masters[lesson].answer(exercise, each)
        return [known[exercise.id, repr(each)] for each in variants]

    return answers


def ordinary_dose(expected, dose_pM):
    """Several times the Treg's dose, with both shares in the bend of their curves; a rule of three does not do."""
    assert 6.4 < expected / dose_pM < 6.9
    assert 30 < expected < 200
    rule_of_three = facts.half_maximal.value["CD8"] / facts.half_maximal.value["Treg"]
    assert abs(rule_of_three * dose_pM / expected - 1) > 0.025


def ordinary_ratio(expected, time_min, lost_nM, _arms):
    """An interval of usual width that is far from 1, and nearer to the ratio than to any end of the doses."""
    ratio, low, high = expected
    assert 1 < 20 < low < ratio < high < 500
    assert 1.1 < ratio / low < 2.2 and 1.1 < high / ratio < 2.2
    assert np.isfinite(_arms).all() and (np.array(_arms) > 0.01).all() and (np.array(_arms) < 0.4).all()
    assert len(set(lost_nM)) == 2 and set(lost_nM) < set(WELLS_nM)


ORDINARY = {"matching_dose_pM": ordinary_dose, "cd8_over_treg": ordinary_ratio}


def hold(exercise, variants, answers):
    """What must hold for some variants of an exercise: ordinary, told from each other, and from every slip."""
    same = exercise.comparator.same
    for parameters, each in zip(variants, answers, strict=True):
        ORDINARY[exercise.id](**each, **parameters)
        steps = {name: value for name, value in each.items() if name != "expected"}
        for slip in exercise.slips:
            assert not same(slip.of(each["expected"], parameters | steps), each["expected"]), slip.name
    for one, mine in zip(variants, answers, strict=True):
        for other, theirs in zip(variants, answers, strict=True):
            assert one == other or not same(mine["expected"], theirs["expected"]), (one, other)


@each_exercise
def test_some_variants_solved(lesson, exercise, solved):
    """Practice, and those of the first students."""
    variants = [exercise.variant(who) for who in (PRACTICE, *STUDENTS[:SAMPLED])]
    hold(exercise, variants, solved(lesson, exercise, variants))


@pytest.mark.full
@each_exercise
def test_every_variant_solved(lesson, exercise, solved):
    """All that there are, so also those of any 200 students."""
    variants = [exercise.variant(PRACTICE), *exercise.variants]
    hold(exercise, variants, solved(lesson, exercise, variants))


def test_the_wells_are_those_that_were_measured():
    assert list(facts.pstat5("Treg", 60)[0]) == list(facts.pstat5("CD8", 30)[0]) == list(WELLS_nM)


@pytest.mark.parametrize("time_min", [pytest.param(30, marks=pytest.mark.full), 60])
def test_the_answer_from_all_wells(time_min, solved):
    """What the slip compares with."""
    exercise = next(each for _, each in VARIED if each.id == "cd8_over_treg")
    (whole,) = solved("02_receptor", exercise, [{"time_min": time_min, "lost_nM": []}])
    assert whole["expected"] == pytest.approx(ALL_WELLS[time_min], rel=1e-3)

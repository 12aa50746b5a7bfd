"""What holds for every exercise of the course: the forms an answer may have, and what its hints may say."""

import ast
import functools
import io
import re
import tokenize

import numpy as np
import pandas as pd
import pytest

from il2course import master
from il2course.check import examine
from il2course.grading import inside
from il2course.grading.key import Key
from il2course.questions import LESSONS, exercises
from il2course.questions import slips as habits
from il2course.questions.expected import public_cases
from il2course.questions.form import COMPLEX, ONE_NUMBER
from il2course.questions.plain import plain
from il2course.questions.slips import Wrong, likeliest

ASKED = {exercise.id: (lesson, exercise) for lesson in LESSONS for exercise in exercises(lesson)}
FUNCTIONS = [name for name, (_, exercise) in ASKED.items() if exercise.sample]
VALUES = [name for name in ASKED if name not in FUNCTIONS]
TEXT = [name for name in FUNCTIONS if isinstance(public_cases(ASKED[name][0], name)[0].answer, str)]
NUMERIC = [name for name in FUNCTIONS if name not in TEXT]
ARRAYS = [name for name in NUMERIC if np.shape(public_cases(ASKED[name][0], name)[0].answer)]
NUMBERS = [name for name in NUMERIC if name not in ARRAYS]


@functools.cache
def cases(name):
    return public_cases(ASKED[name][0], name)


def key(arguments):
    return repr(plain(arguments))


def recalling(name, then=lambda right: right):
    """A function that knows the public answers by heart, and does something to each."""
    known = {key({each: case.arguments[each] for each in case.arguments}): case.answer for case in cases(name)}

    def answer(**arguments):
        right = known[key(arguments)]
        return then(np.array(right, dtype=float) if isinstance(right, list) else right)

    return answer


def written(name, body, first=""):
    """A function as a student writes it, with the sheet's arguments; `right` in its body is the right answer."""
    arguments = ", ".join(cases(name)[0].arguments)
    right = recalling(name)
    called = ", ".join(f"{each}={each}" for each in cases(name)[0].arguments)
    home = {"__name__": "__main__", "np": np, "pd": pd, "functools": functools, "_right": right}
    first = first or f"def {name}({arguments}):"
    exec(
        f"{first}\n" + "\n".join(f"    {line}" for line in body.replace("RIGHT", f"_right({called})").splitlines()),
        home,
    )
    return home


def examined(name, home):
    return examine(ASKED[name][1], cases(name), home)


# Right answers in an unusual form


class Callable:
    """An answer that is an object with arguments of its own."""

    def __init__(self, answer):
        self.answer = answer

    def __call__(self, **arguments):
        return self.answer(**arguments)


ALWAYS = {
    "any names": lambda name: recalling(name),
    "an object that can be called": lambda name: Callable(recalling(name)),
    "one argument bound": lambda name: functools.partial(lambda more, **case: recalling(name)(**case), None),
    "prints": lambda name: written(name, "print('working', flush=True)\nreturn RIGHT")[name],
    "more arguments with defaults": lambda name: written(name, "return RIGHT", first_line(name, ", digits=6, *rest"))[name],
    "names only": lambda name: written(name, "return RIGHT", first_line(name, "", "*, "))[name],
    "types and a docstring": lambda name: written(name, "'''What it does.'''\nanswer: object = RIGHT\nreturn answer")[name],
    "remembered": lambda name: written(name, "kept = globals().setdefault('kept', [])\nkept.append(RIGHT)\nreturn kept[-1]")[name],
}  # fmt: skip
IN_NUMBERS = {
    "NumPy's own": np.float64,
    "without dimensions": np.asarray,
    "a whole one if it is whole": lambda right: int(right) if float(right).is_integer() else right,
}
IN_ARRAYS = {
    "a list": list,
    "a tuple": tuple,
    "a list of NumPy's numbers": lambda right: [*map(np.asarray, right)],
    "nested lists": lambda right: right.tolist(),
    "backwards in memory": lambda right: right[::-1].copy()[::-1],
    "a table": lambda right: pd.Series(right) if right.ndim == 1 else pd.DataFrame(right),
    "a table with names": lambda right: (
        pd.Series(right, [*map(str, right)]) if right.ndim == 1 else pd.DataFrame(right)
    ),
}


def first_line(name, behind, before=""):
    return f"def {name}({before}{', '.join(cases(name)[0].arguments)}{behind}):"


def passes(name, answer):
    result = examined(name, {name: answer})
    assert result.passed, str(result)


@pytest.mark.parametrize("way", ALWAYS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_however_a_right_function_is_made(name, way):
    passes(name, ALWAYS[way](name))


@pytest.mark.parametrize("name", NUMERIC)
def test_in_whatever_form_a_right_answer_comes(name):
    """And the grader takes each that `check` takes."""
    for change in (IN_ARRAYS if name in ARRAYS else IN_NUMBERS).values():
        passes(name, recalling(name, change))
        for case in cases(name):
            right = np.array(case.answer, dtype=float)
            assert np.array_equal(inside.plain(change(right)), case.answer)


@pytest.mark.parametrize("name", TEXT)
def test_text_of_either_kind(name):
    """Python's and NumPy's; the grader takes both."""
    passes(name, recalling(name, np.str_))
    assert inside.plain(np.str_("F42A")) == "F42A"
    assert type(inside.plain(np.str_("F42A"))) is str


# Wrong forms

FINITE = "Look for a division by zero, or for the logarithm or root of a number that has none."
SHAPE = "Compare np.shape of your result with the shape that is asked for."
ONLY = "Give a list or an array that holds numbers and nothing else."
QUOTES = 'Write it in quotes, as in "text".'
BEGUN = "Write your code in place of the line with NotImplementedError"


def tell(name, body, first=""):
    """Message and hint for a function with this body, or this first line."""
    result = examined(name, written(name, body, first))
    assert not result.passed
    return result.message, result.hint


def wanted(name):
    if name in TEXT:
        return "text"
    shape = np.shape(cases(name)[0].answer)
    return f"an array of shape {shape}" if shape else "a number"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_forms_that_no_exercise_takes(name):
    """For each a sentence that says what was asked for and what came, and a step."""
    number, array, text = name in NUMBERS, name in ARRAYS, name in TEXT
    only = QUOTES if text else ONE_NUMBER if number else ONLY
    for body, got, hint in (
        ("print(1)", "None", "End the function with return and your result."),
        ("return {'a': 1}", "a dict", only),
        ("return lambda: 1", "a function", only),
        ("return (x for x in [1])", "a generator", only),
    ):
        message, step = tell(name, body)
        assert message.endswith(f" must return {wanted(name)}, got {got}.")
        assert step == hint
    if not text:
        assert tell(name, "return 'nM'") == (f'{called(name)} must return {wanted(name)}, got the text "nM".', only)
        message, step = tell(name, "return np.multiply(RIGHT, 1 + 1j)")
        assert message.endswith("got complex numbers.") and step == COMPLEX
        message, step = tell(name, "return np.multiply(RIGHT, 1 + 0j)")
        assert message.endswith("got complex numbers.") and "np.real" in step
        message, step = tell(name, "return np.multiply(RIGHT, float('nan'))")
        assert (
            "must return finite numbers, got nan at entry" if array else "must return a finite number, got nan."
        ) in message
        assert step == FINITE
    if number:
        assert tell(name, "return [RIGHT]")[0].endswith("got an array of shape (1,).")
        assert tell(name, "return RIGHT, 'unit'")[0].endswith('got the text "unit" among them.')
        assert tell(name, "return RIGHT, 1.0")[0].endswith("must return a number, got an array of shape (2,).")
        assert tell(name, "return 10**400")[0].endswith("must return a finite number, got inf.")
        assert tell(name, "return str(RIGHT)")[1] == ONE_NUMBER
    if array:
        assert tell(name, "return 1.0") == (f"{called(name)} must return {wanted(name)}, got a number.", SHAPE)
        longer = tell(name, "return [*RIGHT, *RIGHT]")
        assert " must return an array of shape " in longer[0] and longer[1] == SHAPE
        assert tell(name, "return [np.array(RIGHT)]")[1] == SHAPE
        assert tell(name, "return [None, *RIGHT]")[1] == ONLY
    if text:
        assert tell(name, "return RIGHT.split()") == (
            f"{called(name)} must return text, got a list.",
            'Make one text of the pieces: " ".join(…).',
        )
        assert tell(name, "return 42")[1] == QUOTES


def called(name):
    """The first public case as a call."""
    from il2course.questions.words import call

    return call(name, cases(name)[0].arguments)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_another_make(name):
    """Renamed, dropped and doubled arguments; a class; a result in place of the function; another name."""
    arguments = [*cases(name)[0].arguments]
    start = f"Start it with def {name}({', '.join(arguments)}): as on the sheet."
    for first in (
        ", ".join(f"my_{each}" for each in arguments),
        ", ".join(arguments[:-1]),
        ", ".join([*arguments, "more"]),
    ):
        asked = f"{name} must take the arguments ({', '.join(arguments)}), got ({first})."
        assert tell(name, "return 1", f"def {name}({first}):") == (asked, start)
    assert tell(name, "pass", f"class {name}:") == (f"{name} must be a function, got a class.", start)
    assert examined(name, {name: 1.5}).message == f"{name} must be a function, got the number 1.5."
    assert examined(name, {}).hint == "Run the cell that defines it, then check again."
    other = name[:-2] + name[-1]
    result = examined(name, {other: print})
    assert result.message == f"{name} is not defined yet, but {other} is."
    assert result.hint == f"If that is your answer, call it {name}, run that cell, then check again."


@pytest.mark.parametrize("name", FUNCTIONS)
def test_code_that_stops(name):
    """A stub, a function within that is missing or misspelt, and their own line where it fails."""
    assert tell(name, "raise NotImplementedError('write it here')")[0] == f"{name} is not answered yet."
    message, step = tell(name, "def inner(): return 1\nreturn iner()")
    assert "stopped with NameError: name 'iner' is not defined" in message and "in line 3 of your cell" in message
    assert step == "Compare how the name is spelt in both places, and run the cell that defines it."
    message, step = tell(name, "a = 1\nreturn a / 0")
    assert "stopped with ZeroDivisionError" in message and "in line 3 of your cell" in message
    assert step == "Print what you divide by in that line, and ask when it can be zero."


@pytest.mark.parametrize("name", VALUES)
def test_values_of_another_form(name):
    (case,) = cases(name)
    array = bool(np.shape(case.answer))
    for value in (None, "1", np.nan, [[case.answer]], 1j, print, {}, pd.Series(["a"])):
        result = examined(name, {name: value})
        assert not result.passed and result.message.startswith(name) and result.hint
    for way in (np.asarray, tuple, pd.Series) if array else (np.float64, np.asarray):
        assert examined(name, {name: way(case.answer)}).passed


# Habits that need no slip of their own

FACTORS = {
    1e3: "1,000 times too large. Follow the units and their prefixes through each step.",
    1e-3: "1,000 times too small. Follow the units and their prefixes through each step.",
    1e6: "a million times too large. Follow the units and their prefixes through each step.",
    1e-6: "a million times too small. Follow the units and their prefixes through each step.",
    1e-9: "10⁹ times too small. Follow the units and their prefixes through each step.",
    100.0: "100 times too large. A share runs from 0 to 1, per cent from 0 to 100: which is asked for?",
    60.0: "60 times too large. Which unit of time is asked for?",
    1 / 3600: "3,600 times too small. Which unit of time is asked for?",
    -1.0: "right but for the sign. Ask which way is positive, and what you took from what.",
}


@pytest.mark.parametrize("name", [*NUMERIC, *VALUES])
def test_every_exercise_has_a_hint_for_a_unit_that_is_off(name):
    """Its own where it has one, and else what is said of any."""
    exercise, own = ASKED[name][1], {slip.hint for slip in ASKED[name][1].slips}
    for factor, said in FACTORS.items():
        wrong = [Wrong(np.multiply(case.answer, factor), case.answer, case.arguments) for case in cases(name)]
        wrong = [each for each in wrong if not exercise.comparator.same(each.answer, each.expected)]
        found = likeliest(exercise, wrong)
        start = "All of it is " if name in ARRAYS or np.shape(cases(name)[0].answer) else "This is "
        assert found and (found.hint in own or found.hint == start + said), found
        assert habits.hint(exercise, found.name)


def test_an_entry_that_is_off_is_named():
    """Where a result is made of several numbers."""
    exercise = ASKED["complex_fate"][1]
    for change, hint in (
        ([1e-3, 1], f"In your result, entry 0 is {FACTORS[1e-3]}"),
        ([1, -1], f"In your result, entry 1 is {FACTORS[-1.0]}"),
        ([1e3, 1e3], f"All of it is {FACTORS[1e3]}"),
    ):
        wrong = [Wrong(np.multiply(case.answer, change), case.answer, case.arguments) for case in cases(exercise.id)]
        assert likeliest(exercise, wrong).hint == hint
    switch = ASKED["helper_switch"][1]
    wrong = [Wrong(np.multiply(case.answer, [1e3, 1e3, 1]), case.answer, case.arguments) for case in cases(switch.id)]
    assert likeliest(switch, wrong).hint == f"In your result, entries 0 and 1 are {FACTORS[1e3]}"


def test_one_over_the_answer():
    exercise = ASKED["crowd_per_mm3"][1]
    wrong = [Wrong(np.divide(1, case.answer), case.answer, case.arguments) for case in cases(exercise.id)]
    assert (
        likeliest(exercise, wrong).hint
        == "This is one over what is asked for. Ask what stands above the line and what below."
    )
    assert habits.hint(exercise, "upside_down") and habits.hint(exercise, "unheard_of") == ""


def test_no_habit_is_seen_where_there_is_none():
    """A factor of 2, a factor in half of the cases, and long arrays of which a part is off."""
    exercise = ASKED["ion_mz"][1]
    answers = [case.answer for case in cases(exercise.id)]
    for made in ([2 * each for each in answers], [1000 * answers[0], *(3 * each for each in answers[1:])]):
        wrong = [Wrong(np.array(each), right, {}) for each, right in zip(made, answers, strict=True)]
        assert (
            likeliest(
                exercise,
                [
                    Wrong(each.answer, each.expected, case.arguments)
                    for each, case in zip(wrong, cases(exercise.id), strict=True)
                ],
            )
            is None
        )
    long = ASKED["displacement_A"][1]
    half = [
        Wrong(np.array([*np.array(c.answer[:5]) * 1000, *c.answer[5:]]), c.answer, c.arguments) for c in cases(long.id)
    ]
    assert likeliest(long, half) is None


# What a hint may say


def answers_of(name):
    return [
        (case.answer if isinstance(case.answer, str) else np.array(case.answer, dtype=float)) for case in cases(name)
    ]


@pytest.mark.parametrize("name", ASKED)
def test_right_answers_to_other_exercises_are_no_slip(name):
    """In whatever order: a slip must come from this exercise's numbers."""
    exercise = ASKED[name][1]
    for other in ASKED:
        for theirs in (answers_of(other), answers_of(other)[::-1]):
            pairs = [
                (each, case)
                for each, case in zip(theirs, cases(name), strict=False)
                if np.shape(each) == np.shape(case.answer)
            ]
            wrong = [
                Wrong(each, case.answer, case.arguments)
                for each, case in pairs
                if isinstance(each, str) == isinstance(case.answer, str)
            ]
            wrong = [each for each in wrong if not exercise.comparator.same(each.answer, each.expected)]
            assert likeliest(exercise, wrong) is None, other


def prompt(root, name):
    """The text of a sheet before the answer of an exercise, with the lesson it builds on."""
    lesson = ASKED[name][0]
    return (root / "exercises" / f"{lesson}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ASKED)
def test_no_hint_holds_the_answer(name, root):
    """No number of any right answer, no code, and no formula that does not stand in the sheet's own text."""
    sheet = prompt(root, name)
    numbers = {
        f"{number:.{digits}g}"
        for right in answers_of(name)
        if not isinstance(right, str)
        for number in right.ravel()
        for digits in (3, 4, 6)
    }
    for slip in ASKED[name][1].slips:
        assert not set(re.findall(r"\d+(?:\.\d+)?", slip.hint)) & {each for each in numbers if len(each) > 2}, slip.hint
        assert not re.search(r"np\.|\*\*|\w\(\w|=|\blambda\b", slip.hint.replace("c/(c+K)", "")), slip.hint
        for formula in re.findall(r"\S+(?:\s[+*/·−-]\s\S+)+|\w+[·+*/]\(?\w+", slip.hint):
            assert (
                formula.strip(".,;:?") in sheet
                or formula in ("1/e", "kJ/mol", "J/mol", "kcal/mol", "D over k·n")
                or not re.search(r"[a-z]{2,}\W+[a-z]{2,}", formula)
            ), slip.hint


def tokens(node):
    kinds = (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING)
    text = io.StringIO(ast.unparse(ast.fix_missing_locations(node)))
    return [token.string for token in tokenize.generate_tokens(text.readline) if token.type in kinds]


def expressions(tree, least):
    plain_ones = (ast.Constant, ast.List, ast.Tuple, ast.Load)
    found = (
        tokens(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and not all(isinstance(each, plain_ones) for each in ast.walk(node))
    )
    return {tuple(each) for each in found if len(each) >= least}


def one_apart(one, other):
    """Whether one token changed, added or left out makes one expression the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    end = next(
        (at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other))
    )
    return start + end >= max(len(one), len(other)) - 1


LEAST = 9  # tokens: a shorter expression is in every program


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_slip_is_a_token_away_from_the_solution(lesson, root):
    """What can be read in the package does not hold the way."""
    from il2course.authoring.release import blocks

    place = root / "solutions" / f"{lesson}.py"
    text = place.read_text(encoding="utf-8")
    hidden = {line for block in blocks(text, str(place)) for line in range(block.begin, block.end)}
    solution = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt) and node.lineno in hidden]
    secret = set().union(*(expressions(node, LEAST) for node in solution))
    source = (root / "src/il2course/questions" / f"{lesson[3:]}.py").read_text(encoding="utf-8")
    shown = expressions(ast.parse(source[source.index("# --- the sheet ---") :]), LEAST - 1)
    near = [(one, other) for one in secret for other in shown if one_apart(one, other)]
    assert near == [], "\n".join(f"{' '.join(one)}   |   {' '.join(other)}" for one, other in near)


# Hidden cases differ from student to student

STUDENTS = [f"student-{number}" for number in range(200)]
SLOW = {"cd25_for_shift": 2, "alpha_fold_for_gap": 2, "trial_design": 2, "best_alanine": 10, "contacts_per_residue": 20}
COURSE = Key(bytes(32))


@pytest.fixture(scope="module")
def masters(root):
    return {lesson: master.namespace(root / "solutions" / f"{lesson}.py") for lesson in LESSONS}


def hidden(name, student):
    exercise = ASKED[name][1]
    return exercise.cases(COURSE.random(student, name), exercise.hidden_cases)


def classes(name):
    """How many students are asked: some in `test`, all of them in `test --full`."""
    few = [pytest.param(name, STUDENTS[: SLOW.get(name, 20)])]
    return [*few, pytest.param(name, STUDENTS, marks=pytest.mark.full)]


each_class = pytest.mark.parametrize(
    ("name", "students"),
    [each for name in FUNCTIONS for each in classes(name)],
    ids=lambda each: each if isinstance(each, str) else str(len(each)),
)


@each_class
def test_hidden_cases_differ_from_student_to_student(name, students):
    """Nobody has those of another, whole or in part but by the rarest chance, nor those that are public."""
    sheets = [{key(case) for case in hidden(name, student)} for student in students]
    every, count = set().union(*sheets), sum(map(len, sheets))
    assert len(every) >= 0.98 * count >= 0.98 * 0.98 * len(students) * ASKED[name][1].hidden_cases
    assert len(every & {key(case.arguments) for case in cases(name)}) <= 0.005 * count
    shared = max(len(one & other) for at, one in enumerate(sheets) for other in sheets[:at])
    assert shared <= 1


@each_class
def test_the_reference_solves_what_students_are_asked(name, students, masters):
    """One case of each: finite answers of the same form, and hardly two alike."""
    lesson, exercise = ASKED[name]
    given = [plain(masters[lesson][name](**hidden(name, student)[0])) for student in students]
    if name in TEXT:
        assert len(set(given)) == len(given)
        return
    assert all(np.isfinite(each).all() for each in given)
    assert {np.ndim(each) for each in given} == {np.ndim(cases(name)[0].answer)}
    assert exercise.shape is None or {np.shape(each) for each in given} == {exercise.shape}
    same = sum(exercise.comparator.same(np.array(one), other) for at, one in enumerate(given) for other in given[:at])
    assert same <= 0.02 * len(given) * (len(given) - 1) / 2

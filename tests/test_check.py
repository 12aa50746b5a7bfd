"""What `check` says, whole sentences; and that it knows the right answers and the slips of every real exercise."""

import linecache

import numpy as np
import pytest

from il2course import check as room
from il2course import master
from il2course.authoring.execution import execute
from il2course.authoring.pairing import unexecuted
from il2course.check import check, examine
from il2course.errors import CourseError
from il2course.questions import LESSONS, Comparator, Exercise, Slip, exercises
from il2course.questions.expected import Case, public_cases
from il2course.questions.words import apart, shown

OCCUPANCY = Exercise(
    id="occupancy",
    title="Isotherm",
    kind="function",
    points=1,
    unit="%",
    sample=lambda random: {"dose_nM": random.uniform(), "kd_nM": random.uniform()},
    slips=(
        Slip("share", "This is a share. Asked for is per cent.", lambda expected, **_: expected / 100),
        Slip("inverted", "Dose and K_D are swapped.", lambda expected, **_: 100 - expected),
        Slip("unable", "This slip has no answer here.", lambda expected, **_: expected / (expected - expected)),
    ),
)
DOSES = ({"dose_nM": 1.0, "kd_nM": 3.0}, {"dose_nM": 8.0, "kd_nM": 2.0}, {"dose_nM": 0.123456, "kd_nM": 10.0})
OCCUPANCIES = tuple(Case(case, 100 * case["dose_nM"] / (case["dose_nM"] + case["kd_nM"])) for case in DOSES)

CURVE = Exercise(
    id="curve", title="Curve", kind="function", points=1, unit="RU", shape=None, sample=lambda random: {"time_s": 1.0}
)
CURVES = (Case({"time_s": np.arange(8.0)}, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0]),)

FIRST = Exercise(id="first", title="First", kind="function", points=1, sample=lambda random: {"dose_nM": 1.0})
FIRSTS = (Case({"dose_nM": 1.0}, "Treg"), Case({"dose_nM": 9.0}, "NK"))

KD = Exercise(
    id="kd_nM",
    title="Constant",
    kind="number",
    points=1,
    unit="nM",
    parameters={"ratio": 4.0},
    slips=(Slip("picomolar", "This seems to be in pM.", lambda expected, ratio: 1000 * expected),),
)
KDS = (Case({"ratio": 4.0}, 4.375),)

RATES = Exercise(id="rates", title="Rates", kind="array", points=1, shape=(2,), parameters={})
CELL = Exercise(id="cell", title="Cell", kind="choice", points=1, options=("Treg", "NK"), parameters={})
WHY = Exercise(id="why", title="Why", kind="text", points=1)

AGAIN = "run that cell, then check again."
LOOK = "Call it in a cell of its own with arguments like these, and follow them to that line."
RETRY = "Go through the steps and units once more."
BARE = "Give the number itself, without quotes, brackets or unit, and with a point for the decimals, not a comma."
COMPLEX = "The root or a power of a negative number is complex: look for one."
DIVISOR = "Print what you divide by in that line, and ask when it can be zero."
ONLY = "Give a list or an array that holds numbers and nothing else."
START = "Start it with def occupancy(dose_nM, kd_nM): as on the sheet."
FINITE = "Look for a division by zero, or for the logarithm or root of a number that has none."
SHAPE = "Compare np.shape of your result with the shape that is asked for."
BY_HAND = "Work this case out by hand and compare it with your code, step by step."
ASKED = "occupancy(dose_nM=1, kd_nM=3)"


def notebook(*cells):
    """The names that cells leave behind, run as a notebook runs them."""
    home = {"__name__": "__main__", "np": np}
    for number, cell in enumerate(cells, start=1):
        place = f"<cell {number}>"
        linecache.cache[place] = (len(cell), None, cell.splitlines(keepends=True), place)
        exec(compile(cell, place, "exec"), home)
    return home


def function(body, first="def occupancy(dose_nM, kd_nM):"):
    """A cell that defines a function."""
    return "\n".join([first, *(f"    {line}" for line in body.splitlines())])


def said(exercise, cases, *cells):
    """What examining the answers in these cells prints."""
    return str(examine(exercise, cases, notebook(*cells))).split("\nHint: ")


@pytest.mark.parametrize(
    ("cell", "message", "hint"),
    [
        ("", "occupancy is not defined yet.", "Run the cell that defines it, then check again."),
        ("occupancy = None", "occupancy is not answered yet.", f"Write your answer in place of None, {AGAIN}"),
        (
            function('raise NotImplementedError("write occupancy here")'),
            "occupancy is not answered yet.",
            f"Write your code in place of the line with NotImplementedError, {AGAIN} "
            "If you have, look below that cell: an error there keeps the old definition.",
        ),
        (
            "def free():\n    raise NotImplementedError\n" + function("return free()"),
            "occupancy uses free, which is not answered yet.",
            "Answer free first.",
        ),
        ("occupancy = 0.5", "occupancy must be a function, got the number 0.5.", START),
        ("occupancy = 'nM'", 'occupancy must be a function, got the text "nM".', START),
        ("occupancy = [1, 2]", "occupancy must be a function, got a list.", START),
        (
            "def occupancy(dose_nM): pass",
            "occupancy must take the arguments (dose_nM, kd_nM), got (dose_nM).",
            START,
        ),
        (
            "def occupancy(dose_nM, kd_nM, hill): pass",
            "occupancy must take the arguments (dose_nM, kd_nM), got (dose_nM, kd_nM, hill).",
            START,
        ),
        (
            "def occupancy(dose, kd=1): pass",
            "occupancy must take the arguments (dose_nM, kd_nM), got (dose, kd=1).",
            START,
        ),
        (
            function("dose_nM / kd_nM"),
            f"{ASKED} must return a number, got None.",
            "End the function with return and your result.",
        ),
        (function("return '25'"), f'{ASKED} must return a number, got the text "25".', BARE),
        (function("return dose_nM > 0"), f"{ASKED} must return a number, got True.", BARE),
        (function("return {'share': 1}"), f"{ASKED} must return a number, got a dict.", BARE),
        (
            function("import fractions\nreturn fractions.Fraction(1)"),
            f"{ASKED} must return a number, got a Fraction.",
            BARE,
        ),
        (function("return occupancy"), f"{ASKED} must return a number, got a function.", BARE),
        (function("return (x for x in [1])"), f"{ASKED} must return a number, got a generator.", BARE),
        (function("return 1j"), f"{ASKED} must return a number, got complex numbers.", COMPLEX),
        (function("return [25.0]"), f"{ASKED} must return a number, got an array of shape (1,).", BARE),
        (function("return np.float64('nan')"), f"{ASKED} must return a finite number, got nan.", FINITE),
        (function("return -10**400"), f"{ASKED} must return a finite number, got -inf.", FINITE),
        (
            function("scale = 100\nreturn dose_nM / (kd_nM - 3)"),
            f"{ASKED} stopped with ZeroDivisionError: float division by zero, "
            "in line 3 of your cell: return dose_nM / (kd_nM - 3)",
            DIVISOR,
        ),
        (
            "def share(dose, kd):\n    return dose / kd[0]\n\n" + function("return share(dose_nM, kd_nM)"),
            f"{ASKED} stopped with TypeError: 'float' object is not subscriptable, "
            "in line 2 of your cell: return dose / kd[0]",
            LOOK,
        ),
        (
            function("return np.linalg.inv(np.zeros((2, 2)))"),
            f"{ASKED} stopped with LinAlgError: Singular matrix, "
            "in line 2 of your cell: return np.linalg.inv(np.zeros((2, 2)))",
            LOOK,
        ),
        (
            function("import sys\nsys.exit('bye\\n now')"),
            f"{ASKED} stopped with SystemExit: bye now, in line 3 of your cell: sys.exit('bye\\n now')",
            LOOK,
        ),
        (
            function("return next(iter([]))"),
            f"{ASKED} stopped with StopIteration, in line 2 of your cell: return next(iter([]))",
            LOOK,
        ),
        (
            function("class Odd(BaseException):\n    def __str__(self): return 1\nraise Odd"),
            f"{ASKED} stopped with Odd, in line 4 of your cell: raise Odd",
            LOOK,
        ),
        (
            function("while True:\n    raise KeyboardInterrupt"),
            f"{ASKED} was stopped by hand, in line 3 of your cell: raise KeyboardInterrupt",
            "If it ran on and on, look for a loop that never ends.",
        ),
        (
            function("return 1 + occupancy(dose_nM, kd_nM)"),
            f"{ASKED} stopped with RecursionError: maximum recursion depth exceeded, "
            "in line 2 of your cell: return 1 + occupancy(dose_nM, kd_nM)",
            "It calls itself without end; look for the case in which it should stop.",
        ),
        (
            function("return 100 * dose_nM / kd_nM"),
            f"{ASKED} returned 33.33 % where 25 % was expected; 3 of 3 public cases differ.",
            BY_HAND,
        ),
        (
            function("return 100 * dose_nM / (dose_nM + kd_nM) * (1 if dose_nM > 1 else 1.00001)"),
            f"{ASKED} returned 25.0003 % where 25 % was expected; 2 of 3 public cases differ.",
            BY_HAND,
        ),
        (
            function("return 80 if kd_nM == 2 else 25"),
            "occupancy(dose_nM=0.123456, kd_nM=10) returned 25 % where 1.22 % was expected; "
            "1 of 3 public cases differs.",
            BY_HAND,
        ),
        (
            function("return dose_nM / (dose_nM + kd_nM)"),
            f"{ASKED} returned 0.25 % where 25 % was expected; 3 of 3 public cases differ.",
            "This is a share. Asked for is per cent.",
        ),
        (
            function("return 100 * kd_nM / (dose_nM + kd_nM) + (dose_nM == 1)"),
            f"{ASKED} returned 76 % where 25 % was expected; 3 of 3 public cases differ.",
            "Dose and K_D are swapped.",
        ),
    ],
)
def test_a_function_that_does_not_pass(cell, message, hint):
    """One sentence on what was found, with the line of their own cell, and one on what to do."""
    assert said(OCCUPANCY, OCCUPANCIES, cell) == [message, hint]


def test_no_line_where_none_of_theirs_was_running():
    """Somebody else's function under the student's name."""
    home = {"occupancy": lambda **arguments: 1 / 0}
    assert examine(OCCUPANCY, OCCUPANCIES, home).message == (
        f"{ASKED} stopped with ZeroDivisionError: division by zero."
    )


def test_no_source_where_the_cell_is_gone():
    """Only the line number is left."""
    home = {}
    exec("def occupancy(dose_nM, kd_nM):\n    1 / 0\n", home)
    assert examine(OCCUPANCY, OCCUPANCIES, home).message == (
        f"{ASKED} stopped with ZeroDivisionError: division by zero, in line 2 of your cell."
    )


@pytest.mark.parametrize(
    "body",
    [
        "return 100 * dose_nM / (dose_nM + kd_nM)",
        "return np.array(100 * dose_nM / (dose_nM + kd_nM))",
        "print('working on it')\nimport matplotlib.figure\nmatplotlib.figure.Figure()\nreturn 100 / (1 + kd_nM / dose_nM)",
        "np.seterr(all='raise')\nreturn 100 * dose_nM / (dose_nM + kd_nM)",
    ],
)
def test_a_function_that_passes(body):
    """However it is written, and whatever it prints or draws."""
    with np.errstate():
        result = examine(OCCUPANCY, OCCUPANCIES, notebook(function(body)))
    assert (result.passed, str(result)) == (True, "occupancy: public checks pass, 3 of 3 cases.")


def test_extra_arguments_with_defaults_and_last_definitions():
    """The last definition counts."""
    right = function("return scale * dose_nM / (dose_nM + kd_nM)", "def occupancy(dose_nM, kd_nM, scale=100):")
    assert examine(OCCUPANCY, OCCUPANCIES, notebook("occupancy = 1", right)).passed


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("return 2", "must return an array of shape (8,), got a number.", SHAPE),
        ("return np.ones((2, 4))", "must return an array of shape (8,), got an array of shape (2, 4).", SHAPE),
        ("return [1, 'a']", 'must return an array of shape (8,), got the text "a" among them.', ONLY),
        ("return [[1, 2], [3]]", "must return an array of shape (8,), got rows of different lengths.", ONLY),
        ("return range(8)", "must return an array of shape (8,), got a range.", ONLY),
        ("return np.ma.array(time_s)", "must return an array of shape (8,), got a MaskedArray.", ONLY),
        ("return [1, None, 2]", "must return an array of shape (8,), got None among them.", ONLY),
        ("return time_s > 3", "must return an array of shape (8,), got False among them.", ONLY),
        ("return time_s[1:]", "must return an array of shape (8,), got an array of shape (7,).", SHAPE),
        ("return [0, 1, 2, float('inf'), 4, 5, 6, 7]", "must return finite numbers, got inf at entry 3.", FINITE),
        (
            "time_s *= 2\nreturn time_s",
            "must leave its arguments as they are, but changes time_s.",
            "Work on a copy: time_s = time_s.copy().",
        ),
        (
            "return [0, 2, 4, 6, 8, 10, 12, 15]",
            "returned 15 RU at entry 7 where 14 RU was expected; 1 of 1 public cases differs.",
            BY_HAND,
        ),
    ],
)
def test_an_array_that_does_not_pass(body, message, hint):
    """Long arguments are abbreviated; the first entry that differs is named."""
    asked = "curve(time_s=[0, 1, 2, …, 7] (8 numbers))"
    assert said(CURVE, CURVES, function(body, "def curve(time_s):")) == [f"{asked} {message}", hint]


def test_an_answer_that_fails_when_it_is_looked_at():
    """Even that ends in a sentence."""
    cell = "class Odd:\n    @property\n    def __class__(self):\n        raise KeyError('no')\n\nrates = Odd()"
    assert said(RATES, (Case({}, [1.0, 2.0]),), cell) == [
        "rates cannot be read: KeyError: 'no'.",
        "Give a plain number, text, list or array of numbers.",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "2 * time_s",
        "list(2 * time_s)",
        "tuple(2 * time_s)",
        "(2 * time_s).astype(int)",
        "__import__('pandas').Series(2 * time_s)",
    ],
)
def test_a_list_or_tuple_of_numbers_is_as_good_as_an_array(answer):
    """As long as all of it is numbers."""
    assert said(CURVE, CURVES, function(f"return {answer}", "def curve(time_s):")) == [
        "curve: public checks pass, 1 of 1 cases."
    ]


def test_text_from_a_function():
    """A name of a cell, in quotes."""
    cell = "def first(dose_nM):\n    return {}"
    assert said(FIRST, FIRSTS, cell.format("'NK'")) == [
        'first(dose_nM=1) returned "NK" where "Treg" was expected; 1 of 2 public cases differs.',
        BY_HAND,
    ]
    assert said(FIRST, FIRSTS, cell.format("7")) == [
        "first(dose_nM=1) must return text, got the number 7.",
        'Write it in quotes, as in "text".',
    ]


@pytest.mark.parametrize(
    ("exercise", "expected", "cell", "message", "hint"),
    [
        (KD, 4.375, "", "kd_nM is not defined yet.", "Run the cell that defines it, then check again."),
        (KD, 4.375, "kd_nM = None", "kd_nM is not answered yet.", f"Write your answer in place of None, {AGAIN}"),
        (KD, 4.375, "kd_nM = '4.375'", 'kd_nM must be a number, got the text "4.375".', BARE),
        (KD, 4.375, "kd_nM = float('inf')", "kd_nM must be a finite number, got inf.", FINITE),
        (KD, 4.375, "kd_nM = lambda: 1", "kd_nM must be a number, got a function.", BARE),
        (KD, 4.375, "kd_nM = 43.75", "kd_nM is 43.75 nM, which is not what is expected.", RETRY),
        (KD, 4.375, "kd_nM = 4375", "kd_nM is 4375 nM, which is not what is expected.", "This seems to be in pM."),
        (
            RATES,
            [1, 2],
            "rates = [1, 2, 3]",
            "rates must be an array of shape (2,), got an array of shape (3,).",
            SHAPE,
        ),
        (RATES, [1, 2], "rates = {1, 2}", "rates must be an array of shape (2,), got a set.", ONLY),
        (RATES, [1, 2], "rates = (2, 1)", "rates is [2, 1], which is not what is expected.", RETRY),
        (CELL, "NK", "cell = 3", "cell must be text, got the number 3.", 'Write it in quotes, as in "text".'),
        (
            CELL,
            "NK",
            "cell = 'nk'",
            'cell must be one of "Treg", "NK", got "nk".',
            "Copy one of them, with its quotes.",
        ),
        (CELL, "NK", "cell = 'Treg'", 'cell is "Treg", which is not what is expected.', RETRY),
        (WHY, "", "why = None", "why is not answered yet.", f"Write your answer in place of None, {AGAIN}"),
        (WHY, "", "why = ' '", "why is not answered yet.", f"Write your answer between the quotes, {AGAIN}"),
        (
            WHY,
            "",
            "why = ['so']",
            "why must be text, got a list.",
            'Make one text of the pieces: " ".join(…).',
        ),
    ],
)
def test_a_value_that_does_not_pass(exercise, expected, cell, message, hint):
    """Here the expected value would be the solution, and is not shown."""
    assert said(exercise, (Case(dict(exercise.parameters or {}), expected),), cell) == [message, hint]


@pytest.mark.parametrize(
    ("exercise", "expected", "cell", "message"),
    [
        (KD, 4.375, "kd_nM = 35 / 8", "kd_nM: public checks pass."),
        (RATES, [1, 2], "rates = (1, 2)", "rates: public checks pass."),
        (CELL, "NK", "cell = 'NK'", "cell: public checks pass."),
        (WHY, "", "why = 'CD25 catches it'", "why: noted, 3 words. A person will read it."),
        (WHY, "", "why = 'Catching.'", "why: noted, 1 word. A person will read it."),
    ],
)
def test_a_value_that_passes(exercise, expected, cell, message):
    """Public checks pass, which is not to say that it is correct."""
    assert said(exercise, (Case(dict(exercise.parameters or {}), expected),), cell) == [message]


@pytest.mark.parametrize(
    ("exercise", "expected", "cell", "said_of_it"),
    [
        (KD, 4.375, "kd_nM = 9", "kd_nM has the right form, a number."),
        (RATES, [1, 2], "rates = (3, 4)", "rates has the right form, an array of shape (2,)."),
        (CELL, "NK", "cell = 'Treg'", "cell has the right form, one of the answers on offer."),
    ],
)
def test_a_value_of_which_only_the_form_is_looked_at(exercise, expected, cell, said_of_it):
    """It says so, whether the answer is right or wrong."""
    for given in (cell, f"{exercise.id} = {expected!r}"):
        result = examine(exercise, (Case({}, expected),), notebook(given), settling=False)
        assert (str(result), result.passed, result.settled) == (
            f"{said_of_it} Whether it is right, only the grader tells.",
            True,
            False,
        )


@pytest.mark.parametrize(
    ("exercise", "expected", "cell", "message"),
    [
        (KD, 4.375, "", "kd_nM is not defined yet."),
        (KD, 4.375, "kd_nM = None", "kd_nM is not answered yet."),
        (KD, 4.375, "kd_nM = '4.375'", 'kd_nM must be a number, got the text "4.375".'),
        (RATES, [1, 2], "rates = [1]", "rates must be an array of shape (2,), got an array of shape (1,)."),
        (CELL, "NK", "cell = 'nk'", 'cell must be one of "Treg", "NK", got "nk".'),
    ],
)
def test_a_value_of_another_form(exercise, expected, cell, message):
    """Where only the form is looked at, it is looked at as well as ever."""
    assert examine(exercise, (Case({}, expected),), notebook(cell), settling=False).message == message


FORM = "Whether it is right, only the grader tells."


@pytest.mark.parametrize(
    ("student", "said_of_it"),
    [
        ("practice", "kd_nM: public checks pass."),
        ("", "kd_nM: public checks pass."),
        (None, "kd_nM: public checks pass."),
        ("ada", f"kd_nM has the right form, a number. {FORM}"),
        (4711, f"kd_nM has the right form, a number. {FORM}"),
    ],
)
def test_the_id_on_the_sheet_decides_what_check_may_say(known, student, said_of_it):
    """Answers to other numbers than those for practice stand nowhere, so nothing can be said about them."""
    home = notebook(f"student = {student!r}", "from il2course.check import check", "kd_nM = 4.375")
    home["occupancy"] = lambda dose_nM, kd_nM: 1.0
    exec("value, function = check('kd_nM'), check('occupancy')", home)
    assert str(home["value"]) == said_of_it
    assert "returned 1 % where 25 % was expected" in home["function"].message


def test_the_result_names_the_case_that_failed():
    """For whoever wants to go on with it."""
    result = examine(OCCUPANCY, OCCUPANCIES, notebook(function("return 80 if kd_nM == 2 else 25")))
    assert (result.id, result.passed, result.failed_case) == ("occupancy", False, OCCUPANCIES[2])


@pytest.fixture
def known(monkeypatch):
    """A course whose sheet asks for two things."""
    monkeypatch.setattr(room, "exercises", lambda lesson: (OCCUPANCY, KD))
    monkeypatch.setattr(room, "public_cases", lambda lesson, name: OCCUPANCIES if name == "occupancy" else KDS)


def test_check_prints_what_it_returns(known, capsys):
    """In plain text, from the names of whoever calls it, and once: a notebook shows no second copy."""
    home = notebook("from il2course.check import check\nkd_nM = 4.375\nresult = check('kd_nM')")
    assert capsys.readouterr().out == "kd_nM: public checks pass.\n" == f"{home['result']}\n"
    assert home["result"]._ipython_display_() is None
    notebook("from il2course.check import check\ncheck('occupancy')")
    assert capsys.readouterr().out == (
        "occupancy is not defined yet.\nHint: Run the cell that defines it, then check again.\n"
    )


def test_what_check_prints_is_never_broken_within_a_word(known, capsys):
    """JupyterLab breaks a line that is too long at the letter where the cell ends."""
    notebook(function("raise NotImplementedError") + "\nfrom il2course.check import check\ncheck('occupancy')")
    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        "occupancy is not answered yet.",
        "Hint: Write your code in place of the line with NotImplementedError, run that cell, then",
        "check again. If you have, look below that cell: an error there keeps the old definition.",
    ]
    assert max(map(len, printed.splitlines())) <= room.LINE


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "ocupancy",
            'There is no exercise "ocupancy"; the exercises are occupancy, kd_nM.',
            'Did you mean check("occupancy")?',
        ),
        ("x", 'There is no exercise "x"; the exercises are occupancy, kd_nM.', "Copy the name from the sheet."),
        (
            notebook,
            "check takes the name of an exercise, got a function.",
            'Put the name in quotes, as in check("occupancy").',
        ),
        (
            None,
            "check takes the name of an exercise, got None.",
            'Put the name in quotes, as in check("occupancy").',
        ),
    ],
)
def test_check_of_what_is_no_exercise(known, name, message, hint):
    """It lists the known ones."""
    result = check(name)
    assert (result.passed, result.message, result.hint) == (False, message, hint)


MISSING = "Install the course again, or in its folder run python3 course.py sync."


@pytest.mark.parametrize(
    ("text", "reason"),
    [(None, "are missing"), ("{", "are damaged"), ('{"kd_nM": 3}', "are damaged"), ("{}", "lack kd_nM")],
)
def test_check_without_expected_answers(monkeypatch, tmp_path, text, reason):
    """A clear sentence instead of a traceback."""
    if text is not None:
        (tmp_path / f"{LESSONS[0]}.json").write_text(text)
    monkeypatch.setattr("il2course.questions.expected.files", lambda package: tmp_path)
    monkeypatch.setattr(room, "exercises", lambda lesson: (KD,) if lesson == LESSONS[0] else ())
    result = check("kd_nM")
    assert (result.message, result.hint) == (
        f"kd_nM cannot be checked: the expected answers of {LESSONS[0]} {reason}.",
        MISSING,
    )
    with pytest.raises(CourseError):
        public_cases(LESSONS[0], "kd_nM")


def test_check_in_a_real_kernel(tmp_path):
    """The names are the notebook's, lines are counted in its cells, and the stop button ends an endless loop."""
    name = exercises("02_receptor")[0].id
    first = f"def {name}(dose_nM, receptor_nM, kd_nM):"
    book = unexecuted(
        f"# %%\nfrom il2course.check import check\n\n# %%\n1\n{first}\n    return 1 / 0\n\n"
        f'# %%\ncheck("{name}")\n\n# %%\n{first}\n    while True:\n        pass\n\n'
        "# %%\nimport _thread, threading\n"
        "threading.Timer(1, _thread.interrupt_main).start()\n"
        f'check("{name}")\n'
    )
    execute(book, "x.py", tmp_path, timeout_s=60)
    failed, stopped = (cell.outputs for cell in book.cells if cell.outputs and cell.outputs[0].output_type == "stream")
    sentence = " ".join(failed[0].text.partition("Hint:")[0].split())
    assert sentence.endswith("stopped with ZeroDivisionError: division by zero, in line 3 of your cell: return 1 / 0")
    assert "was stopped by hand, in line " in " ".join(stopped[0].text.split())
    assert len(failed) == len(stopped) == 1


def test_numbers_that_differ_look_different():
    """However little they differ."""
    assert apart(1.0, 2.0) == ("1", "2")
    assert apart(1.0, 1.000001) == ("1", "1.000001")
    assert apart(0.1 + 0.2, 0.3) == ("0.30000000000000004", "0.3")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (1 / 3, "0.333333"),
        ("a\nb", r'"a\nb"'),
        ("a" * 60, f'"{"a" * 39}…"'),
        (np.arange(3.0), "[0, 1, 2]"),
        (np.zeros((2, 3)), "an array of shape (2, 3)"),
        (["Treg", "NK"], "['Treg', 'NK']"),
        (["N", "CA"] * 50, "['N', 'CA', 'N', …, 'CA'] (100 entries)"),
    ],
)
def test_values_in_words(value, text):
    """Short, on one line."""
    assert shown(value) == text


REAL = [(lesson, exercise) for lesson in LESSONS for exercise in exercises(lesson) if exercise.kind != "text"]
SLIPS = [(lesson, exercise, slip) for lesson, exercise in REAL for slip in exercise.slips]


def giving(exercise, answers):
    """A notebook that gives these answers, one a case."""
    coming = iter(answers)
    return {exercise.id: (lambda **_: next(coming)) if exercise.sample else next(coming)}


@pytest.fixture(scope="module")
def masters(root):
    """The names of each lesson's master."""
    return {lesson: master.namespace(root / "solutions" / f"{lesson}.py") for lesson in LESSONS}


@pytest.mark.parametrize(("lesson", "exercise"), REAL, ids=lambda each: getattr(each, "id", each))
def test_the_reference_passes(lesson, exercise, masters):
    """Every real exercise, as its master answers it."""
    result = examine(exercise, public_cases(lesson, exercise.id), masters[lesson])
    assert (result.passed, result.hint) == (True, ""), str(result)


@pytest.mark.parametrize(
    ("lesson", "exercise", "slip"), SLIPS, ids=lambda each: getattr(each, "id", getattr(each, "name", each))
)
def test_a_slip_gives_its_own_hint(lesson, exercise, slip):
    """Every slip of every real exercise: its answers fail, and are told from those of the others."""
    cases = public_cases(lesson, exercise.id)
    made = [slip.of(case.answer, case.arguments) for case in cases]
    given = [case.answer if answer is None else answer for case, answer in zip(cases, made, strict=True)]
    result = examine(exercise, cases, giving(exercise, given))
    assert (result.passed, result.hint) == (False, slip.hint), str(result)


@pytest.mark.parametrize(
    ("lesson", "exercise", "slip"), SLIPS, ids=lambda each: getattr(each, "id", getattr(each, "name", each))
)
def test_no_slip_is_right(lesson, exercise, slip):
    """In no public case does a slip make the answer that is expected."""
    for case in public_cases(lesson, exercise.id):
        made = slip.of(case.answer, case.arguments)
        assert made is None or not exercise.comparator.same(made, case.answer)


@pytest.mark.parametrize(("lesson", "exercise"), REAL, ids=lambda each: getattr(each, "id", each))
def test_hints_differ(lesson, exercise):
    """Two slips of one exercise never share a hint or a name."""
    assert (
        len({slip.hint for slip in exercise.slips})
        == len({slip.name for slip in exercise.slips})
        == len(exercise.slips)
    )


def test_a_comparator_may_look_at_nothing():
    """An exercise of any tolerance can be judged."""
    loose = Exercise(id="kd_nM", title="", kind="number", points=1, comparator=Comparator(0, 0), parameters={})
    assert said(loose, (Case({}, 1.0),), "kd_nM = 1")[0] == "kd_nM: public checks pass."

"""Running one submission: what is asked, what is kept, and what is tried again without whom."""

import threading

import pytest

from il2course.grading.attempt import Lost
from il2course.grading.examination import UNRUN, Answer, Paper, Question, examine
from il2course.grading.limits import Limits

CASES = [{"x": 1.0}, {"x": 2.0}, {"x": 3.0}]
DOUBLE = "def double(x): return 2 * x"
QUESTIONS = [Question("double", CASES), Question("three")]


@pytest.fixture
def sit(nursery, limits):
    """Examine cells in real processes, and count these."""
    begun = []

    def examine_cells(*cells, questions=QUESTIONS, limits=limits):
        def begin():
            begun.append(1)
            return nursery.begin(limits)

        return examine(Paper(cells, questions), begin, limits), len(begun)

    return examine_cells


def faults(answers):
    """Why each answer is none."""
    return [answer.fault for answer in answers]


def test_answers(sit):
    found, processes = sit(DOUBLE, "three = 3")
    assert found.answers == {"double": [Answer(2.0), Answer(4.0), Answer(6.0)], "three": [Answer(3)]}
    assert (found.cells, processes) == ({}, 1)


def test_the_last_definition_counts(sit):
    found, _ = sit("three = 2", "three = 3", "def double(x): return 0", DOUBLE)
    assert found.answers["three"] == [Answer(3)]
    assert found.answers["double"][0] == Answer(2.0)


def test_a_cell_left_empty_is_not_run_and_still_counts(sit):
    found, _ = sit("three = 3", "", "1 / 0")
    assert found.cells == {3: "failed with ZeroDivisionError: division by zero"}


def test_a_cell_that_fails_costs_only_itself(sit):
    found, processes = sit(DOUBLE, "three = 3\n1 / 0", "def (:", "raise KeyError")
    assert found.answers["three"] == [Answer(3)]
    assert found.cells == {
        2: "failed with ZeroDivisionError: division by zero",
        3: "failed with SyntaxError: invalid syntax (<ipython-input-1-7c9ddee5f2b6>, line 1)",
        4: "failed with KeyError",
    } or found.cells[3].startswith("failed with SyntaxError: invalid syntax")
    assert processes == 1


def test_a_cell_that_hangs_or_crashes_is_left_out(sit):
    found, processes = sit("while True: pass", DOUBLE, "import os; os._exit(0)", "three = 3")
    assert found.answers == {"double": [Answer(2.0), Answer(4.0), Answer(6.0)], "three": [Answer(3)]}
    assert found.cells == {1: "did not end in time and was left out", 3: "ended Python and was left out"}
    assert processes == 4, "what ended Python was tried twice"


def test_a_call_that_hangs_costs_only_its_exercise(sit):
    """What it had answered before stays; it is not asked again; the next exercise is."""
    found, processes = sit("def double(x):\n    while x == 2: pass\n    return 2 * x", "three = 3")
    assert found.answers["double"] == [Answer(2.0), Answer(fault="slow"), Answer(fault="slow")]
    assert found.answers["three"] == [Answer(3)]
    assert processes == 2


def test_a_call_that_ends_python(sit):
    found, _ = sit("import os\ndef double(x): os.abort()", "three = 3")
    assert (faults(found.answers["double"]), found.answers["three"]) == (["ended"] * 3, [Answer(3)])


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("raise NotImplementedError", ["unanswered"] * 3),
        ("pass", ["nothing"] * 3),
        ("raise ValueError(x)", ["error"] * 3),
        ("return object()", ["refused"] * 3),
        ("return {'a': 1}", ["refused"] * 3),
        ("return 1 / (x - 2)", ["", "error", ""]),
    ],
)
def test_what_is_no_answer(sit, body, faults):
    found, _ = sit(f"def double(x): {body}")
    assert [answer.fault for answer in found.answers["double"]] == faults
    assert found.answers["three"] == [Answer(fault="missing")]


def test_only_the_names_of_pythons_own_errors_are_kept(sit):
    """A submission could name its own error after what it was asked."""
    found, _ = sit("def double(x): raise type(f'I was asked {x}', (ValueError,), {})(x)")
    assert found.answers["double"] == [Answer(fault="error")] * 3
    found, _ = sit("def double(x): raise ValueError(x)")
    assert found.answers["double"] == [Answer(fault="error", error="ValueError")] * 3


def test_a_value_that_is_none_is_unanswered(sit):
    found, _ = sit(DOUBLE, "three = None")
    assert found.answers["three"] == [Answer(fault="unanswered")]


def test_the_number_of_processes_is_bounded(sit):
    """The last one runs only what has run before, so that what stands before the trouble keeps its answers."""
    found, processes = sit("three = 3", *["import os; os._exit(0)"] * 5, DOUBLE, limits=Limits(attempts=4))
    assert (found.answers["three"], faults(found.answers["double"]), processes) == ([Answer(3)], ["missing"] * 3, 4)
    assert [found.cells[number] for number in (2, 3, 4, 7)] == ["ended Python and was left out"] * 2 + [UNRUN] * 2


def test_the_time_of_a_submission_is_bounded(sit):
    """A part of it is kept for asking."""
    found, _ = sit(DOUBLE, *["import time; time.sleep(1.5)"] * 9, limits=Limits(cell_s=2, submission_s=4))
    assert faults(found.answers["double"]) == [""] * 3
    assert list(found.cells.values()) == [UNRUN] * 7


# What a process may claim


class Claims:
    """A process that claims whatever it likes."""

    def __init__(self, *claims):
        self.claims, self.spent_s = list(claims), 0.0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass

    def ask(self, request, seconds):
        """The next claim."""
        if not self.claims:
            raise Lost("ended")
        return self.claims.pop(0)


def deep(levels):
    """Lists in lists."""
    return [deep(levels - 1)] if levels else 1.0


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ({"value": [1, [2.5, True]]}, Answer([1, [2.5, True]])),
        ({"value": {"a": 1}}, Answer(fault="refused", error="object")),
        ({"value": ["x" * 1000, "y"]}, Answer(fault="refused", error="texts")),
        ({"value": deep(9)}, Answer(fault="refused", error="deep")),
        ({"value": deep(500)}, Answer(fault="refused", error="deep")),
        ({"error": []}, Answer(fault="refused", error="object")),
        ({"error": {"a": 1}}, Answer(fault="refused", error="object")),
        ({"error": "x" * 1000}, Answer(fault="error")),
        ({"error": "ValueError"}, Answer(fault="error", error="ValueError")),
        ({"refused": "complex"}, Answer(fault="refused", error="complex")),
        ({"refused": "the fold was 3.2"}, Answer(fault="refused", error="object")),
        ({"refused": ["long"]}, Answer(fault="refused", error="object")),
        ({"points": 100}, Answer(fault="refused", error="object")),
        ({}, Answer(fault="refused", error="object")),
    ],
)
def test_claims_about_answers(claim, answer):
    found = examine(Paper([], [Question("three")]), lambda: Claims(claim), Limits())
    assert found.answers == {"three": [answer]}


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"error": "ValueError", "text": "a\n  b\x00\ud800\u202e"}, "failed with ValueError: a b"),
        ({"error": "E" * 1000}, "failed with " + "E" * 200),
        ({"error": [1], "text": {"a": 1}}, "failed with "),
    ],
)
def test_claims_about_cells(claim, said):
    found = examine(Paper(["x"], []), lambda: Claims(claim), Limits())
    assert found.cells == {1: said}


def test_not_every_cell_that_fails_is_told():
    claims = Claims(*[{"error": "ValueError"}] * 1000)
    assert len(examine(Paper(["x"] * 1000, []), lambda: claims, Limits()).cells) == 100


def test_a_process_that_somebody_else_ends(nursery, limits):
    """Its submission loses nothing: the first end is nobody's fault until it comes again."""
    begun = []

    def begin():
        attempt = nursery.begin(limits)
        begun.append(attempt)
        if len(begun) == 1:
            threading.Timer(0.5, attempt.kill).start()
        return attempt

    found = examine(Paper(["import time; time.sleep(1)", DOUBLE, "three = 3"], QUESTIONS), begin, limits)
    assert found.answers == {"double": [Answer(2.0), Answer(4.0), Answer(6.0)], "three": [Answer(3)]}
    assert (found.cells, len(begun)) == ({}, 2)

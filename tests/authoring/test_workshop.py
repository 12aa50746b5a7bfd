"""Running the master of a sheet in the workshop and asking it for answers."""

import pytest

from il2course.authoring import workshop
from il2course.authoring.answers import answered
from il2course.errors import CourseError
from il2course.master import Call

MASTER = """\
# %% [markdown]
# # Exercises

# %%
import numpy as np
print("noise")
doses = np.array([1, 2.5])


def double(values):
    \"\"\"Twice the values.\"\"\"
    return 2 * values


def table(values):
    return {"sum": values.sum(), "all": (values, np.float64(1))}
"""


def answers(path, calls, timeout_s=60.0):
    """The answers of a master."""
    asked = {"master": str(path), "calls": [[call.name, call.arguments] for call in calls]}
    return answered(path, *workshop.done([asked], timeout_s))


@pytest.fixture
def sheet(tmp_path):
    """A function that writes a master."""

    def write(text):
        path = tmp_path / "solutions" / "02_receptor.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_answers_are_plain(sheet):
    """Values and calls; lists of numbers arrive as arrays, and arrays come back as lists."""
    calls = [Call("doses"), Call("double", {"values": [1.0, 2.0]}), Call("double", {"values": "ab"})]
    assert answers(sheet(MASTER), calls) == [[1.0, 2.5], [2.0, 4.0], "abab"]
    assert answers(sheet(MASTER), [Call("table", {"values": [1.0]})]) == [{"sum": 1.0, "all": [[1.0], 1.0]}]


def test_a_fresh_interpreter_in_the_masters_folder(sheet):
    """Nothing of this process shows there, and nothing is drawn on a screen."""
    text = (
        "import os, sys, matplotlib\nhere = [os.getcwd(), matplotlib.get_backend().lower(), 'pytest' in sys.modules]\n"
    )
    path = sheet(text)
    assert answers(path, [Call("here")]) == [[str(path.parent), "agg", False]]


@pytest.mark.parametrize(
    ("text", "call", "message"),
    [
        ("x = 1\ny = = 2\n", Call("x"), "solutions/02_receptor.py:2 is not Python: invalid syntax"),
        (
            "def f():\n    return 1 / 0\n\nf()\n",
            Call("x"),
            "solutions/02_receptor.py:2 fails: ZeroDivisionError: division by zero",
        ),
        ("x = 1\n", Call("y"), "solutions/02_receptor.py does not define y"),
        (
            "def f(x):\n    return x[0]\n",
            Call("f", {"x": 1}),
            "solutions/02_receptor.py:2 fails in f: TypeError: 'int' object is not subscriptable",
        ),
        (
            "f = 1",
            Call("f", {"x": 1}),
            "solutions/02_receptor.py fails in f: TypeError: 'int' object is not callable",
        ),
        (
            "x = {1}\n",
            Call("x"),
            "solutions/02_receptor.py gives an answer that is no plain value: Object of type set is not JSON serializable",
        ),
        (
            "import os, sys\nsys.stderr.write('gone\\n')\nsys.stderr.flush()\nos._exit(3)\n",
            Call("x"),
            "solutions/02_receptor.py ends the interpreter that runs it: gone",
        ),
    ],
)
def test_a_master_that_fails_ends_in_a_sentence(sheet, text, call, message):
    """With its line, where there is one."""
    with pytest.raises(CourseError) as error:
        answers(sheet(text), [call])
    assert str(error.value) == message


def test_a_master_without_end_is_ended(sheet):
    """After as many seconds as it is given."""
    with pytest.raises(CourseError, match=r"^solutions/02_receptor\.py takes longer than 0\.5 s$"):
        answers(sheet("while True: pass"), [Call("x")], timeout_s=0.5)

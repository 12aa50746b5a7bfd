"""Exercise sheets cut from their masters, and the search for leaked solutions."""

import json

import pytest

from il2course.authoring import sync
from il2course.authoring.release import cut, leaks
from il2course.errors import CourseError

MASTER = '''\
# %% [markdown]
# # Exercises

# %%
student = "practice"

# %%
def occupancy(dose_nM, kd_nM):
    """Share of receptors bound."""
    ### BEGIN SOLUTION
    share = dose_nM / (dose_nM + kd_nM)
    return share
    ### END SOLUTION

# %%
### BEGIN SOLUTION
_rates = [0.6, 6.0]
closed_nM, (low, high) = _rates[1] / _rates[0] * 63 / 144, (1, 2)
### END SOLUTION
print("ready")
'''

SHEET = '''\
# %% [markdown]
# # Exercises

# %%
student = "practice"

# %%
def occupancy(dose_nM, kd_nM):
    """Share of receptors bound."""
    raise NotImplementedError("write occupancy here")

# %%
closed_nM = None  # your answer
low = None  # your answer
high = None  # your answer
print("ready")
'''


def test_stubs_stand_in_place_of_solutions():
    """A function raises inside, a value is None, a name with an underscore is left out."""
    assert cut(MASTER, "solutions/02_receptor.py") == SHEET


def test_the_innermost_function_names_the_stub():
    """A solution inside a method keeps its indentation and asks for the method."""
    master = (
        "# %%\nclass Cell:\n    def bind(self):\n        if self:\n            ### BEGIN SOLUTION\n"
        "            x = lambda: 1\n            ### END SOLUTION\n"
    )
    assert cut(master, "x.py").splitlines()[-1] == '            raise NotImplementedError("write bind here")'


def test_only_names_of_the_outer_scope_become_none():
    """Loop variables, arguments and names inside a function of the solution are not part of the answer."""
    master = (
        "# %%\n### BEGIN SOLUTION\ndef double(value):\n    twice = 2 * value\n    return twice\n"
        "for item in [1]:\n    total = double(item)\nanswer: float = total\nanswer += sum(i for i in [1])\n"
        "### END SOLUTION\n"
    )
    assert cut(master, "x.py") == "# %%\ntotal = None  # your answer\nanswer = None  # your answer\n"


@pytest.mark.parametrize(
    ("master", "message"),
    [
        ("# %%\n### BEGIN SOLUTION\nx = 1\n", "x.py:2: ### BEGIN SOLUTION has no ### END SOLUTION"),
        ("# %%\nx = 1\n### END SOLUTION\n", "x.py:3: ### END SOLUTION has no ### BEGIN SOLUTION before it"),
        (
            "# %%\n### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n",
            "x.py:2: ### BEGIN SOLUTION has no ### END SOLUTION in its cell before the next one begins",
        ),
        (
            "# %%\n### BEGIN SOLUTION\nx = 1\n# %%\n### END SOLUTION\n",
            "x.py:2: ### BEGIN SOLUTION has no ### END SOLUTION in its cell before the next one begins",
        ),
        (
            "# %%\n## begin solution\nx = 1\n### END SOLUTION\n",
            "x.py:2: a mark must be the line ### BEGIN SOLUTION or ### END SOLUTION, got ## begin solution",
        ),
        (
            "# %%\n### BEGIN SOLUTION\nprint(1)\n### END SOLUTION\n",
            "x.py:2: the solution assigns no name: put the marks inside the function, or assign the answer",
        ),
        ("# %%\nx = = 1\n", "x.py:2 is not Python: invalid syntax"),
    ],
)
def test_wrong_marks_end_in_a_sentence(master, message):
    """A missing or misspelt mark must not leak an answer."""
    with pytest.raises(CourseError) as error:
        cut(master, "x.py")
    assert str(error.value) == message


def test_sync_writes_sheet_and_notebooks(course):
    """The sheet, its notebook and the master's notebook come from the master."""
    course.write("solutions/02_receptor.py", MASTER)
    wrote = sync(course.root)
    assert wrote == [
        "wrote exercises/02_receptor.py",
        "wrote exercises/02_receptor.ipynb",
        "wrote solutions/02_receptor.ipynb",
        "wrote binder/requirements.txt",
    ]
    assert course.read("exercises/02_receptor.py") == SHEET
    assert "share" not in course.read("exercises/02_receptor.ipynb").replace("Share", "")
    assert sync(course.root, check=True) == []


LEAK = (
    "{place} shows a solution, line 11 of solutions/02_receptor.py: take it out or write it differently, "
    "then run `il2course sync`"
)


@pytest.mark.parametrize(
    "hidden",
    [
        {"cells": [{"source": ["x\n", "share  =  dose_nM/(dose_nM + kd_nM)\n"]}]},
        {"cells": [{"metadata": {"answer": "share = dose_nM / (dose_nM + kd_nM)"}}]},
        {"cells": [{"outputs": [{"text": ["<b>share = dose_nM / (dose_nM + kd_nM)</b>"]}]}]},
    ],
)
def test_a_solution_is_found_anywhere_in_a_notebook(hidden):
    """In a source, reformatted; in metadata; in an output."""
    place = "exercises/02_receptor.ipynb"
    assert leaks({"solutions/02_receptor.py": MASTER}, {place: json.dumps(hidden)}) == [LEAK.format(place=place)]


def test_what_students_see_anyway_is_no_leak():
    """Short lines and lines that also stand outside the solutions."""
    master = "# %%\ntotal = sum(range(9))\n### BEGIN SOLUTION\nx = 1\ntotal = sum(range(9))\n### END SOLUTION\n"
    assert leaks({"solutions/x.py": master}, {"exercises/x.py": "x = 1\ntotal = sum(range(9))\n"}) == []


def test_check_reports_a_leak_on_disk_and_sync_refuses_to_keep_one(course):
    """A sheet that shows another sheet's solution is not written."""
    course.write("solutions/02_receptor.py", MASTER)
    sync(course.root)
    place = "exercises/02_receptor.py"
    course.write(place, SHEET + "# share = dose_nM / (dose_nM + kd_nM)\n")
    assert sync(course.root, check=True) == [
        f"{place} differs from what solutions/02_receptor.py makes: run `il2course sync`",
        LEAK.format(place=place),
    ]
    assert sync(course.root) == [f"wrote {place}"]

    course.write("solutions/03_signaling.py", "# %% [markdown]\n# Try share = dose_nM / (dose_nM + kd_nM)\n")
    with pytest.raises(CourseError) as error:
        sync(course.root)
    assert str(error.value).splitlines() == [
        LEAK.format(place="exercises/03_signaling.py"),
        LEAK.format(place="exercises/03_signaling.ipynb"),
    ]
    assert not (course.root / "exercises/03_signaling.py").exists()


def test_a_sheet_without_master_is_reported(course):
    """Exercises are made, never written; sync deletes nothing."""
    course.write("exercises/09_gone.py", "# %%\n1\n")
    line = "exercises/09_gone.py has no master solutions/09_gone.py: delete it, exercises are made from solutions"
    assert line in sync(course.root, check=True)
    assert line in sync(course.root)
    assert (course.root / "exercises/09_gone.py").exists()

"""Cells from whatever was handed in."""

import json

import pytest

from il2course.grading.notebook import Unreadable, cells, claimed, is_percent, only_checks

BOOK = {
    "cells": [
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": ["x = 1\n", "y = 2"]},
        {"cell_type": "code", "source": "   "},
        {"cell_type": "code", "source": "z = 3", "outputs": "not even a list"},
        {"cell_type": "code"},
        "no cell at all",
    ]
}
SCRIPT = """\
# ---
# jupyter: text
# ---

# %% [markdown]
# # Title

# %% tags=["a"]
x = 1
y = 2

#%%
def broken(:

# %% [raw]
z = 3
"""


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(BOOK),
        json.dumps(BOOK | {"nbformat": 99, "nbformat_minor": None, "metadata": 7}),
        json.dumps(
            {
                "nbformat": 3,
                "worksheets": [
                    {"cells": [{"cell_type": "code", "input": "x = 1\ny = 2"}]},
                    {"cells": [{"cell_type": "code", "input": ["z = 3"]}]},
                ],
            }
        ),
        "\ufeff" + json.dumps(BOOK),
    ],
    ids=["as it should be", "wrong version", "version 3", "byte order mark"],
)
def test_the_code_cells_of_a_notebook(content):
    assert cells("a.ipynb", content.encode()) == ("x = 1\ny = 2", "z = 3")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings(encoding):
    """As Windows writes them."""
    assert cells("a.IPYNB", json.dumps(BOOK).encode(encoding)) == ("x = 1\ny = 2", "z = 3")


def test_the_code_cells_of_a_script():
    """Python or not, with or without a space in the mark, with Windows' line ends."""
    found = ("x = 1\ny = 2", "def broken(:")
    assert cells("a.py", SCRIPT.encode()) == found
    assert cells("a.py", SCRIPT.replace("\n", "\r\n").encode()) == found


def test_code_before_the_first_mark():
    assert cells("a.py", b"import numpy\n# %%\nx = 1\n") == ("import numpy", "x = 1")


def test_bytes_that_are_no_text_are_replaced():
    """A comment in Latin-1 costs nobody the sheet."""
    assert cells("a.py", "# %%\nx = 1  # caf\u00e9".encode("latin-1")) == ("x = 1  # caf\ufffd",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"\0\0", "it holds NUL bytes and is no text"),
        (b"{", "it is no notebook: its JSON is broken"),
        (b"[" * 100_000, "it is no notebook: its JSON is broken"),
        (b"[]", "it is no notebook: it has no cells"),
        (b"{}", "it is no notebook: it has no cells"),
        (b'{"cells": 3}', "it is no notebook: it has no cells"),
        (b'{"worksheets": [3]}', "it is no notebook: it has no cells"),
        (b'{"worksheets": 3}', "it has no code cell"),
        (b'{"cells": []}', "it has no code cell"),
    ],
)
def test_unreadable(content, reason):
    with pytest.raises(Unreadable) as error:
        cells("a.ipynb", content)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ('student = "ada"', "ada"),
        ("%matplotlib inline\nimport numpy\nstudent='ada'  # me", "ada"),
        ("student = 12", "12"),
        ('student == "ada"', None),
        ("students = 3", None),
        ('student = "a" + "b"', ""),
        ('student = __import__("os").getlogin()', ""),
        ('student = "ada', ""),
        ('student = "a\\x00\\ud800da"', "ada"),
        (f'student = "{"a" * 300}"', None),
        ("x = 1", None),
    ],
)
def test_the_id_is_read_and_not_run(source, claim):
    assert claimed(["y = 2", source, 'student = "later"'] if claim is not None else [source]) == claim


def test_what_is_a_percent_script():
    assert is_percent(SCRIPT.encode())
    assert is_percent(b"\0")
    assert not is_percent(b"def area(r):\n    return 3 * r % 2  # %% no mark\n")


@pytest.mark.parametrize(
    ("cell", "only"),
    [
        ('check("share")', True),
        ("check('share')\n\ncheck('other')  # both", True),
        ('progress("09_toy")\nprogress()', True),
        ('result = check("share")', False),
        ('check("share"); share = 3', False),
        ("check(share)", False),
        ('    check("share")', False),
        ('print("share")', False),
        ("%time check('share')", False),
        ("check(", False),
    ],
)
def test_cells_that_only_check(cell, only):
    assert only_checks(cell) is only

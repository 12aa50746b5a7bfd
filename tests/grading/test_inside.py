"""What leaves the process that runs submitted code. The rest of it is tested from outside, in test_attempt."""

import re

import numpy as np
import pandas as pd
import pytest

from il2course.grading.inside import Refused, failure, plain


class Number(float):
    """Somebody's own number."""


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (10**307 - 1, 10**307 - 1),
        (2.5, 2.5),
        ("text", "text"),
        ([1, (2.5, "x")], [1, [2.5, "x"]]),
        (np.float64(2.5), 2.5),
        (np.float16(2.5), 2.5),
        (np.longdouble(2.5), 2.5),
        (np.int8(3), 3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.bool_(True), True),
        (np.array(2.5), 2.5),
        (np.arange(4).reshape(2, 2), [[0, 1], [2, 3]]),
        (np.array([1, 2], dtype=np.longdouble), [1.0, 2.0]),
        ([np.arange(2), np.float32(0.5)], [[0, 1], 0.5]),
        (pd.Series([1.5, 2]), [1.5, 2.0]),
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), [[1, 3], [2, 4]]),
    ],
    ids=repr,
)
def test_plain(value, sent):
    """Equal, and of exactly Python's own types."""
    out = plain(value)
    assert out == sent
    assert type(out) is type(sent)


def loop():
    """A list that holds itself."""
    endless = []
    endless.append(endless)
    return endless


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (object(), "object"),
        (Number(2.5), "object"),
        ({"a": 1}, "object"),
        ({1, 2}, "object"),
        (1 + 2j, "complex"),
        ([1.0, 2j], "complex"),
        (b"bytes", "object"),
        (10**400, "huge"),
        (10**307, "huge"),
        ([1, -(10**307)], "huge"),
        ("x" * 10_001, "long"),
        ([0] * 40_001, "long"),
        (np.zeros(40_001), "long"),
        (np.array([1, None]), "object"),
        (np.array(["a"]), "texts"),
        (np.array([1 + 2j]), "complex"),
        (np.complex128(1), "complex"),
        (np.array("2026-01-01", dtype="datetime64[D]"), "object"),
        (np.ma.array([1.0]), "object"),
        (pd.Series(["a"]), "object"),
        (loop(), "deep"),
        ((number for number in (1, 2)), "object"),
        (len, "object"),
    ],
    ids=lambda value: re.sub(" at 0x.*", "", repr(value)[:30]),
)
def test_refused(value, what):
    with pytest.raises(Refused) as caught:
        plain(value)
    assert caught.value.what == what


def test_failure():
    """An error that cannot be printed is still an error."""

    class Mute(Exception):
        def __str__(self):
            raise SystemExit

    assert failure(None) == {}
    assert failure(ValueError("no " * 200)) == {"error": "ValueError", "text": ("no " * 100)}
    assert failure(Mute()) == {"error": "Mute", "text": ""}


@pytest.mark.parametrize("cell", ["exit()", "quit()", "exit", "import sys; sys.exit()"])
def test_leaving_ends_a_cell_and_nothing_else(nursery, limits, cell):
    """What the student reads speaks of what the student wrote."""
    with nursery.begin(limits) as attempt:
        assert attempt.ask({"cell": cell}, 60) == {"error": "SystemExit", "text": ""}
        assert attempt.ask({"cell": "x = 1"}, 60) == {}

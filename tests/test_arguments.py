"""One grammar for every message: name must be X, got Y."""

import numpy as np
import pytest

from il2course import arguments

REFUSED = [
    (arguments.number, "a", TypeError, "dose must be a number, got 'a'"),
    (arguments.number, True, TypeError, "dose must be a number, got True"),
    (arguments.number, np.nan, ValueError, "dose must be finite, got nan"),
    (arguments.integer, 4.0, TypeError, "dose must be a whole number, got 4.0"),
    (arguments.integer, True, TypeError, "dose must be a whole number, got True"),
    (arguments.positive, 0, ValueError, "dose must be > 0, got 0.0"),
    (arguments.fraction, 1.0, ValueError, "dose must be between 0 and 1, got 1.0"),
    (arguments.finite, [1, "x"], TypeError, "dose must be numbers, got [1, 'x']"),
    (arguments.finite, [[1], [1, 2]], TypeError, "dose must be numbers, got [[1], [1, 2]]"),
    (arguments.finite, None, TypeError, "dose must be numbers, got None"),
    (arguments.finite, [1.0, np.inf], ValueError, "dose must be finite, got inf"),
    (arguments.non_negative, [1.0, -3.0], ValueError, "dose must be >= 0, got -3.0"),
    (arguments.increasing, [1.0, 1.0], ValueError, "dose must increase, got 1.0 before 1.0"),
    (arguments.increasing, 3.0, ValueError, "dose must be a list of at least one number, got shape ()"),
    (arguments.boolean, 1, TypeError, "dose must be True or False, got 1"),
    (arguments.points, [1.0, 2.0], ValueError, "dose must be points of three coordinates, got shape (2,)"),
    (arguments.some, [], ValueError, "dose must hold at least one number, got none"),
    (arguments.increasing, [], ValueError, "dose must be a list of at least one number, got shape (0,)"),
]


@pytest.mark.parametrize(("check", "value", "error", "message"), REFUSED)
def test_refused_in_one_sentence(check, value, error, message):
    with pytest.raises(error) as caught:
        check("dose", value)
    assert str(caught.value) == message


def test_shapes_that_fit_together():
    dose, counts = arguments.together(dose=np.ones((3, 1)), counts=np.ones(2))
    assert dose.shape == counts.shape == (3, 2)
    with pytest.raises(ValueError) as caught:
        arguments.together(dose=np.ones(3), counts=np.ones(2), fold=1.0)
    assert str(caught.value) == "dose, counts and fold must broadcast to one shape, got (3,), (2,) and ()"


def test_one_of_lists_what_is_known():
    with pytest.raises(ValueError) as caught:
        arguments.one_of("cell", "B", ("Treg", "NK"))
    assert str(caught.value) == "cell must be one of Treg, NK, got 'B'"


def test_instance_names_the_type():
    with pytest.raises(TypeError) as caught:
        arguments.instance("counts", 3, dict)
    assert str(caught.value) == "counts must be a dict, got 3"


def test_good_values_come_back_as_floats():
    assert arguments.number("dose", 3) == 3.0
    assert arguments.non_negative("dose", [0, 2]).dtype == float
    assert arguments.increasing("dose", (1, 2, 3)).tolist() == [1.0, 2.0, 3.0]

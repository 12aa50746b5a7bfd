"""Arguments of the wrong kind are refused by what a function's annotations say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pytest

from il2course.signature import typed


@typed
@dataclass(frozen=True)
class Cell:
    """A type of one's own."""

    sites: float
    name: str = "Treg"


@typed
def sum_up(
    cell: Cell,
    dose_nM: np.ndarray,
    *steps: int,
    fold: float | None = None,
    ends: tuple[float, float] = (0.0, 1.0),
    names: Iterable[str] = (),
    others: Mapping[str, Cell] | None = None,
    measure: Callable = sum,
    robust: bool = False,
) -> str:
    """What came, in order."""
    return f"{cell.name} {dose_nM} {steps} {fold}"


GOOD = Cell(3.0)
REFUSED = [
    (lambda: Cell("many"), "sites must be a number, got 'many'"),
    (lambda: replace(GOOD, name=3), "name must be a str, got 3"),
    (lambda: sum_up(3, 1.0), "cell must be a Cell, got 3"),
    (lambda: sum_up(None, 1.0), "cell must be a Cell, got None"),
    (lambda: sum_up(GOOD, dose_nM="a lot"), "dose_nM must be numbers, got 'a lot'"),
    (lambda: sum_up(GOOD, [[1], [1, 2]]), "dose_nM must be numbers, got [[1], [1, 2]]"),
    (lambda: sum_up(GOOD, 1.0, 2, 2.5), "steps must be a whole number, got 2.5"),
    (lambda: sum_up(GOOD, 1.0, fold=[1.0]), "fold must be a number, got [1.0]"),
    (lambda: sum_up(GOOD, 1.0, fold=True), "fold must be a number, got True"),
    (lambda: sum_up(GOOD, 1.0, ends=(1.0,)), "ends must be a list of 2 numbers, got (1.0,)"),
    (lambda: sum_up(GOOD, 1.0, names="Treg"), "names must be a list of words, got 'Treg'"),
    (lambda: sum_up(GOOD, 1.0, names=["Treg", 3]), "names must be a list of words, got ['Treg', 3]"),
    (lambda: sum_up(GOOD, 1.0, others=[GOOD]), f"others must be a dictionary, got [{GOOD!r}]"),
    (lambda: sum_up(GOOD, 1.0, others={"NK": 3}), "others['NK'] must be a Cell, got 3"),
    (lambda: sum_up(GOOD, 1.0, measure=3), "measure must be a function, got 3"),
    (lambda: sum_up(GOOD, 1.0, robust="yes"), "robust must be True or False, got 'yes'"),
]


@pytest.mark.parametrize(("call", "sentence"), REFUSED)
def test_the_wrong_kind_is_refused_in_one_sentence(call, sentence):
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value) == sentence


def test_what_fits_goes_through_unchanged():
    numbers = [1.0, np.float64(2.0), np.int64(3), np.array(4.0)]
    assert [sum_up(GOOD, 1, fold=one) for one in numbers] == [f"Treg 1 () {one}" for one in numbers]
    assert sum_up(GOOD, [1, 2], 3, np.int64(4), names=(one for one in "ab"), others={"a": GOOD}).startswith(
        "Treg [1, 2] (3,"
    )
    assert sum_up.__doc__ == "What came, in order."


def test_missing_and_unknown_arguments_are_told_by_python():
    with pytest.raises(TypeError, match=r"sum_up\(\) missing 1 required positional argument: 'dose_nM'"):
        sum_up(GOOD)
    with pytest.raises(TypeError, match="unexpected keyword argument 'dose'"):
        sum_up(GOOD, 1.0, dose=1.0)

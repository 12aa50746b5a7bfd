"""The form of an answer: finite numbers in the shape that was asked for, or text."""

from numbers import Real

import numpy as np

from il2course.questions.words import described

PLAIN = (int, float, complex, list, tuple, np.ndarray)
TABLES = ("Series", "DataFrame")
ONE_NUMBER = "Give the number itself, without quotes, brackets or unit, and with a point for the decimals, not a comma."

COMPLEX = "The root or a power of a negative number is complex: look for one."


class WrongForm(ValueError):
    """An answer of another form than asked.

    Attributes
    ----------
    what
        the end of a sentence: X, got Y.
    mend
        a next step.
    """

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def formed(answer: object, shape: tuple[int, ...] | None, text: bool = False) -> np.ndarray | str:
    """An answer in the form that was asked for: text, or a copy as an array of finite floats.

    Parameters
    ----------
    answer
        a number, a list, tuple or array of numbers, or whatever else someone gave.
    shape
        () for a number, None for any.
    text
        whether text is asked for instead of numbers.

    Raises
    ------
    WrongForm
        when it has another form.
    """
    if text:
        return _text(answer)
    numbers = _numbers(answer, shape)
    if shape is not None and numbers.shape != shape:
        mend = "Compare np.shape of your result with the shape that is asked for." if shape else ONE_NUMBER
        raise WrongForm(f"{wanted(shape)}, got {wanted(numbers.shape)}", mend)
    bad = np.argwhere(~np.isfinite(numbers))
    if len(bad):
        mend = "Look for a division by zero, or for the logarithm or root of a number that has none."
        raise WrongForm(_not_finite(numbers, bad[0]), mend)
    return numbers


def wanted(shape: tuple[int, ...] | None) -> str:
    """A shape in words."""
    if shape is None:
        return "numbers"
    return f"an array of shape {shape}" if shape else "a number"


def _text(answer: object) -> str:
    if not isinstance(answer, str):
        pieces = isinstance(answer, list | tuple) and all(isinstance(piece, str) for piece in answer)
        mend = 'Make one text of the pieces: " ".join(…).' if pieces else 'Write it in quotes, as in "text".'
        raise WrongForm(f"text, got {described(answer)}", mend)
    return str(answer)


def _numbers(answer: object, shape: tuple[int, ...] | None) -> np.ndarray:
    array = _array(answer)
    if array is not None and array.dtype.kind in "iuf":
        return array.astype(float)
    mend = "Give a list or an array that holds numbers and nothing else." if shape != () else ONE_NUMBER
    if array is not None and array.dtype.kind == "c":
        real = not np.iscomplex(array).any()
        mend = "What is imaginary in it is 0: take its real part, with np.real(…)." if real else COMPLEX
    raise WrongForm(f"{wanted(shape)}, got {_stranger(answer, array)}", mend)


def _array(answer: object) -> np.ndarray | None:
    """What NumPy makes of a plain answer or a table; None when nothing."""
    plain = type(answer) in PLAIN or isinstance(answer, np.generic) or type(answer).__name__ in TABLES
    try:
        return np.array(float(answer) if type(answer) is int else answer) if plain else None
    except OverflowError:
        return np.array(np.inf if answer > 0 else -np.inf)
    except ValueError:
        return None


def _stranger(answer: object, array: np.ndarray | None) -> str:
    """What was given instead of numbers: the whole, or the first entry that is no number."""
    if array is None:
        return "rows of different lengths" if isinstance(answer, list | tuple) else described(answer)
    if array.dtype.kind == "c":
        return "complex numbers"
    entries = np.array(answer, dtype=object).flat if array.ndim else []
    strange = [item for item in entries if isinstance(item, bool | np.bool_) or not isinstance(item, Real)]
    return f"{described(strange[0])} among them" if strange else described(answer)


def _not_finite(numbers: np.ndarray, place: np.ndarray) -> str:
    if numbers.ndim == 0:
        return f"a finite number, got {numbers}"
    return f"finite numbers, got {numbers[tuple(place)]} at entry {entry(place)}"


def entry(place: tuple[int, ...] | np.ndarray) -> str:
    """An index as one writes it: 3 in one dimension, (1, 2) in two."""
    index = tuple(int(number) for number in place)
    return str(index[0] if len(index) == 1 else index)

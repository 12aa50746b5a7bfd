"""Recognizing a slip: a known wrong answer among the wrong ones that someone gave.

Besides those that an exercise names there are some that anybody makes anywhere: a factor between units, the sign, one
over the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from il2course.questions.exercise import Exercise, Slip
from il2course.questions.form import entry

UNITS = "Follow the units and their prefixes through each step."
SHARES = "A share runs from 0 to 1, per cent from 0 to 100: which is asked for?"
TIMES = "Which unit of time is asked for?"
_SIZES = {1e3: ("1,000", UNITS), 1e6: ("a million", UNITS), 1e9: ("10⁹", UNITS), 1e12: ("10¹²", UNITS)}
_SIZES |= {100.0: ("100", SHARES), 60.0: ("60", TIMES), 3600.0: ("3,600", TIMES)}
_HABITS = {-1.0: ("right but for the sign", "Ask which way is positive, and what you took from what.")}
_HABITS |= {size: (f"{words} times too large", ask) for size, (words, ask) in _SIZES.items()}
_HABITS |= {1 / size: (f"{words} times too small", ask) for size, (words, ask) in _SIZES.items()}
_UPSIDE_DOWN = Slip(
    "upside_down",
    "This is one over what is asked for. Ask what stands above the line and what below.",
    lambda expected, **_: 1 / expected,
)


@dataclass(frozen=True)
class Wrong:
    """A wrong answer, in its right form, with the answer expected and the arguments of its case."""

    answer: np.ndarray | str
    expected: object
    arguments: Mapping[str, object]


def likeliest(exercise: Exercise, wrong: Sequence[Wrong]) -> Slip | None:
    """The slip that makes most of these wrong answers; None unless it makes more than half of them.

    One that the exercise names goes before one that anybody makes.
    """
    return _most(exercise.slips, exercise, wrong) or _most([*_everyday(exercise, wrong)], exercise, wrong)


def hint(exercise: Exercise, name: str) -> str:
    """What is said of a slip by its name; empty for one that is not known."""
    everyday = [_UPSIDE_DOWN, *(_off(factor, np.array(True)) for factor in _HABITS)]
    return next((slip.hint for slip in (*exercise.slips, *everyday) if slip.name == name), "")


def _most(slips: Sequence[Slip], exercise: Exercise, wrong: Sequence[Wrong]) -> Slip | None:
    counts = [sum(_makes(slip, exercise, each) for each in wrong) for slip in slips]
    most = max(counts, default=0)
    return slips[counts.index(most)] if 2 * most > len(wrong) else None


def _makes(slip: Slip, exercise: Exercise, wrong: Wrong) -> bool:
    made = slip.of(wrong.expected, wrong.arguments)
    return made is not None and exercise.comparator.same(wrong.answer, made)


def _everyday(exercise: Exercise, wrong: Sequence[Wrong]) -> Iterator[Slip]:
    """What the wrong answers of one exercise may be by habit, told from their ratios to what was expected."""
    if any(isinstance(each.expected, str) for each in wrong):
        return
    yield _UPSIDE_DOWN
    for each in wrong:
        with np.errstate(all="ignore"):
            ratio = np.asarray(each.answer, dtype=float) / np.asarray(each.expected, dtype=float)
        places = np.abs(ratio - 1) > exercise.comparator.rtol
        if (places | np.isnan(ratio)).all():  # what is 0 is so in any unit
            places, ratio = np.ones_like(places), np.where(np.isnan(ratio), np.nanmean(ratio), ratio)
        factor = _nearest(ratio[places])
        if factor and (places.all() or exercise.shape):
            yield _off(factor, places)


def _nearest(ratios: np.ndarray) -> float:
    """The habitual factor that all these ratios are near to; 0 when there is none."""
    return next((each for each in _HABITS if ratios.size and np.allclose(ratios, each, rtol=0.05, atol=0)), 0.0)


def _off(factor: float, places: np.ndarray) -> Slip:
    """An answer that is off by a factor, in some places or in all."""
    size, ask = _HABITS[factor]
    factors = factor if places.all() else np.where(places, factor, 1.0)  # where all are off, their number may differ
    return Slip(
        size.replace(" ", "_"),
        f"{_subject(places)} {size}. {ask}",
        lambda expected, **_: expected * factors,
    )


def _subject(places: np.ndarray) -> str:
    if places.all():
        return "All of it is" if places.ndim else "This is"
    which = [entry(place) for place in np.argwhere(places)]
    return (
        f"In your result, entry {which[0]} is"
        if len(which) == 1
        else f"In your result, entries {' and '.join(which)} are"
    )

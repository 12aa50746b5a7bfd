"""Why CD4 misled: a treatment can move the marker and leave the outcome.

In the HIV trials IL-2 raised the count of CD4 cells and not the time to disease or death. A patient who has more
CD4 cells of their own fares better; by how much, a cohort tells. So a gain of cells *promises* a hazard ratio. The
treatment has another when its cells are worth less, or when it harms on a second road. A trial shows the sum of
both, never the parts. And a promise made where few cells are missing is small to begin with.

>>> print(f"{natural_hazard(457, 159):.2f}")
0.84
"""

from dataclasses import dataclass

import numpy as np

from il2course import facts
from il2course.arguments import finite, instance, non_negative, positive, together
from il2course.signature import typed
from il2course.therapy.count import plain
from il2course.therapy.interval import Interval
from il2course.therapy.ratio import Ratio

HUNDRED = 100.0  # cells per µL
BANDS_PER_UL = {"below_200": 0.0, "from_200": 200.0, "from_350": 350.0, "from_500": 500.0}  # where each begins


@typed
def natural_hazard(count_per_uL: np.ndarray, gain_per_uL: np.ndarray) -> np.ndarray:
    """Hazard of AIDS or death with some CD4 cells more, over that without, in patients who have those cells anyway.

    The hazard falls by one factor per 100 cells within each band of the count; the factors of all bands on the way
    from `count_per_uL` to `count_per_uL + gain_per_uL` multiply.

    Parameters
    ----------
    count_per_uL
        CD4 cells before, per µL, ≥ 0, any shape.
    gain_per_uL
        cells more, per µL, ≥ 0, of a shape that broadcasts.

    Raises
    ------
    ValueError, TypeError
        when a number is negative or no number.

    Source: treated patients with suppressed virus, COHERE (key young2012). It compares patients, and so is no proof
    that cells added by a drug do the same.
    """
    count, gain = together(
        count_per_uL=non_negative("count_per_uL", count_per_uL), gain_per_uL=non_negative("gain_per_uL", gain_per_uL)
    )
    return plain(np.exp(_log_hazard(count + gain) - _log_hazard(count)))


@typed
def predicted(natural: np.ndarray, worth: np.ndarray = 1.0, harm: np.ndarray = 1.0) -> np.ndarray:
    """Hazard ratio of a treatment that adds cells: natural ^ worth · harm.

    Parameters
    ----------
    natural
        hazard ratio that the gain promises, > 0, as from `natural_hazard`.
    worth
        of a cell made by the treatment, in cells the patient had anyway: 1 as good, 0 of no use.
    harm
        hazard ratio of whatever else the treatment does, > 0.

    Raises
    ------
    ValueError, TypeError
        when a number is not finite, or a hazard ratio not above 0.
    """
    promise, share, beside = together(
        natural=_hazard("natural", natural), worth=finite("worth", worth), harm=_hazard("harm", harm)
    )
    return plain(promise**share * beside)


@dataclass(frozen=True)
class Worth:
    """What a trial says of the cells a treatment made.

    Attributes
    ----------
    value, interval
        in cells that patients had anyway: 1 as good as those, 0 of no use, below 0 worse than none.
    """

    value: float
    interval: Interval


@typed
def worth(observed: Ratio, natural: float, harm: float = 1.0) -> Worth:
    """How much each new cell was worth: ln(HR / harm) / ln(natural).

    Parameters
    ----------
    observed
        the trial's hazard ratio, with its interval.
    natural, harm
        as for `predicted`; `natural` not 1.

    Raises
    ------
    ValueError, TypeError
        when a number makes no sense or the ratio has no interval.
    """
    slope, harm = np.log(positive("natural", natural)), positive("harm", harm)
    if slope == 0:
        raise ValueError("natural must not be 1, got 1.0")
    if instance("observed", observed, Ratio).low is None:
        raise ValueError(f"observed must have an interval, got {observed}")
    value, *ends = (float(np.log(hazard / harm) / slope) for hazard in (observed.value, observed.low, observed.high))
    return Worth(value, Interval(min(ends), max(ends)))


@typed
def per_100(observed: Ratio, gain_per_uL: float) -> Ratio:
    """The trial's hazard ratio for each 100 cells/µL that the treatment added: HR ^ (100 / gain).

    `gain_per_uL` is above 0; raises ValueError or TypeError otherwise. This needs no cohort, and is to be set beside
    what holds in one.
    """
    exponent = HUNDRED / positive("gain_per_uL", gain_per_uL)
    low, high = (None if end is None else end**exponent for end in (observed.low, observed.high))
    return Ratio(observed.value**exponent, low, high, observed.p, observed.level)


def _log_hazard(count: np.ndarray) -> np.ndarray:
    """ln hazard at a count, less that at none."""
    starts = list(BANDS_PER_UL.values())
    inside = [np.clip(count - start, 0, end - start) for start, end in zip(starts, [*starts[1:], np.inf], strict=True)]
    slopes = [np.log(facts.young2012.value[band]["value"]) / HUNDRED for band in BANDS_PER_UL]
    return sum(slope * cells for slope, cells in zip(slopes, inside, strict=True))


def _hazard(name: str, values: object) -> np.ndarray:
    array = finite(name, values)
    if (array <= 0).any():
        raise ValueError(f"{name} must be > 0, got {array[array <= 0].flat[0]:g}")
    return array

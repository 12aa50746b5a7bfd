"""Why CD4 misled: a treatment can move the marker and leave the outcome.

In the HIV trials IL-2 raised the count of CD4 cells and not the time to disease or death. Suppose the hazard falls
by the same factor with every 100 cells a patient has of their own. A treatment that adds cells then *should* have a
hazard ratio; it has another when the new cells are worth less, or when the treatment harms on a second road. The
trial shows the sum of both, never the parts.
"""

from dataclasses import dataclass

import numpy as np

from il2course.arguments import finite, positive
from il2course.therapy.interval import Interval
from il2course.therapy.ratio import Ratio

HUNDRED = 100.0  # cells per µL


def predicted(
    gain_per_uL: np.ndarray, hazard_per_100: np.ndarray, worth: np.ndarray = 1.0, harm: np.ndarray = 1.0
) -> np.ndarray:
    """Hazard ratio that a gain of CD4 cells promises: hazard_per_100 ^ (worth · gain / 100) · harm.

    Parameters
    ----------
    gain_per_uL
        CD4 cells above control, per µL, ≥ 0 or below.
    hazard_per_100
        hazard of a patient with 100 cells/µL more over that of one without, > 0; below 1 where cells protect.
        An assumption: it is read from untreated patients, and whether it carries over is the question.
    worth
        of a cell made by the treatment, in cells the patient had anyway: 1 as good, 0 of no use.
    harm
        hazard ratio of whatever else the treatment does, > 0.

    Returns
    -------
    the hazard ratio, in the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        when a number is not finite, or a hazard not above 0.
    """
    for name, value in (("hazard_per_100", hazard_per_100), ("harm", harm)):
        if (finite(name, value) <= 0).any():
            raise ValueError(f"{name} must be > 0, got {np.min(value):g}")
    cells = finite("worth", worth) * finite("gain_per_uL", gain_per_uL) / HUNDRED
    return (np.asarray(hazard_per_100, dtype=float) ** cells * np.asarray(harm, dtype=float))[()]


@dataclass(frozen=True)
class Worth:
    """What a trial says of the cells a treatment made, the treatment's other effects taken in.

    Attributes
    ----------
    value, interval
        in cells that the patients had anyway: 1 as good as those, 0 of no use, below 0 worse than none.
    """

    value: float
    interval: Interval


def worth(gain_per_uL: float, observed: Ratio, hazard_per_100: float, harm: float = 1.0) -> Worth:
    """How much each new CD4 cell was worth: ln(HR / harm) / (ln hazard_per_100 · gain / 100).

    Parameters
    ----------
    gain_per_uL
        CD4 cells above control, per µL, > 0.
    observed
        the trial's hazard ratio with its interval.
    hazard_per_100, harm
        as for `predicted`; `hazard_per_100` not 1.

    Raises
    ------
    ValueError, TypeError
        when a number makes no sense or the ratio has no interval.
    """
    slope = np.log(positive("hazard_per_100", hazard_per_100)) * positive("gain_per_uL", gain_per_uL) / HUNDRED
    if slope == 0:
        raise ValueError("hazard_per_100 must not be 1, got 1.0")
    if observed.low is None:
        raise ValueError(f"observed must have an interval, got {observed}")
    harm = positive("harm", harm)
    value, *ends = (np.log(ratio / harm) / slope for ratio in (observed.value, observed.low, observed.high))
    return Worth(float(value), Interval(float(min(ends)), float(max(ends))))


def per_100(gain_per_uL: float, observed: Ratio) -> Ratio:
    """The trial's hazard ratio for each 100 cells/µL that the treatment added: HR ^ (100 / gain).

    Arguments as in `worth`. This needs no assumption about other patients, and is to be set beside what holds in them.
    """
    exponent = HUNDRED / positive("gain_per_uL", gain_per_uL)
    ends = [None if end is None else end**exponent for end in (observed.low, observed.high)]
    return Ratio(observed.value**exponent, *ends, p=observed.p, level=observed.level)

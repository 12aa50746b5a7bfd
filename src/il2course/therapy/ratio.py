"""Published hazard ratios: their standard error, and whether interval and p-value belong together.

A hazard ratio cannot be had from counts: it needs the times of the events. So none is computed here; each comes
from a source, and what can be checked is whether its own numbers agree.

>>> silcaat = Ratio(0.91, 0.70, 1.18, p=0.47)
>>> round(silcaat.implied_p, 2), silcaat.is_consistent
(0.48, True)
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtr, ndtri

from il2course.arguments import finite, fraction, positive, together
from il2course.signature import typed
from il2course.therapy.count import plain
from il2course.therapy.interval import Interval, normal_quantile


@typed
def log_standard_error(low: np.ndarray, high: np.ndarray, level: float = 0.95) -> np.ndarray:
    """Standard error of ln(ratio) from a published interval: (ln high − ln low) / 2z.

    Parameters
    ----------
    low, high
        ends of the interval, 0 < low < high, any shapes that broadcast.
    level
        of the interval, between 0 and 1.

    Raises
    ------
    ValueError, TypeError
        when an end is not above 0, the ends are not in order or the level makes no sense.
    """
    low, high = together(low=_above_zero("low", low), high=_above_zero("high", high))
    if (low >= high).any():
        raise ValueError(f"low must be < high, got {low[low >= high].flat[0]:g} and {high[low >= high].flat[0]:g}")
    return plain(np.log(high / low) / (2 * normal_quantile(level)))


@typed
def p_from_interval(ratio: np.ndarray, low: np.ndarray, high: np.ndarray, level: float = 0.95) -> np.ndarray:
    """Two-sided p that a ratio and its interval imply: 2·Φ(−|ln ratio| / SE).

    Raises
    ------
    ValueError, TypeError
        when a ratio does not lie in its interval, and like `log_standard_error`.
    """
    error = log_standard_error(low, high, level)
    ratio, low, high = together(ratio=_above_zero("ratio", ratio), low=low, high=high)
    outside = (ratio < low) | (ratio > high)
    if outside.any():
        here, below, above = (array[outside].flat[0] for array in (ratio, low, high))
        raise ValueError(f"ratio must lie in its interval, got {here:g} and {below:g} to {above:g}")
    return plain(2 * ndtr(-np.abs(np.log(ratio)) / error))


@typed
def interval_from_p(ratio: np.ndarray, p: np.ndarray, level: float = 0.95) -> Interval:
    """The interval that a ratio and its two-sided p imply: ratio · exp(± z·SE) with SE = |ln ratio| / z(p).

    Parameters
    ----------
    ratio
        above 0 and not 1, any shape.
    p
        two-sided, between 0 and 1, any shape that broadcasts.
    level
        of the interval, between 0 and 1.

    Raises
    ------
    ValueError, TypeError
        when a ratio is not above 0 or is 1 (its p is 1, whatever the interval), or p or level is not between 0 and 1.
    """
    ratio, p = together(ratio=_above_zero("ratio", ratio), p=finite("p", p))
    if (ratio == 1).any():
        raise ValueError("ratio must not be 1 where an interval is wanted from p, got 1")
    outside = (p <= 0) | (p >= 1)
    if outside.any():
        raise ValueError(f"p must be between 0 and 1, got {p[outside].flat[0]:g}")
    reach = np.exp(normal_quantile(level) * np.abs(np.log(ratio)) / -ndtri(p / 2))
    return Interval(plain(ratio / reach), plain(ratio * reach))


@typed
@dataclass(frozen=True)
class Ratio:
    """One published hazard or risk ratio.

    Attributes
    ----------
    value
        treatment over control; below 1 the treatment looks better where the event is bad.
    low, high
        ends of the published interval; None when none was published.
    p
        published two-sided p; None when none was published.
    level
        of the interval.
    """

    value: float
    low: float | None = None
    high: float | None = None
    p: float | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        positive("value", self.value)
        fraction("level", self.level)
        if (self.low is None) != (self.high is None):
            raise ValueError(f"low and high must both be given or both be None, got {self.low} and {self.high}")
        if self.low is not None:
            log_standard_error(self.low, self.high, self.level)
        if self.p is not None:
            fraction("p", self.p)

    @property
    def includes_one(self) -> bool | None:
        """Whether the interval holds 1, no difference; None without an interval."""
        return None if self.low is None else self.low <= 1 <= self.high

    @property
    def implied_p(self) -> float | None:
        """Two-sided p that value and interval imply; None without an interval."""
        return None if self.low is None else p_from_interval(self.value, self.low, self.high, self.level)

    @property
    def implied_p_range(self) -> tuple[float, float] | None:
        """Least and greatest p that fit once value and ends are allowed their last half digit."""
        if self.low is None:
            return None
        places = max(_places(number) for number in (self.value, self.low, self.high))
        half = 0.5 * 10.0**-places
        near = [(number - half, number + half) for number in (self.value, self.low, self.high)]
        found = [p_from_interval(*corner, self.level) for corner in product(*near) if min(corner) > 0]
        crosses = near[0][0] <= 1 <= near[0][1]
        return min(found), 1.0 if crosses else max(found)

    @property
    def is_consistent(self) -> bool | None:
        """Whether the published p lies in `implied_p_range`, itself allowed its last half digit; None without both."""
        if self.p is None or self.low is None:
            return None
        low, high = self.implied_p_range
        half = 0.5 * 10.0 ** -_places(self.p)
        return low <= self.p + half and self.p - half <= high

    @property
    def middle(self) -> float | None:
        """√(low·high): where the value stands in an interval that is symmetric on the scale of logarithms."""
        return None if self.low is None else float(np.sqrt(self.low * self.high))


def _places(number: float) -> int:
    """Decimal places as printed: two for a hazard ratio, more where there are more."""
    return max(2, len(f"{number:.10g}".partition(".")[2]))


def _above_zero(name: str, values: object) -> np.ndarray:
    array = finite(name, values)
    if (array <= 0).any():
        raise ValueError(f"{name} must be > 0, got {array[array <= 0].flat[0]:g}")
    return array

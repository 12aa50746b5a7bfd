"""Tests of two arms, and whether a published p-value comes out of its counts.

>>> print(f"{fisher(20, 30, 8, 30):.4f}")
0.0040
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import chdtrc

from il2course.arguments import fraction
from il2course.signature import typed
from il2course.therapy.count import plain, two_arms

MOST_EXACT = 200_000  # patients in an arm, where every table is looked at


@typed
def pearson(events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray) -> np.ndarray:
    """Two-sided p of Pearson's χ² test without correction for continuity.

    χ² = N·(xa·nb − xb·na)² / (na·nb·m·(N − m)), with m events among N patients in both arms.

    Parameters
    ----------
    events_a, n_a, events_b, n_b
        patients with the event and all patients of each arm, any shapes that broadcast.

    Returns
    -------
    p in the shape of the counts; 1 where no patient or every patient had the event.

    Raises
    ------
    ValueError, TypeError
        when a count is negative, not whole or above its n.
    """
    return _chi_square_p(*two_arms(events_a, n_a, events_b, n_b))


@typed
def yates(events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray) -> np.ndarray:
    """Two-sided p of the χ² test with Yates's correction: |xa·nb − xb·na| loses N/2. Otherwise as `pearson`."""
    return _chi_square_p(*two_arms(events_a, n_a, events_b, n_b), correction=0.5)


@typed
def n_minus_one(events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray) -> np.ndarray:
    """Two-sided p of Pearson's χ² times (N − 1)/N, which is the Mantel–Haenszel test. Otherwise as `pearson`."""
    return _chi_square_p(*two_arms(events_a, n_a, events_b, n_b), shrink=1)


@typed
def fisher(events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray) -> np.ndarray:
    """Two-sided p of Fisher's exact test: all tables of these margins that are no likelier. Otherwise as `pearson`."""
    from scipy.stats import fisher_exact  # slow to import, and the only thing here that needs it

    arms = two_arms(events_a, n_a, events_b, n_b)
    largest = max(arms[1].max(initial=0), arms[3].max(initial=0))
    if largest > MOST_EXACT:
        raise ValueError(f"n_a and n_b must be at most {MOST_EXACT} for Fisher's test, got {largest:g}")
    tables = zip(*(counts.ravel() for counts in arms), strict=True)
    found = [fisher_exact([[xa, na - xa], [xb, nb - xb]]).pvalue for xa, na, xb, nb in tables]
    return plain(np.reshape(found, arms[0].shape))


TESTS: Mapping[str, Callable[..., np.ndarray]] = MappingProxyType(
    {"χ²": pearson, "χ², corrected": yates, "χ² (N − 1)/N": n_minus_one, "Fisher": fisher}
)
"""Tests of two arms by the name a student chooses."""


@dataclass(frozen=True)
class Reproduction:
    """A published p-value beside those its counts give.

    Attributes
    ----------
    published
        as printed: the text keeps its digits, "0.50" is not "0.5".
    recomputed
        p of each test of `TESTS`.
    """

    published: str
    recomputed: Mapping[str, float]

    @property
    def matches(self) -> tuple[str, ...]:
        """The tests that give the published p to the digits printed."""
        digits = len(self.published.partition(".")[2])
        return tuple(name for name, p in self.recomputed.items() if f"{p:.{digits}f}" == self.published)

    @property
    def nearest(self) -> str:
        """The test whose p is nearest to the published one, by ratio."""
        return min(self.recomputed, key=lambda name: abs(np.log(self.recomputed[name] / float(self.published))))


def reproduce(published: str, events_a: int, n_a: int, events_b: int, n_b: int) -> Reproduction:
    """Recompute a published two-sided p-value from the counts of two arms, by every test of `TESTS`.

    Parameters
    ----------
    published
        the p-value as printed, such as "0.036".
    events_a, n_a, events_b, n_b
        the counts, single numbers.

    Raises
    ------
    ValueError, TypeError
        when the p-value is no text of a number between 0 and 1, or a count makes no sense.
    """
    if not isinstance(published, str):
        raise TypeError(f'published must be the text of the p-value, such as "0.036", got {published!r}')
    try:
        fraction("published", float(published))
    except ValueError:
        raise ValueError(f"published must be a number between 0 and 1, got {published!r}") from None
    found = {name: float(test(events_a, n_a, events_b, n_b)) for name, test in TESTS.items()}
    return Reproduction(published, MappingProxyType(found))


def _chi_square_p(
    events_a: np.ndarray, n_a: np.ndarray, events_b: np.ndarray, n_b: np.ndarray, correction: float = 0, shrink: int = 0
) -> np.ndarray:
    all_, events = n_a + n_b, events_a + events_b
    apart = np.maximum(np.abs(events_a * n_b - events_b * n_a) - correction * all_, 0)
    spread = n_a * n_b * events * (all_ - events)
    squared = np.divide((all_ - shrink) * apart**2, spread, out=np.zeros_like(spread), where=spread > 0)
    return plain(chdtrc(1, squared))

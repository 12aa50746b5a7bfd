"""How one species speeds or slows a reaction beyond mass action: saturation, repression, a threshold."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np


@dataclass(frozen=True)
class Law:
    """A factor of a rate, as a function of one amount.

    Attributes
    ----------
    constants
        what its constants mean, in order.
    value, slope
        the factor and its derivative; `(amount, *constants)` → array, for amounts ≥ 0.
    formula
        the same in SBML's infix notation, with `{x}` for the amount and `{0}`, `{1}` for the constants.
    """

    constants: tuple[str, ...]
    value: Callable[..., np.ndarray]
    slope: Callable[..., np.ndarray]
    formula: str


def _hill(x: np.ndarray, half: np.ndarray, n: np.ndarray) -> np.ndarray:
    z = (np.maximum(x, 0.0) / half) ** n
    return z / (1 + z)


def _hill_slope(x: np.ndarray, half: np.ndarray, n: np.ndarray) -> np.ndarray:
    share = np.maximum(x, 0.0) / half
    return n * share ** (n - 1) / half / (1 + share**n) ** 2


def _excess(x: np.ndarray, half: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    return np.maximum(x / (half + x) - threshold, 0.0)


def _excess_slope(x: np.ndarray, half: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    return np.where(x / (half + x) > threshold, half / (half + x) ** 2, 0.0)


LAWS = MappingProxyType(
    {
        "hill": Law(("half", "n"), _hill, _hill_slope, "{x}^{1} / ({0}^{1} + {x}^{1})"),
        "block": Law(
            ("half", "n"),
            lambda x, half, n: 1 - _hill(x, half, n),
            lambda x, half, n: -_hill_slope(x, half, n),
            "{0}^{1} / ({0}^{1} + {x}^{1})",
        ),
        "excess": Law(
            ("half", "threshold"),
            _excess,
            _excess_slope,
            "piecewise({x} / ({0} + {x}) - {1}, {x} / ({0} + {x}) > {1}, 0)",
        ),
    }
)
"""By the name that stands in a network's text.

`hill(S, half, n)` = Sⁿ/(halfⁿ + Sⁿ), n ≥ 1; `block(S, half, n)` = 1 − hill;
`excess(S, half, threshold)` = max(S/(half + S) − threshold, 0), for a response with a threshold.
"""

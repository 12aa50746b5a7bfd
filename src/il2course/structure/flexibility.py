"""B-factors as flexibility, and whether what moves is what binds."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from il2course.arguments import finite, instance
from il2course.coordinates import Chain
from il2course.signature import typed


@dataclass(frozen=True)
class Comparison:
    """A quantity of residues in a set beside that of all others.

    Attributes
    ----------
    inside, outside
        medians.
    p_value
        of the two-sided rank test of Mann and Whitney.
    count
        residues inside that have a value.
    """

    inside: float
    outside: float
    p_value: float
    count: int


@typed
def standard_b_factor(chain: Chain) -> tuple[np.ndarray, np.ndarray]:
    """Residue numbers, shape (n,), and mean B-factors in standard deviations from the chain's mean, shape (n,).

    B-factors of two crystals cannot be compared as they are: resolution and refinement scale them. So they can.
    """
    mean = instance("chain", chain, Chain).mean_b_factor_A2()
    return np.array(chain.resolved), (mean - mean.mean()) / mean.std()


@typed
def compare(number: np.ndarray, value: np.ndarray, chosen: Iterable[int]) -> Comparison:
    """Whether a quantity differs between chosen residues and the rest.

    Parameters
    ----------
    number, value
        residue numbers and what was measured of each, both of shape (n,).
    chosen
        residue numbers of the set.

    Raises
    ------
    ValueError
        when the set has no residue with a value, or all of them.
    """
    from scipy.stats import mannwhitneyu  # slow to import, and only this needs it

    number, value = finite("number", number), finite("value", value)
    if number.ndim != 1 or number.shape != value.shape:
        raise ValueError(f"value must have one number a residue, shape {number.shape}, got shape {value.shape}")
    here = np.isin(number, list(chosen))
    if not here.any() or here.all():
        raise ValueError(f"chosen must be some of the residues and not all, got {here.sum()} of {len(here)}")
    p_value = float(mannwhitneyu(value[here], value[~here]).pvalue)
    return Comparison(float(np.median(value[here])), float(np.median(value[~here])), p_value, int(here.sum()))

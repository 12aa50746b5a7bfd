"""How strongly Treg, Th, CD8 and NK answer at each concentration of IL-2: the table a schedule is read through.

Each source gives every cell's answer as a share of its own maximum:

    measured              logistic fits to pSTAT5 after 60 min (Farhat et al. 2021, key farhat2021)
    measured at 30 min    the same after 30 min
    model                 active complexes after 60 min in the model of that paper, `il2course.signaling.farhat`
    model, biosensor β    the same with the biosensor's K_D of 480 nM for β (Myszka et al. 1996, key myszka1996)
    engaged               complexes with β and γ on the surface at equilibrium, `il2course.receptor`

They disagree: the model answers two to three times too late for Tregs and six to eight times too early for CD8 and NK.
`python -m il2course.therapy.curve` prints the table of the last three as it is shipped in curves.csv.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

from il2course import facts, receptor
from il2course.arguments import fraction, increasing, non_negative, one_of, positive
from il2course.dose_response import logistic
from il2course.receptor import CELLS
from il2course.signaling import farhat
from il2course.signature import typed

SOURCES = ("measured", "measured at 30 min", "model", "model, biosensor β", "engaged")
TABULATED = ("model", "model, biosensor β", "engaged")
DOSE_NM = 10.0 ** np.linspace(-5, 2.5, 76)
"""Where the answers are tabulated: ten doses a decade, from 0.01 pM to 316 nM."""
FINE_DOSE_NM = 10.0 ** np.linspace(-5, 2.5, 301)
INTERPOLATION_ERROR = 5e-5
"""How far an interpolated answer may be from the computed one, share of the maximum; a test holds it."""
MODEL_MIN = 60.0
TABLE = "curves.csv"


@typed
@dataclass(frozen=True)
class Curves:
    """The answer of each cell, tabulated and interpolated in log dose.

    Attributes
    ----------
    source
        where it comes from, one of `SOURCES` or a name of one's own.
    dose_nM
        increasing doses > 0, shape (n,).
    share
        by cell, the answer as a share of the cell's maximum, each of shape (n,).
    """

    source: str
    dose_nM: np.ndarray
    share: Mapping[str, np.ndarray]

    def __post_init__(self) -> None:
        dose = increasing("dose_nM", self.dose_nM)
        positive("dose_nM", dose[0])
        share = {name: non_negative(f"share of {name}", values) for name, values in self.share.items()}
        for name, values in share.items():
            if values.shape != dose.shape:
                raise ValueError(f"share of {name} must have one value a dose, got shape {values.shape}")
        object.__setattr__(self, "dose_nM", dose)
        object.__setattr__(self, "share", MappingProxyType(share))

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells' names."""
        return tuple(self.share)

    @cached_property
    def _interpolator(self) -> PchipInterpolator:
        return PchipInterpolator(np.log10(self.dose_nM), np.column_stack(list(self.share.values())))

    @typed
    def at(self, concentration_nM: np.ndarray) -> dict[str, np.ndarray]:
        """By cell, the answer at these concentrations (nM, ≥ 0), in their shape.

        Monotone between doses (PCHIP in log dose); in proportion to the concentration below the first dose, level
        above the last.
        """
        concentration = non_negative("concentration_nM", concentration_nM)
        first, last = self.dose_nM[0], self.dose_nM[-1]
        answers = self._interpolator(np.log10(np.clip(concentration, first, last)))
        answers = answers * np.minimum(concentration / first, 1.0)[..., None]
        return {name: answers[..., place] for place, name in enumerate(self.share)}

    @typed
    def dose_for_nM(self, cell: str, share: float) -> float:
        """The lowest concentration at which a cell answers with this share of its maximum, nM.

        Raises
        ------
        ValueError
            when the cell is unknown or never answers so strongly.
        """
        along = self.share[one_of("cell", cell, self.share)]
        wanted = fraction("share", share)
        if along[-1] < wanted or along[0] > wanted:
            raise ValueError(f"share must be between {along[0]:.2g} and {along[-1]:.4f} for {cell}, got {wanted}")
        place = max(int(np.argmax(along >= wanted)), 1)
        low, high = np.log10(self.dose_nM[place - 1 : place + 1])
        return 10.0 ** brentq(lambda log_dose: float(self.at(10.0**log_dose)[cell]) - wanted, low, high, xtol=1e-10)


@typed
@cache
def curves(source: str = "measured") -> Curves:
    """The answers from one of `SOURCES`.

    Raises
    ------
    ValueError
        when there is no such source.
    """
    if one_of("source", source, SOURCES) in TABULATED:
        rows = _table()[_table()["source"] == source]
        dose, share = rows["dose_nM"].to_numpy(), {cell: rows[cell].to_numpy() for cell in CELLS}
    else:
        dose, share = FINE_DOSE_NM, computed(source, FINE_DOSE_NM)
    return Curves(source, dose, MappingProxyType(share))


def computed(source: str, dose_nM: np.ndarray) -> dict[str, np.ndarray]:
    """By cell, the answer at some doses (nM, > 0, shape (n,)) from the fit or the model itself, without the table."""
    one_of("source", source, SOURCES)
    if source.startswith("measured"):
        return _measured(30 if source.endswith("30 min") else 60, dose_nM)
    if source == "engaged":
        return {cell: receptor.engaged_share(dose_nM, counts) for cell, counts in receptor.cells().items()}
    name = "biosensor β" if source.endswith("β") else "calorimetry"
    return modelled(farhat.cells(receptor.Surface(receptor.AFFINITIES[name])), dose_nM)


def _measured(time_min: int, dose_nM: np.ndarray) -> dict[str, np.ndarray]:
    """The fitted logistic without its bottom, so that no dose means no answer."""
    ec50, hill = (facts.lookup(f"pstat5_{what}_{time_min}_min") for what in ("ec50", "hill"))
    return {cell: logistic(dose_nM, 0.0, 1.0, ec50[cell] / 1e3, hill[cell]) for cell in CELLS}


def modelled(cells: Mapping[str, farhat.Cell], dose_nM: np.ndarray, time_min: float = MODEL_MIN) -> dict:
    """By cell, active complexes after `time_min` at constant dose, as a share of the most over `DOSE_NM`."""
    dose = np.atleast_1d(non_negative("dose_nM", dose_nM))
    every = np.unique(np.concatenate([dose, DOSE_NM]))
    time = np.array([0.0, positive("time_min", time_min)])
    active = farhat.simulate(cells, every, time, rtol=1e-8, atol=1e-8).active[:, :, -1]
    top = active[:, np.isin(every, DOSE_NM)].max(axis=1, keepdims=True)
    share = (active / top)[:, np.searchsorted(every, dose)]
    return dict(zip(cells, share, strict=True))


@cache
def _table() -> pd.DataFrame:
    with (files(__package__) / TABLE).open(encoding="utf-8") as file:
        return pd.read_csv(file, comment="#")


def table_text() -> str:
    """The table as it is shipped: `computed` on `DOSE_NM` for every tabulated source."""
    rows = pd.concat([pd.DataFrame({"source": one, "dose_nM": DOSE_NM, **computed(one, DOSE_NM)}) for one in TABULATED])
    note = "# Share of each cell's maximal answer by source and dose, computed by il2course.therapy.curve.\n"
    return note + rows.to_csv(index=False, float_format="%.6g", lineterminator="\n")


if __name__ == "__main__":
    import sys

    sys.stdout.write(table_text())

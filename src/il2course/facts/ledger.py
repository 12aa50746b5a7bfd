"""Reading facts.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import pandas as pd

from il2course.signature import typed

STATUSES = {
    "V": "read in the primary source, or computed from public data",
    "S": "a secondary source that quotes the primary",
    "C": "computed by this course; a test repeats the computation",
}


@dataclass(frozen=True)
class Fact:
    """One entry of the ledger.

    Attributes
    ----------
    id
        the name prose and code use: `<!-- fact:kd_alpha -->`, `facts.kd_alpha`.
    what
        what was measured, and in what.
    status
        a key of `STATUSES`.
    source
        citation key in references.bib: who measured it, or, for a computed number, whose model it is.
    value
        a number; a pair (low, high) for a range; a read-only mapping for a table of named values.
    unit
        as prose writes it; empty for counts and ratios.
    via
        citation key of the secondary source, where the status is S.
    computed
        the expression that gives the value, where the status is C.
    rtol
        how far a repeated computation may be from the value, relative.
    """

    id: str
    what: str
    status: str
    source: str
    value: float | tuple[float, float] | Mapping
    unit: str = ""
    via: str = ""
    computed: str = ""
    rtol: float = 0.01
    note: str = ""


def _frozen(value: object) -> object:
    """Tables become read-only mappings, lists become tuples."""
    if isinstance(value, dict):
        return MappingProxyType({name: _frozen(item) for name, item in value.items()})
    return tuple(value) if isinstance(value, list) else value


@cache
def ledger() -> Mapping[str, Fact]:
    """Every fact by id, in the order of facts.toml."""
    entries = tomllib.loads((files(__package__) / "facts.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Fact(id=name, **{field: _frozen(item) for field, item in entry.items()})
            for name, entry in entries.items()
        }
    )


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence on a name that is not there, with the known one it may have been meant for."""
    near = get_close_matches(name, known, 1)
    return f"{what} {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


@typed
def lookup(path: str) -> float | tuple[float, float] | Mapping:
    """The value at `id` or `id.row.column` of a table, as prose tags write it.

    Raises
    ------
    KeyError
        when the ledger has no such fact, or the fact no such row or column.
    """
    name, *steps = path.split(".")
    if name not in ledger():
        raise KeyError(unknown("the ledger has no fact", name, ledger()))
    value = ledger()[name].value
    for step in steps:
        if not isinstance(value, Mapping) or step not in value:
            entries = value if isinstance(value, Mapping) else ()
            raise KeyError(unknown(f"the fact {name!r} has no entry", step, entries))
        value = value[step]
    return value


@cache
def _pstat5_table() -> pd.DataFrame:
    with (files(__package__) / "pstat5.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, comment="#")


def pstat5(cell: str, time_min: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Measured pSTAT5 of one human cell type against the dose of soluble IL-2.

    Parameters
    ----------
    cell
        "Treg", "Th", "CD8" or "NK".
    time_min
        minutes of stimulation: 30 or 60.

    Returns
    -------
    dose_nM, response
        two arrays of shape (12,); the response is in arbitrary units, zero-subtracted, mean of 2 replicates.

    Raises
    ------
    ValueError
        when the data hold no such cell or time.

    Source: Farhat et al. 2021, Cell Reports (key farhat2021), human peripheral blood cells.
    """
    table = _pstat5_table()
    cells, times = list(table.columns[2:]), sorted(table["time_min"].unique().tolist())
    if cell not in cells:
        raise ValueError(f"cell must be one of {', '.join(cells)}, got {cell!r}")
    if time_min not in times:
        raise ValueError(f"time_min must be one of {', '.join(map(str, times))}, got {time_min!r}")
    rows = table[table["time_min"] == time_min]
    return rows["dose_nM"].to_numpy(), rows[cell].to_numpy()

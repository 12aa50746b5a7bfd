"""A 28-day schedule: serum level, engagement and pSTAT5 of four cells every 5 min, ours beside the long way.

The long way integrates the two compartments and the depot numerically (SciPy's LSODA, started anew at every dose) and
computes each cell's answer at each level from the model instead of its table. Both give the same curves; the row says
how far apart they are.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from scipy.integrate import solve_ivp

from il2course.commands.bench import Comparison
from il2course.receptor import CELLS
from il2course.therapy.curve import computed
from il2course.therapy.pharmacokinetics import DEPOTS, Depot, Disposition, konrad
from il2course.therapy.regimen import MINUTES_PER_H, REGIMENS, Regimen
from il2course.therapy.unit import ADULT, convert
from il2course.therapy.window import exposure

ROUNDS, DAYS = 9, 28.0
SCHEDULES = ("Koreth", "high dose")
LEVELS = 60  # of the 8065: the long way computes the answers at so many, at the rest nothing
PEER = f"LSODA, the model at {LEVELS} levels"


def compare() -> Iterator[Comparison]:
    """One row a schedule: median of `ROUNDS` for ours, once for the long way."""
    times = {}
    for name in SCHEDULES:
        regimen = REGIMENS[name]
        exposure(regimen, days=DAYS, source="model")  # reads the tables
        times[name] = [
            _seconds(lambda regimen=regimen: exposure(regimen, days=DAYS, source="model"))[0] for _ in range(ROUNDS)
        ]
        ours = statistics.median(times[name])
        peer, error = _long_way(regimen)
        yield Comparison(
            f"{name}, 28 days, 8065 times, four cells",
            f"{1e3 * ours:.1f} ms (slowest {1e3 * max(times[name]):.1f})",
            PEER,
            f"{peer:.1f} s",
            peer / ours,
            error,
        )
    print(
        json.dumps({name: [round(1e3 * one, 2) for one in values] for name, values in times.items()}), file=sys.stderr
    )


def _seconds(work: Callable) -> tuple[float, object]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _long_way(regimen: Regimen) -> tuple[float, str]:
    """Seconds of the long way, and how far ours is from it."""
    found = exposure(regimen, days=DAYS, source="model")
    spent, level_IU_mL = _seconds(lambda: integrated(regimen, found.time_h, konrad(), DEPOTS["middle"]))
    level = convert(np.maximum(level_IU_mL, 0.0), "IU/mL", "nM")
    some = np.unique(np.linspace(0, level.size - 1, LEVELS).astype(int))
    some = some[level[some] > 0]
    answering, answers = _seconds(lambda: {source: computed(source, level[some]) for source in ("model", "engaged")})
    off = max(np.abs(answers["model"][cell] - found.pstat5[cell][some]).max() for cell in CELLS)
    apart = np.abs(level - found.concentration_nM).max() / level.max()
    return spent + answering, f"level {apart:.0e} of the peak, pSTAT5 {off:.0e} of the maximum"


def integrated(regimen: Regimen, time_h: np.ndarray, disposition: Disposition, depot: Depot) -> np.ndarray:
    """Levels by solving the compartments' equations, IU/mL."""
    out, to_tissue, back = disposition.exchange_per_min
    stages = depot.rates_per_min if regimen.route == "subcutaneous" else np.array([])

    def slope(_: float, state: np.ndarray, rate: float) -> np.ndarray:
        blood, tissue, *way = state
        moved = stages * way
        exchange = to_tissue * blood - back * tissue
        entering = rate + (moved[-1] if stages.size else 0.0)
        arriving = np.concatenate([[0.0], moved])[: stages.size]
        return np.concatenate([[entering - out * blood - exchange, exchange], arriving - moved])

    starts = regimen.times_h * MINUTES_PER_H + (depot.lag_min if stages.size else 0.0)
    stops = starts + regimen.infusion_min
    amounts = regimen.doses_IU(ADULT) * (depot.bioavailability if stages.size else 1.0)
    minutes = time_h * MINUTES_PER_H
    edges = np.unique(np.clip(np.concatenate([[0.0], starts, stops, minutes[-1:]]), 0, minutes[-1]))
    state, level = np.zeros(2 + stages.size), np.zeros(time_h.size)
    for left, right in pairwise(edges):
        if regimen.route != "infusion":
            state[2 if stages.size else 0] += amounts[starts == left].sum()
        running = (starts <= left) & (stops > left)
        rate = (amounts[running] / regimen.infusion_min).sum() if regimen.infusion_min else 0.0
        inside = (minutes >= left) & (minutes <= right)
        when = np.unique(np.concatenate([minutes[inside], [right]]))
        piece = solve_ivp(slope, (left, right), state, "LSODA", when, args=(rate,), rtol=1e-9, atol=1e-4)
        level[inside] = piece.y[0, np.isin(when, minutes[inside])] / disposition.volume_mL
        state = piece.y[:, -1]
    return level

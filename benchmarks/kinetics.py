"""A dose–response by one banded system, beside one `solve_ivp` call a condition and libroadrunner in a loop.

The model is that of Farhat et al. 2021, nineteen states; the quantity is active complexes. `solve_ivp` runs twice: with
the equations written out in plain numbers, the way a script has them, and with our own slope and Jacobian, which is
the most that can be done for it. Every solver gets the loosest tolerance, by factors of ten, at which its largest
relative error in any condition and time is within the limit, so all times are for the same accuracy reached. The exact
answer is our own at 1e-12; tests/test_export.py holds it against libroadrunner's. Times are processor seconds of one
thread, the shortest of some runs, so that what else runs on the machine counts little. Every condition is integrated
once and no result is kept between runs.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from scipy.integrate import solve_ivp

from il2course.authoring import crosscheck
from il2course.commands.bench import Comparison
from il2course.errors import CourseError
from il2course.receptor import ReceptorCounts
from il2course.signaling import farhat

RUNS, PEERS_RUNS = 7, 3
TIMES_MIN = (0.0, 30.0, 60.0, 120.0, 240.0)
DOSES_NM = np.geomspace(84 / 3**11, 84, 12)  # the published twelve
FIGURE_DOSES_NM = np.geomspace(1e-4, 1e2, 25)
LIMIT, PLOTTING_LIMIT = 1e-6, 1e-2
DRAWS, SPREAD, SEED = 25, 0.3, 1
MOVING = [name for name in farhat.NETWORK.species if name != "L"]
TOLERANCES = 10.0 ** np.arange(-3, -11, -1)


@dataclass(frozen=True)
class Timed:
    """One solver's result: seconds, the tolerance it needed and the error it reached."""

    seconds: float
    tolerance: float
    error: float

    def __str__(self) -> str:
        return f"{self.seconds:.3g} s"

    @property
    def reached(self) -> str:
        return f"{self.error:.1e} at rtol {self.tolerance:.0e}"


def compare() -> Iterator[Comparison]:
    """One run: 48 and 1,200 conditions at 1e-6, then one figure at plotting accuracy."""
    with _one_thread():
        yield from _at(LIMIT, "48 conditions × 4 times", farhat.cells(), DOSES_NM, TIMES_MIN)
        yield from _at(LIMIT, "1,200 conditions × 4 times", _drawn(), DOSES_NM, TIMES_MIN, runs=2, peers_share=20)
        yield from _at(
            PLOTTING_LIMIT, "figure, 4 cells × 25 doses at 60 min", farhat.cells(), FIGURE_DOSES_NM, (0.0, 60.0)
        )


def _at(
    limit: float,
    what: str,
    cells: dict[str, farhat.Cell],
    doses: np.ndarray,
    times: tuple[float, ...],
    runs: int = RUNS,
    peers_share: int = 1,
) -> Iterator[Comparison]:
    """Rows for one size of problem. Peers that loop run every `peers_share`-th condition; their time is scaled up."""
    exact = _ours(cells, doses, times, 1e-12)
    ours = _loosest(limit, lambda tolerance: _ours(cells, doses, times, tolerance), exact, runs)
    some = dict(list(cells.items())[::peers_share])
    there = exact[::peers_share]
    scale = len(cells) / len(some)
    peers: dict[str, Callable] = {
        "solve_ivp in a loop, plain": lambda tolerance: _in_a_loop(some, doses, times, tolerance, _plain),
        "solve_ivp in a loop, our slope": lambda tolerance: _in_a_loop(some, doses, times, tolerance, _flowing),
        "libroadrunner in a loop": lambda tolerance: _roadrunner(some, doses, times, tolerance),
    }
    for name, solve in peers.items():
        try:
            theirs = _loosest(limit, solve, there, PEERS_RUNS if peers_share == 1 else 1)
        except CourseError as error:
            yield Comparison(f"{what} to {limit:g}", str(ours), name, str(error), float("nan"), ours.reached)
            continue
        theirs = replace(theirs, seconds=theirs.seconds * scale)
        accuracy = f"ours {ours.reached}; peer {theirs.reached}"
        yield Comparison(f"{what} to {limit:g}", str(ours), name, str(theirs), theirs.seconds / ours.seconds, accuracy)


def _loosest(limit: float, solve: Callable[[float], object], exact: np.ndarray, runs: int) -> Timed:
    """The time at the loosest tolerance that keeps within the limit."""
    for tolerance in TOLERANCES:
        taken = []
        for _ in range(runs):
            start = time.process_time()
            answer = solve(tolerance)
            taken.append(time.process_time() - start)
            values, seconds = answer if isinstance(answer, tuple) else (answer, taken[-1])
            taken[-1] = seconds
            error = float(np.max(np.abs(values[..., 1:] / exact[..., 1:] - 1)))
            if error > limit:
                break
        else:
            return Timed(min(taken), tolerance, error)
    raise CourseError(f"no tolerance down to {TOLERANCES[-1]:.0e} reaches {limit:g}")


def _ours(cells: dict[str, farhat.Cell], doses: np.ndarray, times: tuple[float, ...], tolerance: float) -> np.ndarray:
    return farhat.simulate(cells, doses, times, rtol=tolerance, atol=tolerance).active


def _conditions(cells: dict[str, farhat.Cell], doses: np.ndarray) -> list[tuple[dict, dict]]:
    return [({"L": dose, **cell.start}, cell.constants) for cell in cells.values() for dose in doses]


def _in_a_loop(
    cells: dict[str, farhat.Cell],
    doses: np.ndarray,
    times: tuple[float, ...],
    tolerance: float,
    equations: Callable[[dict, dict], dict],
) -> tuple[np.ndarray, float]:
    """One `solve_ivp` call a condition."""
    found, start = [], time.process_time()
    for initial, constants in _conditions(cells, doses):
        solution = solve_ivp(
            t_span=(times[0], times[-1]),
            y0=[initial.get(name, 0.0) for name in MOVING],
            method="LSODA",
            t_eval=times,
            rtol=tolerance,
            atol=tolerance,
            **equations(initial, constants),
        )
        found.append(solution.y)
    seconds = time.process_time() - start
    held = np.insert(np.array(found), 0, 0.0, axis=1).transpose(1, 0, 2)
    return _active(held, cells, doses), seconds


def _flowing(initial: dict, constants: dict) -> dict:
    """The right-hand side and the analytic Jacobian that we integrate ourselves, for one condition."""
    flow, size = farhat.NETWORK.flow(initial, constants), len(MOVING)

    def jacobian(_: float, state: np.ndarray) -> np.ndarray:
        matrix = np.zeros((size, size))
        matrix[flow.rows, flow.columns] = flow.entries(state[:, None])[:, 0]
        return matrix

    return {"fun": lambda _, state: flow.slope(state[:, None])[:, 0], "jac": jacobian}


def _plain(initial: dict, constants: dict) -> dict:
    """The equations as a script has them: numbers by name, a line a reaction; the Jacobian is left to the solver."""
    return {"fun": _script()(**constants, L=initial["L"])}


@cache
def _script() -> Callable[..., Callable]:
    """(constants, L) → right-hand side, compiled from lines as somebody would type them."""
    network = farhat.NETWORK
    sums = dict.fromkeys(MOVING, "")
    rates = []
    for index, step in enumerate(network.steps):
        factors = [step.constant, *filter(None, [step.where]), *(network.species[one] for one in step.reactants)]
        rates.append(f"        rate_{index} = {' * '.join(factors)}")
        for name, change in zip(network.species, step.change, strict=True):
            if change and name in sums:
                sums[name] += f" {'+' if change > 0 else '-'} rate_{index}" * round(abs(change))
    parts = [f"({total}) / {place}" if (place := network.place_of(name)) else total for name, total in sums.items()]
    lines = [
        f"def equations({', '.join(network.parameters)}, L):",
        "    def slope(_, state):",
        f"        {', '.join(MOVING)} = state.tolist()",
        *rates,
        f"        return [{', '.join(parts)}]",
        "    return slope",
    ]
    written: dict[str, Callable] = {}
    exec("\n".join(lines), written)
    return written["equations"]


def _roadrunner(
    cells: dict[str, farhat.Cell], doses: np.ndarray, times: tuple[float, ...], tolerance: float
) -> tuple[np.ndarray, float]:
    run = crosscheck.simulate(farhat.NETWORK, _conditions(cells, doses), times, rtol=tolerance, atol=tolerance)
    return _active(run.amounts, cells, doses), run.seconds


def _active(amounts: np.ndarray, cells: dict[str, farhat.Cell], doses: np.ndarray) -> np.ndarray:
    by_name = dict(zip(farhat.NETWORK.species, amounts, strict=True))
    outside = sum(by_name[name] for name in farhat.ACTIVE)
    inside = sum(by_name[farhat.inside(name)] for name in farhat.ACTIVE)
    return (outside + farhat.PUBLISHED.endosomal_signal * inside).reshape(len(cells), len(doses), -1)


def _drawn() -> dict[str, farhat.Cell]:
    """A hundred cells: the four, each with 25 draws of receptor counts."""
    random = np.random.default_rng(SEED)
    drawn = {}
    for name, cell in farhat.cells().items():
        for draw in range(DRAWS):
            fold = np.exp(SPREAD * random.standard_normal(3))
            counts = ReceptorCounts(
                cell.counts.cd25 * fold[0], cell.counts.cd122 * fold[1], cell.counts.cd132 * fold[2]
            )
            drawn[f"{name} {draw}"] = farhat.Cell(counts)
    return drawn


def _one_thread():
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:  # process time then counts every thread, against us
        return nullcontext()
    return threadpool_limits(1)

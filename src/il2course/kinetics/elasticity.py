"""How much an output depends on each parameter."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from il2course.arguments import finite, fraction, number, one_of, positive
from il2course.signature import typed


@typed
def elasticities(
    output: Callable[[Mapping[str, np.ndarray]], np.ndarray],
    parameters: Mapping[str, float],
    names: Iterable[str] | None = None,
    *,
    step: float = 1e-3,
) -> dict[str, np.ndarray]:
    """∂ln(output)/∂ln(parameter): the per cent by which the output rises as a parameter rises by one.

    Central differences. All changed parameter sets are conditions of one call, so a model on this engine integrates
    them together; its `rtol` must be well below the square of `step`, 1e-8 or less.

    Parameters
    ----------
    output
        parameters → output > 0. It gets every parameter as an array of shape (draws,) and returns (draws, …).
    parameters
        the point at which to look; every value > 0 that is asked for.
    names
        which parameters, all by default.
    step
        relative change, below 1.

    Returns
    -------
    By parameter, an array of the output's shape without draws.

    Raises
    ------
    ValueError
        when a name is unknown, a value is not > 0, or the output has not one row > 0 a draw.
    """
    if not parameters:
        raise ValueError("parameters must hold at least one, got none")
    point = {name: number(name, value) for name, value in parameters.items()}
    asked = [one_of("names", name, point) for name in (point if names is None else names)]
    for name in asked:
        positive(name, point[name])
    draws = {name: np.full(2 * len(asked), value) for name, value in point.items()}
    fold = np.exp(fraction("step", step))
    for index, name in enumerate(asked):
        draws[name][2 * index : 2 * index + 2] *= fold, 1 / fold
    found = finite("output", output(draws))
    if found.shape[:1] != (2 * len(asked),):
        raise ValueError(f"output must have one row a draw, shape ({2 * len(asked)}, …), got {found.shape}")
    if (found <= 0).any():
        raise ValueError(f"output must be > 0, got {found[found <= 0].flat[0]}")
    logs = np.log(found)
    return {name: (logs[2 * index] - logs[2 * index + 1]) / (2 * step) for index, name in enumerate(asked)}

"""An explorer: named parameters and a function of them that gives a chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from il2course.arguments import number, one_of
from il2course.charts import Chart, quantity


@dataclass(frozen=True)
class Slider:
    """A number the student can move.

    Attributes
    ----------
    name
        the keyword of the explorer's function.
    label, unit
        as shown; the unit "1" stands for a pure number.
    low, high, value
        range and starting value.
    log
        whether equal moves multiply instead of add.
    steps
        how many positions the range is divided into.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    value: float
    log: bool = False
    steps: int = 100

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"the range of {self.name!r} must rise, got {self.low} to {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"the range of the log slider {self.name!r} must be > 0, got {self.low}")
        self.check(self.value)

    @property
    def positions(self) -> np.ndarray:
        """Every value the slider can take, increasing, with its starting value among them."""
        space = np.geomspace if self.log else np.linspace
        grid = space(self.low, self.high, self.steps + 1)
        distance = np.abs(np.log(grid / self.value)) if self.log else np.abs(grid - self.value)
        grid[int(np.argmin(distance))] = self.value
        return grid

    def check(self, value: object) -> float:
        """The value, if it lies in the range; one sentence if not."""
        if not self.low <= number(self.name, value) <= self.high:
            raise ValueError(f"{self.name} must be between {self.low:g} and {self.high:g}, got {float(value):g}")
        return float(value)

    def say(self, value: float) -> str:
        """A value in words."""
        return quantity(float(value), "" if self.unit == "1" else self.unit)


@dataclass(frozen=True)
class Choice:
    """One of a few named settings; the first is the start."""

    name: str
    label: str
    options: tuple[str, ...]

    @property
    def value(self) -> str:
        return self.options[0]

    def check(self, value: object) -> str:
        """The value, if it is one of the options; one sentence if not."""
        return str(one_of(self.name, value, self.options))


@dataclass(frozen=True)
class Explorer:
    """Parameters and a function of them → Chart. Displaying it gives sliders where a kernel runs, else a picture.

    >>> from il2course.explorers import receptor
    >>> receptor.who_first.chart(dose_pM=100).describe()  # doctest: +SKIP
    """

    title: str
    parameters: tuple[Slider | Choice, ...]
    draw: Callable[..., Chart]

    @property
    def defaults(self) -> Mapping[str, object]:
        """Where every control stands at the start."""
        return {parameter.name: parameter.value for parameter in self.parameters}

    def chart(self, **values: object) -> Chart:
        """The chart at these values; parameters left out stay at their start.

        Raises
        ------
        TypeError
            when the explorer has no such parameter.
        ValueError
            when a value is outside its range.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise TypeError(f"{self.title!r} must be given one of {', '.join(known)}, got {name!r}")
        checked = {name: known[name].check(value) for name, value in values.items()}
        return self.draw(**{**self.defaults, **checked})

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        from il2course.explorers.panel import panel

        still = self.chart()._repr_mimebundle_()
        return {**still, **panel(self)._repr_mimebundle_()}

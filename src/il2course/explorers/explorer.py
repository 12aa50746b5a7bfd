"""An explorer: named parameters and a function of them that gives a chart."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from il2course.arguments import number, one_of
from il2course.charts import FOR_A_PAGE, Chart, quantity

COARSE = (24, 16, 12, 8, 6, 4)  # steps of a slider computed beforehand, the first for which there is room
MOST_FRAMES, LARGEST = 200, 300_000  # characters


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
        if not number("low", self.low) < number("high", self.high):
            raise ValueError(f"the range of {self.name!r} must rise, got {self.low} to {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"the range of the log slider {self.name!r} must be > 0, got {self.low}")
        if self.steps < 1:
            raise ValueError(f"the slider {self.name!r} must have at least 1 step, got {self.steps}")
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

    def at(self, place: int) -> float:
        """The value at a position, counted from 0."""
        return float(self.positions[place])

    @property
    def control(self) -> dict[str, object]:
        """What the live renderer shows: label, starting position, and every position in words."""
        positions = self.positions
        start = int(np.flatnonzero(positions == self.value)[0])
        return {"label": self.label, "start": start, "spoken": [self.say(value) for value in positions]}


@dataclass(frozen=True)
class Choice:
    """One of a few named settings; the first is the start."""

    name: str
    label: str
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.options)) != len(self.options) or len(self.options) < 2:
            raise ValueError(f"the choice {self.name!r} must have two different options or more, got {self.options}")

    @property
    def value(self) -> str:
        return self.options[0]

    def check(self, value: object) -> str:
        """The value, if it is one of the options; one sentence if not."""
        return str(one_of(self.name, value, self.options))

    def at(self, place: int) -> str:
        """The option at a position, counted from 0."""
        return self.options[place]

    @property
    def control(self) -> dict[str, object]:
        """What the live renderer shows."""
        return {"label": self.label, "start": 0, "options": list(self.options)}


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

    def draw_at(self, places: Sequence[int]) -> Chart:
        """The chart where the controls stand at these positions."""
        values = {one.name: one.at(place) for one, place in zip(self.parameters, places, strict=True)}
        return self.chart(**values)

    def coarse(self, steps: int) -> "Explorer":
        """The same with fewer positions of each slider."""
        parameters = (
            replace(one, steps=min(steps, one.steps)) if isinstance(one, Slider) else one for one in self.parameters
        )
        return replace(self, parameters=tuple(parameters))

    def grid(self) -> list[tuple[int, ...]]:
        """Where to compute frames: with every combination of choices, one slider at a time off its start."""
        ways = [parameter.control for parameter in self.parameters]
        start = [range(len(way["options"])) if "options" in way else (way["start"],) for way in ways]
        found = dict.fromkeys(product(*start))
        for chosen in list(found):
            for index, way in enumerate(ways):
                for place in range(len(way.get("spoken", ()))):
                    found[(*chosen[:index], place, *chosen[index + 1 :])] = None
        return list(found)

    def page(self) -> str:
        """HTML that moves where no kernel runs.

        Raises
        ------
        ValueError
            when the frames are too many or too large even for the coarsest sliders.
        """
        from il2course.charts import live

        for steps in COARSE:
            coarse = self.coarse(steps)
            if len(coarse.grid()) <= MOST_FRAMES:
                film = live.film(coarse.title, coarse._controls, coarse.draw_at, coarse.grid())
                if len(film) <= LARGEST:
                    return live.page(self.chart(), film)
        raise ValueError(f"{self.title!r} must have at most {MOST_FRAMES} frames of {LARGEST} characters, got more")

    @property
    def _controls(self) -> list[dict[str, object]]:
        return [parameter.control for parameter in self.parameters]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        if os.environ.get(FOR_A_PAGE):
            return {"text/html": self.page(), "text/plain": self.chart().describe()}
        from il2course import stage
        from il2course.charts import live, static

        chart = self.chart()
        return stage.bundle(
            lambda: live.Live(self.title, self._controls, self.draw_at), static.html(chart), chart.describe()
        )

"""A chart as data, and its description in words."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import numpy as np

from il2course.charts.quantity import quantity
from il2course.signature import typed

# Set in the environment where cells are executed for pages without a kernel: the themes that a page has.
FOR_A_PAGE = "IL2COURSE_PAGE"
SCALES = ("linear", "log", "category")
MOST_POINTS = 20_000
MOST_CELLS = 40_000
NOTHING = 1e-4  # share of a curve's range that no eye can tell from zero
APART = 0.02  # two curves closer than this share of their range lie on each other
MOST_CROSSINGS = 3  # noisy curves cross without end; that is not worth telling


class ChartError(ValueError):
    """The data of a chart do not make a picture; the message says what was expected and what came."""


@typed
@dataclass(frozen=True)
class Axis:
    """What one direction of a chart measures.

    Attributes
    ----------
    label
        what is measured.
    unit
        its unit; "1" for a pure number, empty only on a category axis.
    scale
        "linear", "log" or "category".
    limits
        lowest and highest value shown; None to fit the data.
    categories
        the names along a category axis, first at the top or left.
    """

    label: str
    unit: str
    scale: str = "linear"
    limits: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise ChartError(f"scale must be one of {', '.join(SCALES)}, got {self.scale!r}")
        if not self.label:
            raise ChartError("an axis must have a label, got none")
        if not self.unit and self.scale != "category":
            raise ChartError(f"the axis {self.label!r} must have a unit ('1' for a pure number), got none")
        if self.scale == "category" and not self.categories:
            raise ChartError(f"the category axis {self.label!r} must have categories, got none")
        if self.limits is not None and not self.limits[0] < self.limits[1]:
            raise ChartError(f"limits of {self.label!r} must rise, got {self.limits[0]} to {self.limits[1]}")
        if self.scale == "log" and self.limits is not None and self.limits[0] <= 0:
            raise ChartError(f"limits of the log axis {self.label!r} must be > 0, got {self.limits[0]}")

    @property
    def title(self) -> str:
        """Label with unit, as drawn: `dose of IL-2 (nM)`."""
        return self.label if self.unit in ("", "1") else f"{self.label} ({self.unit})"

    def say(self, value: float) -> str:
        """A position on this axis in words."""
        if self.scale == "category":
            return " ".join(self.categories[round(value)].split())
        return quantity(float(value), "" if self.unit == "1" else self.unit)


@dataclass(frozen=True)
class Line:
    """A curve: y over x, arrays of one shape (n,).

    Lines differ by color and by dashes; noisy ones are better `solid`. `label_at` is the x at which the name
    stands above the curve, instead of beside its end.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    solid: bool = False
    label_at: float | None = None


@dataclass(frozen=True)
class Points:
    """Measured or single values: y over x, arrays of one shape (n,).

    `like` names the line they belong to: they share its color and need no label of their own. In words they are a
    curve if x rises from each to the next, else a cloud.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    like: str = ""


@dataclass(frozen=True)
class Band:
    """The area between two curves over x, arrays of one shape (n,)."""

    name: str
    x: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Interval:
    """Values with lower and upper ends along x, one a category of the y axis: arrays of one shape (n,).

    `row` is the position of each on the category axis. An infinite end is drawn as an arrow.
    """

    name: str
    row: np.ndarray
    low: np.ndarray
    value: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Raster:
    """A field of values: an array of shape (rows, columns), the first row at the first y.

    `x` and `y` rise and hold the centers of the cells (n) or their edges (n + 1); `unit` is that of the values, "1"
    for pure numbers.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    unit: str


@typed
@dataclass(frozen=True)
class Rule:
    """A straight line across the chart at one value of one axis ("x" or "y"), with its text."""

    value: float
    text: str
    axis: str = "x"


@typed
@dataclass(frozen=True)
class Note:
    """Words at a place in the chart."""

    x: float
    y: float
    text: str


Series = Line | Points | Band | Interval | Raster
Mark = Rule | Note


@typed
@dataclass(frozen=True)
class Chart:
    """Everything needed to draw a chart, or to tell it.

    Attributes
    ----------
    title
        what it shows, as a phrase.
    x, y
        the axes.
    series
        what is drawn, in the order of the palette.
    marks
        rules and notes.
    caption
        what to see in it: one or two sentences.
    equal
        whether one unit of x is drawn as long as one of y, so that a circle is round.

    Raises
    ------
    ChartError
        when there is nothing to draw, arrays do not fit together, hold NaN, or are not drawable on a log axis.
    """

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    caption: str
    marks: tuple[Mark, ...] = field(default=())
    equal: bool = False

    def __post_init__(self) -> None:
        if self.equal and (self.x.scale, self.y.scale) != ("linear", "linear"):
            raise ChartError(f"the axes of {self.title!r} must be linear, got {self.x.scale} and {self.y.scale}")
        if not self.series:
            raise ChartError(f"the chart {self.title!r} must have at least one series, got none")
        if not self.caption:
            raise ChartError(f"the chart {self.title!r} must have a caption that says what to see, got none")
        names = [series.name for series in self.series]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ChartError(f"the series of {self.title!r} must have different names, got {twice!r} twice")
        lines = [series.name for series in self.series if isinstance(series, Line)]
        for series in self.series:
            self._check(series)
            if isinstance(series, Points) and series.like and series.like not in lines:
                raise ChartError(f"{series.name!r} must be like one of the lines {lines}, got {series.like!r}")
        for mark in self.marks:
            _check_mark(mark, self.x, self.y)

    def _check(self, series: Series) -> None:
        if isinstance(series, Raster):
            _check_raster(series, self.x, self.y)
            return
        arrays = {name: np.asarray(getattr(series, name)) for name in _ARRAYS[type(series)]}
        shapes = {array.shape for array in arrays.values()}
        if any(0 in shape for shape in shapes):
            raise ChartError(f"{series.name!r} must have at least one point, got none")
        if len(shapes) != 1 or len(next(iter(shapes))) != 1:
            raise ChartError(f"{series.name!r} must have lists of one length, got shapes {sorted(shapes)}")
        if next(iter(shapes))[0] > MOST_POINTS:
            raise ChartError(f"{series.name!r} must have at most {MOST_POINTS} points, got {next(iter(shapes))[0]}")
        for name, array in arrays.items():
            axis = self.x if name in ("x", "value") or (isinstance(series, Interval) and name != "row") else self.y
            endless = isinstance(series, Interval) and name in ("low", "high")
            if array.dtype.kind not in "iuf":
                raise ChartError(f"{series.name!r} must have numbers in {name}, got {array.dtype}")
            bad = np.isnan(array) if endless else ~np.isfinite(array)
            if bad.any():
                raise ChartError(f"{series.name!r} must have finite numbers in {name}, got {array[bad][0]}")
            if axis.scale == "log" and (array <= 0).any() and not (endless and name == "low"):
                raise ChartError(f"{series.name!r} must be > 0 on the log axis {axis.label!r}, got {array.min()}")
            if axis.scale == "category":
                _check_categories(series.name, array, axis)
        _check_order(series.name, {name: arrays[name] for name in ("low", "value", "high") if name in arrays})

    def describe(self) -> str:
        """The chart in words, computed from its data: ranges, extremes, crossings, marks."""
        x_scale = " on a logarithmic scale" if self.x.scale == "log" else ""
        y_scale = " on a logarithmic scale" if self.y.scale == "log" else ""
        sentences = [f"{self.title}. {_capital(self.y.label)}{y_scale} over {self.x.label}{x_scale}."]
        sentences += [sentence for series in self.series for sentence in _tell(series, self.x, self.y)]
        sentences += list(self._crossings())
        sentences += [f"Marked: {mark.text}." for mark in self.marks]
        return " ".join(sentences)

    def _crossings(self) -> Iterator[str]:
        lines = [series for series in self.series if isinstance(series, Line)]
        for one, other in combinations(lines, 2):
            for place in _crossing_places(one, other):
                yield f"{one.name} and {other.name} cross at {self.x.say(place)}."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from il2course.charts.static import html

        at_night = "dark" in os.environ.get(FOR_A_PAGE, "")
        return {"text/html": html(self, at_night), "text/plain": self.describe()}


def _check_raster(raster: Raster, x: Axis, y: Axis) -> None:
    values = np.asarray(raster.values)
    if not raster.unit:
        raise ChartError(f"{raster.name!r} must have a unit ('1' for pure numbers), got none")
    if values.ndim != 2 or not values.size or values.dtype.kind not in "iuf":
        raise ChartError(f"{raster.name!r} must have a table of numbers, got {values.dtype} of shape {values.shape}")
    if values.size > MOST_CELLS:
        raise ChartError(f"{raster.name!r} must have at most {MOST_CELLS} cells, got {values.size}")
    if not np.isfinite(values).all():
        raise ChartError(f"{raster.name!r} must have finite numbers, got {values[~np.isfinite(values)][0]}")
    for name, axis, cells in (("x", x, values.shape[1]), ("y", y, values.shape[0])):
        places = np.asarray(getattr(raster, name))
        if places.ndim != 1 or places.size not in (cells, cells + 1) or places.dtype.kind not in "iuf":
            raise ChartError(
                f"{raster.name!r} must have {cells} centers or {cells + 1} edges in {name}, got {places.size}"
            )
        if not np.isfinite(places).all() or not (np.diff(places) > 0).all():
            raise ChartError(f"{raster.name!r} must have rising, finite numbers in {name}")
        if axis.scale == "log" and places[0] <= 0:
            raise ChartError(f"{raster.name!r} must be > 0 on the log axis {axis.label!r}, got {places[0]}")


def _check_categories(name: str, places: np.ndarray, axis: Axis) -> None:
    last = len(axis.categories) - 1
    outside = places[(places <= -0.5) | (places >= last + 0.5)]
    if outside.size:
        raise ChartError(f"{name!r} must be between 0 and {last} on the axis {axis.label!r}, got {outside[0]:g}")


def _check_order(name: str, ends: dict[str, np.ndarray]) -> None:
    for (one, lower), (other, upper) in pairwise(ends.items()):
        wrong = lower > upper
        if wrong.any():
            got = f"{lower[wrong][0]:g} and {upper[wrong][0]:g}"
            raise ChartError(f"{name!r} must have {one} at or below {other}, got {got}")


def _check_mark(mark: Mark, x: Axis, y: Axis) -> None:
    if isinstance(mark, Rule) and mark.axis not in ("x", "y"):
        raise ChartError(f"the rule {mark.text!r} must stand on the axis x or y, got {mark.axis!r}")
    places = [(mark.value, {"x": x, "y": y}[mark.axis])] if isinstance(mark, Rule) else [(mark.x, x), (mark.y, y)]
    for place, axis in places:
        if not np.isfinite(place) or (axis.scale == "log" and place <= 0):
            wanted = "> 0" if axis.scale == "log" else "finite"
            raise ChartError(f"the place of {mark.text!r} on the axis {axis.label!r} must be {wanted}, got {place}")


_ARRAYS = {
    Line: ("x", "y"),
    Points: ("x", "y"),
    Band: ("x", "low", "high"),
    Interval: ("row", "low", "value", "high"),
}


def _capital(text: str) -> str:
    first = text.split(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def _tell(series: Series, x: Axis, y: Axis) -> Iterator[str]:
    """One sentence a series."""
    if isinstance(series, Interval):
        for row, low, value, high in zip(series.row, series.low, series.value, series.high, strict=True):
            yield f"{y.say(row)}, {series.name}: {x.say(value)}, from {x.say(low)} to {x.say(high)}."
    elif isinstance(series, Band):
        widest = int(np.argmax(np.asarray(series.high) - np.asarray(series.low)))
        yield (
            f"{series.name}: a band, widest at {x.say(series.x[widest])}, "
            f"from {y.say(series.low[widest])} to {y.say(series.high[widest])}."
        )
    elif isinstance(series, Raster):
        yield _field(series, x, y)
    elif x.scale == "category":
        values = ", ".join(f"{x.say(place)} {y.say(value)}" for place, value in zip(series.x, series.y, strict=True))
        yield f"{series.name}: {values}."
    elif isinstance(series, Points) and (np.diff(series.x) <= 0).any():
        yield f"{series.name}: {_cloud(np.asarray(series.x), np.asarray(series.y), x, y)}."
    else:
        yield f"{series.name}: {_shape(np.asarray(series.x), np.asarray(series.y), x, y)}."


def _cloud(place: np.ndarray, value: np.ndarray, x: Axis, y: Axis) -> str:
    """Where points lie that stand in no order along x."""
    sides = ((axis, np.quantile(values, (0.0, 0.5, 1.0))) for axis, values in ((x, place), (y, value)))
    spans = (
        f"{axis.label} {axis.say(low)} to {axis.say(high)}, half below {axis.say(half)}"
        for axis, (low, half, high) in sides
    )
    return f"{place.size} points, {'; '.join(spans)}"


def _field(raster: Raster, x: Axis, y: Axis) -> str:
    """The range of a field, and where it is highest."""
    values = np.asarray(raster.values, dtype=float)
    unit = "" if raster.unit == "1" else raster.unit
    if np.ptp(values) == 0:
        return f"{raster.name}: {quantity(float(values.max()), unit)} everywhere."
    row, column = np.unravel_index(int(np.argmax(values)), values.shape)
    where = [
        axis.say(places[at] if np.size(places) == cells else (places[at] + places[at + 1]) / 2)
        for axis, places, at, cells in ((x, raster.x, column, values.shape[1]), (y, raster.y, row, values.shape[0]))
    ]
    return (
        f"{raster.name}: from {quantity(float(values.min()), unit)} to {quantity(float(values.max()), unit)}, "
        f"highest at {x.label} {where[0]} and {y.label} {where[1]}."
    )


def _shape(place: np.ndarray, value: np.ndarray, x: Axis, y: Axis) -> str:
    """How a curve runs from its first to its last point."""
    order = np.argsort(place)
    place, value = place[order], value[order]
    if y.scale == "linear":  # what cannot be told from zero in the picture is zero in words
        value = np.where(np.abs(value) < NOTHING * np.ptp(value), 0.0, value)
    if place.size == 1:
        return f"{y.say(value[0])} at {x.say(place[0])}"
    ends = f"from {y.say(value[0])} at {x.say(place[0])} to {y.say(value[-1])} at {x.say(place[-1])}"
    steps = np.diff(value)
    noise = 1e-9 * max(np.ptp(value), 1e-300)
    if np.ptp(value) <= 1e-9 * max(abs(value).max(), 1e-300):
        return f"constant at {y.say(value[0])}"
    if (steps >= -noise).all():
        return f"rises {ends}"
    if (steps <= noise).all():
        return f"falls {ends}"
    top, bottom = int(np.argmax(value)), int(np.argmin(value))
    extremes = ((word, y.say(value[at]), x.say(place[at])) for word, at in (("highest", top), ("lowest", bottom)))
    return f"runs {ends}, " + ", ".join(f"{word} {height} at {where}" for word, height, where in extremes)


def _crossing_places(one: Line, other: Line) -> Iterator[float]:
    """Where two curves over the same x change places."""
    if np.shape(one.x) != np.shape(other.x) or not np.array_equal(one.x, other.x):
        return
    gap = np.asarray(one.y, dtype=float) - np.asarray(other.y, dtype=float)
    size = max(np.ptp(one.y), np.ptp(other.y), 1e-300)
    apart = np.flatnonzero(np.abs(gap) > APART * size)
    changes = [(left, right) for left, right in pairwise(apart) if gap[left] * gap[right] < 0]
    for left, right in changes if len(changes) <= MOST_CROSSINGS else ():
        share = gap[left] / (gap[left] - gap[right])
        yield float(one.x[left] + share * (one.x[right] - one.x[left]))

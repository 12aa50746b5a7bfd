"""What both renderers agree on: the part of the axes that is shown, whose color is whose, where names stand."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from il2course.charts.chart import Axis, Band, Chart, Interval, Line, Raster, Rule, Series

MARGIN = 0.05  # of the data's extent, left free on both sides
FAR = 0.2  # farther than this from its line, as a share of the height, a name misleads
UNDER_NAME = 0.04  # of a line's points, which its name covers to each side
NAME_GAP = 0.055  # smallest distance between two names, as a share of the height
BESIDE = 0.2  # how far below the first the next interval of a row stands


class Name(NamedTuple):
    """A name beside the end of its line: the height is a share of the chart's, from the bottom."""

    height: float
    color: int
    text: str


def colored(series: tuple[Series, ...]) -> Iterator[tuple[Series, int]]:
    """Each series with its place in the palette; points that belong to a line take the line's."""
    place: dict[str, int] = {}
    for one in series:
        like = getattr(one, "like", "")
        place[one.name] = place[like] if like else len({*place.values()})
        yield one, place[one.name]


def edges(places: np.ndarray, cells: int, log: bool = False) -> np.ndarray:
    """The borders of a raster's cells: `places` themselves, or midway between centers and as far beyond the ends."""
    places = np.asarray(places, dtype=float)
    if places.size == cells + 1:
        return places
    centers = np.log(places) if log else places
    half = np.diff(centers) / 2 if cells > 1 else np.array([0.5])
    borders = np.concatenate([[centers[0] - half[0]], centers[:-1] + half[: cells - 1], [centers[-1] + half[-1]]])
    return np.exp(borders) if log else borders


def limits(chart: Chart, name: str) -> tuple[float, float]:
    """The lowest and highest value shown on the axis `name` ("x" or "y")."""
    axis: Axis = getattr(chart, name)
    if axis.scale == "category":
        return -0.5, len(axis.categories) - 0.5
    if axis.limits is not None:
        return axis.limits
    log = axis.scale == "log"
    values = np.concatenate([np.ravel(part) for part in _extent(chart, name)])
    values = values[np.isfinite(values) & ((values > 0) | (not log))].astype(float)
    low, high = (np.log10(values.min()), np.log10(values.max())) if log else (values.min(), values.max())
    filled = name == "x" and all(isinstance(series, (Line, Band, Raster)) for series in chart.series)
    filled = filled or all(isinstance(series, Raster) for series in chart.series)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-300):
        room = 0.5 if log else abs(high) * MARGIN or 1.0
    else:
        room = 0.0 if filled else MARGIN * (high - low)
    low, high = low - room, high + room
    return (float(10**low), float(10**high)) if log else (float(low), float(high))


def _extent(chart: Chart, name: str) -> Iterator[np.ndarray]:
    """All values that the axis must show."""
    for series in chart.series:
        if isinstance(series, Raster):
            values = np.shape(series.values)[0 if name == "y" else 1]
            yield edges(getattr(series, name), values, getattr(chart, name).scale == "log")
        elif isinstance(series, Interval):
            known = [np.asarray(end, dtype=float) for end in (series.low, series.value, series.high)]
            yield np.concatenate(known) if name == "x" else np.asarray(series.row, dtype=float)
        elif isinstance(series, Band) and name == "y":
            yield np.concatenate([series.low, series.high])
        else:
            yield np.asarray(getattr(series, name), dtype=float)
    yield np.array([mark.value for mark in chart.marks if isinstance(mark, Rule) and mark.axis == name])


def share(value: float, axis: Axis, shown: tuple[float, float]) -> float:
    """How far along its axis a value stands, 0 at the lower limit and 1 at the upper."""
    low, high = shown
    if axis.scale == "log":
        value, low, high = np.log([max(value, 1e-300), low, high])
    return float((value - low) / (high - low))


def stands_at(line: Line) -> tuple[float, float] | None:
    """The point above which the name of a line stands, if not beside its end: as high as the line is below the name."""
    if line.label_at is None:
        return None
    x, y = np.asarray(line.x), np.asarray(line.y)
    near = np.abs(np.arange(x.size) - np.abs(x - line.label_at).argmin()) <= UNDER_NAME * x.size
    return line.label_at, float(y[near].max())


def keyed(chart: Chart) -> list[tuple[Series, int]]:
    """What a legend lists: everything whose name does not stand at its line or in that of another."""
    return [
        (series, index)
        for series, index in colored(chart.series)
        if not getattr(series, "like", "") and getattr(series, "label_at", None) is None
    ]


def names(chart: Chart) -> list[Name] | None:
    """Names beside the ends of the lines, from the top, pushed apart; None where only a legend would not mislead."""
    entries = [(series, index) for series, index in keyed(chart) if not isinstance(series, Raster)]
    if len(entries) < 2:
        return []
    if not all(isinstance(series, Line) for series, _ in entries):
        return None
    ends = sorted(
        (_end(line, index, chart) for line, index in entries), key=lambda end: (-round(end.height, 2), end.color)
    )
    placed = _pushed_apart(ends)
    moved = (abs(name.height - end.height) for name, end in zip(placed, ends, strict=True))
    return None if max(moved) > FAR else placed


def _end(line: Line, index: int, chart: Chart) -> Name:
    """Where a line leaves the chart."""
    shown = np.flatnonzero(np.asarray(line.x) <= limits(chart, "x")[1])
    last = int(shown[-1]) if shown.size else 0
    return Name(share(float(line.y[last]), chart.y, limits(chart, "y")), index, line.name)


def _pushed_apart(ends: list[Name]) -> list[Name]:
    """The same names in the same order, none closer to the next than NAME_GAP, all between 0 and 1 if they fit."""
    heights, ceiling = [], 1.0
    for end in ends:
        heights.append(min(end.height, ceiling))
        ceiling = heights[-1] - NAME_GAP
    floor = 0.0
    for place in reversed(range(len(heights))):
        heights[place] = max(heights[place], floor)
        floor = heights[place] + NAME_GAP
    return [end._replace(height=height) for height, end in zip(heights, ends, strict=True)]

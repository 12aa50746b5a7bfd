"""A chart as JSON: what the live renderer draws, and what of it changed."""

from collections.abc import Mapping
from math import floor, log10

import numpy as np

from il2course.charts import layout
from il2course.charts.chart import Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule, Series
from il2course.charts.palette import DASHES, ON_LIGHT, SYMBOLS

DIGITS = 4  # a curve drawn 10,000 pixels wide would still be right
SHADES = 999  # a raster's values are sent as whole numbers up to this

Json = dict[str, object]


def spec(chart: Chart) -> Json:
    """The chart as JSON: numbers rounded to what can be seen, limits and places of names worked out."""
    shown = {name: layout.limits(chart, name) for name in ("x", "y")}
    round_x, round_y = (_rounding(getattr(chart, name), shown[name]) for name in ("x", "y"))
    beside = layout.names(chart)
    return {
        "title": chart.title,
        "caption": chart.caption,
        "words": chart.describe(),
        "x": _axis(chart.x, shown["x"]),
        "y": _axis(chart.y, shown["y"]),
        "series": [
            _series(series, index, chart, round_x, round_y) for series, index in layout.colored(chart.series)
        ],
        "marks": [_mark(mark) for mark in chart.marks],
        "names": None if beside is None else [[round(height, 4), color, text] for height, color, text in beside],
        "equal": chart.equal,
        "key": [series.name for series, _ in layout.keyed(chart)],
    }  # fmt: skip


def _axis(axis: Axis, shown: tuple[float, float]) -> Json:
    return {
        "title": axis.title,
        "unit": "" if axis.unit == "1" else axis.unit,
        "scale": axis.scale,
        "limits": [float(f"{end:.6g}") for end in shown],
        "categories": list(axis.categories),
    }


def _rounding(axis: Axis, shown: tuple[float, float]):
    """How numbers on this axis become JSON; what is infinite, or below zero on a log axis, has no place: null."""
    if axis.scale == "log":
        return lambda values: [
            float(f"{value:.{DIGITS}g}") if 0 < value < np.inf else None for value in np.asarray(values).tolist()
        ]
    places = DIGITS - floor(log10(shown[1] - shown[0]))

    def plain(values: np.ndarray) -> list[float | int | None]:
        near = np.round(np.asarray(values, dtype=float), places).tolist()
        return [None if abs(value) == np.inf else int(value) if value == int(value) else value for value in near]

    return plain


def _series(series: Series, index: int, chart: Chart, round_x, round_y) -> Json:
    common = {"kind": type(series).__name__.lower(), "name": series.name, "color": index % len(ON_LIGHT)}
    match series:
        case Line():
            place = layout.stands_at(series)
            data = {
                "x": round_x(series.x),
                "y": round_y(series.y),
                "dash": [] if series.solid else list(DASHES[index % len(DASHES)]),
                "at": place and [round_x([place[0]])[0], round_y([place[1]])[0]],
            }
        case Points():
            data = {"x": round_x(series.x), "y": round_y(series.y), "symbol": SYMBOLS[index % len(SYMBOLS)]}
        case Band():
            data = {"x": round_x(series.x), "low": round_y(series.low), "high": round_y(series.high)}
        case Interval():
            data = {
                "row": round_y(np.asarray(series.row) + layout.BESIDE * index),
                "low": round_x(series.low),
                "value": round_x(series.value),
                "high": round_x(series.high),
                "symbol": SYMBOLS[index % len(SYMBOLS)],
            }
        case Raster():
            values = np.asarray(series.values, dtype=float)
            low, high = float(values.min()), float(values.max())
            data = {
                "x": round_x(layout.edges(series.x, values.shape[1], chart.x.scale == "log")),
                "y": round_y(layout.edges(series.y, values.shape[0], chart.y.scale == "log")),
                "unit": "" if series.unit == "1" else series.unit,
                "range": [float(f"{end:.6g}") for end in (low, high)],
                "shades": np.rint((values - low) / ((high - low) or 1.0) * SHADES).astype(int).ravel().tolist(),
            }
    return common | data


def _mark(mark: Rule | Note) -> Json:
    if isinstance(mark, Rule):
        return {"kind": "rule", "axis": mark.axis, "value": float(f"{mark.value:.6g}"), "text": mark.text}
    return {"kind": "note", "x": float(f"{mark.x:.6g}"), "y": float(f"{mark.y:.6g}"), "text": mark.text}


def patch(first: object, now: object) -> object:
    """What to put into `first` to get `now`: only what differs, `{}` for nothing.

    Objects and lists of objects are compared part by part, all else as a whole. What cannot be reached part by part
    stands under "=".

    >>> patch({"a": 1, "b": [{"c": 2, "d": 3}]}, {"a": 1, "b": [{"c": 2, "d": 4}]})
    {'b': {'0': {'d': 4}}}
    """
    one, other = _parts(first), _parts(now)
    if one is None or other is None or one.keys() != other.keys():
        return {"=": now} if isinstance(now, dict) else now
    return {name: patch(one[name], part) for name, part in other.items() if part != one[name]}


def _parts(value: object) -> Mapping[str, object] | None:
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        return {str(place): part for place, part in enumerate(value)}
    return None


def patched(first: object, change: object) -> object:
    """`first` with a `patch` put in: what the script does with it."""
    if not isinstance(change, dict):
        return change
    if "=" in change:
        return change["="]
    whole = list(first) if isinstance(first, list) else dict(first)
    for name, part in change.items():
        place = int(name) if isinstance(first, list) else name
        whole[place] = patched(first[place], part)
    return whole

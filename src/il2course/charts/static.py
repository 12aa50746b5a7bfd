"""Charts as Matplotlib figures: for saved pages, tests, and wherever no kernel runs."""

import base64
from collections.abc import Iterator
from html import escape
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis as MatplotlibAxis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from il2course.charts.chart import Axis, Band, Chart, Interval, Line, Note, Points, Rule, Series
from il2course.charts.quantity import rounded

# Distinct under the common colour-vision deficiencies and, as text on white, at a contrast of 4.5 or more.
PALETTE = ("#0063A6", "#B34700", "#00704A", "#8E3B73", "#6B5900", "#3D3D3D")
DASHES = ((), (5, 2), (2, 1.5), (7, 2, 1.5, 2), (1, 1), (9, 3))
MARKERS = ("o", "s", "^", "D", "v", "P")
SIZE_INCHES = (7.4, 4.2)
DPI = 150
WIDTH_PX = 740
FAR = 0.2  # farther than this from its line, as a share of the height, a label misleads
LABEL_GAP = 0.055  # smallest distance between two labels, as a share of the height


def figure(chart: Chart) -> Figure:
    """Draw a chart; the caller owns the figure, pyplot never hears of it."""
    canvas = FigureCanvasAgg(Figure(figsize=SIZE_INCHES, dpi=DPI, layout="constrained"))
    axes = canvas.figure.add_subplot()
    _dress(axes.xaxis, chart.x)
    _dress(axes.yaxis, chart.y)
    for series, index in _with_colors(chart.series):
        _DRAW[type(series)](axes, series, index)
    for mark in chart.marks:
        _DRAW[type(mark)](axes, mark, 0)
    if chart.x.limits is None and all(isinstance(series, (Line, Band)) for series in chart.series):
        axes.margins(x=0)
    if chart.y.scale == "category":
        axes.set_ylim(len(chart.y.categories) - 0.5, -0.5)
    axes.set_title(chart.title, loc="left", fontsize=11.5, fontweight="bold")
    axes.grid(True, which="major", color="#E3E3E3", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    _refine(axes.xaxis, chart.x)
    _refine(axes.yaxis, chart.y)
    _label(axes, chart)
    return canvas.figure


def _with_colors(series: tuple[Series, ...]) -> Iterator[tuple[Series, int]]:
    """Each series with its place in the palette; points that belong to a line take the line's."""
    place: dict[str, int] = {}
    for one in series:
        like = getattr(one, "like", "")
        place[one.name] = place[like] if like else len({*place.values()})
        yield one, place[one.name]


def png(chart: Chart) -> bytes:
    """The chart as a PNG picture with its description inside."""
    file = BytesIO()
    figure(chart).savefig(file, format="png", metadata={"Description": chart.describe(), "Software": None})
    return file.getvalue()


def html(chart: Chart) -> str:
    """The chart as one HTML figure: picture, description as alternative text, caption."""
    data = base64.b64encode(png(chart)).decode()
    return (
        f'<figure style="margin:0;max-width:{WIDTH_PX}px">'
        f'<img src="data:image/png;base64,{data}" alt="{escape(chart.describe())}" style="width:100%;height:auto">'
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )


def _draw_line(axes: Axes, line: Line, index: int) -> None:
    dashes = () if line.solid else DASHES[index % len(DASHES)]
    axes.plot(line.x, line.y, color=_color(index), linewidth=2.2, dashes=dashes or (None, None), label=line.name)


def _draw_points(axes: Axes, points: Points, index: int) -> None:
    marker = MARKERS[index % len(MARKERS)]
    axes.plot(points.x, points.y, marker, color=_color(index), markersize=6.5, label=points.name)


def _draw_band(axes: Axes, band: Band, index: int) -> None:
    axes.fill_between(band.x, band.low, band.high, color=_color(index), alpha=0.2, linewidth=0, label=band.name)


def _draw_interval(axes: Axes, interval: Interval, index: int) -> None:
    """The first interval of a row on its middle, the next a little below."""
    low, high = np.asarray(interval.low, dtype=float), np.asarray(interval.high, dtype=float)
    known = np.concatenate([np.asarray(interval.value), low[np.isfinite(low)], high[np.isfinite(high)]])
    for row, start, value, end in zip(interval.row, low, interval.value, high, strict=True):
        place = row + 0.2 * index
        shown = (max(start, known[known > 0].min() / 3), end if np.isfinite(end) else known.max() * 3)
        axes.plot(shown, (place, place), color=_color(index), linewidth=2.2, solid_capstyle="butt")
        axes.plot(value, place, MARKERS[index % len(MARKERS)], color=_color(index), markersize=7)
        if not np.isfinite(end):
            axes.plot(shown[1], place, ">", color=_color(index), markersize=7)
    axes.plot([], [], MARKERS[index % len(MARKERS)], color=_color(index), linestyle="-", label=interval.name)


def _draw_rule(axes: Axes, rule: Rule, _: int) -> None:
    line, text = (
        (axes.axvline, axes.get_xaxis_transform()) if rule.axis == "x" else (axes.axhline, axes.get_yaxis_transform())
    )
    line(rule.value, color="#555555", linewidth=1.1, dashes=(3, 2))
    place = (rule.value, 0.985) if rule.axis == "x" else (0.01, rule.value)
    turn = {"rotation": 90, "ha": "right", "va": "top"} if rule.axis == "x" else {"ha": "left", "va": "bottom"}
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.8}
    axes.text(*place, rule.text, transform=text, fontsize=8.5, color="#444444", bbox=paper, **turn)


def _draw_note(axes: Axes, note: Note, _: int) -> None:
    axes.annotate(note.text, (note.x, note.y), xytext=(6, 4), textcoords="offset points", fontsize=9, color="#333333")


_DRAW = {
    Line: _draw_line,
    Points: _draw_points,
    Band: _draw_band,
    Interval: _draw_interval,
    Rule: _draw_rule,
    Note: _draw_note,
}


def _color(index: int) -> str:
    return PALETTE[index % len(PALETTE)]


def _dress(ticks: MatplotlibAxis, axis: Axis) -> None:
    """Scale, limits and title of one axis, before anything is drawn."""
    name = ticks.axis_name
    scale, limits = getattr(ticks.axes, f"set_{name}scale"), getattr(ticks.axes, f"set_{name}lim")
    if axis.scale == "category":
        ticks.set_ticks(range(len(axis.categories)), axis.categories)
        if name == "x":
            limits(-0.5, len(axis.categories) - 0.5)
    elif axis.scale == "log":
        scale("log")
    if axis.limits is not None:
        limits(*axis.limits)
    ticks.set_label_text(axis.title)


def _refine(ticks: MatplotlibAxis, axis: Axis) -> None:
    """Tick numbers a person would write; on a short log axis also at 2 and 5."""
    if axis.scale != "log":
        return
    low, high = ticks.get_view_interval()
    ticks.set_major_locator(LogLocator(numticks=8, subs=(1.0, 2.0, 5.0) if high / low < 300 else (1.0,)))
    ticks.set_minor_formatter(NullFormatter())
    ticks.set_major_formatter(FuncFormatter(lambda value, _: rounded(value)))


def _label(axes: Axes, chart: Chart) -> None:
    """Names beside the ends of the lines, pushed apart; a legend where that would mislead."""
    lines = [(series, index) for series, index in _with_colors(chart.series) if isinstance(series, Line)]
    for line, index in [(line, index) for line, index in lines if line.label_at is not None]:
        place = (line.label_at, float(np.interp(line.label_at, line.x, line.y)))
        axes.annotate(
            line.name, place, xytext=(0, 7), textcoords="offset points", ha="center", color=_color(index), fontsize=9.5
        )
    lines = [(line, index) for line, index in lines if line.label_at is None]
    others = [series for series in chart.series if not isinstance(series, Line) and not getattr(series, "like", "")]
    if len(lines) + len(others) < 2 or not lines + others:
        return
    to_axes = axes.transScale + axes.transLimits
    ends = []
    for line, index in lines:
        inside = np.flatnonzero(np.asarray(line.x) <= max(axes.get_xlim()))[-1]
        ends.append((float(to_axes.transform((line.x[inside], line.y[inside]))[1]), index, line.name))
    placed = _pushed_apart(ends)
    moved = [abs(height - end[0]) for (height, *_), end in zip(placed, _from_the_top(ends), strict=True)]
    if others or max(moved) > FAR:
        axes.legend(frameon=False, fontsize=9)
        return
    for height, index, name in placed:
        axes.text(1.012, height, name, transform=axes.transAxes, color=_color(index), fontsize=9.5, va="center")


def _from_the_top(ends: list[tuple[float, int, str]]) -> list[tuple[float, int, str]]:
    """Labels by height; those of curves that end together in the order of the chart."""
    return sorted(ends, key=lambda end: (-round(end[0], 2), end[1]))


def _pushed_apart(ends: list[tuple[float, int, str]]) -> list[tuple[float, int, str]]:
    """The same labels from top to bottom, none closer to the next than LABEL_GAP, all between 0 and 1 if they fit."""
    order = _from_the_top(ends)
    heights, ceiling = [], 1.0
    for height, *_ in order:
        heights.append(min(height, ceiling))
        ceiling = heights[-1] - LABEL_GAP
    floor = 0.0
    for place in reversed(range(len(heights))):
        heights[place] = max(heights[place], floor)
        floor = heights[place] + LABEL_GAP
    return [(height, index, name) for height, (_, index, name) in zip(heights, order, strict=True)]

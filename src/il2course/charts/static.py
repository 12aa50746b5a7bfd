"""Charts as Matplotlib figures: for saved pages, tests, and wherever no kernel runs."""

import base64
from html import escape
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis as MatplotlibAxis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from il2course.charts import layout
from il2course.charts.chart import Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule
from il2course.charts.palette import DARK, DASHES, LIGHT, RAMP, SYMBOLS, Look
from il2course.charts.quantity import rounded

MARKERS = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D", "wedge": "v", "plus": "P"}
SIZE_INCHES = (7.4, 4.2)
DPI = 150
WIDTH_PX = 740


def figure(chart: Chart, look: Look = LIGHT) -> Figure:
    """Draw a chart; the caller owns the figure, pyplot never hears of it."""
    canvas = FigureCanvasAgg(Figure(figsize=SIZE_INCHES, dpi=DPI, layout="constrained", facecolor=look.paper))
    axes = canvas.figure.add_subplot(facecolor=look.paper)
    _dress(axes.xaxis, chart.x, look)
    _dress(axes.yaxis, chart.y, look)
    axes.set_xlim(layout.limits(chart, "x"))
    for series, index in layout.colored(chart.series):
        _DRAW[type(series)](axes, series, index, look)
    for mark in chart.marks:
        _DRAW[type(mark)](axes, mark, 0, look)
    shown = layout.limits(chart, "y")
    axes.set_ylim(shown if chart.y.scale != "category" else shown[::-1])
    if chart.equal:
        axes.set_aspect("equal")
    axes.set_title(chart.title, loc="left", fontsize=11.5, fontweight="bold", color=look.ink)
    axes.grid(True, which="major", color=look.grid, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[:].set_edgecolor(look.ink)
    axes.spines[["top", "right"]].set_visible(False)
    _refine(axes.xaxis, chart.x)
    _refine(axes.yaxis, chart.y)
    _label(axes, chart, look)
    return canvas.figure


def png(chart: Chart, look: Look = LIGHT) -> bytes:
    """The chart as a PNG picture with its description inside."""
    file = BytesIO()
    figure(chart, look).savefig(file, format="png", metadata={"Description": chart.describe(), "Software": None})
    return file.getvalue()


def html(chart: Chart, at_night: bool = False) -> str:
    """The chart as one HTML figure: picture, description as alternative text, caption.

    Parameters
    ----------
    at_night
        whether to add a second picture for the dark theme of the website, which shows one of the two; where its style
        sheet is not, the second stays hidden.
    """
    pictures = _picture(chart, LIGHT, "")
    if at_night:
        pictures = _picture(chart, LIGHT, 'class="only-light" ') + _picture(chart, DARK, 'hidden class="only-dark" ')
    return (
        f'<figure style="margin:0;max-width:{WIDTH_PX}px">{pictures}'
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )


def _picture(chart: Chart, look: Look, attributes: str) -> str:
    data, words = base64.b64encode(png(chart, look)).decode(), escape(chart.describe())
    return f'<img {attributes}src="data:image/png;base64,{data}" alt="{words}" style="width:100%;height:auto">'


def _draw_line(axes: Axes, line: Line, index: int, look: Look) -> None:
    dashes = () if line.solid else DASHES[index % len(DASHES)]
    axes.plot(line.x, line.y, color=_color(index, look), linewidth=2.2, dashes=dashes or (None, None), label=line.name)


def _draw_points(axes: Axes, points: Points, index: int, look: Look) -> None:
    marker = _marker(index)
    over_a_field = bool(axes.collections)
    edge = {"markeredgecolor": look.paper, "markeredgewidth": 1.0} if over_a_field else {}
    axes.plot(points.x, points.y, marker, color=_color(index, look), markersize=6.5, label=points.name, **edge)


def _draw_band(axes: Axes, band: Band, index: int, look: Look) -> None:
    axes.fill_between(band.x, band.low, band.high, color=_color(index, look), alpha=0.2, linewidth=0, label=band.name)


def _draw_interval(axes: Axes, interval: Interval, index: int, look: Look) -> None:
    """The first interval of a row on its middle, the next a little below; endless ones leave the chart as arrows."""
    ends = axes.get_xlim()
    for row, start, value, end in zip(interval.row, interval.low, interval.value, interval.high, strict=True):
        place = row + layout.BESIDE * index
        shown = [max(start, ends[0]), min(end, ends[1])]
        axes.plot(shown, (place, place), color=_color(index, look), linewidth=2.2, solid_capstyle="butt")
        axes.plot(value, place, _marker(index), color=_color(index, look), markersize=7)
        for at, endless, arrow in ((shown[0], start < ends[0], "<"), (shown[1], end > ends[1], ">")):
            if endless:
                axes.plot(at, place, arrow, color=_color(index, look), markersize=7, clip_on=False)
    axes.plot([], [], _marker(index), color=_color(index, look), linestyle="-", label=interval.name)


def _draw_raster(axes: Axes, raster: Raster, _: int, look: Look) -> None:
    values = np.asarray(raster.values, dtype=float)
    borders = [
        layout.edges(places, cells, scale == "log")
        for places, cells, scale in (
            (raster.x, values.shape[1], axes.get_xscale()),
            (raster.y, values.shape[0], axes.get_yscale()),
        )
    ]
    field = axes.pcolormesh(*borders, values, cmap=LinearSegmentedColormap.from_list("ramp", RAMP), shading="flat")
    bar = axes.figure.colorbar(field, ax=axes, pad=0.02)
    bar.set_label(raster.name if raster.unit == "1" else f"{raster.name} ({raster.unit})")
    bar.outline.set_visible(False)
    bar.ax.tick_params(colors=look.ink)
    bar.ax.yaxis.label.set_color(look.ink)


def _draw_rule(axes: Axes, rule: Rule, _: int, look: Look) -> None:
    line, text = (
        (axes.axvline, axes.get_xaxis_transform()) if rule.axis == "x" else (axes.axhline, axes.get_yaxis_transform())
    )
    line(rule.value, color=look.rule, linewidth=1.1, dashes=(3, 2))
    place = (rule.value, 0.985) if rule.axis == "x" else (0.01, rule.value)
    turn = {"rotation": 90, "ha": "right", "va": "top"} if rule.axis == "x" else {"ha": "left", "va": "bottom"}
    paper = {"facecolor": look.paper, "edgecolor": "none", "pad": 1.0, "alpha": 0.8}
    axes.text(*place, rule.text, transform=text, fontsize=8.5, color=look.note, bbox=paper, **turn)


def _draw_note(axes: Axes, note: Note, _: int, look: Look) -> None:
    axes.annotate(note.text, (note.x, note.y), xytext=(6, 4), textcoords="offset points", fontsize=9, color=look.note)


_DRAW = {
    Line: _draw_line,
    Points: _draw_points,
    Band: _draw_band,
    Interval: _draw_interval,
    Raster: _draw_raster,
    Rule: _draw_rule,
    Note: _draw_note,
}


def _color(index: int, look: Look) -> str:
    return look.series[index % len(look.series)]


def _marker(index: int) -> str:
    return MARKERS[SYMBOLS[index % len(SYMBOLS)]]


def _dress(ticks: MatplotlibAxis, axis: Axis, look: Look) -> None:
    """Scale and title of one axis, before anything is drawn."""
    if axis.scale == "category":
        ticks.set_ticks(range(len(axis.categories)), axis.categories)
    elif axis.scale == "log":
        getattr(ticks.axes, f"set_{ticks.axis_name}scale")("log")
    ticks.set_label_text(axis.title, color=look.ink)
    ticks.set_tick_params(which="both", colors=look.ink)


def _refine(ticks: MatplotlibAxis, axis: Axis) -> None:
    """Tick numbers a person would write; on a short log axis also at 2 and 5."""
    if axis.scale != "log":
        return
    low, high = ticks.get_view_interval()
    ticks.set_major_locator(LogLocator(numticks=8, subs=(1.0, 2.0, 5.0) if high / low < 300 else (1.0,)))
    ticks.set_minor_formatter(NullFormatter())
    ticks.set_major_formatter(FuncFormatter(lambda value, _: rounded(value)))


def _label(axes: Axes, chart: Chart, look: Look) -> None:
    """Names beside the ends of the lines, pushed apart; a legend where that would mislead."""
    for line, index in layout.colored(chart.series):
        place = layout.stands_at(line) if isinstance(line, Line) else None
        if place:
            words = {"ha": "center", "color": _color(index, look), "fontsize": 9.5}
            axes.annotate(line.name, place, xytext=(0, 7), textcoords="offset points", **words)
    beside = layout.names(chart)
    if beside is None:
        _add_legend(axes, chart, look)
        return
    for height, index, name in beside:
        axes.text(1.012, height, name, transform=axes.transAxes, color=_color(index, look), fontsize=9.5, va="center")


def _add_legend(axes: Axes, chart: Chart, look: Look) -> None:
    """Where the lines leave room; below a map, which leaves none."""
    if not chart.equal:
        axes.legend(frameon=False, fontsize=9, labelcolor=look.ink)
        return
    drawn, names = axes.get_legend_handles_labels()
    below = {"loc": "outside lower center", "ncols": len(names)}
    axes.figure.legend(drawn, names, frameon=False, fontsize=9, labelcolor=look.ink, **below)

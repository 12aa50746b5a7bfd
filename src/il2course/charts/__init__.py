"""Charts as data: what is drawn, in which units, what to see, and the same in words."""

from il2course.charts.chart import FOR_A_PAGE, Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule
from il2course.charts.quantity import quantity

__all__ = ["FOR_A_PAGE", "Axis", "Band", "Chart", "Interval", "Line", "Note", "Points", "Raster", "Rule", "quantity"]

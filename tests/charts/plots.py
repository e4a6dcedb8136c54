"""What a chart draws, where it draws a plot."""

from __future__ import annotations

from audit.charts.chart import Chart
from audit.charts.drawing.mark import Picture
from audit.charts.drawing.plot import Figure


def plotted(chart: Chart) -> Figure:
    """Return the figure of a chart that is no picture."""
    assert not isinstance(chart.figure, Picture)
    return chart.figure

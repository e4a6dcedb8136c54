"""A chart: a figure, the sentence that says the same, and its table, which are made together and stay together.

In: what one of the chart modules worked out.
Out: one value that a page, a web page to download and a workbook all draw on.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.charts.drawing.mark import Picture
from audit.charts.drawing.plot import Figure

Cell = str | int | float | None  # None: nothing to say, shown as an empty cell


@dataclass(frozen=True)
class Table:
    """A table with one heading row; the first cell of every row names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """One entry of a chart's key, to be drawn as HTML above the figure."""

    label: str
    fill: str  # any CSS background
    edge: str  # a CSS colour
    letter: str = ""  # what stands in the cell; empty: nothing does
    text: str = "#0B0C0C"  # the letter's colour
    round: bool = False  # a dot, not a square


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A figure and everything that goes with it."""

    title: str  # the message, in about ten words
    figure: Figure | Picture
    sentence: str  # the same in words, every number included; it is also the figure's alternative text
    table: Table
    source: str  # how many of what, which population, which months
    legend: tuple[Swatch, ...] = ()
    ink: str = "#000000"  # the page text's colour that the figure was drawn for

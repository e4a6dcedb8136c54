"""Drawing: the one module that talks to Plotly.

In: labels, marks and numbers that are ready to be shown.
Out: figures without title or key (pages write those), see-through, in the ink of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

import plotly.graph_objects as go  # type: ignore[import-untyped]

from audit.charts.drawing.mark import Mark

Figure: TypeAlias = go.Figure
FONT = '"Source Sans", "Source Sans 3", system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif'
BAR, LINE, SIZE = 30, 18, 14  # pixels: a bar's height, a line of its label, the letters


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its label, and how much of it each look takes, in the order drawn."""

    label: str
    parts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, kw_only=True)
class Span:
    """One row of figures on a scale of its own: its label says the figures, its places are 0 to 1, oldest first."""

    label: str
    places: tuple[float | None, ...]  # None: it is not told


def nothing(ink: str, say: str = "Nothing to show yet") -> Figure:
    """Return a figure that says there is nothing to draw."""
    figure = canvas(ink, height=80)
    figure.add_annotation(text=escape(say), x=0, y=0.5, xref="paper", yref="paper", showarrow=False, xanchor="left")
    return figure


def bars(rows: Sequence[Bar], ink: str, *, as_share: bool) -> Figure:
    """Return stacked bars from one base line, each under its own label, the number written in every part.

    `as_share`: every bar is as long as the figure is wide; else length is the count.
    """
    labels = [wrapped(row.label, 44) for row in rows]
    middles, height = stacked([LINE * (label.count("<br>") + 1) for label in labels])
    wholes = [sum(count for _, count in row.parts) or 1 for row in rows]
    figure = canvas(ink, height=height, barmode="stack")
    for place in range(max(len(row.parts) for row in rows)):
        parts = [row.parts[place] for row in rows]
        lengths = [count / whole if as_share else count for (_, count), whole in zip(parts, wholes, strict=True)]
        figure.add_bar(x=lengths, y=middles, **_cells(parts), width=BAR)
    figure.update_layout(
        annotations=[label_above(label, middle, BAR / 2) for label, middle in zip(labels, middles, strict=True)]
    )
    figure.update_xaxes(range=[0, (1 if as_share else max(wholes)) * 1.002])
    figure.update_yaxes(range=[height, 0])
    return figure


def grid(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Mark]], ink: str) -> Figure:
    """Return a grid of filled cells with a letter in each; `cells` goes row by row."""
    flat = [(r, c, look) for r, row in enumerate(cells) for c, look in enumerate(row)]
    figure = canvas(ink, height=44 * len(rows) + 52, barmode="overlay")
    looks = _cells([(look, 1) for _, _, look in flat], letters=True)
    figure.add_bar(
        x=[0.92] * len(flat), base=[c + 0.04 for _, c, _ in flat], y=[r for r, _, _ in flat], width=0.84, **looks
    )
    _name_rows_and_columns(figure, rows, columns, ink, middle=0.5)
    return figure


def dots(rows: Sequence[str], columns: Sequence[str], marks: Sequence[tuple[int, int, Mark]], ink: str) -> Figure:
    """Return a table-like chart with a mark where a row and a column meet; `marks` are (row, column, look)."""
    figure = canvas(ink, height=44 * len(rows) + 52)
    looks = [look for _, _, look in marks]
    figure.add_scatter(
        x=[column for _, column, _ in marks],
        y=[row for row, _, _ in marks],
        mode="markers+text",
        text=[f"<b>{escape(look.letter)}</b>" for look in looks],
        textfont={"color": [look.text for look in looks], "size": SIZE},
        marker=points_of(looks, size=[22] * len(looks)),
        cliponaxis=False,
    )
    _name_rows_and_columns(figure, rows, columns, ink, middle=0)
    figure.update_yaxes(showgrid=True, gridcolor=faint(ink))
    return figure


def spans(groups: Sequence[tuple[str, Sequence[Span]]], first: Mark, last: Mark, ink: str) -> Figure:
    """Return a row for each child's figures, from the first (hollow) to the latest (filled), group under group."""
    rows: list[str | Span] = []
    for title, group_spans in groups:
        rows += [title, *group_spans]
    middles, height = stacked([LINE] * len(rows))
    placed = list(zip(rows, middles, strict=True))
    figure = canvas(ink, height=height)
    _tracks(figure, [middle for row, middle in placed if isinstance(row, Span)], ink)
    _points_in_time(figure, [(row, middle) for row, middle in placed if isinstance(row, Span)], first, last)
    figure.update_layout(annotations=[_heading(row, middle) for row, middle in placed])
    figure.update_xaxes(range=[-0.02, 1.02])
    figure.update_yaxes(range=[height, 0])
    return figure


def stacked(labels: Sequence[int]) -> tuple[list[float], int]:
    """Return the middle of each bar in pixels from the top, and the whole height, from the labels' heights."""
    middles, top = [], 0
    for label in labels:
        middles.append(top + label + 4 + BAR / 2)
        top += label + 4 + BAR + 12
    return middles, top


def _tracks(figure: Figure, middles: Sequence[float], ink: str) -> None:
    places = [place for _ in middles for place in (0, 1, None)]  # None: lift the pen
    heights = [middle for middle in middles for _ in range(3)]
    figure.add_scatter(x=places, y=heights, mode="lines", line={"color": faint(ink), "width": 1})


def _points_in_time(figure: Figure, placed: Sequence[tuple[Span, float]], first: Mark, last: Mark) -> None:
    points: list[tuple[float | None, float, Mark, int]] = []
    for span, middle in placed:
        between = [(place, middle, first, 7) for place in span.places[1:-1]]
        start = [(span.places[0], middle, first, 14)] if len(span.places) > 1 else []
        points += [*start, *between, (span.places[-1], middle, last, 14), (None, middle, last, 0)]
    figure.add_scatter(
        x=[place for place, *_ in points],
        y=[middle for _, middle, *_ in points],
        mode="lines+markers",
        line={"color": last.fill, "width": 3},
        marker=points_of([look for *_, look, _ in points], size=[size for *_, size in points]),
        cliponaxis=False,
    )


def _heading(row: str | Span, middle: float) -> dict[str, Any]:
    return (
        label_above(f"<b>{escape(row)}</b>", middle, -6)
        if isinstance(row, str)
        else label_above(escape(row.label), middle, 10)
    )


def label_above(text: str, middle: float, shift: float) -> dict[str, Any]:
    """Return what stands above a row, at the left edge; `shift` is how many pixels above its middle."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "y": middle,
        "yshift": shift,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
    }


def canvas(ink: str, *, height: int, barmode: str = "group") -> Figure:
    """Return an empty figure in the ink of the page: see-through, without axes, `height` pixels high."""
    axis = {"visible": False, "fixedrange": True, "zeroline": False}
    return go.Figure(
        layout={
            "template": None,
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": SIZE, "color": ink},
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
            "barmode": barmode,
        }
    )


def _cells(parts: Sequence[tuple[Mark, int]], *, letters: bool = False) -> dict[str, Any]:
    looks = [look for look, _ in parts]
    return {
        "orientation": "h",
        "marker": {
            "color": [look.fill for look in looks],
            "line": {"color": [look.edge for look in looks], "width": 1},
            "pattern": {
                "shape": ["/" if look.hatch else "" for look in looks],
                "fgcolor": [look.hatch or look.fill for look in looks],
                "fillmode": "overlay",  # the fill stays behind the hatch, so that it does not show the dark page
                "size": 7,
                "solidity": 0.25,
            },
        },
        "text": [f"<b>{escape(look.letter)}</b>" if letters else str(count or "") for look, count in parts],
        "textfont": {"color": [look.text for look in looks], "size": SIZE},
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
    }


def points_of(looks: Sequence[Mark], *, size: Sequence[int]) -> dict[str, Any]:
    """Return how marks are drawn as points, each of its size in pixels."""
    return {
        "size": list(size),
        "symbol": [look.symbol for look in looks],
        "color": [look.fill for look in looks],
        "line": {"color": [look.edge for look in looks], "width": 2},
        "opacity": 1,
    }


def _name_rows_and_columns(
    figure: Figure, rows: Sequence[str], columns: Sequence[str], ink: str, *, middle: float
) -> None:
    shared = {"visible": True, "showgrid": False, "ticks": "", "tickfont": {"color": ink, "size": SIZE}}
    first, endings = _first_words(columns)
    figure.update_xaxes(
        **shared,
        side="top",
        title={"text": escape(first), "font": {"color": ink, "size": SIZE}, "standoff": 12},
        tickangle=0,
        tickvals=[place + middle for place in range(len(columns))],
        ticktext=[wrapped(column, 6) for column in endings],
        range=[middle - 0.5, len(columns) - 0.5 + middle],
        automargin=True,
    )
    figure.update_yaxes(
        **shared,
        tickvals=list(range(len(rows))),
        ticktext=[wrapped(row, 20) + " " for row in rows],
        range=[len(rows) - 0.5, -0.5],
        automargin=True,
    )


def _first_words(names: Sequence[str]) -> tuple[str, list[str]]:
    """Return the words that all names begin with, to be written once, and what is left of each: "Child", A, B, C."""
    parts = [re.findall(r"[^ -]+[ -]*", name) for name in names]
    shared = 0
    while len(names) > 1 and all(len(p) > shared + 1 and p[shared] == parts[0][shared] for p in parts):
        shared += 1
    return "".join(parts[0][:shared]).rstrip(" -"), ["".join(p[shared:]) for p in parts]


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of at most so many characters, as a figure writes it."""
    return "<br>".join(escape(line) for line in wrap(text, width, break_long_words=False)) or " "


def faint(ink: str) -> str:
    """Return the ink of lines that only help the eye."""
    return "rgba(255,255,255,0.25)" if ink.upper() == "#FFFFFF" else "rgba(0,0,0,0.15)"

"""Drawing over time: a line of dated figures with the bands behind it, and shares with their intervals.

In: dates, figures, bands and shares that are ready to be shown.
Out: figures without title or key, see-through, in the ink of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from audit.charts.drawing.mark import Mark
from audit.charts.drawing.plot import FONT, Figure

_SIZE = 14  # pixels: the letters
_ROW = 56  # pixels: a share with its label


@dataclass(frozen=True, kw_only=True)
class Stripe:
    """A band behind a line: from where to where, and how it is filled."""

    low: float
    high: float
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Share:
    """One share with its interval, 0 to 1."""

    label: str
    share: float
    interval: tuple[float, float] | None  # None: it stands for these cases only


def line(
    points: Sequence[tuple[date, float]], stripes: Sequence[Stripe], mark: Mark, ink: str, *, most: float
) -> Figure:
    """Return one line from the first figure to the latest, each with its number, over the bands."""
    figure = _figure(ink, height=250)
    for stripe in stripes:
        figure.add_hrect(y0=stripe.low, y1=stripe.high, fillcolor=stripe.mark.fill, line_width=0, layer="below")
    figure.add_scatter(
        x=[on for on, _ in points],
        y=[value for _, value in points],
        mode="lines+markers+text",
        text=[f"<b>{value:g}</b>" for _, value in points],
        textposition="top center",
        textfont={"color": mark.text if stripes else ink, "size": _SIZE},
        line={"color": mark.edge, "width": 3},
        marker={"size": 11, "color": mark.fill, "line": {"color": mark.edge, "width": 2}},
        cliponaxis=False,
    )
    shared = {"visible": True, "showgrid": False, "zeroline": False, "tickfont": {"color": ink, "size": _SIZE}}
    figure.update_yaxes(**shared, range=[0, most], automargin=True, nticks=5)
    figure.update_xaxes(**shared, **_days([on for on, _ in points]), automargin=True)
    return figure


def shares(rows: Sequence[Share], mark: Mark, ink: str) -> Figure:
    """Return a dot for each share with its interval as a line, from none to all of the cases."""
    figure = _figure(ink, height=_ROW * len(rows) + 40)
    for place, row in enumerate(rows):
        low, high = row.interval or (row.share, row.share)
        figure.add_scatter(x=[low, high], y=[place, place], mode="lines", line={"color": ink, "width": 3})
    figure.add_scatter(
        x=[row.share for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={"size": 14, "color": mark.fill, "line": {"color": mark.edge, "width": 2}},
        cliponaxis=False,
    )
    figure.update_layout(annotations=[_label(row.label, place) for place, row in enumerate(rows)])
    shown = {"visible": True, "zeroline": False, "tickfont": {"color": ink, "size": _SIZE}}
    figure.update_xaxes(
        **shown,
        showgrid=True,
        gridcolor=_faint(ink),
        range=[-0.02, 1.02],
        tickvals=[0, 0.5, 1],
        ticktext=["none", "half", "all"],
    )
    figure.update_yaxes(range=[len(rows) - 0.5, -0.7])
    return figure


def _days(days: Sequence[date]) -> dict[str, Any]:
    first, last = days[0], days[-1]
    side = max((last - first).days // 8, 45)
    shown = [first] if first == last else [first, last]
    return {
        "range": [date.fromordinal(first.toordinal() - side), date.fromordinal(last.toordinal() + side)],
        "tickvals": shown,
        "ticktext": [f"{day:%b %Y}" for day in shown],
    }


def _label(text: str, place: int) -> dict[str, Any]:
    return {
        "text": escape(text),
        "x": 0,
        "xref": "paper",
        "y": place,
        "yshift": 9,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
    }


def _figure(ink: str, *, height: int) -> Figure:
    axis = {"visible": False, "fixedrange": True, "zeroline": False}
    return go.Figure(
        layout={
            "template": None,
            "height": height,
            "margin": {"l": 0, "r": 8, "t": 22, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": _SIZE, "color": ink},
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def _faint(ink: str) -> str:
    return "rgba(255,255,255,0.25)" if ink.upper() == "#FFFFFF" else "rgba(0,0,0,0.15)"

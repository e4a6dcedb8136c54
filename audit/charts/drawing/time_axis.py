"""Drawing over time: rows on one axis of days, with stretches and marks.

In: rows that are ready to be shown.
Out: a figure without title or key, see-through, in the ink of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from audit.charts.drawing.mark import Mark
from audit.charts.drawing.plot import LINE, SIZE, Figure, canvas, faint, label_above, points_of, stacked, wrapped

_DOT, _NEAR, _LOWER, _FOOT = 22, 0.07, 17, 46  # pixels, share of the span, pixels, pixels of the axis


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A mark on a day; its letter is written in it."""

    day: date
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A bar from one day to another."""

    start: date
    end: date
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class TimeRow:
    """One row: its label above it, then what it holds."""

    label: str
    stretches: tuple[Stretch, ...] = ()
    dots: tuple[Dot, ...] = ()


def over_time(rows: Sequence[TimeRow], ink: str, *, path: bool = False) -> Figure:
    """Return the rows under one axis of days; `path` joins their dots by a line in the order of the days."""
    labels = [wrapped(row.label, 44) for row in rows]
    middles, height = stacked([LINE * (label.count("<br>") + 1) for label in labels])
    first, last = _span(rows)
    figure = canvas(ink, height=height + _FOOT, barmode="overlay")
    _tracks(figure, middles, first, last, ink)
    for row, middle in zip(rows, middles, strict=True):
        _stretches(figure, row.stretches, middle)
    placed = [place for row, middle in zip(rows, middles, strict=True) for place in _placed(row, middle, first, last)]
    if path:
        _joined(figure, placed, ink)
    _dots(figure, placed)
    figure.update_layout(
        annotations=[
            {**label_above(label, middle, 15), "bgcolor": _paper(ink)}  # a line may cross behind the words
            for label, middle in zip(labels, middles, strict=True)
        ]
    )
    _axis(figure, first, last, ink)
    figure.update_yaxes(range=[height, 0])
    return figure


def _paper(ink: str) -> str:
    return "#0E1A25" if ink.upper() == "#FFFFFF" else "#FFFFFF"


def _span(rows: Iterable[TimeRow]) -> tuple[date, date]:
    days = [dot.day for row in rows for dot in row.dots]
    days += [day for row in rows for stretch in row.stretches for day in (stretch.start, stretch.end)]
    return min(days), max(days)


def _tracks(figure: Figure, middles: Sequence[float], first: date, last: date, ink: str) -> None:
    figure.add_scatter(
        x=[day for _ in middles for day in (first, last, None)],  # None: lift the pen
        y=[middle for middle in middles for _ in range(3)],
        mode="lines",
        line={"color": faint(ink), "width": 1},
    )


def _stretches(figure: Figure, stretches: Sequence[Stretch], middle: float) -> None:
    for stretch in stretches:
        figure.add_bar(
            base=[stretch.start],
            x=[max((stretch.end - stretch.start).days, 1) * 86_400_000],  # milliseconds, as an axis of days counts them
            y=[middle],
            width=14,
            orientation="h",
            marker={
                "color": stretch.mark.fill,
                "line": {"color": stretch.mark.edge, "width": 1},
                "pattern": {
                    "shape": "/" if stretch.mark.hatch else "",
                    "fgcolor": stretch.mark.hatch or stretch.mark.fill,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.3,
                },
            },
        )


def _placed(row: TimeRow, middle: float, first: date, last: date) -> list[tuple[Dot, float]]:
    """Return the dots with their heights; one that would lie on the one before it goes a little lower."""
    placed: list[tuple[Dot, float]] = []
    least = timedelta(days=(last - first).days * _NEAR)
    for dot in sorted(row.dots, key=lambda dot: dot.day):
        near = placed and dot.day - placed[-1][0].day < least and placed[-1][1] == middle
        placed.append((dot, middle + _LOWER if near else middle))
    return placed


def _joined(figure: Figure, placed: Sequence[tuple[Dot, float]], ink: str) -> None:
    ordered = sorted(placed, key=lambda pair: (pair[0].day, pair[1]))
    figure.add_scatter(
        x=[dot.day for dot, _ in ordered],
        y=[height for _, height in ordered],
        mode="lines",
        line={"color": ink, "width": 2, "dash": "dot"},
    )


def _dots(figure: Figure, placed: Sequence[tuple[Dot, float]]) -> None:
    marks = [dot.mark for dot, _ in placed]
    figure.add_scatter(
        x=[dot.day for dot, _ in placed],
        y=[height for _, height in placed],
        mode="markers+text",
        text=[f"<b>{mark.letter}</b>" for mark in marks],
        textfont={"color": [mark.text for mark in marks], "size": SIZE - 1},
        marker=points_of(marks, size=[_DOT] * len(marks)),
        cliponaxis=False,
    )


def _axis(figure: Figure, first: date, last: date, ink: str) -> None:
    room = timedelta(days=max((last - first).days * 0.04, 4))
    ticks = _ticks(first, last)
    shown: dict[str, Any] = {"visible": True, "showgrid": True, "gridcolor": faint(ink), "ticks": ""}
    figure.update_xaxes(
        **shown,
        type="date",
        range=[first - room, last + room],
        tickvals=ticks,
        ticktext=[f"{day:%b}<br>{day.year}" for day in ticks],
        tickfont={"color": ink, "size": SIZE - 1},
        tickangle=0,
    )
    figure.update_layout(margin={"l": 4, "r": 12, "t": 0, "b": _FOOT})


def _ticks(first: date, last: date) -> list[date]:
    """Return the first of every so many months, at most six of them."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = max(1, -(-months // 6))
    count = range(0 if first.day <= 10 else 1, months, every)
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in count]

"""One child's figures over time, over the bands that a questionnaire's total falls in.

In: what was measured of a child, in one round or several.
Out: a chart for the audit group; it is about one child and goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.charts import theme
from audit.charts.chart import Chart, Table
from audit.charts.drawing import measured
from audit.charts.drawing.mark import Mark
from audit.charts.wording import OF_CASES, counted, listed, month, value
from audit.domain.over_time.measured import Band, Child, Series, band_of
from audit.domain.rounds.cases import MeasurementKind

_FILLS = ("#F0F6FC", "#D6E6F5", "#B7D3EC")  # light, middle, dark: the order is plain in grey too
_BOUNDED = (MeasurementKind.SDQ, MeasurementKind.RCADS, MeasurementKind.ATTENDANCE)
_LINE = Mark(label="Figure", fill="#12436D", edge="#12436D", text="#0B0C0C")
_PLAIN = Mark(label="Figure", fill="#2073BC", edge="#2073BC", text="#0B0C0C")


def over_time(child: Child, series: Series, bands: Sequence[Band], *, ink: str = theme.LIGHT) -> Chart:
    """Draw one child's figures of one kind from the first to the latest; `bands` may be empty."""
    points = [(one.on, one.value) for one in series.points]
    looks = [Mark(label=_band_label(one), fill=_FILLS[place % 3]) for place, one in enumerate(bands)]
    stripes = [
        measured.Stripe(low=max(one.low - 0.5, 0), high=one.high + 0.5, mark=look)
        for one, look in zip(bands, looks, strict=True)
    ]
    most = float(series.kind.most) if series.kind in _BOUNDED else max(v for _, v in points) * 1.25 or 1.0
    columns = ("Date", "Figure", "Band") if bands else ("Date", "Figure")
    return Chart(
        title=_title(child, series),
        figure=measured.line(points, stripes, _LINE if bands else _PLAIN, ink, most=most),
        sentence=_sentence(child, series, bands),
        table=Table(columns=columns, rows=tuple(_row(on, v, bands) for on, v in points)),
        source=_source(child, series, bands),
        legend=theme.legend(looks),
        ink=ink,
    )


def short(kind: MeasurementKind) -> str:
    """Return a measurement's name without its unit."""
    return kind.label.split(" (")[0]


def _band_label(band: Band) -> str:
    return f"{band.low} to {band.high}: {band.means}"


def _title(child: Child, series: Series) -> str:
    first, last = series.points[0], series.points[-1]
    name = f"{child.ref}: {short(series.kind)}"
    if len(series.points) == 1:
        return f"{name} {value(last.value)}, measured once"
    word = "lower" if last.value < first.value else "higher" if last.value > first.value else "the same"
    return (
        f"{name} {word}, from {value(first.value)} to {value(last.value)}"
        if word != "the same"
        else (f"{name} the same, {value(last.value)}")
    )


def _sentence(child: Child, series: Series, bands: Sequence[Band]) -> str:
    said = [f"{value(one.value)} in {month(one.on)}{_in_band(one.value, bands)}" for one in series.points]
    return f"{child.ref}, {series.kind.label}: {listed(said)}."


def _in_band(amount: float, bands: Sequence[Band]) -> str:
    band = band_of(amount, bands)
    return f" ({band.means})" if band else ""


def _row(on: date, amount: float, bands: Sequence[Band]) -> tuple[str, float] | tuple[str, float, str]:
    day = f"{on.day} {on:%B %Y}"
    band = band_of(amount, bands)
    return (day, amount, band.means if band else "") if bands else (day, amount)


def _source(child: Child, series: Series, bands: Sequence[Band]) -> str:
    rounds = listed([name.partition("/")[0] for name in child.cases])
    first, last = series.points[0].on, series.points[-1].on
    when = month(first) if first == last else f"{month(first)} to {month(last)}"
    looks = " A band is a reason to look closer and says nothing certain about one child." if bands else ""
    return (
        f"One child, {counted(len(series.points), 'figure', 'figures')}, {when}; from {rounds}. A figure shows where "
        f"to look, not why it changed.{looks} {OF_CASES}"
    )

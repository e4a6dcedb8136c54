"""How the cases drawn compare with all children in the frame.

In: one choice of cases, as a round keeps it.
Out: a chart for the coordinator; it counts children of small groups and does not go to a board.
"""

from __future__ import annotations

from dataclasses import replace

from audit.charts import plot, theme
from audit.charts.chart import Chart, Table
from audit.charts.wording import inside, portion
from audit.domain.draws import KeptDraw
from audit.domain.sampling import BANDS

_WHOLE = replace(theme.FIRST, label="Share of all children in the frame")
_CASES = replace(theme.LATEST, label="Share of the cases")
_Row = tuple[str, str, int, int]  # band, value, of the frame, of the cases


def compared(draw: KeptDraw, *, ink: str = theme.LIGHT) -> Chart:
    """Draw, for each band that the source has, each value's share of the frame and of the cases."""
    rows = [(BANDS[band], *one) for band, values in draw.compared.items() for one in values]
    groups = [
        (BANDS[band], [_span(draw, (BANDS[band], *one)) for one in values]) for band, values in draw.compared.items()
    ]
    return Chart(
        title=_title(draw, rows),
        figure=plot.spans(groups, _WHOLE, _CASES, ink) if rows else plot.nothing(ink),
        sentence=" ".join(f"{BANDS[band]}: {_said(draw, values)}." for band, values in draw.compared.items()),
        table=Table(columns=("Group", "Value", "All in the frame", "Cases"), rows=tuple(rows)),
        source=(
            f"{draw.frame} children in the frame, {draw.size} cases. {draw.source}. So few cases are never quite like "
            "the whole; the chart shows who is looked at, not what is true of everybody."
        ),
        legend=theme.legend((_WHOLE, _CASES)) if rows else (),
        ink=ink,
    )


def _span(draw: KeptDraw, row: _Row) -> plot.Span:
    _, value, whole, cases = row
    return plot.Span(label=f"{value}: {whole} of {draw.frame}, {cases} of {draw.size}", places=_shares(draw, row))


def _shares(draw: KeptDraw, row: _Row) -> tuple[float, float]:
    return row[2] / max(draw.frame, 1), row[3] / max(draw.size, 1)


def _said(draw: KeptDraw, values: tuple[tuple[str, int, int], ...]) -> str:
    return "; ".join(
        f"{inside(value)} {whole} of {draw.frame} and {cases} of the cases" for value, whole, cases in values
    )


def _title(draw: KeptDraw, rows: list[_Row]) -> str:
    if not rows:
        return "The source has nothing to compare the cases by"

    def apart(row: _Row) -> float:
        whole, cases = _shares(draw, row)
        return abs(cases - whole)

    most = max(rows, key=apart)
    if apart(most) * draw.size < 1:
        return "The cases are as like all children in the frame as so few can be"
    return f"{most[1]}: {portion(most[3], draw.size)} cases, {portion(most[2], draw.frame)} of all children"

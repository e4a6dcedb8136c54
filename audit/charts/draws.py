"""How the cases drawn compare with all children in the frame.

In: one choice of cases, as a round keeps it, and whether small numbers are hidden.
Out: a chart; what it may tell outside the audit group is what `audit.domain.rounds.draws` lets it.
"""

from __future__ import annotations

from dataclasses import replace

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.domain.english import inside, share
from audit.domain.rounds import draws
from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.sampling import BANDS
from audit.domain.small_numbers.tables import HIDDEN, KEY, whole

_WHOLE = replace(palette.FIRST, label="Share of all children in the frame")
_CASES = replace(palette.LATEST, label="Share of the cases")
_Row = tuple[str, str, str, str]  # band, value, of the frame, of the cases; c where it is hidden


def compared(draw: KeptDraw, *, hide: bool, ink: str = palette.LIGHT) -> Chart:
    """Draw, for each band that the source has, each value's share of the frame and of the cases."""
    rows = _rows(draw, hide=hide)
    by_band = {band: [row for row in rows if row[0] == band] for band in dict.fromkeys(row[0] for row in rows)}
    groups = [(band, [_span(draw, row) for row in band_rows]) for band, band_rows in by_band.items()]
    frame = whole(draw.frame) if hide else f"{draw.frame} children"
    key = f" {KEY}" if hide else " It counts children of small groups, so it is for the coordinator alone."
    return Chart(
        title=_title(draw, hide=hide),
        figure=plot.spans(groups, _WHOLE, _CASES, ink) if rows else plot.nothing(ink),
        sentence=" ".join(f"{band}: {_band_words(draw, band_rows)}." for band, band_rows in by_band.items()),
        table=Table(columns=("Group", "Value", "All in the frame", "Cases"), rows=tuple(_cells(row) for row in rows)),
        source=(
            f"{frame} in the frame, {draw.size} cases. {draw.source}. So few cases are never quite like the whole; "
            f"the chart shows who is looked at, not what is true of everybody.{key}"
        ),
        legend=palette.legend((_WHOLE, _CASES)) if rows else (),
        ink=ink,
    )


def _rows(draw: KeptDraw, *, hide: bool) -> list[_Row]:
    if hide:
        return [(BANDS[band], *row) for band, rows in draws.compared_counts(draw).items() for row in rows]
    return [(BANDS[band], row[0], str(row[1]), str(row[2])) for band, rows in draw.compared.items() for row in rows]


def _span(draw: KeptDraw, row: _Row) -> plot.Span:
    _, value, of_frame, of_cases = row
    if of_frame == of_cases == HIDDEN:
        return plot.Span(label=f"{value}: {HIDDEN}", places=(None, None))
    return plot.Span(
        label=f"{value}: {_part(of_frame, draw.frame)}, {_part(of_cases, draw.size)}",
        places=(_share(of_frame, draw.frame), _share(of_cases, draw.size)),
    )


def _share(count: str, of: int) -> float | None:
    return None if count == HIDDEN else int(count) / max(of, 1)


def _part(count: str, of: int) -> str:
    return HIDDEN if count == HIDDEN else f"{count} of {of}"


def _cells(row: _Row) -> tuple[str | int, ...]:
    return (*row[:2], *(count if count == HIDDEN else int(count) for count in row[2:]))


def _band_words(draw: KeptDraw, rows: list[_Row]) -> str:
    phrases = [
        f"{inside(value)} {_count_words(of_frame, f'of {draw.frame}')} and {_count_words(of_cases, 'of the cases')}"
        for _, value, of_frame, of_cases in rows
    ]
    return "; ".join(phrases)


def _count_words(count: str, of: str) -> str:
    return f"a hidden number {of}" if count == HIDDEN else f"{count} {of}"


def _title(draw: KeptDraw, *, hide: bool) -> str:
    rows = [row for values in draw.compared.values() for row in values]
    if not rows:
        return "The source has nothing to compare the cases by"

    def apart(row: tuple[str, int, int]) -> float:
        return abs(row[2] / max(draw.size, 1) - row[1] / max(draw.frame, 1))

    most = max(rows, key=apart)
    if apart(most) * draw.size < 1:
        return "The cases are as like all children in the frame as so few can be"
    if hide:
        return "In some ways the cases are not like all children in the frame"
    return f"{most[0]}: {share(most[2], draw.size)} cases, {share(most[1], draw.frame)} of all children"

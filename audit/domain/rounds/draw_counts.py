"""Counts of a draw as they may be shown outside the audit group.

In: a draw, whose counts are of children.
Out: the same counts with c in the place of small ones, and of what would give one away.

How many children the frame has, and how many cases were drawn, is told beside the tables, so those totals stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.sampling import BANDS
from audit.domain.small_numbers.counts import CountTable
from audit.domain.small_numbers.tables import HIDDEN, suppress

Row = tuple[str, str, str]  # a value, how many of the frame, how many of the cases


def compared(draw: KeptDraw) -> dict[str, tuple[Row, ...]]:
    """Return how the cases compare with the frame, by band, as it may be shown."""
    return {band: _rows(BANDS[band], values) for band, values in draw.compared.items()}


def strata(draw: KeptDraw) -> tuple[Row, ...]:
    """Return how many of each group were drawn, as it may be shown."""
    return _rows("Group", [(one.value, one.frame, one.drawn) for one in draw.strata])


def _rows(corner: str, values: Sequence[tuple[str, int, int]]) -> tuple[Row, ...]:
    if not values:
        return ()
    table = CountTable(
        corner=corner,
        columns=("Cases", "Not drawn"),
        rows=tuple(value for value, _, _ in values),
        counts=tuple((cases, frame - cases) for _, frame, cases in values),
        totals=("In the frame", "Total"),
    )
    last = len(values)
    found = suppress(table, shown=[(last, 0), (last, 1), (last, 2)])
    if found is None:
        return tuple((value, HIDDEN, HIDDEN) for value in table.rows)
    return tuple((value, found.cell((number, 2)), found.cell((number, 0))) for number, value in enumerate(table.rows))

"""Small numbers: a table of counts of children as it may be shown.

In: a table of counts, or several of one round that share totals.
Out: the same table with c for a number of one to five and for what would give one away; percentages likewise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from audit.domain.small_numbers.choice import cells_to_hide
from audit.domain.small_numbers.counts import CountTable, Place, by_one
from audit.domain.small_numbers.hidden_cells import SMALL
from audit.domain.small_numbers.linked_tables import hide_together
from audit.errors import AuditError

HIDDEN = "c"
KEY = (
    "c: a number of one to five, or one that would give such a number away. 0: none. z: not applicable. "
    "x: not available."
)  # stands beneath every such table (DfE's symbols)


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """A table as it may be shown."""

    table: CountTable
    hidden: frozenset[Place]

    def cell(self, place: Place) -> str:
        """Return what stands at a place: a number, c, z or x."""
        return self.table.mark(place) or (HIDDEN if place in self.hidden else str(self.table.count(place)))

    def percentage(self, place: Place, base: Place) -> str:
        """Return a count as a percentage of another, to one decimal place, half up; withheld where a count is.

        x where the base is nought, since there is nothing to take a share of.
        """
        if self.table.mark(place):
            return self.table.mark(place)
        if place in self.hidden or base in self.hidden:
            return HIDDEN
        whole = self.table.count(base)
        return percentage(self.table.count(place), whole) if whole else "x"

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """Return the table row by row as it is printed, the headings first."""
        (rows, columns), (last_column, last_row) = self.table.size, self.table.totals
        labels = (*self.table.rows, last_row)
        head = (self.table.corner, *self.table.columns, last_column)
        return (
            head,
            *((labels[row], *(self.cell((row, column)) for column in range(columns + 1))) for row in range(rows + 1)),
        )

    def percentage_lines(self) -> tuple[tuple[str, ...], ...]:
        """Return the table with each count as a percentage of its row's total, headings first; totals stay counts."""
        head, *rows = self.lines()
        last = self.table.size[1]
        return (
            head,
            *(
                (line[0], *(self.percentage((row, column), (row, last)) for column in range(last)), line[-1])
                for row, line in enumerate(rows)
            ),
        )

    @property
    def all_hidden(self) -> bool:
        """Say whether no cell but zeros is left, so that the table tells nothing."""
        inner = [(row, column) for row in range(self.table.size[0]) for column in range(self.table.size[1])]
        return all(place in self.hidden or self.table.count(place) == 0 for place in inner)


def suppress(table: CountTable, *, shown: Collection[Place] = ()) -> ShownTable | None:
    """Return a table as it may be shown; `shown` are totals that are told elsewhere, whatever they count.

    None where those totals give a small number away whatever is hidden: then the table must not be shown.
    """
    hidden = cells_to_hide(table, shown=shown)
    return None if hidden is None else ShownTable(table=table, hidden=hidden)


def one_row(counts: Sequence[int]) -> tuple[str, ...]:
    """Return counts of one kind of thing as they may be shown where their total is told elsewhere.

    Every one of them is hidden where the total gives a small number away whatever is hidden.
    """
    if not counts:
        return ()
    table = by_one("Counted", "Children", [(str(number), count) for number, count in enumerate(counts)])
    last = len(counts)
    found = suppress(table, shown=[(last, 0), (last, 1)])
    return (HIDDEN,) * last if found is None else tuple(found.cell((number, 0)) for number in range(last))


def whole(count: int) -> str:
    """Return how many children there are in all, in words where they are so few that the number is not told."""
    return "Fewer than six children" if count in SMALL else f"{count:,} children"


def suppress_together(tables: Sequence[CountTable]) -> tuple[ShownTable, ...]:
    """Return several tables of the same children as they may be shown side by side."""
    if len(tables) == 1:
        shown = suppress(tables[0])
        assert shown is not None  # noqa: S101 - it is None only where totals have to stay
        return (shown,)
    if len({table.count(table.size) for table in tables}) > 1:
        raise AuditError(
            "The tables do not count the same children: their totals differ. Suppress each by itself, and do not show "
            "them side by side."
        )
    hidden = hide_together(tables)
    return tuple(ShownTable(table=table, hidden=cells) for table, cells in zip(tables, hidden, strict=True))


def percentage(part: int, whole: int) -> str:
    """Return a share of a whole above nought in per cent, to one decimal place, half up."""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"

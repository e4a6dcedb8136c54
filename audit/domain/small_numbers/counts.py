"""Counts: a table of how many children there are of each kind, with its totals.

In: labels and counts.
Out: a table whose totals add up, each cell numbered so that another step can say which are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.errors import AuditError

MARKS = ("z", "x")  # not applicable, not available: nothing is counted there (DfE)
Place = tuple[int, int]  # row and column from 0; the last of each is the totals


@dataclass(frozen=True, kw_only=True)
class CountTable:
    """Counts of children by two characteristics; a table by one has a single column."""

    corner: str  # what the rows are, such as "Age"
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # row by row, without totals
    marks: tuple[tuple[Place, str], ...] = ()  # cells in which nothing is counted, with their mark
    totals: tuple[str, str] = ("Total", "Total")  # what the last column and the last row are called

    @property
    def size(self) -> Place:
        """Return how many rows and columns there are, totals left out."""
        return len(self.rows), len(self.columns)

    def count(self, place: Place) -> int:
        """Return the count at a place, totals included."""
        (row, column), (rows, columns) = place, self.size
        chosen = self.counts if row == rows else (self.counts[row],)
        return sum(sum(one) if column == columns else one[column] for one in chosen)

    def places(self) -> Iterator[Place]:
        """Yield every place, totals included, row by row."""
        rows, columns = self.size
        yield from ((row, column) for row in range(rows + 1) for column in range(columns + 1))

    def mark(self, place: Place) -> str:
        """Return z or x where nothing is counted; empty everywhere else."""
        return dict(self.marks).get(place, "")


def by_one(corner: str, column: str, counts: Sequence[tuple[str, int]]) -> CountTable:
    """Return a table by one characteristic; raises AuditError without a row."""
    if not counts:
        raise AuditError(f"There is nothing to count by {corner.lower()}.")
    return CountTable(
        corner=corner,
        columns=(column,),
        rows=tuple(label for label, _ in counts),
        counts=tuple((count,) for _, count in counts),
    )

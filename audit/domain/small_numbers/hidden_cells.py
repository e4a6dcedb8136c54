"""Hidden cells: which cells of a table of counts must go, so that nobody can work out a small number.

In: a table of counts.
Out: the cells to hide: counts of one to five, and as few others as keep anybody from working those out.

The table is a flow: what enters a row's total leaves by its cells, what enters a column by its cells leaves by its
total, and the two kinds of totals meet in the last cell. Whoever reads the table knows every shown number, that a
small number is one to five, and that any other hidden number is six or more. A hidden cell can still move by one
exactly where the flow can be turned round a circle of hidden cells through it (the residual network of Ahuja, Magnanti
and Orlin, Network flows, 1993, chapters 2 and 9). A cell that cannot move is worked out. Whoever knows less is left
with more, so the circle holds against them too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from audit.domain.small_numbers.counts import CountTable, Place

SMALL = range(1, 6)  # counts of children that are never shown (DfE, children in need statistics)


@dataclass(frozen=True)
class Arc:
    """A cell as a flow between two nodes, and which way it could move if it were hidden."""

    place: Place
    tail: int
    head: int
    up: bool  # it could be one more
    down: bool  # it could be one less

    def steps(self) -> Iterator[tuple[int, int]]:
        """Yield the ways in which one unit can be moved through the cell."""
        if self.up:
            yield self.tail, self.head
        if self.down:
            yield self.head, self.tail


@dataclass(frozen=True, kw_only=True)
class Network:
    """A table as a flow, with the cells that must be hidden and those that may."""

    arcs: dict[Place, Arc]
    nodes: int
    small: frozenset[Place]  # must be hidden
    free: frozenset[Place]  # may be hidden too; zeros and what is always shown may not

    @classmethod
    def of(cls, table: CountTable, *, shown: Collection[Place] = ()) -> Network:
        """Return a table as a flow; the cells in `shown` stay, whatever they count."""
        counts = {place: table.count(place) for place in table.places()}
        hideable = {place for place in counts if place not in shown and not table.mark(place)}
        small = frozenset(place for place in hideable if counts[place] in SMALL)
        free = frozenset(place for place in hideable - small if counts[place] > 0)
        return cls(
            arcs={place: _arc(place, table.size, counts[place]) for place in small | free},
            nodes=sum(table.size) + 2,
            small=small,
            free=free,
        )

    def pinned(self, hidden: Collection[Place]) -> list[Place]:
        """Return the hidden cells that can be worked out."""
        ways = self._ways(hidden)
        return [place for place in sorted(hidden) if not self._moves(self.arcs[place], ways)]

    def cuts(self, hidden: Collection[Place]) -> list[tuple[Place, frozenset[Place]]]:
        """Return each hidden cell that can be worked out, with the cells of which at least one must be hidden too."""
        ways = self._ways(hidden)
        found = []
        for place in sorted(hidden):
            arc = self.arcs[place]
            if not self._moves(arc, ways):
                found.append((place, self._cut(arc, ways, hidden)))
        return found

    @cached_property
    def free_steps(self) -> tuple[tuple[Place, int, int], ...]:
        """Return every step through a cell that may be hidden."""
        return tuple((place, start, end) for place in sorted(self.free) for start, end in self.arcs[place].steps())

    def _ways(self, hidden: Collection[Place]) -> list[int]:
        """Return, for each node, the nodes that one unit can be moved to, as bits."""
        ways = [0] * self.nodes
        for place in hidden:
            for start, end in self.arcs[place].steps():
                ways[start] |= 1 << end
        return ways

    def _moves(self, arc: Arc, ways: list[int]) -> bool:
        up = arc.up and _reached(arc.head, ways, besides=arc.tail) >> arc.tail & 1
        return bool(up or (arc.down and _reached(arc.tail, ways, besides=arc.head) >> arc.head & 1))

    def _cut(self, arc: Arc, ways: list[int], hidden: Collection[Place]) -> frozenset[Place]:
        reached = []
        if arc.up:
            reached.append(_reached(arc.head, ways, besides=arc.tail))
        if arc.down:
            reached.append(_reached(arc.tail, ways, besides=arc.head))
        return frozenset(
            place
            for place, start, end in self.free_steps
            if place not in hidden and any(one >> start & 1 and not one >> end & 1 for one in reached)
        )


def _reached(start: int, ways: list[int], *, besides: int) -> int:
    """Return the nodes that can be reached, as bits, without the one step from `start` to `besides`."""
    seen = 1 << start
    ahead = ways[start] & ~(1 << besides)
    while ahead:
        seen |= ahead
        further, rest = 0, ahead
        while rest:
            low = rest & -rest
            further |= ways[low.bit_length() - 1]
            rest ^= low
        ahead = further & ~seen
    return seen


def _arc(place: Place, size: Place, count: int) -> Arc:
    (row, column), (rows, columns) = place, size
    of_row, of_column = row, rows + 1 + column  # the last row's and the last column's node are the totals'
    forwards = (row == rows) == (column == columns)
    tail, head = (of_row, of_column) if forwards else (of_column, of_row)
    small = count in SMALL
    up = not small or count < SMALL[-1]
    down = count > SMALL[0] if small else count > SMALL[-1] + 1
    return Arc(place, tail, head, up, down)

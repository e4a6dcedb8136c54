"""Counts: a table of how many children there are of each kind, with its totals.

In: labels and counts.
Out: a table whose totals add up, each cell numbered so that another step can say which are hidden.

Here too:
- Hidden cells: which cells of a table of counts must go, so that nobody can work out a small number.
- Hide: the choice of cells, as few as can be found.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
        return sum(sum(counts) if column == columns else counts[column] for counts in chosen)

    def places(self) -> Iterator[Place]:
        """Yield every place, totals included, row by row."""
        rows, columns = self.size
        yield from ((row, column) for row in range(rows + 1) for column in range(columns + 1))

    def mark(self, place: Place) -> str:
        """Return z or x where nothing is counted; empty everywhere else."""
        return dict(self.marks).get(place, "")


def single_column(corner: str, column: str, counts: Sequence[tuple[str, int]]) -> CountTable:
    """Return a table by one characteristic; raises AuditError without a row."""
    if not counts:
        raise AuditError(f"There is nothing to count by {corner.lower()}.")
    return CountTable(
        corner=corner,
        columns=(column,),
        rows=tuple(label for label, _ in counts),
        counts=tuple((count,) for _, count in counts),
    )


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
        cuts = []
        for place in sorted(hidden):
            arc = self.arcs[place]
            if not self._moves(arc, ways):
                cuts.append((place, self._cut(arc, ways, hidden)))
        return cuts

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
            if place not in hidden and any(nodes >> start & 1 and not nodes >> end & 1 for nodes in reached)
        )


def _reached(start: int, ways: list[int], *, besides: int) -> int:
    """Return the nodes that can be reached, as bits, without the one step from `start` to `besides`."""
    seen = 1 << start
    ahead = ways[start] & ~(1 << besides)
    while ahead:
        seen |= ahead
        further, pending = 0, ahead
        while pending:
            low = pending & -pending
            further |= ways[low.bit_length() - 1]
            pending ^= low
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


_FAR = 1 << 60
_ROUNDS = 6  # how often the shortest circles are laid in another order
_LOOKS = 60_000  # cells looked at in looking for fewer


def cells_to_hide(table: CountTable, *, shown: Collection[Place] = ()) -> frozenset[Place] | None:
    """Return the cells to hide; None where totals in `shown` give a small number away whatever is hidden.

    Where the small numbers alone give each other away, as five ones with a total of five do, every cell is hidden, the
    zeros too: then nobody knows which of them is one to five.
    """
    hidden = _few(Network.of(table, shown=shown), table)
    if hidden is None and not shown:
        return frozenset(place for place in table.places() if not table.mark(place))
    return hidden


def _few(network: Network, table: CountTable) -> frozenset[Place] | None:
    tries = (_laid(network, costs_of(network, table, turn)) for turn in range(_ROUNDS))
    choices = [choice for choice in tries if choice is not None]
    if not choices:
        return None
    return _fewer(network, min(choices, key=len))


def costs_of(network: Network, table: CountTable, turn: int = 0) -> dict[Place, int]:
    """Return what hiding each free cell costs: totals and large counts a little more; each turn weighs anew."""
    costs = {}
    for number, place in enumerate(sorted(network.free)):
        total = (place[0] == table.size[0]) + (place[1] == table.size[1])
        costs[place] = 1000 + 8 * total + min(table.count(place), 99) // 20
        if turn:
            costs[place] += (number * 7919 + turn * 104729) % 400
    return costs


def _laid(network: Network, costs: dict[Place, int]) -> frozenset[Place] | None:
    """Hide the cheapest circle through each cell that could be worked out, then show again what is not needed."""
    hidden = set(network.small)
    while pinned := network.pinned(hidden):
        circle = _cheapest(network, network.arcs[pinned[0]], hidden, costs)
        if circle is None:
            return None
        hidden |= circle
    for place in sorted(hidden - network.small, key=lambda cell: (-costs[cell], cell)):
        if not network.pinned(hidden - {place}):
            hidden.discard(place)
    return frozenset(hidden)


def _cheapest(network: Network, arc: Arc, hidden: set[Place], costs: dict[Place, int]) -> set[Place] | None:
    ways = [way for way in ((arc.head, arc.tail, arc.up), (arc.tail, arc.head, arc.down)) if way[2]]
    routes = [path(network, start, end, {arc.place}, hidden, costs) for start, end, _ in ways]
    paths = [route for route in routes if route is not None]
    return min(paths, key=lambda route: route[0])[1] if paths else None


def path(
    network: Network,
    start: int,
    end: int,
    besides: Collection[Place],
    hidden: Collection[Place],
    costs: Mapping[Place, int],
) -> tuple[int, set[Place]] | None:
    """Return the cheapest way from node to node without some cells, as its cost and its cells (Dijkstra).

    A hidden cell costs nothing; None where there is no way.
    """
    steps: dict[int, list[tuple[int, Place]]] = {}
    for place, arc in network.arcs.items():
        if place not in besides:
            for from_, to in arc.steps():
                steps.setdefault(from_, []).append((to, place))
    best, came = {start: 0}, dict[int, tuple[int, Place]]()
    ahead = [(0, start)]
    while ahead:
        cost, node = heapq.heappop(ahead)
        if cost > best[node]:
            continue
        for to, place in steps.get(node, ()):
            dear = cost + (0 if place in hidden else costs[place])
            if dear < best.get(to, _FAR):
                best[to], came[to] = dear, (node, place)
                heapq.heappush(ahead, (dear, to))
    return (best[end], _cells(start, end, came)) if end in best else None


def _cells(start: int, end: int, came: dict[int, tuple[int, Place]]) -> set[Place]:
    cells, node = set[Place](), end
    while node != start:
        node, place = came[node]
        cells.add(place)
    return cells


class _Search:
    """Looks for a choice with so many cells more than the small ones, until the looks run out."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.looks = _LOOKS // (len(network.arcs) or 1)

    def find(self, hidden: frozenset[Place], left: int, never: frozenset[Place]) -> frozenset[Place] | None:
        """Return a protected choice that hides at most `left` cells more and none of `never`; None: not found."""
        self.looks -= 1
        cuts = [cells - never for _, cells in self.network.cuts(hidden)]
        if not cuts:
            return hidden
        if self.looks < 0 or left < _apart(cuts):
            return None
        narrowest = min(cuts, key=len)
        for place in sorted(narrowest, key=lambda cell: (-sum(cell in cells for cells in cuts), cell)):
            choice = self.find(hidden | {place}, left - 1, never)
            if choice is not None:
                return choice
            never |= {place}
        return None


def _apart(cuts: list[frozenset[Place]]) -> int:
    """Return how many of the cuts share no cell with one another: so many cells are needed at least."""
    covered, count = set[Place](), 0
    for cells in sorted(cuts, key=len):
        if not cells & covered:
            covered |= cells
            count += 1
    return count


def _fewer(network: Network, choice: frozenset[Place]) -> frozenset[Place]:
    """Return a choice with fewer cells where one is found in so many looks; else the one that was given."""
    search = _Search(network)
    for more in range(len(choice) - len(network.small)):
        fewer = search.find(network.small, more, frozenset())
        if fewer is not None:
            return fewer
        if search.looks < 0:
            break
    return choice

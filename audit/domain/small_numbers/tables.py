"""Small numbers: a table of counts of children as it may be shown.

In: a table of counts, or several of one round that share totals.
Out: the same table with c for a number of one to five and for what would give one away; percentages likewise.

Here too:
- Linked tables: tables of one round that share totals, protected together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from audit.domain.small_numbers.secondary_suppression import (
    SMALL,
    CountTable,
    Network,
    Place,
    cells_to_hide,
    costs_of,
    path,
    single_column,
)
from audit.errors import AuditError

Cell = tuple[int, Place]  # which table, and where in it
Spot = tuple[str, ...]  # what a total counts: the labels of its row or column, or nothing for the total of all


@dataclass(frozen=True, kw_only=True)
class _Move:
    """One more here, one less there (or in the total of all one more), in every table that has them."""

    steps: tuple[tuple[Spot, int], ...]  # a total, and 1 for more or -1 for less


@dataclass(frozen=True)
class _Group:
    """Tables with the same total of all, and the totals that they share."""

    tables: tuple[CountTable, ...]
    networks: tuple[Network, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "networks", tuple(Network.of(table) for table in self.tables))

    @cached_property
    def shared(self) -> Mapping[Spot, tuple[Cell, ...]]:
        """Return every total that two or more tables have, with its places."""
        by_spot: dict[Spot, list[Cell]] = {}
        for number, table in enumerate(self.tables):
            for spot, place in _totals(table):
                by_spot.setdefault(spot, []).append((number, place))
        return {spot: tuple(cells) for spot, cells in by_spot.items() if len(cells) > 1}

    @cached_property
    def fixed(self) -> tuple[frozenset[Place], ...]:
        """Return, for each table, the places of its shared totals."""
        cells = [cell for shared_cells in self.shared.values() for cell in shared_cells]
        return tuple(frozenset(place for number, place in cells if number == at) for at in range(len(self.tables)))

    @cached_property
    def costs(self) -> tuple[Mapping[Place, int], ...]:
        """Return what hiding each cell costs, table by table."""
        return tuple(costs_of(net, table) for net, table in zip(self.networks, self.tables, strict=True))

    def moves(self, spot: Spot) -> Iterator[_Move]:
        """Yield the ways in which a shared total can move together with another of its margin or the total of all."""
        partners = [
            partner for partner in self.shared if partner and spot and partner != spot and partner[:-1] == spot[:-1]
        ]
        totals = [total for total in self.shared if total] if not spot else []
        for sign in (1, -1):
            if not spot:
                yield _Move(steps=(((), sign),))
                for other in totals:
                    yield _Move(steps=((other, sign), ((), sign)))
            else:
                for other in partners:
                    yield _Move(steps=((spot, sign), (other, -sign)))
                yield _Move(steps=((spot, sign), ((), sign)))

    def circle(self, cell: Cell, hidden: frozenset[Cell]) -> tuple[int, set[Cell]] | None:
        """Return the cheapest circle through a cell that leaves the shared totals alone; None where there is none."""
        number, place = cell
        arc = self.networks[number].arcs[place]
        ends = [(arc.head, arc.tail)] * arc.up + [(arc.tail, arc.head)] * arc.down
        circles = [self._path(number, start, end, hidden, besides={place}) for start, end in ends]
        return min((circle for circle in circles if circle is not None), key=lambda circle: circle[0], default=None)

    def cost(self, move: _Move, hidden: frozenset[Cell]) -> tuple[int, set[Cell]] | None:
        """Return what a move costs and the cells it needs hidden; None where it cannot be made in every table."""
        cost, cells = 0, set[Cell]()
        for spot, sign in move.steps:
            for number, place in self.shared.get(spot, ()):
                arc = self.networks[number].arcs.get(place)
                if arc is None or not (arc.up if sign > 0 else arc.down):
                    return None
                cost += 0 if (number, place) in hidden else self.costs[number][place]
                cells.add((number, place))
        for number in range(len(self.tables)):
            ends = self._ends(number, move)
            closed = self._path(number, *ends, hidden, besides=set()) if ends else (0, set[Cell]())
            if closed is None:
                return None
            cost, cells = cost + closed[0], cells | closed[1]
        return cost, cells

    def _ends(self, number: int, move: _Move) -> tuple[int, int] | None:
        """Return from where to where a move leaves a table to be closed; None where it does not touch the table."""
        steps = []
        for spot, sign in move.steps:
            for at, place in self.shared.get(spot, ()):
                if at == number:
                    arc = self.networks[number].arcs[place]
                    steps.append((arc.tail, arc.head) if sign > 0 else (arc.head, arc.tail))
        if not steps:
            return None
        first, last = steps[0], steps[-1]
        return (last[1], first[0]) if first[1] == last[0] or len(steps) == 1 else (first[1], last[0])

    def _path(
        self, number: int, start: int, end: int, hidden: frozenset[Cell], *, besides: set[Place]
    ) -> tuple[int, set[Cell]] | None:
        hidden_places = {place for at, place in hidden if at == number}
        route = path(self.networks[number], start, end, besides | self.fixed[number], hidden_places, self.costs[number])
        return None if route is None else (route[0], {(number, place) for place in route[1]})


def hide_together(tables: Sequence[CountTable]) -> tuple[frozenset[Place], ...]:
    """Return the cells to hide in each of several tables of the same children.

    Where no choice protects them all, every cell of every table is hidden. Tables of fewer children and tables of more
    should not be shown side by side: the difference would be a count too.
    """
    group = _Group(tuple(tables))
    small = {(number, place) for number, net in enumerate(group.networks) for place in net.small}
    hidden = _protected(group, frozenset(small))
    if hidden is None:
        return tuple(frozenset(place for place in table.places() if not table.mark(place)) for table in tables)
    hidden = _shown_again(group, hidden, frozenset(small))
    return tuple(frozenset(place for at, place in hidden if at == number) for number in range(len(tables)))


def _protected(group: _Group, hidden: frozenset[Cell]) -> frozenset[Cell] | None:
    while True:
        wanting = _cheapest(group, hidden)
        if wanting is None:
            return hidden
        if not wanting:
            return None
        hidden |= wanting


def _cheapest(group: _Group, hidden: frozenset[Cell]) -> set[Cell] | None:
    """Return what to hide for the first cell that could be worked out: None where all are safe, empty for no way."""
    for number, place in sorted(hidden):
        spot = next((total for total, cells in group.shared.items() if (number, place) in cells), None)
        if spot is None:
            tries = [group.circle((number, place), hidden)]
        else:
            tries = [group.cost(move, hidden) for move in group.moves(spot)]
        ways = [way for way in tries if way is not None]
        best = min(ways, key=lambda way: way[0], default=None)
        if best is None:
            return set()
        if best[1] - hidden:
            return best[1]
    return None


def _shown_again(group: _Group, hidden: frozenset[Cell], small: frozenset[Cell]) -> frozenset[Cell]:
    """Show again what is not needed; a shared total goes in all tables or in none."""
    spots = {cell: frozenset(cells) for cells in group.shared.values() for cell in cells}
    for cell in sorted(hidden - small):
        fewer = hidden - spots.get(cell, frozenset({cell}))
        if cell in hidden and _cheapest(group, fewer) is None:
            hidden = fewer
    return hidden


def _totals(table: CountTable) -> Iterator[tuple[Spot, Place]]:
    """Yield what each total counts, and where it stands; totals of the same labels and counts are the same."""
    rows, columns = table.size
    yield (), (rows, columns)
    for labels, places in (
        (table.rows, [(row, columns) for row in range(rows)]),
        (table.columns, [(rows, column) for column in range(columns)]),
    ):
        margin = (*labels, *(str(table.count(place)) for place in places))
        for label, place in zip(labels, places, strict=True):
            yield (*margin, label), place


HIDDEN = "c"
KEY = (
    "c: a number of 1 to 5, or one that would give such a number away. 0: none. z: not applicable. "
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


def suppress_row(counts: Sequence[int]) -> tuple[str, ...]:
    """Return counts of one kind of thing as they may be shown where their total is told elsewhere.

    Every one of them is hidden where the total gives a small number away whatever is hidden.
    """
    if not counts:
        return ()
    table = single_column("Counted", "Children", [(str(number), count) for number, count in enumerate(counts)])
    last = len(counts)
    shown_table = suppress(table, shown=[(last, 0), (last, 1)])
    return (HIDDEN,) * last if shown_table is None else tuple(shown_table.cell((number, 0)) for number in range(last))


def whole(count: int) -> str:
    """Return how many children there are in all, in words where they are so few that the number is not told."""
    return "Fewer than 6 children" if count in SMALL else f"{count:,} children"


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

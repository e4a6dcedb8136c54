"""Hide: the choice of cells, as few as can be found.

In: a table of counts.
Out: the places to hide, small numbers and others; found by the shortest circle first, then by looking for fewer.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping

from audit.domain.small_numbers.counts import CountTable, Place
from audit.domain.small_numbers.hidden_cells import Arc, Network

_FAR = 1 << 60
_ROUNDS = 6  # how often the shortest circles are laid in another order
_LOOKS = 60_000  # cells looked at in looking for fewer


def cells_to_hide(table: CountTable, *, shown: Collection[Place] = ()) -> frozenset[Place] | None:
    """Return the cells to hide; None where totals in `shown` give a small number away whatever is hidden.

    Where the small numbers alone give each other away, as five ones with a total of five do, every cell is hidden, the
    zeros too: then nobody knows which of them is one to five.
    """
    found = _few(Network.of(table, shown=shown), table)
    if found is None and not shown:
        return frozenset(place for place in table.places() if not table.mark(place))
    return found


def _few(network: Network, table: CountTable) -> frozenset[Place] | None:
    tries = (_laid(network, costs_of(network, table, turn)) for turn in range(_ROUNDS))
    found = [one for one in tries if one is not None]
    if not found:
        return None
    return _fewer(network, min(found, key=len))


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
    for place in sorted(hidden - network.small, key=lambda one: (-costs[one], one)):
        if not network.pinned(hidden - {place}):
            hidden.discard(place)
    return frozenset(hidden)


def _cheapest(network: Network, arc: Arc, hidden: set[Place], costs: dict[Place, int]) -> set[Place] | None:
    ways = [one for one in ((arc.head, arc.tail, arc.up), (arc.tail, arc.head, arc.down)) if one[2]]
    found = [path(network, start, end, {arc.place}, hidden, costs) for start, end, _ in ways]
    paths = [one for one in found if one is not None]
    return min(paths, key=lambda one: one[0])[1] if paths else None


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
        for place in sorted(narrowest, key=lambda one: (-sum(one in cells for cells in cuts), one)):
            found = self.find(hidden | {place}, left - 1, never)
            if found is not None:
                return found
            never |= {place}
        return None


def _apart(cuts: list[frozenset[Place]]) -> int:
    """Return how many of the cuts share no cell with one another: so many cells are needed at least."""
    taken, count = set[Place](), 0
    for cells in sorted(cuts, key=len):
        if not cells & taken:
            taken |= cells
            count += 1
    return count


def _fewer(network: Network, found: frozenset[Place]) -> frozenset[Place]:
    """Return a choice with fewer cells where one is found in so many looks; else the one that was given."""
    search = _Search(network)
    for more in range(len(found) - len(network.small)):
        fewer = search.find(network.small, more, frozenset())
        if fewer is not None:
            return fewer
        if search.looks < 0:
            break
    return found

"""Suppression at length: an attacker with a linear programme against a thousand tables, and how few cells are hidden.

Then the same attacker with several tables of the same children side by side, which share totals.

In: nothing; the tables are random and always the same.
Out: on standard output, how many hidden cells could be worked out (none may), and how many more than the optimum are
hidden. `python -m tests.suppression_at_length`; `--json` for figures alone.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from audit.domain.small_numbers.secondary_suppression import SMALL, CountTable, Network, Place, cells_to_hide
from audit.domain.small_numbers.tables import hide_together

TABLES, SMALLER_TABLES, GROUPS = 1000, 200, 150
MOST_MORE = 0.15  # cells hidden more than the optimum


def a_table(counts: list[list[int]]) -> CountTable:
    """Return a table of counts with labels that say nothing."""
    return CountTable(
        corner="Row",
        columns=tuple(f"c{number}" for number in range(len(counts[0]))),
        rows=tuple(f"r{number}" for number in range(len(counts))),
        counts=tuple(tuple(row) for row in counts),
    )


def random_tables(many: int, *, most: int, seed: int) -> Iterator[CountTable]:
    """Yield tables of 2 to `most` rows and columns: crowded, sparse, all small, and with nought in many places."""
    chance = random.Random(seed)
    kinds = (
        lambda: chance.randint(0, 12),
        lambda: chance.randint(0, 60),
        lambda: chance.choice((0, 0, 1, 2, 3, 5, 6, 9, 30)),
        lambda: chance.randint(0, 5),
        lambda: chance.choice((0, 0, 0, 1, 6, 100)),
        lambda: chance.choice((1, 5, 6, 7, 20, 40)),
    )
    for number in range(many):
        rows, columns = chance.randint(2, most), chance.randint(2, most)
        yield a_table([[kinds[number % len(kinds)]() for _ in range(columns)] for _ in range(rows)])


def random_groups(many: int, *, seed: int) -> Iterator[tuple[CountTable, ...]]:
    """Yield two or three tables of the same children: by the same rows and other columns, or by nothing alike."""
    chance = random.Random(seed)
    kinds = ((0, 12), (0, 5), (0, 30), (3, 9))
    for number in range(many):
        totals = [chance.randint(*kinds[number % len(kinds)]) for _ in range(chance.randint(2, 5))]
        made = [_split_table(chance, totals, chance.randint(2, 4)) for _ in range(2 + number % 2)]
        if number % 3 == 2:  # the last is by something else: only the number of all children is shared
            made[-1] = _split_table(chance, _split(chance, sum(totals), 3), 2)
        yield tuple(replace(one, columns=tuple(f"{at} {name}" for name in one.columns)) for at, one in enumerate(made))


def _split_table(chance: random.Random, totals: Sequence[int], columns: int) -> CountTable:
    return a_table([_split(chance, total, columns) for total in totals])


def _split(chance: random.Random, total: int, parts: int) -> list[int]:
    ends = sorted(chance.randint(0, total) for _ in range(parts - 1))
    return [end - start for start, end in zip([0, *ends], [*ends, total], strict=True)]


def worked_out_together(
    tables: Sequence[CountTable], hidden: Sequence[Collection[Place]], *, least_other: int = 0
) -> list[object]:
    """Return the hidden cells that an attacker who sees every table can work out; a total they share is one unknown.

    Where a table is hidden whole, the zeros too, nobody knows which of its cells are small.
    """
    at: dict[object, int] = {}
    lines: list[tuple[dict[int, float], float]] = []
    bounds: list[tuple[int, int | None]] = []
    truth: list[int] = []
    told = {
        _name(number, one, place)
        for number, one in enumerate(tables)
        for place in set(one.places()) - set(hidden[number])
    }
    for number, (table, cells) in enumerate(zip(tables, hidden, strict=True)):
        places = sorted(cells)
        for place in places:
            if _name(number, table, place) not in at:
                name, count = _name(number, table, place), table.count(place)
                at[name] = len(at)
                whole = len(places) == len(list(table.places()))
                known = (1, 5) if count in SMALL else (min(least_other, count), None)
                bounds.append((count, count) if name in told else (0, None) if whole else known)
                truth.append(count)
        equations, sums = _sums(table, places)
        columns = [at[_name(number, table, place)] for place in places]
        lines += [(dict(zip(columns, row, strict=True)), value) for row, value in zip(equations, sums, strict=True)]
    matrix = np.zeros((len(lines), len(at)))
    for row, (line, _) in enumerate(lines):
        for column, sign in line.items():
            matrix[row, column] = sign
    known_all = np.array([value for _, value in lines])
    return [name for name, number in at.items() if _pinned(number, truth[number], matrix, known_all, bounds)]


def _pinned(
    number: int, truth: int, matrix: np.ndarray, known: np.ndarray, bounds: list[tuple[int, int | None]]
) -> bool:
    aim = np.zeros(len(bounds))
    for sign in (1, -1):
        aim[number] = sign
        solved = linprog(aim, A_eq=matrix, b_eq=known, bounds=bounds, method="highs")
        if solved.status == 3 or abs(solved.fun - sign * truth) > 1e-6:
            return False
    return True


def _name(number: int, table: CountTable, place: Place) -> object:
    (row, column), (rows, columns) = place, table.size
    if place == (rows, columns):
        return "all"
    if column == columns:
        return table.rows[row], tuple(table.count((one, columns)) for one in range(rows))
    return number, place


def worked_out(table: CountTable, hidden: Collection[Place], *, least_other: int = 0) -> list[Place]:
    """Return the hidden cells whose smallest and largest possible values are the same, by linear programming.

    The attacker knows every shown number, that the small numbers are one to five, and that any other hidden number is
    at least `least_other`; totals are cells like others, and the sums tie them together.
    """
    places = sorted(hidden)
    equations, known = _sums(table, places)
    bounds = [(1, 5) if table.count(one) in SMALL else (min(least_other, table.count(one)), None) for one in places]
    found = []
    for number, place in enumerate(places):
        extremes = []
        for sign in (1, -1):
            aim = np.zeros(len(places))
            aim[number] = sign
            solved = linprog(aim, A_eq=equations, b_eq=known, bounds=bounds, method="highs")
            extremes.append(np.inf if solved.status == 3 else abs(solved.fun - sign * table.count(place)))
            if extremes[-1] > 1e-6:
                break
        if max(extremes) <= 1e-6:
            found.append(place)
    return found


def fewest(table: CountTable) -> int:
    """Return how few cells can be hidden, by an integer programme that learns of each hole until there is none."""
    network = Network.of(table)
    free = sorted(network.free)
    if not free or network.pinned(network.small | network.free):
        return len(cells_to_hide(table) or ())
    cuts: list[tuple[Place, frozenset[Place]]] = []
    for _ in count():
        hidden = network.small | _cheapest(free, cuts)
        holes = network.cuts(hidden)
        if not holes:
            return len(hidden)
        cuts += holes
    raise AssertionError


def _cheapest(free: list[Place], cuts: list[tuple[Place, frozenset[Place]]]) -> set[Place]:
    if not cuts:
        return set()
    rows = np.zeros((len(cuts), len(free)))
    least = np.ones(len(cuts))
    at = {place: number for number, place in enumerate(free)}
    for number, (place, cells) in enumerate(cuts):
        for cell in cells:
            rows[number, at[cell]] = 1
        if place in at:  # a cell that need not be hidden has to be safe only where it is
            rows[number, at[place]] -= 1
            least[number] = 0
    solved = milp(
        np.ones(len(free)),
        integrality=np.ones(len(free)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, least, np.inf),
    )
    return {place for place, number in at.items() if solved.x[number] > 0.5}


def _sums(table: CountTable, places: list[Place]) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = table.size
    lines = [[(row, column) for column in range(columns + 1)] for row in range(rows + 1)]
    lines += [[(row, column) for row in range(rows + 1)] for column in range(columns + 1)]
    equations, known = np.zeros((len(lines), len(places))), np.zeros(len(lines))
    at = {place: number for number, place in enumerate(places)}
    for number, line in enumerate(lines):
        for place, sign in zip(line, [1] * (len(line) - 1) + [-1], strict=True):
            if place in at:
                equations[number, at[place]] = sign
            else:
                known[number] -= sign * table.count(place)
    return equations, known


def _holes_together(tables: Sequence[CountTable]) -> int:
    hidden = hide_together(tables)
    return sum(len(worked_out_together(tables, hidden, least_other=least)) for least in (0, 6))


def main() -> int:
    """Print the figures; 1 where a cell could be worked out or too many are hidden."""
    began = time.perf_counter()
    hidden_cells = holes = 0
    slowest = 0.0
    for table in random_tables(TABLES, most=8, seed=20261125):
        at = time.perf_counter()
        hidden = cells_to_hide(table) or frozenset()
        slowest = max(slowest, time.perf_counter() - at)
        hidden_cells += len(hidden)
        holes += len(worked_out(table, hidden)) + len(worked_out(table, hidden, least_other=6))
    together = sum(_holes_together(tables) for tables in random_groups(GROUPS, seed=2511))
    ours = optimum = worst = 0
    for table in random_tables(SMALLER_TABLES, most=5, seed=1125):
        mine, best = len(cells_to_hide(table) or ()), fewest(table)
        ours, optimum, worst = ours + mine, optimum + best, max(worst, mine - best)
    figures = {
        "tables": TABLES,
        "hidden_cells": hidden_cells,
        "worked_out": holes,
        "slowest_seconds": round(slowest, 3),
        "groups_of_tables": GROUPS,
        "worked_out_together": together,
        "smaller_tables": SMALLER_TABLES,
        "hidden_in_smaller": ours,
        "optimum_in_smaller": optimum,
        "more_than_optimum": round(ours / optimum - 1, 4),
        "most_more_in_one_table": worst,
        "seconds": round(time.perf_counter() - began, 1),
    }
    lines = [json.dumps(figures)] if "--json" in sys.argv else [f"{name}: {value}" for name, value in figures.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if holes or together or ours > optimum * (1 + MOST_MORE) else 0


if __name__ == "__main__":
    sys.exit(main())

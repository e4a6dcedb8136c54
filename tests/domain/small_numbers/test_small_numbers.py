from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.domain.small_numbers.secondary_suppression import SMALL, CountTable, cells_to_hide, single_column
from audit.domain.small_numbers.tables import HIDDEN, percentage, suppress, suppress_row, suppress_together, whole
from audit.errors import AuditError
from tests.suppression_at_length import a_table, fewest, random_groups, random_tables, worked_out, worked_out_together


def shown(counts: list[list[int]]) -> list[list[str]]:
    """Return a table as it is shown, without its labels."""
    found = suppress(a_table(counts))
    assert found is not None
    return [list(line[1:]) for line in found.lines()[1:]]


@pytest.mark.parametrize("least_other", [0, 6], ids=["any other number", "others are six or more"])
def test_an_attacker_with_a_linear_programme_works_out_no_hidden_cell(least_other: int):
    for table in random_tables(20, most=5, seed=7 + least_other):
        hidden = cells_to_hide(table)
        assert hidden is not None
        assert worked_out(table, hidden, least_other=least_other) == [], table.counts


def test_an_attacker_finds_what_is_hidden_alone_so_that_these_tests_can_fail():
    table = a_table([[3, 12], [8, 7]])
    assert worked_out(table, [(0, 0)]) == [(0, 0)]


def test_hardly_more_is_hidden_than_has_to_be():
    tables = list(random_tables(10, most=5, seed=3))
    ours = sum(len(cells_to_hide(table) or ()) for table in tables)
    assert ours <= 1.15 * sum(fewest(table) for table in tables)


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_small_number_is_hidden_and_what_is_shown_is_true(counts: list[list[int]]):
    table = a_table(counts)
    found = suppress(table)
    assert found is not None
    for place in table.places():
        said = found.cell(place)
        assert said == "c" if table.count(place) in SMALL else said in ("c", str(table.count(place)))


def test_one_small_number_takes_three_others_with_it():
    assert sum(line.count("c") for line in shown([[3, 12, 9], [8, 7, 20], [11, 30, 40]])) == 4


def test_noughts_are_true_and_shown():
    assert shown([[0, 0], [0, 0]]) == [["0", "0", "0"], ["0", "0", "0"], ["0", "0", "0"]]


def test_a_total_of_one_to_five_is_hidden_too():
    assert shown([[1, 0], [0, 9]])[0] == ["c", "0", "c"]


def test_where_small_numbers_give_each_other_away_every_cell_is_hidden():
    assert all(cell == "c" for line in shown([[0, 1, 1], [1, 1, 1]]) for cell in line)


def test_a_total_that_is_told_elsewhere_stays_and_protects_what_it_can():
    table = single_column("Age", "Children", [("5 to 9", 2), ("10 to 12", 4), ("13 to 15", 0)])
    found = suppress(table, shown={(3, 0), (3, 1)})
    assert found is not None
    assert [line[1] for line in found.lines()[1:]] == ["c", "c", "0", "6"]


@pytest.mark.parametrize("counts", [(1, 1, 0), (5, 5), (1, 1, 1, 1)])
def test_a_total_that_gives_the_cells_away_forbids_the_table(counts: tuple[int, ...]):
    table = single_column("Age", "Children", [(str(number), one) for number, one in enumerate(counts)])
    assert suppress(table, shown={(len(counts), 0), (len(counts), 1)}) is None


def test_a_percentage_is_withheld_where_its_count_or_its_base_is():
    found = suppress(a_table([[3, 12], [8, 7], [40, 10]]))
    assert found is not None
    assert found.percentage((0, 0), (0, 2)) == "c"
    assert found.percentage((2, 0), (2, 2)) == "80.0"
    assert [line[1:3] for line in found.percentage_lines()[1:]].count(("c", "c")) == 2


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 8, "12.5"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1")])
def test_percentages_are_rounded_half_up_to_one_place(part: int, whole: int, said: str):
    assert percentage(part, whole) == said


def test_a_mark_stays_a_mark_and_counts_as_nothing():
    table = CountTable(
        corner="Age", columns=("Boys", "Girls"), rows=("5", "6"), counts=((7, 0), (9, 12)), marks=(((0, 1), "z"),)
    )
    found = suppress(table)
    assert found is not None
    assert found.lines()[1] == ("5", "7", "z", "7")


@pytest.mark.parametrize("least_other", [0, 6], ids=["any other number", "others are six or more"])
def test_tables_that_share_their_totals_are_protected_together(least_other: int):
    for tables in random_groups(12, seed=12 + least_other):
        found = suppress_together(tables)
        first = tables[0].size
        for other, shown_table in zip(tables[1:], found[1:], strict=True):
            for row in range(first[0]) if _same_rows(tables[0], other) else ():
                assert ((row, first[1]) in found[0].hidden) == ((row, other.size[1]) in shown_table.hidden)
            assert (first in found[0].hidden) == (other.size in shown_table.hidden)
        hidden = [one.hidden for one in found]
        assert worked_out_together(tables, hidden, least_other=least_other) == [], [one.counts for one in tables]


def test_tables_that_are_each_safe_alone_can_give_each_other_away_so_that_this_can_fail():
    tables = (a_table([[3, 4], [20, 30]]), replace(a_table([[7], [50]]), columns=("all",)))
    alone = [frozenset({(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)}), frozenset()]
    assert worked_out_together(tables, alone) == [("r0", (7, 50)), ("r1", (7, 50))]


def test_tables_of_different_children_are_not_shown_side_by_side():
    with pytest.raises(AuditError, match="do not count the same children"):
        suppress_together([a_table([[7, 8], [9, 10]]), a_table([[7, 8], [9, 11]])])


def _same_rows(one: CountTable, other: CountTable) -> bool:
    totals = [[table.count((row, table.size[1])) for row in range(table.size[0])] for table in (one, other)]
    return totals[0] == totals[1]


def test_counts_beside_their_total_are_hidden_with_one_more_where_a_lone_one_would_be_worked_out():
    assert suppress_row([]) == ()
    assert suppress_row([0, 1, 5, 6, 100]) == ("0", "c", "c", "6", "100")
    assert suppress_row([3, 40, 12, 0]) == ("c", "40", "c", "0")
    assert suppress_row([3, 0, 0]) == ("c", "c", "c")  # of three children in all, nobody knows which they are
    assert (whole(5), whole(6), whole(1200)) == ("Fewer than 6 children", "6 children", "1,200 children")


@given(counts=st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_an_attacker_who_knows_the_total_works_out_no_count_of_a_row(counts: list[int]):
    found = suppress_row(counts)
    assert not any(text != HIDDEN and 0 < int(text) < 6 for text in found)
    table = single_column("Counted", "Children", [(str(number), count) for number, count in enumerate(counts)])
    if set(found) != {HIDDEN}:
        hidden = [(number, column) for number, text in enumerate(found) if text == HIDDEN for column in (0, 1)]
        assert worked_out(table, hidden) == []

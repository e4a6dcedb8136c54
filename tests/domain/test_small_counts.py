from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.domain.small_counts import HIDDEN, shown


def test_one_to_five_are_hidden_and_nought_is_shown():
    assert shown([0, 1, 5, 6, 100]) == ("0", "c", "c", "6", "100")


def test_a_lone_small_count_takes_the_next_smallest_with_it():
    assert shown([3, 40, 12, 0]) == ("c", "40", "c", "0")


@given(counts=st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_a_small_count_can_never_be_worked_out_from_the_total(counts: list[int]):
    found = shown(counts)
    hidden = [place for place, text in enumerate(found) if text == HIDDEN]
    assert all(0 < counts[place] < 6 or found[place] in (HIDDEN, str(counts[place])) for place in range(len(counts)))
    assert not any(text != HIDDEN and 0 < int(text) < 6 for text in found)
    assert len(hidden) != 1 or all(count == 0 for place, count in enumerate(counts) if place not in hidden)

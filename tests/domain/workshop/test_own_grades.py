"""Own grades beside the agreed ones: every blind grade once, nobody ranked, and no cause given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.workshop.own_grades import OwnView, board_sentence, own_against_agreed
from tests.builders import a_judgement, a_rating, a_scale, own_grades, statement

FOUR = a_scale()
WORDS = tuple(step.value for step in FOUR.steps)
FIRST = statement(1)
cases = some.sampled_from(["Child A", "Child B", "Child C"])
counts = some.tuples(*(some.integers(0, 12),) * 3, some.integers(1, 6))


@given(
    own=some.dictionaries(cases, some.sampled_from(WORDS)),
    agreed=some.dictionaries(cases, some.sampled_from(WORDS)),
    blind=some.booleans(),
)
def test_own_against_agreed_counts_every_grade_once(own: dict[str, str], agreed: dict[str, str], *, blind: bool):
    ratings = [a_rating(case=case, grades={FIRST: word}, blind=blind) for case, word in own.items()]
    found = own_against_agreed("CSC", ratings, [a_judgement(case, FIRST, word) for case, word in agreed.items()], FOUR)
    assert found.compared + found.left_out == len(set(own) & set(agreed))
    assert found.compared == sum(found.count(view) for view in OwnView)
    assert found.compared == 0 or blind


@pytest.mark.parametrize(
    ("own", "agreed", "view"),
    [("outstanding", "good", OwnView.HIGHER), ("good", "good", OwnView.SAME), ("inadequate", "good", OwnView.LOWER)],
)
def test_a_better_own_grade_is_higher(own: str, agreed: str, view: OwnView):
    found = own_against_agreed("CSC", [a_rating(grades={FIRST: own})], [a_judgement(grade=agreed)], FOUR)
    assert [one for one in OwnView if found.count(one)] == [view]


def test_other_agencies_and_corrections_after_the_reveal_are_not_compared():
    ratings = [a_rating(agency="CAMHS", grades={FIRST: "good"}), a_rating(grades={FIRST: "good"}, after_reveal=True)]
    found = own_against_agreed("CSC", ratings, [a_judgement()], FOUR)
    assert (found.compared, found.left_out) == (0, 1)


@given(some.lists(counts, max_size=9))
def test_a_board_hears_of_no_agency_case_count_or_cause(rows: list[tuple[int, int, int, int]]):
    heard = board_sentence([own_grades(f"Agency {at}", *row[:3], cases=row[3]) for at, row in enumerate(rows)])
    assert not any(sign.isdigit() for sign in heard)
    assert "because" not in heard
    assert heard == "" or sum(sum(row[:3]) >= 10 for row in rows) >= 5


@given(some.lists(counts, max_size=9))
def test_lower_is_told_as_higher_is(rows: list[tuple[int, int, int, int]]):
    there = board_sentence([own_grades("A", high, same, low, cases=of) for high, same, low, of in rows])
    turned = board_sentence([own_grades("A", low, same, high, cases=of) for high, same, low, of in rows])
    assert ("higher" in there and "No agency" not in there) == ("lower" in turned and "No agency" not in turned)

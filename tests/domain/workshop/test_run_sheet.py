"""The run-sheet: who goes first, for how many minutes, and nothing told of a blind case."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.rating.form import Rating
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.run_sheet import RunSheet, SlotKind, is_agreed, plan, turns
from audit.errors import AuditError
from tests.builders import a_case, a_judgement, a_rating, a_round, statement

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def apart(case: str, steps: int, also: int = 0) -> list[Rating]:
    """Return two ratings of a case that part by so many steps on statement 1, and on statement 2."""
    mine = {statement(1): GRADES[0], statement(2): GRADES[0]}
    theirs = {statement(1): GRADES[steps], statement(2): GRADES[also]}
    return [a_rating(case=case, agency="CSC", grades=mine), a_rating(case=case, agency="CAMHS", grades=theirs)]


def order(audit_round: Round, ratings: list[Rating], judgements: tuple[Judgement, ...] = ()) -> list[str]:
    return [one.case.ref for one in turns(audit_round, ready=(), ratings=ratings, judgements=judgements)]


def a_plan(cases: int, hours: float, agreed: int = 0) -> RunSheet:
    """Return the run-sheet of a round whose first cases are agreed."""
    audit_round = a_round(cases=[a_case(f"Child {number}") for number in range(cases)])
    judged = [a for n in range(agreed) for a in everything(audit_round, f"Child {n}")]
    return plan(turns(audit_round, ready=(), ratings=(), judgements=judged), hours=hours)


def everything(audit_round: Round, case: str) -> list[Judgement]:
    return [a_judgement(case, key) for key in (*(one.key for one in audit_round.statements()), None)]


def test_revealed_cases_go_widest_first():
    ratings = [*apart("Child A", 1), *apart("Child B", 3), *apart("Child C", 0)]
    assert order(a_round(), ratings) == ["Child B", "Child A", "Child C"]


def test_between_cases_equally_far_apart_the_one_with_more_to_talk_about_goes_first():
    assert order(a_round(), [*apart("Child A", 2), *apart("Child B", 2, also=1)])[0] == "Child B"


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_a_blind_case_keeps_its_place_whatever_was_graded(steps: list[int]):
    blind = [a_case(f"Child {letter}", revealed=False) for letter in "ABC"]
    ratings = [one for letter, far in zip("ABC", steps, strict=True) for one in apart(f"Child {letter}", far)]
    found = turns(a_round(cases=blind), ready=(), ratings=ratings, judgements=())
    assert [one.case.ref for one in found] == ["Child A", "Child B", "Child C"]
    assert all(one.apart is None and not one.widest_on for one in found)


def test_revealed_cases_come_before_blind_ones():
    cases = [a_case("Child A", revealed=False), a_case("Child B")]
    assert order(a_round(cases=cases), apart("Child A", 3)) == ["Child B", "Child A"]


def test_a_turn_says_how_far_apart_and_on_what():
    first = turns(a_round(), ready=(), ratings=apart("Child A", 2, also=1), judgements=())[0]
    assert (first.apart, first.widest_on) == (2, (statement(1),))


def test_who_is_ready_and_who_is_awaited():
    first = turns(a_round(), ready={("Child A", "CSC")}, ratings=(), judgements=())[0]
    assert ([one.ref for one in first.ready], [one.ref for one in first.awaited]) == (["CSC"], ["CAMHS"])


def test_a_withdrawn_case_is_not_in_the_run_sheet():
    assert order(a_round(cases=[a_case("Child A", withdrawn="Moved"), a_case("Child B")]), []) == ["Child B"]


def test_a_case_is_agreed_when_every_statement_and_the_whole_are():
    audit_round = a_round()
    whole = everything(audit_round, "Child A")
    assert is_agreed(audit_round, "Child A", whole)
    assert not is_agreed(audit_round, "Child A", whole[:-1])
    assert not is_agreed(audit_round, "Child B", whole)


def test_six_cases_share_four_hours_less_opening_break_and_close():
    planned = a_plan(6, 4)
    assert planned.a_case == 30  # (240 - 15 - 15 - 15) / 6 = 32.5, to five minutes
    assert [slot.kind for slot in planned.slots].count(SlotKind.BREAK) == 1
    assert planned.slots[-1].minutes == 30


def test_a_long_day_has_lunch_in_its_middle():
    kinds = [slot.kind for slot in a_plan(6, 7).slots if slot.kind in (SlotKind.BREAK, SlotKind.LUNCH)]
    assert kinds == [SlotKind.BREAK, SlotKind.LUNCH, SlotKind.BREAK]


@given(st.integers(1, 8), st.sampled_from([2.0, 3.5, 4.0, 6.0, 7.5, 10.0]))
def test_the_parts_follow_each_other_and_fill_the_workshop(cases: int, hours: float):
    planned = a_plan(cases, hours)
    ends = [slot.begins + slot.minutes for slot in planned.slots]
    assert [slot.begins for slot in planned.slots] == [0, *ends[:-1]]
    assert ends[-1] == hours * 60
    of_cases = [slot.minutes for slot in planned.slots if slot.kind is SlotKind.CASE]
    assert of_cases == [planned.a_case] * cases


def test_what_is_agreed_already_gets_no_time():
    planned = a_plan(4, 4, agreed=2)
    assert [turn.case.ref for turn in planned.settled] == ["Child 0", "Child 1"]
    assert sum(slot.turn is not None for slot in planned.slots) == 2


def test_where_everything_is_agreed_the_whole_is_gone_through_again():
    planned = a_plan(3, 4, agreed=3)
    assert planned.settled == ()
    assert sum(slot.turn is not None for slot in planned.slots) == 3


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"cases": 6, "hours": 1}, "under 10 minutes"),
        ({"cases": 6, "hours": 0.5}, "1 to 10 hours"),
        ({"cases": 6, "hours": float("nan")}, "1 to 10 hours"),
        ({"cases": 0, "hours": 4}, "no cases yet"),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(given_: Mapping[str, float], says: str):
    with pytest.raises(AuditError, match=says):
        a_plan(int(given_["cases"]), given_["hours"])

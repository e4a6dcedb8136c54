"""The way to help: dated events, and the waits between them in days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.frameworks.framework import FrameworkKind, Key
from audit.domain.journeys import pathway
from audit.domain.journeys.pathway import Event
from audit.errors import AuditError
from tests.builders import SEVEN, a_framework

PATHWAY = a_framework("ewg-pathway-2017")
PARTS = pathway.parts_of(PATHWAY)
DAY = date(2026, 4, 1)
LAST = date(2026, 9, 30)

somewhen = st.builds(
    lambda part, days, roughly: an_event(part, days, approximate=roughly),
    st.sampled_from([part.ref for part in PARTS]),
    st.integers(0, 180),
    st.booleans(),
)
some_events = st.lists(somewhen, max_size=12)


def an_event(part: str, days: int, *, approximate: bool = False) -> Event:
    on = DAY + timedelta(days=days)
    return Event(part=Key(PATHWAY.id, part), on=on, what="It happened.", approximate=approximate)


def days_of(*events: Event) -> list[int]:
    return [wait.days for wait in pathway.waits(events, PARTS)]


def test_the_five_parts_come_from_the_framework_in_its_order():
    assert [part.ref for part in PARTS] == ["P1", "P2", "P3", "P4", "P5"]


def test_a_round_without_a_pathway_of_its_own_takes_the_newest_that_is_installed():
    newer = replace(PATHWAY, version=PATHWAY.version + 1)
    assert pathway.framework_of([a_framework(SEVEN)], [PATHWAY, newer]) is newer
    assert pathway.framework_of([PATHWAY], [newer]) is PATHWAY
    with pytest.raises(AuditError, match=r"ewg-pathway-2017\.yaml"):
        pathway.framework_of([], [replace(PATHWAY, kind=FrameworkKind.THEMES)])


def test_a_wait_runs_from_reaching_one_part_to_reaching_the_next():
    assert days_of(an_event("P1", 0), an_event("P2", 10), an_event("P3", 40), an_event("P4", 71)) == [10, 30, 31]


def test_a_part_without_an_event_is_skipped_and_named():
    (wait,) = pathway.waits([an_event("P2", 0), an_event("P4", 61)], PARTS)
    assert (wait.days, [part.ref for part in wait.skipped]) == (61, ["P3"])


def test_what_happened_before_the_part_was_due_ends_no_wait():
    early_offer, offer = an_event("P4", 2), an_event("P4", 50)
    assert days_of(an_event("P2", 5), early_offer, offer) == [45]


def test_from_asking_to_help_is_told_in_days():
    found = pathway.to_help([an_event("P2", 0), an_event("P4", 148)], PARTS, LAST)
    assert found == pathway.Days(days=148, so_far=False, approximate=False)


def test_a_wait_that_has_not_ended_is_told_so_far():
    events = [an_event("P1", 0), an_event("P2", 99), an_event("P3", 120)]
    assert pathway.to_help(events, PARTS, LAST) == pathway.Days(days=83, so_far=True, approximate=False)
    still = pathway.still_open(events, PARTS, LAST)
    assert still is not None
    assert (still.since.ref, still.days) == ("P3", 62)


def test_nobody_waits_once_help_has_begun_nor_before_anything_was_asked():
    assert pathway.still_open([an_event("P2", 0), an_event("P4", 3)], PARTS, LAST) is None
    assert pathway.still_open([], PARTS, LAST) is None
    assert pathway.to_help([an_event("P1", 0)], PARTS, LAST) is None


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (an_event("P9", 0), "which part"),
        (replace(an_event("P1", 0), what=" "), "what happened"),
        (replace(an_event("P1", 0), what="x" * 1001), "1001 characters"),
        (an_event("P1", 1), "still to come"),
    ],
)
def test_an_event_that_cannot_stand_is_refused_with_the_reason(event: Event, said: str):
    with pytest.raises(AuditError, match=said):
        event.must_be_sound(PARTS, DAY)


@given(some_events)
def test_all_waits_together_are_the_days_from_the_first_part_reached_to_the_last(events: list[Event]):
    there = list(pathway.reached(events, PARTS).values())
    assert all(wait.days >= 0 for wait in pathway.waits(events, PARTS))
    whole = (there[-1].on - there[0].on).days if there else 0
    assert sum(wait.days for wait in pathway.waits(events, PARTS)) == whole


@given(some_events, st.randoms())
def test_the_order_in_which_events_are_entered_changes_nothing(events: list[Event], chance):
    numbered = [replace(event, id=number) for number, event in enumerate(events)]
    mixed = list(numbered)
    chance.shuffle(mixed)
    assert pathway.steps(mixed, PARTS) == pathway.steps(numbered, PARTS)
    assert pathway.waits(mixed, PARTS) == pathway.waits(numbered, PARTS)


@given(some_events)
def test_the_days_between_steps_add_up_to_the_whole_timeline(events: list[Event]):
    steps = pathway.steps(events, PARTS)
    days = [step.days for step in steps]
    assert days[:1] in ([], [None])
    if events:
        whole = max(event.on for event in events) - min(event.on for event in events)
        assert sum(one for one in days if one is not None) == whole.days


@given(some_events)
def test_a_wait_is_roughly_known_as_soon_as_one_of_its_days_is(events: list[Event]):
    there = pathway.reached(events, PARTS)
    for wait in pathway.waits(events, PARTS):
        ends = (there[wait.before.ref], there[wait.after.ref])
        assert wait.approximate == any(event.approximate for event in ends)


@given(some_events)
def test_no_child_has_help_and_waits_for_it_at_once(events: list[Event]):
    found = pathway.case_waits("Child A", events, PARTS, LAST)
    assert found.open is None or found.to_help is None or found.to_help.so_far
    assert found.total >= sum(wait.days for wait in found.waits)


def test_waits_over_cases_stand_under_the_part_they_ended_with():
    first = pathway.case_waits("Child A", [an_event("P2", 0), an_event("P4", 9)], PARTS, LAST)
    second = pathway.case_waits("Child B", [an_event("P2", 0), an_event("P4", 4)], PARTS, LAST)
    assert pathway.by_part([first, second], PARTS) == {"P2": (), "P3": (), "P4": (4, 9), "P5": ()}

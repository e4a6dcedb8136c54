"""Processes side by side: gaps, meetings close together, meetings put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.journeys import lanes
from audit.domain.journeys.lanes import Every, Overlap
from audit.domain.rounds.cases import Held, Meeting, Process, ProcessKind
from tests.builders import a_framework

FIRST, LAST = date(2026, 4, 1), date(2026, 9, 30)
SIX = Every(months=6, rule="T10", standing="duty")
days = st.integers(0, 300).map(lambda one: date(2026, 1, 1) + timedelta(days=one))
meetings = st.lists(st.builds(Meeting, day=days, held=st.sampled_from(list(Held)), together=st.booleans()), max_size=6)
processes = st.lists(
    st.builds(
        Process,
        kind=st.sampled_from(list(ProcessKind)),
        started_on=st.none() | st.just(date(2026, 1, 1)),
        meetings=meetings.map(tuple),
    ),
    max_size=5,
    unique_by=lambda one: one.kind,
)


def a_lane(*held: date, kind: ProcessKind = ProcessKind.CARE_PLAN, started: date | None = None, together: bool = False):
    met = tuple(Meeting(day=day, together=together) for day in held)
    lane = lanes.lane_of(Process(kind=kind, owner="CSC", started_on=started, meetings=met), LAST)
    assert lane is not None
    return lane


def seen(*found: Process) -> lanes.SideBySide:
    return lanes.side_by_side("Child A", found, (FIRST, LAST), {})


def test_intervals_are_the_frameworks_and_depend_on_age():
    timescales = [a_framework("statutory-timescales")]
    older, younger = lanes.intervals(timescales, "13-15"), lanes.intervals(timescales, "0-4")
    assert older[ProcessKind.CARE_PLAN] == SIX
    assert (older[ProcessKind.HEALTH_PLAN].months, younger[ProcessKind.HEALTH_PLAN].months) == (12, 6)
    assert ProcessKind.PEP not in older
    assert lanes.intervals([], "13-15") == {}


def test_a_process_without_a_day_has_no_lane_and_is_not_lost():
    undated = Process(kind=ProcessKind.PEP)
    found = seen(undated)
    assert (found.lanes, found.undated) == ((), (undated,))


def test_last_and_next_are_meetings_too():
    last, ahead = date(2026, 5, 4), date(2026, 11, 2)
    lane = lanes.lane_of(Process(kind=ProcessKind.PEP, last_on=last, next_on=ahead), LAST)
    assert lane is not None
    assert (lane.held, lane.planned, lane.start, lane.end) == ((last,), (ahead,), last, LAST)


def test_two_meetings_longer_apart_than_the_rule_leave_a_gap():
    (gap,) = lanes.gaps(a_lane(date(2025, 11, 18), date(2026, 8, 18)), SIX, (FIRST, LAST))
    assert (gap.days, gap.every.rule, gap.open) == (273, "T10", False)


def test_exactly_as_far_apart_as_the_rule_allows_is_no_gap():
    assert lanes.gaps(a_lane(date(2026, 3, 31), date(2026, 9, 30)), SIX, (FIRST, LAST)) == ()


def test_what_was_over_before_the_round_looked_is_no_gap():
    lane = a_lane(date(2024, 1, 1), date(2025, 1, 1), date(2026, 3, 30), started=date(2020, 1, 1))
    assert [gap.start for gap in lanes.gaps(lane, SIX, (FIRST, LAST))] == []


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert lanes.months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)


@pytest.mark.parametrize(("apart", "remarked"), [(0, True), (14, True), (15, False)])
def test_meetings_of_two_processes_within_a_fortnight_could_have_been_one(apart: int, remarked: bool):
    day = date(2026, 5, 1)
    found = lanes.overlaps([a_lane(day), a_lane(day + timedelta(days=apart), kind=ProcessKind.PEP)])
    assert bool(found) is remarked
    assert all(one.days == apart for one in found)


def test_meetings_that_were_held_as_one_are_not_remarked_on():
    day = date(2026, 8, 18)
    assert lanes.overlaps([a_lane(day, together=True), a_lane(day, kind=ProcessKind.PEP, together=True)]) == ()


def test_a_review_put_off_three_times_is_told_with_its_days():
    away = [Meeting(day=date(2026, month, 23), held=Held.PUT_OFF) for month in (3, 5, 7)]
    plan = Process(kind=ProcessKind.EHC_PLAN, meetings=(*away, Meeting(day=date(2026, 8, 18))))
    (late,) = seen(plan).put_off
    assert (late.times, late.days) == (3, 148)
    (never,) = seen(replace(plan, meetings=tuple(away))).put_off
    assert never.days is None


def test_processes_that_nobody_leads_and_those_that_clash_are_named():
    found = seen(
        Process(kind=ProcessKind.PEP, conflict="Stood still."), Process(kind=ProcessKind.CARE_PLAN, owner="CSC")
    )
    assert [one.kind for one in found.leaderless] == [ProcessKind.PEP]
    assert [one.kind for one in found.conflicts] == [ProcessKind.PEP]


def test_how_many_were_in_play_at_once_is_counted_on_one_day():
    ended = Process(
        kind=ProcessKind.MENTAL_HEALTH_ACT, started_on=date(2026, 1, 5), ended_on=date(2026, 3, 1), owner="CAMHS"
    )
    later = Process(kind=ProcessKind.YOUTH_JUSTICE, started_on=date(2026, 3, 2))
    always = Process(kind=ProcessKind.CARE_PLAN, started_on=date(2025, 1, 1))
    assert seen(ended, later, always).most_at_once == 2


@given(processes)
def test_a_gap_holds_no_meeting_and_never_lies_on_another(found: list[Process]):
    side = seen(*found)
    for lane in side.lanes:
        here = [gap for gap in side.gaps if gap.kind is lane.kind]
        for gap in here:
            assert not any(gap.start < day < gap.end for day in lane.held)
            assert gap.end > lanes.months_after(gap.start, gap.every.months)
        assert all(one.end <= two.start for one, two in pairwise(here))


@given(processes, st.randoms())
def test_the_order_of_the_processes_changes_no_overlap(found: list[Process], chance):
    mixed = list(found)
    chance.shuffle(mixed)
    assert set(seen(*mixed).overlaps) == set(seen(*found).overlaps)
    assert seen(*mixed).most_at_once == seen(*found).most_at_once


@given(processes)
def test_every_overlap_is_of_two_processes_within_a_fortnight(found: list[Process]):
    for one in seen(*found).overlaps:
        assert isinstance(one, Overlap)
        assert one.first is not one.second
        assert 0 <= one.days <= lanes.CLOSE


@given(processes)
def test_every_day_put_off_is_told_once(found: list[Process]):
    side = lanes.side_by_side("Child A", found, (date(2025, 1, 1), LAST), {})
    away = sum(meeting.held is Held.PUT_OFF for one in found for meeting in one.meetings)
    assert sum(late.times for late in side.put_off) == away
    assert all(late.held is None or late.held > late.first for late in side.put_off)


@given(processes)
def test_no_process_is_lost(found: list[Process]):
    side = seen(*found)
    assert sorted(one.kind for one in (*(lane.process for lane in side.lanes), *side.undated)) == sorted(
        one.kind for one in found
    )
    assert side.most_at_once <= len(found)

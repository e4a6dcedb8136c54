"""Being done and having made a difference are two things, and moving a date hides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.findings.finding import FindingKind
from audit.domain.plan.actions import (
    DUE_SOON_DAYS,
    Action,
    Group,
    Impact,
    NoAction,
    Progress,
    Status,
    Update,
    Verification,
    Verified,
    needs_decision,
    plan,
)
from tests.builders import a_finding, a_round

DAY = date(2026, 12, 3)
SAID = datetime(2026, 12, 1, 9, tzinfo=UTC)
ACTION = Action(ref="A1", finding="F1", text="Ask.", success_measure="Asked.", lead_agency="CSC", owner="Head", due=DAY)
updates = some.lists(
    some.builds(
        Update,
        on=some.just(DAY),
        by=some.just("Sam"),
        progress=some.sampled_from(Progress),
        impact=some.sampled_from(Impact),
        new_due=some.none() | some.dates(DAY, DAY + timedelta(days=400)),
        said_at_utc=some.just(SAID),
    ),
    max_size=4,
)
looks = some.lists(
    some.builds(
        Verification,
        on=some.just(DAY),
        by=some.just("Facilitator"),
        holds=some.booleans(),
        what_was_seen=some.just("Records."),
        at_utc=some.sampled_from((SAID - timedelta(days=1), SAID + timedelta(days=1))),
    ),
    max_size=2,
)
some_actions = some.builds(
    lambda said, seen, due: replace(ACTION, updates=tuple(said), verifications=tuple(seen), due=due),
    updates,
    looks,
    some.dates(DAY - timedelta(days=60), DAY + timedelta(days=60)),
)


def after(*said: tuple[Progress, Impact], due: date = DAY, new_due: date | None = None) -> Action:
    told = (Update(on=DAY, by="Sam", progress=one, impact=two, new_due=new_due, said_at_utc=SAID) for one, two in said)
    return replace(ACTION, due=due, updates=tuple(told))


def looked(action: Action, *, holds: bool = True, days: int = 1) -> Action:
    look = Verification(
        on=DAY, by="Facilitator", holds=holds, what_was_seen="Records.", at_utc=SAID + timedelta(days=days)
    )
    return replace(action, verifications=(*action.verifications, look))


@given(some_actions)
def test_blue_means_done_with_impact_shown_and_verified_and_nothing_else(action: Action):
    blue = action.progress is Progress.DONE and action.impact is Impact.SHOWN and action.verified is Verified.HOLDS
    assert (action.status(DAY) is Status.BLUE) == blue == (action.group(DAY) is Group.DIFFERENCE)


@given(some_actions)
def test_late_is_red_in_the_plan_and_in_its_order(action: Action):
    if action.is_late(DAY):
        assert (action.status(DAY), action.group(DAY)) == (Status.RED, Group.LATE)


@given(some_actions)
def test_time_alone_never_makes_an_action_less_late(action: Action):
    assert action.is_late(DAY) <= action.is_late(DAY + timedelta(days=1))


@given(some_actions, some.dates(DAY, DAY + timedelta(days=400)))
def test_moving_the_date_does_not_hide_that_it_is_late(action: Action, new_due: date):
    moved = replace(
        action, updates=(*action.updates, Update(on=DAY, by="Sam", progress=action.progress, new_due=new_due))
    )
    assert moved.is_late(DAY) == action.is_late(DAY)
    assert moved.due_now == new_due


@given(some.lists(some_actions, max_size=6))
def test_every_action_stands_in_one_group_of_the_plan(several: list[Action]):
    numbered = [replace(action, ref=f"A{number}") for number, action in enumerate(several)]
    groups = plan(a_round(), [a_finding()], numbered, []).by_group(DAY)
    assert sorted(action.ref for _, actions in groups for action in actions) == sorted(one.ref for one in numbered)
    assert [group for group, _ in groups] == [group for group in Group if group in dict(groups)]
    assert sum(plan(a_round(), [], numbered, []).count(status, DAY) for status in Status) == len(numbered)


@pytest.mark.parametrize(
    ("action", "group"),
    [
        (after(due=DAY - timedelta(days=1)), Group.LATE),
        (after(), Group.SOON),
        (after(due=DAY + timedelta(days=DUE_SOON_DAYS)), Group.SOON),
        (after(due=DAY + timedelta(days=DUE_SOON_DAYS + 1)), Group.ON_TIME),
        (after((Progress.DONE, Impact.PARTLY)), Group.DONE),
        (after((Progress.DONE, Impact.SHOWN)), Group.DONE),
        (looked(after((Progress.DONE, Impact.SHOWN)), holds=False), Group.DONE),
        (looked(after((Progress.DONE, Impact.SHOWN)), days=-1), Group.DONE),
        (looked(after((Progress.DONE, Impact.SHOWN))), Group.DIFFERENCE),
        (after((Progress.STOPPED, Impact.NOT_KNOWN), due=DAY - timedelta(days=9)), Group.STOPPED),
    ],
)
def test_the_plan_begins_with_what_needs_somebody(action: Action, group: Group):
    assert action.group(DAY) is group


def test_what_was_last_known_of_the_difference_stays_when_nothing_new_is_said():
    assert after((Progress.DONE, Impact.PARTLY), (Progress.DONE, Impact.NOT_KNOWN)).impact is Impact.PARTLY


@pytest.mark.parametrize("kind", FindingKind)
def test_strengths_and_learning_need_no_decision(kind: FindingKind):
    wanted = kind in (FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION)
    assert needs_decision(a_finding(kind=kind)) is wanted
    assert not needs_decision(a_finding(kind=kind, put_into="F2"))


def test_a_plan_says_which_findings_nobody_has_decided_on():
    findings = [a_finding(f"F{number}", FindingKind.PRIORITY_ACTION) for number in (1, 2, 3)]
    decided = plan(a_round(), findings, [ACTION], [NoAction(finding="F2", reason="In another plan.")])
    assert [one.ref for one in decided.undecided()] == ["F3"]


def test_what_was_decided_stays_with_the_finding_that_takes_anothers_place():
    old = a_finding(ref="F1", put_into="F3")
    merged = a_finding(ref="F3", kind=FindingKind.NEEDS_TO_IMPROVE)
    later = plan(a_round(), [old, merged], [replace(after(), finding="F1")], [])
    assert [action.finding for action in later.actions] == ["F3"]
    assert later.undecided() == ()


def test_what_was_decided_about_a_split_finding_stays_with_its_first_part():
    old = a_finding(ref="F1", put_into="F3,F4")
    parts = [a_finding(ref=ref, kind=FindingKind.NEEDS_TO_IMPROVE) for ref in ("F3", "F4")]
    later = plan(a_round(), [old, *parts], [replace(after(), finding="F1")], [])
    assert [finding.ref for finding in later.undecided()] == ["F4"]


def test_an_action_stands_in_place_of_a_decision_to_do_nothing():
    nothing = [NoAction(finding="F1", reason="Known."), NoAction(finding="F2", reason="In another plan.")]
    found = plan(
        a_round(), [replace(a_finding(), ref=ref) for ref in ("F1", "F2")], [replace(ACTION, finding="F1")], nothing
    )
    assert [one.finding for one in found.no_actions] == ["F2"]

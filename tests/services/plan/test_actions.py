"""Every finding that needs it is decided on; being done and making a difference are two things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audit.app import App
from audit.domain.findings.finding import FindingKind
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action, ActionPlan, Impact, NoAction, Progress, Update
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.plan import actions
from tests.builders import NOON, a_finding, statement
from tests.scenes import ROUND, Scene, a_scene

TODAY = NOON.date()
ACTION = Action(
    ref="",
    finding="F1",
    text="Ask every child.",
    success_measure="Nine in ten were asked.",
    lead_agency="CSC",
    owner="Head of service",
    due=date(2027, 3, 1),
)


@pytest.fixture
def scene(app: App) -> Scene:
    return with_a_finding(app)


def with_a_finding(app: App) -> Scene:
    scene = a_scene(app, stage=Stage.PLAN)
    scene.raise_finding(a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(1)]))
    return scene


def decide(scene: Scene, action: Action = ACTION, by: str = "facilitator") -> str:
    with scene.app.unit_of_work() as db:
        return actions.decide(db, by=scene.people[by], round_ref=ROUND, action=action, now=NOON)


def say(scene: Scene, by: str = "manager", **changes: Any) -> None:
    said = replace(Update(on=TODAY, by="Sam", progress=Progress.ON_TRACK, text="Begun."), **changes)
    with scene.app.unit_of_work() as db:
        actions.update(db, by=scene.people[by], round_ref=ROUND, ref="A1", update=said, now=NOON)


def plan(scene: Scene, who: str = "facilitator") -> ActionPlan:
    with scene.app.reading() as db:
        return actions.plan(db, viewer=Viewer.of(scene.people[who]), round_ref=ROUND)


def test_a_finding_to_improve_waits_for_a_decision(any_app: App):
    scene = with_a_finding(any_app)
    assert [one.ref for one in plan(scene).undecided()] == ["F1"]
    assert decide(scene) == "A1"
    assert plan(scene).undecided() == ()
    assert plan(scene).actions == (replace(ACTION, ref="A1"),)


def test_to_do_nothing_is_a_decision_that_needs_a_reason(any_app: App):
    scene = with_a_finding(any_app)
    for reason in ("First thought.", "It is in another plan."):
        with scene.app.unit_of_work() as db:
            decision = NoAction(finding="F1", reason=reason)
            actions.decide_nothing(db, by=scene.facilitator, round_ref=ROUND, decision=decision, now=NOON)
    assert plan(scene).no_actions == (NoAction(finding="F1", reason="It is in another plan."),)
    assert plan(scene).undecided() == ()
    empty = NoAction(finding="F1", reason=" ")
    with pytest.raises(AuditError, match="Say why"), scene.app.unit_of_work() as db:
        actions.decide_nothing(db, by=scene.facilitator, round_ref=ROUND, decision=empty, now=NOON)


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("text", "what will be done"),
        ("success_measure", "the difference"),
        ("lead_agency", "the lead agency"),
        ("owner", "the owner"),
    ],
)
def test_an_action_that_lacks_something_is_not_kept(field: str, says: str, scene: Scene):
    blank: dict[str, Any] = {field: " "}
    with pytest.raises(AuditError, match=says):
        decide(scene, replace(ACTION, **blank))
    assert plan(scene).actions == ()


def test_an_action_is_about_a_finding_and_led_by_an_agency_of_the_round(scene: Scene):
    with pytest.raises(AuditError, match="no finding F9"):
        decide(scene, replace(ACTION, finding="F9"))
    with pytest.raises(AuditError, match="FIRE does not take part"):
        decide(scene, replace(ACTION, lead_agency="FIRE"))


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_the_facilitator_decides(who: str, scene: Scene):
    with pytest.raises(NotAllowed):
        decide(scene, by=who)


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member"])
def test_who_owns_no_actions_does_not_say_how_they_go(who: str, scene: Scene):
    decide(scene)
    with pytest.raises(NotAllowed, match="say how an action is going"):
        say(scene, by=who)


def test_what_is_said_of_an_action_is_added_and_never_changes_it(any_app: App):
    scene = with_a_finding(any_app)
    decide(scene)
    say(scene)
    say(scene, progress=Progress.DONE, impact=Impact.PARTLY, evidence_of_impact="Six of ten were asked.")
    (action,) = plan(scene).actions
    assert [one.progress for one in action.updates] == [Progress.ON_TRACK, Progress.DONE]
    assert (action.updates[0].by, action.updates[0].said_at_utc) == ("Sam", NOON)
    assert (action.progress, action.impact, action.text) == (Progress.DONE, Impact.PARTLY, ACTION.text)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": " "}, "in a sentence"),
        ({"impact": Impact.SHOWN}, "Impact needs evidence"),
        ({"on": TODAY + timedelta(days=1)}, "still to come"),
        ({"text": "", "evidence_of_impact": "Seen.", "new_due": TODAY}, "why the due date moves"),
    ],
)
def test_an_update_that_says_too_little_is_not_kept(changes: dict[str, Any], says: str, scene: Scene):
    decide(scene)
    with pytest.raises(AuditError, match=says):
        say(scene, **changes)
    assert plan(scene).actions[0].updates == ()


def test_the_second_who_changes_an_action_is_told(any_app: App):
    scene = with_a_finding(any_app)
    decide(scene)
    mine = replace(ACTION, ref="A1", text="Ask each child.")
    with scene.app.unit_of_work() as db:
        actions.change(db, by=scene.facilitator, round_ref=ROUND, action=mine, now=NOON)
    with pytest.raises(Conflict, match="changed A1"), scene.app.unit_of_work() as db:
        actions.change(db, by=scene.facilitator, round_ref=ROUND, action=mine, now=NOON)
    assert plan(scene).actions == (replace(mine, version=2),)


def test_a_board_member_reads_the_plan(scene: Scene):
    decide(scene)
    assert len(plan(scene, "board_member").actions) == 1

"""Deciding what is done about findings, and saying how it is going."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from audit.domain.days import day_of
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan.actions import Action, ActionPlan, NoAction, Update
from audit.domain.rounds.audit_round import Round, Stage
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.store import trail
from audit.store.queries import actions as action_queries
from audit.store.queries import plans as queries
from audit.store.queries import rounds as round_queries
from audit.store.records import actions as records
from audit.store.work import Db


def plan(db: Db, *, viewer: Viewer, round_ref: str) -> ActionPlan:
    """Return the action plan of a round, as the viewer may read it."""
    return queries.plan(db, viewer=viewer, audit_round=round_queries.one(db, round_ref))


def decide(db: Db, *, by: Person, round_ref: str, action: Action, seen: str = NOT_SHOWN, now: datetime) -> str:
    """Add an action about a finding, and return the ref it got; the ref in `action` is not used.

    It stands in place of a decision to do nothing; `seen` is as for `decide_nothing`.
    """
    audit_round = _round_for(db, by, round_ref)
    action.must_be_sound()
    _must_fit(audit_round, action)
    _must_be_as_decided(db, audit_round, action.finding, seen)
    ref = records.next_ref(db)
    records.add_action(db, round_id=audit_round.id, action=replace(action, ref=ref), by=by, now=now)
    trail.note(db, by=by, event="action decided", about=f"{round_ref} {ref}", now=now, content=action.text)
    return ref


def change(db: Db, *, by: Person, round_ref: str, action: Action, now: datetime) -> None:
    """Change what was planned; raises Conflict where somebody else changed it meanwhile."""
    audit_round = _round_for(db, by, round_ref)
    action.must_be_sound()
    _must_fit(audit_round, action)
    records.change_action(db, round_id=audit_round.id, action=action)
    about = f"{round_ref} {action.ref}"
    trail.note(
        db, by=by, event="action changed", about=about, version=action.version + 1, now=now, content=repr(action)
    )


def decide_nothing(
    db: Db, *, by: Person, round_ref: str, decision: NoAction, seen: str = NOT_SHOWN, now: datetime
) -> None:
    """Keep the decision to do nothing about a finding, with its reason.

    `seen` is the reason that the person had before them, empty for none; raises Conflict where another is kept now, or
    where an action is planned.
    """
    audit_round = _round_for(db, by, round_ref)
    decision.must_be_sound()
    _must_be_as_decided(db, audit_round, decision.finding, seen)
    planned = queries.plan(db, viewer=Viewer.of(by), audit_round=audit_round).actions_for(decision.finding)
    if planned:
        raise Conflict(
            f"{decision.finding} has an action already, {planned[0].ref}: “{planned[0].text}”. Change it, or say in an "
            "update that it is stopped.",
            theirs=planned[0].text,
            version=planned[0].version,
        )
    records.keep_no_action(db, round_id=audit_round.id, decision=decision, by=by, now=now)
    about = f"{round_ref} {decision.finding}"
    trail.note(db, by=by, event="no action decided", about=about, now=now, content=decision.reason)


def update(db: Db, *, by: Person, round_ref: str, ref: str, update: Update, now: datetime) -> None:
    """Add what is said of an action: progress, evidence of impact, or both."""
    by.must_be_allowed(Act.UPDATE_ACTIONS)
    update.must_be_sound()
    if update.on > day_of(now):
        raise AuditError("The day of the update is still to come. Choose today or a day before.")
    audit_round = round_queries.one(db, round_ref)
    records.add_update(db, round_id=audit_round.id, ref=ref, update=update, by=by, now=now)
    trail.note(db, by=by, event="action updated", about=f"{round_ref} {ref}", now=now, content=repr(update))


def _round_for(db: Db, by: Person, round_ref: str) -> Round:
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.one(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD)
    return audit_round


def _must_be_as_decided(db: Db, audit_round: Round, finding: str, seen: str) -> None:
    found = action_queries.every_no_action(db, audit_round=audit_round)
    there = next((one.reason for one in found if one.finding == finding), "")
    must_be_as_seen(there, seen, f"Somebody else decided about {finding} meanwhile: “{there}”")


def _must_fit(audit_round: Round, action: Action) -> None:
    audit_round.agency(action.lead_agency)

"""Deciding what is done about findings, and saying how it is going.

Here too:
- Following actions up over all rounds: whose they are, and whether what is said of them is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from audit.domain.days import day_of
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan.actions import Action, ActionPlan, NoAction, Update, Verification
from audit.domain.plan.following import Followed, OwnerRole, followed
from audit.domain.plan.unnamed import without_references
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Round, Stage
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import people as people_queries
from audit.store.queries import plan as queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import plan as records
from audit.store.work import Db


def plan(db: Db, *, viewer: Viewer, round_ref: str) -> ActionPlan:
    """Return the action plan of a round, as the viewer may read it."""
    return queries.plan(db, viewer=viewer, audit_round=round_queries.by_ref(db, round_ref))


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
            stored=planned[0].text,
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
    audit_round = round_queries.by_ref(db, round_ref)
    records.add_update(db, round_id=audit_round.id, ref=ref, update=update, by=by, now=now)
    trail.note(db, by=by, event="action updated", about=f"{round_ref} {ref}", now=now, content=repr(update))


def _round_for(db: Db, by: Person, round_ref: str) -> Round:
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD)
    return audit_round


def _must_be_as_decided(db: Db, audit_round: Round, finding: str, seen: str) -> None:
    no_actions = queries.every_no_action(db, audit_round=audit_round)
    reason = next((no_action.reason for no_action in no_actions if no_action.finding == finding), "")
    must_be_as_seen(reason, seen, f"Somebody else decided about {finding} meanwhile: “{reason}”")


def _must_fit(audit_round: Round, action: Action) -> None:
    audit_round.agency(action.lead_agency)


def followed_actions(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[Followed, ...]:
    """Return the actions of every round, or of one, the newest round first; without any reference to a case.

    Who owns actions works with them as they were written; who only reads gets them as they may leave.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    if not viewer.person.may(Act.UPDATE_ACTIONS):
        return to_send(db, viewer=viewer, round_ref=round_ref)
    plans = (queries.plan(db, viewer=viewer, audit_round=audit_round) for audit_round in _rounds(db, round_ref))
    return followed(without_references(plan) for plan in plans)


def to_send(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[Followed, ...]:
    """Return the same as they may leave, for a calendar or a reminder."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    plans = (queries.to_release(db, viewer=viewer, audit_round=audit_round) for audit_round in _rounds(db, round_ref))
    return followed(leaving.plan(release, plan) for plan in plans)


def _rounds(db: Db, round_ref: str | None) -> tuple[Round, ...]:
    return round_queries.every(db) if round_ref is None else (round_queries.by_ref(db, round_ref),)


def roles(db: Db, *, viewer: Viewer) -> tuple[OwnerRole, ...]:
    """Return the roles that the viewer says are theirs; empty until they have chosen."""
    return queries.owned_roles(db, viewer=viewer)


def keep_roles(
    db: Db, *, by: Person, roles: Iterable[OwnerRole], seen: Iterable[OwnerRole] = NOT_SHOWN, now: datetime
) -> None:
    """Keep which roles are the person's own; raises AuditError for a role without a name or of no agency here.

    `seen` are the roles that the person had before them: what was ticked in another window since stays as it is.
    """
    by.must_be_allowed(Act.UPDATE_ACTIONS)
    known = {agency.ref for agency in people_queries.agencies(db)}
    chosen = {role.same: role for role in roles}
    if seen is not NOT_SHOWN:
        before = {role.same for role in seen}
        current = {role.same: role for role in queries.owned_roles(db, viewer=Viewer.of(by))}
        retained = {same: role for same, role in current.items() if same in chosen or same not in before}
        chosen = retained | {same: role for same, role in chosen.items() if same in current or same not in before}
    for role in chosen.values():
        if not role.role.strip() or role.agency not in known:
            raise AuditError("Choose a role that owns actions here.")
    records.keep_roles(db, person_id=by.id, roles=chosen.values())
    content = "; ".join(f"{role.agency} {role.role}" for role in chosen.values())
    trail.note(db, by=by, event="own roles chosen", about=f"person {by.id}", now=now, content=content)


def verify(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    ref: str,
    holds: bool,
    observation: str,
    seen: tuple[Update, ...] = NOT_SHOWN,
    now: datetime,
) -> None:
    """Keep that somebody looked whether what is said of an action is so, and what they saw.

    `seen` is what was said of the action when the person looked; raises Conflict where something was added since,
    NotAllowed for anybody but a facilitator, and AuditError where nothing is said that could be verified.
    """
    by.must_be_allowed(Act.VERIFY)
    verification = Verification(on=day_of(now), by=by.name, holds=holds, what_was_seen=observation.strip())
    verification.must_be_sound()
    audit_round = round_queries.by_ref(db, round_ref)
    actions = queries.actions(db, viewer=Viewer.of(by), audit_round=audit_round)
    if any(action.ref == ref and not action.updates for action in actions):
        raise AuditError(f"Nothing is said of {ref} yet, so there is nothing to verify. Ask its owner how it is going.")
    updates = next((action.updates for action in actions if action.ref == ref), ())
    newest = f" It says: “{updates[-1].text or updates[-1].evidence_of_impact}”" if updates else ""
    must_be_as_seen(
        updates, seen, f"Somebody said more of {ref} while you had it open.{newest} Look again, then verify."
    )
    records.add_verification(db, round_id=audit_round.id, ref=ref, verification=verification, by=by, now=now)
    event = "action verified" if holds else "action looked at, not verified"
    trail.note(db, by=by, event=event, about=f"{round_ref} {ref}", now=now, content=repr(verification))

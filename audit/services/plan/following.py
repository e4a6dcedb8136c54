"""Following actions up over all rounds: whose they are, and whether what is said of them is so.

In: a person, or an action and what was seen of it.
Out: the actions that the person follows; a role kept as theirs; a verification kept beside what was said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from audit.domain.days import day_of
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan.actions import Update
from audit.domain.plan.following import Followed, OwnerRole, followed
from audit.domain.plan.unnamed import without_references
from audit.domain.plan.verification import Verification
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Round
from audit.errors import NOT_SHOWN, AuditError, must_be_as_seen
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import actions as action_queries
from audit.store.queries import following as queries
from audit.store.queries import people as people_queries
from audit.store.queries import plans
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import following as records
from audit.store.work import Db


def everything(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[Followed, ...]:
    """Return the actions of every round, or of one, the newest round first; without any reference to a case.

    Who owns actions works with them as they were written; who only reads gets them as they may leave.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    if not viewer.person.may(Act.UPDATE_ACTIONS):
        return to_send(db, viewer=viewer, round_ref=round_ref)
    found = (plans.plan(db, viewer=viewer, audit_round=one) for one in _rounds(db, round_ref))
    return followed(without_references(plan) for plan in found)


def to_send(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[Followed, ...]:
    """Return the same as they may leave, for a calendar or a reminder."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    found = (plans.to_release(db, viewer=viewer, audit_round=one) for one in _rounds(db, round_ref))
    return followed(leaving.plan(release, plan) for plan in found)


def _rounds(db: Db, round_ref: str | None) -> tuple[Round, ...]:
    return round_queries.every(db) if round_ref is None else (round_queries.one(db, round_ref),)


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
        there = {role.same: role for role in queries.owned_roles(db, viewer=Viewer.of(by))}
        kept = {same: role for same, role in there.items() if same in chosen or same not in before}
        chosen = kept | {same: role for same, role in chosen.items() if same in there or same not in before}
    for role in chosen.values():
        if not role.role.strip() or role.agency not in known:
            raise AuditError("Choose a role that owns actions here.")
    records.keep_roles(db, person_id=by.id, roles=chosen.values())
    said = "; ".join(f"{role.agency} {role.role}" for role in chosen.values())
    trail.note(db, by=by, event="own roles chosen", about=f"person {by.id}", now=now, content=said)


def verify(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    ref: str,
    holds: bool,
    what_was_seen: str,
    seen: tuple[Update, ...] = NOT_SHOWN,
    now: datetime,
) -> None:
    """Keep that somebody looked whether what is said of an action is so, and what they saw.

    `seen` is what was said of the action when the person looked; raises Conflict where something was added since,
    NotAllowed for anybody but a facilitator, and AuditError where nothing is said that could be verified.
    """
    by.must_be_allowed(Act.VERIFY)
    verification = Verification(on=day_of(now), by=by.name, holds=holds, what_was_seen=what_was_seen.strip())
    verification.must_be_sound()
    audit_round = round_queries.one(db, round_ref)
    found = action_queries.actions(db, viewer=Viewer.of(by), audit_round=audit_round)
    if any(one.ref == ref and not one.updates for one in found):
        raise AuditError(f"Nothing is said of {ref} yet, so there is nothing to verify. Ask its owner how it is going.")
    said = next((one.updates for one in found if one.ref == ref), ())
    newest = f" It says: “{said[-1].text or said[-1].evidence_of_impact}”" if said else ""
    must_be_as_seen(said, seen, f"Somebody said more of {ref} while you had it open.{newest} Look again, then verify.")
    records.add_verification(db, round_id=audit_round.id, ref=ref, verification=verification, by=by, now=now)
    event = "action verified" if holds else "action looked at, not verified"
    trail.note(db, by=by, event=event, about=f"{round_ref} {ref}", now=now, content=repr(verification))

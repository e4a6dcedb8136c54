"""Reading actions and the decisions to take none.

Here too:
- Reading who owns which actions, what was verified, and the plan's versions.
- Reading a round's plan: as the viewer works with it, or whole, to be released.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import col, select

from audit.domain.identifying.released import withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.plan import actions as rules
from audit.domain.plan.actions import Action, ActionPlan, NoAction, Update, Verification
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.versions import PlanVersion
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.references import Say, references_of, remover
from audit.store.queries import findings
from audit.store.tables.findings import FindingRow
from audit.store.tables.people import PersonRow
from audit.store.tables.plan import (
    ACTION,
    NO_ACTION,
    OWNED_ROLE,
    PLAN_VERSION,
    UPDATE,
    VERIFICATION,
    ActionRow,
    ActionUpdateRow,
    FileRowRow,
    NoActionRow,
    OwnedRoleRow,
    PlanVersionRow,
    VerificationRow,
)
from audit.store.work import Db


def actions(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[Action, ...]:
    """Return a round's actions in the order of their refs, each with what was said of it since.

    Who owns actions gets the texts without references to cases; who only reads gets none that somebody typed: those
    are released, or held back, on the way out.
    """
    return _actions_of(db, viewer, [audit_round])[audit_round.id]


def _actions_of(db: Db, viewer: Viewer, rounds: Sequence[Round]) -> dict[int, tuple[Action, ...]]:
    stored = _every_of(db, _read_by(viewer, rounds))
    return {each.id: tuple(_as_read(viewer, each, stored.get(each.id, ()))) for each in rounds}


def _as_read(viewer: Viewer, audit_round: Round, stored: Sequence[Action]) -> Iterable[Action]:
    if viewer.person.may(Act.READ_CASES):
        return stored
    if not viewer.person.may(Act.UPDATE_ACTIONS):
        return (withheld(action) for action in stored)
    say = remover(references_of(audit_round))
    return (_outside(action, say) for action in stored)


def _read_by(viewer: Viewer, rounds: Sequence[Round]) -> list[int]:
    person = viewer.person
    return [each.id for each in rounds if person.may(Act.READ_FINDINGS) and each.is_readable_by(person)]


def every(db: Db, *, audit_round: Round) -> tuple[Action, ...]:
    """Return a round's actions as they were written, to be released; never to be shown as they stand."""
    return _every_of(db, [audit_round.id]).get(audit_round.id, ())


def _every_of(db: Db, ids: Sequence[int]) -> dict[int, tuple[Action, ...]]:
    statement = (
        select(ActionRow, FindingRow.ref)
        .join(FindingRow, col(FindingRow.id) == ActionRow.finding_id)
        .where(col(ActionRow.round_id).in_(ids))
        .order_by(col(ActionRow.id))
    )
    rows = db.exec(statement).all() if ids else []
    updates, looks = (_updates(db, ids), _verifications(db, ids)) if rows else ({}, {})
    stored: dict[int, tuple[Action, ...]] = {}
    for row, finding in rows:
        said = {"updates": tuple(updates.get(row.id or 0, ())), "verifications": tuple(looks.get(row.id or 0, ()))}
        stored[row.round_id] = (*stored.get(row.round_id, ()), ACTION.read(row, finding=finding, **said))
    return stored


def no_actions(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[NoAction, ...]:
    """Return a round's decisions to do nothing; their reasons are for who may read case material."""
    return _no_actions_of(db, viewer, [audit_round])[audit_round.id]


def _no_actions_of(db: Db, viewer: Viewer, rounds: Sequence[Round]) -> dict[int, tuple[NoAction, ...]]:
    stored, reads = _every_no_action_of(db, _read_by(viewer, rounds)), viewer.person.may(Act.READ_CASES)
    return {each.id: tuple(one if reads else withheld(one) for one in stored.get(each.id, ())) for each in rounds}


def every_no_action(db: Db, *, audit_round: Round) -> tuple[NoAction, ...]:
    """Return a round's decisions to do nothing as they were written, to be released."""
    return _every_no_action_of(db, [audit_round.id]).get(audit_round.id, ())


def _every_no_action_of(db: Db, ids: Sequence[int]) -> dict[int, tuple[NoAction, ...]]:
    statement = (
        select(NoActionRow, FindingRow.ref, FindingRow.round_id)
        .join(FindingRow, col(FindingRow.id) == NoActionRow.finding_id)
        .where(col(FindingRow.round_id).in_(ids))
        .order_by(col(NoActionRow.id))
    )
    stored: dict[int, tuple[NoAction, ...]] = {}
    for row, finding, round_id in db.exec(statement) if ids else ():
        stored[round_id] = (*stored.get(round_id, ()), NO_ACTION.read(row, finding=finding))
    return stored


def _outside(action: Action, say: Say) -> Action:
    updates = tuple(
        replace(update, text=say(update.text), evidence_of_impact=say(update.evidence_of_impact))
        for update in action.updates
    )
    return replace(
        action,
        text=say(action.text),
        success_measure=say(action.success_measure),
        recommendation=say(action.recommendation),
        updates=updates,
        verifications=tuple(
            replace(verification, what_was_seen=say(verification.what_was_seen))
            for verification in action.verifications
        ),
    )


def _updates(db: Db, ids: Sequence[int]) -> dict[int, list[Update]]:
    statement = (
        select(ActionUpdateRow, PersonRow.name)
        .join(ActionRow, col(ActionRow.id) == ActionUpdateRow.action_id)
        .join(PersonRow, col(PersonRow.id) == ActionUpdateRow.by_id)
        .where(col(ActionRow.round_id).in_(ids))
        .order_by(col(ActionUpdateRow.id))
    )
    updates: dict[int, list[Update]] = {}
    for row, name in db.exec(statement):
        updates.setdefault(row.action_id, []).append(UPDATE.read(row, by=row.by_name or name))
    return updates


def _verifications(db: Db, ids: Sequence[int]) -> dict[int, list[Verification]]:
    statement = (
        select(VerificationRow, PersonRow.name)
        .join(ActionRow, col(ActionRow.id) == VerificationRow.action_id)
        .join(PersonRow, col(PersonRow.id) == VerificationRow.by_id)
        .where(col(ActionRow.round_id).in_(ids))
        .order_by(col(VerificationRow.id))
    )
    verifications: dict[int, list[Verification]] = {}
    for row, name in db.exec(statement):
        verifications.setdefault(row.action_id, []).append(VERIFICATION.read(row, by=name))
    return verifications


def owned_roles(db: Db, *, viewer: Viewer) -> tuple[OwnerRole, ...]:
    """Return the roles that the viewer says are theirs."""
    rows = db.exec(select(OwnedRoleRow).where(OwnedRoleRow.person_id == viewer.person.id)).all()
    return tuple(sorted(OWNED_ROLE.read(row) for row in rows))


def plan_versions(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[PlanVersion, ...]:
    """Return every version of a round's plan that was issued, the first one first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    statement = (
        select(PlanVersionRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == PlanVersionRow.by_id)
        .where(PlanVersionRow.round_id == audit_round.id)
        .order_by(col(PlanVersionRow.number))
    )
    return tuple(PLAN_VERSION.read(row, by=name) for row, name in db.exec(statement))


def from_file(db: Db, *, viewer: Viewer, audit_round: Round) -> dict[str, str]:
    """Return which action each new row of a plan workbook became, by the row's own mark."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return {}
    statement = (
        select(FileRowRow.token, ActionRow.ref)
        .join(ActionRow, col(ActionRow.id) == FileRowRow.action_id)
        .where(FileRowRow.round_id == audit_round.id)
    )
    return dict(db.exec(statement).all())


def plan(db: Db, *, viewer: Viewer, audit_round: Round) -> ActionPlan:
    """Return a round's plan, as the viewer may work with it."""
    return plans(db, viewer=viewer, rounds=[audit_round])[audit_round.ref]


def plans(db: Db, *, viewer: Viewer, rounds: Sequence[Round]) -> dict[str, ActionPlan]:
    """Return the plan of each of several rounds, by the round's ref; each table is read once."""
    found = findings.findings_of(db, viewer=viewer, rounds=rounds)
    planned, declined = _actions_of(db, viewer, rounds), _no_actions_of(db, viewer, rounds)
    return {each.ref: rules.plan(each, found[each.id], planned[each.id], declined[each.id]) for each in rounds}


def to_release(db: Db, *, viewer: Viewer, audit_round: Round) -> ActionPlan:
    """Return a round's plan as it was written, for a release to let through; never to be shown as it stands.

    It is empty for who reads no findings, or to whom the round is not told yet.
    """
    if not viewer.person.may(Act.READ_FINDINGS) or not audit_round.is_readable_by(viewer.person):
        return ActionPlan(audit_round=audit_round, findings=(), actions=(), no_actions=())
    return rules.plan(
        audit_round,
        findings.every(db, audit_round=audit_round),
        every(db, audit_round=audit_round),
        every_no_action(db, audit_round=audit_round),
    )

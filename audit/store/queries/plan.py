"""Reading actions and the decisions to take none.

Here too:
- Reading who owns which actions, what was verified, and the plan's versions.
- Reading a round's plan: as the viewer works with it, or whole, to be released.
"""

from __future__ import annotations

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
    if not viewer.person.may(Act.READ_FINDINGS) or not audit_round.is_readable_by(viewer.person):
        return ()
    stored = every(db, audit_round=audit_round)
    if viewer.person.may(Act.READ_CASES):
        return stored
    if not viewer.person.may(Act.UPDATE_ACTIONS):
        return tuple(withheld(action) for action in stored)
    say = remover(references_of(audit_round))
    return tuple(_outside(action, say) for action in stored)


def every(db: Db, *, audit_round: Round) -> tuple[Action, ...]:
    """Return a round's actions as they were written, to be released; never to be shown as they stand."""
    statement = (
        select(ActionRow, FindingRow.ref)
        .join(FindingRow, col(FindingRow.id) == ActionRow.finding_id)
        .where(ActionRow.round_id == audit_round.id)
        .order_by(col(ActionRow.id))
    )
    updates, looks = _updates(db, audit_round.id), _verifications(db, audit_round.id)
    return tuple(
        ACTION.read(
            row,
            finding=finding,
            updates=tuple(updates.get(row.id or 0, ())),
            verifications=tuple(looks.get(row.id or 0, ())),
        )
        for row, finding in db.exec(statement)
    )


def no_actions(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[NoAction, ...]:
    """Return a round's decisions to do nothing; their reasons are for who may read case material."""
    if not viewer.person.may(Act.READ_FINDINGS) or not audit_round.is_readable_by(viewer.person):
        return ()
    stored = every_no_action(db, audit_round=audit_round)
    return stored if viewer.person.may(Act.READ_CASES) else tuple(withheld(no_action) for no_action in stored)


def every_no_action(db: Db, *, audit_round: Round) -> tuple[NoAction, ...]:
    """Return a round's decisions to do nothing as they were written, to be released."""
    statement = (
        select(NoActionRow, FindingRow.ref)
        .join(FindingRow, col(FindingRow.id) == NoActionRow.finding_id)
        .where(FindingRow.round_id == audit_round.id)
        .order_by(col(NoActionRow.id))
    )
    return tuple(NO_ACTION.read(row, finding=finding) for row, finding in db.exec(statement))


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


def _updates(db: Db, round_id: int) -> dict[int, list[Update]]:
    statement = (
        select(ActionUpdateRow, PersonRow.name)
        .join(ActionRow, col(ActionRow.id) == ActionUpdateRow.action_id)
        .join(PersonRow, col(PersonRow.id) == ActionUpdateRow.by_id)
        .where(ActionRow.round_id == round_id)
        .order_by(col(ActionUpdateRow.id))
    )
    updates: dict[int, list[Update]] = {}
    for row, name in db.exec(statement):
        updates.setdefault(row.action_id, []).append(UPDATE.read(row, by=row.by_name or name))
    return updates


def _verifications(db: Db, round_id: int) -> dict[int, list[Verification]]:
    statement = (
        select(VerificationRow, PersonRow.name)
        .join(ActionRow, col(ActionRow.id) == VerificationRow.action_id)
        .join(PersonRow, col(PersonRow.id) == VerificationRow.by_id)
        .where(ActionRow.round_id == round_id)
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
    return rules.plan(
        audit_round,
        findings.findings(db, viewer=viewer, audit_round=audit_round),
        actions(db, viewer=viewer, audit_round=audit_round),
        no_actions(db, viewer=viewer, audit_round=audit_round),
    )


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

"""Writing actions, what is said of them, and decisions to take none.

Here too:
- Writing who owns which actions, what was verified, and the plan's versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.people.person import Person
from audit.domain.plan.actions import Action, NoAction, Update, Verification
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.versions import PlanVersion
from audit.errors import AuditError, Conflict
from audit.store.records.findings import finding_row
from audit.store.tables.plan import (
    ACTION,
    NO_ACTION,
    OWNED_ROLE,
    PLAN_VERSION,
    UPDATE,
    VERIFICATION,
    ActionRow,
    FileRowRow,
    NoActionRow,
    OwnedRoleRow,
)
from audit.store.work import Db


def add_action(db: Db, *, round_id: int, action: Action, by: Person, now: datetime) -> None:
    """Add an action about a finding."""
    finding = finding_row(db, round_id, action.finding)
    db.add(ACTION.new(action, round_id=round_id, finding_id=finding.id or 0, planned_at_utc=now, by_id=by.id))
    db.flush()


def change_action(db: Db, *, round_id: int, action: Action) -> None:
    """Change what was planned; raises Conflict where somebody changed it since `action.version`."""
    row = action_row(db, round_id, action.ref)
    if row.version != action.version:
        raise Conflict(
            f"Somebody else changed {action.ref} while you had it open.", stored=row.text, version=row.version
        )
    ACTION.fill(row, action, version=row.version + 1)
    db.add(row)
    db.flush()


def add_update(db: Db, *, round_id: int, ref: str, update: Update, by: Person, now: datetime) -> None:
    """Add what is said of an action."""
    row = action_row(db, round_id, ref)
    by_name = update.by if update.by != by.name else ""
    db.add(UPDATE.new(update, action_id=row.id or 0, said_at_utc=now, by_id=by.id, by_name=by_name))
    db.flush()


def keep_no_action(db: Db, *, round_id: int, decision: NoAction, by: Person, now: datetime) -> None:
    """Keep the decision to do nothing about a finding."""
    finding = finding_row(db, round_id, decision.finding)
    row = db.exec(select(NoActionRow).where(NoActionRow.finding_id == finding.id)).first()
    row = row or NO_ACTION.new(decision, finding_id=finding.id or 0)
    NO_ACTION.fill(row, decision, decided_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()


def action_row(db: Db, round_id: int, ref: str) -> ActionRow:
    """Return an action's row; raises AuditError where there is none."""
    row = db.exec(select(ActionRow).where(ActionRow.round_id == round_id, ActionRow.ref == ref)).first()
    if row is None:
        raise AuditError(f"There is no action {ref} in this round. Choose one from the plan.")
    return row


def next_ref(db: Db) -> str:
    """Return the ref that the partnership's next action gets; actions live on past their round, so each is its own."""
    refs = db.exec(select(ActionRow.ref)).all()
    return f"A{max((int(ref[1:]) for ref in refs if ref[1:].isdigit()), default=0) + 1}"


def keep_roles(db: Db, *, person_id: int, roles: Iterable[OwnerRole]) -> None:
    """Keep the roles that a person says are theirs, in place of those before."""
    db.exec(delete(OwnedRoleRow).where(col(OwnedRoleRow.person_id) == person_id))
    db.add_all(OWNED_ROLE.new(role, person_id=person_id) for role in roles)
    db.flush()


def add_verification(db: Db, *, round_id: int, ref: str, verification: Verification, by: Person, now: datetime) -> None:
    """Add what was found when somebody looked."""
    row = action_row(db, round_id, ref)
    db.add(VERIFICATION.new(verification, action_id=row.id or 0, verified_at_utc=now, by_id=by.id))
    db.flush()


def add_version(db: Db, *, round_id: int, version: PlanVersion, by: Person, now: datetime) -> None:
    """Keep the plan as it is issued."""
    db.add(PLAN_VERSION.new(version, round_id=round_id, issued_at_utc=now, by_id=by.id))
    db.flush()


def note_file_row(db: Db, *, round_id: int, ref: str, token: str) -> None:
    """Keep which action a new row of a plan workbook became."""
    row = action_row(db, round_id, ref)
    db.add(FileRowRow(round_id=round_id, action_id=row.id or 0, token=token))
    db.flush()

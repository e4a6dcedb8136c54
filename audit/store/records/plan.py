"""Writing actions, what is said of them, and decisions to take none.

Here too:
- Writing who owns which actions, what was verified, and the plan's versions.
"""

from __future__ import annotations

import json
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
    ActionRow,
    ActionUpdateRow,
    FileRowRow,
    NoActionRow,
    OwnedRoleRow,
    PlanVersionRow,
    VerificationRow,
)
from audit.store.work import Db


def add_action(db: Db, *, round_id: int, action: Action, by: Person, now: datetime) -> None:
    """Add an action about a finding."""
    finding = finding_row(db, round_id, action.finding)
    row = ActionRow(
        round_id=round_id,
        finding_id=finding.id or 0,
        ref=action.ref,
        text=action.text,
        recommendation=action.recommendation,
        success_measure=action.success_measure,
        lead_agency=action.lead_agency,
        owner=action.owner,
        due=action.due,
        priority=action.priority.value,
        planned_at_utc=now,
        by_id=by.id,
    )
    db.add(row)
    db.flush()


def change_action(db: Db, *, round_id: int, action: Action) -> None:
    """Change what was planned; raises Conflict where somebody changed it since `action.version`."""
    row = action_row(db, round_id, action.ref)
    if row.version != action.version:
        raise Conflict(
            f"Somebody else changed {action.ref} while you had it open.", stored=row.text, version=row.version
        )
    row.text, row.recommendation, row.success_measure = action.text, action.recommendation, action.success_measure
    row.lead_agency, row.owner, row.due = action.lead_agency, action.owner, action.due
    row.priority = action.priority.value
    row.version += 1
    db.add(row)
    db.flush()


def add_update(db: Db, *, round_id: int, ref: str, update: Update, by: Person, now: datetime) -> None:
    """Add what is said of an action."""
    row = action_row(db, round_id, ref)
    db.add(
        ActionUpdateRow(
            action_id=row.id or 0,
            said_on=update.on,
            progress=update.progress.value,
            text=update.text,
            impact=update.impact.value,
            evidence_of_impact=update.evidence_of_impact,
            new_due=update.new_due,
            said_at_utc=now,
            by_id=by.id,
            by_name=update.by if update.by != by.name else "",
        )
    )
    db.flush()


def keep_no_action(db: Db, *, round_id: int, decision: NoAction, by: Person, now: datetime) -> None:
    """Keep the decision to do nothing about a finding."""
    finding = finding_row(db, round_id, decision.finding)
    row = db.exec(select(NoActionRow).where(NoActionRow.finding_id == finding.id)).first()
    if row is None:
        row = NoActionRow(finding_id=finding.id or 0, reason=decision.reason, decided_at_utc=now, by_id=by.id)
    row.reason, row.decided_at_utc, row.by_id = decision.reason, now, by.id
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
    for role in roles:
        db.add(OwnedRoleRow(person_id=person_id, agency=role.agency, role=role.role))
    db.flush()


def add_verification(db: Db, *, round_id: int, ref: str, verification: Verification, by: Person, now: datetime) -> None:
    """Add what was found when somebody looked."""
    row = action_row(db, round_id, ref)
    db.add(
        VerificationRow(
            action_id=row.id or 0,
            seen_on=verification.on,
            holds=verification.holds,
            what_was_seen=verification.what_was_seen,
            verified_at_utc=now,
            by_id=by.id,
        )
    )
    db.flush()


def add_version(db: Db, *, round_id: int, version: PlanVersion, by: Person, now: datetime) -> None:
    """Keep the plan as it is issued."""
    content = json.dumps([{"ref": line.ref, "said": dict(line.texts)} for line in version.lines], ensure_ascii=False)
    db.add(
        PlanVersionRow(
            round_id=round_id,
            number=version.number,
            issued_on=version.issued_on,
            what_for=version.what_for,
            content=content,
            issued_at_utc=now,
            by_id=by.id,
        )
    )
    db.flush()


def note_file_row(db: Db, *, round_id: int, ref: str, token: str) -> None:
    """Keep which action a new row of a plan workbook became."""
    row = action_row(db, round_id, ref)
    db.add(FileRowRow(round_id=round_id, action_id=row.id or 0, token=token))
    db.flush()

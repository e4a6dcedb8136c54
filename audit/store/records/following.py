"""Writing who owns which actions, what was verified, and the plan's versions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, delete

from audit.domain.people.person import Person
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.verification import Verification
from audit.domain.plan.versions import PlanVersion
from audit.store.records.actions import action_row
from audit.store.tables.following import FileRowRow, OwnedRoleRow, PlanVersionRow, VerificationRow
from audit.store.work import Db


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
    content = json.dumps([{"ref": line.ref, "said": dict(line.said)} for line in version.lines], ensure_ascii=False)
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

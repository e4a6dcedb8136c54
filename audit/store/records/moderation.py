"""Writing judgements, what a workshop shows, and immediate concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Person
from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError
from audit.store.queries.moderation import DRAFT, SHOWING
from audit.store.tables.moderation import (
    CONCERN,
    DISSENT,
    JUDGEMENT,
    ConcernRow,
    JudgementRow,
    ShowingRow,
    WorkshopDraftRow,
)
from audit.store.work import Db


def add_judgement(db: Db, *, case_id: int, judgement: Judgement, by: Person, now: datetime) -> int:
    """Add a judgement and return its version; the one before stays readable and is no longer the latest."""
    key = judgement.statement or Key("", "")
    same_statement = (
        JudgementRow.case_id == case_id,
        JudgementRow.framework == key.framework,
        JudgementRow.ref == key.ref,
    )
    version = 1
    for old in db.exec(select(JudgementRow).where(*same_statement)):
        version = max(version, old.version + 1)
        old.latest = False
        db.add(old)
    row = JUDGEMENT.new(judgement, case_id=case_id, version=version, agreed_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    db.add_all(DISSENT.new(dissent, judgement_id=row.id or 0) for dissent in judgement.dissents)
    db.flush()
    return version


def keep_draft(
    db: Db, *, case_id: int, statement: Key | None, fields: Mapping[str, str], by: Person, now: datetime
) -> int:
    """Keep some fields of a judgement that is being written, beside those kept before, and return the version."""
    key = statement or Key("", "")
    row = db.get(WorkshopDraftRow, (case_id, key.framework, key.ref)) or WorkshopDraftRow(
        case_id=case_id, framework=key.framework, ref=key.ref, content="{}", version=0, saved_at_utc=now, by_id=by.id
    )
    DRAFT.set(row, fields={**DRAFT.read(row).fields, **fields})
    row.version, row.saved_at_utc, row.by_id = row.version + 1, now, by.id
    db.add(row)
    db.flush()
    return row.version


def drop_draft(db: Db, *, case_id: int, statement: Key | None) -> None:
    """Take away what was being written, once it is recorded or given up."""
    key = statement or Key("", "")
    row = db.get(WorkshopDraftRow, (case_id, key.framework, key.ref))
    if row is not None:
        db.delete(row)
        db.flush()


def show(db: Db, *, round_id: int, case_id: int, statement: Key | None, agreeing: bool = False) -> None:
    """Put a case and statement on the workshop's screen."""
    row = db.get(ShowingRow, round_id) or ShowingRow(round_id=round_id, case_id=case_id, version=0)
    SHOWING.set(row, statement=statement, agreeing=agreeing)
    row.case_id, row.version = case_id, row.version + 1
    db.add(row)
    db.flush()


def add_concern(db: Db, *, case_id: int, concern: Concern, by: Person, now: datetime) -> None:
    """Add an immediate concern."""
    db.add(CONCERN.new(concern, case_id=case_id, raised_at_utc=now, by_id=by.id))
    db.flush()


def confirm_concern(db: Db, *, concern_id: int, by: Person, now: datetime) -> None:
    """Note that the child's own record has an immediate concern; raises AuditError where it was confirmed already."""
    unconfirmed = select(ConcernRow).where(ConcernRow.id == concern_id, col(ConcernRow.confirmed_at_utc).is_(None))
    row = db.exec(unconfirmed).first()
    if row is None:
        raise AuditError("This concern was confirmed already. There is nothing more to do.")
    row.confirmed_by_id, row.confirmed_at_utc = by.id, now
    db.add(row)
    db.flush()

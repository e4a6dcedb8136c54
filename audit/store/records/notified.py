"""Writing inspections that were notified, what inspectors asked for, and when a statement was sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import col, delete, update

from audit.domain.inspection.notified import Notified, Request
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.erasure import ERASED
from audit.store.queries import notified as queries
from audit.store.tables.notified import NotifiedCorrectionRow, NotifiedRequestRow, NotifiedRow, StatementSentRow
from audit.store.work import Db


def add(db: Db, *, inspection: Notified, by: Person, now: datetime) -> int:
    """Add an inspection, and return its id; the id in `inspection` is not used."""
    row = NotifiedRow(
        kind=inspection.kind.value,
        notified_on=inspection.notified_on,
        note=inspection.note,
        said_at_utc=now,
        by_id=by.id,
    )
    db.add(row)
    db.flush()
    return row.id or 0


def call_off(db: Db, *, inspection: Notified, reason: str) -> int:
    """Keep why an inspection was called off, and return its version; raises Conflict where it changed meanwhile."""
    row = _unchanged(db, inspection)
    row.called_off, row.version = reason, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def correct(db: Db, *, inspection: Notified, on: date, reason: str, by: Person, now: datetime) -> int:
    """Keep another day of notification and why, and return the version; raises Conflict where it changed meanwhile."""
    row = _unchanged(db, inspection)
    db.add(
        NotifiedCorrectionRow(
            inspection_id=inspection.id, was=row.notified_on, now=on, reason=reason, said_at_utc=now, by_id=by.id
        )
    )
    row.notified_on, row.version = on, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def change_note(db: Db, *, inspection: Notified, note: str) -> int:
    """Keep another note, and return the version; raises Conflict where the inspection changed meanwhile."""
    row = _unchanged(db, inspection)
    row.note, row.version = note, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def keep_until(db: Db, *, inspection: int, on: date | None) -> None:
    """Keep the day on which an inspection is due to be erased; None takes the day away."""
    row = _row(db, inspection)
    row.keep_until = on
    db.add(row)
    db.flush()


def erase(db: Db, *, inspection: int) -> None:
    """Delete an inspection with everything that was asked for in it, and how its day was put right."""
    row = _row(db, inspection)
    for table in (NotifiedRequestRow, NotifiedCorrectionRow):
        db.exec(delete(table).where(col(table.inspection_id) == inspection))
    db.delete(row)
    db.flush()


def erase_request(db: Db, request: int) -> None:
    """Delete what was asked for; raises AuditError where it is gone already."""
    row = db.get(NotifiedRequestRow, request)
    if row is None:
        raise AuditError("It is no longer on the list. Look at the list again.")
    db.delete(row)
    db.flush()


def blank(db: Db, *, inspection: int) -> None:
    """Take away an inspection's own texts: its note, and why its day was put right or it was called off."""
    row = _row(db, inspection)
    row.note, row.called_off = ERASED if row.note else "", None if row.called_off is None else ERASED
    row.version += 1
    db.add(row)
    db.exec(
        update(NotifiedCorrectionRow)
        .where(col(NotifiedCorrectionRow.inspection_id) == inspection)
        .values(reason=ERASED)
    )
    db.flush()


def statement_sent(db: Db, *, round_id: int, on: date | None, by: Person, now: datetime) -> None:
    """Keep the day a written statement was sent; None says that it was not sent after all."""
    db.add(StatementSentRow(round_id=round_id, sent_on=on, said_at_utc=now, by_id=by.id))
    db.flush()


def add_request(db: Db, *, inspection: int, request: Request) -> int:
    """Add what was asked for, and return its id; the id in `request` is not used."""
    row = NotifiedRequestRow(
        inspection_id=inspection,
        what=request.what,
        agency=request.agency,
        asked_on=request.asked_on,
        due=request.due,
        state=request.state.value,
        who=request.who,
    )
    db.add(row)
    db.flush()
    return row.id or 0


def change_request(db: Db, request: Request) -> int:
    """Keep a request as it is now, and return its version; raises Conflict where somebody changed it meanwhile."""
    row = db.get(NotifiedRequestRow, request.id)
    if row is None:
        raise AuditError("What you changed is no longer on the list. Look at the list again.")
    if row.version != request.version:
        raise Conflict(
            "Somebody else changed this request while you had it open.",
            theirs=queries.request(row),
            version=row.version,
        )
    row.what, row.agency, row.who, row.state = request.what, request.agency, request.who, request.state.value
    row.asked_on, row.due, row.version = request.asked_on, request.due, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def _row(db: Db, inspection: int) -> NotifiedRow:
    row = db.get(NotifiedRow, inspection)
    if row is None:
        raise AuditError("There is no such inspection. Choose the one on the inspection clock.")
    return row


def _unchanged(db: Db, inspection: Notified) -> NotifiedRow:
    row = _row(db, inspection.id)
    if row.version != inspection.version:
        raise Conflict(
            "Somebody else changed this inspection while you had it open.",
            theirs=queries.inspection(row),
            version=row.version,
        )
    return row

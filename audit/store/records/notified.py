"""Writing inspections that were notified, and what inspectors asked for."""

from __future__ import annotations

from datetime import date, datetime

from audit.domain.notified import Notified, Request
from audit.domain.people import Person
from audit.errors import AuditError, Conflict
from audit.store.tables.notified import NotifiedRequestRow, NotifiedRow
from audit.store.work import Db


def add(db: Db, *, inspection: Notified, by: Person, now: datetime) -> int:
    """Add an inspection, and return its id; the id in `inspection` is not used."""
    row = NotifiedRow(
        kind=inspection.kind.value, notified_on=inspection.notified_on, note=inspection.note, said_at_utc=now,
        by_id=by.id,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row.id or 0


def call_off(db: Db, *, inspection: Notified, reason: str) -> int:
    """Keep why an inspection was called off, and return its version; raises Conflict where it changed meanwhile."""
    row = db.get(NotifiedRow, inspection.id)
    if row is None:
        raise AuditError("There is no such inspection. Choose the one on the inspection clock.")
    if row.version != inspection.version:
        raise Conflict("Somebody else changed this inspection. Look again.", theirs=row.called_off, version=row.version)
    row.called_off, row.version = reason, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def add_request(db: Db, *, inspection: int, request: Request) -> int:
    """Add what was asked for, and return its id; the id in `request` is not used."""
    row = NotifiedRequestRow(
        inspection_id=inspection, what=request.what, agency=request.agency, asked_on=request.asked_on,
        due=request.due, state=request.state.value, who=request.who,
    )  # fmt: skip
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
            "Somebody else changed this request while you had it open. Look at theirs, then save again.",
            theirs=f"{row.what}: {row.state.replace('_', ' ')}, due {_said(row.due)}, {row.who or 'nobody yet'}",
            version=row.version,
        )
    row.what, row.agency, row.who, row.state = request.what, request.agency, request.who, request.state.value
    row.asked_on, row.due, row.version = request.asked_on, request.due, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

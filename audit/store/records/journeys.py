"""Writing children's journeys: events on the way to help, and the ties around a child."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlmodel import select

from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.tables.people import PersonRow
from audit.store.tables.rounds import EVENT, TIE, PathwayEventRow, TieRow
from audit.store.work import Db

Row = TypeVar("Row", PathwayEventRow, TieRow)


def add_event(db: Db, *, case_id: int, event: Event, by: Person, now: datetime) -> int:
    """Add an event, and return its id."""
    row = EVENT.new(event, case_id=case_id, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.id or 0


def change_event(db: Db, *, case_id: int, event: Event, by: Person, now: datetime) -> None:
    """Change an event; raises Conflict where somebody changed it since `event.version`."""
    row = _row(db, PathwayEventRow, case_id, event.id, "event")
    if row.version != event.version:
        current = EVENT.read(row, saved_by=_name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this event while you had it open.", stored=current, version=row.version
        )
    EVENT.fill(row, event, version=row.version + 1, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()


def take_event(db: Db, *, case_id: int, event: Event) -> None:
    """Take an event away; raises Conflict where somebody changed it since `event.version`."""
    row = _row(db, PathwayEventRow, case_id, event.id, "event")
    if row.version != event.version:
        current = EVENT.read(row, saved_by=_name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this event meanwhile, so it is still here. Read it again first.",
            stored=current,
            version=row.version,
        )
    _drop(db, row)


def add_tie(db: Db, *, case_id: int, tie: Tie, by: Person, now: datetime) -> int:
    """Add a tie, or a role that is missing, and return its id."""
    row = TIE.new(tie, case_id=case_id, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.id or 0


def change_tie(db: Db, *, case_id: int, tie: Tie, by: Person, now: datetime) -> None:
    """Change a tie; raises Conflict where somebody changed it since `tie.version`."""
    row = _row(db, TieRow, case_id, tie.id, "tie")
    if row.version != tie.version:
        current = TIE.read(row, saved_by=_name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this tie while you had it open.", stored=current, version=row.version
        )
    TIE.fill(row, tie, version=row.version + 1, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()


def take_tie(db: Db, *, case_id: int, tie: Tie) -> None:
    """Take a tie away; raises Conflict where somebody changed it since `tie.version`."""
    row = _row(db, TieRow, case_id, tie.id, "tie")
    if row.version != tie.version:
        current = TIE.read(row, saved_by=_name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this tie meanwhile, so it is still here. Read it again first.",
            stored=current,
            version=row.version,
        )
    _drop(db, row)


def _drop(db: Db, row: Row) -> None:
    db.delete(row)
    db.flush()


def _row(db: Db, table: type[Row], case_id: int, row_id: int | None, noun: str) -> Row:
    row = db.exec(select(table).where(table.id == row_id, table.case_id == case_id)).first()
    if row is None:
        raise AuditError(f"This {noun} was taken away meanwhile. What you typed is still here; add it anew to keep it.")
    return row


def _name(db: Db, person_id: int) -> str:
    return db.exec(select(PersonRow.name).where(PersonRow.id == person_id)).first() or "Somebody"

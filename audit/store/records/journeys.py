"""Writing children's journeys: events on the way to help, and the ties around a child."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlmodel import select

from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.queries.journeys import event_from, tie_from
from audit.store.tables.people import PersonRow
from audit.store.tables.rounds import PathwayEventRow, TieRow
from audit.store.work import Db

Row = TypeVar("Row", PathwayEventRow, TieRow)


def add_event(db: Db, *, case_id: int, event: Event, by: Person, now: datetime) -> int:
    """Add an event, and return its id."""
    row = PathwayEventRow(
        case_id=case_id, framework="", ref="", happened_on=event.on, what="", version=0, saved_at_utc=now, by_id=by.id
    )
    return _keep_event(db, row, event, by, now)


def change_event(db: Db, *, case_id: int, event: Event, by: Person, now: datetime) -> None:
    """Change an event; raises Conflict where somebody changed it since `event.version`."""
    row = _row(db, PathwayEventRow, case_id, event.id, "event")
    if row.version != event.version:
        current = event_from(row, _name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this event while you had it open.", stored=current, version=row.version
        )
    _keep_event(db, row, event, by, now)


def take_event(db: Db, *, case_id: int, event: Event) -> None:
    """Take an event away; raises Conflict where somebody changed it since `event.version`."""
    row = _row(db, PathwayEventRow, case_id, event.id, "event")
    if row.version != event.version:
        current = event_from(row, _name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this event meanwhile, so it is still here. Read it again first.",
            stored=current,
            version=row.version,
        )
    _drop(db, row)


def add_tie(db: Db, *, case_id: int, tie: Tie, by: Person, now: datetime) -> int:
    """Add a tie, or a role that is missing, and return its id."""
    row = TieRow(
        case_id=case_id, framework="", ref="", strength="", direction="", version=0, saved_at_utc=now, by_id=by.id
    )
    return _keep_tie(db, row, tie, by, now)


def change_tie(db: Db, *, case_id: int, tie: Tie, by: Person, now: datetime) -> None:
    """Change a tie; raises Conflict where somebody changed it since `tie.version`."""
    row = _row(db, TieRow, case_id, tie.id, "tie")
    if row.version != tie.version:
        current = tie_from(row, _name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this tie while you had it open.", stored=current, version=row.version
        )
    _keep_tie(db, row, tie, by, now)


def take_tie(db: Db, *, case_id: int, tie: Tie) -> None:
    """Take a tie away; raises Conflict where somebody changed it since `tie.version`."""
    row = _row(db, TieRow, case_id, tie.id, "tie")
    if row.version != tie.version:
        current = tie_from(row, _name(db, row.by_id))
        raise Conflict(
            f"{current.saved_by} changed this tie meanwhile, so it is still here. Read it again first.",
            stored=current,
            version=row.version,
        )
    _drop(db, row)


def _keep_event(db: Db, row: PathwayEventRow, event: Event, by: Person, now: datetime) -> int:
    row.framework, row.ref = event.part
    row.happened_on, row.approximate, row.what = event.on, event.approximate, event.what
    row.who, row.agency = event.who, event.agency
    return _keep(db, row, by, now)


def _keep_tie(db: Db, row: TieRow, tie: Tie, by: Person, now: datetime) -> int:
    row.framework, row.ref = tie.role
    row.who, row.strength, row.direction = tie.who, tie.strength.value, tie.direction.value
    return _keep(db, row, by, now)


def _keep(db: Db, row: Row, by: Person, now: datetime) -> int:
    row.version, row.saved_at_utc, row.by_id = row.version + 1, now, by.id
    db.add(row)
    db.flush()
    return row.id or 0


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

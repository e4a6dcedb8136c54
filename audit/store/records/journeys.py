"""Writing children's journeys: events on the way to help, and the ties around a child."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, select

from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.mapping import Mapped
from audit.store.tables.people import PersonRow
from audit.store.tables.rounds import EVENT, TIE, PathwayEventRow, TieRow
from audit.store.work import Db

Entry = Event | Tie


class _Kind(NamedTuple):
    """What is entered of a journey: its rows, and what it is called."""

    mapped: Mapped[Any, Any]
    table: type[Any]
    noun: str


_KINDS = {Event: _Kind(EVENT, PathwayEventRow, "event"), Tie: _Kind(TIE, TieRow, "tie")}


def add(db: Db, *, case_id: int, entry: Entry, by: Person, now: datetime) -> int:
    """Add an event, a tie or a role that is missing, and return its id."""
    row = _KINDS[type(entry)].mapped.new(entry, case_id=case_id, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.id or 0


def change(db: Db, *, case_id: int, entry: Entry, by: Person, now: datetime) -> None:
    """Change an entry; raises Conflict where somebody changed it since `entry.version`."""
    row = _row(db, case_id, entry, "while you had it open")
    _KINDS[type(entry)].mapped.fill(row, entry, version=row.version + 1, saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()


def take(db: Db, *, case_id: int, entry: Entry) -> None:
    """Take an entry away; raises Conflict where somebody changed it since `entry.version`."""
    db.delete(_row(db, case_id, entry, "since you opened it, so it is still here. Read it again first"))
    db.flush()


def _row(db: Db, case_id: int, entry: Entry, changed: str) -> Any:  # noqa: ANN401 - a row of either table
    """Return the row of an entry as it was seen; raises Conflict, saying `changed`, where it is another now."""
    mapped, table, noun = _KINDS[type(entry)]
    row = db.exec(select(table).where(col(table.id) == entry.id, col(table.case_id) == case_id)).first()
    if row is None:
        raise AuditError(f"This {noun} was taken away meanwhile. What you typed is still here; add it anew to keep it.")
    if row.version != entry.version:
        name = db.exec(select(PersonRow.name).where(PersonRow.id == row.by_id)).first() or "Somebody"
        stored = mapped.read(row, saved_by=name)
        raise Conflict(f"{name} changed this {noun} {changed}.", stored=stored, version=row.version)
    return row

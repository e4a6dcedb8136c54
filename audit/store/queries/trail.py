"""Reading the audit trail.

In: which record, or which round.
Out: who did what to it, when; never a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select

from audit.store.tables.people import PersonRow
from audit.store.tables.trail import TrailRow
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class TrailLine:
    """Who did what to which record, when."""

    at_utc: datetime
    by: str
    event: str
    about: str
    version: int | None  # None: the record has no versions


def lines(
    db: Db, *, about: str = "", round_ref: str | None = None, most: int = 200, skip: int = 0
) -> tuple[TrailLine, ...]:
    """Return the newest lines of the trail, those about one record (and what is under it) where it is given.

    With `round_ref` those of that round alone; `skip` leaves out so many of the newest.
    """
    statement = select(TrailRow, PersonRow.name).join(PersonRow, col(PersonRow.id) == TrailRow.by_id)
    if about:
        statement = statement.where(col(TrailRow.about).startswith(about, autoescape=True))
    if round_ref is not None:
        statement = statement.where(_of_round(round_ref))
    rows = db.exec(statement.order_by(col(TrailRow.id).desc()).offset(skip).limit(most))
    return tuple(
        TrailLine(at_utc=row.at_utc, by=name, event=row.event, about=row.about, version=row.version)
        for row, name in rows
    )


def count(db: Db, *, round_ref: str | None = None) -> int:
    """Return how many lines the trail has, of one round where it is given."""
    statement = select(func.count()).select_from(TrailRow)
    return db.exec(statement if round_ref is None else statement.where(_of_round(round_ref))).one()


def last_event(db: Db, *, about: str, events: tuple[str, ...]) -> str:
    """Return the newest event about exactly this record that begins like one of `events`; empty where there is none."""
    begins = or_(*(col(TrailRow.event).startswith(event, autoescape=True) for event in events))
    statement = select(TrailRow.event).where(TrailRow.about == about, begins).order_by(col(TrailRow.id).desc())
    return db.exec(statement.limit(1)).first() or ""


def _of_round(round_ref: str) -> ColumnElement[bool]:
    under = (col(TrailRow.about).startswith(f"{round_ref}{mark}", autoescape=True) for mark in ("/", " "))
    return or_(col(TrailRow.about) == round_ref, *under)

"""Reading the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

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


def lines(db: Db, *, about: str = "", most: int = 200) -> tuple[TrailLine, ...]:
    """Return the newest lines of the trail, those about one record (and what is under it) where it is given."""
    statement = select(TrailRow, PersonRow.name).join(PersonRow, col(PersonRow.id) == TrailRow.by_id)
    if about:
        statement = statement.where(col(TrailRow.about).startswith(about, autoescape=True))
    found = db.exec(statement.order_by(col(TrailRow.id).desc()).limit(most))
    return tuple(
        TrailLine(at_utc=row.at_utc, by=name, event=row.event, about=row.about, version=row.version)
        for row, name in found
    )

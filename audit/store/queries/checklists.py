"""Reading what was said of recommendations."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.readiness.checklists import Entry, State
from audit.store.queries.evidence import works_with
from audit.store.queries.people import names
from audit.store.tables.readiness import ChecklistEntryRow
from audit.store.work import Db


def entries(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> dict[Key, Entry]:
    """Return what was last said of each recommendation, by then where a moment is given.

    Who only reads gets no text that somebody typed: those are released on the way out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return {}
    found = every(db, as_of=as_of)
    return found if works_with(viewer) else {key: withheld(one) for key, one in found.items()}


def every(db: Db, *, as_of: datetime | None = None) -> dict[Key, Entry]:
    """Return the same as it was written, to be released."""
    statement = select(ChecklistEntryRow).order_by(col(ChecklistEntryRow.id))
    statement = (
        statement.where(col(ChecklistEntryRow.latest))
        if as_of is None
        else statement.where(col(ChecklistEntryRow.said_at_utc) <= as_of)
    )
    people = names(db)
    return {Key(row.framework, row.ref): entry(row, people) for row in db.exec(statement)}


def history(db: Db, *, viewer: Viewer, item: Key) -> tuple[Entry, ...]:
    """Return everything that was said of a recommendation, the newest first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    found = every_version(db, item=item)
    return found if works_with(viewer) else tuple(withheld(one) for one in found)


def every_version(db: Db, *, item: Key) -> tuple[Entry, ...]:
    """Return the same as it was written, to be released."""
    statement = (
        select(ChecklistEntryRow)
        .where(ChecklistEntryRow.framework == item.framework, ChecklistEntryRow.ref == item.ref)
        .order_by(col(ChecklistEntryRow.version).desc())
    )
    people = names(db)
    return tuple(entry(row, people) for row in db.exec(statement))


def entry(row: ChecklistEntryRow, people: dict[int, str]) -> Entry:
    """Return what a row says of a recommendation; `people` are names by id."""
    return Entry(
        item=Key(row.framework, row.ref),
        state=State(row.state),
        lead_agency=row.lead_agency,
        owner=row.owner,
        review_on=row.review_on,
        narrative=row.narrative,
        evidence=row.evidence,
        evidence_refs=tuple(ref for ref in row.evidence_refs.split(",") if ref),
        why=row.why,
        version=row.version,
        said_by=people.get(row.by_id, "somebody"),
        said_at_utc=row.said_at_utc,
    )

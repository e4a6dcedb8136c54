"""Writing what is said of recommendations: added, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Person
from audit.domain.readiness.checklists import Entry
from audit.errors import Conflict
from audit.store.queries import checklists as queries
from audit.store.queries.people import names
from audit.store.tables.readiness import ChecklistEntryRow
from audit.store.work import Db


def add(db: Db, *, entry: Entry, by: Person, now: datetime) -> int:
    """Add what is said of a recommendation, and return its version.

    Raises Conflict where somebody said something since `entry.version`.
    """
    last = next(iter(_versions(db, entry.item)), None)
    there = 0 if last is None else last.version
    if there != entry.version:
        raise Conflict(
            f"Somebody else wrote about {entry.item.ref} while you had it open.",
            theirs=Entry(item=entry.item) if last is None else queries.entry(last, names(db)),
            version=there,
        )
    if last is not None:
        last.latest = False
        db.add(last)
    row = ChecklistEntryRow(
        framework=entry.item.framework,
        ref=entry.item.ref,
        version=there + 1,
        state=entry.state.value,
        lead_agency=entry.lead_agency,
        owner=entry.owner,
        review_on=entry.review_on,
        narrative=entry.narrative,
        evidence=entry.evidence,
        evidence_refs=",".join(entry.evidence_refs),
        why=entry.why,
        said_at_utc=now,
        by_id=by.id,
    )
    db.add(row)
    db.flush()
    return row.version


def erase(db: Db, item: Key) -> int:
    """Delete everything that was said of a recommendation, every version, and return how many that was."""
    found = _versions(db, item)
    db.exec(delete(ChecklistEntryRow).where(col(ChecklistEntryRow.id).in_([row.id for row in found])))
    db.flush()
    return len(found)


def _versions(db: Db, item: Key) -> list[ChecklistEntryRow]:
    """Return everything that was said of a recommendation, the newest first."""
    statement = select(ChecklistEntryRow).where(
        ChecklistEntryRow.framework == item.framework, ChecklistEntryRow.ref == item.ref
    )
    return list(db.exec(statement.order_by(col(ChecklistEntryRow.version).desc())))

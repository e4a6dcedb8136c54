"""Writing what is said of recommendations: added, never changed.

Here too:
- Writing the evidence register: a description is added, never changed.
- Erasing what names a case in texts that belong to no round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Person
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence
from audit.domain.rounds.references import Mention, MentionKind
from audit.errors import AuditError, Conflict
from audit.store.queries.people import names
from audit.store.records import inspection, people
from audit.store.records.release import erase_of_evidence
from audit.store.tables.readiness import (
    ENTRY,
    EVIDENCE,
    ChecklistEntryRow,
    EvidenceAboutRow,
    EvidenceRow,
    EvidenceSettingRow,
)
from audit.store.work import Db


def add_entry(db: Db, *, entry: Entry, by: Person, now: datetime) -> int:
    """Add what is said of a recommendation, and return its version.

    Raises Conflict where somebody said something since `entry.version`.
    """
    last = next(iter(_versions(db, entry.item)), None)
    stored = Entry(item=entry.item) if last is None else ENTRY.read(last, said_by=names(db).get(last.by_id, "somebody"))
    if stored.version != entry.version:
        raise Conflict(
            f"Somebody else wrote about {entry.item.ref} while you had it open.", stored=stored, version=stored.version
        )
    if last is not None:
        last.latest = False
        db.add(last)
    row = ENTRY.new(entry, version=stored.version + 1, said_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.version


def erase_entries(db: Db, item: Key) -> int:
    """Delete everything that was said of a recommendation, every version, and return how many that was."""
    versions = _versions(db, item)
    db.exec(delete(ChecklistEntryRow).where(col(ChecklistEntryRow.id).in_([row.id for row in versions])))
    people.erase_drafts(db, kinds=(FormKind.CHECKLIST,), about=str(item))
    return len(versions)


def _versions(db: Db, item: Key) -> list[ChecklistEntryRow]:
    """Return everything that was said of a recommendation, the newest first."""
    statement = select(ChecklistEntryRow).where(
        ChecklistEntryRow.framework == item.framework, ChecklistEntryRow.ref == item.ref
    )
    return list(db.exec(statement.order_by(col(ChecklistEntryRow.version).desc())))


def add_evidence(db: Db, *, evidence: Evidence, by: Person, now: datetime) -> str:
    """Add a new piece of evidence, and return the ref it got; the ref in `evidence` is not used."""
    refs = db.exec(select(EvidenceRow.ref)).all()
    ref = f"E{max((int(known_ref[1:]) for known_ref in refs if known_ref[1:].isdigit()), default=0) + 1}"
    _add(db, evidence, ref, 1, by, now)
    return ref


def change(db: Db, *, evidence: Evidence, by: Person, now: datetime) -> int:
    """Add another description of a piece of evidence, and return its version.

    Raises Conflict where somebody described it since `evidence.version`, and AuditError where there is no such piece.
    """
    last = db.exec(
        select(EvidenceRow).where(EvidenceRow.ref == evidence.ref).order_by(col(EvidenceRow.version).desc())
    ).first()
    if last is None:
        raise AuditError(f"There is no piece of evidence {evidence.ref}. Choose one from the register.")
    if last.version != evidence.version:
        raise Conflict(
            f"Somebody else changed {evidence.ref} while you had it open.",
            stored=f"{last.title}: {last.shows}",
            version=last.version,
        )
    last.latest = False
    db.add(last)
    db.flush()
    _add(db, evidence, evidence.ref, last.version + 1, by, now)
    return last.version + 1


def erase_evidence(db: Db, ref: str) -> int:
    """Delete a piece of evidence, every description of it, and return how many that was."""
    ids = db.exec(select(EvidenceRow.id).where(EvidenceRow.ref == ref)).all()
    db.exec(delete(EvidenceAboutRow).where(col(EvidenceAboutRow.evidence_id).in_(ids)))
    db.exec(delete(EvidenceRow).where(col(EvidenceRow.id).in_(ids)))
    erase_of_evidence(db, ref=ref)
    people.erase_drafts(db, kinds=(FormKind.EVIDENCE,), about=ref)
    return len(ids)


def set_months(db: Db, months: int) -> None:
    """Keep for how many months evidence is current."""
    row = db.exec(select(EvidenceSettingRow)).first() or EvidenceSettingRow(months=months)
    row.months = months
    db.add(row)
    db.flush()


def _add(db: Db, evidence: Evidence, ref: str, version: int, by: Person, now: datetime) -> None:
    row = EVIDENCE.new(evidence, ref=ref, version=version, said_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    for key in dict.fromkeys(evidence.about):
        db.add(EvidenceAboutRow(evidence_id=row.id or 0, framework=key.framework, ref=key.ref))
    db.flush()


def erase_mentions(db: Db, mentions: Iterable[Mention]) -> None:
    """Delete each record that is named; of an inspection only its texts go."""
    for mention in mentions:
        if mention.kind is MentionKind.EVIDENCE:
            erase_evidence(db, mention.ref)
        elif mention.kind is MentionKind.CHECKLIST:
            erase_entries(db, Key.parse(mention.ref))
        elif mention.kind is MentionKind.REQUEST:
            inspection.erase_request(db, int(mention.ref))
        else:
            inspection.blank(db, inspection=int(mention.ref))

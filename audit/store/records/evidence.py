"""Writing the evidence register: a description is added, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.people.person import Person
from audit.domain.readiness.evidence import Evidence
from audit.errors import AuditError, Conflict
from audit.store.records.release import erase_of_evidence
from audit.store.tables.readiness import EvidenceAboutRow, EvidenceRow, EvidenceSettingRow
from audit.store.work import Db


def add(db: Db, *, evidence: Evidence, by: Person, now: datetime) -> str:
    """Add a new piece of evidence, and return the ref it got; the ref in `evidence` is not used."""
    refs = db.exec(select(EvidenceRow.ref)).all()
    ref = f"E{max((int(one[1:]) for one in refs if one[1:].isdigit()), default=0) + 1}"
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
            theirs=f"{last.title}: {last.shows}",
            version=last.version,
        )
    last.latest = False
    db.add(last)
    db.flush()
    _add(db, evidence, evidence.ref, last.version + 1, by, now)
    return last.version + 1


def erase(db: Db, ref: str) -> int:
    """Delete a piece of evidence, every description of it, and return how many that was."""
    ids = db.exec(select(EvidenceRow.id).where(EvidenceRow.ref == ref)).all()
    db.exec(delete(EvidenceAboutRow).where(col(EvidenceAboutRow.evidence_id).in_(ids)))
    db.exec(delete(EvidenceRow).where(col(EvidenceRow.id).in_(ids)))
    erase_of_evidence(db, ref=ref)
    return len(ids)


def set_months(db: Db, months: int) -> None:
    """Keep for how many months evidence is current."""
    row = db.exec(select(EvidenceSettingRow)).first() or EvidenceSettingRow(months=months)
    row.months = months
    db.add(row)
    db.flush()


def _add(db: Db, evidence: Evidence, ref: str, version: int, by: Person, now: datetime) -> None:
    row = EvidenceRow(
        ref=ref,
        version=version,
        title=evidence.title,
        kind=evidence.kind.value,
        shows=evidence.shows,
        way=evidence.way.value,
        owner=evidence.owner,
        kept_at=evidence.kept_at,
        dated=evidence.dated,
        looked_at_by=evidence.looked_at_by,
        review_by=evidence.review_by,
        said_at_utc=now,
        by_id=by.id,
    )
    db.add(row)
    db.flush()
    for key in dict.fromkeys(evidence.about):
        db.add(EvidenceAboutRow(evidence_id=row.id or 0, framework=key.framework, ref=key.ref))
    db.flush()

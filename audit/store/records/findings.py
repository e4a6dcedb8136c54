"""Writing findings."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel, col, delete, select

from audit.domain.findings.finding import Finding
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.tables.findings import (
    FINDING,
    USED,
    WORDS,
    FindingRestsOnRow,
    FindingRow,
    FindingTagRow,
    FindingWordsRow,
)
from audit.store.work import Db


def add_finding(db: Db, *, round_id: int, finding: Finding, by: Person, now: datetime) -> None:
    """Add a finding to a round."""
    row = FINDING.new(finding, round_id=round_id, raised_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    db.add_all(_parts(row.id or 0, finding))
    db.flush()


def change_finding(db: Db, *, round_id: int, finding: Finding) -> None:
    """Change a finding; raises Conflict where somebody changed it since `finding.version`."""
    row = finding_row(db, round_id, finding.ref)
    if row.version != finding.version:
        raise Conflict(
            f"Somebody else changed {finding.ref} while you had it open.", stored=row.text, version=row.version
        )
    FINDING.fill(row, finding, version=row.version + 1)
    db.add(row)
    for table in (FindingTagRow, FindingWordsRow, FindingRestsOnRow):
        db.exec(delete(table).where(col(table.finding_id) == row.id))
    db.add_all(_parts(row.id or 0, finding))
    db.flush()


def put_into(db: Db, *, round_id: int, ref: str, into: str) -> None:
    """Note that other findings took the place of one."""
    row = finding_row(db, round_id, ref)
    row.put_into = into
    row.version += 1
    db.add(row)
    db.flush()


def finding_row(db: Db, round_id: int, ref: str) -> FindingRow:
    """Return a finding's row; raises AuditError where there is none."""
    row = db.exec(select(FindingRow).where(FindingRow.round_id == round_id, FindingRow.ref == ref)).first()
    if row is None:
        raise AuditError(f"There is no finding {ref} in this round. Choose one from the list.")
    return row


def next_ref(db: Db, round_id: int) -> str:
    """Return the ref that the round's next finding gets; a ref is never used twice."""
    refs = db.exec(select(FindingRow.ref).where(FindingRow.round_id == round_id)).all()
    return f"F{max((int(ref[1:]) for ref in refs if ref[1:].isdigit()), default=0) + 1}"


def _parts(finding_id: int, finding: Finding) -> list[SQLModel]:
    return [
        *(_tag(finding_id, "statement", key) for key in finding.statements),
        *(_tag(finding_id, "theme", key) for key in finding.themes),
        *(_tag(finding_id, "agency", Key("", ref)) for ref in finding.agencies),
        *(_tag(finding_id, "case", Key("", ref)) for ref in finding.cases),
        *(WORDS.new(child_words, finding_id=finding_id) for child_words in finding.words),
        *(USED.new(judgement, finding_id=finding_id, version=judgement.version) for judgement in finding.rests_on),
    ]


def _tag(finding_id: int, kind: str, key: Key) -> FindingTagRow:
    return FindingTagRow(finding_id=finding_id, kind=kind, framework=key.framework, ref=key.ref)

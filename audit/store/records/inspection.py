"""Writing inspections and the words of their letters.

Here too:
- Writing letters that are being checked.
- Writing inspections that were notified, what inspectors asked for, and when a statement was sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import col, delete, select, update

from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft, SaidOfInspection
from audit.domain.inspection.letter_reading import Line
from audit.domain.inspection.notified import Correction, Notified, Request
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict
from audit.store.erasure import ERASED
from audit.store.records.findings import finding_row
from audit.store.records.people import erase_drafts
from audit.store.tables.inspection import (
    CORRECTION,
    DRAFT_FINDING,
    INSPECTION,
    LETTER_DRAFT,
    NOTIFIED,
    QUOTATION,
    REQUEST,
    LetterDraftFindingRow,
    LetterDraftRow,
    NotifiedCorrectionRow,
    NotifiedRequestRow,
    NotifiedRow,
    StatementSentRow,
)
from audit.store.work import Db


def add_inspection(db: Db, *, round_id: int, inspection: Inspection) -> None:
    """Say that a round is made from an inspection letter."""
    db.add(INSPECTION.new(inspection.tidied(), round_id=round_id))
    db.flush()


def add_quotation(db: Db, *, round_id: int, quotation: Quotation) -> None:
    """Keep the letter's words beside the finding taken from it."""
    db.add(QUOTATION.new(quotation, finding_id=finding_row(db, round_id, quotation.finding).id or 0))
    db.flush()


def add_letter_draft(
    db: Db,
    *,
    person_id: int,
    mark: str,
    name: str,
    lines: Sequence[Line],
    particulars: SaidOfInspection,
    findings: Sequence[DraftFinding],
    now: datetime,
) -> int:
    """Keep a letter as it was read, and return its draft's id."""
    fitting = replace(
        particulars,
        area=particulars.area[:160],
        theme=particulars.theme[:300],
        principal_authority=particulars.principal_authority[:700],
    )
    draft = LetterDraft(
        id=0, mark=mark, name=name[-200:], lines=tuple(lines), inspection=fitting, findings=(), saved_at_utc=now
    )
    row = LETTER_DRAFT.new(draft, person_id=person_id)
    db.add(row)
    db.flush()
    for place, finding in enumerate(findings, start=1):
        _add_finding(db, row.id or 0, finding, float(place))
    return row.id or 0


def say(db: Db, *, draft_id: int, field: str, value: str | date | None, now: datetime) -> None:
    """Keep one field of what the letter says of the inspection; the others stay as they are."""
    db.exec(
        update(LetterDraftRow)
        .where(col(LetterDraftRow.id) == draft_id)
        .values({getattr(LetterDraftRow, field): value, LetterDraftRow.saved_at_utc: now})
    )
    db.flush()


def change(db: Db, *, draft_id: int, finding: DraftFinding, now: datetime) -> None:
    """Keep a finding as it stands now, in its place."""
    row = db.get(LetterDraftFindingRow, finding.id)
    if row is not None and row.draft_id == draft_id:
        DRAFT_FINDING.fill(row, finding)
        db.add(row)
    _touch(db, draft_id, now)


def add_finding(db: Db, *, draft_id: int, finding: DraftFinding, after: int | None, now: datetime) -> None:
    """Add a finding behind another, by its id; None: as the first."""
    rows = db.exec(
        select(LetterDraftFindingRow)
        .where(LetterDraftFindingRow.draft_id == draft_id)
        .order_by(col(LetterDraftFindingRow.place), col(LetterDraftFindingRow.id))
    ).all()
    at = next((number for number, row in enumerate(rows, start=1) if row.id == after), 0)
    before = rows[at - 1].place if at else 0.0
    behind = rows[at].place if at < len(rows) else before + 2
    _add_finding(db, draft_id, finding, (before + behind) / 2)
    _touch(db, draft_id, now)


def remove_finding(db: Db, *, draft_id: int, finding_id: int, now: datetime) -> None:
    """Delete a finding: it was joined to another."""
    db.exec(
        delete(LetterDraftFindingRow).where(
            col(LetterDraftFindingRow.id) == finding_id, col(LetterDraftFindingRow.draft_id) == draft_id
        )
    )
    _touch(db, draft_id, now)


def look_at(db: Db, *, draft_id: int, finding_ids: Collection[int], now: datetime) -> None:
    """Note that somebody has looked at some findings."""
    db.exec(
        update(LetterDraftFindingRow)
        .where(col(LetterDraftFindingRow.draft_id) == draft_id, col(LetterDraftFindingRow.id).in_(list(finding_ids)))
        .values(looked_at=True)
    )
    _touch(db, draft_id, now)


def drop(db: Db, *, draft_id: int) -> None:
    """Delete a letter's draft: its findings were kept, or it was thrown away."""
    db.exec(delete(LetterDraftFindingRow).where(col(LetterDraftFindingRow.draft_id) == draft_id))
    db.exec(delete(LetterDraftRow).where(col(LetterDraftRow.id) == draft_id))
    db.flush()


def _add_finding(db: Db, draft_id: int, finding: DraftFinding, place: float) -> None:
    db.add(DRAFT_FINDING.new(finding, draft_id=draft_id, place=place))
    db.flush()


def _touch(db: Db, draft_id: int, now: datetime) -> None:
    db.exec(update(LetterDraftRow).where(col(LetterDraftRow.id) == draft_id).values(saved_at_utc=now))
    db.flush()


def add_notified(db: Db, *, inspection: Notified, by: Person, now: datetime) -> int:
    """Add an inspection, and return its id; the id in `inspection` is not used."""
    row = NOTIFIED.new(inspection, said_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.id or 0


def call_off(db: Db, *, inspection: Notified, reason: str) -> int:
    """Keep why an inspection was called off, and return its version; raises Conflict where it changed meanwhile."""
    row = _unchanged(db, inspection)
    row.called_off, row.version = reason, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def correct(db: Db, *, inspection: Notified, on: date, reason: str, by: Person, now: datetime) -> int:
    """Keep another day of notification and why, and return the version; raises Conflict where it changed meanwhile."""
    row = _unchanged(db, inspection)
    correction = Correction(was=row.notified_on, now=on, reason=reason, by=by.name, at_utc=now)
    db.add(CORRECTION.new(correction, inspection_id=inspection.id, by_id=by.id))
    row.notified_on, row.version = on, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def change_note(db: Db, *, inspection: Notified, note: str) -> int:
    """Keep another note, and return the version; raises Conflict where the inspection changed meanwhile."""
    row = _unchanged(db, inspection)
    row.note, row.version = note, row.version + 1
    db.add(row)
    db.flush()
    return row.version


def keep_until(db: Db, *, inspection: int, on: date | None) -> None:
    """Keep the day on which an inspection is due to be erased; None takes the day away."""
    row = _row(db, inspection)
    row.keep_until = on
    db.add(row)
    db.flush()


def erase(db: Db, *, inspection: int) -> None:
    """Delete an inspection with everything that was asked for in it, and how its day was put right."""
    row = _row(db, inspection)
    for table in (NotifiedRequestRow, NotifiedCorrectionRow):
        db.exec(delete(table).where(col(table.inspection_id) == inspection))
    erase_drafts(db, about=f"inspection {inspection}")
    db.delete(row)
    db.flush()


def erase_request(db: Db, request: int) -> None:
    """Delete what was asked for; raises AuditError where it is gone already."""
    row = db.get(NotifiedRequestRow, request)
    if row is None:
        raise AuditError("It is no longer on the list. Look at the list again.")
    erase_drafts(db, about=f"inspection {row.inspection_id} request {request}")
    db.delete(row)
    db.flush()


def blank(db: Db, *, inspection: int) -> None:
    """Take away an inspection's own texts: its note, and why its day was put right or it was called off."""
    row = _row(db, inspection)
    row.note, row.called_off = ERASED if row.note else "", None if row.called_off is None else ERASED
    row.version += 1
    db.add(row)
    db.exec(
        update(NotifiedCorrectionRow)
        .where(col(NotifiedCorrectionRow.inspection_id) == inspection)
        .values(reason=ERASED)
    )
    db.flush()


def statement_sent(db: Db, *, round_id: int, on: date | None, by: Person, now: datetime) -> None:
    """Keep the day a written statement was sent; None says that it was not sent after all."""
    db.add(StatementSentRow(round_id=round_id, sent_on=on, said_at_utc=now, by_id=by.id))
    db.flush()


def add_request(db: Db, *, inspection: int, request: Request) -> int:
    """Add what was asked for, and return its id; the id in `request` is not used."""
    row = REQUEST.new(request, inspection_id=inspection)
    db.add(row)
    db.flush()
    return row.id or 0


def change_request(db: Db, request: Request) -> int:
    """Keep a request as it is now, and return its version; raises Conflict where somebody changed it meanwhile."""
    row = db.get(NotifiedRequestRow, request.id)
    if row is None:
        raise AuditError("What you changed is no longer on the list. Look at the list again.")
    if row.version != request.version:
        raise Conflict(
            "Somebody else changed this request while you had it open.", stored=REQUEST.read(row), version=row.version
        )
    REQUEST.fill(row, request, version=row.version + 1)
    db.add(row)
    db.flush()
    return row.version


def _row(db: Db, inspection: int) -> NotifiedRow:
    row = db.get(NotifiedRow, inspection)
    if row is None:
        raise AuditError("There is no such inspection. Choose the one on the inspection clock.")
    return row


def _unchanged(db: Db, inspection: Notified) -> NotifiedRow:
    row = _row(db, inspection.id)
    if row.version != inspection.version:
        raise Conflict(
            "Somebody else changed this inspection while you had it open.",
            stored=NOTIFIED.read(row),
            version=row.version,
        )
    return row

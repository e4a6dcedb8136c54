"""Reading inspections and the words of their letters.

Here too:
- Reading letters that are being checked: nobody reads another person's.
- Reading inspections that were notified, what inspectors asked for, and when a statement was sent.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.inspection.notified import Correction, Notified, Request
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries import rounds
from audit.store.queries.people import names
from audit.store.tables.findings import FindingRow
from audit.store.tables.inspection import (
    CORRECTION,
    DRAFT_FINDING,
    INSPECTION,
    LETTER_DRAFT,
    NOTIFIED,
    QUOTATION,
    REQUEST,
    InspectionRow,
    LetterDraftFindingRow,
    LetterDraftRow,
    NotifiedCorrectionRow,
    NotifiedRequestRow,
    NotifiedRow,
    QuotationRow,
    StatementSentRow,
)
from audit.store.tables.rounds import RoundRow
from audit.store.work import Db


def inspection(db: Db, *, audit_round: Round) -> Inspection | None:
    """Return the inspection that a round is made from; None for an audit."""
    row = db.exec(select(InspectionRow).where(InspectionRow.round_id == audit_round.id)).first()
    return None if row is None else INSPECTION.read(row)


def every(db: Db) -> dict[str, Inspection]:
    """Return the inspections by the ref of the round that is made from each one's letter."""
    statement = select(RoundRow.ref, InspectionRow).join(InspectionRow, col(InspectionRow.round_id) == RoundRow.id)
    return {ref: INSPECTION.read(row) for ref, row in db.exec(statement)}


def refs(db: Db) -> frozenset[str]:
    """Return the refs of the rounds that are made from a letter."""
    statement = select(RoundRow.ref).join(InspectionRow, col(InspectionRow.round_id) == RoundRow.id)
    return frozenset(db.exec(statement))


def audits(db: Db) -> tuple[Round, ...]:
    """Return every round that is an audit, the newest first; those made from a letter are none."""
    letters = refs(db)
    return tuple(audit_round for audit_round in rounds.every(db) if audit_round.ref not in letters)


def quotations(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[Quotation, ...]:
    """Return the letter's own words in their order; a published letter is read by whoever reads findings."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    statement = (
        select(FindingRow.ref, QuotationRow)
        .join(QuotationRow, col(QuotationRow.finding_id) == FindingRow.id)
        .where(FindingRow.round_id == audit_round.id)
        .order_by(col(QuotationRow.id))
    )
    return tuple(QUOTATION.read(row, finding=ref) for ref, row in db.exec(statement))


def begun(db: Db, *, viewer: Viewer) -> tuple[LetterDraft, ...]:
    """Return the letters that the viewer began to check, the last touched first."""
    statement = (
        select(LetterDraftRow)
        .where(LetterDraftRow.person_id == viewer.person.id)
        .order_by(col(LetterDraftRow.saved_at_utc).desc(), col(LetterDraftRow.id).desc())
    )
    return tuple(_draft(db, row) for row in db.exec(statement))


def draft(db: Db, *, viewer: Viewer, mark: str) -> LetterDraft | None:
    """Return one letter that the viewer is checking, by the digest of its file; None where there is none."""
    statement = select(LetterDraftRow).where(LetterDraftRow.person_id == viewer.person.id, LetterDraftRow.mark == mark)
    row = db.exec(statement).first()
    return None if row is None else _draft(db, row)


def _draft(db: Db, row: LetterDraftRow) -> LetterDraft:
    statement = (
        select(LetterDraftFindingRow)
        .where(LetterDraftFindingRow.draft_id == row.id)
        .order_by(col(LetterDraftFindingRow.place), col(LetterDraftFindingRow.id))
    )
    return LETTER_DRAFT.read(row, findings=tuple(DRAFT_FINDING.read(finding) for finding in db.exec(statement)))


def inspections(db: Db, *, viewer: Viewer) -> tuple[Notified, ...]:
    """Return every inspection, those called off too, the last entered first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    return tuple(NOTIFIED.read(row) for row in db.exec(select(NotifiedRow).order_by(col(NotifiedRow.id).desc())))


def requests(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Request, ...]:
    """Return what was asked for in an inspection, what is due first first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = select(NotifiedRequestRow).where(NotifiedRequestRow.inspection_id == inspection)
    rows = db.exec(wanted.order_by(col(NotifiedRequestRow.due), col(NotifiedRequestRow.id)))
    return tuple(REQUEST.read(row) for row in rows)


def corrections(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Correction, ...]:
    """Return how an inspection's day was put right, the last first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = select(NotifiedCorrectionRow).where(NotifiedCorrectionRow.inspection_id == inspection)
    people = names(db)
    return tuple(
        CORRECTION.read(row, by=people.get(row.by_id, "somebody"))
        for row in db.exec(wanted.order_by(col(NotifiedCorrectionRow.id).desc()))
    )


def statement_sent(db: Db, *, audit_round: Round) -> date | None:
    """Return the day the written statement of a letter's round was sent; None while nobody has said so."""
    wanted = select(StatementSentRow).where(StatementSentRow.round_id == audit_round.id)
    row = db.exec(wanted.order_by(col(StatementSentRow.id).desc())).first()
    return None if row is None else row.sent_on

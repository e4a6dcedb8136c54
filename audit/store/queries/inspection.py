"""Reading inspections and the words of their letters.

Here too:
- Reading letters that are being checked: nobody reads another person's.
- Reading inspections that were notified, what inspectors asked for, and when a statement was sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft, SaidOfInspection
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding, Line
from audit.domain.inspection.notified import Correction, InspectionKind, Notified, Request, RequestState
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries import rounds
from audit.store.queries.people import names
from audit.store.tables.findings import FindingRow
from audit.store.tables.inspection import (
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
    return None if row is None else _inspection(row)


def every(db: Db) -> dict[str, Inspection]:
    """Return the inspections by the ref of the round that is made from each one's letter."""
    statement = select(RoundRow.ref, InspectionRow).join(InspectionRow, col(InspectionRow.round_id) == RoundRow.id)
    return {ref: _inspection(row) for ref, row in db.exec(statement)}


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
    return tuple(
        Quotation(finding=ref, original=LetterFinding(kind=FoundKind(row.kind), text=row.text, page=row.page))
        for ref, row in db.exec(statement)
    )


def _inspection(row: InspectionRow) -> Inspection:
    return Inspection(
        area=row.area,
        theme=row.theme,
        published=row.published,
        inspection_start=row.inspection_start,
        inspection_end=row.inspection_end,
        due=row.due,
        principal_authority=row.principal_authority,
        mark=row.mark,
    )


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
    return LetterDraft(
        id=row.id or 0,
        mark=row.mark,
        name=row.name,
        lines=_lines(row.lines),
        inspection=_particulars(row),
        findings=_findings(db.exec(statement).all()),
        saved_at_utc=row.saved_at_utc,
    )


def _particulars(row: LetterDraftRow) -> SaidOfInspection:
    return SaidOfInspection(
        area=row.area,
        theme=row.theme,
        principal_authority=row.principal_authority,
        inspection_start=row.inspection_start,
        inspection_end=row.inspection_end,
        published=row.published,
        due=row.due,
    )


def _lines(content: str) -> tuple[Line, ...]:
    return tuple(
        Line(page=page, text=text, bold=bold, left=left, top=top, size=size, at=at)
        for at, (page, text, bold, left, top, size) in enumerate(json.loads(content))
    )


def _findings(rows: Sequence[LetterDraftFindingRow]) -> tuple[DraftFinding, ...]:
    return tuple(
        DraftFinding(
            id=row.id or 0,
            kind=FoundKind(row.kind),
            text=row.text,
            page=row.page,
            left_out=row.left_out,
            looked_at=row.looked_at,
            lines=tuple(int(number) for number in row.lines.split(",") if number),
        )
        for row in rows
    )


def inspections(db: Db, *, viewer: Viewer) -> tuple[Notified, ...]:
    """Return every inspection, those called off too, the last entered first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    return tuple(notified_inspection(row) for row in db.exec(select(NotifiedRow).order_by(col(NotifiedRow.id).desc())))


def notified_inspection(row: NotifiedRow) -> Notified:
    """Return an inspection from its row."""
    return Notified(
        id=row.id or 0,
        kind=InspectionKind(row.kind),
        notified_on=row.notified_on,
        note=row.note,
        called_off=row.called_off,
        keep_until=row.keep_until,
        version=row.version,
    )


def requests(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Request, ...]:
    """Return what was asked for in an inspection, what is due first first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = select(NotifiedRequestRow).where(NotifiedRequestRow.inspection_id == inspection)
    rows = db.exec(wanted.order_by(col(NotifiedRequestRow.due), col(NotifiedRequestRow.id)))
    return tuple(request(row) for row in rows)


def request(row: NotifiedRequestRow) -> Request:
    """Return what was asked for from its row."""
    return Request(
        id=row.id or 0,
        what=row.what,
        agency=row.agency,
        asked_on=row.asked_on,
        due=row.due,
        state=RequestState(row.state),
        who=row.who,
        version=row.version,
    )


def corrections(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Correction, ...]:
    """Return how an inspection's day was put right, the last first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = select(NotifiedCorrectionRow).where(NotifiedCorrectionRow.inspection_id == inspection)
    people = names(db)
    return tuple(
        Correction(
            was=row.was, now=row.now, reason=row.reason, by=people.get(row.by_id, "somebody"), at_utc=row.said_at_utc
        )
        for row in db.exec(wanted.order_by(col(NotifiedCorrectionRow.id).desc()))
    )


def statement_sent(db: Db, *, audit_round: Round) -> date | None:
    """Return the day the written statement of a letter's round was sent; None while nobody has said so."""
    wanted = select(StatementSentRow).where(StatementSentRow.round_id == audit_round.id)
    row = db.exec(wanted.order_by(col(StatementSentRow.id).desc())).first()
    return None if row is None else row.sent_on

"""Reading inspections and the words of their letters."""

from __future__ import annotations

from sqlmodel import col, select

from audit.domain.inspection.letters import Found, FoundKind
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries import rounds
from audit.store.tables.findings import FindingRow
from audit.store.tables.inspections import InspectionRow, QuotationRow
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
    return tuple(one for one in rounds.every(db) if one.ref not in letters)


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
        Quotation(finding=ref, found=Found(kind=FoundKind(row.kind), text=row.text, page=row.page))
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

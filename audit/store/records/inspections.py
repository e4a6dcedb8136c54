"""Writing inspections and the words of their letters."""

from __future__ import annotations

from audit.domain.inspection.published import Inspection, Quotation
from audit.store.records.findings import finding_row
from audit.store.tables.inspections import InspectionRow, QuotationRow
from audit.store.work import Db


def add_inspection(db: Db, *, round_id: int, inspection: Inspection) -> None:
    """Say that a round is made from an inspection letter."""
    db.add(
        InspectionRow(
            round_id=round_id,
            area=inspection.area.strip(),
            theme=inspection.theme.strip(),
            published=inspection.published,
            inspection_start=inspection.inspection_start,
            inspection_end=inspection.inspection_end,
            due=inspection.due,
            principal_authority=inspection.principal_authority.strip(),
            mark=inspection.mark,
        )
    )
    db.flush()


def add_quotation(db: Db, *, round_id: int, quotation: Quotation) -> None:
    """Keep the letter's words beside the finding taken from it."""
    row, found = finding_row(db, round_id, quotation.finding), quotation.found
    db.add(QuotationRow(finding_id=row.id or 0, kind=found.kind.value, text=found.text, page=found.page))
    db.flush()

"""Reading letters that are being checked: nobody reads another person's."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlmodel import col, select

from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft, SaidOfInspection
from audit.domain.inspection.letters import FoundKind, Line
from audit.domain.people.person import Viewer
from audit.store.tables.letter_drafts import LetterDraftFindingRow, LetterDraftRow
from audit.store.work import Db


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
        said=_said(row),
        findings=_findings(db.exec(statement).all()),
        saved_at_utc=row.saved_at_utc,
    )


def _said(row: LetterDraftRow) -> SaidOfInspection:
    return SaidOfInspection(
        area=row.area,
        theme=row.theme,
        principal_authority=row.principal_authority,
        inspection_start=row.inspection_start,
        inspection_end=row.inspection_end,
        published=row.published,
        due=row.due,
    )


def _lines(kept: str) -> tuple[Line, ...]:
    return tuple(
        Line(page=page, text=text, bold=bold, left=left, top=top, size=size, at=at)
        for at, (page, text, bold, left, top, size) in enumerate(json.loads(kept))
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
            lines=tuple(int(one) for one in row.lines.split(",") if one),
        )
        for row in rows
    )

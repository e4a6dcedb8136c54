"""Writing letters that are being checked."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import col, delete, select, update

from audit.domain.inspection.letter_drafts import DraftFinding, SaidOfInspection
from audit.domain.inspection.letters import Line
from audit.store.tables.letter_drafts import LetterDraftFindingRow, LetterDraftRow
from audit.store.work import Db


def add(
    db: Db,
    *,
    person_id: int,
    mark: str,
    name: str,
    lines: Sequence[Line],
    said: SaidOfInspection,
    findings: Sequence[DraftFinding],
    now: datetime,
) -> int:
    """Keep a letter as it was read, and return its draft's id."""
    row = LetterDraftRow(
        person_id=person_id,
        mark=mark,
        name=name[-200:],
        lines=json.dumps([_as_list(one) for one in lines], ensure_ascii=False),
        area=said.area[:160],
        theme=said.theme[:300],
        principal_authority=said.principal_authority[:700],
        inspection_start=said.inspection_start,
        inspection_end=said.inspection_end,
        published=said.published,
        due=said.due,
        saved_at_utc=now,
    )
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
        _fill(row, finding)
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


def _as_list(line: Line) -> list[object]:
    return [line.page, line.text, line.bold, round(line.left, 1), round(line.top, 1), round(line.size, 1)]


def _add_finding(db: Db, draft_id: int, finding: DraftFinding, place: float) -> None:
    row = LetterDraftFindingRow(draft_id=draft_id, place=place, kind="", text="", page=finding.page)
    _fill(row, finding)
    db.add(row)
    db.flush()


def _fill(row: LetterDraftFindingRow, finding: DraftFinding) -> None:
    row.kind, row.text, row.page = finding.kind.value, finding.text, finding.page
    row.lines = ",".join(str(one) for one in finding.lines)
    row.left_out, row.looked_at = finding.left_out, finding.looked_at


def _touch(db: Db, draft_id: int, now: datetime) -> None:
    db.exec(update(LetterDraftRow).where(col(LetterDraftRow.id) == draft_id).values(saved_at_utc=now))
    db.flush()

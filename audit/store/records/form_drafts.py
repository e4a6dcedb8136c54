"""Writing form drafts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.people.form_drafts import FormKind
from audit.store.tables.form_drafts import FormDraftRow
from audit.store.work import Db


def keep(
    db: Db, *, round_id: int, person_id: int, kind: FormKind, about: str, fields: Mapping[str, str], now: datetime
) -> None:
    """Keep some fields of a form as they stand now; the others stay as they are."""
    statement = select(FormDraftRow).where(
        FormDraftRow.round_id == round_id,
        FormDraftRow.person_id == person_id,
        FormDraftRow.kind == kind.value,
        FormDraftRow.about == about,
        col(FormDraftRow.field).in_(list(fields)),
    )
    there = {row.field: row for row in db.exec(statement)}
    for name, value in fields.items():
        row = there.get(name) or FormDraftRow(
            round_id=round_id, person_id=person_id, kind=kind.value, about=about, field=name, saved_at_utc=now
        )
        row.value, row.saved_at_utc = value, now
        db.add(row)
    db.flush()


def drop(db: Db, *, round_id: int, person_id: int, kind: FormKind, about: str) -> None:
    """Delete a draft: it was handed in, or its writer began afresh."""
    db.exec(
        delete(FormDraftRow).where(
            col(FormDraftRow.round_id) == round_id,
            col(FormDraftRow.person_id) == person_id,
            col(FormDraftRow.kind) == kind.value,
            col(FormDraftRow.about) == about,
        )
    )
    db.flush()

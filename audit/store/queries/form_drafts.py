"""Reading form drafts: nobody reads another person's."""

from __future__ import annotations

from sqlmodel import col, select

from audit.domain.people.form_drafts import FormDraft, FormKind
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.tables.form_drafts import FormDraftRow
from audit.store.work import Db


def draft(db: Db, *, viewer: Viewer, audit_round: Round, kind: FormKind, about: str) -> FormDraft:
    """Return what the viewer has typed in a form and not handed in; empty where that is nothing."""
    rows = db.exec(
        select(FormDraftRow).where(
            FormDraftRow.round_id == audit_round.id,
            FormDraftRow.person_id == viewer.person.id,
            FormDraftRow.kind == kind.value,
            FormDraftRow.about == about,
        )
    ).all()
    return FormDraft(
        kind=kind,
        about=about,
        fields={row.field: row.value for row in rows},
        saved_at_utc=max((row.saved_at_utc for row in rows), default=None),
    )


def begun(db: Db, *, viewer: Viewer, audit_round: Round, kind: FormKind) -> tuple[str, ...]:
    """Return which forms of a kind the viewer has begun and not handed in, such as F1 and F4."""
    statement = (
        select(FormDraftRow.about)
        .where(
            FormDraftRow.round_id == audit_round.id,
            FormDraftRow.person_id == viewer.person.id,
            FormDraftRow.kind == kind.value,
        )
        .distinct()
        .order_by(col(FormDraftRow.about))
    )
    return tuple(db.exec(statement))

"""Reading what names a case in texts that belong to no round: the register, the checklists, the inspections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.references import Mention, MentionKind, names_any
from audit.store.tables.inspection import NotifiedCorrectionRow, NotifiedRequestRow, NotifiedRow
from audit.store.tables.readiness import ChecklistEntryRow, EvidenceRow
from audit.store.work import Db

_RecordTexts = tuple[str, str, list[str]]  # a record's ref, what it says now, and every text of it, old ones too


def mentions(db: Db, *, viewer: Viewer, references: Sequence[str]) -> tuple[Mention, ...]:
    """Return every record that names one of the references in any version; empty for who does not set up rounds."""
    if not viewer.person.may(Act.SET_UP) or not references:
        return ()
    every = (
        (MentionKind.EVIDENCE, _evidence(db)),
        (MentionKind.CHECKLIST, _checklists(db)),
        (MentionKind.REQUEST, _requests(db)),
        (MentionKind.INSPECTION, _inspections(db)),
    )
    return tuple(
        Mention(kind=kind, ref=ref, says=says)
        for kind, records in every
        for ref, says, texts in records
        if names_any(references, texts)
    )


def _evidence(db: Db) -> Iterator[_RecordTexts]:
    records: dict[str, _RecordTexts] = {}
    for row in db.exec(select(EvidenceRow).order_by(col(EvidenceRow.id))):
        texts = records[row.ref][2] if row.ref in records else []
        texts += [row.title, row.shows, row.owner, row.kept_at, row.looked_at_by]
        records[row.ref] = (row.ref, f"{row.title}: {row.shows}", texts)
    yield from records.values()


def _checklists(db: Db) -> Iterator[_RecordTexts]:
    records: dict[str, _RecordTexts] = {}
    for row in db.exec(select(ChecklistEntryRow).order_by(col(ChecklistEntryRow.id))):
        key = f"{row.framework}/{row.ref}"
        texts = records[key][2] if key in records else []
        texts += [row.narrative, row.evidence, row.why, row.owner]
        records[key] = (key, row.narrative or row.evidence or row.why, texts)
    yield from records.values()


def _requests(db: Db) -> Iterator[_RecordTexts]:
    for row in db.exec(select(NotifiedRequestRow).order_by(col(NotifiedRequestRow.id))):
        yield str(row.id), row.what, [row.what, row.who]


def _inspections(db: Db) -> Iterator[_RecordTexts]:
    for row in db.exec(select(NotifiedRow).order_by(col(NotifiedRow.id))):
        wanted = select(NotifiedCorrectionRow.reason).where(NotifiedCorrectionRow.inspection_id == row.id)
        texts = [text for text in (row.note, row.called_off or "", *db.exec(wanted)) if text]
        yield str(row.id), " · ".join(texts), texts

"""Reading what rounds judged, in words.

Here too:
- Reading what was said of recommendations.
- Reading the evidence register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel import select as model_select

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.readiness.assessment import Judged
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import USUAL_MONTHS, Evidence
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.suppression import tally_of
from audit.store import copies
from audit.store.queries.people import names
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.readiness import (
    ENTRY,
    EVIDENCE,
    ChecklistEntryRow,
    EvidenceAboutRow,
    EvidenceRow,
    EvidenceSettingRow,
)
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db

_Graded = tuple[str, str | None, int, datetime]  # outcome, grade (None: none was agreed), in how many cases, when last
_Of = tuple[str, str, str, int]  # a round's ref, title and scale, and how many of its cases were not withdrawn


def judged(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> tuple[Judged, ...]:
    """Return what each round agreed about each statement, in a word and never as a count.

    Only cases that were revealed and not withdrawn are told of, as they were last judged, by then where a moment is
    given. Somebody who reads findings may read these words, as a board does.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    newest = col(JudgementRow.latest) if as_of is None else _newest_by(as_of)
    judged_as = (col(JudgementRow.framework), col(JudgementRow.ref), col(JudgementRow.outcome), col(JudgementRow.grade))
    of_round = (col(RoundRow.ref), col(RoundRow.title), col(RoundRow.scale))
    statement = (
        select(*of_round, _active_cases(), *judged_as, func.count(), func.max(JudgementRow.agreed_at_utc))
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .join(RoundRow, col(RoundRow.id) == CaseRow.round_id)
        .where(col(CaseRow.revealed_at_utc).is_not(None), col(CaseRow.withdrawn).is_(None), col(JudgementRow.ref) != "")
        .where(newest)
        .group_by(col(RoundRow.id), *of_round, *judged_as)
        .order_by(func.min(RoundRow.id), func.min(JudgementRow.id))
    )
    groups: dict[tuple[_Of, Key], list[_Graded]] = {}
    for ref, title, scale, cases, framework, item, outcome, grade, times, last in db.execute(statement):
        groups.setdefault(((ref, title, scale, cases), Key(framework, item)), []).append((outcome, grade, times, last))
    return tuple(_judged(of, key, graded) for (of, key), graded in groups.items())


def _active_cases() -> ScalarSelect[int]:
    """Return how many cases of a round were not withdrawn: a statement applies to each until it is judged not to."""
    other = aliased(CaseRow)
    active = select(func.count()).where(col(other.round_id) == RoundRow.id, col(other.withdrawn).is_(None))
    return active.correlate(RoundRow).scalar_subquery()


def _newest_by(as_of: datetime) -> ColumnElement[bool]:
    """Return the condition that a judgement is the newest version that there was at a moment."""
    other = aliased(JudgementRow)
    versions = (
        select(func.max(other.version))
        .where(col(other.case_id) == JudgementRow.case_id, col(other.framework) == JudgementRow.framework)
        .where(col(other.ref) == JudgementRow.ref, col(other.agreed_at_utc) <= as_of)
        .scalar_subquery()
    )
    return col(JudgementRow.version) == versions


def _judged(of: _Of, statement: Key, graded: Sequence[_Graded]) -> Judged:
    ref, title, scale, cases = of
    away = sum(times for outcome, _, times, _ in graded if outcome == Outcome.NOT_APPLICABLE.value)
    judged = sum(times for _, _, times, _ in graded)
    grades = [grade for _, grade, times, _ in graded if grade is not None for _ in range(times)]
    tally = tally_of(grades, copies.scale_from(scale), applied=cases - away, unjudged=cases - judged)
    return Judged(
        round_ref=ref,
        title=title,
        statement=statement,
        word=tally.word,
        missing=tally.missing,
        on=day_of(max(at for *_, at in graded)),
    )


def entries(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> dict[Key, Entry]:
    """Return what was last said of each recommendation, by then where a moment is given.

    Who only reads gets no text that somebody typed: those are released on the way out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return {}
    stored = every_entry(db, as_of=as_of)
    return stored if works_with(viewer) else {key: withheld(stored_entry) for key, stored_entry in stored.items()}


def every_entry(db: Db, *, as_of: datetime | None = None) -> dict[Key, Entry]:
    """Return the same as it was written, to be released."""
    statement = model_select(ChecklistEntryRow).order_by(col(ChecklistEntryRow.id))
    statement = (
        statement.where(col(ChecklistEntryRow.latest))
        if as_of is None
        else statement.where(col(ChecklistEntryRow.said_at_utc) <= as_of)
    )
    return {entry.item: entry for entry in _entries_from(db, db.exec(statement))}


def checklist_history(db: Db, *, viewer: Viewer, item: Key) -> tuple[Entry, ...]:
    """Return everything that was said of a recommendation, the newest first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    stored = every_entry_version(db, item=item)
    return stored if works_with(viewer) else tuple(withheld(stored_entry) for stored_entry in stored)


def every_entry_version(db: Db, *, item: Key) -> tuple[Entry, ...]:
    """Return the same as it was written, to be released."""
    statement = (
        model_select(ChecklistEntryRow)
        .where(ChecklistEntryRow.framework == item.framework, ChecklistEntryRow.ref == item.ref)
        .order_by(col(ChecklistEntryRow.version).desc())
    )
    return tuple(_entries_from(db, db.exec(statement)))


def register(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> tuple[Evidence, ...]:
    """Return the pieces of the register as they were last described, by then where a moment is given.

    Who only reads gets no text that somebody typed: those are released on the way out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    pieces = every_evidence(db, as_of=as_of)
    return pieces if works_with(viewer) else tuple(withheld(piece) for piece in pieces)


def works_with(viewer: Viewer) -> bool:
    """Say whether somebody works with the register, and so reads it as it was written."""
    return viewer.person.may(Act.KEEP_EVIDENCE) or viewer.person.may(Act.READ_CASES)


def every_evidence(db: Db, *, as_of: datetime | None = None) -> tuple[Evidence, ...]:
    """Return the same as it was written, to be released."""
    statement = model_select(EvidenceRow).order_by(col(EvidenceRow.id))
    statement = (
        statement.where(col(EvidenceRow.latest))
        if as_of is None
        else statement.where(col(EvidenceRow.said_at_utc) <= as_of)
    )
    newest = {row.ref: row for row in db.exec(statement)}
    return tuple(sorted(_evidence_from(db, newest.values()), key=lambda piece: (len(piece.ref), piece.ref)))


def evidence_history(db: Db, *, viewer: Viewer, ref: str) -> tuple[Evidence, ...]:
    """Return every description of a piece of evidence, the newest first; empty where there is no such piece."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    pieces = every_evidence_version(db, ref=ref)
    return pieces if works_with(viewer) else tuple(withheld(piece) for piece in pieces)


def every_evidence_version(db: Db, *, ref: str) -> tuple[Evidence, ...]:
    """Return the same as it was written, to be released."""
    statement = model_select(EvidenceRow).where(EvidenceRow.ref == ref).order_by(col(EvidenceRow.version).desc())
    return tuple(_evidence_from(db, db.exec(statement)))


def months(db: Db) -> int:
    """Return for how many months evidence is current."""
    row = db.exec(model_select(EvidenceSettingRow)).first()
    return USUAL_MONTHS if row is None else row.months


def _entries_from(db: Db, rows: Iterable[ChecklistEntryRow]) -> Iterable[Entry]:
    people = names(db)
    return (ENTRY.read(row, said_by=people.get(row.by_id, "somebody")) for row in rows)


def _evidence_from(db: Db, rows: Iterable[EvidenceRow]) -> Iterable[Evidence]:
    rows = list(rows)
    people = names(db)
    about: dict[int, list[Key]] = {}
    ids = [row.id for row in rows]
    statement = model_select(EvidenceAboutRow).where(col(EvidenceAboutRow.evidence_id).in_(ids))
    for about_row in db.exec(statement.order_by(col(EvidenceAboutRow.framework), col(EvidenceAboutRow.ref))):
        about.setdefault(about_row.evidence_id, []).append(Key(about_row.framework, about_row.ref))
    for row in rows:
        yield EVIDENCE.read(row, about=tuple(about.get(row.id or 0, ())), said_by=people.get(row.by_id, "somebody"))

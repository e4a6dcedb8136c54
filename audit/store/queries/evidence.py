"""Reading the evidence register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.readiness.evidence import USUAL_MONTHS, Evidence, EvidenceKind, Way
from audit.store.queries.people import names
from audit.store.tables.readiness import EvidenceAboutRow, EvidenceRow, EvidenceSettingRow
from audit.store.work import Db


def register(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> tuple[Evidence, ...]:
    """Return the pieces of the register as they were last described, by then where a moment is given.

    Who only reads gets no text that somebody typed: those are released on the way out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    found = every(db, as_of=as_of)
    return found if works_with(viewer) else tuple(withheld(one) for one in found)


def works_with(viewer: Viewer) -> bool:
    """Say whether somebody works with the register, and so reads it as it was written."""
    return viewer.person.may(Act.KEEP_EVIDENCE) or viewer.person.may(Act.READ_CASES)


def every(db: Db, *, as_of: datetime | None = None) -> tuple[Evidence, ...]:
    """Return the same as it was written, to be released."""
    statement = select(EvidenceRow).order_by(col(EvidenceRow.id))
    statement = (
        statement.where(col(EvidenceRow.latest))
        if as_of is None
        else statement.where(col(EvidenceRow.said_at_utc) <= as_of)
    )
    newest = {row.ref: row for row in db.exec(statement)}
    return tuple(sorted(_evidence_from(db, newest.values()), key=lambda one: (len(one.ref), one.ref)))


def history(db: Db, *, viewer: Viewer, ref: str) -> tuple[Evidence, ...]:
    """Return every description of a piece of evidence, the newest first; empty where there is no such piece."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    found = every_version(db, ref=ref)
    return found if works_with(viewer) else tuple(withheld(one) for one in found)


def every_version(db: Db, *, ref: str) -> tuple[Evidence, ...]:
    """Return the same as it was written, to be released."""
    statement = select(EvidenceRow).where(EvidenceRow.ref == ref).order_by(col(EvidenceRow.version).desc())
    return tuple(_evidence_from(db, db.exec(statement)))


def months(db: Db) -> int:
    """Return for how many months evidence is current."""
    row = db.exec(select(EvidenceSettingRow)).first()
    return USUAL_MONTHS if row is None else row.months


def _evidence_from(db: Db, rows: Iterable[EvidenceRow]) -> Iterable[Evidence]:
    rows = list(rows)
    people = names(db)
    about: dict[int, list[Key]] = {}
    ids = [row.id for row in rows]
    statement = select(EvidenceAboutRow).where(col(EvidenceAboutRow.evidence_id).in_(ids))
    for one in db.exec(statement.order_by(col(EvidenceAboutRow.framework), col(EvidenceAboutRow.ref))):
        about.setdefault(one.evidence_id, []).append(Key(one.framework, one.ref))
    for row in rows:
        yield Evidence(
            ref=row.ref,
            title=row.title,
            kind=EvidenceKind(row.kind),
            shows=row.shows,
            way=Way(row.way),
            about=tuple(about.get(row.id or 0, ())),
            owner=row.owner,
            kept_at=row.kept_at,
            dated=row.dated,
            looked_at_by=row.looked_at_by,
            review_by=row.review_by,
            version=row.version,
            said_by=people.get(row.by_id, "somebody"),
            said_at_utc=row.said_at_utc,
        )

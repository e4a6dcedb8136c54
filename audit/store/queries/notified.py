"""Reading inspections that were notified, what inspectors asked for, and when a statement was sent."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from audit.domain.inspection.notified import Correction, InspectionKind, Notified, Request, RequestState
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries.people import names
from audit.store.tables.notified import NotifiedCorrectionRow, NotifiedRequestRow, NotifiedRow, StatementSentRow
from audit.store.work import Db


def inspections(db: Db, *, viewer: Viewer) -> tuple[Notified, ...]:
    """Return every inspection, those called off too, the last entered first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    return tuple(inspection(row) for row in db.exec(select(NotifiedRow).order_by(col(NotifiedRow.id).desc())))


def inspection(row: NotifiedRow) -> Notified:
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

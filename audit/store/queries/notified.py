"""Reading inspections that were notified, and what inspectors asked for."""

from __future__ import annotations

from sqlmodel import col, select

from audit.domain.notified import InspectionKind, Notified, Request, RequestState
from audit.domain.people import Act, Viewer
from audit.store.tables.notified import NotifiedRequestRow, NotifiedRow
from audit.store.work import Db


def inspections(db: Db, *, viewer: Viewer) -> tuple[Notified, ...]:
    """Return every inspection, those called off too, the last entered first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    return tuple(
        Notified(
            id=row.id or 0, kind=InspectionKind(row.kind), notified_on=row.notified_on, note=row.note,
            called_off=row.called_off, version=row.version,
        )
        for row in db.exec(select(NotifiedRow).order_by(col(NotifiedRow.id).desc()))
    )  # fmt: skip


def requests(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Request, ...]:
    """Return what was asked for in an inspection, what is due first first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = select(NotifiedRequestRow).where(NotifiedRequestRow.inspection_id == inspection)
    return tuple(
        Request(
            id=row.id or 0, what=row.what, agency=row.agency, asked_on=row.asked_on, due=row.due,
            state=RequestState(row.state), who=row.who, version=row.version,
        )
        for row in db.exec(wanted.order_by(col(NotifiedRequestRow.due), col(NotifiedRequestRow.id)))
    )  # fmt: skip

"""Reading what became of the last round's findings, and which rounds are planned."""

from __future__ import annotations

from sqlmodel import col, select

from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.store.queries.people import names
from audit.store.tables.over_time import PLANNED, SETTLEMENT, PlannedRoundRow, SettlementRow
from audit.store.work import Db


def settlements(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[Settlement, ...]:
    """Return every version of what a round said of the last round's findings, the oldest first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    people = names(db)
    statement = (
        select(SettlementRow)
        .where(SettlementRow.round_id == audit_round.id, SettlementRow.last_round == audit_round.reaudit_of)
        .order_by(col(SettlementRow.id))
    )
    return tuple(SETTLEMENT.read(row, by=people.get(row.by_id, "somebody")) for row in db.exec(statement))


def planned(db: Db) -> tuple[Planned, ...]:
    """Return the rounds that were planned, by their day, those opened since included."""
    rows = db.exec(select(PlannedRoundRow).order_by(col(PlannedRoundRow.planned_on), col(PlannedRoundRow.id)))
    return tuple(PLANNED.read(row) for row in rows)


def planned_row(db: Db, planned_id: int) -> PlannedRoundRow:
    """Return a planned round's row; raises AuditError where there is none."""
    row = db.get(PlannedRoundRow, planned_id)
    if row is None:
        raise AuditError("That planned round is not in the programme any more. Choose from the list.")
    return row

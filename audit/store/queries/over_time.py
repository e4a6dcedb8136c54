"""Reading what became of the last round's findings, and which rounds are planned."""

from __future__ import annotations

from sqlmodel import col, select

from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Seen, Settlement
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.store.queries.people import names
from audit.store.tables.over_time import PlannedRoundRow, SettlementRow
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
    return tuple(settlement(row, people) for row in db.exec(statement))


def settlement(row: SettlementRow, people: dict[int, str]) -> Settlement:
    """Return what a row says of one of the last round's findings; `people` are names by id."""
    return Settlement(
        finding=row.finding,
        seen=Seen(row.seen),
        looked_at=row.looked_at,
        by=people.get(row.by_id, "somebody"),
        at_utc=row.said_at_utc,
        version=row.version,
    )


def planned(db: Db) -> tuple[Planned, ...]:
    """Return the rounds that were planned, by their day, those opened since included."""
    rows = db.exec(select(PlannedRoundRow).order_by(col(PlannedRoundRow.planned_on), col(PlannedRoundRow.id)))
    return tuple(planned_from(row) for row in rows)


def planned_row(db: Db, planned_id: int) -> PlannedRoundRow:
    """Return a planned round's row; raises AuditError where there is none."""
    row = db.get(PlannedRoundRow, planned_id)
    if row is None:
        raise AuditError("That planned round is not in the programme any more. Choose from the list.")
    return row


def planned_from(row: PlannedRoundRow) -> Planned:
    """Return a planned round from its row."""
    return Planned(
        id=row.id,
        title=row.title,
        theme=row.theme,
        on=row.planned_on,
        reaudit_of=row.reaudit_of,
        opened_as=row.opened_as,
        version=row.version,
    )

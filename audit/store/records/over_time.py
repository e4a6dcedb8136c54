"""Writing what became of the last round's findings, and which rounds are planned."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.domain.people.person import Person
from audit.domain.rounds.audit_round import Round
from audit.errors import Conflict
from audit.store.queries import over_time as queries
from audit.store.queries.people import names
from audit.store.tables.over_time import PLANNED, SETTLEMENT, SettlementRow
from audit.store.work import Db


def add_settlement(
    db: Db, *, audit_round: Round, settlement: Settlement, seen_version: int, by: Person, now: datetime
) -> int:
    """Add what a round says of one of the last round's findings, and return its version.

    Raises Conflict where somebody said something since `seen_version`; 0 stands for nothing said yet.
    """
    newest = db.exec(
        select(SettlementRow)
        .where(SettlementRow.round_id == audit_round.id, SettlementRow.finding == settlement.finding)
        .order_by(col(SettlementRow.version).desc())
    ).first()
    version = newest.version if newest else 0
    if newest is not None and version != seen_version:
        raise Conflict(
            f"Somebody else settled {settlement.finding} while you had it open.",
            stored=SETTLEMENT.read(newest, by=names(db).get(newest.by_id, "somebody")),
            version=version,
        )
    db.add(
        SETTLEMENT.new(
            settlement,
            round_id=audit_round.id,
            last_round=audit_round.reaudit_of,
            version=version + 1,
            said_at_utc=now,
            by_id=by.id,
        )
    )
    db.flush()
    return version + 1


def add_planned(db: Db, planned: Planned) -> int:
    """Add a planned round, and return its id."""
    row = PLANNED.new(planned)
    db.add(row)
    db.flush()
    return row.id or 0


def change_planned(db: Db, planned: Planned) -> None:
    """Change a planned round; raises Conflict where somebody changed it since `planned.version`."""
    row = queries.planned_row(db, planned.id or 0)
    if row.version != planned.version:
        raise Conflict(
            "Somebody else changed this planned round while you had it open.",
            stored=PLANNED.read(row),
            version=row.version,
        )
    PLANNED.fill(row, planned, version=row.version + 1)
    db.add(row)
    db.flush()


def opened_as(db: Db, planned_id: int, round_ref: str) -> None:
    """Note which round a planned one became."""
    row = queries.planned_row(db, planned_id)
    row.opened_as = round_ref
    row.version += 1
    db.add(row)
    db.flush()


def remove_planned(db: Db, planned_id: int) -> None:
    """Take a planned round out of the programme."""
    db.delete(queries.planned_row(db, planned_id))
    db.flush()

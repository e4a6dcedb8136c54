"""Reading children's journeys: the way to help, and who is around them.

They are facts of a case that the coordinator entered; nothing here reads a rating, so nothing an agency answered can
come through. They name single children: whoever may not read cases gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from sqlmodel import col, select

from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.tables.people import PersonRow
from audit.store.tables.rounds import EVENT, TIE, CaseRow, PathwayEventRow, TieRow
from audit.store.work import Db

Row = TypeVar("Row", PathwayEventRow, TieRow)


def events(db: Db, *, viewer: Viewer, audit_round: Round) -> Mapping[str, tuple[Event, ...]]:
    """Return the events of every case of a round, by case, as they were entered; nothing for who may not read cases."""
    by_case: dict[str, list[Event]] = {case.ref: [] for case in audit_round.cases}
    for case, row, name in _rows(db, PathwayEventRow, viewer, audit_round):
        by_case[case].append(EVENT.read(row, saved_by=name))
    return {case: tuple(rows) for case, rows in by_case.items()}


def ties(db: Db, *, viewer: Viewer, audit_round: Round) -> Mapping[str, tuple[Tie, ...]]:
    """Return the ties of every case of a round, by case, as they were entered; nothing for who may not read cases."""
    by_case: dict[str, list[Tie]] = {case.ref: [] for case in audit_round.cases}
    for case, row, name in _rows(db, TieRow, viewer, audit_round):
        by_case[case].append(TIE.read(row, saved_by=name))
    return {case: tuple(rows) for case, rows in by_case.items()}


def _rows(db: Db, table: type[Row], viewer: Viewer, audit_round: Round) -> list[tuple[str, Row, str]]:
    if not viewer.person.may(Act.READ_CASES):
        return []
    statement = (
        select(CaseRow.ref, table, PersonRow.name)
        .join(CaseRow, col(CaseRow.id) == table.case_id)
        .join(PersonRow, col(PersonRow.id) == table.by_id)
        .where(CaseRow.round_id == audit_round.id)
        .order_by(col(table.id))
    )
    return [(case, row, name) for case, row, name in db.exec(statement)]

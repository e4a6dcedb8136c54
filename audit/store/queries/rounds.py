"""Reading rounds and their cases.

Here too:
- Reading cases' dates, draws and school terms. No rating is read here, so nobody's eyes are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlmodel import col, func, select

from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import FrameworkCopy, Round, StageMove
from audit.domain.rounds.cases import Case, CaseDates, Involvement, Process
from audit.domain.rounds.draws import KeptDraw
from audit.domain.timescales.moments import SchoolTerms
from audit.errors import AuditError
from audit.store.tables.people import AGENCY, AgencyRow, PersonRow
from audit.store.tables.rating import LeftOutRow
from audit.store.tables.rounds import (
    CASE,
    CASE_DATES,
    COPY,
    DRAW,
    MEASUREMENT,
    MEETING,
    PROCESS,
    ROUND,
    SCHOOL_TERMS,
    STAGE_MOVE,
    CaseDatesRow,
    CaseRow,
    DrawRow,
    FrameworkRow,
    InvolvementRow,
    MeasurementRow,
    MeetingRow,
    ProcessRow,
    RoundAgencyRow,
    RoundFrameworkRow,
    RoundRow,
    SchoolTermsRow,
    StageMoveRow,
)
from audit.store.work import Db

Row = TypeVar("Row", ProcessRow, MeetingRow, MeasurementRow)


def row_of(db: Db, ref: str) -> RoundRow:
    """Return a round's row; raises AuditError where there is none."""
    row = db.exec(select(RoundRow).where(RoundRow.ref == ref)).first()
    if row is None:
        raise AuditError(f"There is no round {ref}. Choose one from Home, or from what “python -m audit rounds” lists.")
    return row


def reaudit_of(db: Db, ref: str) -> str:
    """Return the ref of the newest round that looks at a round again; empty where there is none."""
    statement = select(RoundRow.ref).where(RoundRow.reaudit_of == ref).order_by(col(RoundRow.id).desc())
    return db.exec(statement).first() or ""


def case_row(db: Db, round_ref: str, case_ref: str) -> CaseRow:
    """Return a case's row; raises AuditError where there is none."""
    statement = select(CaseRow).join(RoundRow, col(RoundRow.id) == CaseRow.round_id).where(RoundRow.ref == round_ref)
    row = db.exec(statement.where(CaseRow.ref == case_ref)).first()
    if row is None:
        raise AuditError(f"Round {round_ref} has no case {case_ref}. Choose one from the round.")
    return row


def by_ref(db: Db, ref: str) -> Round:
    """Return a round, whole; raises AuditError where there is none."""
    return _rounds_from(db, [row_of(db, ref)])[0]


def every(db: Db) -> tuple[Round, ...]:
    """Return every round, the newest first."""
    return _rounds_from(db, db.exec(select(RoundRow).order_by(col(RoundRow.id).desc())).all())


def refs(db: Db) -> tuple[str, ...]:
    """Return every round's ref, the newest first."""
    return tuple(db.exec(select(RoundRow.ref).order_by(col(RoundRow.id).desc())))


def any_at_all(db: Db) -> bool:
    """Say whether there is a round."""
    return db.exec(select(RoundRow.id).limit(1)).first() is not None


def moves(db: Db, ref: str) -> tuple[StageMove, ...]:
    """Return a round's steps along its path, in order."""
    statement = (
        select(StageMoveRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == StageMoveRow.by_id)
        .where(StageMoveRow.round_id == row_of(db, ref).id)
        .order_by(col(StageMoveRow.id))
    )
    return tuple(STAGE_MOVE.read(row, by=name) for row, name in db.exec(statement))


def _rounds_from(db: Db, rows: Sequence[RoundRow]) -> tuple[Round, ...]:
    """Return rounds from their rows; each table is read once, however many there are."""
    ids = [row.id for row in rows if row.id is not None]
    copies, agencies, cases, involvement = _copies(db, ids), _agencies(db, ids), _cases(db, ids), _involvement(db, ids)
    return tuple(
        ROUND.read(
            row,
            copies=tuple(copies[row.id or 0]),
            agencies=tuple(agencies[row.id or 0]),
            cases=tuple(cases[row.id or 0]),
            involvement=involvement[row.id or 0],
        )
        for row in rows
    )


def _copies(db: Db, ids: Sequence[int]) -> dict[int, list[FrameworkCopy]]:
    statement = (
        select(RoundFrameworkRow.round_id, FrameworkRow)
        .join(FrameworkRow, col(RoundFrameworkRow.framework_id) == FrameworkRow.id)
        .where(col(RoundFrameworkRow.round_id).in_(ids))
        .order_by(col(RoundFrameworkRow.place))
    )
    copies: dict[int, list[FrameworkCopy]] = defaultdict(list)
    for round_id, row in db.exec(statement):
        copies[round_id].append(COPY.read(row))
    return copies


def _agencies(db: Db, ids: Sequence[int]) -> dict[int, list[Agency]]:
    statement = (
        select(RoundAgencyRow.round_id, AgencyRow)
        .join(AgencyRow, col(RoundAgencyRow.agency_id) == AgencyRow.id)
        .where(col(RoundAgencyRow.round_id).in_(ids))
        .order_by(col(RoundAgencyRow.place))
    )
    agencies: dict[int, list[Agency]] = defaultdict(list)
    for round_id, row in db.exec(statement):
        agencies[round_id].append(AGENCY.read(row))
    return agencies


def _involvement(db: Db, ids: Sequence[int]) -> dict[int, dict[tuple[str, str], Involvement]]:
    statement = (
        select(CaseRow.round_id, CaseRow.ref, AgencyRow.ref, InvolvementRow.involvement)
        .join(InvolvementRow, col(InvolvementRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == InvolvementRow.agency_id)
        .where(col(CaseRow.round_id).in_(ids))
    )
    left_out = (
        select(CaseRow.round_id, CaseRow.ref, AgencyRow.ref)
        .join(LeftOutRow, col(LeftOutRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == LeftOutRow.agency_id)
        .where(col(CaseRow.round_id).in_(ids))
    )
    involvement: dict[int, dict[tuple[str, str], Involvement]] = defaultdict(dict)
    for round_id, case, agency in db.exec(left_out):
        involvement[round_id][case, agency] = Involvement.LEFT_OUT
    for round_id, case, agency, word in db.exec(statement):
        involvement[round_id][case, agency] = Involvement(word)
    return involvement


def _cases(db: Db, ids: Sequence[int]) -> dict[int, list[Case]]:
    rows = db.exec(select(CaseRow).where(col(CaseRow.round_id).in_(ids)).order_by(col(CaseRow.place))).all()
    processes, meetings = _by_case(db, ProcessRow, ids), _by_case(db, MeetingRow, ids)
    measurements = _by_case(db, MeasurementRow, ids)
    cases: dict[int, list[Case]] = defaultdict(list)
    for row in rows:
        case = CASE.read(
            row,
            processes=tuple(_process(process, meetings.get(row.id, [])) for process in processes.get(row.id, [])),
            measurements=tuple(MEASUREMENT.read(measurement) for measurement in measurements.get(row.id, [])),
        )
        cases[row.round_id].append(case)
    return cases


def _by_case(db: Db, table: type[Row], ids: Sequence[int]) -> dict[int | None, list[Row]]:
    statement = (
        select(table)
        .join(CaseRow, col(CaseRow.id) == table.case_id)
        .where(col(CaseRow.round_id).in_(ids))
        .order_by(col(table.id))
    )
    rows: dict[int | None, list[Row]] = {}
    for row in db.exec(statement):
        rows.setdefault(row.case_id, []).append(row)
    return rows


def _process(row: ProcessRow, meetings: Iterable[MeetingRow]) -> Process:
    return PROCESS.read(
        row, meetings=tuple(MEETING.read(meeting) for meeting in meetings if meeting.process == row.kind)
    )


def dates_of_case(db: Db, round_ref: str, case_ref: str) -> CaseDates:
    """Return the newest version of a case's dates; version 0 where nothing is kept yet."""
    return dates_of_round(db, round_ref).get(case_ref, CaseDates())


def dates_of_round(db: Db, round_ref: str) -> dict[str, CaseDates]:
    """Return the newest version of the dates of each case that has any, by its reference."""
    newest = select(func.max(CaseDatesRow.id)).group_by(col(CaseDatesRow.case_id))
    statement = (
        select(CaseDatesRow, CaseRow.ref, PersonRow.name)
        .join(CaseRow, col(CaseRow.id) == CaseDatesRow.case_id)
        .join(PersonRow, col(PersonRow.id) == CaseDatesRow.by_id)
        .where(CaseRow.round_id == row_of(db, round_ref).id, col(CaseDatesRow.id).in_(newest))
    )
    return {ref: CASE_DATES.read(row, kept_by=name) for row, ref, name in db.exec(statement)}


def draws(db: Db, round_ref: str) -> tuple[KeptDraw, ...]:
    """Return how cases of a round were chosen, the newest choice first."""
    statement = (
        select(DrawRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == DrawRow.by_id)
        .where(DrawRow.round_id == row_of(db, round_ref).id)
        .order_by(col(DrawRow.id).desc())
    )
    return tuple(DRAW.read(row, made_by=name) for row, name in db.exec(statement))


def school_terms(db: Db) -> SchoolTerms:
    """Return the newest version of the partnership's school terms; version 0 where none was named."""
    statement = (
        select(SchoolTermsRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == SchoolTermsRow.by_id)
        .order_by(col(SchoolTermsRow.version).desc())
    )
    row_and_name = db.exec(statement).first()
    if row_and_name is None:
        return SchoolTerms()
    row, name = row_and_name
    return SCHOOL_TERMS.read(row, kept_by=name)

"""Reading rounds and their cases.

Here too:
- Reading cases' dates, draws and school terms. No rating is read here, so nobody's eyes are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    return _round_from(db, row_of(db, ref))


def every(db: Db) -> tuple[Round, ...]:
    """Return every round, the newest first."""
    return tuple(_round_from(db, row) for row in db.exec(select(RoundRow).order_by(col(RoundRow.id).desc())))


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


def _round_from(db: Db, row: RoundRow) -> Round:
    assert row.id is not None  # noqa: S101 - it came from the database
    cases = db.exec(select(CaseRow).where(CaseRow.round_id == row.id).order_by(col(CaseRow.place))).all()
    return ROUND.read(
        row,
        copies=_copies(db, row.id),
        agencies=_agencies(db, row.id),
        cases=tuple(_cases_from(db, row.id, cases)),
        involvement=_involvement(db, row.id),
    )


def _copies(db: Db, round_id: int) -> tuple[FrameworkCopy, ...]:
    statement = (
        select(FrameworkRow)
        .join(RoundFrameworkRow, col(RoundFrameworkRow.framework_id) == FrameworkRow.id)
        .where(RoundFrameworkRow.round_id == round_id)
        .order_by(col(RoundFrameworkRow.place))
    )
    return tuple(COPY.read(row) for row in db.exec(statement))


def _agencies(db: Db, round_id: int) -> tuple[Agency, ...]:
    statement = (
        select(AgencyRow)
        .join(RoundAgencyRow, col(RoundAgencyRow.agency_id) == AgencyRow.id)
        .where(RoundAgencyRow.round_id == round_id)
        .order_by(col(RoundAgencyRow.place))
    )
    return tuple(AGENCY.read(row) for row in db.exec(statement))


def _involvement(db: Db, round_id: int) -> dict[tuple[str, str], Involvement]:
    statement = (
        select(CaseRow.ref, AgencyRow.ref, InvolvementRow.involvement)
        .join(InvolvementRow, col(InvolvementRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == InvolvementRow.agency_id)
        .where(CaseRow.round_id == round_id)
    )
    left_out = (
        select(CaseRow.ref, AgencyRow.ref)
        .join(LeftOutRow, col(LeftOutRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == LeftOutRow.agency_id)
        .where(CaseRow.round_id == round_id)
    )
    away = dict.fromkeys(((case, agency) for case, agency in db.exec(left_out)), Involvement.LEFT_OUT)
    return away | {(case, agency): Involvement(word) for case, agency, word in db.exec(statement)}


def _cases_from(db: Db, round_id: int, rows: Iterable[CaseRow]) -> Iterable[Case]:
    processes = _by_case(db, ProcessRow, round_id)
    meetings = _by_case(db, MeetingRow, round_id)
    measurements = _by_case(db, MeasurementRow, round_id)
    for row in rows:
        yield CASE.read(
            row,
            processes=tuple(_process(process, meetings.get(row.id, [])) for process in processes.get(row.id, [])),
            measurements=tuple(MEASUREMENT.read(measurement) for measurement in measurements.get(row.id, [])),
        )


def _by_case(db: Db, table: type[Row], round_id: int) -> dict[int | None, list[Row]]:
    statement = (
        select(table)
        .join(CaseRow, col(CaseRow.id) == table.case_id)
        .where(CaseRow.round_id == round_id)
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

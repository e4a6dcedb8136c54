"""Writing rounds and their cases.

Here too:
- Writing cases' dates, draws and school terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import col, delete, select

from audit.domain.frameworks.framework import Framework, Scale
from audit.domain.people.person import Person
from audit.domain.rounds.audit_round import Dates, Depth, Drawn, FrameworkCopy, Stage, StageMove, WorkshopHeld
from audit.domain.rounds.cases import Case, CaseDates, Involvement
from audit.domain.rounds.draws import KeptDraw
from audit.domain.timescales.moments import SchoolTerms
from audit.errors import AuditError, Conflict
from audit.store import copies
from audit.store.queries import people as people_queries
from audit.store.queries import rounds as queries
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
    CaseRow,
    FrameworkRow,
    InvolvementRow,
    MeasurementRow,
    MeetingRow,
    ProcessRow,
    RoundAgencyRow,
    RoundFrameworkRow,
    RoundRow,
)
from audit.store.work import Db


def add_round(
    db: Db,
    *,
    ref: str,
    title: str,
    theme: str,
    scale: Scale,
    frameworks: Sequence[Framework],
    agencies: Sequence[str],
    look_back_months: int,
    dates: Dates,
    period: tuple[date, date] | None,
    chosen_how: str,
    drawn: Drawn | None = None,
    depth: Depth = Depth.FULL,
    reaudit_of: str = "",
) -> None:
    """Add a round with its own copies of the scale and the frameworks."""
    row = ROUND.new_with(ref=ref)
    set_subject(
        db,
        row,
        title=title,
        theme=theme,
        scale=scale,
        look_back_months=look_back_months,
        period=period,
        chosen_how=chosen_how,
        drawn=drawn,
        depth=depth,
        reaudit_of=reaudit_of,
    )
    set_dates(db, row, dates)
    set_frameworks(db, row, frameworks)
    for agency in agencies:
        add_agency(db, row, agency)


def set_subject(
    db: Db,
    row: RoundRow,
    *,
    title: str,
    theme: str,
    scale: Scale,
    look_back_months: int,
    period: tuple[date, date] | None,
    chosen_how: str,
    drawn: Drawn | None = None,
    depth: Depth = Depth.FULL,
    reaudit_of: str = "",
) -> None:
    """Say what a round is about, and on which scale it is graded."""
    ROUND.set(
        row,
        title=title,
        theme=theme,
        scale=scale,
        look_back_months=look_back_months,
        period=period,
        chosen_how=chosen_how,
        drawn=drawn,
        depth=depth,
        reaudit_of=reaudit_of,
    )
    db.add(row)
    db.flush()


def set_frameworks(db: Db, row: RoundRow, frameworks: Sequence[Framework]) -> None:
    """Give a round its own copies of these frameworks and no others."""
    db.exec(delete(RoundFrameworkRow).where(col(RoundFrameworkRow.round_id) == row.id))
    for place, framework in enumerate(frameworks):
        db.add(RoundFrameworkRow(round_id=row.id or 0, framework_id=_copy(db, framework), place=place))
    db.flush()


def set_dates(db: Db, row: RoundRow, dates: Dates) -> None:
    """Give a round these dates and no others."""
    ROUND.set(row, dates=dates)
    db.add(row)
    db.flush()


def set_workshop_held(db: Db, row: RoundRow, held: WorkshopHeld) -> None:
    """Keep the days on which a round's workshop was held, in order, and whether it was typed in afterwards."""
    ROUND.set(row, workshop_held=held)
    db.add(row)
    db.flush()


def add_agency(db: Db, row: RoundRow, agency_ref: str) -> None:
    """Add an agency to a round; one that takes part already stays as it is."""
    agency = people_queries.agency_row(db, agency_ref)
    if db.get(RoundAgencyRow, (row.id, agency.id)) is not None:
        return
    place = db.exec(select(func.count()).where(RoundAgencyRow.round_id == row.id)).one()
    db.add(RoundAgencyRow(round_id=row.id or 0, agency_id=agency.id or 0, place=place))
    db.flush()


def move(db: Db, row: RoundRow, *, stage: Stage, by: Person, now: datetime, reason: str = "") -> None:
    """Put a round at a stage, and keep the step."""
    ROUND.set(row, stage=stage)
    db.add(row)
    step = StageMove(stage=stage, at_utc=now, by=by.name, reason=reason)
    db.add(STAGE_MOVE.new(step, round_id=row.id or 0, by_id=by.id))
    db.flush()


def add_case(db: Db, row: RoundRow, case: Case) -> None:
    """Add a case to a round; raises AuditError where the reference is taken."""
    same_ref = select(CaseRow.id).where(CaseRow.round_id == row.id, CaseRow.ref == case.ref)
    if db.exec(same_ref).first() is not None:
        raise AuditError(f"{case.ref} is in this round already. Give the child another reference.")
    place = db.exec(select(func.count()).where(CaseRow.round_id == row.id)).one()
    _keep(db, CASE.new(case, round_id=row.id or 0, place=place), case)


def change_case(db: Db, round_ref: str, case: Case) -> None:
    """Change what is known of a case; raises Conflict where somebody changed it since `case.version`."""
    row = queries.case_row(db, round_ref, case.ref)
    if row.version != case.version:
        current = queries.by_ref(db, round_ref).case(case.ref)
        raise Conflict(f"Somebody else changed {case.ref} while you had it open.", stored=current, version=row.version)
    CASE.fill(row, case, version=row.version + 1)
    for table in (ProcessRow, MeetingRow, MeasurementRow):
        db.exec(delete(table).where(col(table.case_id) == row.id))
    _keep(db, row, case)


def withdraw(db: Db, round_ref: str, case_ref: str, reason: str) -> None:
    """Take a case out of a round; what was written about it stays readable."""
    row = queries.case_row(db, round_ref, case_ref)
    row.withdrawn = reason
    db.add(row)
    db.flush()


def reveal(db: Db, round_ref: str, case_ref: str, now: datetime) -> None:
    """Open a case's ratings to the audit group."""
    row = queries.case_row(db, round_ref, case_ref)
    row.revealed_at_utc = now
    db.add(row)
    db.flush()


def set_involvement(
    db: Db, *, case_id: int, agency_id: int, involvement: Involvement, by: Person, now: datetime
) -> None:
    """Say how an agency stands to a case."""
    for table in (InvolvementRow, LeftOutRow):
        row = db.get(table, (case_id, agency_id))
        if row is not None:
            db.delete(row)
            db.flush()
    if involvement is not Involvement.INVOLVED:
        db.add(
            InvolvementRow(
                case_id=case_id, agency_id=agency_id, involvement=involvement.value, said_at_utc=now, by_id=by.id
            )
        )
        db.flush()


def _copy(db: Db, framework: Framework) -> int:
    text = copies.framework_text(framework)
    digest = copies.digest_of(text)
    row = db.exec(select(FrameworkRow).where(FrameworkRow.digest == digest)).first()
    if row is None:
        copy = FrameworkCopy(framework=framework, digest=digest)
        row = COPY.new(copy, ref=framework.id, version=framework.version)
        db.add(row)
        db.flush()
    return row.id or 0


def _keep(db: Db, row: CaseRow, case: Case) -> None:
    """Keep a case's row, and what is known of it in rows of their own."""
    db.add(row)
    db.flush()
    of_case = {"case_id": row.id or 0}
    for process in case.processes:
        db.add(PROCESS.new(process, **of_case))
        db.add_all(MEETING.new(meeting, process=process.kind.value, **of_case) for meeting in process.meetings)
    db.add_all(MEASUREMENT.new(measurement, **of_case) for measurement in case.measurements)
    db.flush()


def add_dates(db: Db, *, round_ref: str, case_ref: str, dates: CaseDates, by: Person, now: datetime) -> int:
    """Add a version of a case's dates after `dates.version`, and return its number.

    Raises Conflict, with what is there, where somebody else kept a version meanwhile.
    """
    case = queries.case_row(db, round_ref, case_ref)
    current = queries.dates_of_case(db, round_ref, case_ref)
    if current.version != dates.version:
        raise Conflict(
            f"{current.kept_by} changed the dates of {case_ref} while you had them open.",
            stored=current,
            version=current.version,
        )
    row = CASE_DATES.new(
        dates.tidied(), case_id=case.id or 0, version=current.version + 1, kept_at_utc=now, by_id=by.id
    )
    db.add(row)
    db.flush()
    return row.version


def add_draw(db: Db, *, round_ref: str, draw: KeptDraw, by: Person, now: datetime) -> None:
    """Keep how cases of a round were chosen."""
    db.add(DRAW.new(draw, round_id=queries.row_of(db, round_ref).id or 0, made_at_utc=now, by_id=by.id))
    db.flush()


def add_school_terms(db: Db, *, terms: SchoolTerms, by: Person, now: datetime) -> int:
    """Add a version of the school terms after `terms.version`, and return its number.

    Raises Conflict, with what is there, where somebody else kept a version meanwhile.
    """
    current = queries.school_terms(db)
    if current.version != terms.version:
        raise Conflict(
            f"{current.kept_by} changed the school terms while you had them open.",
            stored=current,
            version=current.version,
        )
    row = SCHOOL_TERMS.new(terms, version=current.version + 1, kept_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.version

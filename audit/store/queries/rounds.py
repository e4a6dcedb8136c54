"""Reading rounds and their cases.

Here too:
- Reading cases' dates, draws and school terms. No rating is read here, so nobody's eyes are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from sqlmodel import col, func, select

from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import Dates, Drawn, FrameworkCopy, Round, Stage, StageMove, WorkshopHeld
from audit.domain.rounds.cases import (
    Case,
    CaseDates,
    Held,
    Involvement,
    Meeting,
    Population,
    Process,
    ProcessKind,
    SpokenTo,
)
from audit.domain.rounds.draws import KeptDraw, Replacement, Spare
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.domain.rounds.sampling import Stratum
from audit.domain.timescales.child_dates import days_from
from audit.domain.timescales.moments import SchoolTerm, SchoolTerms
from audit.errors import AuditError
from audit.store import copies
from audit.store.queries.people import agency_from
from audit.store.tables.people import AgencyRow, PersonRow
from audit.store.tables.rating import LeftOutRow
from audit.store.tables.rounds import (
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
    return tuple(
        StageMove(stage=Stage(row.stage), at_utc=row.at_utc, by=name, reason=row.reason)
        for row, name in db.exec(statement)
    )


def _round_from(db: Db, row: RoundRow) -> Round:
    assert row.id is not None  # noqa: S101 - it came from the database
    cases = db.exec(select(CaseRow).where(CaseRow.round_id == row.id).order_by(col(CaseRow.place))).all()
    period = (row.period_from, row.period_to) if row.period_from and row.period_to else None
    return Round(
        id=row.id,
        ref=row.ref,
        title=row.title,
        theme=row.theme,
        stage=Stage(row.stage),
        scale=copies.scale_from(row.scale),
        copies=_copies(db, row.id),
        agencies=_agencies(db, row.id),
        look_back_months=row.look_back_months,
        dates=_dates(row),
        cases=tuple(_cases_from(db, row.id, cases)),
        involvement=_involvement(db, row.id),
        seen_by_board=row.seen_by_board,
        keep_until=row.keep_until,
        period=period,
        chosen_how=row.chosen_how,
        drawn=Drawn(row.drawn) if row.drawn else None,
        reaudit_of=row.reaudit_of,
        workshop_held=_held(row),
    )


def _held(row: RoundRow) -> WorkshopHeld | None:
    if not row.workshop_held:
        return None
    days = tuple(date.fromisoformat(day) for day in row.workshop_held.split(","))
    return WorkshopHeld(days=days, typed_in_afterwards=bool(row.typed_in_afterwards))


def _dates(row: RoundRow) -> Dates:
    return Dates(audits_due=row.audits_due, workshop=row.workshop, plan=row.plan, board=row.board, reaudit=row.reaudit)


def _copies(db: Db, round_id: int) -> tuple[FrameworkCopy, ...]:
    statement = (
        select(FrameworkRow.content, FrameworkRow.digest)
        .join(RoundFrameworkRow, col(RoundFrameworkRow.framework_id) == FrameworkRow.id)
        .where(RoundFrameworkRow.round_id == round_id)
        .order_by(col(RoundFrameworkRow.place))
    )
    return tuple(
        FrameworkCopy(framework=copies.framework_from(content), digest=digest) for content, digest in db.exec(statement)
    )


def _agencies(db: Db, round_id: int) -> tuple[Agency, ...]:
    statement = (
        select(AgencyRow)
        .join(RoundAgencyRow, col(RoundAgencyRow.agency_id) == AgencyRow.id)
        .where(RoundAgencyRow.round_id == round_id)
        .order_by(col(RoundAgencyRow.place))
    )
    return tuple(agency_from(row) for row in db.exec(statement))


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
        yield Case(
            ref=row.ref,
            population=Population(row.population),
            age_band=row.age_band,
            gender=row.gender,
            placement=row.placement,
            out_of_area=row.out_of_area,
            short_breaks=row.short_breaks,
            ethnic_group=row.ethnic_group,
            disability=row.disability,
            family_group=row.family_group,
            same_child_as=row.same_child_as,
            how_chosen=row.how_chosen,
            processes=tuple(_process(process, meetings.get(row.id, [])) for process in processes.get(row.id, [])),
            measurements=tuple(_measurement(measurement) for measurement in measurements.get(row.id, [])),
            child_spoken_to=SpokenTo(row.child_spoken_to),
            child_spoken_to_by=row.child_spoken_to_by,
            carer_spoken_to=SpokenTo(row.carer_spoken_to),
            carer_spoken_to_by=row.carer_spoken_to_by,
            withdrawn=row.withdrawn,
            revealed_at_utc=row.revealed_at_utc,
            version=row.version,
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
    return Process(
        kind=ProcessKind(row.kind),
        owner=row.owner,
        started_on=row.started_on,
        ended_on=row.ended_on,
        last_on=row.last_on,
        next_on=row.next_on,
        conflict=row.conflict,
        meetings=tuple(
            Meeting(day=meeting.met_on, held=Held(meeting.held), about=meeting.about, together=meeting.together)
            for meeting in meetings
            if meeting.process == row.kind
        ),
    )


def _measurement(row: MeasurementRow) -> Measurement:
    return Measurement(kind=MeasurementKind(row.kind), on=row.measured_on, value=row.value)


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
    return {ref: _dates_from(row, name) for row, ref, name in db.exec(statement)}


def draws(db: Db, round_ref: str) -> tuple[KeptDraw, ...]:
    """Return how cases of a round were chosen, the newest choice first."""
    statement = (
        select(DrawRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == DrawRow.by_id)
        .where(DrawRow.round_id == row_of(db, round_ref).id)
        .order_by(col(DrawRow.id).desc())
    )
    return tuple(_draw_from(row, name) for row, name in db.exec(statement))


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
    days = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(row.content)]
    terms = tuple(SchoolTerm(first=first, last=last) for first, last in days)
    return SchoolTerms(terms=terms, version=row.version, kept_at_utc=row.kept_at_utc, kept_by=name)


def _dates_from(row: CaseDatesRow, by: str) -> CaseDates:
    held: dict[str, Any] = json.loads(row.content)
    return CaseDates(
        dates=days_from(held["dates"]),
        none=frozenset(held["none"]),
        facts=held["facts"],
        marks={date.fromisoformat(day): mark for day, mark in held["marks"].items()},
        answers=held["answers"],
        version=row.version,
        kept_at_utc=row.kept_at_utc,
        kept_by=by,
    )


def _draw_from(row: DrawRow, by: str) -> KeptDraw:
    held: dict[str, Any] = json.loads(row.content)
    return KeptDraw(
        id=row.id or 0,
        source=row.source,
        method=row.method,
        by=tuple(held["by"]),
        filters=held["filters"],
        seed=held["seed"],
        size=held["size"],
        reserves=held["reserves"],
        frame=held["frame"],
        strata=tuple(Stratum(**stratum) for stratum in held["strata"]),
        compared={band: tuple((v, f, d) for v, f, d in values) for band, values in held["compared"].items()},
        reason=row.reason,
        spares=tuple(
            Spare(**spare) for spare in held.get("spares", ())
        ),  # draws made before reserves were kept have none
        replacement=Replacement(**held["taken"]) if held.get("taken") else None,
        made_at_utc=row.made_at_utc,
        made_by=by,
    )

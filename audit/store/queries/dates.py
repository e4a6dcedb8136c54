"""Reading cases' dates, draws and school terms. No rating is read here, so nobody's eyes are asked for."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlmodel import col, func, select

from audit.domain.rounds.case_dates import CaseDates
from audit.domain.rounds.draws import KeptDraw, Spare, Taken
from audit.domain.rounds.sampling import Stratum
from audit.domain.timescales.child_dates import days_from
from audit.domain.timescales.school_terms import SchoolTerm, SchoolTerms
from audit.store.queries import rounds as round_queries
from audit.store.tables.dates import CaseDatesRow, DrawRow, SchoolTermsRow
from audit.store.tables.people import PersonRow
from audit.store.tables.rounds import CaseRow
from audit.store.work import Db


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
        .where(CaseRow.round_id == round_queries.row_of(db, round_ref).id, col(CaseDatesRow.id).in_(newest))
    )
    return {ref: _dates_from(row, name) for row, ref, name in db.exec(statement)}


def draws(db: Db, round_ref: str) -> tuple[KeptDraw, ...]:
    """Return how cases of a round were chosen, the newest choice first."""
    statement = (
        select(DrawRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == DrawRow.by_id)
        .where(DrawRow.round_id == round_queries.row_of(db, round_ref).id)
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
    found = db.exec(statement).first()
    if found is None:
        return SchoolTerms()
    row, name = found
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
        strata=tuple(Stratum(**one) for one in held["strata"]),
        compared={band: tuple((v, f, d) for v, f, d in values) for band, values in held["compared"].items()},
        reason=row.reason,
        spares=tuple(Spare(**one) for one in held.get("spares", ())),  # draws made before reserves were kept have none
        taken=Taken(**held["taken"]) if held.get("taken") else None,
        made_at_utc=row.made_at_utc,
        made_by=by,
    )

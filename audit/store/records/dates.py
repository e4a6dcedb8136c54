"""Writing cases' dates, draws and school terms."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from audit.domain.people.person import Person
from audit.domain.rounds.case_dates import CaseDates, as_data
from audit.domain.rounds.draws import KeptDraw
from audit.domain.timescales.school_terms import SchoolTerms
from audit.errors import Conflict
from audit.store.queries import dates as queries
from audit.store.queries import rounds as round_queries
from audit.store.tables.dates import CaseDatesRow, DrawRow, SchoolTermsRow
from audit.store.work import Db


def add_dates(db: Db, *, round_ref: str, case_ref: str, dates: CaseDates, by: Person, now: datetime) -> int:
    """Add a version of a case's dates after `dates.version`, and return its number.

    Raises Conflict, with what is there, where somebody else kept a version meanwhile.
    """
    case = round_queries.case_row(db, round_ref, case_ref)
    there = queries.dates_of_case(db, round_ref, case_ref)
    if there.version != dates.version:
        raise Conflict(
            f"{there.kept_by} changed the dates of {case_ref} while you had them open.",
            theirs=there,
            version=there.version,
        )
    row = CaseDatesRow(
        case_id=case.id or 0,
        version=there.version + 1,
        content=json.dumps(as_data(dates), sort_keys=True),
        kept_at_utc=now,
        by_id=by.id,
    )
    db.add(row)
    db.flush()
    return row.version


def add_draw(db: Db, *, round_ref: str, draw: KeptDraw, by: Person, now: datetime) -> None:
    """Keep how cases of a round were chosen."""
    db.add(
        DrawRow(
            round_id=round_queries.row_of(db, round_ref).id or 0,
            source=draw.source,
            method=draw.method,
            content=_content(draw),
            reason=draw.reason,
            made_at_utc=now,
            by_id=by.id,
        )
    )
    db.flush()


def add_school_terms(db: Db, *, terms: SchoolTerms, by: Person, now: datetime) -> int:
    """Add a version of the school terms after `terms.version`, and return its number.

    Raises Conflict, with what is there, where somebody else kept a version meanwhile.
    """
    there = queries.school_terms(db)
    if there.version != terms.version:
        raise Conflict(
            f"{there.kept_by} changed the school terms while you had them open.", theirs=there, version=there.version
        )
    days = [[one.first.isoformat(), one.last.isoformat()] for one in terms.terms]
    row = SchoolTermsRow(version=there.version + 1, content=json.dumps(days), kept_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.version


def _content(draw: KeptDraw) -> str:
    content = {
        "by": list(draw.by),
        "filters": dict(draw.filters),
        "seed": draw.seed,
        "size": draw.size,
        "reserves": draw.reserves,
        "frame": draw.frame,
        "strata": [asdict(one) for one in draw.strata],
        "spares": [asdict(one) for one in draw.spares],
        "taken": asdict(draw.taken) if draw.taken is not None else None,
        "compared": {band: [list(one) for one in values] for band, values in draw.compared.items()},
    }
    return json.dumps(content, sort_keys=True)

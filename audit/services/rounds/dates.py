"""The dates of a round's cases, the school terms, and what the timescales say of them; results are never stored."""

from __future__ import annotations

from datetime import date, datetime

from audit.domain.days import day_of
from audit.domain.people.person import Act, Person
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Case, CaseDates, child_of, rules_for
from audit.domain.timescales import rules as timescales
from audit.domain.timescales.child_dates import Holidays
from audit.domain.timescales.moments import SchoolTerm, SchoolTerms
from audit.domain.timescales.rules import Checked, Rules
from audit.store import trail
from audit.store.queries import rounds as queries
from audit.store.records import rounds as records
from audit.store.work import Db

_CHANGING = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN)


def keep_dates(
    db: Db, *, by: Person, round_ref: str, case_ref: str, dates: CaseDates, today: date, now: datetime
) -> int:
    """Keep a case's dates as a new version, and return its number.

    Raises AuditError for dates that cannot be, and Conflict where somebody else kept a version since `dates.version`.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    audit_round.must_be_at(*_CHANGING)
    dates.must_be_sound(audit_round.case(case_ref), today)
    version = records.add_dates(db, round_ref=round_ref, case_ref=case_ref, dates=dates, by=by, now=now)
    trail.note(db, by=by, event="dates kept", about=f"{round_ref}/{case_ref}", now=now, version=version)
    return version


def keep_terms(db: Db, *, by: Person, terms: SchoolTerms, now: datetime) -> int:
    """Keep the partnership's school terms as a new version, and return its number.

    Raises AuditError for terms that cannot be, and Conflict where somebody else kept a version since `terms.version`.
    """
    by.must_be_allowed(Act.SET_UP)
    terms.must_be_sound()
    version = records.add_school_terms(db, terms=terms, by=by, now=now)
    content = repr(terms.terms)
    trail.note(db, by=by, event="school terms kept", about="partnership", now=now, version=version, content=content)
    return version


def results(db: Db, *, by: Person, round_ref: str, rules: Rules, holidays: Holidays) -> dict[str, list[Checked]]:
    """Return what the rules say of each case that is still in the round and has dates, by its reference.

    Each is as at the day on which its dates were last kept: of what came after it the form knows nothing.
    """
    by.must_be_allowed(Act.READ_CASES)
    dates_by_case, terms = queries.dates_of_round(db, round_ref), queries.school_terms(db).terms
    return {
        case.ref: _checked(case, dates_by_case[case.ref], rules, holidays, terms)
        for case in queries.by_ref(db, round_ref).active_cases()
        if case.ref in dates_by_case
    }


def _checked(
    case: Case, dates: CaseDates, rules: Rules, holidays: Holidays, terms: tuple[SchoolTerm, ...]
) -> list[Checked]:
    assert dates.kept_at_utc is not None  # noqa: S101 - it came from the database
    day = day_of(dates.kept_at_utc)
    child = child_of(case, dates, day)
    return timescales.check(child, rules_for(case, rules), as_of=day, holidays=holidays, terms=terms)

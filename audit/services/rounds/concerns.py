"""Immediate concerns: told outside the audit, noted here, confirmed against the child's own record."""

from __future__ import annotations

from datetime import datetime

from audit.domain.people.person import Act, Person
from audit.domain.rounds.concerns import Concern
from audit.store import trail
from audit.store.queries import rounds as round_queries
from audit.store.records import moderation as records
from audit.store.work import Db


def tell(db: Db, *, by: Person, round_ref: str, concern: Concern, now: datetime) -> None:
    """Note a concern that was told to the team that holds the case; raises AuditError for what is missing."""
    by.must_be_allowed(Act.TELL_CONCERN)
    concern.must_be_sound(now)
    case = round_queries.case_row(db, round_ref, concern.case)
    records.add_concern(db, case_id=case.id or 0, concern=concern, by=by, now=now)
    trail.note(db, by=by, event="immediate concern noted", about=f"{round_ref}/{concern.case}", now=now)


def confirm(db: Db, *, by: Person, round_ref: str, concern_id: int, now: datetime) -> None:
    """Note that the child's own record has the concern; raises AuditError where that was noted already."""
    by.must_be_allowed(Act.TELL_CONCERN)
    records.confirm_concern(db, concern_id=concern_id, by=by, now=now)
    trail.note(db, by=by, event="immediate concern confirmed", about=f"{round_ref} concern {concern_id}", now=now)

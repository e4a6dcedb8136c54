"""Who is signed in, and until when: the sign-in service's cookie lasts for weeks, so the house keeps its own account.

In: the person, and the mark of their sign-in.
Out: whether it still holds; its end, when they sign out or leave it unused.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from audit.domain.people.person import Person
from audit.store import trail
from audit.store.queries import sign_ins as queries
from audit.store.records import sign_ins as records
from audit.store.work import Db


def use(db: Db, *, by: Person, mark: str, signed_in_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Use a sign-in, and say whether it holds; one that was left unused is ended.

    A mark that was never seen here counts as new only when the service gave it within the idle time: an old cookie
    opens nothing.
    """
    there = queries.by_mark(db, mark)
    if there is None:
        if now - signed_in_at > idle:
            return False
        records.begin(db, mark=mark, person_id=by.id, now=now)
        trail.note(db, by=by, event="signed in", about=by.name, now=now)
        return True
    if there.person != by.id or not there.holds(now, idle):
        end(db, by=by, mark=mark, now=now, why="left unused")
        return False
    if not there.stands(now, idle):
        records.used(db, mark=mark, now=now)
    return True


def end(db: Db, *, by: Person, mark: str, now: datetime, why: str = "") -> None:
    """End a sign-in for good; one that was over stays as it was."""
    there = queries.by_mark(db, mark)
    if there is None or there.ended_at_utc is not None:
        return
    records.end(db, mark=mark, now=now)
    trail.note(db, by=by, event="signed out", about=f"{by.name}{f', {why}' if why else ''}", now=now)

"""Identifiers that somebody keeps in a text: the choice is noted, and never what was kept."""

from __future__ import annotations

from datetime import datetime

from audit.domain.identifying.marking import IdentifierKind
from audit.domain.people.person import Act, Person
from audit.store import trail
from audit.store.queries import trail as queries
from audit.store.work import Db

KEPT, NOT_KEPT = "kept in a text", "not kept in a text"  # how the trail's lines begin
_WRITES = (Act.RATE, Act.ENTER_ON_BEHALF, Act.MODERATE, Act.DECIDE, Act.UPDATE_ACTIONS)


def choose(db: Db, *, by: Person, kind: IdentifierKind, count: int, keep: bool, about: str, now: datetime) -> None:
    """Note that a person keeps so many identifiers of a kind in a record, or no longer does."""
    if not any(by.may(act) for act in _WRITES):
        by.must_be_allowed(Act.RATE)
    event = _kept(kind, count) if keep else f"{NOT_KEPT}: {kind.label}"
    trail.note(db, by=by, event=event, about=about, now=now)


def is_kept(db: Db, *, kind: IdentifierKind, count: int, about: str) -> bool:
    """Say whether somebody decided to keep just so many of a kind in a record; one more or less asks again."""
    events = tuple(f"{begins}: {kind.label}" for begins in (KEPT, NOT_KEPT))
    return queries.last_event(db, about=about, events=events) == _kept(kind, count)


def _kept(kind: IdentifierKind, count: int) -> str:
    return f"{KEPT}: {kind.label}" + (f" ({count})" if count > 1 else "")

"""Writing the partnership's own editions of frameworks."""

from __future__ import annotations

from datetime import datetime

from audit.domain.frameworks.editions import Edition, Standing
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Person
from audit.store.tables.editions import EDITION, STANDING
from audit.store.work import Db


def add(db: Db, framework: Framework, *, by: Person, now: datetime) -> str:
    """Add a version of an edition, and return its text."""
    row = EDITION.new(Edition(framework=framework), saved_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()
    return row.content


def set_standing(db: Db, *, name: str, version: int, retired: bool, reason: str, by: Person, now: datetime) -> None:
    """Say that an edition is no longer offered, or that it is offered again."""
    standing = Standing(retired=retired, version=version, at_utc=now, by=by.name, reason=reason)
    db.add(STANDING.new(standing, name=name, version=version, by_id=by.id))
    db.flush()

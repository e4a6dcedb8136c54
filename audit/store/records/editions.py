"""Writing the partnership's own editions of frameworks."""

from __future__ import annotations

from datetime import datetime

from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Person
from audit.store import copies
from audit.store.tables.editions import EditionRow, EditionStandingRow
from audit.store.work import Db


def add(db: Db, framework: Framework, *, by: Person, now: datetime) -> str:
    """Add a version of an edition, and return its text."""
    text = copies.framework_text(framework)
    db.add(
        EditionRow(
            name=framework.name,
            version=framework.version,
            digest=copies.digest_of(text),
            content=text,
            saved_at_utc=now,
            by_id=by.id,
        )
    )
    db.flush()
    return text


def set_standing(db: Db, *, name: str, version: int, retired: bool, reason: str, by: Person, now: datetime) -> None:
    """Say that an edition is no longer offered, or that it is offered again."""
    db.add(EditionStandingRow(name=name, version=version, retired=retired, reason=reason, at_utc=now, by_id=by.id))
    db.flush()

"""The audit trail: a line for every change, written in the same unit of work.

In: who, when, which act and about what.
Out: a row that says so and holds no text.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from audit.domain.people.person import Person
from audit.store.tables.trail import TrailRow
from audit.store.work import Db


def note(
    db: Db, *, by: Person, event: str, about: str, now: datetime, version: int | None = None, content: str = ""
) -> None:
    """Add a line to the trail; `content` is kept as its SHA-256 digest only."""
    digest = hashlib.sha256(content.encode()).hexdigest() if content else ""
    db.add(TrailRow(at_utc=now, by_id=by.id, event=event, about=about, version=version, digest=digest))

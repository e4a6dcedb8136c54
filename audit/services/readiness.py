"""Working out readiness: gathering what could be shown, and where each criterion and statement stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from audit.domain import readiness as rules
from audit.domain.framework import Framework
from audit.domain.people import Viewer
from audit.domain.readiness import Change, Held, Readiness
from audit.store.queries import checklists as checklist_queries
from audit.store.queries import evidence as evidence_queries
from audit.store.queries import readiness as queries
from audit.store.work import Db


def assess(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], today: date, as_of: date | None = None
) -> tuple[Readiness, ...]:
    """Return where every criterion and statement stands, today or as it was at the end of an earlier day."""
    return rules.assess(frameworks, held(db, viewer=viewer, as_of=as_of), today=as_of or today)


def held(db: Db, *, viewer: Viewer, as_of: date | None = None) -> Held:
    """Return everything that could be shown, by the end of a day where one is given."""
    moment = datetime.combine(as_of, time.max, tzinfo=UTC) if as_of is not None else None
    return Held(
        evidence=evidence_queries.register(db, viewer=viewer, as_of=moment),
        entries=checklist_queries.entries(db, viewer=viewer, as_of=moment),
        judged=queries.judged(db, viewer=viewer, as_of=moment),
        months=evidence_queries.months(db),
    )


def changes_since(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], now: Sequence[Readiness], day: date
) -> tuple[Change, ...]:
    """Return the bands that are not what they were at the end of an earlier day."""
    return rules.changes(now, assess(db, viewer=viewer, frameworks=frameworks, today=day, as_of=day))

"""Reading what readiness is made of, with the right eyes.

In: the app.
Out: where each criterion and statement stands, what was promised, and what changed since the last finished round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.app import App
from audit.domain.people.person import Agency
from audit.domain.readiness.assessment import Change, Readiness
from audit.domain.readiness.checklists import Checklist
from audit.domain.readiness.inspector_questions import Promise, promises
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.participation import last_workshop_day
from audit.pages.components import plan_reading
from audit.pages.frameworks import installed
from audit.services.readiness import assessment, checklists
from audit.store.queries import evidence as evidence_queries
from audit.store.queries import people, rounds


@dataclass(frozen=True, kw_only=True)
class Since:
    """The last finished round, and what has changed since it."""

    audit_round: Round
    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everything that the readiness page shows."""

    rows: tuple[Readiness, ...]
    promised: tuple[Promise, ...]
    since: Since | None  # None: no round is finished yet
    months: int
    pieces: int  # of the register
    rounds: tuple[Round, ...]


def picture(app: App) -> Picture:
    """Return where everything stands today."""
    frameworks, viewer = installed.in_use(app), app.viewer()
    with app.reading() as db:
        every = rounds.every(db)
        rows = assessment.assess(db, viewer=viewer, frameworks=frameworks, today=app.today())
        months = evidence_queries.months(db)
        pieces = len(evidence_queries.register(db, viewer=viewer))
        finished = next(((one, day) for one in every if (day := finished_on(one)) is not None), None)
        since = None
        if finished is not None:
            audit_round, day = finished
            changed = assessment.changes_since(db, viewer=viewer, frameworks=frameworks, now=rows, day=day)
            since = Since(audit_round=audit_round, day=day, changes=changed)
    promised = promises([plan_reading.plan(app, one) for one in every])
    return Picture(rows=rows, promised=promised, since=since, months=months, pieces=pieces, rounds=every)


def finished_on(audit_round: Round) -> date | None:
    """Return the day on which a finished round was before the board, else its workshop's last; None: not finished."""
    if audit_round.stage is not Stage.CLOSED:
        return None
    return audit_round.seen_by_board or last_workshop_day(audit_round)


def every_checklist(app: App) -> tuple[Checklist, ...]:
    """Return every checklist with what was last said of each recommendation."""
    with app.reading() as db:
        return checklists.every(db, viewer=app.viewer(), frameworks=installed.in_use(app))


def agencies(app: App) -> dict[str, Agency]:
    """Return the partnership's agencies by ref."""
    with app.reading() as db:
        return {one.ref: one for one in people.agencies(db)}

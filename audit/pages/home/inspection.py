"""What waits because of an inspection: gathered for Home.

In: the inspection whose clock runs, and the letters that came.
Out: the next step, what an agency was asked for, and statements that are due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.app import App
from audit.domain.home.inspection_waiting import Running, Unanswered, inspection_waiting
from audit.domain.home.next_steps import InHand, Waiting
from audit.domain.inspection.clock import ClockStep
from audit.domain.people.person import Act
from audit.errors import AuditError
from audit.pages.components import house
from audit.pages.inspection import clock
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.store.queries import inspections as letters
from audit.store.queries import notified
from audit.store.work import Db


def waiting(app: App, found: Sequence[InHand]) -> tuple[Waiting, ...]:
    """Return what waits for the person at the screen."""
    if not app.person.may(Act.READ_FINDINGS):
        return ()
    try:
        steps = house.inspection_clock()
    except AuditError as error:
        return _wrong(str(error)) if app.person.may(Act.SET_UP) else ()
    with app.reading() as db:
        came = _letters(db, found, steps)
    running, answered = _running(app), {day for day, _ in came}
    if running is not None and any(day >= running.days[0].on for day in answered):
        running = None  # its letter has come, so what is next stands there
    unanswered = [one for _, one in came if one is not None]
    return inspection_waiting(app.person, running, unanswered, app.today())


def _wrong(said: str) -> tuple[Waiting, ...]:
    """Return that the partnership's own days cannot be counted by, and why."""
    title, button = "Put the days of an inspection right", "Open the days of an inspection"
    return (Waiting(title=title, sentence=said, button=button, page="inspection-days"),)


def _running(app: App) -> Running | None:
    inspection = clock.running(app)
    if inspection is None:
        return None
    with app.reading() as db:
        requests = service.requests(db, viewer=app.viewer(), inspection=inspection.id)
    return Running(kind=inspection.kind, days=clock.steps_of(inspection.notified_on), requests=requests)


def _letters(db: Db, found: Sequence[InHand], steps: Sequence[ClockStep]) -> list[tuple[date, Unanswered | None]]:
    refs, came = letters.refs(db), []
    for one in found:
        audit_round = one.audit_round
        said = letters.inspection(db, audit_round=audit_round) if audit_round.ref in refs else None
        if said is None:
            continue
        sent = notified.statement_sent(db, audit_round=audit_round)
        to_decide = len(one.plan.undecided()) if one.plan else 0
        due = published.due(said, steps)
        waits = Unanswered(round_ref=audit_round.ref, title=audit_round.title, due=due, to_decide=to_decide)
        came.append((said.published, None if sent else waits))
    return came

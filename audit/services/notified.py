"""The inspection: notified, called off, and what inspectors asked for seen to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from audit.documents.inspection_return import ReturnPaper
from audit.domain.clock import ClockStep, from_notification
from audit.domain.counting import Holidays
from audit.domain.days import day_of
from audit.domain.notified import Notified, Request, usual_requests
from audit.domain.people import Act, Person, Viewer
from audit.errors import AuditError
from audit.store import trail
from audit.store.queries import notified as queries
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import notified as records
from audit.store.work import Db


def notify(
    db: Db, *, by: Person, inspection: Notified, steps: Sequence[ClockStep], holidays: Holidays, now: datetime
) -> int:
    """Start the clock of an inspection with the usual list of information, and return its id.

    Raises AuditError for a day that is to come or no working day, and while another inspection's days still run.
    """
    by.must_be_allowed(Act.SET_UP)
    if inspection.notified_on > day_of(now):
        raise AuditError("The day of notification is still to come. Rehearse with it, or give the day they rang.")
    days = from_notification(steps, inspection.notified_on, holidays)
    for other in queries.inspections(db, viewer=Viewer.of(by)):
        ends = from_notification(steps, other.notified_on, holidays)[-1].on
        if other.called_off is None and ends >= day_of(now):
            raise AuditError("An inspection's clock is running already. Call that one off first, with the reason.")
    found = records.add(db, inspection=inspection, by=by, now=now)
    for request in usual_requests(days, inspection.notified_on):
        records.add_request(db, inspection=found, request=request)
    about, content = f"inspection {found}", inspection.notified_on.isoformat()
    trail.note(db, by=by, event="inspection notified", about=about, version=1, now=now, content=content)
    return found


def call_off(db: Db, *, by: Person, inspection: Notified, reason: str, now: datetime) -> None:
    """Call an inspection off; raises AuditError without a reason, and Conflict where it changed meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    if not reason.strip():
        raise AuditError("Say why the inspection is called off.")
    version = records.call_off(db, inspection=inspection, reason=reason.strip())
    about = f"inspection {inspection.id}"
    trail.note(db, by=by, event="inspection called off", about=about, version=version, now=now, content=reason)


def keep_request(db: Db, *, by: Person, inspection: int, request: Request, now: datetime) -> None:
    """Add what inspectors asked for (id 0), or change it; raises Conflict where somebody changed it meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    request = request.tidied()
    request.must_be_sound()
    if request.agency:
        people_queries.agency_row(db, request.agency)
    if request.id:
        version = records.change_request(db, request)
    else:
        version = 1
        records.add_request(db, inspection=inspection, request=request)
    event = "information request changed" if request.id else "information request added"
    about = f"inspection {inspection}"
    trail.note(db, by=by, event=event, about=about, version=version, now=now, content=repr(request))


def inspection_return(db: Db, *, viewer: Viewer, round_ref: str, today: date, now: datetime) -> ReturnPaper:
    """Return every agency's audit of the children that are revealed, and note that they were taken out.

    Raises NotAllowed for anybody but a facilitator, and AuditError where no child is revealed yet.
    """
    viewer.person.must_be_allowed(Act.SET_UP)
    viewer.person.must_be_allowed(Act.READ_CASES)
    partnership, audit_round = people_queries.partnership(db), round_queries.one(db, round_ref)
    revealed = tuple(case for case in audit_round.active_cases() if case.revealed_at_utc is not None)
    if not revealed or partnership is None:
        raise AuditError("No child of this round is revealed yet. Reveal them in the workshop, then take the return.")
    refs = {case.ref for case in revealed}
    found = rating_queries.ratings(db, viewer=viewer, audit_round=audit_round)
    trail.note(db, by=viewer.person, event="inspection return taken out", about=round_ref, now=now)
    return ReturnPaper(
        partnership=partnership.name, marking=partnership.marking, today=today, audit_round=audit_round,
        cases=revealed, ratings=tuple(one for one in found if one.case in refs), invented=partnership.invented,
    )  # fmt: skip

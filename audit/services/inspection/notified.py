"""The inspection: notified, put right or called off, and what inspectors asked for seen to.

Here too:
- The steps of an inspection as the partnership's inspectors gave them: a file of its own in the data folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from audit.documents.inspection.inspection_return import ReturnPaper
from audit.domain.days import day_of
from audit.domain.inspection.clock import ClockDay, ClockStep, from_notification
from audit.domain.inspection.notified import (
    Correction,
    Notified,
    Request,
    RequestState,
    dates_recounted,
    recounted,
    rounds_of,
    usual_requests,
)
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.release.decisions import Release
from audit.domain.timescales.child_dates import Holidays
from audit.errors import NOT_SHOWN, AuditError, WrongInput, must_be_as_seen
from audit.library.names.lists import look
from audit.library.own_files import local_lists
from audit.library.own_files.local_lists import CLOCK
from audit.store import trail, whole_files
from audit.store.queries import inspection as queries
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.records import inspection as records
from audit.store.records import rounds as round_records
from audit.store.work import Db


def inspections(db: Db, *, viewer: Viewer) -> tuple[Notified, ...]:
    """Return every inspection, the last entered first; outside the audit group its texts as they may leave."""
    return leaving.as_read(_gate(db, viewer), leaving.notified, queries.inspections(db, viewer=viewer))


def requests(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Request, ...]:
    """Return what was asked for in an inspection in the same way, what is due first first."""
    stored = queries.requests(db, viewer=viewer, inspection=inspection)
    return leaving.as_read(_gate(db, viewer), leaving.request, stored)


def corrections(db: Db, *, viewer: Viewer, inspection: int) -> tuple[Correction, ...]:
    """Return how an inspection's day was put right in the same way, the last first."""
    stored = queries.corrections(db, viewer=viewer, inspection=inspection)
    return leaving.as_read(
        _gate(db, viewer), lambda release, correction: leaving.correction(release, inspection, correction), stored
    )


def _gate(db: Db, viewer: Viewer) -> Release | None:
    return release_queries.gate(db, viewer=viewer, look=look)


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
    inspection_id = records.add_notified(db, inspection=inspection, by=by, now=now)
    agencies = [
        agency.ref for agency in people_queries.agencies(db) if agency.successor is None and agency.form_of is None
    ]
    for request in usual_requests(days, inspection.notified_on, agencies):
        records.add_request(db, inspection=inspection_id, request=request)
    about, content = f"inspection {inspection_id}", inspection.notified_on.isoformat()
    trail.note(db, by=by, event="inspection notified", about=about, version=1, now=now, content=content)
    return inspection_id


def call_off(db: Db, *, by: Person, inspection: Notified, reason: str, now: datetime) -> None:
    """Call an inspection off; raises AuditError without a reason, and Conflict where it changed meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    if not reason.strip():
        raise AuditError("Say why the inspection is called off.")
    version = records.call_off(db, inspection=inspection, reason=reason.strip())
    about = f"inspection {inspection.id}"
    trail.note(db, by=by, event="inspection called off", about=about, version=version, now=now, content=reason)


def change_note(db: Db, *, by: Person, inspection: Notified, note: str, now: datetime) -> None:
    """Keep another note; the one before is gone. Raises Conflict where the inspection changed meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    version = records.change_note(db, inspection=inspection, note=note.strip())
    event = "inspection's note changed"
    trail.note(db, by=by, event=event, about=inspection.ref, version=version, now=now, content=note)


def correct(
    db: Db,
    *,
    by: Person,
    inspection: Notified,
    on: date,
    reason: str,
    steps: Sequence[ClockStep],
    holidays: Holidays,
    now: datetime,
) -> None:
    """Put the day of notification right, and count every day again; how far a request is stays as it is.

    The days of the round of the children that inspectors chose move too, where nobody gave them others. Raises
    AuditError without a reason, for a day to come or no working day, and Conflict where it changed meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    _must_be_a_correction(inspection, on, reason, now)
    before = from_notification(steps, inspection.notified_on, holidays)
    after = from_notification(steps, on, holidays)
    version = records.correct(db, inspection=inspection, on=on, reason=reason.strip(), by=by, now=now)
    _recount(db, by, inspection, before, after)
    event = "inspection's day corrected"
    trail.note(db, by=by, event=event, about=inspection.ref, version=version, now=now, content=f"{on} {reason}")


def recount(
    db: Db,
    *,
    by: Person,
    inspection: Notified,
    before: Sequence[ClockStep],
    after: Sequence[ClockStep],
    holidays: Holidays,
    now: datetime,
) -> None:
    """Count the days of a running inspection by other steps; what was set by hand, and every tick, stays."""
    by.must_be_allowed(Act.SET_UP)
    old, new = (from_notification(steps, inspection.notified_on, holidays) for steps in (before, after))
    _recount(db, by, inspection, old, new)
    trail.note(db, by=by, event="inspection's days counted by other steps", about=inspection.ref, now=now)


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


def tick(db: Db, *, by: Person, inspection: int, request: Request, sent: bool, now: datetime) -> None:
    """Say that what was asked for was sent, or that it was not after all."""
    state = RequestState.SENT if sent else RequestState.IN_HAND
    keep_request(db, by=by, inspection=inspection, request=replace(request, state=state), now=now)


def erase_request(
    db: Db, *, by: Person, inspection: int, request: int, seen: Request = NOT_SHOWN, now: datetime
) -> None:
    """Erase what was asked for; the caller rewrites the file afterwards (`App.scrub`).

    `seen` is the request that the person had before them; raises Conflict where somebody changed it meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    known = queries.requests(db, viewer=Viewer.of(by), inspection=inspection)
    for current in (listed for listed in known if listed.id == request):
        must_be_as_seen(
            current, seen, f"Somebody else changed “{current.what}” meanwhile. Look at it, then erase it again."
        )
    records.erase_request(db, request)
    trail.note(db, by=by, event="information request erased", about=f"inspection {inspection}", now=now)


def keep_until(db: Db, *, by: Person, inspection: Notified, on: date | None, now: datetime) -> None:
    """Set the day on which an inspection is due to be erased; None takes the day away.

    Raises Conflict where somebody else set another day than `inspection` has.
    """
    by.must_be_allowed(Act.SET_UP)
    for current in queries.inspections(db, viewer=Viewer.of(by)):
        if current.id == inspection.id:
            must_be_as_seen(current.keep_until, inspection.keep_until, "Somebody else set another day meanwhile.")
    records.keep_until(db, inspection=inspection.id, on=on)
    day = on.isoformat() if on else "no day"
    trail.note(db, by=by, event="retention set", about=inspection.ref, now=now, content=day)


def erase(db: Db, *, by: Person, inspection: Notified, confirmed: str, now: datetime) -> None:
    """Erase an inspection and all that was asked for in it; the caller rewrites the file afterwards (`App.scrub`).

    `confirmed` is the inspection's ref, typed by the person; raises AuditError where it is not.
    """
    by.must_be_allowed(Act.SET_UP)
    if confirmed.strip().casefold() != inspection.ref:
        raise AuditError(f"Nothing was erased. To erase it for good, type {inspection.ref} in the box.")
    records.erase(db, inspection=inspection.id)
    trail.note(db, by=by, event="inspection erased", about=inspection.ref, now=now)


def say_sent(
    db: Db, *, by: Person, round_ref: str, on: date | None, seen: date | None = NOT_SHOWN, now: datetime
) -> None:
    """Say on which day the written statement that answers a letter was sent; None: not sent after all.

    `seen` is the day that the person had before them; raises Conflict where somebody said another meanwhile, and
    AuditError for a round that is made from no letter, and for a day before the letter or still to come.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = round_queries.by_ref(db, round_ref)
    inspection = queries.inspection(db, audit_round=audit_round)
    if inspection is None:
        raise AuditError(f"{round_ref} is an audit. Choose the round of an inspection letter.")
    if on is not None and not inspection.published <= on <= day_of(now):
        raise AuditError("Give the day the statement was sent: not before the letter came, and not a day to come.")
    sent_on = queries.statement_sent(db, audit_round=audit_round)
    must_be_as_seen(
        sent_on, seen, "Somebody else said meanwhile whether the statement was sent. Look, then say it again."
    )
    records.statement_sent(db, round_id=audit_round.id, on=on, by=by, now=now)
    event = "written statement sent" if on else "written statement not sent after all"
    content = on.isoformat() if on else ""
    trail.note(db, by=by, event=event, about=round_ref, now=now, content=content)


def inspection_return(db: Db, *, viewer: Viewer, round_ref: str, today: date, now: datetime) -> ReturnPaper:
    """Return every agency's audit of the children that are revealed and what was agreed, and note they were taken out.

    Raises NotAllowed for anybody but a facilitator, and AuditError where no child is revealed yet.
    """
    viewer.person.must_be_allowed(Act.SET_UP)
    viewer.person.must_be_allowed(Act.READ_CASES)
    partnership, audit_round = people_queries.partnership(db), round_queries.by_ref(db, round_ref)
    revealed = tuple(case for case in audit_round.active_cases() if case.revealed_at_utc is not None)
    if not revealed or partnership is None:
        raise AuditError("No child of this round is revealed yet. Reveal them in the workshop, then take the return.")
    refs = {case.ref for case in revealed}
    ratings = rating_queries.ratings(db, viewer=viewer, audit_round=audit_round)
    agreed = moderation_queries.judgements(db, viewer=viewer, audit_round=audit_round)
    trail.note(db, by=viewer.person, event="inspection return taken out", about=round_ref, now=now)
    return ReturnPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        audit_round=audit_round,
        cases=revealed,
        ratings=tuple(rating for rating in ratings if rating.case in refs),
        participation=participation(db, audit_round=audit_round),
        judgements=tuple(judgement for judgement in agreed if judgement.case in refs),
        invented=partnership.invented,
    )


def _must_be_a_correction(inspection: Notified, on: date, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise AuditError("Say why the day is put right.")
    if inspection.called_off is not None:
        raise AuditError("This inspection was called off, so its day stays as it is.")
    if on == inspection.notified_on:
        raise AuditError("That is the day already. Give the day on which they rang.")
    if on > day_of(now):
        raise AuditError("The day of notification is still to come. Give the day they rang.")


def _recount(db: Db, by: Person, inspection: Notified, before: Sequence[ClockDay], after: Sequence[ClockDay]) -> None:
    known = queries.requests(db, viewer=Viewer.of(by), inspection=inspection.id)
    for request in recounted(known, before, after):
        records.change_request(db, request)
    for audit_round in rounds_of(before, inspection.notified_on, round_queries.every(db)):
        if moved := dates_recounted(audit_round.dates, before, after):
            round_records.set_dates(db, round_queries.row_of(db, audit_round.ref), moved)


_CHANGED = "Somebody else changed the steps of an inspection meanwhile."


def keep(db: Db, *, by: Person, folder: Path, content: bytes, seen: str = NOT_SHOWN, now: datetime) -> None:
    """Keep a file of steps, which every page and command counts by from now on.

    `seen` is the file as the person had it before them; raises Conflict where another stands there now, and
    WrongInput naming the entry and the field that cannot stand; then nothing is kept.
    """
    by.must_be_allowed(Act.SET_UP)
    must_be_as_seen(local_lists.clock_text(folder), seen, _CHANGED)
    steps = "inspection steps set"
    trail.note(db, by=by, event=steps, about="partnership", now=now, content=content.decode("utf-8", "replace"))
    local_lists.read_clock(content, CLOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole_files.write_over(folder / CLOCK, content)
    except OSError as error:
        raise WrongInput(f"{CLOCK} cannot be written: {error.strerror}. Look at the data folder.") from error


def use_the_usual(db: Db, *, by: Person, folder: Path, seen: str = NOT_SHOWN, now: datetime) -> None:
    """Take the partnership's own steps away, so that the usual ones count again; `seen` is as for `keep`."""
    by.must_be_allowed(Act.SET_UP)
    must_be_as_seen(local_lists.clock_text(folder), seen, _CHANGED)
    trail.note(db, by=by, event="usual inspection steps taken", about="partnership", now=now)
    (folder / CLOCK).unlink(missing_ok=True)

"""The inspection clock: every step from the day of notification, and what is due next.

In: the inspection that was notified, or a day to rehearse with, from the address.
Out: the steps as a table and a calendar file, and what inspectors asked for; a rehearsal keeps nothing.

Here too:
- The inspection itself changed: its day of notification put right, its note, or the inspection called off.
- Inspectors rang: the clock started on the day they did.
- The written statement that answers a letter: when it is due, and the day it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_clock
from audit.domain import english
from audit.domain.inspection.clock import ClockDay, ClockStep, from_notification
from audit.domain.inspection.notified import InspectionKind, Notified, due_next
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError, WrongInput
from audit.library import bank_holidays
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.forms import marks, two_writers
from audit.pages.forms.two_writers import Change, Rows, in_words
from audit.pages.inspection import clock_requests
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.store.queries import inspection as queries
from audit.store.queries import rounds


def render(app: App) -> None:
    """Show the clock of the inspection, or of a rehearsal."""
    rehearsal = st.query_params.get("rehearsal")
    look.line_above("Readiness", "REHEARSAL" if rehearsal else "inspection clock")
    look.title("REHEARSAL: the inspection clock" if rehearsal else "The inspection clock")
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    with errors.shown():
        if rehearsal:
            _rehearsed(app, partnership_lists.inspection_clock(), rehearsal)
        else:
            _real(app, partnership_lists.inspection_clock())
            draw_statement(app)
    _rehearse(app)
    with st.container(horizontal=True):
        if app.person.may(Act.SET_UP):
            place.link("inspection-days", "The days of an inspection here", icon=":material/tune:")
        place.link("readiness", "Readiness", icon=":material/arrow_back:")


def running(app: App) -> Notified | None:
    """Return the inspection entered last whose days still run and that was not called off; None where none does.

    Raises AuditError where the steps of an inspection are wrong here.
    """
    with app.reading() as db:
        inspections = service.inspections(db, viewer=app.viewer())
    return next(
        (
            inspection
            for inspection in inspections
            if not inspection.over(steps_of(inspection.notified_on), app.today())
        ),
        None,
    )


def steps_of(notified: date) -> tuple[ClockDay, ...]:
    """Return the clock's days; raises AuditError for a day that is no working day or steps that are wrong."""
    return from_notification(partnership_lists.inspection_clock(), notified, bank_holidays.england())


def _rehearsed(app: App, steps: Sequence[ClockStep], iso_day: str) -> None:
    try:
        notified = date.fromisoformat(iso_day)
    except ValueError as error:
        raise WrongInput("The day to rehearse with cannot be read. Choose a day below.") from error
    st.write(
        f"**This is a rehearsal**, as if inspectors rang on {english.day(notified)}. Nothing is kept, and the clock of "
        "a real inspection stays as it is."
    )
    place.link("clock", "End the rehearsal", icon=":material/stop_circle:")
    clock_days = from_notification(steps, notified, bank_holidays.england())
    _next(clock_days, app.today())
    _calendar(app, clock_days, key=f"rehearsal-{notified.isoformat()}", version=1, rehearsal=True)


def _real(app: App, steps: Sequence[ClockStep]) -> None:
    inspection = running(app)
    two_writers.draw(PLACE)
    if inspection is None:
        st.write("No inspection’s clock is running.")
        _last(app)
        draw_start(app, steps)
        return
    st.write(f"**{inspection.kind.label}**, notified on {english.day(inspection.notified_on)}, which is day 1.")
    if inspection.note:
        st.write(plain(inspection.note))
    corrected(app, inspection)
    clock_days = steps_of(inspection.notified_on)
    _next(clock_days, app.today())
    if app.person.may(Act.SET_UP):
        place.link("inspection-round", "Inspectors chose these children", icon=":material/group_add:")
    clock_requests.draw(app, inspection)
    _calendar(app, clock_days, key=f"inspection-{inspection.id}", version=inspection.version)
    if app.person.may(Act.SET_UP):
        draw_change(app, inspection, steps)


def _next(clock_days: Sequence[ClockDay], today: date) -> None:
    now = [clock_day for clock_day in clock_days if clock_day.on == today]
    if now:
        st.write(f"**Today:** {_steps(now)}.")
    ahead = due_next(clock_days, today)
    if not ahead:
        st.write("No step is still to come.")
        return
    on, how_far = english.day(ahead[0].on), english.from_today(ahead[0].on, today)
    st.write(f"**Due next:** {_steps(ahead)}. {on}, {how_far}.")


def _steps(clock_days: Sequence[ClockDay]) -> str:
    step_words = (
        f"{clock_day.step[0].lower()}{clock_day.step[1:]}{'' if clock_day.sure else ' (about)'}"
        for clock_day in clock_days
    )
    return "; ".join(step_words)


def _calendar(app: App, clock_days: Sequence[ClockDay], *, key: str, version: int, rehearsal: bool = False) -> None:
    st.header("Day by day", anchor=False)
    rows = [
        (
            str(clock_day.day),
            f"{'' if clock_day.sure else 'about '}{clock_day.on:%a} {_whole(clock_day.on)}",
            clock_day.step,
            clock_day.who,
        )
        for clock_day in clock_days
    ]
    look.html(look.table("Steps of the inspection", ("Working day", "Date", "Step", "Who"), rows, captioned=False))
    st.caption(
        "Working days leave out Saturdays, Sundays and England’s bank holidays. “About” marks what other inspections "
        "show and no rule says; the day that inspectors give wins."
    )
    st.download_button(
        "Put the days in a calendar (.ics)",
        data=write_clock(clock_days, key=key, version=version, now=app.now(), rehearsal=rehearsal),
        file_name="REHEARSAL-inspection-clock.ics" if rehearsal else "inspection-clock.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
    )


def _last(app: App) -> None:
    with app.reading() as db:
        inspections = service.inspections(db, viewer=app.viewer())
    if not inspections:
        return
    last, on = inspections[0], english.day(inspections[0].notified_on)
    if last.called_off is None:
        st.write(f"The days of the one notified on {on} have run out.")
    else:
        st.write(f"The one notified on {on} was called off: {plain(last.called_off)}")
    with st.expander("What was asked for then"):
        clock_requests.shown(app, last)


def _whole(on: date) -> str:
    """Return a day that is not broken over lines, so that a phone's narrow column stays readable."""
    return english.short_day(on).replace(" ", "\u00a0")


def _rehearse(app: App) -> None:
    st.header("Rehearse", anchor=False)
    on = st.date_input("As if they rang on", value=app.today(), format="DD/MM/YYYY", key="clock rehearse on")
    if st.button("Rehearse with this day", key="clock rehearse") and on:
        place.turn_to("clock", rehearsal=on.isoformat())


PLACE = "inspection changed"
_TITLES = {"notified_on": "They rang on", "note": "Note", "called_off": "Why it is called off"}


def draw_change(app: App, inspection: Notified, steps: Sequence[ClockStep]) -> None:
    """Draw the ways to change it, and the way to how long it is kept."""
    st.header("Something is not as it was", anchor=False)
    key = f"change {inspection.id} {inspection.version}"
    with st.expander("They rang on another day"):
        st.write(
            "Every day is counted again. What was ticked stays ticked, and a day that you set yourself stays as you "
            "set it."
        )
        st.date_input(
            "On which day did they ring?",
            value=inspection.notified_on,
            max_value=app.today(),
            format="DD/MM/YYYY",
            key=f"{key} on",
        )
        _reason(app, inspection, "Why is the day put right?", f"{key} why")
        st.button("Put the day right", key=f"{key} save", on_click=_correct, args=(app, inspection, steps, key))
    with st.expander("Change the note"):
        label = "Anything to remember? No child’s name."
        note = st.text_area(label, value=inspection.note, key=f"{key} note", max_chars=1000)
        marks.under(app, note, key=f"{key} note", label="Anything to remember", about=f"{inspection.ref} note")
        st.button("Keep this note", key=f"{key} note save", on_click=_note, args=(app, inspection, f"{key} note"))
    with st.expander("Call the inspection off"):
        st.write("Its clock stops. What was asked for stays readable until the inspection is erased.")
        _reason(app, inspection, "Why is it called off?", f"{key} off why")
        st.button("Call it off", key=f"{key} off", on_click=_call_off, args=(app, inspection, f"{key} off why"))
    place.link("safekeeping", "How long it is kept, and erasing", icon=":material/shield:")


def corrected(app: App, inspection: Notified) -> None:
    """Say how the day of notification was put right, if it was."""
    with app.reading() as db:
        corrections = service.corrections(db, viewer=app.viewer(), inspection=inspection.id)
    for correction in corrections:
        was, now = english.short_day(correction.was), english.short_day(correction.now)
        st.caption(
            f"The day was put right from {was} to {now} by {plain(correction.by)}, {english.moment(correction.at_utc)}"
            f": {plain(correction.reason)}"
        )


def _reason(app: App, inspection: Notified, label: str, key: str) -> None:
    reason = st.text_area(label, key=key, max_chars=1000)
    marks.under(app, reason, key=key, label=label.rstrip("?"), about=f"{inspection.ref} reason")


def _correct(app: App, inspection: Notified, steps: Sequence[ClockStep], key: str) -> None:
    on, reason = st.session_state[f"{key} on"] or inspection.notified_on, str(st.session_state[f"{key} why"])

    def write(seen: Notified) -> None:
        with app.unit_of_work() as db:
            service.correct(
                db,
                by=app.person,
                inspection=seen,
                on=on,
                reason=reason,
                steps=steps,
                holidays=bank_holidays.england(),
                now=app.now(),
            )

    _attempt(write, replace(inspection, notified_on=on), inspection)


def _note(app: App, inspection: Notified, key: str) -> None:
    note = str(st.session_state.get(key, ""))

    def write(seen: Notified) -> None:
        with app.unit_of_work() as db:
            service.change_note(db, by=app.person, inspection=seen, note=note, now=app.now())
        app.scrub()  # a name that was taken out of the note is to be nowhere

    _attempt(write, replace(inspection, note=note), inspection)


def _call_off(app: App, inspection: Notified, key: str) -> None:
    reason = str(st.session_state.get(key, ""))

    def write(seen: Notified) -> None:
        with app.unit_of_work() as db:
            service.call_off(db, by=app.person, inspection=seen, reason=reason, now=app.now())

    _attempt(write, replace(inspection, called_off=reason), inspection)


def _attempt(write: Callable[[Notified], None], changed: Notified, seen: Notified) -> None:
    def rows(other: Notified) -> Rows:
        return two_writers.rows_of(changed, other, _TITLES)

    two_writers.attempt(Change(place=PLACE, subject="this inspection", write=write, rows=rows), seen)


def draw_start(app: App, steps: Sequence[ClockStep]) -> None:
    """Ask which inspection it is and when they rang, and start its clock."""
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator starts the clock when inspectors ring.")
        return
    st.header("Inspectors rang", anchor=False)
    kind = st.radio(
        "Which is it?", tuple(InspectionKind), index=None, format_func=lambda kind: kind.label, key="clock kind"
    )
    on = st.date_input(
        "On which day did they ring?", value=app.today(), max_value=app.today(), format="DD/MM/YYYY", key="clock on"
    )
    note = st.text_area("Anything to remember? No child’s name.", key="clock note", max_chars=1000)
    marks.under(app, note, key="clock note", label="Anything to remember", about="inspection new note")
    if not st.button("Start the clock", type="primary", key="clock start"):
        return
    started = False
    with errors.shown(), app.unit_of_work() as db:
        if kind is None:
            raise AuditError("Choose which inspection it is.")
        inspection = Notified(id=0, kind=kind, notified_on=on or app.today(), note=note.strip())
        service.notify(
            db, by=app.person, inspection=inspection, steps=steps, holidays=bank_holidays.england(), now=app.now()
        )
        started = True
    if started:
        st.rerun()


_PLACE = "statement sent"


def draw_statement(app: App) -> None:
    """Draw each letter's statement; nothing where no letter was kept."""
    with app.reading() as db:
        refs = queries.refs(db)
        every = [audit_round for audit_round in rounds.every(db) if audit_round.ref in refs]
        letters = [(audit_round, queries.inspection(db, audit_round=audit_round)) for audit_round in every]
        sent = {audit_round.ref: queries.statement_sent(db, audit_round=audit_round) for audit_round in every}
    if not letters:
        return
    st.header("The written statement", anchor=False)
    two_writers.draw(_PLACE)
    for audit_round, inspection in letters:
        if inspection is not None:
            _draw_letter_statement(app, audit_round, inspection, sent[audit_round.ref])


def _draw_letter_statement(app: App, audit_round: Round, inspection: Inspection, sent: date | None) -> None:
    look.card_title(f"Letter of {english.day(inspection.published)}", level=3)
    due = published.due(inspection, partnership_lists.inspection_clock())
    key = f"statement {audit_round.ref} {sent}"
    if sent is not None:
        late = f", {english.counted((sent - due).days, 'day')} after it was due" if sent > due else ""
        st.write(f"Sent on {english.day(sent)}{late}.")
        if app.person.may(Act.SET_UP):
            back = (app, audit_round.ref, key, False, sent)
            st.button("It was not sent after all", key=f"{key} back", on_click=_say, args=back)
        return
    verb = "is" if due >= app.today() else "was"
    st.write(f"It {verb} due on {english.day(due)}, {english.from_today(due, app.today())}.")
    place.link("letter", "The letter and its statement", icon=":material/description:")
    if app.person.may(Act.SET_UP):
        st.date_input(
            "When it is sent: on which day?",
            value=app.today(),
            min_value=inspection.published,
            max_value=max(app.today(), inspection.published),
            format="DD/MM/YYYY",
            key=f"{key} on",
        )
        args = (app, audit_round.ref, key, True, sent)
        st.button("The statement was sent", key=f"{key} sent", on_click=_say, args=args)


def _say(app: App, round_ref: str, key: str, sent: bool, seen: date | None) -> None:
    on: date | None = (st.session_state.get(f"{key} on") or app.today()) if sent else None

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            service.say_sent(db, by=app.person, round_ref=round_ref, on=on, seen=seen, now=app.now())

    def rows(other_day: date | None) -> Rows:
        return [("The statement was sent", in_words(on) or "not sent", in_words(other_day) or "not sent")]

    two_writers.attempt(Change(place=_PLACE, subject="the day", write=write, rows=rows), seen)

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
from typing import Any

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_clock
from audit.domain import english
from audit.domain.inspection.clock import ClockDay, ClockStep, from_notification
from audit.domain.inspection.notified import InspectionKind, Notified, due_next
from audit.domain.inspection.published import Inspection
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, RadioField, TextField, day_text
from audit.pages.inspection import clock_requests
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.store.queries import inspection as queries
from audit.store.queries import rounds
from audit.store.work import Db


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
    if inspection is None:
        st.write("No inspection’s clock is running.")
        _last(app, steps)
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


def _last(app: App, steps: Sequence[ClockStep]) -> None:
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
    if app.person.may(Act.SET_UP):
        draw_change(app, last, steps)


def _whole(on: date) -> str:
    """Return a day that is not broken over lines, so that a phone's narrow column stays readable."""
    return english.short_day(on).replace(" ", "\u00a0")


def _rehearse(app: App) -> None:
    st.header("Rehearse", anchor=False)
    on = st.date_input("As if they rang on", value=app.today(), format="DD/MM/YYYY", key="clock rehearse on")
    if st.button("Rehearse with this day", key="clock rehearse") and on:
        place.turn_to("clock", rehearsal=on.isoformat())


def draw_change(app: App, inspection: Notified, steps: Sequence[ClockStep]) -> None:
    """Draw the ways to change it, and how long it is kept; once its days are over, only what somebody has begun."""
    is_over = inspection.called_off is not None or inspection.over(steps_of(inspection.notified_on), app.today())
    ways = _ways(app, inspection, steps)
    shown = {title: way for title, way in ways.items() if form.is_begun(way) or not is_over}
    if shown:
        st.header("Something is not as it was", anchor=False)
    for title, way in shown.items():
        with st.expander(title, expanded=form.is_begun(way)):
            form.draw(way)
    if not is_over:
        place.link("safekeeping", "How long it is kept, and erasing", icon=":material/shield:")


def _ways(app: App, inspection: Notified, steps: Sequence[ClockStep]) -> dict[str, Form]:
    """Return the forms that change an inspection, by what they do."""
    at: dict[str, Any] = {"by": app.person, "now": app.now()}

    def seen(entered: Entered) -> Notified:
        return replace(inspection, version=int(entered.seen))

    def correct(db: Db, entered: Entered) -> None:
        on, why, holidays = entered.day("on") or inspection.notified_on, entered.text("why"), bank_holidays.england()
        service.correct(db, inspection=seen(entered), on=on, reason=why, steps=steps, holidays=holidays, **at)

    def change_note(db: Db, entered: Entered) -> None:
        service.change_note(db, inspection=seen(entered), note=entered.text("note"), **at)

    def call_off(db: Db, entered: Entered) -> None:
        service.call_off(db, inspection=seen(entered), reason=entered.text("why"), **at)

    day = replace(_day(app), start=day_text(inspection.notified_on))
    why, off = _reason("Why is the day put right?"), _reason("Why is it called off?", inspection.called_off or "")
    note = replace(_NOTE, start=inspection.note)
    return {
        "They rang on another day": _way(
            app, inspection, FormKind.NOTIFIED_DAY, "Put the day right", correct, day, why, text=_RECOUNTED
        ),
        "Change the note": _way(app, inspection, FormKind.NOTIFIED_NOTE, "Keep this note", change_note, note),
        "Call the inspection off": _way(app, inspection, FormKind.CALL_OFF, "Call it off", call_off, off, text=_STOPS),
    }


def _way(
    app: App,
    inspection: Notified,
    kind: FormKind,
    button: str,
    write: Callable[[Db, Entered], object],
    *fields: Field,
    text: str = "",
) -> Form:
    def scrub(_: Entered) -> None:
        if kind is FormKind.NOTIFIED_NOTE:  # a name that was taken out of a note is nowhere
            app.scrub()

    return Form(
        app=app,
        kind=kind,
        about=inspection.ref,
        seen=str(inspection.version),
        parts=(Part(fields=fields, text=text),),
        button=button,
        write=write,
        after=scrub,
        subject="this inspection",
    )


def _day(app: App) -> DateField:
    return DateField(name="on", label="On which day did they ring?", most=app.today(), needed=True)


_RECOUNTED = (
    "Every day is counted again. What was ticked stays ticked, and a day that you set yourself stays as you set it."
)
_STOPS = "Its clock stops. What was asked for stays readable until the inspection is erased."
_NOTE = TextField(
    name="note", label="Anything to remember?", hint="No child’s name.", rows=3, most=1000, short="Anything to remember"
)


def _reason(label: str, start: str = "") -> TextField:
    short = label.rstrip("?")
    return TextField(name="why", label=label, rows=3, most=1000, short=short, start=start, needed=True)


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


def draw_start(app: App, steps: Sequence[ClockStep]) -> None:
    """Ask which inspection it is and when they rang, and start its clock."""
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator starts the clock when inspectors ring.")
        return
    st.header("Inspectors rang", anchor=False)
    which = RadioField(
        name="kind",
        label="Which is it?",
        options={kind.value: kind.label for kind in InspectionKind},
        needed=True,
        missing="Choose which inspection it is.",
    )

    def write(db: Db, entered: Entered) -> None:
        kind, on = InspectionKind(entered.chosen("kind")), entered.day("on") or app.today()
        inspection = Notified(id=0, kind=kind, notified_on=on, note=entered.text("note"))
        service.notify(
            db, by=app.person, inspection=inspection, steps=steps, holidays=bank_holidays.england(), now=app.now()
        )

    form.draw(
        Form(
            app=app,
            kind=FormKind.NOTIFIED,
            parts=(Part(fields=(which, _day(app), _NOTE)),),
            button="Start the clock",
            write=write,
            blames={"day": "on"},
        )
    )


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
    for audit_round, inspection in letters:
        if inspection is not None:
            _draw_letter_statement(app, audit_round, inspection, sent[audit_round.ref])


def _draw_letter_statement(app: App, audit_round: Round, inspection: Inspection, sent: date | None) -> None:
    look.card_title(f"Letter of {english.day(inspection.published)}", level=3)
    due = published.due(inspection, partnership_lists.inspection_clock())
    if sent is not None:
        late = f", {english.counted((sent - due).days, 'day')} after it was due" if sent > due else ""
        st.write(f"Sent on {english.day(sent)}{late}.")
    else:
        verb = "is" if due >= app.today() else "was"
        st.write(f"It {verb} due on {english.day(due)}, {english.from_today(due, app.today())}.")
        place.link("letter", "The letter and its statement", icon=":material/description:")
    if not app.person.may(Act.SET_UP):
        return
    day = DateField(
        name="on",
        label="Day the statement was sent",
        hint="Leave it empty until it is sent.",
        least=inspection.published,
        most=max(app.today(), inspection.published),
        start=day_text(sent),
    )

    def write(db: Db, entered: Entered) -> None:
        seen = None if entered.seen == _NOT_SENT else date.fromisoformat(entered.seen)
        service.say_sent(db, by=app.person, round_ref=audit_round.ref, on=entered.day("on"), seen=seen, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.STATEMENT_SENT,
            round_ref=audit_round.ref,
            seen=day_text(sent) or _NOT_SENT,
            parts=(Part(fields=(day,)),),
            button="Save the day it was sent",
            write=write,
            subject="the day",
        )
    )


_NOT_SENT = "not sent"

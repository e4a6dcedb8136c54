"""The inspection clock: every step from the day of notification, and what is due next.

In: the inspection that was notified, or a day to rehearse with, from the address.
Out: the steps as a table and a calendar file, and what inspectors asked for; a rehearsal keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit import settings
from audit.app import App
from audit.documents.calendar import write_clock
from audit.domain.clock import ClockDay, ClockStep, from_notification
from audit.domain.notified import InspectionKind, Notified, due_next
from audit.domain.people import Act
from audit.errors import AuditError, WrongInput
from audit.library import bank_holidays, house_rules
from audit.pages import clock_requests, place
from audit.pages.components import days, errors, lists, look, problems
from audit.pages.components.plain import plain
from audit.services import notified as service
from audit.store.queries import notified as queries

_CALLING_OFF = "inspection called off"


def render(app: App) -> None:
    """Show the clock of the inspection, or of a rehearsal."""
    rehearsal = st.query_params.get("rehearsal")
    look.line_above("Readiness", "REHEARSAL" if rehearsal else "inspection clock")
    look.title("REHEARSAL: the inspection clock" if rehearsal else "The inspection clock")
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    try:
        steps = house_rules.inspection_clock(settings.load().folder)
        if rehearsal:
            _rehearsed(app, steps, rehearsal)
        else:
            _real(app, steps)
    except AuditError as error:
        st.error(str(error), icon=":material/error:")
    _rehearse(app)
    with st.container(horizontal=True):
        if rehearsal:
            place.link("clock", "End the rehearsal", icon=":material/stop_circle:")
        place.link("readiness", "Readiness", icon=":material/arrow_back:")


def running(app: App) -> Notified | None:
    """Return the inspection entered last that was not called off; None where there is none."""
    with app.reading() as db:
        found = queries.inspections(db, viewer=app.viewer())
    return next((one for one in found if one.called_off is None), None)


def steps_of(notified: date) -> tuple[ClockDay, ...]:
    """Return the clock's days; raises AuditError for a day that is no working day or steps that are wrong."""
    return from_notification(house_rules.inspection_clock(settings.load().folder), notified, bank_holidays.england())


def _rehearsed(app: App, steps: Sequence[ClockStep], said: str) -> None:
    try:
        notified = date.fromisoformat(said)
    except ValueError as error:
        raise WrongInput("The day to rehearse with cannot be read. Choose a day below.") from error
    st.write(
        f"**This is a rehearsal**, as if inspectors rang on {days.day(notified)}. Nothing is kept, and the clock of a "
        "real inspection stays as it is."
    )
    found = from_notification(steps, notified, bank_holidays.england())
    _next(found, app.today())
    _calendar(app, found, key=f"rehearsal-{notified.isoformat()}", version=1, rehearsal=True)


def _real(app: App, steps: Sequence[ClockStep]) -> None:
    inspection = running(app)
    problems.shown(_CALLING_OFF)
    if inspection is None:
        st.write("No inspection is notified.")
        _last_called_off(app)
        _notify(app, steps)
        return
    st.write(f"**{inspection.kind.label}**, notified on {days.day(inspection.notified_on)}, which is day 1.")
    if inspection.note:
        st.write(plain(inspection.note))
    found = from_notification(steps, inspection.notified_on, bank_holidays.england())
    _next(found, app.today())
    if app.person.may(Act.SET_UP):
        place.link("inspection-round", "Inspectors chose these children", icon=":material/group_add:")
    _calendar(app, found, key=f"inspection-{inspection.id}", version=inspection.version)
    clock_requests.draw(app, inspection)
    if app.person.may(Act.SET_UP):
        _call_off(app, inspection)


def _next(found: Sequence[ClockDay], today: date) -> None:
    now = [one for one in found if one.on == today]
    if now:
        st.write(f"**Today:** {_steps(now)}.")
    ahead = due_next(found, today)
    if not ahead:
        st.write("No step is still to come.")
        return
    on, how_far = days.day(ahead[0].on), days.from_today(ahead[0].on, today)
    st.write(f"**Due next:** {_steps(ahead)}. {on}, {how_far}.")


def _steps(found: Sequence[ClockDay]) -> str:
    said = (f"{one.step[0].lower()}{one.step[1:]}{'' if one.sure else ' (about)'}" for one in found)
    return "; ".join(said)


def _calendar(app: App, found: Sequence[ClockDay], *, key: str, version: int, rehearsal: bool = False) -> None:
    st.header("Day by day", anchor=False)
    rows = [
        (str(one.day), f"{'' if one.sure else 'about '}{one.on:%a} {days.short_day(one.on)}", one.step, one.who)
        for one in found
    ]
    look.html(lists.table("Steps of the inspection", ("Working day", "Date", "Step", "Who"), rows, captioned=False))
    st.caption(
        "Working days leave out Saturdays, Sundays and England’s bank holidays. “About” marks what other inspections "
        "show and no rule says; the day that inspectors give wins."
    )
    st.download_button(
        "Put the days in a calendar (.ics)",
        data=write_clock(found, key=key, version=version, now=app.now(), rehearsal=rehearsal),
        file_name="REHEARSAL-inspection-clock.ics" if rehearsal else "inspection-clock.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
    )


def _notify(app: App, steps: Sequence[ClockStep]) -> None:
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator starts the clock when inspectors ring.")
        return
    st.header("Inspectors rang", anchor=False)
    kind = st.radio("Which is it?", tuple(InspectionKind), format_func=lambda one: one.label, key="clock kind")
    on = st.date_input("On which day did they ring?", value=app.today(), format="DD/MM/YYYY", key="clock on")
    note = st.text_area("Anything to remember? No child’s name.", key="clock note", max_chars=1000)
    if not st.button("Start the clock", type="primary", key="clock start"):
        return
    started = False
    with errors.shown(), app.unit_of_work() as db:
        inspection = Notified(id=0, kind=kind or InspectionKind.JTAI, notified_on=on or app.today(), note=note.strip())
        service.notify(
            db, by=app.person, inspection=inspection, steps=steps, holidays=bank_holidays.england(), now=app.now()
        )
        started = True
    if started:
        st.rerun()


def _last_called_off(app: App) -> None:
    with app.reading() as db:
        found = queries.inspections(db, viewer=app.viewer())
    if found:
        last = found[0]
        st.write(f"The one notified on {days.day(last.notified_on)} was called off: {plain(last.called_off or '')}")


def _call_off(app: App, inspection: Notified) -> None:
    with st.expander("Call the inspection off"):
        key = f"call off {inspection.id}"
        with st.form(key, border=False, enter_to_submit=False):
            st.text_area("Why is it called off?", key=f"{key} why", max_chars=1000)
            st.form_submit_button("Call it off", on_click=_call_off_now, args=(app, inspection, key))


def _call_off_now(app: App, inspection: Notified, key: str) -> None:
    with problems.caught(_CALLING_OFF), app.unit_of_work() as db:
        reason = str(st.session_state.get(f"{key} why", ""))
        service.call_off(db, by=app.person, inspection=inspection, reason=reason, now=app.now())


def _rehearse(app: App) -> None:
    st.header("Rehearse", anchor=False)
    on = st.date_input("As if they rang on", value=app.today(), format="DD/MM/YYYY", key="clock rehearse on")
    if st.button("Rehearse with this day", key="clock rehearse") and on:
        place.turn_to("clock", rehearsal=on.isoformat())

"""The inspection clock: every step from the day of notification, and what is due next.

In: the inspection that was notified, or a day to rehearse with, from the address.
Out: the steps as a table and a calendar file, and what inspectors asked for; a rehearsal keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_clock
from audit.domain.inspection.clock import ClockDay, ClockStep, from_notification
from audit.domain.inspection.notified import Notified, due_next
from audit.domain.people.person import Act
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.pages.components import days, errors, house, lists, look, place
from audit.pages.components.plain import plain
from audit.pages.forms import two_writers
from audit.pages.inspection import clock_change, clock_requests, clock_start, clock_statement
from audit.services.inspection import notified as service


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
            _rehearsed(app, house.inspection_clock(), rehearsal)
        else:
            _real(app, house.inspection_clock())
            clock_statement.draw(app)
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
        found = service.inspections(db, viewer=app.viewer())
    return next((one for one in found if not one.over(steps_of(one.notified_on), app.today())), None)


def steps_of(notified: date) -> tuple[ClockDay, ...]:
    """Return the clock's days; raises AuditError for a day that is no working day or steps that are wrong."""
    return from_notification(house.inspection_clock(), notified, bank_holidays.england())


def _rehearsed(app: App, steps: Sequence[ClockStep], said: str) -> None:
    try:
        notified = date.fromisoformat(said)
    except ValueError as error:
        raise WrongInput("The day to rehearse with cannot be read. Choose a day below.") from error
    st.write(
        f"**This is a rehearsal**, as if inspectors rang on {days.day(notified)}. Nothing is kept, and the clock of a "
        "real inspection stays as it is."
    )
    place.link("clock", "End the rehearsal", icon=":material/stop_circle:")
    found = from_notification(steps, notified, bank_holidays.england())
    _next(found, app.today())
    _calendar(app, found, key=f"rehearsal-{notified.isoformat()}", version=1, rehearsal=True)


def _real(app: App, steps: Sequence[ClockStep]) -> None:
    inspection = running(app)
    two_writers.draw(clock_change.PLACE)
    if inspection is None:
        st.write("No inspection’s clock is running.")
        _last(app)
        clock_start.draw(app, steps)
        return
    st.write(f"**{inspection.kind.label}**, notified on {days.day(inspection.notified_on)}, which is day 1.")
    if inspection.note:
        st.write(plain(inspection.note))
    clock_change.corrected(app, inspection)
    found = steps_of(inspection.notified_on)
    _next(found, app.today())
    if app.person.may(Act.SET_UP):
        place.link("inspection-round", "Inspectors chose these children", icon=":material/group_add:")
    clock_requests.draw(app, inspection)
    _calendar(app, found, key=f"inspection-{inspection.id}", version=inspection.version)
    if app.person.may(Act.SET_UP):
        clock_change.draw(app, inspection, steps)


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
        (str(one.day), f"{'' if one.sure else 'about '}{one.on:%a} {_whole(one.on)}", one.step, one.who)
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


def _last(app: App) -> None:
    with app.reading() as db:
        found = service.inspections(db, viewer=app.viewer())
    if not found:
        return
    last, on = found[0], days.day(found[0].notified_on)
    if last.called_off is None:
        st.write(f"The days of the one notified on {on} have run out.")
    else:
        st.write(f"The one notified on {on} was called off: {plain(last.called_off)}")
    with st.expander("What was asked for then"):
        clock_requests.shown(app, last)


def _whole(on: date) -> str:
    """Return a day that is not broken over lines, so that a phone's narrow column stays readable."""
    return days.short_day(on).replace(" ", "\u00a0")


def _rehearse(app: App) -> None:
    st.header("Rehearse", anchor=False)
    on = st.date_input("As if they rang on", value=app.today(), format="DD/MM/YYYY", key="clock rehearse on")
    if st.button("Rehearse with this day", key="clock rehearse") and on:
        place.turn_to("clock", rehearsal=on.isoformat())

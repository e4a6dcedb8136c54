"""The inspection itself changed: its day of notification put right, its note, or the inspection called off.

In: the inspection whose clock runs.
Out: every day counted again, or the inspection kept as called off; each with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.inspection.clock import ClockStep
from audit.domain.inspection.notified import Notified
from audit.library import bank_holidays
from audit.pages.components import days, place
from audit.pages.components.plain import plain
from audit.pages.forms import marks, two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.services.inspection import notified as service

PLACE = "inspection changed"
_TITLES = {"notified_on": "They rang on", "note": "Note", "called_off": "Why it is called off"}


def draw(app: App, inspection: Notified, steps: Sequence[ClockStep]) -> None:
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
        found = service.corrections(db, viewer=app.viewer(), inspection=inspection.id)
    for one in found:
        was, now = days.short_day(one.was), days.short_day(one.now)
        st.caption(
            f"The day was put right from {was} to {now} by {plain(one.by)}, {days.moment(one.at_utc)}: "
            f"{plain(one.reason)}"
        )


def _reason(app: App, inspection: Notified, label: str, key: str) -> None:
    said = st.text_area(label, key=key, max_chars=1000)
    marks.under(app, said, key=key, label=label.rstrip("?"), about=f"{inspection.ref} reason")


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


def _attempt(write: Callable[[Notified], None], mine: Notified, seen: Notified) -> None:
    def rows(theirs: Notified) -> Rows:
        return two_writers.rows_of(mine, theirs, _TITLES)

    two_writers.attempt(Change(place=PLACE, what="this inspection", write=write, rows=rows), seen)

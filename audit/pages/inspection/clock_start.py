"""Inspectors rang: the clock started on the day they did.

In: the steps of an inspection.
Out: an inspection with the usual list of what is asked for, or what to put right.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.inspection.clock import ClockStep
from audit.domain.inspection.notified import InspectionKind, Notified
from audit.domain.people.person import Act
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.pages.components import errors
from audit.pages.forms import marks
from audit.services.inspection import notified as service


def draw(app: App, steps: Sequence[ClockStep]) -> None:
    """Ask which inspection it is and when they rang, and start its clock."""
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator starts the clock when inspectors ring.")
        return
    st.header("Inspectors rang", anchor=False)
    kind = st.radio(
        "Which is it?", tuple(InspectionKind), index=None, format_func=lambda one: one.label, key="clock kind"
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

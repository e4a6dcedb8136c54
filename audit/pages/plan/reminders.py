"""Whom to remind: a text for each role that owns something late, due soon, or done without a difference shown.

In: actions of every round.
Out: words to copy into an e-mail; nothing is sent from here.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Reminder, reminders
from audit.pages.components import look, place
from audit.pages.components.days import number
from audit.pages.components.look import plain
from audit.services.plan import actions


def render(app: App) -> None:
    """Show a card for each role to remind, those with most that is late first."""
    look.line_above("Every round", "action plans")
    look.title("Whom to remind")
    if not app.person.may(Act.DECIDE):
        st.write("A facilitator reminds the owners of actions. Your own stand under My actions.")
        place.link("my-actions", "My actions", icon=":material/arrow_back:")
        return
    with app.reading() as db:
        everything = actions.to_send(db, viewer=app.viewer())
    found = reminders(everything, app.today())
    if not found:
        st.write("Nobody needs a reminder today: nothing is late, due within four weeks, or done and waiting.")
    else:
        people = "One role" if len(found) == 1 else f"{number(len(found)).capitalize()} roles"
        st.write(f"**{people} to remind.** Copy a text into an e-mail to whoever holds the role; nothing is sent here.")
    for place_in_row, one in enumerate(found):
        _card(app, one, f"remind {place_in_row}")
    with st.container(horizontal=True):
        place.link("my-actions", "My actions", icon=":material/arrow_back:")


def _card(app: App, one: Reminder, key: str) -> None:
    with st.container(border=True):
        look.card_title(f"{one.owner.role}, {one.agency}")
        st.write(_about(one))
        with st.expander(f"The text for the {plain(one.owner.role)}"):
            st.caption("Copy it with the button at its corner.")
            st.code(f"{one.subject}\n\n{one.text}", language=None, wrap_lines=True)
        if all(group is Group.DONE for group, _ in one.groups):
            return
        st.download_button(
            f"Due dates for the {plain(one.owner.role)} (.ics)",
            data=write_calendar((each for _, found in one.groups for each in found), now=app.now()),
            file_name="due-dates.ics",
            mime="text/calendar",
            key=key,
            icon=":material/event:",
            on_click="ignore",
        )


def _about(one: Reminder) -> str:
    parts = [f"{number(len(found))} {group.value.lower()}" for group, found in one.groups]
    said = f"{', '.join(parts)}."
    refs = ", ".join(f"{each.action.ref} ({each.round_ref})" for _, found in one.groups for each in found)
    return f"{said[0].upper()}{said[1:]} {refs}"

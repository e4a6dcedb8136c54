"""Whom to remind: a text for each role that owns something late, due soon, or done without a difference shown.

In: actions of every round.
Out: words to copy into an e-mail; nothing is sent from here.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.english import capital, counted, number
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Reminder, reminders
from audit.pages.components import look, place
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
    due_reminders = reminders(everything, app.today())
    if not due_reminders:
        st.write("Nobody needs a reminder today: nothing is late, due within 4 weeks, or done and waiting.")
    else:
        people = capital(counted(len(due_reminders), "role"))
        st.write(f"**{people} to remind.** Copy a text into an e-mail to whoever holds the role; nothing is sent here.")
    for place_in_row, reminder in enumerate(due_reminders):
        _card(app, reminder, f"remind {place_in_row}")
    with st.container(horizontal=True):
        place.link("my-actions", "My actions", icon=":material/arrow_back:")


def _card(app: App, reminder: Reminder, key: str) -> None:
    with st.container(border=True):
        look.card_title(f"{reminder.owner.role}, {reminder.agency}")
        st.write(_about(reminder))
        with st.expander(f"The text for the {plain(reminder.owner.role)}"):
            st.caption("Copy it with the button at its corner.")
            st.code(f"{reminder.subject}\n\n{reminder.text}", language=None, wrap_lines=True)
        if all(group is Group.DONE for group, _ in reminder.groups):
            return
        st.download_button(
            f"Due dates for the {plain(reminder.owner.role)} (.ics)",
            data=write_calendar(
                (each for _, group_actions in reminder.groups for each in group_actions), now=app.now()
            ),
            file_name="due-dates.ics",
            mime="text/calendar",
            key=key,
            icon=":material/event:",
            on_click="ignore",
        )


def _about(reminder: Reminder) -> str:
    parts = [f"{number(len(group_actions))} {group.value.lower()}" for group, group_actions in reminder.groups]
    sentence = f"{', '.join(parts)}."
    refs = ", ".join(
        f"{each.action.ref} ({each.round_ref})" for _, group_actions in reminder.groups for each in group_actions
    )
    return f"{capital(sentence)} {refs}"

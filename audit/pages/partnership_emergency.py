"""The partnership's own telephone numbers for a child who may be in danger; every page and paper shows them."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.danger import EmergencyNumbers
from audit.pages.components import lists, look, problems
from audit.pages.components.plain import plain
from audit.services import partnership
from audit.store.queries import people

_PLACE = "emergency numbers"
_SOCIAL_WORK, _DUTY_TEAM = "emergency social work", "emergency duty team"


def draw(app: App) -> None:
    """Draw the numbers, and let a facilitator change them."""
    with app.reading() as db:
        there = people.emergency(db)
    st.header("If a child is in danger", anchor=False)
    problems.shown(_PLACE)
    st.write(plain(there.sentence))
    rows = [
        ("Children’s social work team, in office hours", there.social_work or "Not entered"),
        ("Emergency duty team, out of hours", there.duty_team or "Not entered"),
    ]
    look.html(lists.summary(rows))
    st.caption("This sentence is shown wherever people may be worried about a child, on pages and in documents.")
    with st.expander("Change these numbers"), st.form("emergency numbers form", border=False):
        st.text_input("Children’s social work team, in office hours", value=there.social_work, max_chars=40,
                      key=_SOCIAL_WORK)  # fmt: skip
        st.text_input("Emergency duty team, out of hours", value=there.duty_team, max_chars=40, key=_DUTY_TEAM)
        st.form_submit_button("Save these numbers", on_click=_keep, args=(app, there))


def _keep(app: App, seen: EmergencyNumbers) -> None:
    given = EmergencyNumbers(
        social_work=str(st.session_state[_SOCIAL_WORK]), duty_team=str(st.session_state[_DUTY_TEAM])
    )
    with problems.caught(_PLACE), app.unit_of_work() as db:
        partnership.keep_emergency_numbers(db, by=app.person, numbers=given, seen=seen, now=app.now())

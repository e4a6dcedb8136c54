"""The partnership's own telephone numbers for a child who may be in danger; every page and paper shows them."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.danger import EmergencyNumbers
from audit.pages.components import lists, look
from audit.pages.components.plain import plain
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.services.people import partnership
from audit.store.queries import people

_PLACE = "emergency numbers"
_TITLES = {
    "social_work": "Children’s social work team, in office hours",
    "duty_team": "Emergency duty team, out of hours",
}


def draw(app: App) -> None:
    """Draw the numbers, and let a facilitator change them."""
    with app.reading() as db:
        there = people.emergency(db)
    st.header("If a child is in danger", anchor=False)
    two_writers.draw(_PLACE)
    st.write(plain(there.sentence))
    look.html(lists.summary([(title, getattr(there, name) or "Not entered") for name, title in _TITLES.items()]))
    st.caption("This sentence is shown wherever people may be worried about a child, on pages and in documents.")
    with st.expander("Change these numbers"), st.form("emergency numbers form", border=False):
        key = two_writers.fields_at(_PLACE)
        seen = seen_version.of(f"{key} {next(iter(_TITLES))}", there)
        for name, title in _TITLES.items():
            st.text_input(title, value=getattr(there, name), max_chars=40, key=f"{key} {name}")
        st.form_submit_button("Save these numbers", on_click=_keep, args=(app, seen))


def _keep(app: App, seen: EmergencyNumbers) -> None:
    key = two_writers.fields_at(_PLACE)
    given = EmergencyNumbers(**{name: str(st.session_state[f"{key} {name}"]) for name in _TITLES})

    def write(seen: EmergencyNumbers) -> None:
        with app.unit_of_work() as db:
            partnership.keep_emergency_numbers(db, by=app.person, numbers=given, seen=seen, now=app.now())

    def rows(theirs: EmergencyNumbers) -> Rows:
        return two_writers.rows_of(given, theirs, _TITLES)

    two_writers.attempt(Change(place=_PLACE, what="these numbers", write=write, rows=rows), seen)

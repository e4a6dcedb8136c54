"""For how long evidence is current: a setting of the partnership."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.evidence import LONGEST_MONTHS
from audit.pages.components import lists, look, problems
from audit.services import evidence as service
from audit.store.queries import evidence as queries

_PLACE, _MONTHS = "evidence period", "evidence months"


def draw(app: App) -> None:
    """Draw the setting."""
    with app.reading() as db:
        months = queries.months(db)
    st.header("Evidence", anchor=False)
    problems.shown(_PLACE)
    look.html(lists.summary([("Out of date after", f"{months} months")]))
    with st.expander("Change for how long evidence is current"), st.form("evidence period", border=False):
        st.number_input("Months", min_value=1, max_value=LONGEST_MONTHS, value=months, step=1, key=_MONTHS)
        st.form_submit_button("Save for how long evidence is current", on_click=_keep, args=(app,))


def _keep(app: App) -> None:
    with problems.caught(_PLACE), app.unit_of_work() as db:
        service.set_months(db, by=app.person, months=int(st.session_state[_MONTHS]), now=app.now())

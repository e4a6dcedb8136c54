"""For how long evidence is current: a setting of the partnership."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.readiness.evidence import LONGEST_MONTHS
from audit.pages.components import lists, look
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.services.readiness import evidence as service
from audit.store.queries import evidence as queries

_PLACE, _MONTHS = "evidence period", "evidence months"


def draw(app: App) -> None:
    """Draw the setting."""
    with app.reading() as db:
        months = queries.months(db)
    st.header("Evidence", anchor=False)
    two_writers.draw(_PLACE)
    seen = seen_version.of(_MONTHS, months)
    look.html(lists.summary([("Out of date after", f"{months} months")]))
    with st.expander("Change for how long evidence is current"), st.form("evidence period", border=False):
        st.number_input("Months", min_value=1, max_value=LONGEST_MONTHS, value=months, step=1, key=_MONTHS)
        st.form_submit_button("Save for how long evidence is current", on_click=_keep, args=(app, seen))


def _keep(app: App, seen: int) -> None:
    months = int(st.session_state[_MONTHS])

    def write(seen: int) -> None:
        with app.unit_of_work() as db:
            service.set_months(db, by=app.person, months=months, seen=seen, now=app.now())
        seen_version.now_is(_MONTHS, months)

    def rows(theirs: int) -> Rows:
        return [("Months", str(months), str(theirs))]

    two_writers.attempt(Change(place=_PLACE, write=write, rows=rows, take=_take), seen)


def _take(theirs: int) -> None:
    st.session_state[_MONTHS] = theirs
    seen_version.now_is(_MONTHS, theirs)

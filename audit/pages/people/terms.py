"""The school terms of the partnership: by them the review of education plans is checked."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.timescales import school_terms
from audit.domain.timescales.school_terms import SchoolTerms
from audit.pages.components import days, lists, look, problems
from audit.pages.components.plain import plain
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.two_writers import Rows
from audit.services.rounds import dates as service
from audit.store.queries import dates as queries

_PLACE = "school terms"


def draw(app: App) -> None:
    """Draw the terms, and let them be changed."""
    with app.reading() as db:
        there = queries.school_terms(db)
    st.header("School terms", anchor=False)
    two_writers.draw(_PLACE)
    if said := st.session_state.pop(f"{_PLACE} done", ""):
        st.success(plain(said), icon=":material/check_circle:")
    st.write(
        "The check that a child’s education plan is reviewed in every term goes by these. Without them it cannot tell."
    )
    if there.terms:
        rows = [(days.day(one.first), days.day(one.last)) for one in there.terms]
        look.html(lists.table("School terms", ("First day", "Last day"), rows, captioned=False))
    else:
        st.write("No term is named yet.")
    if there.kept_at_utc is not None:
        st.caption(f"Saved on {days.moment(there.kept_at_utc)} by {plain(there.kept_by)}.")
    _change(app, there)


def _change(app: App, there: SchoolTerms) -> None:
    lines = f"{two_writers.fields_at(_PLACE)} lines"
    began = seen_version.of(lines, there.version)
    with st.expander("Change the school terms"), st.form("school terms form", border=False):
        st.text_area(
            "One term a line, first and last day, such as 02/09/2026 to 18/12/2026",
            value=school_terms.as_lines(there.terms),
            height=260,
            max_chars=2_000,
            key=lines,
        )
        st.caption("Name them from the year before your oldest case’s last review up to the end of this school year.")
        st.form_submit_button("Save the school terms", on_click=_keep, args=(app, began))


def _keep(app: App, began: int) -> None:
    def write(terms: SchoolTerms) -> None:
        with app.unit_of_work() as db:
            service.keep_terms(db, by=app.person, terms=terms, now=app.now())
        st.session_state[f"{_PLACE} done"] = "The school terms are saved."

    def rows(theirs: SchoolTerms) -> Rows:
        return [("School terms", _listed(mine), _listed(theirs))]

    with problems.caught(_PLACE):
        typed = str(st.session_state[f"{two_writers.fields_at(_PLACE)} lines"])
        mine = SchoolTerms(terms=school_terms.from_lines(typed), version=began)
        two_writers.keep(_PLACE, mine, write, rows, what="the school terms")


def _listed(terms: SchoolTerms) -> str:
    return "; ".join(school_terms.in_figures(one) for one in terms.terms)

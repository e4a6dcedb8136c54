"""The school terms of the partnership: by them the review of education plans is checked."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain import school_terms
from audit.domain.school_terms import SchoolTerms
from audit.errors import AuditError, Conflict
from audit.pages.components import days, lists, look, problems, seen_version
from audit.pages.components.plain import plain
from audit.services import timescales as service
from audit.store.queries import dates as queries

_PLACE, _LINES = "school terms", "school terms lines"


def draw(app: App) -> None:
    """Draw the terms, and let them be changed."""
    with app.reading() as db:
        there = queries.school_terms(db)
    st.header("School terms", anchor=False)
    problems.shown(_PLACE)
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
    began = seen_version.of(_LINES, there.version)
    with st.expander("Change the school terms"), st.form("school terms form", border=False):
        st.text_area(
            "One term a line, first and last day, such as 02/09/2026 to 18/12/2026",
            value=school_terms.as_lines(there.terms), height=260, max_chars=2_000, key=_LINES,
        )  # fmt: skip
        st.caption("Name them from the year before your oldest case’s last review up to the end of this school year.")
        st.form_submit_button("Save the school terms", on_click=_keep, args=(app, began))


def _keep(app: App, began: int) -> None:
    with problems.caught(_PLACE):
        terms = SchoolTerms(terms=school_terms.from_lines(str(st.session_state[_LINES])), version=began)
        try:
            with app.unit_of_work() as db:
                service.keep_terms(db, by=app.person, terms=terms, now=app.now())
        except Conflict as conflict:
            seen_version.now_is(_LINES, conflict.version)
            theirs = replace(conflict.theirs) if isinstance(conflict.theirs, SchoolTerms) else SchoolTerms()
            listed = "; ".join(school_terms.in_figures(one) for one in theirs.terms) or "none"
            raise AuditError(f"{conflict} Theirs: {listed}.") from conflict
        del st.session_state[_LINES]
        st.session_state[f"{_PLACE} done"] = "The school terms are saved."

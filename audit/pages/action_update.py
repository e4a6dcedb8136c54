"""Saying how an action is going: the work, and apart from it the difference made.

In: an action.
Out: an update, which is added and never changed.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.actions import Action, Impact, Progress, Update
from audit.domain.rounds import Round
from audit.pages.components import errors, marks
from audit.services import actions

_PROGRESS, _IMPACT = tuple(Progress), tuple(Impact)


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw the two forms: one for the work, one for the difference."""
    key = f"{audit_round.ref} {action.ref} {len(action.updates)}"
    said = _work(app, audit_round, action, f"{key} work") or _difference(app, audit_round, action, f"{key} difference")
    if said:
        st.rerun()


def _work(app: App, audit_round: Round, action: Action, key: str) -> bool:
    st.header("How is the work going?", anchor=False)
    with st.container(border=True):
        progress = st.radio(
            "The work",
            _PROGRESS,
            format_func=lambda one: one.label,
            index=_PROGRESS.index(action.progress),
            horizontal=True,
            key=f"{key} progress",
        )
        said = st.text_area("What has happened? If the due date moves, say why.", key=f"{key} text")
        marks.under(
            app, said, key=f"{key} text", label="What has happened", about=f"{audit_round.ref} {action.ref} update"
        )
        moved = st.date_input(
            "New due date, if it moves", value=None, min_value=app.today(), format="DD/MM/YYYY", key=f"{key} due"
        )
        by = st.text_input("Who says so, by role?", value=app.person.name, key=f"{key} by")
        if not st.button("Add to the record", type="primary", key=f"{key} add"):
            return False
        update = Update(
            on=app.now().date(), by=by.strip() or app.person.name, progress=progress, text=said.strip(), new_due=moved
        )
        return _added(app, audit_round, action, update)


def _difference(app: App, audit_round: Round, action: Action, key: str) -> bool:
    st.header("Does it make a difference to children?", anchor=False)
    st.caption("Being done is not the same as making a difference. Ask the children, look at the records, count.")
    with st.container(border=True):
        impact = st.radio(
            "The difference",
            _IMPACT,
            format_func=lambda one: one.label,
            index=_IMPACT.index(action.impact),
            horizontal=True,
            key=f"{key} impact",
        )
        evidence = st.text_area("What shows it, or where did you look?", key=f"{key} evidence")
        about = f"{audit_round.ref} {action.ref} difference"
        marks.under(app, evidence, key=f"{key} evidence", label="What shows it", about=about)
        by = st.text_input("Who says so about the difference, by role?", value=app.person.name, key=f"{key} by")
        if not st.button("Add this evidence", key=f"{key} add"):
            return False
        update = Update(
            on=app.now().date(),
            by=by.strip() or app.person.name,
            progress=action.progress,
            impact=impact,
            evidence_of_impact=evidence.strip(),
        )
        return _added(app, audit_round, action, update)


def _added(app: App, audit_round: Round, action: Action, update: Update) -> bool:
    with errors.shown():
        with app.unit_of_work() as db:
            actions.update(db, by=app.person, round_ref=audit_round.ref, ref=action.ref, update=update, now=app.now())
        return True
    return False

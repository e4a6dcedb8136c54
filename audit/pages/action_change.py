"""Changing what was planned, without changing what was said of it since.

In: an action.
Out: the action as it is planned now; its due date moves only by an update that says why.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.actions import Action
from audit.domain.form_drafts import FormKind
from audit.domain.rounds import Round
from audit.errors import AuditError, Conflict
from audit.pages import action_form, form_draft
from audit.pages.components import errors
from audit.pages.form_draft import Form
from audit.services import actions


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw the form."""
    form = form_draft.opened(app, audit_round, FormKind.ACTION, action.ref, version=action.version)
    saved = False
    with st.expander(f"Change what was planned in {action.ref}", expanded=bool(form.draft.fields)):
        st.caption("To move the due date, say so with an update above, and why.")
        typed, _ = action_form.fields(form, action)
        if st.button("Save what is planned", key=form.name("save")):
            with errors.shown():
                _save(form, replace(typed, version=form.began))
                saved = True
        form_draft.said(form)
    if saved:
        form.clear()
        st.rerun()


def _save(form: Form, action: Action) -> None:
    app = form.app
    try:
        with app.unit_of_work() as db:
            actions.change(db, by=app.person, round_ref=form.audit_round.ref, action=action, now=app.now())
            form.handed_in(db)
    except Conflict as conflict:
        form.now_is(conflict.version)
        raise AuditError(f"{conflict} It says now: “{conflict.theirs}”") from conflict

"""Changing what was planned, without changing what was said of it since.

In: an action.
Out: the action as it is planned now; its due date moves only by an update that says why.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.actions import Action
from audit.domain.rounds import Round
from audit.errors import AuditError, Conflict
from audit.pages import action_form
from audit.pages.components import errors, seen_version
from audit.services import actions


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw the form."""
    key = f"{audit_round.ref} {action.ref} plan"
    saved = False
    with st.expander(f"Change what was planned in {action.ref}"):
        st.caption("To move the due date, say so with an update above, and why.")
        began = seen_version.of(f"{key} text", action.version)
        typed, _ = action_form.fields(app, audit_round, action, key=key)
        if st.button("Save what is planned", key=f"{key} save"):
            with errors.shown():
                _save(app, audit_round, replace(typed, version=began), key)
                saved = True
    if saved:
        st.rerun()


def _save(app: App, audit_round: Round, action: Action, key: str) -> None:
    try:
        with app.unit_of_work() as db:
            actions.change(db, by=app.person, round_ref=audit_round.ref, action=action, now=app.now())
    except Conflict as conflict:
        seen_version.now_is(f"{key} text", conflict.version)
        raise AuditError(f"{conflict} It says now: “{conflict.theirs}”") from conflict
    seen_version.now_is(f"{key} text", action.version + 1)

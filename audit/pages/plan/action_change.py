"""Changing what was planned, without changing what was said of it since.

In: an action.
Out: the action as it is planned now; its due date moves only by an update that says why.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.domain.plan.actions import Action
from audit.domain.rounds.audit_round import Round
from audit.pages.forms import draft, two_writers
from audit.pages.forms.draft import Form
from audit.pages.plan import action_form
from audit.services.plan import actions

_FIELDS = {
    "text": "What will be done",
    "recommendation": "Recommendation",
    "success_measure": "How we will know",
    "lead_agency": "Lead agency",
    "owner": "Owner",
    "due": "Due",
    "priority": "Priority",
}


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw the form."""
    form = draft.opened(app, audit_round, FormKind.ACTION, action.ref, version=action.version)
    two_writers.draw(form.key)
    with st.expander(f"Change what was planned in {action.ref}", expanded=bool(form.draft.fields)):
        st.caption("To move the due date, say so with an update above, and why.")
        typed, _ = action_form.fields(form, action)
        pressed = st.button("Save what is planned", key=form.name("save"))
        if pressed:
            _save(form, typed)
        draft.said(form)
    if pressed:
        st.rerun()


def _save(form: Form, action: Action) -> None:
    app = form.app
    draft.hand_in(
        form,
        action,
        write=lambda db, mine: actions.change(
            db, by=app.person, round_ref=form.audit_round.ref, action=mine, now=app.now()
        ),
        every=lambda db: actions.plan(db, viewer=app.viewer(), round_ref=form.audit_round.ref).actions,
        titles=_FIELDS,
    )

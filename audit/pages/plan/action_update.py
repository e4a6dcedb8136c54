"""Saying how an action is going: the work, and apart from it the difference made.

In: an action.
Out: an update, which is added and never changed.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.days import day_of
from audit.domain.people.form_drafts import FormKind
from audit.domain.plan.actions import Action, Impact, Progress, Update
from audit.domain.rounds.audit_round import Round
from audit.pages.components import errors
from audit.pages.forms import draft
from audit.pages.forms.draft import Form
from audit.services.plan import actions

_PROGRESS = {one.value: one.label for one in Progress}
_IMPACT = {one.value: one.label for one in Impact}


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw the two forms: one for the work, one for the difference."""
    work = draft.opened(app, audit_round, FormKind.UPDATE, f"{action.ref} work")
    difference = draft.opened(app, audit_round, FormKind.UPDATE, f"{action.ref} difference")
    for form, draw in ((work, _work), (difference, _difference)):
        if draw(form, action):
            form.clear()
            st.rerun()


def _work(form: Form, action: Action) -> bool:
    st.header("How is the work going?", anchor=False)
    with st.container(border=True):
        progress = draft.choice(form, "progress", "The work", _PROGRESS, action.progress.value, horizontal=True)
        label = "What has happened? If the due date moves, say why."
        said = draft.text(form, "text", label, short="What has happened")
        moved = draft.day(form, "due", "New due date, if it moves", least=form.app.today())
        by = draft.text(form, "by", "Who says so, by role?", form.app.person.name, rows=1)
        done = False
        if st.button("Add to the record", type="primary", key=form.name("add")):
            done = _added(form, action, _update(form, by, progress=Progress(progress), text=said, new_due=moved))
        draft.said(form)
    return done


def _difference(form: Form, action: Action) -> bool:
    st.header("Does it make a difference to children?", anchor=False)
    st.caption("Being done is not the same as making a difference. Ask the children, look at the records, count.")
    with st.container(border=True):
        impact = draft.choice(form, "impact", "The difference", _IMPACT, action.impact.value, horizontal=True)
        evidence = draft.text(form, "evidence", "What shows it, or where did you look?", short="What shows it")
        by = draft.text(form, "by", "Who says so about the difference, by role?", form.app.person.name, rows=1)
        done = False
        if st.button("Add this evidence", key=form.name("add")):
            said = {"impact": Impact(impact), "evidence_of_impact": evidence}
            done = _added(form, action, _update(form, by, progress=action.progress, **said))
        draft.said(form)
    return done


def _update(form: Form, by: str, **said: object) -> Update:
    return Update(on=day_of(form.app.now()), by=by or form.app.person.name, **said)  # type: ignore[arg-type]


def _added(form: Form, action: Action, update: Update) -> bool:
    app = form.app
    with errors.shown():
        with app.unit_of_work() as db:
            actions.update(
                db, by=app.person, round_ref=form.audit_round.ref, ref=action.ref, update=update, now=app.now()
            )
            form.handed_in(db)
        return True
    return False

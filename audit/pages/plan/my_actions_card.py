"""One action among mine: where it stands, and its update where it stands.

In: an action, and whether its form is open.
Out: an update of the work and of the difference made, in one form.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.days import day_of
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import Impact, Progress, Update
from audit.domain.plan.following import Followed
from audit.pages.components import errors, look, place
from audit.pages.components.look import text
from audit.pages.components.plain import plain
from audit.pages.forms import draft
from audit.pages.forms.draft import Form
from audit.pages.plan import card, verified_words
from audit.services.plan import actions
from audit.store.queries import rounds

_PROGRESS = {one.value: one.label for one in Progress}
_IMPACT = {one.value: one.label for one in Impact}
_DONE = "my actions said"


def said_last() -> None:
    """Say what the last click did."""
    said = st.session_state.pop(_DONE, None)
    if said:
        st.success(plain(said), icon=":material/check_circle:")


def draw(app: App, one: Followed, *, opened: bool) -> None:
    """Draw an action with the button that opens its form, or with its form."""
    action, key = one.action, f"mine {one.round_ref} {one.action.ref}"
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            card.badge(action, app.today())
            st.caption(card.due_in_words(action, app.today()), width="content")
        look.html(_body(one, app.today()))
        if not app.person.may(Act.UPDATE_ACTIONS):
            place.link("action", f"Open {action.ref}", round=one.round_ref, action=action.ref)
        elif opened:
            _form(app, one)
        else:
            with st.container(horizontal=True, vertical_alignment="center"):
                label = f"Update {action.ref}"
                if st.button(label, key=key, icon=":material/edit:"):
                    place.put(round=one.round_ref, action=action.ref)
                    st.rerun()
                place.link("action", f"Open {action.ref}", round=one.round_ref, action=action.ref)


def _body(one: Followed, today: date) -> str:
    action = one.action
    rows = [
        f"<p>{text(action.owner)}, {text(one.agency)} · {text(one.round_title)}</p>",
        f"<p><b>The difference we want:</b> {text(action.success_measure)}</p>",
        f"<p><b>So far:</b> {text(card.so_far(action, today))}</p>",
        f"<p><b>Difference to children:</b> {text(card.impact(action))}</p>",
    ]
    said = verified_words.line(action)
    rows += [f"<p><b>Verified:</b> {text(said)}</p>"] if said else []
    return f'<h3 class="ss-ct">{text(action.text)}</h3><div class="ss-plan">{"".join(rows)}</div>'


def _form(app: App, one: Followed) -> None:
    with app.reading() as db:
        audit_round = rounds.one(db, one.round_ref)
    form = draft.opened(app, audit_round, FormKind.UPDATE, one.action.ref)
    look.card_title(f"How is {one.action.ref} going?", 4)
    update = _fields(form, one)
    saved = False
    with st.container(horizontal=True):
        if st.button(f"Save the update of {one.action.ref}", type="primary", key=form.name("save")):
            with errors.shown():
                _save(form, one, update)
                saved = True
        if st.button("Close without saving", key=form.name("close")):
            place.put(action=None)
            st.rerun()
    draft.said(form)
    if saved:
        form.clear()
        place.put(action=None)
        st.session_state[_DONE] = f"Kept: what you said of {one.action.ref} is on its record."
        st.rerun()


def _fields(form: Form, one: Followed) -> Update:
    action = one.action
    progress = draft.choice(form, "progress", "The work", _PROGRESS, action.progress.value, horizontal=True)
    label = "What has happened? If it is late, at risk or stopped, say why."
    said = draft.text(form, "text", label, rows=2, short="What has happened")
    impact = draft.choice(form, "impact", "The difference to children", _IMPACT, action.impact.value, horizontal=True)
    label = "What shows the difference? Needed where it is shown or partly shown."
    evidence = draft.text(form, "evidence", label, rows=2, short="What shows it")
    moved = draft.day(form, "due", "New due date, if it moves", least=form.app.today())
    by = draft.text(form, "by", "Who says so, by role?", _speaker(form.app, one), rows=1)
    return Update(
        on=day_of(form.app.now()),
        by=by or form.app.person.name,
        progress=Progress(progress),
        text=said,
        impact=Impact(impact) if evidence or impact != action.impact.value else Impact.NOT_KNOWN,
        evidence_of_impact=evidence,
        new_due=moved,
    )


def _speaker(app: App, one: Followed) -> str:
    return app.person.name if app.person.may(Act.DECIDE) else f"{app.person.name}, {one.action.owner}"[:120]


def _save(form: Form, one: Followed, update: Update) -> None:
    app = form.app
    with app.unit_of_work() as db:
        actions.update(db, by=app.person, round_ref=one.round_ref, ref=one.action.ref, update=update, now=app.now())
        form.handed_in(db)

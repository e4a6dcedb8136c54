"""Deciding on a finding: an action with its owner and day, or no action with its reason.

In: the finding in the address, and what recommendations say about its statements.
Out: an action, or the decision to take none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.english import number
from audit.domain.findings.finding import Finding
from audit.domain.people.form_drafts import FormKind
from audit.domain.plan.actions import Action, NoAction
from audit.domain.rounds.audit_round import Round
from audit.pages.components import errors, finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.findings import recommendations
from audit.pages.findings.recommendations import Advice
from audit.pages.forms import draft, two_writers
from audit.pages.forms.draft import Form
from audit.pages.inspection import letter_fields
from audit.pages.plan import action as action_form
from audit.services.plan import actions

_ACTION, _NONE = "An action", "No action, with a reason"


def render(app: App) -> None:
    """Let somebody decide on one finding."""
    audit_round, ref = place.current_round(app), place.get("finding")
    if audit_round is None or not finding_card.may_decide(app, audit_round):
        look.title("Decide on a finding")
        st.write("A facilitator decides on findings, from the workshop until the round is closed.")
        return
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    finding = next((finding for finding in plan.findings if finding.ref == ref), None)
    if finding is None:
        look.title("No such finding")
        st.write("It is not in this round, or was put into another. Choose one from the plan.")
        place.link("plan", "The plan")
        return
    look.line_above(audit_round.title, "Step 4 of 6", "plan")
    look.title(f"What will we do about {finding.ref}?")
    with st.container(border=True):
        finding_card.draw(audit_round, finding, changed=finding.judgement_changed(judgements), level=2)
        letter_fields.shown(plan_reading.quoted(app, audit_round), finding)
        if finding.evidence:
            st.write(plain(finding.evidence))
    for action in plan.actions_for(finding.ref):
        st.write(f"Decided already, {action.ref}: {plain(action.text)}")
    _advice(recommendations.about(app, audit_round, finding))
    decided_reason = next((no_action.reason for no_action in plan.no_actions if no_action.finding == finding.ref), "")
    if decided_reason:
        st.write(f"Decided already: no action. {plain(decided_reason)}")
    _form(app, audit_round, finding, decided_reason)
    place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")


def _form(app: App, audit_round: Round, finding: Finding, decided_reason: str) -> None:
    form = draft.opened(app, audit_round, FormKind.DECISION, finding.ref)
    options = {_ACTION: _ACTION, _NONE: _NONE}
    decision = draft.choice(form, "what", "What do we decide?", options, _ACTION, horizontal=True)
    done = _no_action(form, finding, decided_reason) if decision == _NONE else _new(form, finding, decided_reason)
    draft.draw_footer(form)
    if done:
        form.clear()
        place.go("plan")


def _no_action(form: Form, finding: Finding, decided_reason: str) -> bool:
    app = form.app
    reason = draft.text(form, "reason", "Why is nothing done about it?", short="Why nothing is done")
    seen = two_writers.drawn_last(form.name("none"), decided_reason)
    if st.button("Decide on no action", type="primary", key=form.name("none")):
        with errors.shown():
            with app.unit_of_work() as db:
                decision = NoAction(finding=finding.ref, reason=reason)
                actions.decide_nothing(
                    db, by=app.person, round_ref=form.audit_round.ref, decision=decision, seen=seen, now=app.now()
                )
                form.handed_in(db)
            return True
    return False


def _new(form: Form, finding: Finding, decided_reason: str) -> bool:
    app = form.app
    seen = two_writers.drawn_last(form.name("action"), decided_reason)
    blank = Action(ref="", finding=finding.ref, text="", success_measure="", lead_agency="", owner="", due=app.today())
    action, day = action_form.fields(form, blank)
    if st.button("Put it into the plan", type="primary", key=form.name("action")):
        with errors.shown():
            action.must_be_sound()
            whole = replace(action, due=action_form.must_have_day(day))
            with app.unit_of_work() as db:
                actions.decide(
                    db, by=app.person, round_ref=form.audit_round.ref, action=whole, seen=seen, now=app.now()
                )
                form.handed_in(db)
            return True
    return False


def _advice(advice: Sequence[Advice]) -> None:
    if not advice:
        return
    with st.expander(f"What national recommendations say about this: {number(len(advice))}"):
        st.caption("For ideas. What is decided here is yours.")
        for recommendation in advice:
            st.write(f"**{plain(recommendation.item.title)}.** {plain(recommendation.item.text)}")
            if recommendation.item.difference:
                st.write(f"The difference children would notice: {plain(recommendation.item.difference)}")
            st.caption(f"{recommendation.framework.short_title}, {recommendation.item.ref}")

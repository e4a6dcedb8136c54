"""Deciding on a finding: an action with its owner and day, or no action with its reason.

In: the finding in the address, and what recommendations say about its statements.
Out: an action, or the decision to take none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain.english import number
from audit.domain.findings.finding import Finding
from audit.domain.people.form_drafts import FormKind
from audit.domain.plan.actions import Action, NoAction
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.findings import recommendations
from audit.pages.findings.recommendations import Advice
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, TextField
from audit.pages.inspection import letter_fields
from audit.pages.plan import action as action_page
from audit.services.plan import actions
from audit.store.work import Db

_SEEN = "no action: "  # before the reason that a form stood on, which may be empty


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
    look.line_above(audit_round.title, place.step(audit_round, Stage.PLAN), "plan")
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
    _draw(app, audit_round, finding, decided_reason, planned=bool(plan.actions_for(finding.ref)))
    place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")


def _draw(app: App, audit_round: Round, finding: Finding, reason: str, *, planned: bool) -> None:
    """Draw the two ways to decide; where an action is planned already, only the way to one more."""
    blank = Action(ref="", finding=finding.ref, text="", success_measure="", lead_agency="", owner="", due=app.today())
    at: dict[str, Any] = {"by": app.person, "round_ref": audit_round.ref, "now": app.now()}

    def decide(db: Db, entered: Entered) -> None:
        action = action_page.planned(blank, entered)
        actions.decide(db, action=action, seen=entered.seen.removeprefix(_SEEN), **at)

    def decide_nothing(db: Db, entered: Entered) -> None:
        decision = NoAction(finding=finding.ref, reason=entered.text("reason"))
        actions.decide_nothing(db, decision=decision, seen=entered.seen.removeprefix(_SEEN), **at)

    look.card_title("Put an action into the plan")
    with st.container(border=True):
        asked = action_page.fields(audit_round, None)
        _form(app, audit_round, finding, reason, FormKind.DECISION, asked, "Put it into the plan", decide)
    begun = form.entered_so_far(app, FormKind.NO_ACTION, about=finding.ref, round_ref=audit_round.ref)
    if planned and not begun:
        return
    label, hint = "Why is nothing done about it?", "The plan says so, with this reason."
    why = TextField(name="reason", label=label, hint=hint, rows=3, short="Why nothing is done", needed=True)
    with st.expander("Or decide on no action, with a reason", expanded=bool(begun)):
        _form(app, audit_round, finding, reason, FormKind.NO_ACTION, (why,), "Decide on no action", decide_nothing)


def _form(
    app: App,
    audit_round: Round,
    finding: Finding,
    reason: str,
    kind: FormKind,
    fields: Sequence[Field],
    button: str,
    write: Callable[[Db, Entered], object],
) -> None:
    form.draw(
        Form(
            app=app,
            kind=kind,
            about=finding.ref,
            round_ref=audit_round.ref,
            seen=f"{_SEEN}{reason}",
            parts=(Part(fields=fields),),
            button=button,
            write=write,
            done=lambda _: place.go("plan"),
            subject="the decision",
            compares=False,
        )
    )


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

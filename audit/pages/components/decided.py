"""What was decided about a finding: actions, no action with its reason, or nothing yet."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan, needs_decision
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import place
from audit.pages.components.plain import plain

_OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD)


def may_decide(app: App, audit_round: Round) -> bool:
    """Say whether the person may decide on findings of the round now."""
    return app.person.may(Act.DECIDE) and audit_round.stage in _OPEN


def show(app: App, audit_round: Round, finding: Finding, plan: ActionPlan) -> None:
    """Draw what was decided, and the way to decide."""
    found, nothing = plan.actions_for(finding.ref), plan.no_action_for(finding.ref)
    for action in found:
        st.write(f"{action.ref}: {plain(action.text)}")
        place.link("action", f"Open action {action.ref}", round=audit_round.ref, action=action.ref)
    if nothing is not None:
        st.write(f"No action. {plain(nothing.reason)}")
    if not found and nothing is None:
        st.write("Not decided yet." if needs_decision(finding) else "It needs no decision.")
    before = [action for ref in finding.came_from for action in plan.actions_for(ref)]
    for action in before:
        st.write(f"{action.ref}, decided before the findings were put together: {plain(action.text)}")
        place.link("action", f"Open action {action.ref}", round=audit_round.ref, action=action.ref)
    if finding.stands and may_decide(app, audit_round):
        label = f"{'Decide' if finding in plan.undecided() else 'Add an action'} on {finding.ref}"
        place.link("decide", label, round=audit_round.ref, finding=finding.ref, icon=":material/task_alt:")

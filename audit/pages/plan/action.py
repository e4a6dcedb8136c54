"""One action: what was planned, what was said since, and what difference it makes.

In: the action in the address.
Out: an update of the work, an update of the difference made, or a change to what was planned.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Update
from audit.domain.rounds.audit_round import Round
from audit.pages.components import decided, held_back, look, place, plan_reading
from audit.pages.components.days import day, moment, short_day
from audit.pages.components.plain import plain
from audit.pages.plan import action_change, action_update, card, verified_words


def render(app: App) -> None:
    """Show one action, and let it be updated."""
    audit_round, ref = place.current_round(app), place.get("action")
    plan = plan_reading.plan(app, audit_round) if audit_round is not None else None
    action = next((one for one in plan.actions if one.ref == ref), None) if plan is not None else None
    if audit_round is None or plan is None or action is None:
        look.title("No such action")
        st.write("It is not in this round's plan. Choose one from the plan.")
        place.link("plan", "The plan")
        return
    finding = next((one for one in plan_reading.found(app, audit_round) if one.ref == action.finding), None)
    look.line_above(audit_round.title, "Step 4 of 6", f"plan, action {action.ref}")
    look.title(plain(action.text))
    card.badge(action, app.today())
    if finding is not None and finding.judgement_changed(plan_reading.judgements(app, audit_round)):
        st.warning(
            f"A judgement that finding {finding.ref} rests on was opened again. Is this action still right?",
            title="Judgement changed since",
        )
    look.html(_planned(audit_round, action, finding, app.today()))
    _history(action)
    if app.person.may(Act.UPDATE_ACTIONS):
        action_update.show(app, audit_round, action)
    else:
        st.caption("A facilitator, or a manager who owns actions, says how an action is going.")
    held_back.show(app, audit_round, action.ref)
    verified_words.show(app, audit_round, action)
    if decided.may_decide(app, audit_round):
        action_change.show(app, audit_round, action)
    with st.container(horizontal=True):
        place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")
        place.link("my-actions", "My actions")
        place.link("finding", f"Open finding {action.finding}", round=audit_round.ref, finding=action.finding)


def _planned(audit_round: Round, action: Action, finding: Finding | None, today: date) -> str:
    agency = next((a.name for a in audit_round.agencies if a.ref == action.lead_agency), action.lead_agency)
    rows = {
        "What was found": finding.text if finding is not None else action.finding,
        "The difference we want": action.success_measure,
        "Lead agency": agency,
        "Owner": action.owner,
        "Due": action_words.dates(action, today),
        "Status": action_words.standing(action, today),
        "Priority": action.priority.value.capitalize(),
        "Recommendation": action.recommendation,
        "Work": action_words.work(action, today),
        "Difference to children": card.impact(action),
    }
    said = "".join(
        f"<div><dt>{look.text(name)}</dt><dd>{look.text(value)}</dd></div>" for name, value in rows.items() if value
    )
    return f'<dl class="ss-sl">{said}</dl>'


def _history(action: Action) -> None:
    st.header("What was said since", anchor=False)
    if not action.updates:
        st.write("Nothing yet.")
        return
    look.html(f'<ol class="ss-since">{"".join(_said(one) for one in reversed(action.updates))}</ol>')


def _said(update: Update) -> str:
    lines = [f"<b>{look.text(short_day(update.on))}, {look.text(update.by)}</b>: {look.text(update.progress.label)}"]
    lines += [look.text(update.text)] if update.text else []
    if update.evidence_of_impact:
        lines.append(f"<b>{look.text(update.impact.label)}:</b> {look.text(update.evidence_of_impact)}")
    if update.new_due is not None:
        lines.append(f"Due date moved to {look.text(day(update.new_due))}.")
    if update.said_at_utc is not None:
        lines.append(f'<span class="ss-soft">Noted {look.text(moment(update.said_at_utc))}</span>')
    return f"<li>{'<br>'.join(lines)}</li>"

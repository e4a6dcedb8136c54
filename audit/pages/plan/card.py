"""One action on the plan: where it stands, what it is for, and what was said of it last."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Group, Impact, Status
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place
from audit.pages.components.days import short_day
from audit.pages.components.look import text
from audit.pages.plan import verified_words

_ICONS = {
    Group.LATE: ":material/error:",
    Group.SOON: ":material/hourglass_top:",
    Group.ON_TIME: ":material/schedule:",
    Group.DONE: ":material/help:",
    Group.DIFFERENCE: ":material/check_circle:",
    Group.STOPPED: ":material/block:",
}
_COLOURS = {Status.BLUE: "blue", Status.GREEN: "green", Status.AMBER: "orange", Status.RED: "red"}  # as in the plan


def draw(app: App, audit_round: Round, action: Action, finding: Finding | None, *, changed: bool) -> None:
    """Draw an action with the finding it is about; `changed` says that a judgement was opened again since."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            badge(action, app.today())
            st.caption(due_in_words(action, app.today()), width="content")
        if changed:
            st.badge("Judgement changed since", icon=":material/history:", color="orange")
        look.html(body(audit_round, action, finding, app.today()))
        with st.container(horizontal=True):
            if app.person.may(Act.UPDATE_ACTIONS):
                place.link(
                    "action", f"Update {action.ref}", action=action.ref, round=audit_round.ref, icon=":material/edit:"
                )
            else:
                place.link("action", f"Open {action.ref}", action=action.ref, round=audit_round.ref)


def badge(action: Action, today: date) -> None:
    """Draw where an action stands, as an icon and words."""
    group = action.group(today)
    at_risk = action.status(today) is Status.AMBER
    label = f"{group.value}, at risk" if at_risk else group.value
    st.badge(label, icon=_ICONS[group], color=_COLOURS[action.status(today)])  # type: ignore[arg-type]


def due_in_words(action: Action, today: date) -> str:
    """Return an action's ref with what is said of its due date, the first one too where it was moved."""
    return f"{action.ref} · **{action_words.due(action, today)}**"


def body(audit_round: Round, action: Action, finding: Finding | None, today: date) -> str:
    """Return what an action says, as HTML."""
    agency = next((a.short_name for a in audit_round.agencies if a.ref == action.lead_agency), action.lead_agency)
    rows = [
        f"<p>{text(action.owner)}, {text(agency)} · {text(action.priority.value)} priority</p>",
        f"<p><b>The difference we want:</b> {text(action.success_measure)}</p>",
        f"<p><b>So far:</b> {text(so_far(action, today))}</p>",
        f"<p><b>Difference to children:</b> {text(impact(action))}</p>",
    ]
    said = verified_words.line(action)
    rows += [f"<p><b>Verified:</b> {text(said)}</p>"] if said else []
    if finding is not None:
        rows.insert(1, f"<p><b>Because we found ({text(finding.ref)}):</b> {text(finding.text)}</p>")
    return f'<h3 class="ss-ct">{text(action.text)}</h3><div class="ss-plan">{"".join(rows)}</div>'


def so_far(action: Action, today: date) -> str:
    """Return what was said of the work last."""
    said = [update for update in action.updates if update.text.strip()]
    if not said:
        return "Nothing written yet."
    last = said[-1]
    return f"{action_words.work(action, today)}, updated {short_day(last.on)}. {last.text}"


def impact(action: Action) -> str:
    """Return what is known of the difference made, with its evidence."""
    if action.impact is Impact.NOT_KNOWN:
        return "Not yet known."
    said = [update.evidence_of_impact for update in action.updates if update.evidence_of_impact.strip()]
    return f"{action_words.difference(action)}. {said[-1] if said else ''}".strip()

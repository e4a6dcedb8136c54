"""The plan: what will be done about what was found, and whether it makes a difference.

In: the findings and what was decided about each.
Out: the plan in the order in which it needs somebody, and its Word document.

Here too:
- One action on the plan: where it stands, what it is for, and what was said of it last.
- The plan on paper: checked before it leaves, or with cases for the audit group alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.english import capital, counted, day, number, short_day
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act
from audit.domain.plan import action_words
from audit.domain.plan.action_words import differences
from audit.domain.plan.actions import Action, ActionPlan, Group, Impact, Status
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import board_texts, chart, finding_card, look, place, plan_reading
from audit.pages.components.look import escape_html, plain
from audit.pages.over_time import reading
from audit.pages.plan import table, verified_words
from audit.pages.release import check_out
from audit.services.release import papers


def render(app: App) -> None:
    """Show the plan of the round."""
    audit_round = place.current_round(app)
    if audit_round is None:
        look.title("Action plan")
        st.write("A plan says what is done about a round's findings. Open a round first; Home says how.")
        return
    if not app.person.may(Act.READ_FINDINGS):
        look.title("Action plan")
        st.write("Your facilitator can say who reads the plan here.")
        return
    if board_texts.shown(app, audit_round, "Action plan"):
        return
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    with st.container(gap="xsmall"):
        look.html(f'<h1 class="ss-h1">Action plan</h1><p class="ss-says">{escape_html(totals(plan, app))}</p>')
        _undecided(app, audit_round, plan, judgements)
        _actions(app, audit_round, plan, judgements)
    _nothing_done(plan)
    reading.link(app, audit_round)
    if plan.findings:
        offer(app, audit_round)
        place.link("papers", "Papers for the board and others", icon=":material/article:", round=audit_round.ref)
        _more(audit_round)
    board = audit_round.dates.board
    to_board = f"to the board on {day(board)}" if board and audit_round.seen_by_board is None else ""
    look.line_above(audit_round.title, place.step(audit_round, Stage.PLAN), "plan", to_board)


def _more(audit_round: Round) -> None:
    with st.container(horizontal=True):
        place.link("my-actions", "My actions", icon=":material/person:")
        place.link("plan-workbook", "The plan in Excel", round=audit_round.ref, icon=":material/table:")
        place.link("plan-versions", "Versions of the plan", round=audit_round.ref, icon=":material/history:")


def totals(plan: ActionPlan, app: App) -> str:
    """Return the plan in a sentence or two that end in the difference made, not in what was completed."""
    if not plan.actions:
        return "Nothing is planned yet. Decide on each finding, and the plan writes itself here."
    groups = {group: len(group_actions) for group, group_actions in plan.by_group(app.today())}
    done = groups.get(Group.DONE, 0) + groups.get(Group.DIFFERENCE, 0)
    parts = [
        f"{number(groups[group])} {word}"
        for group, word in ((Group.LATE, "late"), (Group.SOON, "due within 4 weeks"), (Group.STOPPED, "stopped"))
        if group in groups
    ]
    first = f"{_actions_in_words(len(plan.actions))}{': ' + ', '.join(parts) if parts else ''}."
    verb = f"{capital(counted(done, 'is', 'are'))} done" if done else "None is done yet"
    return f"{first} {verb}. {differences(plan.actions)}"


def _actions_in_words(count: int) -> str:
    return capital(counted(count, "action"))


def _undecided(app: App, audit_round: Round, plan: ActionPlan, judgements: Sequence[Judgement]) -> None:
    waiting = plan.undecided()
    if not waiting:
        return
    many = capital(counted(len(waiting), "finding waits", "findings wait"))
    st.header(f"{many} for a decision", anchor=False)
    may = finding_card.may_decide(app, audit_round)
    for place_in_list, finding in enumerate(waiting):
        with st.container(border=True):
            finding_card.draw(audit_round, finding, changed=finding.judgement_changed(judgements), words=False)
            if may:
                _decide_button(audit_round, finding, first=place_in_list == 0)
    if not may:
        st.caption("A facilitator decides on findings, until the board has closed the round.")


def _decide_button(audit_round: Round, finding: Finding, *, first: bool) -> None:
    if st.button(
        f"Decide on {finding.ref}",
        key=f"{audit_round.ref} decide {finding.ref}",
        type="primary" if first else "secondary",
    ):
        place.go("decide", finding=finding.ref)


def _actions(app: App, audit_round: Round, plan: ActionPlan, judgements: Sequence[Judgement]) -> None:
    if not plan.actions:
        return
    today = app.today()
    by_ref = {finding.ref: finding for finding in plan_reading.readable_findings(app, audit_round)}
    changed = frozenset(ref for ref, finding in by_ref.items() if finding.judgement_changed(judgements))
    look.html(f'<h2 class="ss-vh">What will be done</h2>{table.timeline(plan.actions, today)}')
    actions = table.chosen(plan.actions, audit_round, today)
    if not actions:
        st.write("No action is like that. Choose another status, owner or verified.")
        return
    look.html(table.table(actions, audit_round, changed, today))
    with st.expander("In full: the difference we want, and how far each action has come"):
        for action in actions:
            draw(app, audit_round, action, by_ref.get(action.finding), changed=action.finding in changed)


def _nothing_done(plan: ActionPlan) -> None:
    texts = {finding.ref: finding.text for finding in plan.findings}
    decided_no = [no_action for no_action in plan.no_actions if no_action.finding in texts]
    if not decided_no:
        return
    st.header("No action, and why", anchor=False)
    for no_action in decided_no:
        st.write(f"**{no_action.finding}**: {plain(texts[no_action.finding])}  \nNo action: {plain(no_action.reason)}")


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


def how_far(action: Action, today: date) -> list[str]:
    """Return what difference an action is meant to make, and how far it has come, as paragraphs of HTML."""
    lines = {
        "The difference we want": action.success_measure,
        "So far": so_far(action, today),
        "Difference to children": impact(action),
    }
    if verified_line := verified_words.line(action):
        lines["Verified"] = verified_line
    return [f"<p><b>{label}:</b> {escape_html(text)}</p>" for label, text in lines.items()]


def body(audit_round: Round, action: Action, finding: Finding | None, today: date) -> str:
    """Return what an action says, as HTML."""
    agency = next((a.short_name for a in audit_round.agencies if a.ref == action.lead_agency), action.lead_agency)
    rows = [
        f"<p>{escape_html(action.owner)}, {escape_html(agency)} · {escape_html(action.priority.value)} priority</p>",
        *how_far(action, today),
    ]
    if finding is not None:
        rows.insert(1, f"<p><b>Because we found ({escape_html(finding.ref)}):</b> {escape_html(finding.text)}</p>")
    return f'<h3 class="ss-ct">{escape_html(action.text)}</h3><div class="ss-plan">{"".join(rows)}</div>'


def so_far(action: Action, today: date) -> str:
    """Return what was said of the work last."""
    updates = [update for update in action.updates if update.text.strip()]
    if not updates:
        return "Nothing written yet."
    last = updates[-1]
    return f"{action_words.work(action, today)}, updated {short_day(last.on)}. {last.text}"


def impact(action: Action) -> str:
    """Return what is known of the difference made, with its evidence."""
    if action.impact is Impact.NOT_KNOWN:
        return "Not yet known."
    evidence = [update.evidence_of_impact for update in action.updates if update.evidence_of_impact.strip()]
    return f"{action_words.difference(action)}. {evidence[-1] if evidence else ''}".strip()


def offer(app: App, audit_round: Round) -> None:
    """Draw the ways to the plan in Word."""
    check_out.link(Paper.PLAN, "The plan in Word", round_ref=audit_round.ref)
    if not app.person.may(Act.READ_CASES) or place.letter_of(app, audit_round):
        return
    with st.expander("The plan in Word, with cases", icon=":material/lock:"):
        st.write(
            "For the audit group only. It names cases by reference and gives what was agreed about each. Quotations "
            "that are not marked for papers are left out. Each download is recorded."
        )
        chart.offer(
            "Download the plan with cases (Word)",
            partial(_with_cases, app, audit_round),
            file_name=f"action-plan-{audit_round.ref}-with-cases.docx",
            mime=Paper.PLAN.mime,
            key=f"{audit_round.ref} plan with cases",
        )


def _with_cases(app: App, audit_round: Round) -> bytes:
    with app.unit_of_work() as db:
        paper = papers.plan_paper(
            db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today(), now=app.now(), with_cases=True
        )
    return write_action_plan(paper)

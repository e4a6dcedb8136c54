"""The plan: what will be done about what was found, and whether it makes a difference.

In: the findings and what was decided about each.
Out: the plan in the order in which it needs somebody, and its Word document.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act
from audit.domain.plan.action_words import differences
from audit.domain.plan.actions import Action, ActionPlan, Group
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import decided, finding_card, look, not_told, place, plan_reading
from audit.pages.components.days import day, number
from audit.pages.components.plain import plain
from audit.pages.over_time import reading
from audit.pages.plan import card, paper

_ALL = "All"


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
    if not_told.shown(app, audit_round, "Action plan"):
        return
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    board = audit_round.dates.board
    to_board = f"to the board on {day(board)}" if board and audit_round.seen_by_board is None else ""
    look.line_above(audit_round.title, "Step 4 of 6", "plan", to_board)
    look.title("Action plan")
    st.write(f"**{totals(plan, app)}**")
    reading.link(app, audit_round)
    if plan.findings:
        paper.offer(app, audit_round)
        place.link("papers", "Papers for the board and others", icon=":material/article:", round=audit_round.ref)
        _more(audit_round)
    _undecided(app, audit_round, plan, judgements)
    _actions(app, audit_round, plan, judgements)
    _nothing_done(plan)


def _more(audit_round: Round) -> None:
    with st.container(horizontal=True):
        place.link("my-actions", "My actions", icon=":material/person:")
        place.link("plan-workbook", "The plan in Excel", round=audit_round.ref, icon=":material/table:")
        place.link("plan-versions", "Versions of the plan", round=audit_round.ref, icon=":material/history:")


def totals(plan: ActionPlan, app: App) -> str:
    """Return the plan in a sentence or two that end in the difference made, not in what was completed."""
    if not plan.actions:
        return "Nothing is planned yet. Decide on each finding, and the plan writes itself here."
    groups = {group: len(found) for group, found in plan.by_group(app.today())}
    done = groups.get(Group.DONE, 0) + groups.get(Group.DIFFERENCE, 0)
    parts = [
        f"{number(groups[group])} {word}"
        for group, word in ((Group.LATE, "late"), (Group.SOON, "due within four weeks"), (Group.STOPPED, "stopped"))
        if group in groups
    ]
    first = f"{_actions_in_words(len(plan.actions))}{': ' + ', '.join(parts) if parts else ''}."
    verb = f"{number(done).capitalize()} {'is' if done == 1 else 'are'} done" if done else "None is done yet"
    return f"{first} {verb}. {differences(plan.actions)}"


def _actions_in_words(count: int) -> str:
    return f"{number(count).capitalize()} {'action' if count == 1 else 'actions'}"


def _undecided(app: App, audit_round: Round, plan: ActionPlan, judgements: Sequence[Judgement]) -> None:
    waiting = plan.undecided()
    if not waiting:
        return
    many = "One finding waits" if len(waiting) == 1 else f"{number(len(waiting)).capitalize()} findings wait"
    st.header(f"{many} for a decision", anchor=False)
    may = decided.may_decide(app, audit_round)
    for place_in_list, one in enumerate(waiting):
        with st.container(border=True):
            finding_card.draw(audit_round, one, changed=one.judgement_changed(judgements), words=False)
            if may:
                _decide_button(audit_round, one, first=place_in_list == 0)
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
    groups = plan.by_group(app.today())
    if not groups:
        return
    st.header("What will be done", anchor=False)
    chosen = _chosen(audit_round, plan, groups)
    by_ref = {one.ref: one for one in plan_reading.found(app, audit_round)}
    for _, mine in groups:
        for action in mine:
            if action in chosen:
                finding = by_ref.get(action.finding)
                changed = finding is not None and finding.judgement_changed(judgements)
                card.draw(app, audit_round, action, finding, changed=changed)


def _chosen(
    audit_round: Round, plan: ActionPlan, groups: Sequence[tuple[Group, tuple[Action, ...]]]
) -> tuple[Action, ...]:
    sets: dict[str, tuple[Action, ...]] = {_ALL: plan.actions} | {group.value: mine for group, mine in groups}
    for agency in audit_round.agencies:
        mine = tuple(one for one in plan.actions if one.lead_agency == agency.ref)
        if mine:
            sets[f"Led by {agency.short_name}"] = mine
    name = st.selectbox(
        "Show", list(sets), format_func=lambda one: f"{one} ({len(sets[one])})", key=f"{audit_round.ref} plan shows"
    )
    return sets.get(name, plan.actions)


def _nothing_done(plan: ActionPlan) -> None:
    texts = {one.ref: one.text for one in plan.findings}
    decided_no = [one for one in plan.no_actions if one.finding in texts]
    if not decided_no:
        return
    st.header("No action, and why", anchor=False)
    for one in decided_no:
        st.write(f"**{one.finding}**: {plain(texts[one.finding])}  \nNo action: {plain(one.reason)}")

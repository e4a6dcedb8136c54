"""Findings: what the round found, by kind, and what waits for a finding.

In: the judgements and findings of the round.
Out: the findings, the ways to raise, merge and gather them.

Here too:
- What waits for a finding: judgements that say something good or something to develop, and that no finding rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.charts import findings as charts
from audit.domain.english import agree, capital, counted, number
from audit.domain.findings.finding import Finding, FindingKind, by_theme
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan, needs_decision
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import board_texts, chart, finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.findings import finding as finding_page
from audit.pages.findings import theme as theme_links
from audit.pages.inspection import letter_fields
from audit.pages.over_time import rounds_compared

_GROUPS = {
    FindingKind.PRIORITY_ACTION: "Areas for priority action",
    FindingKind.NEEDS_TO_IMPROVE: "Needs to improve",
    FindingKind.STRENGTH: "Strengths",
    FindingKind.LEARNING: "Learning",
}


def render(app: App) -> None:
    """Show what was found, and what waits."""
    audit_round = place.current_round(app)
    if audit_round is None:
        look.title("Findings")
        st.write("Findings come from a round's workshop. Open a round first; Home says how.")
        return
    if not app.person.may(Act.READ_FINDINGS):
        look.title("Findings")
        st.write("Your facilitator can say who reads findings here.")
        return
    if board_texts.shown(app, audit_round, "Findings"):
        return
    round_findings = plan_reading.readable_findings(app, audit_round)
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    standing = plan.findings
    look.line_above(audit_round.title, place.step(audit_round, Stage.FINDINGS), "findings")
    look.title(_message(standing))
    rounds_compared.show_beside_findings(app, audit_round)
    _intro(app, audit_round, standing)
    if app.person.may(Act.DECIDE):
        show(app, audit_round, judgements, standing)
    if standing:
        _list(app, audit_round, _filtered(audit_round, standing), judgements, plan)
    _by_theme(app, audit_round, round_findings)
    _put_together(round_findings)


def _message(standing: Sequence[Finding]) -> str:
    count = {kind: sum(finding.kind is kind for finding in standing) for kind in FindingKind}
    strengths, to_improve = count[FindingKind.STRENGTH], count[FindingKind.NEEDS_TO_IMPROVE]
    to_improve += count[FindingKind.PRIORITY_ACTION]
    if not standing:
        return "No findings recorded yet"
    if not strengths + to_improve:
        return f"{capital(counted(len(standing), 'piece'))} of learning"
    strong = counted(strengths, "strength")
    return f"{strong} and {counted(to_improve, 'thing')} to improve".capitalize()


def _intro(app: App, audit_round: Round, standing: Sequence[Finding]) -> None:
    if not standing:
        st.write(
            "A finding says in a sentence what the round shows: a strength, something to improve or something learnt. "
            "It begins with a judgement agreed in the workshop, or with what somebody noticed."
        )
    may = finding_page.may_change(app, audit_round)
    if not may:
        st.caption("A facilitator raises and changes findings, from the workshop until the plan goes to the board.")
    if may and st.button("Raise a finding", type="primary", icon=":material/add:"):
        place.go("raise")
    with st.container(horizontal=True):
        if may and standing:
            place.link("merge", "Merge or split findings", round=audit_round.ref, icon=":material/merge:")
        if app.person.may(Act.READ_CASES):
            for name, label in theme_links.RESULTS.items():
                if place.has(name):
                    place.link(name, label, round=audit_round.ref, icon=":material/bar_chart:")


def _filtered(audit_round: Round, standing: Sequence[Finding]) -> list[Finding]:
    themes: dict[Key | None, str] = {None: "Any theme"}
    themes |= {key: theme.title for key, theme in audit_round.themes()}
    statements: dict[Key | None, str] = {None: "Any statement"}
    statements |= {
        statement.key: f"{statement.number} {statement.short_title}" for statement in audit_round.statements()
    }
    left, right = st.columns(2)
    theme = left.selectbox(
        "Show findings about", list(themes), format_func=lambda key: themes[key], key=f"{audit_round.ref} by theme"
    )
    statement = right.selectbox(
        "And about", list(statements), format_func=lambda key: statements[key], key=f"{audit_round.ref} by statement"
    )
    return [
        finding
        for finding in standing
        if (theme is None or theme in finding.themes) and (statement is None or statement in finding.statements)
    ]


def _list(
    app: App, audit_round: Round, shown: Sequence[Finding], judgements: Sequence[Judgement], plan: ActionPlan
) -> None:
    quoted = plan_reading.quoted(app, audit_round)
    if not shown:
        st.write("No findings match. Change the theme or statement.")
    for kind, title in _GROUPS.items():
        findings = [finding for finding in shown if finding.kind is kind]
        if findings:
            st.header(f"{title}: {number(len(findings))}", anchor=False)
        for finding in findings:
            with st.container(border=True):
                finding_card.draw(audit_round, finding, changed=finding.judgement_changed(judgements))
                letter_fields.shown(quoted, finding)
                _decision(finding, plan)
                with st.container(horizontal=True):
                    place.link("finding", f"Open {finding.ref}", round=audit_round.ref, finding=finding.ref)
                    if finding_card.may_decide(app, audit_round) and finding in plan.undecided():
                        place.link("decide", f"Decide on {finding.ref}", round=audit_round.ref, finding=finding.ref)


def _decision(finding: Finding, plan: ActionPlan) -> None:
    refs = [action.ref for action in plan.actions_for(finding.ref)]
    if refs:
        st.write(f"**Decided:** {agree(len(refs), 'action', 'actions')} {', '.join(refs)}.")
    elif (nothing := plan.no_action_for(finding.ref)) is not None:
        st.write(f"**Decided:** no action. {plain(nothing.reason)}")
    elif needs_decision(finding):
        st.write("**Not decided yet.**")


def _by_theme(app: App, audit_round: Round, round_findings: tuple[Finding, ...]) -> None:
    counts = by_theme(round_findings, audit_round.themes())
    if any(count.total for count in counts):
        drawn = chart.made(
            app,
            f"findings by theme {audit_round.ref}",
            lambda ink: charts.findings_by_theme(audit_round, counts, ink=ink),
        )
        chart.show(drawn, name="Findings by theme", key=f"findings-by-theme-{audit_round.ref}", beside=False)
    if app.person.may(Act.READ_CASES):
        theme_links.show(audit_round, counts)


def _put_together(round_findings: Sequence[Finding]) -> None:
    old = [finding for finding in round_findings if not finding.stands]
    if not old:
        return
    with st.expander(f"Put into other findings: {number(len(old))}"):
        for finding in old:
            into = finding.put_into.replace(",", " and ")
            st.write(f"**{finding.ref}**, recorded by {plain(finding.said_by)}, now in {into}: {plain(finding.text)}")


def waiting(judgements: Sequence[Judgement], standing: Sequence[Finding]) -> list[Judgement]:
    """Return the judgements of statements that no finding rests on yet and that call for one."""
    used = {
        (judgement_used.case, judgement_used.statement) for finding in standing for judgement_used in finding.rests_on
    }
    return [
        judgement
        for judgement in judgements
        if judgement.statement is not None
        and (judgement.to_develop.strip() or judgement.good_practice.strip())
        and (judgement.case, judgement.statement) not in used
    ]


def show(app: App, audit_round: Round, judgements: Sequence[Judgement], standing: Sequence[Finding]) -> None:
    """Draw what waits, statement by statement."""
    left = waiting(judgements, standing)
    if not left:
        return
    many = capital(counted(len(left), "judgement waits", "judgements wait"))
    st.header(f"{many} for a finding", anchor=False)
    st.write("They name good practice or something to develop, and no finding rests on them yet.")
    for statement in audit_round.statements():
        statement_judgements = [judgement for judgement in left if judgement.statement == statement.key]
        if not statement_judgements:
            continue
        with st.expander(f"{statement.number} {statement.short_title}: {number(len(statement_judgements))}"):
            for judgement in statement_judgements:
                _draw_judgement(
                    audit_round, judgement, statement.number, offer=finding_page.may_change(app, audit_round)
                )


def _draw_judgement(audit_round: Round, judgement: Judgement, statement: int, *, offer: bool) -> None:
    grade = (
        audit_round.scale.step(judgement.grade).label.lower() if judgement.grade else judgement.outcome.label.lower()
    )
    lines = [f"**{judgement.case}** ({grade})."]
    if judgement.good_practice.strip():
        lines.append(f"Good practice: {plain(judgement.good_practice)}")
    if judgement.to_develop.strip():
        lines.append(f"To develop: {plain(judgement.to_develop)}")
    st.write("  \n".join(lines))
    if offer:
        label = f"Raise from {judgement.case}, statement {statement}"
        place.link(
            "raise",
            label if len(label) <= 38 else f"Raise from {judgement.case}, {statement}",
            round=audit_round.ref,
            from_case=judgement.case,
            from_statement=str(judgement.statement),
            icon=":material/add:",
        )

"""A finding on a page: what it says, what it is about, and the words of the child it rests on.

Here too:
- What was decided about a finding: actions, no action with its reason, or nothing yet.
- What papers hold back of a record, said where its text is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from audit.app import App
from audit.domain.english import agree
from audit.domain.findings.finding import ChildWords, Finding
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan, needs_decision
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.services.release import decisions


def draw(audit_round: Round, finding: Finding, *, changed: bool, level: int = 3, words: bool = True) -> None:
    """Draw a finding; `changed` says that a judgement it rests on was opened again since."""
    if changed:
        st.badge("Judgement changed since", icon=":material/history:", color="orange")
    look.card_title(finding.text, level)
    st.caption(about(audit_round, finding))
    if words:
        for child_words in finding.beside:
            look.quote(child_words.text, attribution(child_words))


def about(audit_round: Round, finding: Finding) -> str:
    """Return in a line what a finding is about: its ref, kind, statements, themes, agencies and cases."""
    titles = {statement.key: f"{statement.number} {statement.short_title}" for statement in audit_round.statements()}
    themes = {key: theme.title for key, theme in audit_round.themes()}
    agencies = {agency.ref: agency.short_name for agency in audit_round.agencies}
    parts = [
        f"{finding.ref}, {finding.kind.label.lower()}",
        _list("Statement", _in_order(titles, finding.statements)),
        _list("Theme", _in_order(themes, finding.themes)),
        ", ".join(agencies.get(ref, ref) for ref in finding.agencies),
        ", ".join(finding.cases),
    ]
    return plain(" · ".join(part for part in parts if part))


def attribution(words: ChildWords) -> str:
    """Return who said the words, and whether they may be used in papers."""
    who = words.said_by.capitalize() if words.said_by else "Child or carer"
    papers = "may be used in papers" if words.for_papers else "not for papers"
    manner = words.how_asked.rstrip(".")
    return f"{', '.join(part for part in (who, words.case) if part)}; {papers}{'. ' + manner if manner else ''}."


def _list(word: str, names: list[str]) -> str:
    if not names:
        return ""
    return f"{agree(len(names), word, word + 's')} {', '.join(names)}"


def _in_order(titles: Mapping[Key, str], chosen: Collection[Key]) -> list[str]:
    known = [title for key, title in titles.items() if key in chosen]
    return known + [key.ref for key in chosen if key not in titles]


_OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD)


def may_decide(app: App, audit_round: Round) -> bool:
    """Say whether the person may decide on findings of the round now."""
    return app.person.may(Act.DECIDE) and audit_round.stage in _OPEN


def show_decided(app: App, audit_round: Round, finding: Finding, plan: ActionPlan) -> None:
    """Draw what was decided, and the way to decide."""
    actions, nothing = plan.actions_for(finding.ref), plan.no_action_for(finding.ref)
    for action in actions:
        st.write(f"{action.ref}: {plain(action.text)}")
        place.link("action", f"Open action {action.ref}", round=audit_round.ref, action=action.ref)
    if nothing is not None:
        st.write(f"No action. {plain(nothing.reason)}")
    if not actions and nothing is None:
        st.write("Not decided yet." if needs_decision(finding) else "It needs no decision.")
    before = [action for ref in finding.came_from for action in plan.actions_for(ref)]
    for action in before:
        st.write(f"{action.ref}, decided before the findings were put together: {plain(action.text)}")
        place.link("action", f"Open action {action.ref}", round=audit_round.ref, action=action.ref)
    if finding.stands and may_decide(app, audit_round):
        label = f"{'Decide' if finding in plan.undecided() else 'Add an action'} on {finding.ref}"
        place.link("decide", label, round=audit_round.ref, finding=finding.ref, icon=":material/task_alt:")


def show_held_back(app: App, audit_round: Round, ref: str) -> None:
    """Say which texts of a finding or an action are held back from papers, and lead to where that is decided."""
    if not app.person.may(Act.CHECK):
        return
    with app.reading() as db:
        every = decisions.held_back(db, viewer=app.viewer(), audit_round=audit_round)
    held = [checked for checked in every if checked.passage.ref == ref]
    if not held:
        return
    places = ", ".join(dict.fromkeys(checked.passage.where for checked in held))
    st.info(f"Held back from papers until someone has checked: {plain(places)}.", icon=":material/front_hand:")
    place.link("check-out", "Check before it leaves", round=audit_round.ref, paper="plan")

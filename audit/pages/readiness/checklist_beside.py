"""Beside a recommendation: the statements it supports, how rounds judged them, and what was found and is being done.

In: a recommendation.
Out: two columns; judgements in words, never as counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.plan.actions import ActionPlan
from audit.domain.readiness.assessment import Judged
from audit.domain.readiness.checklists import Line
from audit.pages.components import look, place, plan_reading
from audit.pages.components.plain import plain
from audit.pages.frameworks import installed
from audit.store.queries import readiness as queries
from audit.store.queries import rounds

_FIRST = 4
_TO_DO = (FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION)


def draw(app: App, line: Line) -> None:
    """Draw both columns; nothing where the recommendation supports no statement."""
    if not line.statements:
        return
    with app.reading() as db:
        judged = queries.judged(db, viewer=app.viewer())
        every = rounds.every(db)
    plans = [plan_reading.plan(app, one) for one in every]
    left, right = st.columns(2, gap="large")
    with left:
        st.header("What it supports", anchor=False)
        for key in line.statements:
            _statement(app, key, judged)
    with right:
        st.header("Found about it, and being done", anchor=False)
        _found(line.statements, plans)


def _statement(app: App, key: Key, judged: Sequence[Judged]) -> None:
    look.card_title(installed.called(app, key), 3)
    mine = [one for one in judged if one.statement == key]
    if not mine:
        st.write("Not judged in a round yet.")
    for one in mine:
        st.write(f"The children judged in {one.round_ref}: **{one.in_words}**")


def _found(keys: Sequence[Key], plans: Sequence[ActionPlan]) -> None:
    found = [(plan, one) for plan in plans for one in plan.findings if set(one.statements) & set(keys)]
    found.sort(key=lambda pair: pair[1].kind not in _TO_DO)
    if not found:
        st.write("No finding is about it, and no action.")
    for plan, one in found[:_FIRST]:
        _finding(plan, one)
    if len(found) > _FIRST:
        with st.expander(f"{len(found) - _FIRST} more"):
            for plan, one in found[_FIRST:]:
                _finding(plan, one)


def _finding(plan: ActionPlan, finding: Finding) -> None:
    ref = plan.audit_round.ref
    st.write(f"**{finding.kind.label}.** {plain(finding.text)}")
    with st.container(horizontal=True):
        place.link("finding", f"Open {ref} {finding.ref}", round=ref, finding=finding.ref)
        for action in plan.actions_for(finding.ref):
            place.link("action", f"Open action {action.ref}", round=ref, action=action.ref)

"""What waits for a finding: judgements that say something good or something to develop, and that no finding rests on.

In: the newest judgements and the standing findings.
Out: a list, each with the way to raise a finding from it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import place
from audit.pages.components.days import number
from audit.pages.components.plain import plain
from audit.pages.findings import finding as finding_page


def waiting(judgements: Sequence[Judgement], standing: Sequence[Finding]) -> list[Judgement]:
    """Return the judgements of statements that no finding rests on yet and that call for one."""
    used = {(one.case, one.statement) for finding in standing for one in finding.rests_on}
    return [
        one
        for one in judgements
        if one.statement is not None
        and (one.to_develop.strip() or one.good_practice.strip())
        and (one.case, one.statement) not in used
    ]


def show(app: App, audit_round: Round, judgements: Sequence[Judgement], standing: Sequence[Finding]) -> None:
    """Draw what waits, statement by statement."""
    left = waiting(judgements, standing)
    if not left:
        return
    many = "One judgement waits" if len(left) == 1 else f"{number(len(left)).capitalize()} judgements wait"
    st.header(f"{many} for a finding", anchor=False)
    st.write("They name good practice or something to develop, and no finding rests on them yet.")
    for asked in audit_round.statements():
        mine = [one for one in left if one.statement == asked.key]
        if not mine:
            continue
        with st.expander(f"{asked.number} {asked.short_title}: {number(len(mine))}"):
            for one in mine:
                _one(audit_round, one, asked.number, offer=finding_page.may_change(app, audit_round))


def _one(audit_round: Round, one: Judgement, statement: int, *, offer: bool) -> None:
    grade = audit_round.scale.step(one.grade).label.lower() if one.grade else one.outcome.label.lower()
    said = [f"**{one.case}** ({grade})."]
    if one.good_practice.strip():
        said.append(f"Good practice: {plain(one.good_practice)}")
    if one.to_develop.strip():
        said.append(f"To develop: {plain(one.to_develop)}")
    st.write("  \n".join(said))
    if offer:
        label = f"Raise from {one.case}, statement {statement}"
        place.link(
            "raise",
            label if len(label) <= 38 else f"Raise from {one.case}, {statement}",
            round=audit_round.ref,
            from_case=one.case,
            from_statement=str(one.statement),
            icon=":material/add:",
        )

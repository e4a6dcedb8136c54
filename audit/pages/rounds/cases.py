"""The cases of a round: a line for each child, and the way to add one."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.pages.components import look, place
from audit.pages.rounds import reserves, top
from audit.pages.rounds.case_facts import SPOKEN


def render(app: App) -> None:
    """Show the cases of a round, by reference and bands."""
    audit_round = top.top(app, "Cases", step="set-up · cases")
    if audit_round is None:
        return
    st.write("Each child has a reference and bands: no name, no date of birth, no address.")
    if not audit_round.cases:
        st.write("No case yet. Four to eight children make a round that people can talk through in a day.")
    for case in audit_round.cases:
        _card(audit_round, case)
    reserves.draw(app, audit_round, audit_round.cases)
    if audit_round.stage in (Stage.SETUP, Stage.RATING, Stage.WORKSHOP):
        if st.button("Add a case", type="primary", icon=":material/add:"):
            place.go("new-case", round=audit_round.ref, case=None)
        place.link("choose-cases", "Draw cases from a return you export", round=audit_round.ref)
    else:
        st.write("Cases can join until the workshop ends.")
    if audit_round.cases:
        place.link("timescales", "Timescales from these children’s dates", round=audit_round.ref)
    top.back(audit_round)


def about(case: Case) -> str:
    """Return what is known of a case, in a line: its group, how much is noted, and whether the child was spoken to."""
    parts = [
        case.population.label,
        f"{_count(len(case.processes), 'process', 'processes')} in play",
        _count(len(case.measurements), "dated figure", "dated figures"),
        f"child spoken to: {SPOKEN[case.child_spoken_to].lower()}",
    ]
    if case.withdrawn is not None:
        parts.append(f"withdrawn: {case.withdrawn}")
    elif case.revealed_at_utc is not None:
        parts.append("revealed")
    return " · ".join(parts)


def _card(audit_round: Round, case: Case) -> None:
    with st.container(border=True):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            look.card_title(case.in_words)
            st.caption(about(case))
        with button:
            place.link("round-case", f"Open {case.ref}", round=audit_round.ref, case=case.ref)


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"

"""What a child or carer said, in their own words, as part of a finding's fields."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.findings import ChildWords, Finding
from audit.domain.rounds import Round
from audit.pages.components import look, marks

_WHO = {"child": "The child", "carer": "A carer", "parent": "A parent"}


def fields(app: App, audit_round: Round, start: Finding, *, key: str) -> tuple[ChildWords, ...]:
    """Draw the fields of every quotation, and return those that hold words."""
    more = f"{key} words"
    st.session_state.setdefault(more, len(start.words))
    look.card_title("What a child or carer said")
    st.caption("Their own words, as they said them. They stay in the audit group unless you say otherwise.")
    blank = ChildWords(text="")
    found = []
    for place in range(st.session_state[more]):
        one = start.words[place] if place < len(start.words) else blank
        with st.container(border=True):
            found.append(_one(app, audit_round, one, place + 1, f"{key} words {place}"))
    st.button("Add words of a child or carer", key=f"{key} more", on_click=_more, args=(more,), icon=":material/add:")
    return tuple(one for one in found if one.text)


def _one(app: App, audit_round: Round, one: ChildWords, number: int, key: str) -> ChildWords:
    said = st.text_area(
        f"Words {number}: what was said? Leave it empty to take it away.", value=one.text, key=f"{key} text"
    )
    marks.under(app, said, key=f"{key} text", label=f"Words {number}", about=key, kinder=False)
    who = st.radio(
        f"Words {number}: who said it?",
        list(_WHO),
        format_func=lambda word: _WHO[word],
        index=list(_WHO).index(one.said_by) if one.said_by in _WHO else 0,
        horizontal=True,
        key=f"{key} who",
    )
    cases = ["", *(case.ref for case in audit_round.active_cases())]
    case = st.selectbox(
        f"Words {number}: which child is it about?",
        cases,
        index=cases.index(one.case) if one.case in cases else 0,
        format_func=lambda ref: ref or "Not said",
        key=f"{key} case",
    )
    papers, asked = _papers(one, number, key)
    return ChildWords(text=said.strip(), case=case, said_by=who, for_papers=papers, how_asked=asked)


def _papers(one: ChildWords, number: int, key: str) -> tuple[bool, str]:
    papers = st.checkbox(f"Words {number} may be used in papers", value=one.for_papers, key=f"{key} papers")
    if not papers:
        return False, one.how_asked
    asked = st.text_input(
        f"Words {number}: were they asked, and how? For example: her social worker read them out, and she agreed.",
        value=one.how_asked,
        key=f"{key} asked",
    )
    return True, asked.strip()


def _more(name: str) -> None:
    st.session_state[name] += 1

"""The dated meetings of a case's processes: added and taken away one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case, Held, Meeting, Process, ProcessKind
from audit.pages.components import look, problems
from audit.pages.components.plain import plain
from audit.pages.forms import marks
from audit.pages.forms.fields import hinted
from audit.pages.rounds.case_facts import meeting_words

Keep = Callable[[Case], None]


def draw(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    """Draw the meetings and the way to add one; `keep` is called with the case as changed by one meeting."""
    number = 0
    for process in case.processes:
        if process.meetings:
            look.card_title(f"Meetings: {process.kind.label}", level=3)
        for meeting in sorted(process.meetings, key=lambda one: one.day):
            number += 1
            _one(case, process, meeting, number, key, keep)
            about = f"{audit_round.ref}/{case.ref} {process.kind.value} {meeting.day}"
            marks.under(app, meeting.about, key=f"{key} meeting {number}", label=f"Meeting {number}", about=about)
    problems.shown(f"{key} meeting")
    with st.expander("Add a meeting of a process"), st.form(f"{key} meeting", border=False):
        _fields(case, key, keep)


def _one(case: Case, process: Process, meeting: Meeting, number: int, key: str, keep: Keep) -> None:
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.write(plain(meeting_words(meeting)))
    less = tuple(one for one in process.meetings if one is not meeting)
    button.button(
        f"Remove meeting {number}",
        key=f"{key} meeting {number} less",
        on_click=keep,
        args=(_with(case, process.kind, less),),
        type="tertiary",
    )


def _fields(case: Case, key: str, keep: Keep) -> None:
    base = f"{key} meeting"
    kinds = [process.kind for process in case.processes]
    st.selectbox("Whose meeting was it?", kinds, format_func=lambda one: one.label, key=f"{base} of")
    st.date_input("Day of the meeting", value=None, min_value=date(2000, 1, 1), format="DD/MM/YYYY", key=f"{base} on")
    st.radio(
        "What became of that day?",
        list(Held),
        index=None,
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{base} held",
    )
    st.text_input(
        hinted("What was it, or why was it put off? (optional)", "In a line, without names."),
        max_chars=300,
        key=f"{base} about",
    )
    st.checkbox("It was held as one with another process’s meeting", wrap=True, key=f"{base} together")
    st.form_submit_button("Add this meeting", on_click=_add, args=(case, base, keep))


def _add(case: Case, base: str, keep: Keep) -> None:
    said = st.session_state
    if said[f"{base} on"] is None:
        problems.keep(base, [problems.Problem(field="", say="Give the day of the meeting.")])
        return
    if said[f"{base} held"] is None:
        problems.keep(base, [problems.Problem(field="", say="Choose what became of that day.")])
        return
    kind = said[f"{base} of"]
    new = Meeting(
        day=said[f"{base} on"],
        held=said[f"{base} held"],
        about=said[f"{base} about"].strip(),
        together=said[f"{base} together"],
    )
    there = next(process for process in case.processes if process.kind is kind)
    keep(_with(case, kind, (*there.meetings, new)))
    said[f"{base} on"], said[f"{base} about"], said[f"{base} together"] = None, "", False


def _with(case: Case, kind: ProcessKind, meetings: tuple[Meeting, ...]) -> Case:
    processes = (replace(one, meetings=meetings) if one.kind is kind else one for one in case.processes)
    return replace(case, processes=tuple(processes))

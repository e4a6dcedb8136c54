"""What is dated about a case: the processes in play, and the figures; added and taken away row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case, Measurement, MeasurementKind, Process, ProcessKind
from audit.pages.components import days, lists, look, problems
from audit.pages.forms.fields import hinted
from audit.pages.rounds import case_meetings
from audit.pages.rounds.case_facts import figure_words

Keep = Callable[[Case], None]
_EARLIEST = date(2000, 1, 1)


def draw(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    """Draw both lists; `keep` is called with the case as changed by one row."""
    st.header("Processes in play", anchor=False)
    _processes(app, audit_round, case, key, keep)
    st.header("Dated figures", anchor=False)
    _figures(case, key, keep)


def process_rows(audit_round: Round, case: Case) -> list[tuple[str, str, str, str, str]]:
    """Return the processes as rows of a table."""
    names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    return [
        (
            one.kind.label,
            names.get(one.owner, one.owner) or "not recorded",
            days.short_day(one.last_on) if one.last_on else "not known",
            days.short_day(one.next_on) if one.next_on else "none planned",
            one.conflict or "none seen",
        )
        for one in case.processes
    ]


def _processes(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    headings = ("Process", "Whose it is", "Last", "Next", "Clash with another")
    if case.processes:
        look.html(lists.table(f"Processes in play for {case.ref}", headings, process_rows(audit_round, case)))
    else:
        st.write("None noted yet. Note the plans and orders that bear on the child, and where two of them clash.")
    problems.shown(f"{key} process")
    with st.expander("Add or change a process"):
        _process_form(audit_round, case, key, keep)
    if case.processes:
        case_meetings.draw(app, audit_round, case, key, keep)
        with st.expander("Take a process away"), st.container(horizontal=True):
            for one in case.processes:
                less = replace(case, processes=tuple(other for other in case.processes if other is not one))
                st.button(
                    f"Take away: {one.kind.label}", key=f"{key} less {one.kind.value}", on_click=keep, args=(less,)
                )


def _process_form(audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    kinds = list(ProcessKind)
    kind = st.selectbox(
        "Which process?", kinds, index=kinds.index(kinds[0]), format_func=lambda one: one.label, key=f"{key} kind"
    )
    there = next((one for one in case.processes if one.kind is kind), Process(kind=kind))
    names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    base = f"{key} process {kind.value}"
    with st.form(base, border=False):
        st.selectbox(
            "Which agency leads it?",
            list(names),
            index=list(names).index(there.owner) if there.owner in names else None,
            placeholder="Lead not recorded",
            format_func=lambda one: names[one],
            key=f"{base} owner",
        )
        day_field("Began on", there.started_on, f"{base} started")
        day_field("Ended on, if it has", there.ended_on, f"{base} ended")
        day_field("Last on", there.last_on, f"{base} last")
        day_field("Next on", there.next_on, f"{base} next")
        st.text_input(
            hinted("Clash seen with another process", "In a line. Leave it empty where none was seen."),
            value=there.conflict,
            max_chars=500,
            key=f"{base} conflict",
        )
        st.form_submit_button("Save this process", on_click=_keep_process, args=(case, kind, base, keep))


def _keep_process(case: Case, kind: ProcessKind, base: str, keep: Keep) -> None:
    said = st.session_state
    there = next((one for one in case.processes if one.kind is kind), Process(kind=kind))
    new = replace(
        there,
        owner=said[f"{base} owner"] or "",
        started_on=said[f"{base} started"],
        ended_on=said[f"{base} ended"],
        last_on=said[f"{base} last"],
        next_on=said[f"{base} next"],
        conflict=said[f"{base} conflict"].strip(),
    )
    keep(replace(case, processes=(*(one for one in case.processes if one.kind is not kind), new)))


def _figures(case: Case, key: str, keep: Keep) -> None:
    ordered = sorted(case.measurements, key=lambda one: (list(MeasurementKind).index(one.kind), one.on))
    if not ordered:
        st.write("None noted yet. Two figures of one kind, some months apart, show whether things got better.")
    for number, one in enumerate(ordered):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.write(figure_words(one))
        less = replace(case, measurements=tuple(other for other in case.measurements if other is not one))
        button.button(f"Remove figure {number + 1}", key=f"{key} figure {number}", on_click=keep, args=(less,))
    with st.expander("Add a dated figure"), st.form(f"{key} figure", border=False):
        st.selectbox(
            "What does the figure measure?",
            list(MeasurementKind),
            index=None,
            placeholder="Choose what was measured",
            format_func=lambda one: one.label,
            key=f"{key} figure kind",
        )
        day_field("Day of the figure", None, f"{key} figure on")
        st.number_input("Value of the figure", value=None, min_value=0.0, step=1.0, key=f"{key} figure value")
        st.form_submit_button("Add this figure", on_click=_add_figure, args=(case, key, keep))
    problems.shown(f"{key} figure")


def _add_figure(case: Case, key: str, keep: Keep) -> None:
    said = st.session_state
    on, value = said[f"{key} figure on"], said[f"{key} figure value"]
    kind = said[f"{key} figure kind"]
    if kind is None or on is None or value is None:
        missing = "Choose what was measured, and give the figure’s day and its value."
        problems.keep(f"{key} figure", [problems.Problem(field="", say=missing)])
        return
    new = Measurement(kind=kind, on=on, value=float(value))
    keep(replace(case, measurements=(*case.measurements, new)))
    said[f"{key} figure value"] = None


def day_field(label: str, there: date | None, key: str) -> None:
    """Draw the field of a day, which may stay empty."""
    st.date_input(label, value=there, min_value=_EARLIEST, format="DD/MM/YYYY", key=key)

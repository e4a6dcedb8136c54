"""What is dated about a case: the processes in play, and the figures; added and taken away row by row.

Here too:
- What is known of a case, in words.
- The dated meetings of a case's processes: added and taken away one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case, Held, Meeting, Process, ProcessKind, SpokenTo
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.pages.components import look, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.pages.forms.fields import hinted

SPOKEN = {SpokenTo.YES: "Yes", SpokenTo.NO: "No", SpokenTo.DECLINED: "Declined", SpokenTo.NOT_RECORDED: "Not recorded"}


def facts(case: Case) -> list[tuple[str, str]]:
    """Return what is known of a case: the name of each fact, and what it says, empty where nothing is known."""
    return [
        ("Group", case.population.label),
        ("Age band", case.age_band),
        ("Gender", case.gender),
        ("Home", case.placement),
        ("Lives outside the area", "yes" if case.out_of_area else "no"),
        ("Short breaks only", "yes" if case.short_breaks else "no"),
        ("Child spoken to", SPOKEN[case.child_spoken_to]),
        ("Child spoken to by", case.child_spoken_to_by),
        ("Carer spoken to", SPOKEN[case.carer_spoken_to]),
        ("Carer spoken to by", case.carer_spoken_to_by),
        ("Ethnic group", case.ethnic_group),
        ("Disability", case.disability),
        ("Family group", case.family_group),
        ("Same child as", case.same_child_as),
        ("How chosen", case.how_chosen),
        ("Processes", "; ".join(_process_words(process) for process in case.processes)),
        ("Figures", "; ".join(figure_words(measurement) for measurement in case.measurements)),
    ]


def meeting_words(meeting: Meeting) -> str:
    """Return a meeting in a line, such as "3 Sep 2026, put off: for the court date"."""
    together = ", as one with another process’s meeting" if meeting.together else ""
    return (
        f"{english.short_day(meeting.day)}, "
        f"{meeting.held.label.lower()}{together}{f': {meeting.about}' if meeting.about else ''}"
    )


def _process_words(process: Process) -> str:
    known = [
        ("from", process.started_on),
        ("to", process.ended_on),
        ("last", process.last_on),
        ("next", process.next_on),
    ]
    parts = [f"{word} {english.short_day(day)}" for word, day in known if day is not None]
    parts += [meeting_words(meeting) for meeting in process.meetings]
    about = f" ({'; '.join(parts)})" if parts else ""
    return f"{process.kind.label}{about} {process.conflict}".strip()


def figure_words(measurement: Measurement) -> str:
    """Return a figure in a line, such as "SDQ total (0 to 40): 21 on 3 Sep 2026"."""
    return f"{measurement.kind.label}: {measurement.value:g} on {english.short_day(measurement.on)}"


Keep = Callable[[Case], None]


def draw_meetings(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    """Draw the meetings and the way to add one; `keep` is called with the case as changed by one meeting."""
    number = 0
    for process in case.processes:
        if process.meetings:
            look.card_title(f"Meetings: {process.kind.label}", level=3)
        for meeting in sorted(process.meetings, key=lambda meeting: meeting.day):
            number += 1
            _draw_meeting(case, process, meeting, number, key, keep)
            about = f"{audit_round.ref}/{case.ref} {process.kind.value} {meeting.day}"
            marks.under(app, meeting.about, key=f"{key} meeting {number}", label=f"Meeting {number}", about=about)
    problems.shown(f"{key} meeting")
    with st.expander("Add a meeting of a process"), st.form(f"{key} meeting", border=False):
        _fields(case, key, keep)


def _draw_meeting(case: Case, process: Process, meeting: Meeting, number: int, key: str, keep: Keep) -> None:
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.write(plain(meeting_words(meeting)))
    less = tuple(other for other in process.meetings if other is not meeting)
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
    st.selectbox("Whose meeting was it?", kinds, format_func=lambda kind: kind.label, key=f"{base} of")
    st.date_input("Day of the meeting", value=None, min_value=date(2000, 1, 1), format="DD/MM/YYYY", key=f"{base} on")
    st.radio(
        "What became of that day?",
        list(Held),
        index=None,
        format_func=lambda held: held.label,
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
    session = st.session_state
    if session[f"{base} on"] is None:
        problems.keep(base, [problems.Problem(field="", say="Give the day of the meeting.")])
        return
    if session[f"{base} held"] is None:
        problems.keep(base, [problems.Problem(field="", say="Choose what became of that day.")])
        return
    kind = session[f"{base} of"]
    new = Meeting(
        day=session[f"{base} on"],
        held=session[f"{base} held"],
        about=session[f"{base} about"].strip(),
        together=session[f"{base} together"],
    )
    process = next(process for process in case.processes if process.kind is kind)
    keep(_with(case, kind, (*process.meetings, new)))
    session[f"{base} on"], session[f"{base} about"], session[f"{base} together"] = None, "", False


def _with(case: Case, kind: ProcessKind, meetings: tuple[Meeting, ...]) -> Case:
    processes = (replace(process, meetings=meetings) if process.kind is kind else process for process in case.processes)
    return replace(case, processes=tuple(processes))


_EARLIEST = date(2000, 1, 1)


def draw_rows(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
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
            process.kind.label,
            names.get(process.owner, process.owner) or "not recorded",
            english.short_day(process.last_on) if process.last_on else "not known",
            english.short_day(process.next_on) if process.next_on else "none planned",
            process.conflict or "none seen",
        )
        for process in case.processes
    ]


def _processes(app: App, audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    headings = ("Process", "Whose it is", "Last", "Next", "Clash with another")
    if case.processes:
        look.html(look.table(f"Processes in play for {case.ref}", headings, process_rows(audit_round, case)))
    else:
        st.write("None noted yet. Note the plans and orders that bear on the child, and where any of them clash.")
    problems.shown(f"{key} process")
    with st.expander("Add or change a process"):
        _process_form(audit_round, case, key, keep)
    if case.processes:
        draw_meetings(app, audit_round, case, key, keep)
        with st.expander("Take a process away"), st.container(horizontal=True):
            for process in case.processes:
                less = replace(case, processes=tuple(other for other in case.processes if other is not process))
                st.button(
                    f"Take away: {process.kind.label}",
                    key=f"{key} less {process.kind.value}",
                    on_click=keep,
                    args=(less,),
                )


def _process_form(audit_round: Round, case: Case, key: str, keep: Keep) -> None:
    kinds = list(ProcessKind)
    kind = st.selectbox(
        "Which process?",
        kinds,
        index=kinds.index(kinds[0]),
        format_func=lambda process_kind: process_kind.label,
        key=f"{key} kind",
    )
    process = next((process for process in case.processes if process.kind is kind), Process(kind=kind))
    names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    base = f"{key} process {kind.value}"
    with st.form(base, border=False):
        st.selectbox(
            "Which agency leads it?",
            list(names),
            index=list(names).index(process.owner) if process.owner in names else None,
            placeholder="Lead not recorded",
            format_func=lambda agency_ref: names[agency_ref],
            key=f"{base} owner",
        )
        day_field("Began on", process.started_on, f"{base} started")
        day_field("Ended on, if it has", process.ended_on, f"{base} ended")
        day_field("Last on", process.last_on, f"{base} last")
        day_field("Next on", process.next_on, f"{base} next")
        st.text_input(
            hinted("Clash seen with another process", "In a line. Leave it empty where none was seen."),
            value=process.conflict,
            max_chars=500,
            key=f"{base} conflict",
        )
        st.form_submit_button("Save this process", on_click=_keep_process, args=(case, kind, base, keep))


def _keep_process(case: Case, kind: ProcessKind, base: str, keep: Keep) -> None:
    session = st.session_state
    process = next((process for process in case.processes if process.kind is kind), Process(kind=kind))
    new = replace(
        process,
        owner=session[f"{base} owner"] or "",
        started_on=session[f"{base} started"],
        ended_on=session[f"{base} ended"],
        last_on=session[f"{base} last"],
        next_on=session[f"{base} next"],
        conflict=session[f"{base} conflict"].strip(),
    )
    keep(replace(case, processes=(*(process for process in case.processes if process.kind is not kind), new)))


def _figures(case: Case, key: str, keep: Keep) -> None:
    ordered = sorted(
        case.measurements, key=lambda measurement: (list(MeasurementKind).index(measurement.kind), measurement.on)
    )
    if not ordered:
        st.write("None noted yet. 2 figures of one kind, some months apart, show whether things got better.")
    for number, measurement in enumerate(ordered):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.write(figure_words(measurement))
        less = replace(case, measurements=tuple(other for other in case.measurements if other is not measurement))
        button.button(f"Remove figure {number + 1}", key=f"{key} figure {number}", on_click=keep, args=(less,))
    with st.expander("Add a dated figure"), st.form(f"{key} figure", border=False):
        st.selectbox(
            "What does the figure measure?",
            list(MeasurementKind),
            index=None,
            placeholder="Choose what was measured",
            format_func=lambda kind: kind.label,
            key=f"{key} figure kind",
        )
        day_field("Day of the figure", None, f"{key} figure on")
        st.number_input("Value of the figure", value=None, min_value=0.0, step=1.0, key=f"{key} figure value")
        st.form_submit_button("Add this figure", on_click=_add_figure, args=(case, key, keep))
    problems.shown(f"{key} figure")


def _add_figure(case: Case, key: str, keep: Keep) -> None:
    session = st.session_state
    on, value = session[f"{key} figure on"], session[f"{key} figure value"]
    kind = session[f"{key} figure kind"]
    if kind is None or on is None or value is None:
        missing = "Choose what was measured, and give the figure’s day and its value."
        problems.keep(f"{key} figure", [problems.Problem(field="", say=missing)])
        return
    new = Measurement(kind=kind, on=on, value=float(value))
    keep(replace(case, measurements=(*case.measurements, new)))
    session[f"{key} figure value"] = None


def day_field(label: str, day: date | None, key: str) -> None:
    """Draw the field of a day, which may stay empty."""
    st.date_input(label, value=day, min_value=_EARLIEST, format="DD/MM/YYYY", key=key)

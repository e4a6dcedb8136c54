"""What is dated about a case: the processes in play, their meetings, and the figures; row by row.

Here too:
- What is known of a case, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case, Held, Meeting, Process, ProcessKind, SpokenTo
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.errors import AuditError, must_be_as_seen
from audit.pages.components import errors, look
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    Field,
    NumberField,
    Part,
    RadioField,
    SelectField,
    TextField,
    TickField,
    day_text,
)
from audit.services.rounds import setup
from audit.store.queries import rounds as queries
from audit.store.work import Db

SPOKEN = {SpokenTo.YES: "Yes", SpokenTo.NO: "No", SpokenTo.DECLINED: "Declined", SpokenTo.NOT_RECORDED: "Not recorded"}


def facts(case: Case) -> list[tuple[str, str]]:
    """Return what is known of a case: the name of each fact, and what it says, empty where nothing is known."""
    return [
        ("Group", case.population.label),
        ("Age band", case.age_band),
        ("Gender", case.gender),
        ("Home", case.placement),
        ("Lives outside the area", "yes" if case.out_of_area else "no"),
        ("The same for the whole time looked at", "yes" if case.same_throughout else "not recorded"),
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


_EARLIEST = date(2000, 1, 1)
Row = TypeVar("Row")
Change = Callable[[Case, Entered], Case]  # what one row does to the case as it is stored


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Whose rows are drawn."""

    app: App
    audit_round: Round
    case: Case


def draw_rows(app: App, audit_round: Round, case: Case) -> None:
    """Draw both lists, with the ways to add, to change and to take away a row."""
    at = _Place(app=app, audit_round=audit_round, case=case)
    errors.from_last_run(_said_at(at))
    st.header("Processes in play", anchor=False)
    _processes(at)
    st.header("Dated figures", anchor=False)
    _figures(at)


def _write(at: _Place, db: Db, change: Callable[[Case], Case]) -> None:
    """Change the case as it is stored now by one row; what somebody else changed meanwhile stays."""
    case = change(queries.by_ref(db, at.audit_round.ref).case(at.case.ref))
    setup.change_case(db, by=at.app.person, round_ref=at.audit_round.ref, case=case, now=at.app.now())


def _remove(at: _Place, change: Callable[[Case], Case]) -> None:
    with errors.caught(_said_at(at)), at.app.unit_of_work() as db:
        _write(at, db, change)


def _fold(label: str, at: _Place, kind: FormKind, fields: Sequence[Field], button: str, change: Change) -> None:
    """Draw the form that adds a row, beneath a line that opens it."""
    form.fold(label, _form(at, kind, at.case.ref, fields, button, change))


def _form(at: _Place, kind: FormKind, about: str, fields: Sequence[Field], button: str, change: Change) -> Form:
    return Form(
        app=at.app,
        kind=kind,
        about=about,
        round_ref=at.audit_round.ref,
        parts=(Part(fields=fields),),
        button=button,
        write=lambda db, entered: _write(at, db, lambda case: change(case, entered)),
        subject=at.case.ref,
        blames={"stands twice": "kind", "ends before it begins": "ended", "is outside": "value"},
    )


def _said_at(at: _Place) -> str:
    return f"rows of {at.audit_round.ref} {at.case.ref}"


def _processes(at: _Place) -> None:
    case = at.case
    headings = ("Process", "Whose it is", "Last", "Next", "Clash with another")
    if case.processes:
        look.html(look.table(f"Processes in play for {case.ref}", headings, process_rows(at.audit_round, case)))
    else:
        st.write("None noted yet. Note the plans and orders that bear on the child, and where any of them clash.")
    for process in case.processes:
        form.fold(f"Change: {process.kind.label}", _changed(at, process))
    in_play = {process.kind for process in case.processes}
    if others := {kind.value: kind.label for kind in ProcessKind if kind not in in_play}:
        missing = "Choose the process."
        kind = SelectField(name="kind", label="Which process?", options=others, needed=True, missing=missing)
        fields = (kind, *_process_fields(at, Process(kind=ProcessKind(next(iter(others))))))
        _fold("Add a process", at, FormKind.PROCESS, fields, "Add this process", _with_new_process)
    if case.processes:
        _meetings(at)


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


def _changed(at: _Place, process: Process) -> Form:
    """Return the form that changes a process or takes it away."""
    kind = process.kind

    def change(case: Case, entered: Entered) -> Case:
        stored = next((each for each in case.processes if each.kind is kind), None)
        if stored is not None:  # what somebody took away meanwhile is put back as it is told here
            must_be_as_seen(_told(stored), entered.seen, f"Somebody else changed “{kind.label}” while you had it open.")
        if entered.pressed:
            return replace(case, processes=tuple(each for each in case.processes if each.kind is not kind))
        return _with(case, _process(stored or process, entered))

    about, fields = f"{at.case.ref} {kind.value}", _process_fields(at, process)
    row = _form(at, FormKind.PROCESS, about, fields, f"Save: {kind.label}", change)
    return replace(row, seen=_told(process), others={"away": f"Take away: {kind.label}"})


def _process_fields(at: _Place, process: Process) -> tuple[Field, ...]:
    days = (
        ("started", "Began on", process.started_on),
        ("ended", "Ended on", process.ended_on),
        ("last", "Last on", process.last_on),
        ("next", "Next on", process.next_on),
    )
    names = {agency.ref: agency.short_name for agency in at.audit_round.agencies}
    owner = process.owner if process.owner in names else ""
    return (
        SelectField(
            name="owner", label="Which agency leads it?", options=names, start=owner, placeholder="Lead not recorded"
        ),
        *(DateField(name=name, label=label, start=day_text(day), least=_EARLIEST) for name, label, day in days),
        TextField(
            name="conflict",
            label="Clash seen with another process",
            hint="In a line. Leave it empty where none was seen.",
            most=500,
            short="The clash",
            start=process.conflict,
        ),
    )


def _process(process: Process, entered: Entered) -> Process:
    return replace(
        process,
        owner=entered.chosen("owner"),
        started_on=entered.day("started"),
        ended_on=entered.day("ended"),
        last_on=entered.day("last"),
        next_on=entered.day("next"),
        conflict=entered.text("conflict"),
    )


def _told(process: Process) -> str:
    """Return what the form of a process tells of it, its meetings left out."""
    return f"{process.owner} {_process_words(replace(process, meetings=()))}"


def _with_new_process(case: Case, entered: Entered) -> Case:
    new = _process(Process(kind=ProcessKind(entered.chosen("kind"))), entered)
    return replace(case, processes=(*case.processes, new))


def _with(case: Case, process: Process) -> Case:
    others = [each.kind for each in case.processes]
    processes = tuple(process if each.kind is process.kind else each for each in case.processes)
    return replace(case, processes=processes if process.kind in others else (*processes, process))


def _meetings(at: _Place) -> None:
    number = 0
    for process in at.case.processes:
        if process.meetings:
            look.card_title(f"Meetings: {process.kind.label}", level=3)
        for meeting in sorted(process.meetings, key=lambda meeting: meeting.day):
            number += 1
            _row(at, meeting_words(meeting), f"meeting {number}", partial(_without_meeting, process.kind, meeting))
    kinds = {process.kind.value: process.kind.label for process in at.case.processes}
    fields = (
        SelectField(
            name="of", label="Whose meeting was it?", options=kinds, needed=True, missing="Choose the process."
        ),
        DateField(name="on", label="Day of the meeting", least=_EARLIEST, needed=True),
        RadioField(
            name="held",
            label="What became of that day?",
            options={held.value: held.label for held in Held},
            side_by_side=True,
            needed=True,
            missing="Choose what became of that day.",
        ),
        TextField(
            name="about",
            label="What was it, or why was it put off?",
            hint="In a line, without names.",
            most=300,
            short="The meeting",
        ),
        TickField(name="together", label="It was held as one with another process’s meeting"),
    )
    _fold("Add a meeting of a process", at, FormKind.MEETING, fields, "Add this meeting", _with_meeting)


def _row(at: _Place, words: str, name: str, less: Callable[[Case], Case]) -> None:
    """Draw one row with the button that takes it away."""
    column, button = st.columns([3, 1], vertical_alignment="center")
    column.write(plain(words))
    button.button(f"Remove {name}", key=f"{_said_at(at)} {name}", on_click=_remove, args=(at, less), type="tertiary")


def _with_meeting(case: Case, entered: Entered) -> Case:
    process = next((each for each in case.processes if each.kind.value == entered.chosen("of")), None)
    day = entered.day("on")
    if process is None or day is None:
        raise AuditError("This process was taken away. Choose another one.")
    new = Meeting(
        day=day, held=Held(entered.chosen("held")), about=entered.text("about"), together=entered.ticked("together")
    )
    return _with(case, replace(process, meetings=(*process.meetings, new)))


def _without_meeting(kind: ProcessKind, meeting: Meeting, case: Case) -> Case:
    processes = (
        replace(process, meetings=_less(process.meetings, meeting)) if process.kind is kind else process
        for process in case.processes
    )
    return replace(case, processes=tuple(processes))


def _less(rows: tuple[Row, ...], row: Row) -> tuple[Row, ...]:
    at = rows.index(row) if row in rows else len(rows)
    return rows[:at] + rows[at + 1 :]


def _figures(at: _Place) -> None:
    kinds = list(MeasurementKind)
    ordered = sorted(at.case.measurements, key=lambda measurement: (kinds.index(measurement.kind), measurement.on))
    if not ordered:
        st.write("None noted yet. 2 figures of one kind, some months apart, show whether things got better.")
    for number, measurement in enumerate(ordered, start=1):
        _row(at, figure_words(measurement), f"figure {number}", partial(_without_figure, measurement))
    fields = (
        SelectField(
            name="kind",
            label="What does the figure measure?",
            options={kind.value: kind.label for kind in kinds},
            needed=True,
            missing="Choose what was measured.",
        ),
        DateField(name="on", label="Day of the figure", least=_EARLIEST, needed=True),
        NumberField(name="value", label="Value of the figure", most=3650, decimal=True, needed=True),
    )
    _fold("Add a dated figure", at, FormKind.FIGURE, fields, "Add this figure", _with_figure)


def _with_figure(case: Case, entered: Entered) -> Case:
    on, value = entered.day("on"), entered.decimal("value")
    if on is None or value is None:
        raise AuditError("Enter the figure’s day and its value.")
    new = Measurement(kind=MeasurementKind(entered.chosen("kind")), on=on, value=value)
    return replace(case, measurements=(*case.measurements, new))


def _without_figure(measurement: Measurement, case: Case) -> Case:
    return replace(case, measurements=_less(case.measurements, measurement))

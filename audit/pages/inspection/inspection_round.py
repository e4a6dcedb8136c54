"""Inspectors chose these children: a round opened at once, its workbooks, and what the agencies found.

In: references pasted one a line, with the few facts that a case cannot be without.
Out: a round at rating, with the inspection's days; workbooks as one file; and the return in Word after the reveal.

Here too:
- The return to inspectors: the audits of the children they chose, in one Word document.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.inspection.inspection_return import write_inspection_return
from audit.domain import english
from audit.domain.inspection.clock import ClockDay
from audit.domain.inspection.notified import CHOSEN, Notified, dates_of, ref_of, references_from, rounds_of
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Drawn, Round, Stage
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS, Case, Population
from audit.errors import AuditError
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, SelectField, TextField
from audit.pages.inspection import clock
from audit.pages.rating import workbooks
from audit.services.inspection import notified
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds as queries
from audit.store.work import Db

_NOT_RECORDED = GENDERS[-1]


def render(app: App) -> None:
    """Open a round of the children that inspectors chose, and hand over what goes out and back."""
    look.line_above("Readiness", "inspection clock")
    look.title("Inspectors chose these children")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator opens this round when inspectors have chosen.")
        place.link("clock", "Inspection clock", icon=":material/arrow_back:")
        return
    with app.reading() as db:
        every = queries.every(db)
    with errors.shown():
        inspection = clock.running(app)
        _rounds(app, inspection, every, () if inspection is None else _rounds_of(inspection, every))


def _rounds(app: App, inspection: Notified | None, every: Sequence[Round], inspection_rounds: Sequence[Round]) -> None:
    opened = [audit_round for audit_round in every if audit_round.chosen_how == CHOSEN]
    for audit_round in inspection_rounds or opened[:1]:
        _opened(app, audit_round)
    if inspection is None:
        st.write("No inspection’s clock is running. Start it first, so that the round has its days.")
    elif not every:
        st.write("There is no round yet to take frameworks, scale and agencies from. Open one from Home first.")
    elif inspection_rounds:
        with st.expander("They chose more children: open another round"):
            _form(app, inspection, every)
    else:
        st.header("Open a round of them", anchor=False)
        _form(app, inspection, every)
    place.link("clock", "Inspection clock", icon=":material/arrow_back:")


def _rounds_of(inspection: Notified, every: Sequence[Round]) -> tuple[Round, ...]:
    return rounds_of(clock.steps_of(inspection.notified_on), inspection.notified_on, every)


def opening_like(
    newest: Round, clock_days: Sequence[ClockDay], inspection: Notified, *, used_refs: Collection[str]
) -> Opening:
    """Return what an inspection's round is opened with: as the newest round, on the clock's days."""
    base = ref_of(inspection.notified_on)
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(used_refs) + 2))
    return Opening(
        ref=next(ref for ref in numbered if ref not in used_refs),
        title=f"{inspection.kind.short}, {inspection.notified_on:%B %Y}",
        theme=newest.theme,
        frameworks=newest.frameworks(),
        scale=newest.scale,
        agencies=tuple(agency.ref for agency in newest.agencies if agency.successor is None),
        look_back_months=newest.look_back_months,
        dates=dates_of(clock_days),
        chosen_how=CHOSEN,
        drawn=Drawn.ON_PURPOSE,
    )


def _opened(app: App, audit_round: Round) -> None:
    st.header(f"{plain(audit_round.title)} is open", anchor=False)
    count = len(audit_round.active_cases())
    st.write(
        f"Agencies are asked about {english.counted(count, 'child', 'children')}. "
        f"Audits are due back {_day_words(audit_round.dates.audits_due)}; the multi-agency audit is "
        f"{_day_words(audit_round.dates.workshop)}."
    )
    if audit_round.stage in (Stage.SETUP, Stage.RATING, Stage.WORKSHOP):
        st.caption("Send each workbook only to its agency, the secure way that you agreed.")
        workbooks.offer_all(app, audit_round, audit_round.agencies, label="Download every agency’s workbook (zip)")
    offer(app, audit_round)
    place.link("rate", "Who has answered", icon=":material/edit_note:", round=audit_round.ref)


def _day_words(day: date | None) -> str:
    return f"on {english.day(day)}" if day else "on a day that is not set yet"


def _pasted(so_far: Mapping[str, str]) -> TextField:
    return TextField(
        name="refs",
        label="References of the children",
        hint="One a line. No name, no number of a child.",
        rows=6,
        most=400,
        needed=True,
        remark="" if so_far.get("refs") else "When references stand here, a few facts of each child are asked for.",
    )


def _form(app: App, inspection: Notified, every: Sequence[Round]) -> None:
    newest = every[0]
    st.write(
        f"The round takes its frameworks, scale and agencies from {plain(newest.title)}, and its days from the clock. "
        "It opens at rating."
    )
    so_far = form.entered_so_far(app, FormKind.CHOSEN_CHILDREN, about=inspection.ref)
    pasted = _pasted(so_far)

    def write(db: Db, entered: Entered) -> str:
        clock_days = clock.steps_of(inspection.notified_on)
        opening = opening_like(newest, clock_days, inspection, used_refs={audit_round.ref for audit_round in every})
        setup.open_round(db, by=app.person, opening=opening, now=app.now())
        for ref in references_from(entered.text("refs")):
            setup.add_case(db, by=app.person, round_ref=opening.ref, case=_case(ref, entered), now=app.now())
        setup.advance(db, by=app.person, round_ref=opening.ref, now=app.now())
        return opening.ref

    def done(entered: Entered) -> None:
        place.put(round=entered.result)
        st.rerun()

    form.draw(
        Form(
            app=app,
            kind=FormKind.CHOSEN_CHILDREN,
            about=inspection.ref,
            parts=(Part(fields=(pasted,)), *(_child(ref) for ref in references_from(so_far.get("refs", "")))),
            button="Open the round",
            write=write,
            done=done,
            blames={"reference": "refs"},
        )
    )


def _child(ref: str) -> Part:
    """Return the few facts of one child that a case cannot be without."""
    groups = {population.value: population.label for population in Population}
    ages, homes = {age: age for age in AGE_BANDS}, {home: home for home in PLACEMENTS}
    genders = {gender: gender for gender in GENDERS if gender != _NOT_RECORDED}
    fields = (
        SelectField(name="group", label=f"Group of {ref}", options=groups, placeholder="Choose a group", needed=True),
        SelectField(name="age", label=f"Age of {ref}", options=ages, placeholder="Choose an age band", needed=True),
        SelectField(name="gender", label=f"Gender of {ref}", options=genders, placeholder=_NOT_RECORDED),
        SelectField(
            name="home", label=f"Home of {ref}", options=homes, placeholder="Choose where they live", needed=True
        ),
    )
    return Part(heading=ref, level=3, fields=tuple(replace(field, name=_named(ref, field.name)) for field in fields))


def _named(ref: str, field: str) -> str:
    return f"{ref[:100]} {field}"


def _case(ref: str, entered: Entered) -> Case:
    group, age, gender, home = (entered.chosen(_named(ref, field)) for field in ("group", "age", "gender", "home"))
    if not (group and age and home):
        raise AuditError(f"{ref}: choose a group, an age band and a home.")
    case = Case(
        ref=ref,
        population=Population(group),
        age_band=age,
        gender=gender or _NOT_RECORDED,
        placement=home,
        how_chosen=CHOSEN,
    )
    case.must_be_sound()
    return case


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(app: App, audit_round: Round) -> None:
    """Offer the return, or say what it waits for."""
    st.header("The return to inspectors", anchor=False)
    cases = audit_round.active_cases()
    revealed = [case for case in cases if case.revealed_at_utc is not None]
    if not revealed:
        st.write("It can be made once the agencies’ audits are revealed in the workshop.")
        return
    st.write(
        f"Revealed so far: {len(revealed)} of {len(cases)}. The return holds the judgements recorded about these "
        "children and every audit submitted, so it goes to the inspectors and to nobody else. "
        "Taking it out is noted in “What was done”."
    )
    chart.offer(
        "Download the return in Word",
        partial(_made, app, audit_round),
        file_name=f"{audit_round.ref}-return.docx",
        mime=_WORD,
        key=f"inspection return {audit_round.ref}",
    )


def _made(app: App, audit_round: Round) -> bytes:
    with app.unit_of_work() as db:
        paper = notified.inspection_return(
            db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today(), now=app.now()
        )
    return write_inspection_return(paper)

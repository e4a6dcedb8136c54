"""Inspectors chose these children: a round opened at once, its workbooks, and what the agencies found.

In: references pasted one a line, with the few facts that a case cannot be without.
Out: a round at rating, with the inspection's days; workbooks as one file; and the return in Word after the reveal.

Here too:
- The return to inspectors: the audits of the children they chose, in one Word document.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.inspection.inspection_return import write_inspection_return
from audit.domain import english
from audit.domain.inspection.clock import ClockDay
from audit.domain.inspection.notified import CHOSEN, Notified, dates_of, ref_of, references_from, rounds_of
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Drawn, Round, Stage
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS, Case, Population
from audit.errors import AuditError
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.inspection import clock
from audit.pages.rating import workbooks
from audit.services.inspection import notified
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds as queries

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


def _form(app: App, inspection: Notified, every: Sequence[Round]) -> None:
    newest = every[0]
    st.write(
        f"The round takes its frameworks, scale and agencies from {plain(newest.title)}, and its days from the clock. "
        "It opens at rating."
    )
    key = f"inspection round {len(every)}"
    pasted = st.text_area(
        "References of the children, one a line. No name, no number of a child.", key=f"{key} refs", max_chars=400
    )
    refs = references_from(pasted)
    if not refs:
        st.caption("When references stand here, the few facts of each child are asked for.")
        return
    cases = [_child(ref, key) for ref in refs]
    if not st.button("Open the round", type="primary", key=f"{key} open"):
        return
    done = ""
    with errors.shown():
        clock_days = clock.steps_of(inspection.notified_on)
        opening = opening_like(newest, clock_days, inspection, used_refs={audit_round.ref for audit_round in every})
        whole = tuple(_sound(ref, case) for ref, case in zip(refs, cases, strict=True))
        with app.unit_of_work() as db:
            setup.open_round(db, by=app.person, opening=opening, now=app.now())
            for case in whole:
                setup.add_case(db, by=app.person, round_ref=opening.ref, case=case, now=app.now())
            setup.advance(db, by=app.person, round_ref=opening.ref, now=app.now())
            done = opening.ref
    if done:
        place.put(round=done)
        st.rerun()


def _child(ref: str, key: str) -> Case | None:
    """Draw the facts of one child, and return the case; None while group, age band or home is not chosen."""
    with st.container(border=True):
        look.card_title(ref, level=3)
        left, right = st.columns(2)
        group = left.selectbox(
            f"Group of {ref}",
            tuple(Population),
            index=None,
            placeholder="Choose a group",
            format_func=lambda population: population.label,
            key=f"{key} {ref} group",
        )
        age = right.selectbox(
            f"Age of {ref}", AGE_BANDS, index=None, placeholder="Choose an age band", key=f"{key} {ref} age"
        )
        gender = left.selectbox(
            f"Gender of {ref}", GENDERS, index=GENDERS.index(_NOT_RECORDED), key=f"{key} {ref} gender"
        )
        home = right.selectbox(
            f"Home of {ref}", PLACEMENTS, index=None, placeholder="Choose where they live", key=f"{key} {ref} home"
        )
    if group is None or age is None or home is None:
        return None
    return Case(
        ref=ref, population=group, age_band=age, gender=gender or _NOT_RECORDED, placement=home, how_chosen=CHOSEN
    )


def _sound(ref: str, case: Case | None) -> Case:
    if case is None:
        raise AuditError(f"{ref}: choose a group, an age band and a home.")
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

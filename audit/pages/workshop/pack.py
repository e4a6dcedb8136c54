"""The workshop pack: two Word documents, one before the workshop and one after.

In: the round that is shown, and how long the workshop lasts.
Out: downloads, each made when it is asked for.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents.workshop.feedback_slips import write_feedback_slips
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain import english
from audit.domain.english import listed
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop import run_sheet
from audit.domain.workshop.run_sheet import RunSheet, SlotKind
from audit.errors import AuditError
from audit.pages.components import chart, look, place
from audit.pages.components.look import plain
from audit.services.workshop import packs
from audit.store.queries import moderation as judgement_queries

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(app: App) -> None:
    """Offer the workshop pack and the feedback slips of the round that is shown."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.MODERATE):
        look.title("Workshop pack")
        st.write("The workshop pack is for whoever runs the workshop: the facilitator.")
        return
    look.line_above(audit_round.title, place.step(audit_round, Stage.WORKSHOP), "workshop")
    look.title("Workshop pack")
    _before(app, audit_round)
    _after(app, audit_round)
    place.link("workshop", "Back to the workshop", icon=":material/arrow_back:", round=audit_round.ref)


def in_a_sentence(planned: RunSheet) -> str:
    """Return how the workshop's time is shared."""
    cases = len(planned.turns)
    pauses = sum(slot.kind in (SlotKind.BREAK, SlotKind.LUNCH) for slot in planned.slots)
    sentence = f"{english.capital(english.counted(cases, 'case'))}, {planned.a_case} minutes"
    sentence += " for each" if cases > 1 else ""
    sentence += f", with {english.counted(pauses, 'break')}." if pauses else ", without a break."
    if planned.settled:
        refs = listed([turn.case.ref for turn in planned.settled])
        sentence += f" No time is set aside for what is judged already: {refs}."
    return sentence


def _before(app: App, audit_round: Round) -> None:
    st.header("Before the workshop", anchor=False)
    st.write(
        "One Word document: the run-sheet with minutes for each case, an invitation for each agency, "
        "a crib sheet of the statements and the scale, and a list to sign."
    )
    hours = st.number_input(
        "How many hours is the workshop, breaks included?",
        min_value=run_sheet.LEAST_HOURS,
        max_value=run_sheet.MOST_HOURS,
        value=run_sheet.USUAL_HOURS,
        step=0.5,
        format="%.1f",
        key=f"{audit_round.ref} pack hours",
    )
    try:
        with app.reading() as db:
            planned = packs.plan_workshop(db, viewer=app.viewer(), audit_round=audit_round, hours=hours)
    except AuditError as error:
        st.warning(plain(str(error)), icon=":material/schedule:")
        return
    st.write(in_a_sentence(planned))
    st.caption(
        "Cases already revealed come first, the widest disagreement before the others. A case that is not revealed yet "
        "keeps its place in the round’s order, so that the run-sheet gives away nothing of what agencies graded."
    )
    name = f"workshop-pack-{audit_round.ref}"
    chart.offer(
        "Workshop pack in Word",
        lambda: _pack(app, audit_round, hours),
        file_name=f"{name}.docx",
        mime=_WORD,
        key=f"{name} download",
        type_="primary",
    )


def _after(app: App, audit_round: Round) -> None:
    st.header("After the workshop", anchor=False)
    st.write(
        "One Word document with a page for each case’s practitioners: what went well and what to think about, with "
        "room for their reply. It has no grade, and nothing that one agency alone said."
    )
    with app.reading() as db:
        agreed = judgement_queries.judgements(db, viewer=app.viewer(), audit_round=audit_round)
    cases = audit_round.active_cases()
    ready = [case.ref for case in cases if run_sheet.is_agreed(audit_round, case.ref, agreed)]
    if not ready:
        st.info("No case is fully judged yet. A page can be made for a case once all its judgements are recorded.")
        return
    left = [case.ref for case in cases if case.ref not in ready]
    waits = f" Some judgements are not recorded, so without a page: {listed(left)}." if left else ""
    st.write(f"A page for {listed(ready)}.{waits}")
    st.caption("Each page names its case’s reference, because it goes to that child’s own practitioners only.")
    name = f"feedback-{audit_round.ref}"
    chart.offer(
        "Feedback slips in Word",
        lambda: _slips(app, audit_round),
        file_name=f"{name}.docx",
        mime=_WORD,
        key=f"{name} download",
    )


def _pack(app: App, audit_round: Round, hours: float) -> bytes:
    with app.unit_of_work() as db:
        paper = packs.workshop_pack(
            db, viewer=app.viewer(), round_ref=audit_round.ref, hours=hours, today=app.today(), now=app.now()
        )
    return write_workshop_pack(paper)


def _slips(app: App, audit_round: Round) -> bytes:
    with app.unit_of_work() as db:
        paper = packs.feedback(db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today(), now=app.now())
    return write_feedback_slips(paper)

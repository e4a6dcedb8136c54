"""The workshop's cases: who is ready, what is revealed, what is agreed, and the way on to findings.

Here too:
- The case all in all: what was agreed statement by statement, before one judgement of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act
from audit.domain.plan import closing
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.pages.components import errors, look, place, strip
from audit.pages.components.look import escape_html
from audit.pages.workshop.state import WRITING, WorkshopState, go_to
from audit.services.rounds import setup as round_service
from audit.store.queries import moderation as judgement_queries
from audit.store.queries.moderation import participation

_EARLY = (Stage.SETUP, Stage.RATING)


def draw(app: App, audit_round: Round) -> tuple[int, ...]:
    """Draw the list of cases for whoever runs the workshop, and return the pulse that it was drawn at."""
    with app.reading() as db:
        change_token = judgement_queries.change_token(db, audit_round=audit_round)
        round_participation = participation(db, audit_round=audit_round)
        agreed = judgement_queries.judgements(db, viewer=app.viewer(), audit_round=audit_round)
    cases = audit_round.active_cases()
    waiting = {case.ref: to_agree(audit_round, case, agreed) for case in cases}
    look.line_above(audit_round.title, place.step(audit_round, Stage.WORKSHOP), "workshop")
    look.title("Workshop")
    errors.from_last_run()
    _intro(app, audit_round, round_participation)
    _cards(audit_round, round_participation, agreed, waiting)
    _foot(audit_round)
    _go_on(app, audit_round, round_participation, waiting)
    return change_token


def _intro(app: App, audit_round: Round, round_participation: Participation) -> None:
    if not round_participation.cases:
        st.info("This round has no cases yet. Add them where the round is set up; they appear here at once.")
        return
    if audit_round.stage not in _EARLY:
        st.write(f"{participation_words.judged(round_participation)} {_how(audit_round)}")
        return
    st.write(
        "This round is not at its workshop. Beginning it lets you reveal the cases one at a time; agencies can still "
        f"submit the others. {participation_words.submitted_so_far(round_participation)}"
    )
    if audit_round.stage is Stage.RATING and app.person.may(Act.SET_UP):
        st.button("Begin the workshop", type="primary", on_click=_advance, args=(app, audit_round))


def _how(audit_round: Round) -> str:
    talk = "talk the differences through, and record one judgement with its reason. No grade is ever an average."
    if audit_round.stage is Stage.WORKSHOP:
        return f"Reveal a case, {talk}"
    if audit_round.stage in WRITING:
        return f"Open a revealed case, {talk} No further case can be revealed."
    return "The workshop is closed: what was revealed and judged stays as it is."


def _cards(
    audit_round: Round,
    round_participation: Participation,
    agreed: Sequence[Judgement],
    waiting: Mapping[str, Sequence[str]],
) -> None:
    begun = audit_round.stage not in _EARLY
    first = next((ref for ref, left in waiting.items() if left), None) if begun else None
    columns = st.columns(3)
    for number, case in enumerate(round_participation.cases):
        with columns[number % 3], st.container(border=True):
            _card(audit_round, case, round_participation, agreed, waiting[case.ref])
            if begun:
                st.button(
                    f"Open {case.ref}",
                    key=f"{audit_round.ref} open {case.ref}",
                    type="primary" if case.ref == first else "secondary",
                    on_click=go_to,
                    args=(case.ref,),
                )


def _card(
    audit_round: Round, case: Case, round_participation: Participation, agreed: Sequence[Judgement], left: Sequence[str]
) -> None:
    look.card_title(case.in_words)
    case_judgements = [judgement for judgement in agreed if judgement.case == case.ref]
    cells = strip.agreed_cells(audit_round.statements(), case_judgements, audit_round.scale)
    look.html(strip.strip(cells, about=f"{case.ref}, agreed so far"))
    missing = [
        agency.short_name
        for agency in round_participation.agencies
        if (case.ref, agency.ref) in round_participation.awaited
    ]
    sentence = participation_words.ready(round_participation, case.ref) + "."
    if missing:
        sentence += f" Not submitted{'' if round_participation.over else ' yet'}: {english.listed(missing)}."
    look.html(f"<p>{escape_html(sentence)}</p><p><b>{escape_html(_state(case, left))}</b></p>")


def _state(case: Case, left: Sequence[str]) -> str:
    if case.revealed_at_utc is None:
        return "Not revealed"
    when = english.moment(case.revealed_at_utc)
    return f"Revealed {when}. " + (f"Not judged yet: {', '.join(left)}." if left else "Every judgement is recorded.")


def _foot(audit_round: Round) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            "Open a second screen that follows",
            f"workshop?round={audit_round.ref}&follow=1",
            icon=":material/cast:",
            help="For the projector: it shows what you show, without controls, in a new window.",
        )
        place.link("summary", "What we agreed", icon=":material/table_chart:", round=audit_round.ref)
        place.link("pack", "Workshop pack", icon=":material/description:", round=audit_round.ref)
        place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref)


def _go_on(
    app: App, audit_round: Round, round_participation: Participation, waiting: Mapping[str, Sequence[str]]
) -> None:
    if audit_round.stage is not Stage.WORKSHOP or not app.person.may(Act.SET_UP) or not waiting:
        return
    left = [ref for ref, titles in waiting.items() if titles]
    if not left:
        st.button("Go on to findings", type="primary", on_click=_advance, args=(app, audit_round))
        return
    with st.expander("Move to findings before every judgement is recorded"):
        st.write(
            f"{participation_words.judged(round_participation)} Not finished: {english.listed(left)}. "
            "After this step agencies "
            "can no longer submit or correct their audits, and no further case can be revealed. Judgements of revealed "
            "cases can still be recorded."
        )
        unfinished = closing.before_moving_on(audit_round, round_participation, None)
        st.button("Move to findings anyway", on_click=_advance, args=(app, audit_round, unfinished))


def _advance(app: App, audit_round: Round, unfinished: Sequence[str] = ()) -> None:
    with errors.caught(), app.unit_of_work() as db:
        round_service.advance(
            db, by=app.person, round_ref=audit_round.ref, unfinished=unfinished, seen=audit_round.stage, now=app.now()
        )


OVERALL = "All in all"


def so_far(state: WorkshopState) -> str:
    """Return the strip of the case, and a sentence on what is still to be agreed, for the wall."""
    statements = state.audit_round.statements()
    cells = strip.agreed_cells(statements, state.newest, state.audit_round.scale)
    agreed = {judgement.statement for judgement in state.newest}
    waiting = [statement.short_title for statement in statements if statement.key not in agreed]
    sentence = f"Not judged yet: {', '.join(waiting)}." if waiting else "Every statement is judged."
    return strip.strip(cells, size="l", about=state.case.ref) + f'<p class="rec2">{escape_html(sentence)}</p>'


def to_agree(audit_round: Round, case: Case, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Return the short titles of what is still to be agreed about a case, the overall judgement last."""
    agreed = {judgement.statement for judgement in judgements if judgement.case == case.ref}
    waiting = [statement.short_title for statement in audit_round.statements() if statement.key not in agreed]
    return (*waiting, *(() if None in agreed else (OVERALL,)))

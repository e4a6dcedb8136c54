"""The workshop, for a projector: one case and statement at a time, and the windows that follow it.

In: the round, case and statement that the address names, or those on the facilitator's screen.
Out: the screen before the reveal, after it, or while a judgement is written.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.pages.components import danger, errors, look, place
from audit.pages.workshop import agree, cases, controls
from audit.pages.workshop.state import WorkshopState, see, words_of
from audit.services.workshop import moderation
from audit.store.queries import moderation as queries

EVERY = 1  # seconds between two looks at what the workshop shows
_WRITES = (controls.AGREE, agree.AGAIN)


def render(app: App) -> None:
    """Draw the workshop: with controls for whoever runs it, and following for everybody else."""
    audit_round = place.current_round(app)
    if not app.person.may(Act.READ_CASES):
        look.title("Workshop")
        st.write("The workshop is for the audit group: facilitators, auditors and the independent scrutineer.")
        return
    if audit_round is None:
        look.title("Workshop")
        st.write("There is no round yet. Open one from Home; its workshop will be here.")
    elif app.person.may(Act.MODERATE) and place.get("follow") is None:
        _run(app, audit_round)
    else:
        _follow(app, audit_round)
    danger.foot(app)


def _run(app: App, audit_round: Round) -> None:
    ref = st.query_params.get("case")
    case = next((case for case in audit_round.active_cases() if case.ref == ref), None)
    if case is None or audit_round.stage in (Stage.SETUP, Stage.RATING):
        _watch(app, audit_round, cases.draw(app, audit_round))
        return
    step = st.query_params.get("step")
    state = _read_state(
        app, audit_round, case, st.query_params.get("statement"), agreeing=step in _WRITES, in_control=True
    )
    state = _shown(app, state)
    _draw(app, state, step)
    if not _has_fields(state, step):
        _watch(app, audit_round, state.change_token)


def _follow(app: App, audit_round: Round) -> None:
    with app.reading() as db:
        change_token = queries.change_token(db, audit_round=audit_round)
        showing = queries.showing(db, audit_round=audit_round)
    case = next((case for case in audit_round.active_cases() if showing and case.ref == showing.case), None)
    if showing is None or case is None or audit_round.stage in (Stage.SETUP, Stage.RATING):
        look.line_above(audit_round.title, place.step(audit_round, Stage.WORKSHOP), "workshop")
        look.title("Nothing to follow yet")
        st.write("This screen follows the facilitator’s. It shows the first case as soon as they open it.")
    else:
        words = words_of(showing.statement)
        _draw(app, _read_state(app, audit_round, case, words, agreeing=showing.agreeing, in_control=False), None)
    _watch(app, audit_round, change_token)
    with st.container(horizontal=True, vertical_alignment="center"):
        if app.person.may(Act.MODERATE):
            st.button("Run the workshop from this window", on_click=place.put, kwargs={"follow": None})
        place.link("summary", "What we agreed", round=audit_round.ref)
        place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref)


def _read_state(
    app: App, audit_round: Round, case: Case, statement: str | None, *, agreeing: bool, in_control: bool
) -> WorkshopState:
    with app.reading() as db:
        return see(db, app, audit_round, case=case, statement=statement, agreeing=agreeing, in_control=in_control)


def _draw(app: App, state: WorkshopState, step: str | None) -> None:
    if not state.revealed:
        controls.draw_before(app, state, step)
    elif state.statement is None or state.agreeing:
        agree.draw(app, state, step)
    else:
        controls.draw_after(app, state)


def _has_fields(state: WorkshopState, step: str | None) -> bool:
    return (state.revealed and (state.statement is None or state.agreeing)) or step == controls.WITHOUT


def _shown(app: App, state: WorkshopState) -> WorkshopState:
    """Put what this window has come to on the workshop's screen; once, so that two windows never push each other."""
    position = (state.audit_round.ref, state.case.ref, str(state.statement), state.agreeing)
    if st.session_state.get("workshop_shown") == position:
        return state
    st.session_state["workshop_shown"] = position
    with app.unit_of_work() as db:
        moderation.show(
            db,
            by=app.person,
            round_ref=state.audit_round.ref,
            case_ref=state.case.ref,
            statement=state.statement,
            agreeing=state.agreeing,
        )
    return _read_state(
        app, state.audit_round, state.case, words_of(state.statement), agreeing=state.agreeing, in_control=True
    )


@st.fragment(run_every=EVERY)
def _watch(app: App, audit_round: Round, drawn: tuple[int, ...]) -> None:
    """Draw the page again as soon as anything on it has changed in another window."""
    now = drawn
    with errors.shown(), app.reading() as db:
        now = queries.change_token(db, audit_round=audit_round)
    if now != drawn:
        st.rerun()

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
from audit.pages.workshop.sight import Sight, see, words_of
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
    case = next((one for one in audit_round.active_cases() if one.ref == ref), None)
    if case is None or audit_round.stage in (Stage.SETUP, Stage.RATING):
        _watch(app, audit_round, cases.draw(app, audit_round))
        return
    step = st.query_params.get("step")
    sight = _sight(app, audit_round, case, st.query_params.get("statement"), agreeing=step in _WRITES, in_control=True)
    sight = _shown(app, sight)
    _draw(app, sight, step)
    if not _has_fields(sight, step):
        _watch(app, audit_round, sight.pulse)


def _follow(app: App, audit_round: Round) -> None:
    with app.reading() as db:
        pulse = queries.pulse(db, audit_round=audit_round)
        showing = queries.showing(db, audit_round=audit_round)
    case = next((one for one in audit_round.active_cases() if showing and one.ref == showing.case), None)
    if showing is None or case is None or audit_round.stage in (Stage.SETUP, Stage.RATING):
        look.line_above(audit_round.title, "Step 2 of 6", "workshop")
        look.title("Nothing to follow yet")
        st.write("This screen follows the facilitator’s. It shows the first case as soon as they open it.")
    else:
        words = words_of(showing.statement)
        _draw(app, _sight(app, audit_round, case, words, agreeing=showing.agreeing, in_control=False), None)
    _watch(app, audit_round, pulse)
    with st.container(horizontal=True, vertical_alignment="center"):
        if app.person.may(Act.MODERATE):
            st.button("Run the workshop from this window", on_click=place.put, kwargs={"follow": None})
        place.link("summary", "What we agreed", round=audit_round.ref)
        place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref)


def _sight(
    app: App, audit_round: Round, case: Case, statement: str | None, *, agreeing: bool, in_control: bool
) -> Sight:
    with app.reading() as db:
        return see(db, app, audit_round, case=case, statement=statement, agreeing=agreeing, in_control=in_control)


def _draw(app: App, sight: Sight, step: str | None) -> None:
    if not sight.revealed:
        controls.draw_before(app, sight, step)
    elif sight.statement is None or sight.agreeing:
        agree.draw(app, sight, step)
    else:
        controls.draw_after(app, sight)


def _has_fields(sight: Sight, step: str | None) -> bool:
    return (sight.revealed and (sight.statement is None or sight.agreeing)) or step == controls.WITHOUT


def _shown(app: App, sight: Sight) -> Sight:
    """Put what this window has come to on the workshop's screen; once, so that two windows never push each other."""
    here = (sight.audit_round.ref, sight.case.ref, str(sight.statement), sight.agreeing)
    if st.session_state.get("workshop_shown") == here:
        return sight
    st.session_state["workshop_shown"] = here
    with app.unit_of_work() as db:
        moderation.show(
            db,
            by=app.person,
            round_ref=sight.audit_round.ref,
            case_ref=sight.case.ref,
            statement=sight.statement,
            agreeing=sight.agreeing,
        )
    return _sight(
        app, sight.audit_round, sight.case, words_of(sight.statement), agreeing=sight.agreeing, in_control=True
    )


@st.fragment(run_every=EVERY)
def _watch(app: App, audit_round: Round, drawn: tuple[int, ...]) -> None:
    """Draw the page again as soon as anything on it has changed in another window."""
    now = drawn
    with errors.shown(), app.reading() as db:
        now = queries.pulse(db, audit_round=audit_round)
    if now != drawn:
        st.rerun()

"""Rate: an agency's own view of each child, given alone.

In: the round, the child and the statement that the address names.
Out: the children to rate, one child, or one statement.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.app import App
from audit.domain.people.person import ROLE_TITLES, Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError
from audit.pages.components import danger, look, place
from audit.pages.rating import agency, child, children, statement, submitted
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet


def render(app: App) -> None:
    """Let an agency rate the children of a round, seeing no other agency's view."""
    audit_round = place.current_round(app)
    if not may_rate(app) or audit_round is None:
        look.title("Rate")
        st.write(
            who_may(app) if audit_round is not None else "There is no round yet. The facilitator opens one on Home."
        )
        return
    viewer = agency.settled(app, audit_round)
    if viewer is None:
        _foot(app, audit_round, {})
        return
    case_ref = st.query_params.get("case")
    if case_ref not in {case.ref for case in audit_round.active_cases()}:
        children.draw(app, audit_round, viewer)
        _foot(app, audit_round, {})
        return
    with app.reading() as db:
        sheet = rate_sheet.read(db, app, audit_round, audit_round.case(str(case_ref)), viewer)
    _child(app, audit_round, sheet)
    _foot(app, audit_round, {"case": sheet.case.ref})


def may_rate(app: App) -> bool:
    """Say whether the person at the screen may rate at all."""
    return app.person.may(Act.RATE) or app.person.may(Act.ENTER_ON_BEHALF)


def who_may(app: App) -> str:
    """Return, in a sentence, who rates, for a person who may not."""
    roles = " and ".join(ROLE_TITLES[role].lower() for role in app.person.roles) or "nobody in particular"
    return (
        "Auditors rate for their own agency, and the facilitator enters for an agency in the room. "
        f"You are here as {roles}, so there is nothing for you to rate."
    )


def _foot(app: App, audit_round: Round, case: Mapping[str, str]) -> None:
    danger.foot(app)
    place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref, **case)


def _child(app: App, audit_round: Round, sheet: Sheet) -> None:
    said = st.query_params.get("statement")
    none_found = audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is Involvement.NONE_FOUND
    if none_found:
        child.draw(app, sheet)
    elif sheet.closed or sheet.why_read_only:
        submitted.draw(app, sheet)
    elif said is None:
        child.draw(app, sheet)
    else:
        try:
            asked = audit_round.statement(place.current_statement() or sheet.asked[0].key)
        except AuditError:
            asked = sheet.asked[0]
        statement.draw(app, sheet, asked.key)

"""The top of every page about a round's set-up: where one is, and who may be here.

Here too:
- What is shown where an address names a round that is not here.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.library.names import lists
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.store.queries import release, rounds


def top(app: App, title: str, *, step: str) -> Round | None:
    """Draw the line above and the title, and return the round; None where there is nothing to show."""
    audit_round = place.current_round(app)
    look.line_above(audit_round.title if audit_round else "Rounds", step)
    look.title(title)
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator sets up rounds. Ask yours if something here has to change.")
        place.link("home", "Back to Home")
        return None
    if audit_round is None:
        st.write("There is no round yet. Open one first.")
        place.link("new-round", "Open a round")
    return audit_round


def back(audit_round: Round) -> None:
    """Draw the way back to the round's set-up."""
    place.link("round", "Back to the set-up of the round", round=audit_round.ref)


def draw_unknown(app: App, named: str, *, page: str) -> None:
    """Say that the round an address names is not here, and offer the same page of those that are."""
    look.title("Round not found")
    st.write(f"There is no round {plain(named)} here. The link may be old, or the round may have been erased.")
    with app.reading() as db:
        every = release.rounds_as_read(db, viewer=app.viewer(), rounds=rounds.every(db), look=lists.look)
    for audit_round in every:
        place.link(page, f"Open {audit_round.ref}", round=audit_round.ref)
        st.caption(plain(audit_round.title))
    place.link("home", "Back to Home")

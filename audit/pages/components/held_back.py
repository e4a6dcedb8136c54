"""What papers hold back of a record, said where its text is written.

In: the round and the record's ref.
Out: a line with what was marked and the way to the check; nothing where nothing is held back.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import place
from audit.pages.components.plain import plain
from audit.services.release import decisions


def show(app: App, audit_round: Round, ref: str) -> None:
    """Say which texts of a finding or an action are held back from papers, and lead to where that is decided."""
    if not app.person.may(Act.CHECK):
        return
    with app.reading() as db:
        every = decisions.held_back(db, viewer=app.viewer(), audit_round=audit_round)
    held = [checked for checked in every if checked.passage.ref == ref]
    if not held:
        return
    places = ", ".join(dict.fromkeys(checked.passage.where for checked in held))
    st.info(f"Held back from papers until someone has checked: {plain(places)}.", icon=":material/front_hand:")
    place.link("check-out", "Check before it leaves", round=audit_round.ref, paper="plan")

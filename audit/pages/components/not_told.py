"""A round that is still at work, for somebody who reads it only when it is told.

In: the round, and who reads.
Out: the page that says so; or nothing, where they may read.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place
from audit.pages.components.board_texts import BOARD


def shown(app: App, audit_round: Round, title: str) -> bool:
    """Say that the round is not told yet, and return True; False where the person may read what was found so far."""
    if audit_round.is_told_to(app.person):
        return False
    look.line_above(audit_round.title)
    look.title(title)
    st.write(BOARD["not told"])
    place.link("board", "The board’s page", round=audit_round.ref)
    return True

"""Home: what waits for me, then the rounds."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.pages.components import look, path
from audit.store.queries import rounds


def render(app: App) -> None:
    """Show what waits, and every round with its path."""
    look.title("What waits for you")
    with app.reading() as db:
        every = rounds.every(db)
    for audit_round in every:
        with st.container(border=True):
            look.card_title(audit_round.title)
            look.html(path.path(audit_round))

"""The first page of an empty installation: look round an invented partnership, or set up one's own."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.pages.components import errors, look
from audit.services import partnership


def render(app: App) -> None:
    """Offer the two ways to begin."""
    look.title("Seven Statements")
    name = st.text_input("Your partnership's name")
    if st.button("Set up our partnership", type="primary"):
        done = False
        with errors.shown():
            with app.unit_of_work() as db:
                partnership.set_up(db, name=name, now=app.now())
            done = True
        if done:
            st.rerun()

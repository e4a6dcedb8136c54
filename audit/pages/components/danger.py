"""Whom to ring about a child who may be in danger, with the partnership's own numbers, at the foot of a page."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.pages.components.look import plain
from audit.store.queries import people

NOT_FOR_CONCERNS = "Do not report a concern about a child here."


def sentence(app: App) -> str:
    """Return the sentence, for a page that puts it among its own words."""
    with app.reading() as db:
        return plain(people.emergency(db).sentence)


def foot(app: App) -> None:
    """Draw, small, that this is no place to report a concern, and whom to ring."""
    st.caption(f"{NOT_FOR_CONCERNS} {sentence(app)}")

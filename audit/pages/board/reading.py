"""Reading the board's view for a page: once, and again when anything was written in the database.

In: the round that is shown.
Out: its view; every act leaves a line in the trail, so the newest line says whether something changed.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.board.view import BoardView
from audit.domain.identifying.passages import Audience
from audit.services import board
from audit.store.queries import trail


def view(app: App, round_ref: str, *, audience: Audience = Audience.BOARD) -> BoardView:
    """Return what an audience sees of a round; raises NotAllowed where the person reads no findings."""
    with app.reading() as db:
        newest = [(line.at_utc, line.about, line.event) for line in trail.lines(db, most=1)]
        count = trail.count(db)
    about = f"{app.engine.url} {app.person.id} {round_ref} {newest} {count}"
    return _cached_view(about, audience, app.today(), app, round_ref)


@st.cache_resource(max_entries=100, show_spinner=False)
def _cached_view(about: str, audience: Audience, today: date, _app: App, _round_ref: str) -> BoardView:
    del about  # a part of what it is kept by
    with _app.reading() as db:
        return board.view(db, viewer=_app.viewer(), round_ref=_round_ref, today=today, audience=audience)

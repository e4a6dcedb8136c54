"""The written statements of the letters that are kept: when each is due, what is left, and the way to it in Word.

In: the letters' rounds.
Out: on the page, with links.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.inspection.statement_paper import StatementPaper
from audit.domain.people.person import Act
from audit.pages.components import days, errors, house, place
from audit.pages.components.plain import plain
from audit.pages.release import check_out
from audit.services.inspection import published
from audit.store.queries import inspections as queries
from audit.store.queries import rounds


def draw(app: App) -> None:
    """Draw each letter that is kept, with its statement."""
    if not app.person.may(Act.READ_FINDINGS):
        return
    with app.reading() as db:
        letters = queries.refs(db)
        refs = [ref for ref in rounds.refs(db) if ref in letters]
    for ref in refs:
        with errors.shown():
            _one(app, ref)


def _one(app: App, ref: str) -> None:
    paper = _paper(app, ref)
    said = paper.inspection
    st.header(f"Letter of {days.short_day(said.published)}: {plain(said.area)}", anchor=False)
    left = len(paper.plan.undecided())
    verb = "is" if paper.due >= app.today() else "was"
    st.write(
        f"The written statement {verb} due {days.from_today(paper.due, app.today())}, on {days.day(paper.due)}. "
        + (f"Still to decide: {left}." if left else "Everything is decided.")
    )
    with st.container(horizontal=True):
        place.link("findings", f"Findings: {ref}", round=ref)
        place.link("plan", f"Plan: {ref}", round=ref)
    check_out.link(Paper.STATEMENT, f"Written statement: {ref}", round_ref=ref)


def _paper(app: App, ref: str) -> StatementPaper:
    steps = house.inspection_clock()
    with app.reading() as db:
        return published.statement_paper(db, viewer=app.viewer(), round_ref=ref, steps=steps, today=app.today())

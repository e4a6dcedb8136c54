"""The written statements of the letters that are kept: when each is due, what is left, and the Word document.

In: the letters' rounds, and perhaps a council's own Word file for the look.
Out: a .docx to download.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents.statement import write_statement
from audit.documents.statement_paper import StatementPaper
from audit.domain.people import Act
from audit.pages import place
from audit.pages.components import days, errors, house
from audit.pages.components.plain import plain
from audit.services import inspections
from audit.store.queries import inspections as queries
from audit.store.queries import rounds

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    with st.expander(f"The written statement in Word: {ref}", icon=":material/description:"):
        _document(app, ref)


def _document(app: App, ref: str) -> None:
    given = st.file_uploader(
        "Our council’s own Word template (.docx), if it should look like it", type="docx", key=f"{ref} template"
    )
    st.caption("Its fonts, colours, header and footer are used. The file is not kept.")
    template = given.getvalue() if given is not None else None
    if st.button("Make the written statement", key=f"{ref} make", icon=":material/description:"):
        st.session_state.pop(f"{ref} made", None)
        with errors.shown(), st.spinner("Writing the statement …"):
            paper = _paper(app, ref)
            st.session_state[f"{ref} made"] = (template, paper, write_statement(paper, template=template))
    made_with, paper, made = st.session_state.get(f"{ref} made", (None, None, None))
    if made is None or made_with != template or paper != _paper(app, ref):
        return  # a statement of anything else is stale
    st.download_button(
        "Download the statement in Word", data=made, mime=_WORD, key=f"{ref} download",
        file_name=f"statement-{ref}.docx", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _paper(app: App, ref: str) -> StatementPaper:
    steps = house.inspection_clock()
    with app.reading() as db:
        return inspections.statement_paper(db, viewer=app.viewer(), round_ref=ref, steps=steps, today=app.today())

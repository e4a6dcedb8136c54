"""Saying where a recommendation stands; the last review is brought forward.

In: the recommendation with what was last said of it.
Out: another version of it, with why; nothing is changed in place.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.checklists import Entry, Line, State
from audit.errors import AuditError, Conflict
from audit.pages import frameworks_read, readiness_read
from audit.pages.components import errors, marks, seen_version, ticked
from audit.pages.components.fields import hinted
from audit.services import checklists as service
from audit.store.queries import evidence as evidence_queries

_STATES = tuple(State)


def draw(app: App, line: Line) -> None:
    """Draw the form."""
    key = f"checklist {line.key}"
    began = seen_version.of(f"{key} narrative", line.entry.version)
    st.header("Look at it again" if line.entry.said else "Say where you stand", anchor=False)
    if line.entry.said:
        st.caption("What was said last stands in the fields. Change what has changed, and say why.")
    saved = False
    with st.container(border=True):
        typed = _fields(app, line, key)
        if st.button("Save where we stand", type="primary", key=f"{key} save"):
            with errors.shown():
                _save(app, replace(typed, version=began), key)
                saved = True
    if saved:
        for name in [one for one in st.session_state if str(one).startswith(f"{key} ")]:
            del st.session_state[name]
        st.rerun()


def _fields(app: App, line: Line, key: str) -> Entry:
    before = line.entry
    state = st.radio(
        "How far has it come?", _STATES, format_func=lambda one: one.label, index=_STATES.index(before.state),
        key=f"{key} state",
    )  # fmt: skip
    lead = _lead(app, before, key)
    owner = st.text_input("Who owns it? A role, not a name.", value=before.owner, key=f"{key} owner", max_chars=120)
    narrative = st.text_area("What is so? A sentence or two, no names.", value=before.narrative, key=f"{key} narrative")
    marks.under(app, narrative, key=f"{key} narrative", label="What is so", about=f"{line.key} narrative")
    shows = st.text_area(
        hinted("What shows it", "Needed before you say that it makes a difference."),
        value=before.evidence, key=f"{key} evidence",
    )  # fmt: skip
    marks.under(app, shows, key=f"{key} evidence", label="What shows it", about=f"{line.key} evidence")
    refs = _pieces(app, line, key)
    review = st.date_input("Look at it again on", value=before.review_on, format="DD/MM/YYYY", key=f"{key} review")
    why = st.text_area(
        "Why does it change?" if before.said else "Why? Needed where it is not for you.", key=f"{key} why"
    )
    marks.under(app, why, key=f"{key} why", label="Why", about=f"{line.key} why")
    return replace(
        before, state=state, lead_agency=lead, owner=owner.strip(), narrative=narrative.strip(),
        evidence=shows.strip(), evidence_refs=refs, review_on=review, why=why.strip(),
    )  # fmt: skip


def _lead(app: App, before: Entry, key: str) -> str:
    known = readiness_read.agencies(app)
    refs = ["", *known]
    chosen = st.selectbox(
        "Which agency leads?", refs, index=refs.index(before.lead_agency) if before.lead_agency in refs else 0,
        format_func=lambda ref: known[ref].name if ref else "None named yet", key=f"{key} lead",
    )  # fmt: skip
    return chosen or ""


def _pieces(app: App, line: Line, key: str) -> tuple[str, ...]:
    """Offer the pieces of evidence about what the recommendation supports."""
    with app.reading() as db:
        register = evidence_queries.register(db, viewer=app.viewer())
    near = {
        one.ref: f"{one.ref} {one.title}"
        for one in register
        if one.ref in line.entry.evidence_refs or set(one.about) & set(line.statements)
    }
    if not near:
        return line.entry.evidence_refs
    chosen = ticked.ticked("Evidence in the register that shows it", near, line.entry.evidence_refs, f"{key} piece")
    return tuple(chosen)


def _save(app: App, entry: Entry, key: str) -> None:
    try:
        with app.unit_of_work() as db:
            service.say(db, by=app.person, frameworks=frameworks_read.in_use(app), entry=entry, now=app.now())
    except Conflict as conflict:
        seen_version.now_is(f"{key} narrative", conflict.version)
        raise AuditError(f"{conflict} It says now: “{conflict.theirs}”") from conflict

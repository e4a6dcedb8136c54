"""Saying where a recommendation stands; the last review is brought forward.

In: the recommendation with what was last said of it.
Out: another version of it, with why; nothing is changed in place.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.readiness.checklists import Entry, Line, State
from audit.pages.forms import marks, seen_version, ticked, two_writers
from audit.pages.forms.fields import hinted
from audit.pages.frameworks import installed
from audit.pages.readiness import reading
from audit.services.readiness import checklists as service
from audit.store.queries import evidence as evidence_queries

_STATES = tuple(State)
_TITLES = {
    "state": "How far it has come",
    "lead_agency": "Agency that leads",
    "owner": "Owner",
    "narrative": "What is so",
    "evidence": "What shows it",
    "evidence_refs": "Evidence in the register",
    "review_on": "Look at it again on",
    "why": "Why it changes",
}


def draw(app: App, line: Line) -> None:
    """Draw the form."""
    place = f"checklist {line.key}"
    key = two_writers.fields_at(place)
    began = seen_version.of(f"{key} narrative", line.entry.version)
    two_writers.draw(place)
    st.header("Look at it again" if line.entry.said else "Say where you stand", anchor=False)
    if line.entry.said:
        st.caption("What was said last stands in the fields. Change what has changed, and say why.")
    with st.container(border=True):
        typed = _fields(app, line, key)
        pressed = st.button("Save where we stand", type="primary", key=f"{place} save")
    if pressed:
        _save(app, replace(typed, version=began), place)
        st.rerun()


def _fields(app: App, line: Line, key: str) -> Entry:
    before = line.entry
    state = st.radio(
        "How far has it come?",
        _STATES,
        format_func=lambda one: one.label,
        index=_STATES.index(before.state),
        key=f"{key} state",
    )
    lead = _lead(app, before, key)
    owner = st.text_input("Who owns it? A role, not a name.", value=before.owner, key=f"{key} owner", max_chars=120)
    narrative = st.text_area("What is so? A sentence or two, no names.", value=before.narrative, key=f"{key} narrative")
    marks.under(app, narrative, key=f"{key} narrative", label="What is so", about=f"{line.key} narrative")
    shows = st.text_area(
        hinted("What shows it", "Needed before you say that it makes a difference."),
        value=before.evidence,
        key=f"{key} evidence",
    )
    marks.under(app, shows, key=f"{key} evidence", label="What shows it", about=f"{line.key} evidence")
    refs = _pieces(app, line, key)
    review = st.date_input("Look at it again on", value=before.review_on, format="DD/MM/YYYY", key=f"{key} review")
    why = st.text_area(
        "Why does it change?" if before.said else "Why? Needed where it is not for you.", key=f"{key} why"
    )
    marks.under(app, why, key=f"{key} why", label="Why", about=f"{line.key} why")
    return replace(
        before,
        state=state,
        lead_agency=lead,
        owner=owner.strip(),
        narrative=narrative.strip(),
        evidence=shows.strip(),
        evidence_refs=refs,
        review_on=review,
        why=why.strip(),
    )


def _lead(app: App, before: Entry, key: str) -> str:
    known = reading.agencies(app)
    refs = ["", *known]
    chosen = st.selectbox(
        "Which agency leads?",
        refs,
        index=refs.index(before.lead_agency) if before.lead_agency in refs else 0,
        format_func=lambda ref: known[ref].name if ref else "None named yet",
        key=f"{key} lead",
    )
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


def _save(app: App, entry: Entry, place: str) -> None:
    def write(mine: Entry) -> None:
        with app.unit_of_work() as db:
            service.say(db, by=app.person, frameworks=installed.in_use(app), entry=mine, now=app.now())

    called = {ref: agency.name for ref, agency in reading.agencies(app).items()}
    two_writers.keep(place, entry, write, _TITLES, what=entry.item.ref, called=called)

"""What was done: who did what to which record, and when; never a text.

In: the audit trail.
Out: its lines, newest first, of one round or of all.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act, Person
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place
from audit.services.release.decisions import KEEPING, NOT_KEEPING
from audit.store.queries import rounds, trail
from audit.store.queries.trail import TrailLine

_A_PAGE = 100  # lines
_ALL = "All rounds, and the partnership"


def render(app: App) -> None:
    """Show the trail to a facilitator or an independent scrutineer."""
    look.title("What was done")
    if not may_read(app.person):
        st.write("A facilitator or the independent scrutineer reads here who did what, and when.")
        place.link("home", "Back to Home")
        return
    st.write("Every change leaves a line: who, when, what and which record. What was written is never in it.")
    with app.reading() as db:
        every = rounds.every(db)
    chosen = st.selectbox("Which round?", [_ALL, *(audit_round.ref for audit_round in every)], key="trail round")
    round_ref = None if chosen == _ALL else chosen
    with app.reading() as db:
        count = trail.count(db, round_ref=round_ref)
    if not count:
        st.write("Nothing has been done here yet.")
        return
    pages = -(-count // _A_PAGE)
    at = st.pagination(pages, key=f"trail page {round_ref} {pages}") if pages > 1 else 1
    with app.reading() as db:
        lines = trail.lines(db, round_ref=round_ref, most=_A_PAGE, skip=(at - 1) * _A_PAGE)
    caption = f"{count:,} lines, the newest first" + (f"; page {at} of {pages}" if pages > 1 else "")
    table = look.table(caption, ("When", "Who", "What", "Which record"), rows(lines, every))
    look.html(f'<div class="ss-trail">{table}</div>')
    place.link("home", "Back to Home", icon=":material/arrow_back:")


def may_read(person: Person) -> bool:
    """Say whether a person reads the trail: a facilitator or a scrutineer, and nobody who rates."""
    return person.may(Act.SET_UP) or (person.may(Act.READ_CASES) and not person.may(Act.RATE))


def rows(lines: Sequence[TrailLine], every: Sequence[Round]) -> list[tuple[str, str, str, str]]:
    """Return lines as rows of a table.

    What somebody left standing in a text of a child who is still blind is left out: it tells of the text.
    """
    blind = tuple(
        f"{audit_round.ref}/{case.ref} "
        for audit_round in every
        for case in audit_round.cases
        if case.revealed_at_utc is None
    )
    return [
        (english.moment(line.at_utc), line.by, _event_words(line), line.about)
        for line in lines
        if not (line.event.startswith((KEEPING, NOT_KEEPING)) and line.about.startswith(blind))
    ]


def _event_words(line: TrailLine) -> str:
    words = line.event.replace("_", " ")
    version = f", version {line.version}" if line.version is not None and line.version > 1 else ""
    return f"{english.capital(words)}{version}"

"""Who should be around a child and is not: a tick for each role that nobody fills."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts.wording import inside, listed
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import ecomap
from audit.domain.journeys.ecomap import RING_WORDS, RINGS
from audit.domain.rounds.cases import Case
from audit.pages.components import look, problems
from audit.pages.components.plain import plain
from audit.pages.journeys.sight import Sight
from audit.services import journeys


def draw(app: App, sight: Sight, case: Case, key: str) -> None:
    """Draw the roles without a tie, ticked where they are marked as missing."""
    ties = sight.ties[case.ref]
    filled = {tie.role.ref for tie in ties if tie.there}
    marked = [role.ref for role in ecomap.missing(ties, sight.roles)]
    st.header("Who is missing", anchor=False)
    said = listed([inside(role.title) for role in ecomap.missing(ties, sight.roles)])
    st.write(f"Marked as missing: {plain(said)}." if said else "Nobody is marked as missing.")
    with st.expander("Mark who should be there, and is not"), st.form(f"{key} missing", border=False):
        st.write("Leave a role alone where this child has no need of it: not every child needs all of them.")
        for ring in RINGS:
            look.card_title(RING_WORDS[ring], level=3)
            for role in [one for one in sight.roles if one.ring == ring and one.ref not in filled]:
                st.checkbox(plain(role.title), value=role.ref in marked, key=_box(key, role.ref, marked), wrap=True)
        st.form_submit_button(
            "Save who is missing", on_click=_save, args=(app, sight, case, key, tuple(marked), frozenset(filled))
        )


def _save(app: App, sight: Sight, case: Case, key: str, marked: tuple[str, ...], filled: frozenset[str]) -> None:
    ticked = [
        role.ref
        for role in sight.roles
        if role.ref not in filled and st.session_state.get(_box(key, role.ref, list(marked)))
    ]
    with problems.caught(key):
        with app.unit_of_work() as db:
            journeys.mark_missing(
                db,
                by=app.person,
                framework=sight.framework,
                round_ref=sight.audit_round.ref,
                case_ref=case.ref,
                roles=[Key(sight.framework.id, ref) for ref in ticked],
                seen=[Key(sight.framework.id, ref) for ref in marked],
                now=app.now(),
            )
        st.session_state[f"{key} saved"] = "Saved who is missing."


def _box(key: str, ref: str, marked: list[str]) -> str:
    return f"{key} missing {ref} {'-'.join(marked)}"

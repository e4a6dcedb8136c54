"""Looking round the invented partnership: as whom, and how to remove it."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import ROLE_TITLES, Person, Role
from audit.pages.components import errors, look
from audit.pages.home import start
from audit.services.people import partnership
from audit.settings import SignIn
from audit.store.queries import people


def look_round_as(app: App) -> None:
    """Say that this partnership is invented, and let somebody see it as each of its people."""
    st.write("You are looking round an invented partnership. No child, place or person in it is real.")
    if app.sign_in is not SignIn.THIS_COMPUTER:
        return
    st.write("Look round as anybody in it: each person sees only what their role allows.")
    with app.reading() as db:
        known = {person.id: person for person in people.people(db) if person.active}
        short_names = {agency.ref: agency.short_name for agency in people.agencies(db)}
    ids = sorted(known, key=lambda person_id: min(list(Role).index(role) for role in known[person_id].roles))
    st.selectbox(
        "Look round as",
        ids,
        index=ids.index(app.person.id) if app.person.id in ids else 0,
        format_func=lambda person_id: in_words(known[person_id], short_names),
        key="look round as",
        on_change=lambda: start.look_round_as(st.session_state["look round as"]),
    )


def in_words(person: Person, agencies: dict[str, str]) -> str:
    """Return a person by role, such as "Auditor, CAMHS: Amara Okafor"."""
    roles = ", ".join(ROLE_TITLES[role] for role in Role if role in person.roles)
    agency = f", {agencies.get(person.agency, person.agency)}" if person.agency else ""
    return f"{roles}{agency}: {person.name}"


def offer_removal(app: App) -> None:
    """Offer to remove everything that was invented, after saying what will happen."""
    with st.expander("Remove the invented partnership"):
        look.html(
            "<p>Everything here goes: its agencies, people, rounds, ratings, findings and actions. "
            "You then begin with an empty installation. This cannot be undone.</p>"
        )
        sure = st.checkbox("Yes, remove everything that was invented")
        st.button("Remove the invented partnership", disabled=not sure, on_click=_remove, args=(app,))


def _remove(app: App) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            partnership.remove_invented(db)
        st.session_state.clear()
        st.query_params.clear()

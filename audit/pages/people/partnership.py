"""The partnership: its name and marking, its agencies and its people."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Act, Partnership
from audit.pages.components import lists, look, place
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.two_writers import Change
from audit.pages.people import accounts, agencies, emergency, evidence, terms
from audit.services.people import partnership
from audit.store.queries import people

_PLACE = "partnership"
_NAME, _MARKING = "partnership name", "partnership marking"


def render(app: App) -> None:
    """Let a facilitator say who the partnership is."""
    look.line_above("Partnership", "name, agencies and people")
    look.title("Our partnership")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator sets up the partnership. Ask yours if something here has to change.")
        place.link("home", "Back to Home")
        return
    _name(app)
    emergency.draw(app)
    agencies.draw(app)
    accounts.draw(app)
    evidence.draw(app)
    terms.draw(app)
    place.link("new-round", "Next: open a round")
    place.link("home", "Back to Home")


def _name(app: App) -> None:
    with app.reading() as db:
        there = people.partnership(db)
        called, marking = (there.name, there.marking) if there else ("", "")
    st.header("Name and marking", anchor=False)
    look.html(lists.summary([("Name", called), ("Marking on papers", marking or "None")]))
    two_writers.draw(_PLACE)
    seen = seen_version.of(_NAME, there)
    with st.expander("Change the name or the marking"), st.form("name and marking", border=False):
        st.text_input("Name of the partnership", value=called, max_chars=120, key=_NAME)
        st.text_input("Marking on papers", value=marking, max_chars=60, key=_MARKING)
        st.form_submit_button("Save name and marking", on_click=_keep_name, args=(app, seen))


def _keep_name(app: App, seen: Partnership | None) -> None:
    name, marking = st.session_state[_NAME], st.session_state[_MARKING]

    def write(seen: Partnership | None) -> None:
        with app.unit_of_work() as db:
            partnership.change(db, by=app.person, name=name, marking=marking, seen=seen, now=app.now())
            seen_version.now_is(_NAME, people.partnership(db))

    change = Change(
        place=_PLACE,
        write=write,
        rows=lambda theirs: [("Name", name, theirs.name), ("Marking on papers", marking, theirs.marking)],
        take=_take_name,
    )
    two_writers.attempt(change, seen)


def _take_name(theirs: Partnership) -> None:
    st.session_state.update({_NAME: theirs.name, _MARKING: theirs.marking})
    seen_version.now_is(_NAME, theirs)

"""Opening the app for one visitor: the database brought up to date, and somebody at the screen.

In: the settings, and whoever is signed in.
Out: an App; or a page that says why there is none.
"""

from __future__ import annotations

import streamlit as st

from audit import settings
from audit.app import App, open_app, open_up_to_date
from audit.errors import AuditError, UnusableDatabase
from audit.pages.components import look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.components.place import AS, LOOKS_ROUND_AS
from audit.pages.home import signed_in
from audit.pages.safekeeping import restore
from audit.settings import SignIn
from audit.store.queries import people


def app() -> App:
    """Return the app for whoever is at the screen; the page stops, with the reason, where that cannot be."""
    try:
        return _with_person(_opened())
    except AuditError as error:
        cannot_open(error)
        st.stop()


def cannot_open(error: AuditError) -> None:
    """Say why there is nothing to see, and offer to restore a backup where that helps and nobody has to sign in."""
    st.title("Seven Statements cannot open", anchor=False)
    st.error(plain(str(error)), icon=":material/error:")
    if isinstance(error, UnusableDatabase) and restore.may_restore_unknown(opened := open_app()):
        st.header(restore.TITLE, anchor=False)
        restore.form(opened)


def look_round_as(person_id: int) -> None:
    """From now on, see the invented partnership as one of its invented people."""
    st.session_state[LOOKS_ROUND_AS] = person_id


@st.cache_resource(show_spinner="Opening Seven Statements …")
def _opened() -> App:
    loaded = settings.load()
    settings.must_not_listen_beyond(st.get_option("server.address"), loaded.sign_in)
    partnership_lists.warm()
    return open_up_to_date(loaded)


def _with_person(opened: App) -> App:
    if opened.sign_in is SignIn.OIDC:
        return signed_in.who(opened)
    owner_app = opened.as_owner()
    if LOOKS_ROUND_AS not in st.session_state and st.query_params.get(AS, "").isdecimal():
        look_round_as(int(st.query_params[AS]))
    chosen = st.session_state.get(LOOKS_ROUND_AS)
    if chosen is None:
        return owner_app
    with owner_app.reading() as db:
        partnership = people.partnership(db)
        person = next((person for person in people.people(db) if person.id == chosen), None)
        return (
            owner_app.as_person(person)
            if person is not None and partnership is not None and partnership.invented
            else owner_app
        )


def draw_not_here() -> None:
    """Say that there is no page at this address."""
    look.title("Page not found")
    st.write("There is no page at this address. Check it for a typing mistake, or begin again from your tasks.")
    place.link("home", "Your tasks")

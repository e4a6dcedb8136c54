"""Signing in and out, where the partnership has its own sign-in.

In: what the sign-in service says of the browser.
Out: the app as that person sees it; or the page by which they sign in, again after half an hour without use.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import streamlit as st

from audit.app import App
from audit.errors import AuditError
from audit.pages.components import errors
from audit.pages.components.look import plain
from audit.services.people import partnership
from audit.settings import SignIn
from audit.store.queries import people as queries

_CLAIMS = ("iss", "sub", "email", "iat", "nonce", "sid")  # what tells one sign-in of a person from the next
_OUT = "signs out"
_LOOKED_AT_EVERY = 10  # seconds


def who(opened: App) -> App:
    """Return the app as the person who is signed in; the page stops where nobody is."""
    if st.session_state.pop(_OUT, False):
        st.logout()
        st.stop()
    if not st.user.is_logged_in:
        _ask("Sign in with your work account to go on.", "Sign in")
    try:
        app = opened.signed_in(str(st.user.email))
    except AuditError as error:
        _ask(str(error), "Sign in with another account", out=True)
    if app.person.id and not _used(app):
        minutes = int(app.idle.total_seconds() // 60)
        _ask(
            f"You were signed out: nothing was done here for {minutes} minutes, or you signed out in another window. "
            "What showed as saved is kept.",
            "Sign in again",
            out=True,
        )
    return app


def draw(app: App) -> None:
    """Say who is signed in, with the way out; and leave the page when nobody has used it for too long."""
    if app.sign_in is not SignIn.OIDC or not app.person.id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Signed in as {plain(app.person.name)}.")
        st.button("Sign out", key="sign out", icon=":material/logout:", on_click=_end, args=(app,))
    st.fragment(_watch, run_every=_LOOKED_AT_EVERY)(app)


def mark() -> str:
    """Return the mark of the browser's sign-in: a digest, from which nobody can be told."""
    claims = {name: str(st.user.get(name, "")) for name in _CLAIMS}
    return sha256(json.dumps(claims, sort_keys=True).encode()).hexdigest()


def _ask(sentence: str, button: str, *, out: bool = False) -> None:
    st.title("Seven Statements", anchor=False)
    st.write(sentence)
    if st.button(button, type="primary"):
        if out:
            st.logout()
        else:
            st.login()
    st.stop()


def _used(app: App) -> bool:
    began = datetime.fromtimestamp(float(str(st.user.get("iat") or 0)), UTC)
    with app.reading() as db:
        sign_in = queries.by_mark(db, mark())
    if sign_in is not None and sign_in.person == app.person.id and sign_in.stands(app.now(), app.idle):
        return True
    with app.unit_of_work() as db:
        return partnership.use(db, by=app.person, mark=mark(), signed_in_at=began, now=app.now(), idle=app.idle)


def _end(app: App) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            partnership.end(db, by=app.person, mark=mark(), now=app.now())
        st.session_state[_OUT] = True


def _watch(app: App) -> None:
    with app.reading() as db:
        sign_in = queries.by_mark(db, mark())
    if sign_in is None or not sign_in.holds(app.now(), app.idle):
        st.rerun()

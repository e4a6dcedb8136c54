"""Offering a framework no longer, or again; rounds that used it keep their copy."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.frameworks.editions import Edition
from audit.domain.people.person import Act
from audit.pages.components import problems
from audit.pages.forms.fields import hinted
from audit.pages.frameworks import words
from audit.services.frameworks import changing


def draw(app: App, one: Edition, rounds: tuple[str, ...]) -> None:
    """Draw the way to retire a framework, or to offer it again."""
    if not app.person.may(Act.SET_UP):
        return
    if one.retired:
        st.header("Offer it again", anchor=False)
        st.write("It is not offered when a round is opened.")
        st.button("Offer it again", key=f"offer {one.name}", on_click=_offer, args=(app, one))
        return
    with st.expander("Retire it"):
        used = (
            f" {', '.join(rounds)} used it, and {'keeps' if len(rounds) == 1 else 'keep'} the copy." if rounds else ""
        )
        st.write(
            f"It is no longer offered when a round is opened.{used} It stays here to read, and can be offered again."
        )
        with st.form(f"retire {one.name}", border=False):
            st.text_input(hinted("Why is it no longer offered?", "One line."), max_chars=500, key=_reason(one))
            st.form_submit_button("Retire it", on_click=_retire, args=(app, one))


def _retire(app: App, one: Edition) -> None:
    with problems.caught(words.TROUBLE):
        with app.unit_of_work() as db:
            changing.retire(db, by=app.person, name=one.name, reason=st.session_state[_reason(one)], now=app.now())
        st.session_state[words.DONE] = "It is no longer offered. Rounds that used it are as they were."


def _offer(app: App, one: Edition) -> None:
    with problems.caught(words.TROUBLE):
        with app.unit_of_work() as db:
            changing.offer_again(db, by=app.person, name=one.name, now=app.now())
        st.session_state[words.DONE] = "It is offered again when a round is opened."


def _reason(one: Edition) -> str:
    return f"retire {one.name} reason"

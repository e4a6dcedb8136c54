"""How long each round is kept: those that are due come first, each with the ways to take it out or erase it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.pages.components import days, look, place, problems
from audit.pages.safekeeping import told
from audit.services.safekeeping import erasure as service
from audit.store.queries import rounds
from audit.store.round_file.seal import SHORTEST


def draw(app: App) -> None:
    """Draw every round, the due ones first."""
    st.header("Rounds", anchor=False)
    with app.reading() as db:
        every = rounds.every(db)
    if not every:
        st.write("There is no round yet. Once there is one, you say here until when it is kept.")
        return
    due = service.due(every, app.today())
    st.write(due_words(len(due)))
    for one in (*due, *(one for one in every if one not in due)):
        with st.container(border=True):
            _card(app, one)


def due_words(count: int) -> str:
    """Return how many rounds are due to be erased, in a sentence."""
    if count == 0:
        return "No round is due to be erased. Nothing is ever erased by itself: you decide, on the day or later."
    verb = "round is" if count == 1 else "rounds are"
    return f"**{days.number(count).capitalize()} {verb} due to be erased.** Nothing goes by itself: you decide."


def kept_words(until: date | None, today: date) -> str:
    """Return until when a round is kept, in a sentence."""
    if until is None:
        return "No day is set yet. Your partnership's retention schedule says how long to keep it."
    if until <= today:
        return f"Due to be erased since {days.day(until)}."
    return f"Kept until {days.day(until)}."


def _card(app: App, one: Round) -> None:
    look.card_title(f"{one.ref}: {one.title}", level=3)
    st.write(kept_words(one.keep_until, app.today()))
    key = f"keep {one.ref} {one.keep_until}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            f"Keep {one.ref} until",
            value=one.keep_until,
            format="DD/MM/YYYY",
            min_value=date(2020, 1, 1),
            max_value=date(app.today().year + 30, 12, 31),
            key=f"{key} day",
        )
        st.form_submit_button(f"Set the day for {one.ref}", on_click=_keep, args=(app, one.ref, key, one.keep_until))
    if any(case.revealed_at_utc is None for case in one.cases):
        _blind(one.ref)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Write {one.ref} to a file",
            key=f"write {one.ref}",
            icon=":material/description:",
            on_click=_write,
            args=(app, one.ref),
        )
        place.link("erase", f"Erase from {one.ref}", icon=":material/delete:", round=one.ref)
    written = st.session_state.get(_written(one.ref))
    if written is not None:
        st.write("The file is ready. Whoever gets it can read it, and take the round in.")
        st.write(service.left_out_words(written.decode()))
        st.download_button(
            f"Download {one.ref}",
            data=written,
            file_name=f"{one.ref}.json",
            mime="application/json",
            key=f"download {one.ref}",
            icon=":material/download:",
            on_click=_taken,
            args=(one.ref,),
        )


def _keep(app: App, ref: str, key: str, seen: date | None) -> None:
    day: date | None = st.session_state[f"{key} day"]

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            service.keep_until(db, by=app.person, round_ref=ref, on=day, seen=seen, now=app.now())
        told.say(f"{ref} is kept until {days.day(day)}." if day else f"{ref} has no day set now.")

    told.keep_day(ref, write, day, seen)


def _blind(ref: str) -> None:
    st.write(
        f"Some children in {ref} are not revealed yet. What agencies wrote about them is left out of the file, so that "
        "nobody reads it before the reveal."
    )
    with st.expander("Seal it in the file under a passphrase"):
        st.write(
            "Only somebody with the passphrase can open the sealed part. Give it to one person who audits for no "
            "agency, such as your data protection lead, and send it apart from the file. **Without it those ratings "
            "are lost:** nobody can open them or get the passphrase back."
        )
        key = _passphrase(ref)
        st.text_input(f"Passphrase for {ref}, at least {SHORTEST} characters", type="password", key=key)
        st.text_input(f"Passphrase for {ref} again", type="password", key=f"{key} again")
        st.caption(f"Then press “Write {ref} to a file”. Four words that have nothing to do with each other are good.")


def _write(app: App, ref: str) -> None:
    keys = (_passphrase(ref), f"{_passphrase(ref)} again")
    passphrase, again = (str(st.session_state.get(key, "")) for key in keys)
    with problems.caught(told.PLACE):
        if passphrase or again:
            service.must_be_a_passphrase(passphrase, again=again)
        with app.unit_of_work() as db:
            text = service.hand_over(db, by=app.person, round_ref=ref, now=app.now(), passphrase=passphrase)
        st.session_state[_written(ref)] = text.encode()
        for key in keys:
            st.session_state.pop(key, None)


def _taken(ref: str) -> None:
    st.session_state.pop(_written(ref), None)


def _written(ref: str) -> str:
    return f"{ref} round file"


def _passphrase(ref: str) -> str:
    return f"{ref} passphrase"

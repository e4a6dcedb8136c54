"""How long each round is kept: those that are due come first, each with the ways to take it out or erase it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds import Round
from audit.pages import place, safekeeping_said
from audit.pages.components import days, look, problems
from audit.services import safekeeping as service
from audit.store.queries import rounds


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
            f"Keep {one.ref} until", value=one.keep_until, format="DD/MM/YYYY", min_value=date(2020, 1, 1),
            max_value=date(app.today().year + 30, 12, 31), key=f"{key} day",
        )  # fmt: skip
        st.form_submit_button(f"Set the day for {one.ref}", on_click=_keep, args=(app, one.ref, key, one.keep_until))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Write {one.ref} to a file", key=f"write {one.ref}", icon=":material/description:", on_click=_write,
            args=(app, one.ref),
        )  # fmt: skip
        place.link("erase", f"Erase from {one.ref}", icon=":material/delete:", round=one.ref)
    written = st.session_state.get(_written(one.ref))
    if written is not None:
        st.write("The file holds the whole round, the blind ratings too. Whoever gets it can take it in.")
        st.download_button(
            f"Download {one.ref}", data=written, file_name=f"{one.ref}.json", mime="application/json",
            key=f"download {one.ref}", icon=":material/download:", on_click=_taken, args=(one.ref,),
        )  # fmt: skip


def _keep(app: App, ref: str, key: str, seen: date | None) -> None:
    day: date | None = st.session_state[f"{key} day"]
    with problems.caught(safekeeping_said.PLACE):
        with app.unit_of_work() as db:
            service.keep_until(db, by=app.person, round_ref=ref, on=day, seen=seen, now=app.now())
        safekeeping_said.say(f"{ref} is kept until {days.day(day)}." if day else f"{ref} has no day set now.")


def _write(app: App, ref: str) -> None:
    with problems.caught(safekeeping_said.PLACE):
        with app.unit_of_work() as db:
            text = service.hand_over(db, by=app.person, round_ref=ref, now=app.now())
        st.session_state[_written(ref)] = text.encode()


def _taken(ref: str) -> None:
    st.session_state.pop(_written(ref), None)


def _written(ref: str) -> str:
    return f"{ref} round file"

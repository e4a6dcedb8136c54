"""How long each inspection is kept: a day for each, and the way to erase it with all that was asked for.

In: every inspection that was notified.
Out: its day set, or the inspection gone; the trail keeps that it was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.inspection.notified import Notified
from audit.pages.components import days, look, problems
from audit.pages.safekeeping import rounds, told
from audit.services.inspection import notified as service


def draw(app: App) -> None:
    """Draw every inspection, the due ones first; nothing where there is none."""
    with app.reading() as db:
        found = service.inspections(db, viewer=app.viewer())
    if not found:
        return
    st.header("Inspections", anchor=False)
    for one in sorted(found, key=lambda each: each.keep_until or date.max):
        with st.container(border=True):
            _card(app, one)


def _card(app: App, one: Notified) -> None:
    look.card_title(f"{one.kind.label}, notified on {days.day(one.notified_on)}", level=3)
    st.write(rounds.kept_words(one.keep_until, app.today()))
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
        st.form_submit_button(f"Set the day for {one.ref}", on_click=_keep, args=(app, one, key))
    with st.expander(f"Erase {one.ref} for good"):
        st.write(
            "**What will go:** its days, its note, and all that inspectors asked for. **What stays:** the line that "
            "somebody erased it, and when; the round of the children they chose, which is erased by itself; and "
            "calendars and papers that were taken out of here."
        )
        with st.form(f"erase {one.ref}", border=False, enter_to_submit=False):
            st.text_input(f"To erase it for good, type {one.ref}", key=f"erase {one.ref} typed", autocomplete="off")
            st.form_submit_button(
                f"Erase {one.ref}", icon=":material/delete_forever:", on_click=_erase, args=(app, one)
            )


def _keep(app: App, one: Notified, key: str) -> None:
    day: date | None = st.session_state[f"{key} day"]

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            service.keep_until(db, by=app.person, inspection=replace(one, keep_until=seen), on=day, now=app.now())
        said = f"is kept until {days.day(day)}" if day else "has no day set now"
        told.say(f"The {one.ref} {said}.")

    told.keep_day(f"the {one.ref}", write, day, one.keep_until)


def _erase(app: App, one: Notified) -> None:
    with problems.caught(told.ERASING):
        with app.unit_of_work() as db:
            typed = str(st.session_state.get(f"erase {one.ref} typed", ""))
            service.erase(db, by=app.person, inspection=one, confirmed=typed, now=app.now())
        app.scrub()
        told.say(f"The {one.ref} is erased. Look at “Old copies” below, and at backups taken away.")

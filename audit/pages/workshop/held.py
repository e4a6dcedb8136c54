"""When the workshop was held: confirmed once with the first judgement, and changed on the page of dates.

In: a round, and the days on which its cases were revealed, which are offered.
Out: days that a facilitator has confirmed; until then no paper says when the workshop was.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import TOLD, Round, Stage, WorkshopHeld
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.participation import reveal_days
from audit.errors import AuditError
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.services.workshop import moderation
from audit.store.work import Db

PLACE = "workshop held"
_THEN, _BEFORE = "then", "before"


def ask(audit_round: Round, today: date) -> None:
    """Ask when the workshop was held, where cases were revealed on a day that nobody has confirmed."""
    offered = words.days_to_confirm(audit_round)
    if not offered:
        return
    answer = st.radio(
        "When was this workshop held? Papers will say so.",
        (_THEN, _BEFORE),
        format_func={
            _THEN: f"On {words.days(offered)}, when grades were revealed",
            _BEFORE: "On another day: this is typed in afterwards",
        }.__getitem__,
        key=_key(audit_round, "when"),
    )
    if answer == _BEFORE:
        st.date_input(
            "Day of the workshop", value=None, max_value=today, format="DD/MM/YYYY", key=_key(audit_round, "day")
        )


def confirm(db: Db, app: App, audit_round: Round) -> None:
    """Keep what was answered with a judgement; raises AuditError where another day is said and none is chosen."""
    offered, there = words.days_to_confirm(audit_round), audit_round.workshop_held
    answer = st.session_state.get(_key(audit_round, "when"))
    if not offered or answer is None:
        return
    held = WorkshopHeld(days=(*(there.days if there else ()), *offered))
    if answer == _BEFORE:
        day: date | None = st.session_state.get(_key(audit_round, "day"))
        if day is None:
            raise AuditError("Choose the day on which the workshop was held.")
        held = WorkshopHeld(days=(*(there.days if there else ()), day), typed_in_afterwards=True)
    moderation.confirm_workshop(db, by=app.person, round_ref=audit_round.ref, held=held, seen=there, now=app.now())


def change(app: App, audit_round: Round) -> None:
    """Draw the days as they were confirmed, and the form that changes them; nothing before the workshop."""
    if audit_round.stage not in (Stage.WORKSHOP, *TOLD):
        return
    st.header("When the workshop was held", anchor=False)
    there = audit_round.workshop_held
    st.write(f"{words.held(there)}." if there else "Not confirmed yet, so papers do not say when it was held.")
    two_writers.draw(PLACE)
    if audit_round.stage is Stage.CLOSED:
        return
    offered = there.days if there else reveal_days(audit_round.active_cases())
    with st.form(_key(audit_round, "form"), border=False):
        for place, day in enumerate((*offered, None), start=1):
            st.date_input(
                f"Workshop held on (day {place})",
                value=day,
                max_value=max(app.today(), day or app.today()),
                format="DD/MM/YYYY",
                key=_key(audit_round, f"day {place}"),
            )
        st.checkbox(
            "The judgements were typed in afterwards, not in the room",
            value=there.typed_in_afterwards if there else False,
            key=_key(audit_round, "afterwards"),
        )
        st.form_submit_button("Save the workshop’s days", on_click=_save, args=(app, audit_round, len(offered) + 1))


def _save(app: App, audit_round: Round, fields: int) -> None:
    given = (st.session_state[_key(audit_round, f"day {place}")] for place in range(1, fields + 1))
    held = WorkshopHeld(
        days=tuple(day for day in given if day is not None),
        typed_in_afterwards=st.session_state[_key(audit_round, "afterwards")],
    )

    def write(seen: WorkshopHeld | None) -> None:
        with app.unit_of_work() as db:
            moderation.confirm_workshop(
                db, by=app.person, round_ref=audit_round.ref, held=held, seen=seen, now=app.now()
            )

    def rows(theirs: WorkshopHeld | None) -> Rows:
        return [("When it was held", words.held(held), words.held(theirs) if theirs else "not confirmed")]

    what = "the workshop’s days"
    two_writers.attempt(Change(place=PLACE, what=what, write=write, rows=rows), audit_round.workshop_held)


def _key(audit_round: Round, name: str) -> str:
    there = audit_round.workshop_held
    return f"held {audit_round.ref} {words.held(there) if there else ''} {name}"

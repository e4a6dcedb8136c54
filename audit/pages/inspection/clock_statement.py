"""The written statement that answers a letter: when it is due, and the day it was sent.

In: the letters that were kept.
Out: for each the day its statement is due, until somebody says on which day it went.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import days, house, look, place
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows, in_words
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.store.queries import inspections as letters
from audit.store.queries import notified as queries
from audit.store.queries import rounds

_PLACE = "statement sent"


def draw(app: App) -> None:
    """Draw each letter's statement; nothing where no letter was kept."""
    with app.reading() as db:
        refs = letters.refs(db)
        every = [one for one in rounds.every(db) if one.ref in refs]
        found = [(one, letters.inspection(db, audit_round=one)) for one in every]
        sent = {one.ref: queries.statement_sent(db, audit_round=one) for one in every}
    if not found:
        return
    st.header("The written statement", anchor=False)
    two_writers.draw(_PLACE)
    for audit_round, inspection in found:
        if inspection is not None:
            _one(app, audit_round, inspection, sent[audit_round.ref])


def _one(app: App, audit_round: Round, inspection: Inspection, sent: date | None) -> None:
    look.card_title(f"Letter of {days.day(inspection.published)}", level=3)
    due = published.due(inspection, house.inspection_clock())
    key = f"statement {audit_round.ref} {sent}"
    if sent is not None:
        late = f", {days.number((sent - due).days)} days after it was due" if sent > due else ""
        st.write(f"Sent on {days.day(sent)}{late}.")
        if app.person.may(Act.SET_UP):
            back = (app, audit_round.ref, key, False, sent)
            st.button("It was not sent after all", key=f"{key} back", on_click=_say, args=back)
        return
    verb = "is" if due >= app.today() else "was"
    st.write(f"It {verb} due on {days.day(due)}, {days.from_today(due, app.today())}.")
    place.link("letter", "The letter and its statement", icon=":material/description:")
    if app.person.may(Act.SET_UP):
        st.date_input(
            "When it is sent: on which day?",
            value=app.today(),
            min_value=inspection.published,
            max_value=max(app.today(), inspection.published),
            format="DD/MM/YYYY",
            key=f"{key} on",
        )
        args = (app, audit_round.ref, key, True, sent)
        st.button("The statement was sent", key=f"{key} sent", on_click=_say, args=args)


def _say(app: App, round_ref: str, key: str, sent: bool, seen: date | None) -> None:
    on: date | None = (st.session_state.get(f"{key} on") or app.today()) if sent else None

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            service.say_sent(db, by=app.person, round_ref=round_ref, on=on, seen=seen, now=app.now())

    def rows(theirs: date | None) -> Rows:
        return [("The statement was sent", in_words(on) or "not sent", in_words(theirs) or "not sent")]

    two_writers.attempt(Change(place=_PLACE, what="the day", write=write, rows=rows), seen)

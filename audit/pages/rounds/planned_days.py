"""The dates of a round, which may move."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import DATE_TITLES, Dates, Round, Stage
from audit.pages.components import days, lists, look, place
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.rounds import top
from audit.pages.workshop import held
from audit.services.rounds import setup

_PLACE = "round dates"


def render(app: App) -> None:
    """Let a facilitator set and move the days that a round is planned by."""
    audit_round = top.top(app, "Dates", step="set-up · dates")
    if audit_round is None:
        return
    st.write(
        "These are the days you plan. A day that moves is kept in the activity log, and everyone sees the new one."
    )
    look.html(lists.summary(facts(audit_round.dates, app.today())))
    two_writers.draw(_PLACE)
    if audit_round.stage is Stage.CLOSED:
        st.write("The round is closed, so its dates stay as they are.")
    else:
        _form(app, audit_round)
    if place.letter_of(app, audit_round) is None:
        held.change(app, audit_round)
    top.back(audit_round)


def facts(dates: Dates, today: date) -> list[tuple[str, str]]:
    """Return each day with how far off it is, for a summary list."""
    known = [(title, getattr(dates, name)) for name, title in DATE_TITLES.items()]
    return [(title, f"{days.day(one)}, {days.from_today(one, today)}" if one else "Not set") for title, one in known]


def _form(app: App, audit_round: Round) -> None:
    earliest = date(app.today().year - 5, 1, 1)
    seen = seen_version.of(_key(audit_round, next(iter(DATE_TITLES))), audit_round.dates)
    with st.form(f"dates {audit_round.ref}", border=False):
        for name, title in DATE_TITLES.items():
            there = getattr(audit_round.dates, name)
            st.date_input(
                f"{title} (day)",
                value=there,
                min_value=min(earliest, there or earliest),
                format="DD/MM/YYYY",
                key=_key(audit_round, name),
            )
        st.form_submit_button("Save the dates", type="primary", on_click=_keep, args=(app, audit_round, seen))


def _keep(app: App, audit_round: Round, seen: Dates) -> None:
    dates = Dates(**{name: st.session_state[_key(audit_round, name)] for name in DATE_TITLES})
    first = _key(audit_round, next(iter(DATE_TITLES)))

    def write(seen: Dates) -> None:
        with app.unit_of_work() as db:
            setup.set_dates(db, by=app.person, round_ref=audit_round.ref, dates=dates, seen=seen, now=app.now())
        seen_version.now_is(first, dates)

    def take(theirs: Dates) -> None:
        st.session_state.update({_key(audit_round, name): getattr(theirs, name) for name in DATE_TITLES})
        seen_version.now_is(first, theirs)

    def rows(theirs: Dates) -> Rows:
        return [(title, _day(dates, name), _day(theirs, name)) for name, title in DATE_TITLES.items()]

    two_writers.attempt(Change(place=_PLACE, write=write, rows=rows, take=take), seen)


def _day(dates: Dates, name: str) -> str:
    day = getattr(dates, name)
    return days.day(day) if day else ""


def _key(audit_round: Round, name: str) -> str:
    return f"dates {audit_round.ref} {name}"

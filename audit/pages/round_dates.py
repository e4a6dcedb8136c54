"""The dates of a round, which may move."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.rounds import DATE_TITLES, Dates, Round, Stage
from audit.pages import round_top, workshop_held
from audit.pages.components import days, lists, look, problems
from audit.services import rounds

_PLACE = "round dates"


def render(app: App) -> None:
    """Let a facilitator set and move the days that a round is planned by."""
    audit_round = round_top.top(app, "Dates", step="set-up · dates")
    if audit_round is None:
        return
    st.write(
        "These are the days you plan. A day that moves is kept in the activity log, and everyone sees the new one."
    )
    look.html(lists.summary(facts(audit_round.dates, app.today())))
    problems.shown(_PLACE)
    if audit_round.stage is Stage.CLOSED:
        st.write("The round is closed, so its dates stay as they are.")
    else:
        _form(app, audit_round)
    workshop_held.change(app, audit_round)
    round_top.back(audit_round)


def facts(dates: Dates, today: date) -> list[tuple[str, str]]:
    """Return each day with how far off it is, for a summary list."""
    known = [(title, getattr(dates, name)) for name, title in DATE_TITLES.items()]
    return [(title, f"{days.day(one)}, {days.from_today(one, today)}" if one else "Not set") for title, one in known]


def _form(app: App, audit_round: Round) -> None:
    earliest = date(app.today().year - 5, 1, 1)
    with st.form(f"dates {audit_round.ref}", border=False):
        for name, title in DATE_TITLES.items():
            there = getattr(audit_round.dates, name)
            st.date_input(
                f"{title} (day)", value=there, min_value=min(earliest, there or earliest), format="DD/MM/YYYY",
                key=_key(audit_round, name),
            )  # fmt: skip
        st.form_submit_button("Save the dates", type="primary", on_click=_keep, args=(app, audit_round))


def _keep(app: App, audit_round: Round) -> None:
    dates = Dates(**{name: st.session_state[_key(audit_round, name)] for name in DATE_TITLES})
    with problems.caught(_PLACE), app.unit_of_work() as db:
        rounds.set_dates(
            db, by=app.person, round_ref=audit_round.ref, dates=dates, seen=audit_round.dates, now=app.now()
        )


def _key(audit_round: Round, name: str) -> str:
    return f"dates {audit_round.ref} {name}"

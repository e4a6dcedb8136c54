"""The inspection clock: every day that follows from a notification, for the real thing or as a rehearsal.

In: a day, and whether it is a rehearsal; nothing is kept.
Out: the steps as a table, and as a calendar to download.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from audit import settings
from audit.app import App
from audit.documents.inspection_calendar import write_inspection_calendar
from audit.domain.clock import ClockDay, from_notification
from audit.domain.counting import add_working_days
from audit.errors import AuditError
from audit.library import bank_holidays, house_rules
from audit.pages import place
from audit.pages.components import days, lists, look

_REAL, _REHEARSAL = "Inspectors have rung", "Rehearsal"
_HEADINGS = ("Working day", "Date", "Step", "Who")


def render(app: App) -> None:
    """Let anybody count the days of an inspection."""
    look.line_above("Inspection", "The days that follow from the call")
    look.title("The inspection clock")
    st.write(
        "The day of the call is day 1. Weekends and bank holidays are left out. Nothing is kept on this page, so a "
        "rehearsal changes nothing."
    )
    kind = st.radio("Which is it?", [_REHEARSAL, _REAL], key="clock kind", horizontal=True)
    working = add_working_days(app.today() - timedelta(days=1), 1, bank_holidays.england())
    notified = st.date_input(
        "Day of notification", value=working, format="DD/MM/YYYY", key="clock day",
        min_value=date(2015, 1, 1), max_value=date(2060, 12, 31),
    )  # fmt: skip
    if notified is not None:
        try:
            steps = house_rules.inspection_clock(settings.load().folder)
            found = from_notification(steps, notified, bank_holidays.england())
            _show(app, found, rehearsal=kind == _REHEARSAL)
        except AuditError as error:
            st.error(str(error), icon=":material/error:")
    place.link("letter", "The inspection letter")
    place.link("home", "Back to Home")


def rows(found: Sequence[ClockDay]) -> list[tuple[str, str, str, str]]:
    """Return a row for each step; a day that no rule fixes is marked as about."""
    return [(str(one.day), days.day(one.on) + ("" if one.sure else " (about)"), one.step, one.who) for one in found]


def _show(app: App, found: Sequence[ClockDay], *, rehearsal: bool) -> None:
    st.header("REHEARSAL: the days" if rehearsal else "The days", anchor=False)
    if rehearsal:
        st.info("REHEARSAL. No inspector has rung. Every entry of the calendar says so too.")
    coming = next((one for one in found if one.on >= app.today()), None)
    if coming is not None:
        st.write(f"Next: {coming.step}, {days.from_today(coming.on, app.today())}.")
    name = "REHEARSAL: days of the inspection" if rehearsal else "Days of the inspection"
    look.html(lists.table(name, _HEADINGS, rows(found), captioned=False))
    st.caption("“About”: practice shows this day, and no rule that was seen fixes it. Your inspectors say the day.")
    st.download_button(
        "Get the days for a calendar (.ics)",
        data=write_inspection_calendar(found, now=app.now(), rehearsal=rehearsal),
        file_name=f"{'REHEARSAL-' if rehearsal else ''}inspection-{found[0].on.isoformat()}.ics",
        mime="text/calendar",
        key="clock calendar",
        icon=":material/calendar_month:",
        on_click="ignore",
    )

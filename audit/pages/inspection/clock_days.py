"""The days of an inspection here: the usual ones, or those that the partnership's inspectors gave.

In: the steps as they count now, or a file of them.
Out: a file in the data folder, by which every page and command counts; a wrong one is refused with its entry named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from audit import settings
from audit.app import App
from audit.domain import english
from audit.domain.inspection.clock import LONGEST, ClockStep, from_notification
from audit.domain.people.person import Act
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.inspection import clock
from audit.services.inspection import notified
from audit.store.work import Db

_DONE = "clock days said"
_PLACE = "clock days"


def render(app: App) -> None:
    """Show the steps as they count here, and let a facilitator change their days."""
    look.line_above("Readiness", "inspection clock")
    look.title("The days of an inspection here")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator sets the days of an inspection.")
        place.link("clock", "Inspection clock", icon=":material/arrow_back:")
        return
    if message := st.session_state.pop(_DONE, ""):
        st.success(plain(message), icon=":material/check_circle:")
    two_writers.draw(_PLACE)
    folder = settings.load().folder
    own = local_lists.own_clock(folder)
    seen = two_writers.drawn_last("clock days", local_lists.clock_text(folder))
    st.write(
        "These are your own days, and every page and command counts by them."
        if own
        else "These are the usual days of the method. Where your inspectors give others, change them here: every page "
        "and command counts by what stands here. A clock that runs is counted again at once."
    )
    with errors.shown():
        _change(app, local_lists.clock_text(folder))
    _file(app, seen)
    if own:
        st.header("Go back", anchor=False)
        text = local_lists.clock_text(folder)
        st.button("Use the usual days again", key="clock days usual", on_click=_usual, args=(app, text))
    place.link("clock", "Inspection clock", icon=":material/arrow_back:")


def _change(app: App, clock_text: str) -> None:
    st.header("Change the days", anchor=False)
    st.caption(
        "Working days leave out Saturdays, Sundays and England’s bank holidays; the day of notification is day 1, the "
        "letter’s day is day 0."
    )
    key = two_writers.fields_at(_PLACE)
    began = two_writers.of(f"{key} 1", clock_text)
    steps = local_lists.read_clock(began.encode(), local_lists.CLOCK)
    typed = [
        clock_step if number == 0 and clock_step.day == 1 else _step(clock_step, f"{key} {number}")
        for number, clock_step in enumerate(steps)
    ]
    if not st.button("Keep these days", type="primary", key=f"{_PLACE} keep"):
        return
    _keep(app, local_lists.clock_as_file(typed), began, "The days are kept.")
    st.rerun()


def _step(clock_step: ClockStep, key: str) -> ClockStep:
    label = f"{clock_step.step}: {clock_step.counted_as}"
    return clock_step.on_day(
        int(st.number_input(label, min_value=1, max_value=LONGEST, value=clock_step.count, step=1, key=key))
    )


def _file(app: App, seen: str) -> None:
    st.header("Change steps in a file", anchor=False)
    st.write("To add, rename or take away a step, take the file, change it in a text editor, and put it back here.")
    st.download_button(
        "Download the steps (.yaml)",
        data=local_lists.clock_text(settings.load().folder),
        file_name=local_lists.CLOCK,
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
    )
    file = st.file_uploader("The changed file", type=["yaml", "yml"], key="clock days file")
    if file is None:
        return
    with errors.shown():
        steps = local_lists.read_clock(file.getvalue(), file.name)
        _preview(app.today(), steps)
        if st.button("Keep the steps of this file", key="clock days take"):
            _keep(app, file.getvalue(), seen, "The steps of the file are kept.")
            st.rerun()


def _preview(today: date, steps: Sequence[ClockStep]) -> None:
    holidays = bank_holidays.england()
    first = next(
        day for day in (today + timedelta(days=n) for n in range(14)) if day.weekday() < 5 and day not in holidays
    )
    st.write(f"As if inspectors rang on {english.day(first)}:")
    rows = [
        (str(clock_day.day), english.short_day(clock_day.on), clock_day.step)
        for clock_day in from_notification(steps, first, holidays)
    ]
    look.html(look.table("Steps of the file", ("Working day", "Date", "Step"), rows, captioned=False))


def _keep(app: App, content: bytes, seen: str, message: str) -> None:
    def write(seen: str) -> None:
        with _recounted(app) as db:
            notified.keep(db, by=app.person, folder=settings.load().folder, content=content, seen=seen, now=app.now())
        st.session_state[_DONE] = message

    _attempt(write, content.decode("utf-8", "replace"), seen)


def _usual(app: App, seen: str) -> None:
    def write(seen: str) -> None:
        with _recounted(app) as db:
            notified.use_the_usual(db, by=app.person, folder=settings.load().folder, seen=seen, now=app.now())
        st.session_state[_DONE] = "The usual days count again."

    _attempt(write, local_lists.clock_text(), seen)


def _attempt(write: Callable[[str], None], own_text: str, seen: str) -> None:
    def rows(other_text: str) -> Rows:
        ours, other_days = (_days_of(text) for text in (own_text, other_text))
        return [(step, ours.get(step, "left out"), other_days.get(step, "left out")) for step in {**ours, **other_days}]

    two_writers.attempt(Change(place=_PLACE, subject="the days of an inspection", write=write, rows=rows), seen)


def _days_of(text: str) -> dict[str, str]:
    """Return when each step of a file is."""
    steps = local_lists.read_clock(text.encode(), local_lists.CLOCK)
    return {clock_step.step: f"{clock_step.counted_as} {clock_step.count}" for clock_step in steps}


@contextmanager
def _recounted(app: App) -> Iterator[Db]:
    """Yield a unit of work that changes the steps; the inspection whose clock runs is counted by the new ones."""
    try:
        before, inspection = partnership_lists.inspection_clock(), clock.running(app)
    except AuditError:  # the steps that stood there cannot be counted by
        before, inspection = (), None
    with app.unit_of_work() as db:
        yield db
        if inspection is not None:
            notified.recount(
                db,
                by=app.person,
                inspection=inspection,
                before=before,
                after=partnership_lists.inspection_clock(),
                holidays=bank_holidays.england(),
                now=app.now(),
            )

"""The days of an inspection here: the usual ones, or those that the partnership's inspectors gave.

In: the steps as they count now, or a file of them.
Out: a file in the data folder, by which every page and command counts; a wrong one is refused with its entry named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from audit import settings
from audit.app import App
from audit.domain import english
from audit.domain.inspection.clock import LONGEST, ClockStep, from_notification
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.forms import form, two_writers
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, NumberField, Part
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


def _day_fields(steps: Sequence[ClockStep]) -> dict[str, NumberField]:
    return {
        clock_step.step: NumberField(
            name=clock_step.step[:100],
            label=f"{clock_step.step}: {clock_step.counted_as}",
            least=1,
            most=LONGEST,
            start=str(clock_step.count),
            needed=True,
        )
        for number, clock_step in enumerate(steps)
        if number or clock_step.day != 1
    }


def _change(app: App, clock_text: str) -> None:
    st.header("Change the days", anchor=False)
    st.caption(
        "Working days leave out Saturdays, Sundays and England’s bank holidays; the day of notification is day 1, the "
        "letter’s day is day 0."
    )
    folder = settings.load().folder
    steps = local_lists.read_clock(clock_text.encode(), local_lists.CLOCK)
    fields = _day_fields(steps)

    def write(db: Db, entered: Entered) -> None:
        typed = [
            one.on_day(entered.number(fields[one.step].name) or one.count) if one.step in fields else one
            for one in steps
        ]
        stored = local_lists.clock_text(folder)
        seen, content = stored if _mark(stored) == entered.seen else "", local_lists.clock_as_file(typed)
        with _recounted(app, db):
            notified.keep(db, by=app.person, folder=folder, content=content, seen=seen, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.CLOCK_DAYS,
            seen=_mark(clock_text),
            parts=(Part(fields=tuple(fields.values())),),
            button="Keep these days",
            write=write,
            done=lambda _: st.success("The days are kept.", icon=":material/check_circle:"),
            subject="the days of an inspection",
        )
    )


def _mark(text: str) -> str:
    """Return a name for the steps that changes with every word of them."""
    return hashlib.sha256(text.encode()).hexdigest()


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
        with app.unit_of_work() as db, _recounted(app, db):
            notified.keep(db, by=app.person, folder=settings.load().folder, content=content, seen=seen, now=app.now())
        st.session_state[_DONE] = message

    _attempt(write, content.decode("utf-8", "replace"), seen)


def _usual(app: App, seen: str) -> None:
    def write(seen: str) -> None:
        with app.unit_of_work() as db, _recounted(app, db):
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
def _recounted(app: App, db: Db) -> Iterator[None]:
    """Count the inspection whose clock runs by the new steps, in the unit of work that changes them."""
    try:
        before, inspection = partnership_lists.inspection_clock(), clock.running(app)
    except AuditError:  # the steps that stood there cannot be counted by
        before, inspection = (), None
    yield
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

"""Due dates as a calendar file.

In: actions or the days of an inspection, and the time the file is made.
Out: the bytes of an .ics file: a whole day for each action that is not done, and each step; no words that anybody
typed but the owner's role, so that no child is in anybody's calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from audit.documents.typed import single_line
from audit.domain.days import day_of
from audit.domain.identifying.released import must_be_released
from audit.domain.inspection.clock import ClockDay
from audit.domain.plan.action_words import in_brief
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Followed

_CLOSED = (Group.DONE, Group.DIFFERENCE, Group.STOPPED)


def write_calendar(actions: Iterable[Followed], *, now: datetime) -> bytes:
    """Return the due dates of the actions that are still open; read again, the same action keeps its place.

    A calendar leaves the audit group, so the actions are released.
    """
    actions = tuple(actions)
    must_be_released(actions)
    made = _calendar("Actions: due dates")
    for followed in actions:
        if followed.action.group(day_of(now)) not in _CLOSED:
            made.add_component(_event(followed, now))
    return bytes(made.to_ical())


def write_clock(days: Iterable[ClockDay], *, key: str, version: int, now: datetime, rehearsal: bool = False) -> bytes:
    """Return an inspection's days; read again, a step keeps its place, since `key` names the inspection for good."""
    before = "REHEARSAL: " if rehearsal else ""
    made = _calendar(f"{before}Inspection clock")
    for clock_day in days:
        uid = f"{key}-{re.sub('[^a-z0-9]+', '-', clock_day.step.lower())}@seven-statements"
        event = _whole_day(clock_day.on, uid=uid, sequence=version, now=now)
        event.add("summary", single_line(f"{before}{clock_day.step}{'' if clock_day.sure else ' (about)'}"))
        event.add(
            "description",
            single_line(f"{before}{clock_day.who}. Working day {clock_day.day}, notification being day 1."),
        )
        _private(event)
        made.add_component(event)
    return bytes(made.to_ical())


def _calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Seven Statements//Due dates//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    return made


def _whole_day(on: date, *, uid: str, sequence: int, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid.replace(" ", "-"))
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    return event


def _private(event: Event) -> None:
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")


def _event(followed: Followed, now: datetime) -> Event:
    action = followed.action
    uid = f"{followed.round_ref}-{action.ref}@seven-statements"
    event = _whole_day(action.due_now, uid=uid, sequence=action.version + len(action.updates), now=now)
    event.add("summary", f"Action {action.ref} ({followed.round_ref}), {in_brief(action, day_of(now))}")
    event.add(
        "description",
        single_line(
            f"Owner: {action.owner}, {followed.agency}. Say how it is going in Seven Statements, under My actions."
        ),
    )
    _private(event)
    return event

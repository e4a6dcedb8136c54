"""Due dates as a calendar file.

In: actions, and the time the file is made.
Out: the bytes of an .ics file: a whole day for each action that is not done; no words that anybody typed but the
owner's role, so that no child is in anybody's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from audit.domain.actions import Group
from audit.domain.following import Followed

_CLOSED = (Group.DONE, Group.DIFFERENCE, Group.STOPPED)


def write_calendar(actions: Iterable[Followed], *, now: datetime) -> bytes:
    """Return the due dates of the actions that are still open; read again, the same action keeps its place."""
    made = Calendar()
    made.add("prodid", "-//Seven Statements//Due dates//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Actions: due dates")
    for one in actions:
        if one.action.group(now.date()) not in _CLOSED:
            made.add_component(_event(one, now))
    return bytes(made.to_ical())


def _event(one: Followed, now: datetime) -> Event:
    action, event = one.action, Event()
    event.add("uid", f"{one.round_ref}-{action.ref}@seven-statements".replace(" ", "-"))
    event.add("dtstamp", now)
    event.add("sequence", action.version + len(action.updates))
    event.add("dtstart", action.due_now)
    event.add("dtend", action.due_now + timedelta(days=1))
    event.add("summary", f"Action {action.ref} is due ({one.round_ref})")
    event.add(
        "description",
        f"Owner: {action.owner}, {one.agency}. Say how it is going in Seven Statements, under My actions.",
    )
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    return event

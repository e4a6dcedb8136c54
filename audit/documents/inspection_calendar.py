"""The inspection clock as a calendar file.

In: the days of the clock, and the time the file is made.
Out: the bytes of an .ics file: a whole day for each step; a rehearsal says so in every entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from audit.domain.clock import ClockDay


def write_inspection_calendar(days: Iterable[ClockDay], *, now: datetime, rehearsal: bool) -> bytes:
    """Return the steps as days in a calendar; entries of a rehearsal never take the place of the real ones."""
    made = Calendar()
    made.add("prodid", "-//Seven Statements//Inspection clock//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "REHEARSAL: inspection" if rehearsal else "Inspection")
    days = tuple(days)
    for number, one in enumerate(days, start=1):
        made.add_component(_event(one, f"{days[0].on:%Y%m%d}-{number}", now, rehearsal=rehearsal))
    return bytes(made.to_ical())


def _event(one: ClockDay, place: str, now: datetime, *, rehearsal: bool) -> Event:
    event = Event()
    event.add("uid", f"inspection-{'rehearsal-' if rehearsal else ''}{place}@seven-statements")
    event.add("dtstamp", now)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", f"{'REHEARSAL: ' if rehearsal else ''}{one.step}{'' if one.sure else ' (about)'}")
    event.add("description", f"Working day {one.day}. {one.who}.")
    event.add("transp", "TRANSPARENT")
    return event

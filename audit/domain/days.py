"""Days: what day it is for people in England.

In: a moment in UTC.
Out: its date in London, which is what "today" means everywhere here.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Return the date in London at a moment, which must know its zone."""
    return moment.astimezone(LONDON).date()

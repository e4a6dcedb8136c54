"""Days: what day it is for people in England, and which day a text says.

In: a moment in UTC; a date or a month as people and spreadsheets write it.
Out: its date in London, which is what "today" means everywhere here; the day that was meant, day before month; the
number of the month.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Return the date in London at a moment, which must know its zone."""
    return moment.astimezone(LONDON).date()


_PATTERNS = (
    re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ \-/.]?(?P<month>[a-z]{3,9})[ \-/.,]{0,2}(?P<year>\d{4}|\d{2})"),
)
_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[, ]+")
_MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))  # any month's name, as a pattern for texts in small letters
_NUMBER = re.compile(r"([0-9]{4,5})(?:\.[0-9]+)?")
_SERIALS = range(7306, 73051)  # Excel's number of a day, for 1 January 1920 to 31 December 2099
_SERIAL_ZERO = date(1899, 12, 30)


def read_day(text: str) -> date | None:
    """Return the day that a text says, day before month, as people and spreadsheets write it; None where it says none.

    Read are 3/12/2026, 03.12.26, 3 Dec 2026, 3rd December 2026, 03-Dec-26, 2026-12-03, each with a time of day or a
    weekday or without, and Excel's own number of a day (46359, or 46359.5 with a time). A year of two figures is one of
    this century.
    """
    words = " ".join(text.replace("\u00a0", " ").split()).casefold()
    words = _WEEKDAY.sub("", _TIME.sub("", words)).strip()
    serial = _NUMBER.fullmatch(words)
    if serial and int(serial[1]) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(serial[1]))
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(words))), None)
    if match is None:
        return None
    month, year = month_number(match["month"]), int(match["year"])
    try:
        return date(year + 2000 if year < 100 else year, month, int(match["day"]))
    except ValueError:
        return None


def month_number(text: str) -> int:
    """Return a month's number, from its figures or its name in full or short; 0 where it is no month's name."""
    return int(text) if text.isdigit() else _MONTHS.get(text.casefold(), 0)

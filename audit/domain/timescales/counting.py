"""Counting: from a day and a number of days, weeks, months or working days, to the day something is due.

In: the day of an event, which is day 0; England's bank holidays where working days are counted.
Out: the day reached. A month ends on the same day of a later month, or on that month's last day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Holidays = frozenset[date]
MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later (earlier where negative), or that month's last day where it has none."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=20_000)
def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """Return the day that is `count` working days later; Saturdays, Sundays and bank holidays do not count."""
    found = day
    while count > 0:
        found += timedelta(days=1)
        if found.weekday() < 5 and found not in holidays:
            count -= 1
    return found


def add(day: date, count: int, unit: str, holidays: Holidays) -> date:
    """Return the day that is some days, weeks, months or working days after a day, which is day 0."""
    if unit == "months":
        return add_months(day, count)
    if unit == "working_days":
        return add_working_days(day, count, holidays)
    return day + timedelta(days=count * (7 if unit == "weeks" else 1))


def age_on(born: date, day: date) -> int:
    """Return how many whole years old somebody is on a day; born on 29 February, they turn on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def in_words(day: date) -> str:
    """Return a day, such as "6 October 2024"."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"

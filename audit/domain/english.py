"""English: numbers, lists, sentences, days and times as GOV.UK writes them. Nothing else makes words of a count.

In: counts, names, texts, days and moments in UTC.
Out: plain British English: "one" in a sentence and figures from 2 up, "A, B and C", "Friday 18 December 2026".

Here too:
- A day as people type it, such as "3/12/26" or "3rd December", and why a text is no day.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Self

from audit.domain.days import LONDON, month_number
from audit.errors import WrongInput


class Worded(StrEnum):
    """One of a few, each declared as what is stored and the words in which people read it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make one from what is stored and its words."""
        one = str.__new__(cls, value)
        one._value_, one.label = value, label
        return one


def number(count: int) -> str:
    """Return a whole number as it stands before its noun: "no", "one", "2", "1,200"."""
    return {0: "no", 1: "one"}.get(count, f"{count:,}")


def amount(count: int) -> str:
    """Return a whole number as it stands without a noun: "none", "one", "2"."""
    return number(count) if count else "none"


def agree(count: int, singular: str, plural: str) -> str:
    """Return the word that agrees with a number: "is" with one, "are" with no and with 2 and more.

    After "none of" the verb is singular, as GOV.UK writes it: give `count or 1`.
    """
    return singular if count == 1 else plural


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "no actions", "one action", "6 actions"; `plural` where it is not noun and s."""
    return f"{number(count)} {agree(count, noun, plural or f'{noun}s')}"


def figure(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun as a table, a label or a terminal holds it: "1 action", "8 actions"."""
    return f"{count:,} {agree(count, noun, plural or f'{noun}s')}"


def part_of(count: int, whole: int) -> str:
    """Return how many of a whole: "none of 6", "one of 6", "3 of 6", "all 6", "both", "the one"."""
    if count == whole > 0:
        return {1: "the one", 2: "both"}.get(whole, f"all {number(whole)}")
    return f"{amount(count)} of {number(whole)}"


def share(count: int, whole: int) -> str:
    """Return how many of a whole: exactly up to 10 ("3 of 5"), in tenths above ("about 4 in 10")."""
    if whole <= 10 or count in (0, whole):
        return part_of(count, whole)
    tenths = (count * 20 + whole) // (2 * whole)
    if tenths == 0:
        return "fewer than 1 in 10"
    if tenths == 10:
        return "nearly all"
    return f"{tenths} in 10" if count * 10 == tenths * whole else f"about {tenths} in 10"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names as a list in words: "A, B and C"; empty where there are none."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def capital(text: str) -> str:
    """Return a text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence: its first letter small, but for abbreviations and names."""
    second = title.partition(" ")[2][:1]
    return title if title[1:2].isupper() or second.isupper() else title[:1].lower() + title[1:]


def sentence(text: str) -> str:
    """Return text with a capital at the beginning and a full stop at the end; one of several lines ends as typed."""
    text = text.strip()
    if not text or "\n" in text:
        return text
    return f"{capital(text)}{'' if text.endswith(tuple('.?!…’”')) else '.'}"


def day(calendar_day: date) -> str:
    """Return a day, such as "Friday 27 November 2026"."""
    return f"{calendar_day:%A} {long_day(calendar_day)}"


@lru_cache(maxsize=20_000)
def long_day(calendar_day: date) -> str:
    """Return a day without its weekday, such as "27 November 2026"."""
    return f"{calendar_day.day} {calendar_day:%B} {calendar_day.year}"


def short_day(calendar_day: date) -> str:
    """Return a day, such as "27 Nov 2026"."""
    return f"{calendar_day.day} {calendar_day:%b} {calendar_day.year}"


def days(dates: Sequence[date]) -> str:
    """Return days as a list: "18 Nov 2026 and 25 Nov 2026"."""
    return listed([short_day(each) for each in dates])


def month(calendar_day: date) -> str:
    """Return a day's month and year, such as "November 2026"."""
    return f"{calendar_day:%B} {calendar_day.year}"


def time(at_utc: datetime) -> str:
    """Return the time of day in London, such as "14:28"."""
    return f"{at_utc.astimezone(LONDON):%H:%M}"


def moment(at_utc: datetime) -> str:
    """Return a day and time in London, such as "27 Nov 2026 at 14:28"."""
    local = at_utc.astimezone(LONDON)
    return f"{short_day(local.date())} at {local:%H:%M}"


def from_today(calendar_day: date, today: date) -> str:
    """Return how far off a day is: "today", "tomorrow", "in 5 days", "9 days ago"."""
    apart = (calendar_day - today).days
    if abs(apart) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[apart]
    return f"in {counted(apart, 'day')}" if apart > 0 else f"{counted(-apart, 'day')} ago"


def duration(minutes: int) -> str:
    """Return a length of time: "one hour", "3 hours 30 minutes", "40 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, counted(rest, "minute")] if rest or not hours else parts)


_FIRST_YEAR, _LAST_YEAR = 1990, 2100  # outside them somebody mistyped the year
_NEAR = 275  # days; a day without its year that is further off may as well be the one before
_WEEKDAY = re.compile(r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T]\d.*)?")
_FIGURES = re.compile(rf"(?P<day>\d{{1,2}})(?P<mark>\s*[/.\- ]\s*)(?P<month>\d{{1,2}})(?:(?P=mark){_YEAR})?")
_DAY_FIRST = re.compile(
    rf"(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]*(?P<month>[a-z]+)\.?,?(?:[\s\-/.]*{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]+)\.?\s+(?:the\s+)?(?P<day>\d{1,2})(?:(?:st|nd|rd|th)(?:,?\s+(?P<year>\d{4}))?|,?\s+(?P<after>\d{4}))",
    re.IGNORECASE,
)


def day_typed(text: str, *, since: date, is_past: bool = False) -> date:
    """Return the day that somebody typed; raises WrongInput, saying what is wrong, where it is none or could be two.

    The day comes before the month, as in England. One without a year is the nearest on or after `since`, or for what
    is past the nearest up to it.
    """
    words = " ".join(text.split())
    weekday = _WEEKDAY.match(words)
    words = words[weekday.end() :] if weekday else words
    patterns = (_ISO, _FIGURES, _DAY_FIRST, _MONTH_FIRST)
    match = next((match for pattern in patterns if (match := pattern.fullmatch(words))), None)
    parts = match.groupdict() if match else {}
    number, month = int(parts.get("day") or 0), month_number(parts.get("month") or "")
    year = (parts.get("year") or parts.get("after") or "").lstrip("'’")
    if not month or (parts.get("mark", "/").strip() != "/" and not year):  # 3.12 may be a number, 3-12 a range
        raise WrongInput("This is not a day. Write it like 3/12/2026 or 3 Dec 2026.")
    if month > 12:
        raise WrongInput(f"There is no month {month}. Write the day before the month, like 31/12/2026.")
    read = _day_of_year(number, month, year) if year else _nearest(number, month, since, is_past=is_past)
    if weekday and not f"{read:%A}".casefold().startswith(weekday[1].casefold()[:3]):
        raise WrongInput(f"{long_day(read)} is a {read:%A}. Correct the weekday or the day.")
    return read


def _day_of_year(number: int, month_number: int, year: str) -> date:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    if not _FIRST_YEAR <= whole <= _LAST_YEAR:
        raise WrongInput(f"The year {whole} cannot be right. Correct it.")
    try:
        return date(whole, month_number, number)
    except ValueError as fault:
        raise WrongInput(f"There is no {number} {month_name[month_number]} {whole}. Correct the day.") from fault


def _nearest(number: int, month_number: int, since: date, *, is_past: bool) -> date:
    years = range(since.year - 8, since.year + 9)  # 29 February may be 8 years off
    known = []
    for year in years:
        try:
            known.append(date(year, month_number, number))
        except ValueError:
            continue
    if not known:
        raise WrongInput(f"There is no {number} {month_name[month_number]}. Correct the day.")
    before, after = max(day for day in known if day <= since), min(day for day in known if day >= since)
    near = before if is_past else after
    if abs((near - since).days) > _NEAR:
        raise WrongInput(f"This could be {short_day(before)} or {short_day(after)}. Write the year as well.")
    return near

"""English: numbers, lists, sentences, days and times as GOV.UK writes them. Nothing else makes words of a count.

In: counts, names, texts, days and moments in UTC.
Out: plain British English: "one" in a sentence and figures from 2 up, "A, B and C", "Friday 18 December 2026".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from audit.domain.days import LONDON


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

"""Days and times in words, as people in England say them."""

from __future__ import annotations

from datetime import date, datetime

from audit.domain.days import LONDON

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(calendar_day: date) -> str:
    """Return a day, such as "Friday 27 November 2026"."""
    return f"{calendar_day:%A} {calendar_day.day} {calendar_day:%B} {calendar_day.year}"


def short_day(calendar_day: date) -> str:
    """Return a day, such as "27 Nov 2026"."""
    return f"{calendar_day.day} {calendar_day:%b} {calendar_day.year}"


def time(at_utc: datetime) -> str:
    """Return the time of day in London, such as "14:28"."""
    return f"{at_utc.astimezone(LONDON):%H:%M}"


def moment(at_utc: datetime) -> str:
    """Return a day and time in London, such as "27 Nov 2026 at 14:28"."""
    local = at_utc.astimezone(LONDON)
    return f"{short_day(local.date())} at {local:%H:%M}"


def from_today(calendar_day: date, today: date) -> str:
    """Return how far off a day is: "today", "in five days", "nine days ago"."""
    days = (calendar_day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days == -1:
        return "yesterday"
    return f"in {number(days)} days" if days > 0 else f"{number(-days)} days ago"


def part(count: int, whole: int) -> str:
    """Return how many of a number, to begin a sentence with: "Three of six", "None of one", "All six", "Both"."""
    if count == whole > 0:
        return {1: "The one", 2: "Both"}.get(whole, f"All {number(whole)}")
    number_word = number(count) if count else "none"
    return f"{number_word[0].upper()}{number_word[1:]} of {number(whole)}"


def number(count: int) -> str:
    """Return a number as a word up to ten, in figures above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)

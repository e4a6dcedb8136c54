"""Turns of phrase: numbers, days and sentences as people write them.

In: a number, a day or a text.
Out: a few words of plain British English.
"""

from __future__ import annotations

from datetime import date

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
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


def number(count: int) -> str:
    """Return a whole number as it stands in a sentence: in words up to nine."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str, more: str = "") -> str:
    """Return a number with its noun: "one action", "six actions"."""
    return f"{number(count)} {noun if count == 1 else more or noun + 's'}"


def amount(count: int) -> str:
    """Return a number that stands without its noun: "none", "one", "six"."""
    return number(count) if count else "none"


def length(minutes: int) -> str:
    """Return a length of time in words: "four hours", "three hours 30 minutes"."""
    hours, remainder = divmod(minutes, 60)
    return f"{counted(hours, 'hour')} {remainder} minutes" if remainder else counted(hours, "hour")


def sentence(text: str) -> str:
    """Return text with a capital at the beginning and a full stop at the end; one of several lines ends as typed."""
    text = text.strip()
    if "\n" in text:
        return text
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in tuple('.?!…’”') else '.'}" if text else ""


def long_day(day: date) -> str:
    """Return a day as in "9 December 2026", held together between day and month."""
    return f"{day.day}\u00a0{_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a day as in "9 Dec 2026", held together between day and month."""
    return f"{day.day}\u00a0{_MONTHS[day.month - 1][:3]} {day.year}"


def month(published: str) -> str:
    """Return a month as in "November 2017" for "2017-11"; anything else as it is."""
    year, dash, number_ = published.partition("-")
    return f"{_MONTHS[int(number_) - 1]} {year}" if dash and number_.isdigit() and 0 < int(number_) < 13 else published

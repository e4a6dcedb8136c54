"""Days as a paper prints them: the number held to its month, so that no line ends between them."""

from __future__ import annotations

from datetime import date

from audit.domain import english

_HELD = "\u00a0"  # a space where no line ends


def long_day(day: date) -> str:
    """Return a day as in "9 December 2026", held together between day and month."""
    return english.long_day(day).replace(" ", _HELD, 1)


def short_day(day: date) -> str:
    """Return a day as in "9 Dec 2026", held together between day and month."""
    return english.short_day(day).replace(" ", _HELD, 1)


def month(published: str) -> str:
    """Return a month as in "November 2017" for "2017-11"; anything else as it is."""
    try:
        return english.month(date.fromisoformat(f"{published}-01"))
    except ValueError:
        return published

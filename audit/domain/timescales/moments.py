"""Moments: whether one event is known to have happened, known not to have, or unknown, as at a day.

In: a child's dates and the day of the check.
Out: for each event its day, or what is known instead; dates after the day of the check are not looked at.

Here too:
- School terms: the days on which terms begin and end where the partnership is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from audit.domain.timescales.child_dates import EVENTS, ChildDates, Result
from audit.errors import AuditError

LONGEST_HOLIDAY = 70  # days; a wider gap between two terms means that one between them was not entered
LONGEST_TERM = 140  # days
MOST = 60
_LINE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*(?:to|until|-|–)\s*(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SchoolTerm:
    """One term."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class SchoolTerms:
    """One version of the terms that the partnership named."""

    terms: tuple[SchoolTerm, ...] = ()  # in order
    version: int = 0  # 0: none was ever named
    kept_at_utc: datetime | None = None  # None: nothing is kept yet
    kept_by: str = ""

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first term that cannot stand."""
        if len(self.terms) > MOST:
            raise AuditError(f"{len(self.terms)} terms are too many: {MOST} is the most. Leave out the oldest.")
        before: SchoolTerm | None = None
        for term in self.terms:
            figures = in_figures(term)
            if term.last <= term.first:
                raise AuditError(f"Term {figures}: it ends before it begins. Change one of them.")
            if (term.last - term.first).days > LONGEST_TERM:
                raise AuditError(f"Term {figures}: that is longer than a term. Give each term a line of its own.")
            if before is not None and term.first <= before.last:
                raise AuditError(f"Term {figures}: it begins before the term {in_figures(before)} ends.")
            if before is not None and (term.first - before.last).days > LONGEST_HOLIDAY:
                raise AuditError(
                    f"Between {before.last:%d/%m/%Y} and {term.first:%d/%m/%Y} no term is named. Name the one between "
                    "them, else it would be counted as a holiday."
                )
            before = term


def in_figures(term: SchoolTerm) -> str:
    """Return a term as it is entered, such as "02/09/2026 to 18/12/2026"."""
    return f"{term.first:%d/%m/%Y} to {term.last:%d/%m/%Y}"


def as_lines(terms: tuple[SchoolTerm, ...]) -> str:
    """Return terms one a line; `from_lines` gives the same terms back."""
    return "\n".join(in_figures(term) for term in terms)


def from_lines(text: str) -> tuple[SchoolTerm, ...]:
    """Return the terms of a text, one a line, in order; raises AuditError naming the line that is none."""
    terms = []
    for line in filter(None, (part.strip() for part in text.splitlines())):
        match = _LINE.fullmatch(line)
        if match is None:
            raise AuditError(
                f"“{line[:60]}” is not a term. Write its first and last day, such as 02/09/2026 to 18/12/2026."
            )
        numbers = [int(number) for number in match.groups()]
        try:
            first, last = (date(year, month, day) for day, month, year in (numbers[:3], numbers[3:]))
        except ValueError as fault:
            raise AuditError(f"“{line}” has a day that is not in the calendar.") from fault
        terms.append(SchoolTerm(first=first, last=last))
    return tuple(sorted(terms, key=lambda term: (term.first, term.last)))


_REVIEWS = {"first_review": 0, "second_review": 1}


class Moment(NamedTuple):
    """What is known of one event: `day`, or else whether it is known that it has not happened."""

    day: date | None = None
    none: bool = False
    why: str = ""  # what is missing, where neither is known
    by: date | None = None  # the latest day by which it had happened at least once, where that much is known


class CheckOutcome(NamedTuple):
    """What one part of a rule says of a child."""

    result: Result
    why: str
    due: date | None = None
    days_late: int | None = None
    dates: Mapping[str, date] = {}


class AsAt:
    """A child's dates as at a day."""

    __slots__ = ("child", "end", "entry", "left", "moments", "series", "terms", "today")

    def __init__(self, child: ChildDates, today: date, terms: tuple[SchoolTerm, ...] = ()) -> None:
        self.child, self.today, self.terms = child, today, terms
        self.left = child.left if child.left is not None and child.left <= today else None
        self.end = self.left or today  # nothing falls due after the child has left care
        self.series: dict[str, tuple[date, ...]] = {}
        self.moments: dict[str, Moment] = {}
        entry = self.days("entry_to_care")
        self.entry: date | None = entry[-1] if entry else None

    def days(self, event: str) -> tuple[date, ...]:
        """Return the days of an event up to the day of the check, in order."""
        days = self.series.get(event)
        if days is None:
            recorded = self.child.dates.get(event, ())
            days = (
                recorded
                if not recorded or recorded[-1] <= self.today
                else tuple(d for d in recorded if d <= self.today)
            )
            if event == "review" and self.entry is not None and days and days[0] < self.entry:
                days = tuple(day for day in days if day >= self.entry)  # those before it belong to an earlier time
            self.series[event] = days
        return days

    def moment(self, event: str) -> Moment:
        """Return what is known of an event; of several days the first counts."""
        moment = self.moments.get(event)
        if moment is None:
            moment = self._review(_REVIEWS[event]) if event in _REVIEWS else self._plain(event)
            self.moments[event] = moment
        return moment

    def seen_to(self, event: str) -> date:
        """Return the day up to which it is known that no more of an event has happened."""
        last = self.child.seen_to
        return last if event in ("review", *_REVIEWS) and last is not None and last < self.end else self.end

    def whole(self) -> bool:
        """Say whether every review since the entry to care is here."""
        if self.entry is None or "review" in self.child.unreadable:
            return False
        return self.child.seen_from is None or self.entry >= self.child.seen_from

    def _plain(self, event: str) -> Moment:
        days = self.days(event)
        if days:
            return Moment(day=days[-1] if event == "entry_to_care" else days[0])
        if event in self.child.unreadable:
            return Moment(why=f"the date of the {EVENTS[event]} cannot be read")
        if event in self.child.none:
            return Moment(none=True)
        return Moment(why=f"the date of the {EVENTS[event]} is not known")

    def _review(self, number: int) -> Moment:
        days = self.days("review")
        if self.whole() and (days or "review" in self.child.none):
            return Moment(day=days[number]) if len(days) > number else Moment(none=True)
        if self.entry is None:
            return Moment(why="the date of the entry to care is not known")
        if "review" in self.child.unreadable:
            return Moment(why="the date of a review cannot be read", by=days[number] if len(days) > number else None)
        if self.child.seen_from is not None and self.entry < self.child.seen_from:
            by = days[number] if len(days) > number else None
            return Moment(why=f"reviews before {self.child.seen_from:%d/%m/%Y} are in none of the files", by=by)
        return Moment(why="the dates of the reviews are not known")


def shown(**days: date | None) -> Mapping[str, date]:
    """Return the days that are known, by name."""
    return {name: day for name, day in days.items() if day is not None}

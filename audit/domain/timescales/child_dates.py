"""A child's dates: what is known of when things happened, and what is known not to have happened.

In: what a round's coordinator enters for a case, or what a council's data return says of a child.
Out: one value for each child that every check reads; a date that nobody knows is never taken for "did not happen".

Here too:
- Counting: from a day and a number of days, weeks, months or working days, to the day something is due.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from audit.domain.english import Worded, capital
from audit.errors import AuditError

Holidays = frozenset[date]


def add_months(day: date, months: int) -> date:
    """Return the same day some months later (earlier where negative), or that month's last day where it has none."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=20_000)
def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """Return the day that is `count` working days later; Saturdays, Sundays and bank holidays do not count."""
    later = day
    while count > 0:
        later += timedelta(days=1)
        if later.weekday() < 5 and later not in holidays:
            count -= 1
    return later


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


EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "entry_to_care": "entry to care",
        "first_placement": "first home in care",
        "placement_start": "start of the present home",
        "care_plan": "care plan prepared",
        "initial_health_assessment": "initial health assessment",
        "health_assessment": "health assessment",
        "sdq": "Strengths and Difficulties Questionnaire",
        "first_review": "first review",
        "second_review": "second review",
        "review": "review",
        "mental_health_finding": "finding on mental health",
        "mental_health_assessment": "mental health and wellbeing assessment",
        "pep_begun": "personal education plan begun",
        "pep_ready": "personal education plan ready",
        "pep_review": "review of the personal education plan",
        "visit": "social worker's visit",
        "out_of_area_notice": "notice to the new area",
    }
)  # what a check can count from or to, in words
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "out_of_area": "the home is in another council's area",
        "emergency": "the move was an emergency",
        "meant_to_last": "the home is meant to last until the child is 18",
        "adult_services": "the young person has moved to adult mental health services",
        "care_proceedings": "the care plan is made for a court that is asked for a care order",
        "parent_unassessed": "the child was placed with a parent before that home was assessed",
        "temporary_or_interim": "the child is with a relative or friend on temporary approval, or with a parent under "
        "an interim care order",
        "parent_care_order": "the child lives with a parent under a care order",
    }
)  # what decides whether a check applies
NOT_SO: Mapping[str, str] = MappingProxyType(
    {
        "out_of_area": "the home is in the council's own area",
        "emergency": "the move was planned",
        "meant_to_last": "the home is not meant to last until the child is 18",
        "adult_services": "the young person has not moved to adult mental health services",
        "care_proceedings": "no court is asked for a care order",
        "parent_unassessed": "the child was not placed with a parent before that home was assessed",
        "temporary_or_interim": "the child is neither with a relative or friend on temporary approval nor with a "
        "parent under an interim care order",
        "parent_care_order": "the child does not live with a parent under a care order",
    }
)  # the same facts where they do not hold
EXCEPTIONS = ("care_proceedings", "parent_unassessed", "temporary_or_interim", "parent_care_order")
# facts out of the ordinary: until somebody says so they are taken not to hold, and the reason tells that
LONGEST_BREAK, MOST_IN_A_YEAR = 17, 75  # days, of a series of short breaks (SI 2010/959, regulation 48 as made)
# A revised text stands beside it without the 17 days, and which is in force was not seen: so a longer one is doubtful.


class Breaks(StrEnum):
    """Whether the child is in a series of short breaks."""

    NONE = "none"
    SERIES = "series"
    DOUBTFUL = "doubtful"  # recorded as short breaks, but longer or in more places than regulation 48 allows


@dataclass(frozen=True, kw_only=True)
class YearAnswer:
    """What a return says of something over its year: yes or no, without a date."""

    ends: date  # the year's last day
    happened: bool
    reason: str = ""  # the reason given for a no
    not_of_age: bool = False  # the reason is that the child is not of age for it


@dataclass(frozen=True, kw_only=True)
class ChildDates:
    """Everything dated that is known of one child."""

    child: str
    dates: Mapping[str, tuple[date, ...]] = field(default_factory=dict)  # by event, in order
    none: frozenset[str] = frozenset()  # events that were looked for and have not happened
    unreadable: frozenset[str] = frozenset()  # events of which a date is there and could not be read
    born: date | None = None  # None: not known, as on a round's case
    ages: tuple[int, int] | None = None  # youngest and oldest on the day of the check; None: use `born`
    facts: Mapping[str, bool] = field(default_factory=dict)  # a fact that is missing is not known
    breaks: Breaks = Breaks.NONE
    last_break: date | None = None  # the last day of a short break, of any time in care; None: there was none
    answers: Mapping[str, str] = field(default_factory=dict)  # by a question's ref: yes, no or not_applicable
    marks: Mapping[date, bool] = field(default_factory=dict)  # by a review's day: was mental health looked at
    sdq_totals: Mapping[date, float] = field(default_factory=dict)
    years: Mapping[str, YearAnswer] = field(default_factory=dict)  # by event
    seen_from: date | None = None  # reviews before it are in no file; None: all are here
    seen_to: date | None = None  # reviews after it are in no file; None: all are here
    left: date | None = None  # None: still in care as far as is known

    def ages_on(self, day: date, today: date) -> tuple[int, int] | None:
        """Return the youngest and the oldest that the child may have been on a day; None: not known."""
        if self.born is not None:
            age = age_on(self.born, day)
            return age, age
        if self.ages is None:
            return None
        years, days = divmod(abs((today - day).days), 365.25)
        return (self.ages[0] - int(years) - (days > 0), self.ages[1] - int(years)) if day < today else self.ages

    def fact(self, name: str) -> bool | None:
        """Return whether a fact holds, None where nobody knows; an exception that nobody named does not."""
        return self.facts.get(name, False if name in EXCEPTIONS else None)

    def must_be_sound(self, today: date) -> None:
        """Raise AuditError, naming the field, for dates that cannot be."""
        for event, days in self.dates.items():
            for day in days:
                if day > today:
                    raise AuditError(
                        f"{_title(event)}: {day:%d/%m/%Y} is still to come. Enter it once it has happened."
                    )
        entry = self.dates.get("entry_to_care", ())
        for event in ("review", "visit", "pep_begun", "pep_ready", "mental_health_assessment"):
            if entry and any(day < entry[0] for day in self.dates.get(event, ())):
                raise AuditError(
                    f"{_title(event)}: a date comes before the entry to care on {entry[0]:%d/%m/%Y}. "
                    "Leave out what belongs to an earlier time in care."
                )


class Result(Worded):
    """What a check says of one child."""

    MET = "met", "Met"
    LATE = "late", "Late or not met"
    NOT_DUE = "not_due", "Not due yet"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


def _title(event: str) -> str:
    words = EVENTS.get(event, event)
    return capital(words)

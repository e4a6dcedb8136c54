"""The inspection clock: from the day of notification, or of the letter, to every day that follows from it.

In: the steps of the method as data, a day, and England's bank holidays.
Out: the steps with their days, in order. Working days leave out Saturdays, Sundays and bank holidays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from audit.domain.timescales.child_dates import Holidays, add_working_days
from audit.errors import AuditError

_STRICT = {"extra": "forbid"}  # an unknown key in the file of steps is a mistake
_NO_END = "The clock's steps do not say which is the last day on site. Mark one with “fieldwork: last”."
LONGEST = 400  # days; the longest wait in the method is 70 working days


class Mark(StrEnum):
    """What else goes by a step's day, whatever the step is called."""

    REQUEST = "request"
    LISTS = "lists"
    AUDITS = "audits"
    TOGETHER = "together"


@dataclass(frozen=True, kw_only=True)
class ClockStep:
    """One step of the method; exactly one of `day`, `after_fieldwork` and `after_letter` says when it is."""

    __pydantic_config__ = _STRICT

    step: str
    who: str
    sure: bool  # False: practice shows it, and no rule that was seen says it
    day: int | None = None  # the working day from notification, which is day 1
    after_fieldwork: int | None = None  # calendar days after the last day on site
    after_letter: int | None = None  # working days after the letter, whose day is 0
    fieldwork: Literal["first", "last"] | None = None  # None: not an end of the time on site
    letter: bool = False  # whether the letter is published on this day
    mark: Mark | None = None  # None: nothing else goes by its day

    @property
    def count(self) -> int:
        """Return the number that says when it is, from whatever it is counted."""
        return self.day or self.after_fieldwork or self.after_letter or 0

    @property
    def counted_as(self) -> str:
        """Return in words what its number counts."""
        if self.day is not None:
            return "working day"
        return "days after the last day on site" if self.after_letter is None else "working days after the letter"

    def on_day(self, count: int) -> ClockStep:
        """Return the step with another number; who gives one knows it from inspectors, so it is sure."""
        if count == self.count:
            return self
        if self.day is not None:
            return replace(self, day=count, sure=True)
        if self.after_letter is not None:
            return replace(self, after_letter=count, sure=True)
        return replace(self, after_fieldwork=count, sure=True)

    def fault(self) -> str:
        """Return what is wrong with the step by itself, in a sentence; empty where nothing is."""
        counts = [count for count in (self.day, self.after_fieldwork, self.after_letter) if count is not None]
        if not self.step.strip() or not self.who.strip():
            return "Say what the step is and who does it."
        if len(counts) != 1:
            return f"“{self.step}” needs exactly one of day, after_fieldwork and after_letter."
        if not 1 <= counts[0] <= LONGEST:
            return f"“{self.step}” is on day {counts[0]}. Give a number from 1 to {LONGEST}."
        return ""


@dataclass(frozen=True, kw_only=True)
class ClockDay:
    """A step with its day."""

    step: str
    who: str
    sure: bool
    day: int  # working days: from notification as day 1, or from the letter as day 0
    on: date
    mark: Mark | None = None  # None: nothing else goes by its day


def must_be_a_method(steps: Sequence[ClockStep]) -> None:
    """Raise AuditError naming the first entry, counted from 1, that cannot stand, or what is missing."""
    for number, step in enumerate(steps, start=1):
        if fault := step.fault():
            raise AuditError(f"entry {number}: {fault}")
    for number, step in enumerate(steps, start=1):
        if step.step in [earlier.step for earlier in steps[: number - 1]]:
            raise AuditError(f"entry {number}: “{step.step}” stands there twice. Name each step once.")
        if step.mark is not None and step.mark in [earlier.mark for earlier in steps[: number - 1]]:
            raise AuditError(f"entry {number}: the mark “{step.mark}” is given twice. Mark one step with it.")
    ends = {step.fieldwork: step.day for step in steps if step.fieldwork is not None and step.day is not None}
    if "last" not in ends:
        raise AuditError(_NO_END)
    if "first" in ends and ends["first"] > ends["last"]:
        raise AuditError("The first day on site comes after the last. Change one of them.")
    if sum(step.letter for step in steps) != 1 or any(step.letter and step.after_letter is not None for step in steps):
        raise AuditError("Mark exactly one step with “letter: true”: the day the letter is published.")
    if all(step.after_letter is None for step in steps):
        raise AuditError("No step says when the written statement is due. Give one “after_letter: 70”.")


def from_notification(steps: Sequence[ClockStep], notified: date, holidays: Holidays) -> tuple[ClockDay, ...]:
    """Return every step from the day of notification, which is day 1 (practice: JTAI, for readiness).

    Raises AuditError where that day is no working day, or where the steps do not say when the time on site ends.
    """
    _must_be_working(notified, holidays)
    last = next((step.day for step in steps if step.fieldwork == "last" and step.day is not None), None)
    if last is None:
        raise AuditError(_NO_END)
    ends = add_working_days(notified, last - 1, holidays)
    clock_days = [
        _on(step, _day_of(step, notified, ends, holidays), notified, holidays) for step in _before_letter(steps)
    ]
    letters = [clock_day for clock_day, step in zip(clock_days, _before_letter(steps), strict=True) if step.letter]
    after = [
        _on(step, add_working_days(letters[0].on, step.after_letter or 0, holidays), notified, holidays)
        for step in steps
        if step.after_letter is not None and letters
    ]
    # The letter's own day is a guess until it comes, so what is counted from it is one too.
    statement = [replace(clock_day, sure=clock_day.sure and letters[0].sure) for clock_day in after]
    return tuple(sorted([*clock_days, *statement], key=lambda clock_day: (clock_day.on, clock_day.day)))


def from_letter(
    steps: Sequence[ClockStep], published: date, holidays: Holidays, *, due: date | None = None
) -> tuple[ClockDay, ...]:
    """Return the letter's own day, as day 0, and what is due after it.

    The day printed in the letter (`due`) wins for the last of them, the written statement.
    """
    first = next((step for step in steps if step.letter), None)
    clock_days = [
        ClockDay(step="Letter published", who=first.who if first else "Inspectors", sure=True, day=0, on=published)
    ]
    after = sorted((step.after_letter, place) for place, step in enumerate(steps) if step.after_letter is not None)
    for count, place in after:
        step, is_last = steps[place], (count, place) == after[-1]
        on = due if due and is_last else add_working_days(published, count, holidays)
        day = working_days_between(published, on, holidays)
        clock_days.append(ClockDay(step=step.step, who=step.who, sure=step.sure, day=day, on=on))
    return (clock_days[0], *sorted(clock_days[1:], key=lambda clock_day: clock_day.on))


def statement_due(steps: Sequence[ClockStep], published: date, holidays: Holidays, *, due: date | None = None) -> date:
    """Return the day the written statement is due: that printed in the letter, else the last counted from it.

    Raises AuditError where neither says it.
    """
    if due is None and all(step.after_letter is None for step in steps):
        raise AuditError(
            "The letter does not say when the statement is due, and the clock's steps hold no day after the letter. "
            "Give the day, or put a step with “after_letter” into inspection_clock.yaml."
        )
    return due or max(clock_day.on for clock_day in from_letter(steps, published, holidays))


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """Return how many working days lie after the first day, up to and with the last."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(_is_working(day, holidays) for day in days)


def _before_letter(steps: Sequence[ClockStep]) -> Iterator[ClockStep]:
    return (step for step in steps if step.after_letter is None)


def _day_of(step: ClockStep, notified: date, ends: date, holidays: Holidays) -> date:
    if step.day is not None:
        return add_working_days(notified, step.day - 1, holidays)
    on = ends + timedelta(days=step.after_fieldwork or 0)
    return on if _is_working(on, holidays) else add_working_days(on, 1, holidays)


def _on(step: ClockStep, on: date, notified: date, holidays: Holidays) -> ClockDay:
    day = 1 + working_days_between(notified, on, holidays)
    return ClockDay(step=step.step, who=step.who, sure=step.sure, day=day, on=on, mark=step.mark)


def _must_be_working(day: date, holidays: Holidays) -> None:
    if not _is_working(day, holidays):
        raise AuditError(f"{day.isoformat()} is not a working day, so no notification comes on it. Give another day.")


def _is_working(day: date, holidays: Holidays) -> bool:
    return day.weekday() < 5 and day not in holidays

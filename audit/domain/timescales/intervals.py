"""Intervals: whether something that should come again and again came often enough.

In: the days on which it happened, and the rules for how far apart two of them may be.
Out: the gap that decides, and whether it was too long; where the rules leave it open, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from audit.domain.frameworks.framework import Timescale
from audit.domain.timescales import termly
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.counting import Holidays, add, add_months, in_words
from audit.domain.timescales.moments import AsAt, Found, shown
from audit.domain.timescales.yearly import answered


class Gap(NamedTuple):
    """The time after one event: when the next was due, at the soonest and at the latest that the rules allow."""

    start: date
    end: date | None  # None: there is no next one yet
    soonest: date
    latest: date


class Verdict(NamedTuple):
    """What the gaps come to, and the gap that decides it."""

    result: Result
    gap: Gap
    days_late: int | None = None
    why: str = ""


def check(at: AsAt, series: Sequence[Timescale], holidays: Holidays) -> Found:
    """Return what the rules of one series, several where they go by age or home, say of a child."""
    rule = series[0]
    event = rule.counts_to or ""
    if rule.within is None:
        return termly.check(at, rule)
    answer = at.child.years.get(event)
    if answer is not None and not at.days(event):
        return answered(at, event, series)
    start = at.moment(rule.starts_with).day if rule.starts_with else None
    days = tuple(sorted({*at.days(event), *([start] if start else [])}))
    if event == "review" and at.whole():
        days = days[rule.starts_at - 1 :]
    if not days:
        missing = at.moment("second_review" if event == "review" else rule.starts_with or event)
        if missing.none:
            return Found(Result.NOT_DUE, "There is no earlier one to count from yet.")
        return Found(Result.CANNOT_TELL, f"Cannot tell: {missing.why or 'the dates are not known'}.")
    verdict = judge(at, event, days, series, holidays)
    return _told(at, event, days, verdict)


def _told(at: AsAt, event: str, days: tuple[date, ...], verdict: Verdict) -> Found:
    gap: Gap = verdict.gap
    dates = shown(**{event: gap.start, f"next_{event}": gap.end})
    if verdict.result is Result.LATE:
        until = f"the next was on {in_words(gap.end)}" if gap.end else f"none by {in_words(at.end)}"
        why = f"After {in_words(gap.start)} the next was due by {in_words(gap.latest)}; {until}."
        return Found(Result.LATE, why, gap.latest, verdict.days_late, dates)
    if verdict.result is Result.CANNOT_TELL:
        return Found(Result.CANNOT_TELL, f"Cannot tell: {verdict.why}.", gap.soonest, None, dates)
    if len(days) > 1:
        why = f"No two of {len(days)} were too far apart, from {in_words(days[0])} to {in_words(days[-1])}."
        return Found(Result.MET, why, gap.soonest, None, shown(**{f"earlier_{event}": days[-2], event: days[-1]}))
    if at.left is not None:
        why = f"Left care on {in_words(at.left)}, before another was due."
        return Found(Result.NOT_APPLICABLE, why, gap.soonest, None, dates)
    return Found(Result.NOT_DUE, f"The next is due by {in_words(gap.soonest)}.", gap.soonest, None, dates)


def judge(at: AsAt, event: str, days: Sequence[date], series: Sequence[Timescale], holidays: Holidays) -> Verdict:
    """Return what the gaps come to: late where one was too long, else cannot tell where one is open, else met."""
    worst: Verdict | None = None
    open_: Verdict | None = None
    gap = _gap(at, days[-1], None, series, holidays)
    for start, end in zip(days, (*days[1:], None), strict=True):
        gap = _gap(at, start, end, series, holidays)
        found = _one(at, event, gap)
        if found.result is Result.LATE and (worst is None or (found.days_late or 0) > (worst.days_late or 0)):
            worst = found
        if found.result is Result.CANNOT_TELL and open_ is None:
            open_ = found
    return worst or open_ or Verdict(Result.MET, gap)


def _gap(at: AsAt, start: date, end: date | None, series: Sequence[Timescale], holidays: Holidays) -> Gap:
    limits = [add(start, rule.within or 0, rule.unit or "days", holidays) for rule in _holding(at, start, series)]
    return Gap(start, end, min(limits), max(limits))


def _holding(at: AsAt, start: date, series: Sequence[Timescale]) -> list[Timescale]:
    """Return the rules that may hold for what follows a day; more than one where nobody can tell which.

    A child who turns from one rule's ages into another's before the next is due may be under either: from which event
    the first one after the birthday is counted is unsettled (SI 2010/959, regulation 7).
    """
    by_age = [rule for rule in series if rule.ages is not None]
    if by_age:
        first = [rule for rule in by_age if _of_age(at, rule, start)] or by_age
        due = min(add(start, rule.within or 0, rule.unit or "days", frozenset()) for rule in first)
        return [rule for rule in by_age if rule in first or _of_age(at, rule, due)]
    holding = [rule for rule in series if rule.instead_of is None]
    for other in (rule for rule in series if rule.instead_of is not None):
        home = at.moment("placement_start").day
        known = all(fact in at.child.facts for fact in other.only_if)
        if home is None:
            holding.append(other)
        elif start >= add_months(home, other.after_months or 0):
            holding = [rule for rule in holding if not known or rule.ref != other.instead_of]
            holding.append(other)
    return holding


def _of_age(at: AsAt, rule: Timescale, day: date) -> bool:
    ages = at.child.ages_on(day, at.today)
    first, last = (int(age) for age in (rule.ages or "0-99").split("-"))
    return ages is None or (ages[1] >= first and ages[0] <= last)


def _one(at: AsAt, event: str, gap: Gap) -> Verdict:
    until = gap.end or at.end
    if until <= gap.soonest:
        return Verdict(Result.MET, gap)
    seen_from = at.child.seen_from
    if event == "review" and seen_from is not None and gap.start < seen_from:
        return Verdict(Result.CANNOT_TELL, gap, why=f"reviews before {seen_from:%d/%m/%Y} are in none of the files")
    if event in at.child.unreadable:
        return Verdict(Result.CANNOT_TELL, gap, why="a date cannot be read")
    if until <= gap.latest or (gap.end is None and at.seen_to(event) <= gap.latest):
        seen_to = at.seen_to(event)
        ended = gap.end is None and seen_to < at.end
        return Verdict(Result.CANNOT_TELL, gap, why=f"the files end on {seen_to:%d/%m/%Y}" if ended else _OPEN)
    return Verdict(Result.LATE, gap, (until - gap.latest).days)


_OPEN = "which of two figures holds here is not settled or not known"

"""Yearly checks, and a data return's yes or no for its year.

In: a child's dates as at a day, and a rule that asks for something once in a year that ends on a fixed day.
Out: whether it was there, for a child of the rule's ages who had been in care long enough by that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.domain.frameworks.framework import Timescale
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.counting import add_months, in_words
from audit.domain.timescales.moments import AsAt, Found, shown


def check(at: AsAt, rule: Timescale) -> Found:
    """Return whether there was one in the last year that has ended."""
    event = rule.counts_to or ""
    ends = _year_end(at.today, rule.year_ends or "12-31")
    not_for = _not_for(at, rule, ends)
    if not_for is not None:
        return not_for
    answer = at.child.years.get(event)
    year = f"the year to {in_words(ends)}"
    if answer is not None and answer.ends == ends:
        if answer.happened:
            return Found(Result.MET, f"The return has a score for {year}; it gives no date.", ends)
        return Found(Result.LATE, f"The return has no score for {year}{answer.said}.", ends)
    return _dated(at, rule, ends)


def answered(at: AsAt, event: str, series: Sequence[Timescale]) -> Found:
    """Return what a return's yes or no says of something that should come again and again."""
    answer = at.child.years[event]
    year = f"the year to {in_words(answer.ends)}"
    if answer.ends > at.today:
        return Found(Result.CANNOT_TELL, f"Cannot tell: the return is for {year}, which had not ended.")
    if add_months(answer.ends, 12) <= at.today:
        if at.left is not None:
            return Found(Result.NOT_APPLICABLE, f"Left care on {in_words(at.left)}, before this year's answer.")
        return Found(Result.CANNOT_TELL, f"Cannot tell: the newest return that says anything is for {year}.")
    if not answer.happened:
        return Found(Result.LATE, f"The return says no for {year}{answer.said}; it gives no date.", answer.ends)
    ages = at.child.ages_on(answer.ends, at.today)
    if len(series) > 1 and (ages is None or ages[0] < 5):
        why = f"Cannot tell: the return says yes for {year}, which does not show one every {_least(series)} months."
        return Found(Result.CANNOT_TELL, why, answer.ends)
    return Found(Result.MET, f"The return says yes for {year}; it gives no date.", answer.ends)


def _least(series: Sequence[Timescale]) -> int:
    return min(rule.within or 0 for rule in series)


def _not_for(at: AsAt, rule: Timescale, ends: date) -> Found | None:
    """Return why a yearly check does not apply, or why nobody can tell; None where it applies."""
    if at.left is not None and at.left <= ends:
        return Found(Result.NOT_APPLICABLE, f"Left care on {in_words(at.left)}, before the day it is counted on.")
    ages = at.child.ages_on(ends, at.today)
    first, last = (int(age) for age in (rule.ages or "0-99").split("-"))
    if ages is not None and (ages[1] < first or ages[0] > last):
        return Found(Result.NOT_APPLICABLE, f"Outside the ages {first} to {last} on {in_words(ends)}.")
    if at.entry is not None and add_months(at.entry, rule.in_care_for or 0) > ends:
        why = f"In care since {in_words(at.entry)}: less than {rule.in_care_for} months on {in_words(ends)}."
        return Found(Result.NOT_APPLICABLE, why, dates=shown(entry_to_care=at.entry))
    if ages is None or ages[0] < first or ages[1] > last:
        return Found(Result.CANNOT_TELL, f"Cannot tell: the age on {in_words(ends)} is not known closely enough.", ends)
    if at.entry is None and not at.child.years:
        return Found(Result.CANNOT_TELL, "Cannot tell: the date of the entry to care is not known.", ends)
    return None


def _year_end(today: date, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)


def _dated(at: AsAt, rule: Timescale, ends: date) -> Found:
    """Return whether one of the days known is in the year."""
    event, year = rule.counts_to or "", f"the year to {in_words(ends)}"
    days = at.days(event)
    inside = [day for day in days if add_months(ends, -12) < day <= ends]
    if inside:
        return Found(
            Result.MET, f"Done on {in_words(inside[-1])}, in {year}.", ends, None, shown(**{event: inside[-1]})
        )
    if not days and event not in at.child.none:
        return Found(Result.CANNOT_TELL, f"Cannot tell: {at.moment(event).why}.", ends)
    after = next((day for day in days if day > ends), None)
    late = ((after or at.end) - ends).days
    said = f"the next was on {in_words(after)}" if after else f"none by {in_words(at.end)}"
    last = next((day for day in reversed(days) if day <= ends), None)
    if late <= 0:
        return Found(Result.NOT_DUE, f"Due by {in_words(ends)}.", ends, None, shown(**{event: last}))
    dates = shown(**{event: last, f"next_{event}": after})
    return Found(Result.LATE, f"None in {year}; {said}.", ends, late, dates)

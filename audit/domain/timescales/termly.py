"""Termly checks: whether something was done in every school term.

In: a child's dates as at a day, and the terms that the partnership named.
Out: the term that decides. A term is looked at once it has ended, from the first that begins with a plan in place:
statutory guidance, Promoting the education of looked-after children, asks for a review in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.domain.frameworks.framework import Timescale
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.counting import in_words
from audit.domain.timescales.moments import AsAt, Found, shown
from audit.domain.timescales.school_terms import SchoolTerm

_BEGINS_WITH = ("pep_begun", "pep_ready")  # the first of these that is known; else the first review of the plan


def check(at: AsAt, rule: Timescale) -> Found:
    """Return whether each term that has ended has one; a term nobody named leaves it open."""
    event = rule.counts_to or ""
    if not at.terms:
        return Found(Result.CANNOT_TELL, "Cannot tell: the partnership has not named its school terms.")
    start = _start(at, event)
    if isinstance(start, Found):
        return start
    ended = [one for one in at.terms if one.first >= start and one.last < at.end]
    without = [one for one in ended if not any(one.first <= day <= one.last for day in at.days(event))]
    if without:
        return _without(at, event, without)
    if at.left is None and at.terms[-1].last < at.today:
        why = f"Cannot tell: the newest school term that is named ended on {in_words(at.terms[-1].last)}."
        return Found(Result.CANNOT_TELL, why, dates=_last(at, event))
    return _kept(at, event, start, ended)


def _start(at: AsAt, event: str) -> date | Found:
    """Return the day from which a plan was in place, or what is to be said where nobody knows."""
    moments = [at.moment(one) for one in _BEGINS_WITH]
    days = [one.day for one in moments if one.day is not None]
    if days or at.days(event):
        return min([*days, *at.days(event)[:1]])
    if any(one.none for one in moments):
        return Found(Result.NOT_DUE, "There is no education plan to review yet.")
    return Found(Result.CANNOT_TELL, f"Cannot tell: {at.moment(event).why or moments[0].why}.")


def _without(at: AsAt, event: str, without: Sequence[SchoolTerm]) -> Found:
    """Return that terms went by without one, or that nobody can tell where the reviews are not known."""
    if not at.days(event) and event not in at.child.none:
        why = f"Due by {in_words(without[0].last)}. Cannot tell: {at.moment(event).why}."
        return Found(Result.CANNOT_TELL, why, without[0].last)
    if event in at.child.unreadable:
        return Found(Result.CANNOT_TELL, "Cannot tell: a date cannot be read.", without[0].last)
    late = {one: (_next(at, event, one) or at.end) for one in without}
    worst = max(without, key=lambda one: ((late[one] - one.last).days, one.last))
    after = _next(at, event, worst)
    many = f" {len(without)} terms went by without one." if len(without) > 1 else ""
    until = f"the next was on {in_words(after)}" if after else f"none by {in_words(at.end)}"
    why = f"None in the term from {in_words(worst.first)} to {in_words(worst.last)}; {until}.{many}"
    dates = {**_last(at, event), **shown(**{f"next_{event}": after})}
    return Found(Result.LATE, why, worst.last, (late[worst] - worst.last).days, dates)


def _kept(at: AsAt, event: str, start: date, ended: Sequence[SchoolTerm]) -> Found:
    coming = next((one for one in at.terms if one.last >= at.today and one.first >= start), None)
    due = coming.last if coming is not None and at.left is None else None
    if not ended:
        if at.left is not None:
            why = f"Left care on {in_words(at.left)}, before a whole term had passed."
            return Found(Result.NOT_APPLICABLE, why, dates=_last(at, event))
        by = f" The first is due by {in_words(due)}." if due else ""
        return Found(Result.NOT_DUE, f"No named term has passed with a plan in place.{by}", due, None, _last(at, event))
    terms = "the term" if len(ended) == 1 else f"each of {len(ended)} terms"
    why = f"Reviewed in {terms} from {in_words(ended[0].first)} to {in_words(ended[-1].last)}."
    if at.terms[0].first > start:
        why += f" Terms before {in_words(at.terms[0].first)} are not named."
    return Found(Result.MET, why, due, None, _last(at, event))


def _next(at: AsAt, event: str, term: SchoolTerm) -> date | None:
    return next((day for day in at.days(event) if day > term.last), None)


def _last(at: AsAt, event: str) -> dict[str, date]:
    return {event: at.days(event)[-1]} if at.days(event) else {}

"""Intervals: whether something that should come again and again came often enough.

In: the days on which it happened, and the rules for how far apart two of them may be.
Out: the gap that decides, and whether it was too long; where the rules leave it open, nobody can tell.

Here too:
- Termly checks: whether something was done in every school term.
- Yearly checks, and a data return's yes or no for its year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from audit.domain.english import agree, long_day
from audit.domain.frameworks.framework import Timescale
from audit.domain.timescales.child_dates import Holidays, Result, add, add_months
from audit.domain.timescales.moments import AsAt, CheckOutcome, Moment, SchoolTerm, shown

_BEGINS_WITH = ("pep_begun", "pep_ready")  # the first of these that is known; else the first review of the plan


def check_termly(at: AsAt, rule: Timescale) -> CheckOutcome:
    """Return whether each term that has ended has one; a term nobody named leaves it open."""
    event = rule.counts_to or ""
    if not at.terms:
        return CheckOutcome(Result.CANNOT_TELL, "Cannot tell: the partnership has not named its school terms.")
    start = _start(at, event)
    if isinstance(start, CheckOutcome):
        return start
    ended = [term for term in at.terms if term.first >= start and term.last < at.end]
    without = [term for term in ended if not any(term.first <= day <= term.last for day in at.days(event))]
    if without:
        return _without(at, event, without)
    if at.left is None and at.terms[-1].last < at.today:
        why = f"Cannot tell: the newest school term that is named ended on {long_day(at.terms[-1].last)}."
        return CheckOutcome(Result.CANNOT_TELL, why, dates=_last(at, event))
    return _reviewed(at, event, start, ended)


def _start(at: AsAt, event: str) -> date | CheckOutcome:
    """Return the day from which a plan was in place, or what is to be said where nobody knows."""
    moments = [at.moment(beginning) for beginning in _BEGINS_WITH]
    days = [moment.day for moment in moments if moment.day is not None]
    if days or at.days(event):
        return min([*days, *at.days(event)[:1]])
    if any(moment.none for moment in moments):
        return CheckOutcome(Result.NOT_DUE, "There is no education plan to review yet.")
    return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {at.moment(event).why or moments[0].why}.")


def _without(at: AsAt, event: str, without: Sequence[SchoolTerm]) -> CheckOutcome:
    """Return that terms went by without one, or that nobody can tell where the reviews are not known."""
    if not at.days(event) and event not in at.child.none:
        why = f"Due by {long_day(without[0].last)}. Cannot tell: {at.moment(event).why}."
        return CheckOutcome(Result.CANNOT_TELL, why, without[0].last)
    if event in at.child.unreadable:
        return CheckOutcome(Result.CANNOT_TELL, "Cannot tell: a date cannot be read.", without[0].last)
    late = {term: (_next(at, event, term) or at.end) for term in without}
    worst = max(without, key=lambda term: ((late[term] - term.last).days, term.last))
    after = _next(at, event, worst)
    many = f" {len(without)} terms went by without one." if len(without) > 1 else ""
    until = f"the next was on {long_day(after)}" if after else f"none by {long_day(at.end)}"
    why = f"None in the term from {long_day(worst.first)} to {long_day(worst.last)}; {until}.{many}"
    dates = {**_last(at, event), **shown(**{f"next_{event}": after})}
    return CheckOutcome(Result.LATE, why, worst.last, (late[worst] - worst.last).days, dates)


def _reviewed(at: AsAt, event: str, start: date, ended: Sequence[SchoolTerm]) -> CheckOutcome:
    coming = next((term for term in at.terms if term.last >= at.today and term.first >= start), None)
    due = coming.last if coming is not None and at.left is None else None
    if not ended:
        if at.left is not None:
            why = f"Left care on {long_day(at.left)}, before a whole term had passed."
            return CheckOutcome(Result.NOT_APPLICABLE, why, dates=_last(at, event))
        by = f" The first is due by {long_day(due)}." if due else ""
        return CheckOutcome(
            Result.NOT_DUE, f"No named term has passed with a plan in place.{by}", due, None, _last(at, event)
        )
    terms = agree(len(ended), "the term", f"each of {len(ended)} terms")
    why = f"Reviewed in {terms} from {long_day(ended[0].first)} to {long_day(ended[-1].last)}."
    if at.terms[0].first > start:
        why += f" Terms before {long_day(at.terms[0].first)} are not named."
    return CheckOutcome(Result.MET, why, due, None, _last(at, event))


def _next(at: AsAt, event: str, term: SchoolTerm) -> date | None:
    return next((day for day in at.days(event) if day > term.last), None)


def _last(at: AsAt, event: str) -> dict[str, date]:
    return {event: at.days(event)[-1]} if at.days(event) else {}


def check_yearly(at: AsAt, rule: Timescale) -> CheckOutcome:
    """Return whether there was one in the last year that has ended."""
    ends = _year_end(at.today, rule.year_ends or "12-31")
    year = f"the year to {long_day(ends)}"
    answer = at.child.years.get(rule.counts_to or "")
    answer = answer if answer is not None and answer.ends == ends else None
    if answer is not None and answer.happened:
        return CheckOutcome(Result.MET, f"The return has a score for {year}; it gives no date.", ends)
    if (not_for := _not_for(at, rule, ends)) is not None:
        return not_for
    if answer is None:
        return _dated(at, rule, ends)
    if answer.not_of_age:
        why = (
            f"Check the age: the return gives no score for {year}{answer.reason}, and the child was of age throughout."
        )
        return CheckOutcome(Result.CANNOT_TELL, why, ends)
    if answer.reason:
        why = f"The return has no score for {year}{answer.reason}. A reason is not counted as a score."
        return CheckOutcome(Result.NOT_APPLICABLE, why, ends)
    return CheckOutcome(Result.LATE, f"The return has no score for {year}, and no reason.", ends)


def answered(at: AsAt, event: str, series: Sequence[Timescale]) -> CheckOutcome:
    """Return what a return's yes or no says of something that should come again and again."""
    answer = at.child.years[event]
    year = f"the year to {long_day(answer.ends)}"
    if answer.ends > at.today:
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: the return is for {year}, which had not ended.")
    if add_months(answer.ends, 12) <= at.today:
        if at.left is not None:
            return CheckOutcome(Result.NOT_APPLICABLE, f"Left care on {long_day(at.left)}, before this year's answer.")
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: the newest return that says anything is for {year}.")
    if not answer.happened:
        return CheckOutcome(
            Result.LATE, f"The return says no for {year}{answer.reason}; it gives no date.", answer.ends
        )
    ages = at.child.ages_on(answer.ends, at.today)
    if len(series) > 1 and (ages is None or ages[0] < 5):
        why = f"Cannot tell: the return says yes for {year}, which does not show one every {_least(series)} months."
        return CheckOutcome(Result.CANNOT_TELL, why, answer.ends)
    return CheckOutcome(Result.MET, f"The return says yes for {year}; it gives no date.", answer.ends)


def _least(series: Sequence[Timescale]) -> int:
    return min(rule.within or 0 for rule in series)


def _not_for(at: AsAt, rule: Timescale, ends: date) -> CheckOutcome | None:
    """Return why a yearly check does not apply, or why nobody can tell; None where it applies."""
    if at.left is not None and at.left <= ends:
        return CheckOutcome(
            Result.NOT_APPLICABLE, f"Left care on {long_day(at.left)}, before the day it is counted on."
        )
    begins = add_months(ends + timedelta(days=1), -12)
    if (wrong_age := _wrong_age(at, rule, begins, ends)) is not None:
        return wrong_age
    if at.entry is not None and add_months(at.entry, rule.in_care_for or 0) > ends + timedelta(days=1):
        why = f"In care since {long_day(at.entry)}: less than {rule.in_care_for} months on {long_day(ends)}. {_STILL}"
        return CheckOutcome(Result.NOT_APPLICABLE, why, dates=shown(entry_to_care=at.entry))
    if at.child.last_break is not None and at.child.last_break >= begins:
        return CheckOutcome(
            Result.NOT_APPLICABLE, f"In a series of short breaks in the year to {long_day(ends)}. {_STILL}"
        )
    if at.entry is None and not at.child.years:
        return CheckOutcome(Result.CANNOT_TELL, "Cannot tell: the date of the entry to care is not known.", ends)
    return None


_STILL = "Not due in the return; the child may still need one."


def _wrong_age(at: AsAt, rule: Timescale, begins: date, ends: date) -> CheckOutcome | None:
    """Return why a year's score is not due at the child's age, or that the age is not known; None where it is due.

    It is due from a child who was of the first age or over on the year's first day, and not over the last on its last
    (SSDA903 guide, emotional and behavioural health: 4 to 16 inclusive); in the years of turning 4 and 17 it may be
    given.
    """
    first, last = (int(age) for age in (rule.ages or "0-99").split("-"))
    at_first, at_last = at.child.ages_on(begins, at.today), at.child.ages_on(ends, at.today)
    if at_first is None or at_last is None:
        why = f"Cannot tell: the age on {long_day(ends)} is not known closely enough."
        return CheckOutcome(Result.CANNOT_TELL, why, ends)
    if at_last[1] < first or at_first[0] > last:
        return CheckOutcome(Result.NOT_APPLICABLE, f"Outside the ages {first} to {last} on {long_day(ends)}.")
    if at_first[0] >= first and at_last[1] <= last:
        return None
    if (at_first[1] < first <= at_last[0]) or (at_first[1] <= last < at_last[0]):
        turned = first if at_first[1] < first else last + 1
        why = f"Turned {turned} in the year to {long_day(ends)}: a score may be given and is not due. {_STILL}"
        return CheckOutcome(Result.NOT_APPLICABLE, why)
    why = f"Cannot tell: the age on {long_day(ends)} is not known closely enough."
    return CheckOutcome(Result.CANNOT_TELL, why, ends)


def _year_end(today: date, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)


def _dated(at: AsAt, rule: Timescale, ends: date) -> CheckOutcome:
    """Return whether one of the days known is in the year."""
    event, year = rule.counts_to or "", f"the year to {long_day(ends)}"
    days = at.days(event)
    inside = [day for day in days if add_months(ends, -12) < day <= ends]
    if inside:
        return CheckOutcome(
            Result.MET, f"Done on {long_day(inside[-1])}, in {year}.", ends, None, shown(**{event: inside[-1]})
        )
    if not days and event not in at.child.none:
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {at.moment(event).why}.", ends)
    after = next((day for day in days if day > ends), None)
    late = ((after or at.end) - ends).days
    until = f"the next was on {long_day(after)}" if after else f"none by {long_day(at.end)}"
    last = next((day for day in reversed(days) if day <= ends), None)
    if late <= 0:
        return CheckOutcome(Result.NOT_DUE, f"Due by {long_day(ends)}.", ends, None, shown(**{event: last}))
    dates = shown(**{event: last, f"next_{event}": after})
    return CheckOutcome(Result.LATE, f"None in {year}; {until}.", ends, late, dates)


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


def check_intervals(at: AsAt, series: Sequence[Timescale], holidays: Holidays) -> CheckOutcome:
    """Return what the rules of one series, several where they go by age or home, say of a child."""
    rule = series[0]
    event = rule.counts_to or ""
    if rule.within is None:
        return check_termly(at, rule)
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
            return CheckOutcome(Result.NOT_DUE, "There is no earlier one to count from yet.")
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {missing.why or 'the dates are not known'}.")
    verdict = judge(at, event, days, series, holidays)
    return _verdict_outcome(at, event, days, verdict)


def _verdict_outcome(at: AsAt, event: str, days: tuple[date, ...], verdict: Verdict) -> CheckOutcome:
    gap: Gap = verdict.gap
    dates = shown(**{event: gap.start, f"next_{event}": gap.end})
    if verdict.result is Result.LATE:
        until = f"the next was on {long_day(gap.end)}" if gap.end else f"none by {long_day(at.end)}"
        why = f"After {long_day(gap.start)} the next was due by {long_day(gap.latest)}; {until}."
        return CheckOutcome(Result.LATE, why, gap.latest, verdict.days_late, dates)
    if verdict.result is Result.CANNOT_TELL:
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {verdict.why}.", gap.soonest, None, dates)
    if len(days) > 1:
        why = f"No two of {len(days)} were too far apart, from {long_day(days[0])} to {long_day(days[-1])}."
        return CheckOutcome(
            Result.MET, why, gap.soonest, None, shown(**{f"earlier_{event}": days[-2], event: days[-1]})
        )
    if at.left is not None:
        why = f"Left care on {long_day(at.left)}, before another was due."
        return CheckOutcome(Result.NOT_APPLICABLE, why, gap.soonest, None, dates)
    return CheckOutcome(Result.NOT_DUE, f"The next is due by {long_day(gap.soonest)}.", gap.soonest, None, dates)


def judge(at: AsAt, event: str, days: Sequence[date], series: Sequence[Timescale], holidays: Holidays) -> Verdict:
    """Return what the gaps come to: late where one was too long, else cannot tell where one is open, else met."""
    worst: Verdict | None = None
    open_: Verdict | None = None
    gap = _gap(at, days[-1], None, series, holidays)
    for start, end in zip(days, (*days[1:], None), strict=True):
        gap = _gap(at, start, end, series, holidays)
        verdict = _gap_verdict(at, event, gap)
        if verdict.result is Result.LATE and (worst is None or (verdict.days_late or 0) > (worst.days_late or 0)):
            worst = verdict
        if verdict.result is Result.CANNOT_TELL and open_ is None:
            open_ = verdict
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
    if any(rule.until or rule.after for rule in series):
        return _by_stage(at, start, series)
    holding = [rule for rule in series if rule.instead_of is None]
    for other in (rule for rule in series if rule.instead_of is not None):
        home = at.moment("placement_start").day
        known = all(at.child.fact(fact) is not None for fact in other.only_if)
        if home is None:
            holding.append(other)
        elif start >= add_months(home, other.after_months or 0):
            holding = [rule for rule in holding if not known or rule.ref != other.instead_of]
            holding.append(other)
    return holding


def _by_stage(at: AsAt, start: date, series: Sequence[Timescale]) -> list[Timescale]:
    """Return the rules for what follows a day, where the pace changes with an event such as the first review.

    The quicker pace holds while another is due before the event; with an event of an earlier home only, it is unsettled
    (SI 2010/959, regulation 28(3) and (4): every week until the first review).
    """
    before, after = [rule for rule in series if rule.until], [rule for rule in series if rule.after]
    event = (before or after)[0].until or (before or after)[0].after or ""
    moment, home = at.moment(event), at.moment("placement_start").day
    day = moment.day
    if day is not None and home is not None and day < home:
        day = next((one for one in at.days("review") if one >= home), None)
        moment = Moment()
    if day is None:
        return before if moment.none else list(series)
    due = min((add(start, rule.within or 0, rule.unit or "days", frozenset()) for rule in before), default=start)
    return before if start < day and due < day else after


def _of_age(at: AsAt, rule: Timescale, day: date) -> bool:
    ages = at.child.ages_on(day, at.today)
    first, last = (int(age) for age in (rule.ages or "0-99").split("-"))
    return ages is None or (ages[1] >= first and ages[0] <= last)


def _gap_verdict(at: AsAt, event: str, gap: Gap) -> Verdict:
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


_OPEN = "which of 2 figures holds here is not settled or not known"

"""Timescales: what a child's dates say of each rule, and never more than that.

In: a child's dates, the rules of a framework, the day of the check, England's bank holidays, and school terms.
Out: for each rule one result, with the dates that it rests on and why; the figures are the framework's.

The day of an event is day 0. Days late are calendar days. What nobody knows is "cannot tell", with what is missing.
Rules: SI 2010/959 and the other sources that each rule of the framework names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from audit.domain.english import long_day
from audit.domain.frameworks.framework import Framework, Timescale
from audit.domain.timescales import intervals
from audit.domain.timescales.child_dates import (
    EXCEPTIONS,
    FACTS,
    NOT_SO,
    Breaks,
    ChildDates,
    Holidays,
    Result,
    add,
    add_months,
)
from audit.domain.timescales.moments import AsAt, CheckOutcome, SchoolTerm, shown

Rules = tuple[tuple[Timescale, ...], ...]  # each rule with its parts, the rule that names it first


class Checked(NamedTuple):
    """What one rule says of one child."""

    child: str
    rule: Timescale
    result: Result
    why: str
    due: date | None = None  # None: the rule gave no day
    days_late: int | None = None  # None: not late, or late by days that nobody knows
    dates: Mapping[str, date] = {}

    @property
    def check(self) -> str:
        """Return the rule's ref; a part goes by the rule that it belongs to."""
        return self.rule.part_of or self.rule.ref


_WORST = (Result.LATE, Result.CANNOT_TELL, Result.MET, Result.NOT_DUE, Result.NOT_APPLICABLE)


def rules_of(framework: Framework) -> Rules:
    """Return a framework's rules, each with its parts."""
    items = [item for item in framework.items if isinstance(item, Timescale)]
    heads = [item for item in items if item.part_of is None]
    return tuple((head, *(part for part in items if part.part_of == head.ref)) for head in heads)


def check_all(children: Iterable[ChildDates], rules: Rules, *, as_of: date, holidays: Holidays) -> tuple[Checked, ...]:
    """Return what every rule says of every child, child by child in the rules' order."""
    return tuple(checked for child in children for checked in check(child, rules, as_of=as_of, holidays=holidays))


def check(
    child: ChildDates, rules: Rules, *, as_of: date, holidays: Holidays, terms: tuple[SchoolTerm, ...] = ()
) -> list[Checked]:
    """Return what every rule says of one child; `terms` are the school terms that the partnership named, in order."""
    at = AsAt(child, as_of, terms)
    if at.entry is None and any(day > as_of for day in child.dates.get("entry_to_care", ())):
        outcome = CheckOutcome(Result.NOT_APPLICABLE, "The child had not come into care by that day.")
        return [Checked(child.child, rule[0], *outcome) for rule in rules]
    return [_rule(at, rule, holidays) for rule in rules]


def counts(results: Iterable[Checked]) -> dict[str, dict[Result, int]]:
    """Return how many children have each result, by rule."""
    by_rule: dict[str, dict[Result, int]] = {}
    for checked in results:
        row = by_rule.setdefault(checked.check, dict.fromkeys(Result, 0))
        row[checked.result] += 1
    return by_rule


def _rule(at: AsAt, parts: tuple[Timescale, ...], holidays: Holidays) -> Checked:
    """Return what a rule with its parts says: the parts' worst, or why none applies."""
    if len(parts) == 1:
        (rule,) = parts
        outcome = _exemption(at.child, rule) or _as_care_goes(at, rule, _check_part(at, rule, holidays), holidays)
        return Checked(at.child.child, rule, *_as_usual(at.child, parts, outcome))
    applying: list[Timescale] = []
    outcomes: list[tuple[Timescale, CheckOutcome]] = []
    for part in parts:
        exemption = _exemption(at.child, part)
        if exemption is None:
            applying.append(part)
        elif part.check != "interval" or part.instead_of is None:
            outcomes.append((part, exemption))
    series = [part for part in applying if part.check == "interval"]
    outcomes += [(part, _check_part(at, part, holidays)) for part in applying if part.check != "interval"]
    if series:
        outcomes.append((series[0], intervals.check_intervals(at, series, holidays)))
    outcomes = [(part, _as_care_goes(at, part, outcome, holidays)) for part, outcome in outcomes]
    rule, worst = min(outcomes, key=lambda pair: _WORST.index(pair[1].result))
    if len(outcomes) > 1:
        worst = _with_parts(worst, [outcome for _, outcome in outcomes if outcome is not worst])
    return Checked(at.child.child, rule, *_as_usual(at.child, [rule] if worst.result is Result.LATE else parts, worst))


def _as_usual(child: ChildDates, parts: Sequence[Timescale], outcome: CheckOutcome) -> CheckOutcome:
    """Return an outcome that says so where it rests on nobody having named an exception to these parts."""
    if outcome.result in (Result.NOT_APPLICABLE, Result.CANNOT_TELL):
        return outcome
    named = {fact for part in parts for fact in (*part.only_if, *part.unless) if fact in EXCEPTIONS}
    if named <= child.facts.keys() or any(child.fact(fact) for fact in named):
        return outcome
    return outcome._replace(why=f"{outcome.why} Nobody has said that an exception holds, so the usual rule is taken.")


def _as_care_goes(at: AsAt, rule: Timescale, outcome: CheckOutcome, holidays: Holidays) -> CheckOutcome:
    """Return an outcome in the light of whether the child was in care: what cannot fall due any more does not apply.

    Where it is not known until when the child was in care, nothing that is still missing is late.
    """
    if at.left is None:
        later = any(day > outcome.due for day in at.days(rule.counts_to or "")) if outcome.due else False
        if outcome.result is not Result.LATE or "left" not in at.child.unreadable or later:
            return outcome
        why = "Cannot tell: it is not known whether the child was still in care when it fell due."
        return outcome._replace(result=Result.CANNOT_TELL, why=why, days_late=None)
    left = f"Left care on {long_day(at.left)}"
    if outcome.result is Result.NOT_DUE or (outcome.result is Result.CANNOT_TELL and rule.check == "question"):
        return outcome._replace(result=Result.NOT_APPLICABLE, why=f"{left}, before it was due.")
    if outcome.result is Result.CANNOT_TELL and at.entry is not None and rule.within is not None:
        soonest = add(at.entry, rule.within, rule.unit or "days", holidays)  # whatever it counts from came after that
        if at.left <= soonest:
            return outcome._replace(result=Result.NOT_APPLICABLE, why=f"{left}, before it could fall due.")
    return outcome


def _with_parts(worst: CheckOutcome, outcomes: Sequence[CheckOutcome]) -> CheckOutcome:
    """Return the worst, with what the other parts that apply rest on."""
    if worst.result is not Result.MET:
        return worst
    reasons = [outcome.why for outcome in outcomes if outcome.result in (Result.MET, Result.NOT_DUE)]
    dates = {name: day for outcome in (*outcomes, worst) for name, day in outcome.dates.items()}
    return worst._replace(why=" ".join((worst.why, *reasons)), dates=dates)


def _exemption(child: ChildDates, rule: Timescale) -> CheckOutcome | None:
    """Return why a rule is not checked for a child; None where it is."""
    if child.breaks is not Breaks.NONE and rule.short_breaks != "applies":
        return _breaks(child, rule)
    if not rule.only_if and not rule.unless:
        return None
    unknown = [fact for fact in (*rule.only_if, *rule.unless) if child.fact(fact) is None]
    wrong = [fact for fact in rule.only_if if child.fact(fact) is False]
    wrong += [fact for fact in rule.unless if child.fact(fact)]
    if wrong:
        fact = NOT_SO[wrong[0]] if wrong[0] in rule.only_if else FACTS[wrong[0]]
        return CheckOutcome(Result.NOT_APPLICABLE, f"Does not apply, since {fact}.")
    answered = rule.check == "question" and rule.ref in child.answers
    if unknown and rule.instead_of is None and not answered:
        return CheckOutcome(Result.CANNOT_TELL, f"It is not known whether {FACTS[unknown[0]]}.")
    return None


def _breaks(child: ChildDates, rule: Timescale) -> CheckOutcome:
    if child.breaks is Breaks.DOUBTFUL:
        why = "Recorded as short breaks, but longer or in more places than such a series may be: look at the record."
        return CheckOutcome(Result.CANNOT_TELL, why)
    if rule.short_breaks == "not_applicable":
        return CheckOutcome(Result.NOT_APPLICABLE, "A series of short breaks is exempt.")
    if rule.short_breaks == "lighter":
        return CheckOutcome(
            Result.NOT_APPLICABLE, "A lighter rule holds for a series of short breaks; it is not checked."
        )
    return CheckOutcome(Result.CANNOT_TELL, "For a series of short breaks reviews are counted from other days.")


def _check_part(at: AsAt, rule: Timescale, holidays: Holidays) -> CheckOutcome:
    if rule.check == "deadline":
        return _too_old(at, rule) or _deadline(at, rule, holidays)
    if rule.check == "interval":
        return intervals.check_intervals(at, [rule], holidays)
    if rule.check == "yearly":
        return intervals.check_yearly(at, rule)
    if rule.check == "each":
        return _each(at)
    return _band(at, rule) if rule.check == "band" else _question(at, rule)


def _too_old(at: AsAt, rule: Timescale) -> CheckOutcome | None:
    """Return that a deadline does not cover what began so long ago; None where it does, or nobody knows when."""
    start = at.moment(rule.counts_from or "").day
    since = date.fromisoformat(rule.since) if rule.since is not None else None
    if start is None or since is None or start >= since:
        return None
    why = f"The rule covers what began on or after {long_day(since)}."
    return CheckOutcome(Result.NOT_APPLICABLE, why, dates=shown(**{rule.counts_from or "": start}))


def _deadline(at: AsAt, rule: Timescale, holidays: Holidays) -> CheckOutcome:
    from_, to = rule.counts_from or "", rule.counts_to or ""
    start, done = at.moment(from_), at.moment(to)
    if start.day is None:
        if start.none:
            return CheckOutcome(Result.NOT_DUE, "What it is counted from has not happened yet.")
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {start.why}.", dates=shown(**{to: done.day}))
    dates = shown(**{from_: start.day, to: done.day})
    due = _due(at, rule, start.day, holidays)
    if done.day is not None and done.day < start.day and rule.unless_within is not None:
        return _earlier(start.day, done.day, rule, dates)
    if done.day is not None:
        return _done(start.day, done.day, due, rule, dates)
    if done.by is not None and done.by <= due:
        return CheckOutcome(Result.MET, f"Held by {long_day(done.by)}; due by {long_day(due)}.", due, None, dates)
    return _not_done(at, to, due, dates, known=done.none, why=done.why)


def _due(at: AsAt, rule: Timescale, start: date, holidays: Holidays) -> date:
    """Return the last day that is in time: what has to be there for an event is due when that is held, if sooner."""
    due = add(start, rule.within or 0, rule.unit or "days", holidays)
    sooner = at.moment(rule.no_later_than).day if rule.no_later_than else None
    return sooner if sooner is not None and start <= sooner < due else due


def _earlier(start: date, done: date, rule: Timescale, dates: Mapping[str, date]) -> CheckOutcome:
    if done >= add_months(start, -(rule.unless_within or 0)):
        why = f"One was done on {long_day(done)}, in the {rule.unless_within} months before."
        return CheckOutcome(Result.NOT_APPLICABLE, why, dates=dates)
    why = f"Cannot tell: the one of {long_day(done)} is more than {rule.unless_within} months too early to count."
    return CheckOutcome(Result.CANNOT_TELL, why, dates=dates)


def _done(start: date, done: date, due: date, rule: Timescale, dates: Mapping[str, date]) -> CheckOutcome:
    if done > due:
        return CheckOutcome(
            Result.LATE, f"Due by {long_day(due)}; done on {long_day(done)}.", due, (done - due).days, dates
        )
    if rule.not_before is not None and done < add(start, rule.not_before, rule.unit or "days", frozenset()):
        why = f"Done on {long_day(done)}, sooner than the {rule.not_before} {rule.unit} named; that is not late."
        return CheckOutcome(Result.MET, why, due, None, dates)
    return CheckOutcome(Result.MET, f"Done on {long_day(done)}; due by {long_day(due)}.", due, None, dates)


def _not_done(at: AsAt, to: str, due: date, dates: Mapping[str, date], *, known: bool, why: str) -> CheckOutcome:
    """Return what holds where an event is not known to have happened."""
    if at.today <= due and at.left is None:
        return CheckOutcome(Result.NOT_DUE, f"Due by {long_day(due)}.", due, None, dates)
    if at.left is not None and at.left <= due:
        return CheckOutcome(
            Result.NOT_APPLICABLE, f"Left care on {long_day(at.left)}, before it was due.", due, None, dates
        )
    if not known:
        return CheckOutcome(Result.CANNOT_TELL, f"Due by {long_day(due)}. Cannot tell: {why}.", due, None, dates)
    seen_to = at.seen_to(to)
    if seen_to <= due:
        why = f"Due by {long_day(due)}. Cannot tell: the files end on {long_day(seen_to)}."
        return CheckOutcome(Result.CANNOT_TELL, why, due, None, dates)
    return CheckOutcome(
        Result.LATE, f"Due by {long_day(due)}; not done by {long_day(at.end)}.", due, (at.end - due).days, dates
    )


def _each(at: AsAt) -> CheckOutcome:
    """Return whether mental health was looked at in every review; a review that nobody marked is not known."""
    days = at.days("review")
    if not days:
        missing = at.moment("first_review")
        if missing.none:
            return CheckOutcome(Result.NOT_DUE, "There has been no review yet.")
        return CheckOutcome(Result.CANNOT_TELL, f"Cannot tell: {missing.why}.")
    marks = [at.child.marks.get(day) for day in days]
    without = [day for day, mark in zip(days, marks, strict=True) if mark is False]
    if without:
        why = f"Not looked at in {len(without)} of {len(days)} reviews, the latest on {long_day(without[-1])}."
        return CheckOutcome(Result.LATE, why, without[-1], None, shown(review=without[-1]))
    if None in marks:
        unknown = days[marks.index(None)]
        why = f"Cannot tell: nobody has said whether it was looked at on {long_day(unknown)}."
        return CheckOutcome(Result.CANNOT_TELL, why, dates=shown(review=unknown))
    return CheckOutcome(
        Result.MET,
        f"Looked at in each of {len(days)}, the latest on {long_day(days[-1])}.",
        None,
        None,
        shown(review=days[-1], mental_health_finding=days[-1]),
    )


def _band(at: AsAt, rule: Timescale) -> CheckOutcome:
    """Return which range the newest total is in; that is no timescale, so the check does not apply."""
    known = {day: total for day, total in at.child.sdq_totals.items() if day <= at.today}
    if not known:
        return CheckOutcome(Result.CANNOT_TELL, "Cannot tell: no total is known.")
    day = max(known)
    dates = {} if "sdq" in at.child.years else {"sdq": day}  # a return gives the total without its day
    return CheckOutcome(Result.NOT_APPLICABLE, f"A range and no timescale. {band_of(known[day], rule)}", dates=dates)


def band_of(total: float, rule: Timescale) -> str:
    """Return which of the rule's ranges a total is in, in a sentence; the ranges are read from its figure."""
    for part in rule.figure.split(";"):
        limits, _, name = part.strip().partition(" ")
        least, most = (int(limit) for limit in limits.split("-"))
        if least <= total <= most:
            return f"A total of {total:g} is {name} ({least} to {most})."
    return f"A total of {total:g} is in none of the ranges."


def _question(at: AsAt, rule: Timescale) -> CheckOutcome:
    answer = at.child.answers.get(rule.ref)
    if answer == "yes":
        return CheckOutcome(Result.MET, "Answered yes.")
    if answer == "no":
        return CheckOutcome(Result.LATE, "Answered no.")
    if answer == "not_applicable":
        return CheckOutcome(Result.NOT_APPLICABLE, "Answered: does not apply to this child.")
    return CheckOutcome(Result.CANNOT_TELL, "Cannot tell: the question is not answered.")

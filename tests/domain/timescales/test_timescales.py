from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.timescales.child_dates import EVENTS, FACTS, Breaks, ChildDates, Result, YearAnswer
from audit.domain.timescales.moments import SchoolTerm
from audit.domain.timescales.rules import Checked, band_of, check, counts
from audit.library import bank_holidays
from audit.library.frameworks import loading
from tests.domain.timescale_rows import ROWS, TERMS, Row

RULES, HOLIDAYS = loading.timescales(), bank_holidays.england()
REFS = [rule[0].ref for rule in RULES]
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
CONFIRM = {"T1", "T4", "T5", "T6", "T8", "T9", "T10", "T13", "T16", "T18", "T19", "T20", "T24"}


def day(text: str) -> date:
    return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a date of a table


def days(text: str) -> tuple[date, ...]:
    return tuple(day(one) for one in text.split(","))


def child_of(known: dict[str, Any], as_at: date) -> ChildDates:
    year = known.get("year", "").split()
    born, ages = known.get("born"), known.get("ages", "").split("-")
    marks = [one.split() for one in known.get("marks", "").split(",") if one.strip()]
    total = known.get("total", "").split()
    return ChildDates(
        child="A",
        dates={event: days(known[event]) for event in EVENTS if event in known},
        none=frozenset(filter(None, [known.get("none")])),
        unreadable=frozenset(filter(None, [known.get("unreadable")])),
        born=day(born) if born else None,
        ages=(int(ages[0]), int(ages[1])) if len(ages) == 2 else None,
        facts={fact: known[fact] for fact in FACTS if fact in known},
        breaks=Breaks(known.get("breaks", "none")),
        answers={ref: known[ref] for ref in REFS if ref in known},
        marks={day(on): said == "yes" for on, said in marks},
        sdq_totals={day(total[1]): float(total[0])} if total else {},
        years={year[0]: _answer(known, happened=year[1] == "yes", ends=day(year[2]))} if year else {},
        last_break=day(known["last_break"]) if "last_break" in known else None,
        seen_from=day(known["seen_from"]) if "seen_from" in known else None,
        seen_to=day(known["seen_to"]) if "seen_to" in known else None,
        left=day(known["left"]) if "left" in known else None,
    )


def _answer(known: dict[str, Any], *, happened: bool, ends: date) -> YearAnswer:
    reason = known.get("reason", "")
    return YearAnswer(
        ends=ends, happened=happened, reason=f" ({reason})" if reason else "", not_of_age=reason == "not of age"
    )


def one(ref: str, child: ChildDates, as_of: date, terms: tuple[SchoolTerm, ...] = ()) -> Checked:
    found = check(child, RULES, as_of=as_of, holidays=HOLIDAYS, terms=terms)
    return next(each for each in found if each.check == ref)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.check} {row.why}" for row in ROWS])
def test_a_row_worked_out_by_hand(row: Row):
    as_at = day(row.as_at)
    terms = tuple(SchoolTerm(first=day(first), last=day(last)) for first, last in TERMS)
    found = one(row.check, child_of(row.known, as_at), as_at, terms if row.known.get("terms") else ())
    assert found.result.value == row.result, found.why
    assert found.days_late == row.late, found.why
    if row.due is not None:
        assert found.due == day(row.due), found.why


def test_the_table_is_long_and_every_rule_is_in_it():
    assert len(ROWS) >= 183
    assert {row.check for row in ROWS} >= set(REFS)


def test_every_rule_says_something_of_every_child_and_claims_nothing_where_nothing_is_known():
    found = check(ChildDates(child="A"), RULES, as_of=date(2026, 3, 31), holidays=HOLIDAYS)
    assert [each.check for each in found] == REFS
    assert {each.result for each in found} == {Result.CANNOT_TELL}
    assert all(each.why and not each.dates and each.days_late is None for each in found)


def test_rules_that_were_not_seen_whole_say_that_they_are_to_be_confirmed():
    found = check(ChildDates(child="A"), RULES, as_of=date(2026, 3, 31), holidays=HOLIDAYS)
    assert {each.check for each in found if each.rule.confirm} == CONFIRM


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (0, "close to average"),
        (13, "close to average"),
        (14, "borderline"),
        (16, "borderline"),
        (17, "cause for concern"),
        (40, "cause for concern"),
    ],
)
def test_the_ranges_of_a_questionnaire_total(total: int, words: str):
    rule = next(rule[0] for rule in RULES if rule[0].ref == "T7")
    assert words in band_of(total, rule)


def test_short_breaks_are_exempt_from_some_rules_and_leave_others_open():
    child = ChildDates(child="A", breaks=Breaks.SERIES, facts={"out_of_area": True, "emergency": False})
    found = {each.check: each.result for each in check(child, RULES, as_of=date(2026, 3, 31), holidays=HOLIDAYS)}
    assert {ref for ref, result in found.items() if result is Result.NOT_APPLICABLE} >= {
        "T1",
        "T4",
        "T5",
        "T13",
        "T16",
        "T18",
        "T19",
    }
    assert {found[ref] for ref in ("T8", "T9", "T10")} == {Result.CANNOT_TELL}


@given(entry=DAYS, held=DAYS, later=st.integers(1, 60))
def test_a_first_review_that_is_held_later_is_never_less_late(entry: date, held: date, later: int):
    as_of = max(entry, held) + timedelta(days=100)
    first, second = (one("T8", _reviewed(entry, each), as_of) for each in (held, held + timedelta(days=later)))
    if held >= entry:
        assert (first.days_late or 0) <= (second.days_late or 0)
        assert first.due == second.due


@given(entry=DAYS, checked=DAYS)
def test_nothing_is_late_on_the_day_it_is_due_and_everything_is_the_day_after(entry: date, checked: date):
    child = ChildDates(child="A", dates={"entry_to_care": (entry,)}, none=frozenset(EVENTS))
    for ref in ("T4", "T8", "T13", "T23"):
        due = one(ref, child, entry).due
        assert due is not None
        assert one(ref, child, due).result is Result.NOT_DUE
        after = one(ref, child, due + timedelta(days=1))
        assert (after.result, after.days_late) == (Result.LATE, 1)


@given(entry=DAYS, gaps=st.lists(st.integers(1, 400), min_size=3, max_size=8))
def test_later_reviews_are_late_exactly_where_two_are_more_than_six_months_apart(entry: date, gaps: list[int]):
    held = [entry + timedelta(days=sum(gaps[: number + 1])) for number in range(len(gaps))]
    child = ChildDates(child="A", dates={"entry_to_care": (entry,), "review": tuple(held)})
    found = one("T10", child, held[-1])
    apart = [(after - before).days for before, after in pairwise(held[1:])]
    assert found.result is not Result.LATE or max(apart) > 181  # six months are 181 to 184 days
    assert found.result is Result.LATE or max(apart) <= 184


@given(born=DAYS, held=st.lists(st.integers(30, 400), min_size=1, max_size=5))
def test_health_assessments_more_than_a_year_apart_are_late_at_any_age(born: date, held: list[int]):
    seen = [born + timedelta(days=sum(held[: number + 1])) for number in range(len(held))]
    child = ChildDates(
        child="A", born=born, dates={"initial_health_assessment": (born,), "health_assessment": tuple(seen)}
    )
    found = one("T5", child, seen[-1])
    assert (found.result is Result.LATE) or max(held) <= 366
    assert found.result is not Result.LATE or max(held) > 180


@pytest.mark.parametrize(("fact", "weeks"), [("temporary_or_interim", 4), ("parent_unassessed", 6)])
@given(moved=DAYS, first=st.integers(0, 40), gaps=st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_visits_are_weekly_until_the_first_review_and_then_further_apart(
    fact: str, weeks: int, moved: date, first: int, gaps: list[int]
):
    review = moved + timedelta(days=first)
    held = [moved + timedelta(days=sum(gaps[: number + 1])) for number in range(len(gaps))]
    as_of = max(review, held[-1])
    dates = {"entry_to_care": (moved,), "placement_start": (moved,), "review": (review,), "visit": tuple(held)}
    found = one("T16", ChildDates(child="A", dates=dates, facts={fact: True}), as_of)
    late = held[0] > moved + timedelta(days=7)
    for visit, after in pairwise([*held, as_of]):
        weekly = visit + timedelta(days=7) < review
        late = late or after > visit + timedelta(weeks=1 if weekly else weeks)
    assert (found.result is Result.LATE) == late, found.why


@given(entry=DAYS, as_of=DAYS, known=st.sets(st.sampled_from(sorted(EVENTS))))
def test_what_happened_after_the_day_of_the_check_changes_nothing(entry: date, as_of: date, known: set[str]):
    dates = dict.fromkeys(known, (entry,))
    later = {event: (*held, as_of + timedelta(days=9)) for event, held in dates.items() if event != "entry_to_care"}
    if entry <= as_of:
        before = check(ChildDates(child="A", dates=dates), RULES, as_of=as_of, holidays=HOLIDAYS)
        after = check(ChildDates(child="A", dates={**dates, **later}), RULES, as_of=as_of, holidays=HOLIDAYS)
        assert before == after


@given(as_of=DAYS, entry=DAYS, none=st.sets(st.sampled_from(sorted(EVENTS))))
def test_late_days_are_counted_from_the_day_due_and_are_never_nought(as_of: date, entry: date, none: set[str]):
    child = ChildDates(child="A", dates={"entry_to_care": (entry,)}, none=frozenset(none))
    for found in check(child, RULES, as_of=as_of, holidays=HOLIDAYS):
        assert (found.days_late is None) or (found.result is Result.LATE and found.days_late > 0)
        if found.result is Result.LATE and found.due is not None and found.days_late is not None:
            assert found.due + timedelta(days=found.days_late) == as_of


def test_counts_add_up_to_the_children():
    children = [_reviewed(date(2024, 4, 15), date(2024, 5, number)) for number in range(1, 30)]
    found = counts(
        each for child in children for each in check(child, RULES, as_of=date(2024, 7, 1), holidays=HOLIDAYS)
    )
    assert {sum(row.values()) for row in found.values()} == {29}
    assert Counter(found["T8"])[Result.LATE] == 15


def _reviewed(entry: date, held: date) -> ChildDates:
    return ChildDates(child="A", dates={"entry_to_care": (entry,), "review": (held,)})

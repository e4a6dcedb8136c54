"""A law for every rule: what the words of the rule say, worked out here in another way, holds for any dates at all.

The other way counts working days one by one, and months with `dateutil`, which the product does not use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from audit.domain.timescales.child_dates import ChildDates, Result
from audit.domain.timescales.moments import SchoolTerm
from audit.domain.timescales.rules import Checked, check
from audit.library import bank_holidays
from audit.library.frameworks import loading

RULES, HOLIDAYS = loading.timescales(), bank_holidays.england()
BY_REF = {rule[0].ref: (rule,) for rule in RULES}
DAYS = st.dates(date(2015, 1, 1), date(2029, 12, 31))
Step = tuple[str, int, int]  # a unit, how many of it, and how many days more or less
STEPS = st.one_of(
    st.tuples(st.just("days"), st.integers(0, 260), st.just(0)),
    st.tuples(st.just("months"), st.sampled_from([3, 6, 12]), st.integers(-1, 1)),  # right at the edge of a rule
    st.tuples(st.just("weeks"), st.sampled_from([1, 6]), st.integers(-1, 1)),
    st.tuples(st.just("working days"), st.sampled_from([5, 10, 20]), st.integers(-1, 1)),
)
GAPS = st.lists(STEPS, min_size=1, max_size=7)
EDGE = st.integers(-1, 1)  # a day before an edge, on it, or after it
LATER = date(2035, 6, 1)  # long after anything here
TERMS = tuple(
    SchoolTerm(first=date(year, *first), last=date(year, *last))
    for year in range(2014, 2036)
    for first, last in (((1, 6), (3, 27)), ((4, 14), (7, 21)), ((9, 3), (12, 18)))
)


def one(ref: str, child: ChildDates, as_of: date = LATER, terms: tuple[SchoolTerm, ...] = ()) -> Checked:
    (found,) = check(child, BY_REF[ref], as_of=as_of, holidays=HOLIDAYS, terms=terms)
    return found


def working_days(start: date, end: date) -> int:
    """Count the working days after one day, up to and with another."""
    every = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in every)


def step(start: date, by: Step) -> date:
    unit, count, more = by
    if unit == "working days":
        end = start + timedelta(days=1)
        while working_days(start, end) < count:
            end += timedelta(days=1)
    else:
        end = start + relativedelta(**{unit: count})
    return end + timedelta(days=more)


def after(start: date, gaps: list[Step]) -> tuple[date, ...]:
    """Return days that follow one another by some gaps, in order, each once."""
    found = [start]
    for by in gaps:
        found.append(step(found[-1], by))
    return tuple(sorted({day for day in found[1:] if day >= start}))


def too_far(days: tuple[date, ...], *, months: int = 0, weeks: int = 0) -> bool:
    limit = relativedelta(months=months, weeks=weeks)
    return any(later > earlier + limit for earlier, later in pairwise(days))


def within(ref: str, start: str, done: str, ok: Callable[[date, date], bool]) -> Callable[[], None]:
    """Return the law of a deadline: late exactly where it was done and not in time."""

    before = st.tuples(st.just("days"), st.integers(-120, 0), st.just(0))
    three_months = st.tuples(st.just("months"), st.just(-3), st.integers(-1, 1))

    @given(begun=DAYS, by=st.one_of(STEPS, before, three_months))
    def law(begun: date, by: Step) -> None:
        held = step(begun, by)
        if ref in ("T8", "T9"):
            held = max(held, begun)  # a review before the entry to care belongs to an earlier time in it
        reviews = {"T4": (), "T8": (held,), "T9": tuple(sorted({begun, held}))}.get(ref, (begun,))
        if ref == "T9" and len(reviews) == 1:
            return  # two reviews of one day are one
        dates = {"entry_to_care": (begun,), start: (begun,), done: (held,), "review": reviews}
        dates = {event: there for event, there in dates.items() if event not in ("first_review", "second_review")}
        facts = {"out_of_area": True, "emergency": ref == "T19 emergency"}
        found = one(ref.split()[0], ChildDates(child="A", dates=dates, facts=facts))
        if ref == "T4" and held < begun:
            assert found.result in (Result.NOT_APPLICABLE, Result.CANNOT_TELL)
            assert (found.result is Result.NOT_APPLICABLE) == (held >= begun - relativedelta(months=3))
            return
        assert (found.result is Result.LATE) == (not ok(begun, held)), found
        assert found.result in (Result.LATE, Result.MET)
        if found.result is Result.LATE:
            assert found.due is not None
            assert found.due + timedelta(days=found.days_late or 0) == held
            assert ok(begun, found.due)
            assert not ok(begun, found.due + timedelta(days=1)) or ref == "T14"

    return law


def in_working_days(count: int) -> Callable[[date, date], bool]:
    # a day off after the last working day is one day more, so the day itself has to be within the count too
    return lambda begun, held: held <= begun or working_days(begun, held - timedelta(days=1)) < count


@given(entry=DAYS, by=STEPS, held_by=STEPS)
def test_a_first_assessment_is_there_for_the_first_review_where_that_was_held_sooner(
    entry: date, by: Step, held_by: Step
):
    done, review = max(entry, step(entry, by)), max(entry, step(entry, held_by))
    dates = {"entry_to_care": (entry,), "initial_health_assessment": (done,), "review": (review,)}
    found = one("T4", ChildDates(child="A", dates=dates))
    assert (found.result is Result.MET) == (in_working_days(20)(entry, done) and done <= review), found


@given(entry=DAYS, gaps=GAPS)
@example(entry=date(2024, 3, 4), gaps=[("working days", 20, 0), ("months", 3, 0), ("months", 6, 0)])
def law_of_reviews(entry: date, gaps: list[Step]) -> None:
    held = after(entry, gaps)
    child = ChildDates(child="A", dates={"entry_to_care": (entry,), "review": held}, none=frozenset({"review"}))
    first, second, rest = (one(ref, child, held[-1]) for ref in ("T8", "T9", "T10"))
    assert (first.result is Result.LATE) == (not in_working_days(20)(entry, held[0]))
    if len(held) > 1:
        assert (second.result is Result.LATE) == (held[1] > held[0] + relativedelta(months=3))
        assert rest.result is (
            Result.LATE if too_far(held[1:], months=6) else Result.MET if len(held) > 2 else Result.NOT_DUE
        )
    else:
        assert second.result is Result.NOT_DUE
        assert rest.result is Result.NOT_DUE


@given(born=DAYS, starts=st.integers(0, 4000), gaps=GAPS)
@example(born=date(2015, 1, 10), starts=2500, gaps=[("months", 12, 0)])
def law_of_health_assessments(born: date, starts: int, gaps: list[Step]) -> None:
    first = born + timedelta(days=starts)
    held = after(first, gaps)
    dates = {"initial_health_assessment": (first,), "health_assessment": held}
    found = one("T5", ChildDates(child="A", born=born, dates=dates), held[-1])
    fifth = (
        date(born.year + 5, born.month, born.day) if (born.month, born.day) != (2, 29) else date(born.year + 5, 3, 1)
    )
    every = tuple(sorted({first, *held}))
    if too_far(every, months=12):
        assert found.result is Result.LATE
    elif held[-1] < fifth - timedelta(days=366):
        assert (found.result is Result.LATE) == too_far(every, months=6)
    elif first >= fifth:
        assert found.result is (Result.MET if len(every) > 1 else Result.NOT_DUE)


@given(
    year=st.integers(2016, 2029),
    more=EDGE | st.integers(0, 364),
    age=st.integers(3, 18),
    birthday=EDGE,
    entry=st.one_of(DAYS, EDGE),
    held=st.one_of(DAYS, st.integers(-3, 3)),
)
@example(year=2024, more=5, age=10, birthday=0, entry=date(2020, 1, 1), held=1)
def law_of_the_yearly_questionnaire(
    year: int, more: int, age: int, birthday: int, entry: date | int, held: date | int
) -> None:
    march = date(year, 3, 31)
    as_of, born = march + timedelta(days=more), date(year - age, 3, 31) + timedelta(days=birthday)
    entry = entry if isinstance(entry, date) else date(year - 1, 3, 31) + timedelta(days=entry)
    held = held if isinstance(held, date) else step(march, ("months", -12 * (held % 2), held // 2))
    ends = date(as_of.year, 3, 31) if as_of >= date(as_of.year, 3, 31) else date(as_of.year - 1, 3, 31)
    child = ChildDates(child="A", born=born, dates={"entry_to_care": (entry,), "sdq": (held,)}, none=frozenset({"sdq"}))
    found = one("T6", child, as_of)
    if entry > as_of:
        assert found.result is Result.NOT_APPLICABLE
        return
    begins = date(ends.year - 1, 4, 1)
    then, age = (day.year - born.year - ((day.month, day.day) < (born.month, born.day)) for day in (begins, ends))
    asked = then >= 4 and age <= 16 and entry <= begins
    inside = date(ends.year - 1, 3, 31) < held <= ends
    assert (found.result is Result.NOT_APPLICABLE) == (not asked)
    if asked:
        assert (found.result is Result.MET) == inside
        assert (found.result is Result.LATE) == (not inside and as_of > ends)


@given(total=st.integers(0, 40), on=DAYS)
def law_of_the_ranges(total: int, on: date) -> None:
    found = one("T7", ChildDates(child="A", sdq_totals={on: float(total)}))
    word = "close to average" if total < 14 else "borderline" if total < 17 else "cause for concern"
    assert (found.result, found.days_late) == (Result.NOT_APPLICABLE, None)
    assert word in found.why


@given(
    term=st.integers(0, 40),
    edge=EDGE,
    gaps=GAPS,
    skip=st.integers(0, 3),
    last=EDGE | st.integers(0, 90),
    kept=st.lists(st.sampled_from(["first", "last", "before", "after", "none"]), max_size=4),
)
def law_of_the_terms(term: int, edge: int, gaps: list[Step], skip: int, last: int, kept: list[str]) -> None:
    begun = TERMS[term].first + timedelta(days=edge)
    days = {begun + timedelta(days=1)} if skip else set(after(begun, gaps))
    for number, where in enumerate(kept, term + skip):
        there = TERMS[number]
        at = {
            "first": there.first,
            "last": there.last,
            "before": there.first - timedelta(days=1),
            "after": there.last + timedelta(days=1),
        }
        days |= {at[where]} if where != "none" else set()
    held = tuple(sorted(day for day in days if day >= begun))
    as_of = max(held[-1], TERMS[term + skip + len(kept)].last + timedelta(days=last))
    child = ChildDates(child="A", dates={"pep_begun": (begun,), "pep_review": held})
    found = one("T15", child, as_of, TERMS)
    passed = [term for term in TERMS if begun <= term.first and term.last < as_of]
    without = [term for term in passed if not any(term.first <= day <= term.last for day in held)]
    assert (found.result is Result.LATE) == bool(without)
    assert (found.result is Result.NOT_DUE) == (not passed)
    assert (found.result is Result.MET) == (bool(passed) and not without)
    if without:
        assert found.due in {term.last for term in without}
    assert one("T15", child, as_of).result is Result.CANNOT_TELL


@given(
    moved=DAYS,
    gaps=st.lists(STEPS.filter(lambda by: by[1] < 13 or by[0] == "days"), min_size=1, max_size=9),
    lasts=st.booleans(),
)
def law_of_the_visits(moved: date, gaps: list[Step], lasts: bool) -> None:
    held = after(moved, gaps)
    child = ChildDates(child="A", dates={"placement_start": (moved,), "visit": held}, facts={"meant_to_last": lasts})
    found = one("T16", child, held[-1])
    year = moved + relativedelta(months=12)
    first = [day for day in held if day < year]
    in_year = any(later > earlier + timedelta(weeks=6) for earlier, later in pairwise(held) if earlier in first)
    rest = tuple(day for day in held if day >= year)
    later = too_far(rest, months=3) if lasts else too_far(rest, weeks=6)
    assert (found.result is Result.LATE) == (held[0] > moved + timedelta(days=7) or in_year or later), found


@given(entry=DAYS, gaps=GAPS, marks=st.lists(st.sampled_from([True, False, None]), min_size=7, max_size=7))
def law_of_every_review(entry: date, gaps: list[Step], marks: list[bool | None]) -> None:
    held = after(entry, gaps)
    said = dict(zip(held, marks, strict=False))
    known = {day: mark for day, mark in said.items() if mark is not None}
    child = ChildDates(child="A", dates={"entry_to_care": (entry,), "review": held}, marks=known)
    found = one("T22", child)
    wanted = Result.LATE if False in said.values() else Result.CANNOT_TELL if None in said.values() else Result.MET
    assert found.result is wanted
    assert found.days_late is None


def law_of_a_question(ref: str) -> Callable[[], None]:
    @given(said=st.sampled_from(["yes", "no", "not_applicable", None]), on=DAYS)
    def law(said: str | None, on: date) -> None:
        facts = {"out_of_area": True, "adult_services": True, "emergency": False}
        found = one(ref, ChildDates(child="A", facts=facts, answers={ref: said} if said else {}), on)
        wanted = {"yes": Result.MET, "no": Result.LATE, "not_applicable": Result.NOT_APPLICABLE}
        assert found.result is wanted.get(said or "", Result.CANNOT_TELL)
        assert (found.days_late, found.due) == (None, None)

    return law


def months(count: int) -> Callable[[date, date], bool]:
    return lambda begun, held: held <= begun + relativedelta(months=count)


LAWS: Mapping[str, Callable[[], None]] = {
    "T1": within("T1", "first_placement", "care_plan", in_working_days(10)),
    "T4": within("T4", "entry_to_care", "initial_health_assessment", in_working_days(20)),
    "T5": law_of_health_assessments,
    "T6": law_of_the_yearly_questionnaire,
    "T7": law_of_the_ranges,
    "T8": within("T8", "entry_to_care", "review", in_working_days(20)),
    "T9": within("T9", "first_review", "second_review", months(3)),
    "T8 T9 T10": law_of_reviews,
    "T13": within("T13", "entry_to_care", "pep_begun", in_working_days(10)),
    "T14": within("T14", "first_review", "pep_ready", lambda begun, held: held <= begun),
    "T15": law_of_the_terms,
    "T16": law_of_the_visits,
    "T18": law_of_a_question("T18"),
    "T19": within("T19", "placement_start", "out_of_area_notice", lambda begun, held: held <= begun),
    "T19 emergency": within("T19 emergency", "placement_start", "out_of_area_notice", in_working_days(5)),
    "T20": law_of_a_question("T20"),
    "T22": law_of_every_review,
    "T23": within("T23", "entry_to_care", "mental_health_assessment", months(6)),
    "T24": law_of_a_question("T24"),
    "T25": law_of_a_question("T25"),
    "T26": law_of_a_question("T26"),
}


@pytest.mark.parametrize("name", LAWS)
def test_the_law_of_a_rule_holds_for_any_dates(name: str):
    LAWS[name]()


def test_every_rule_has_its_law():
    assert {ref for name in LAWS for ref in name.split() if ref != "emergency"} == set(BY_REF)

"""Change: held to scipy's and statsmodels' figures, and to what may be said of rounds that were not drawn by lot.

The tables were made with scipy 1.17 (`fisher_exact`, two-sided) and statsmodels 0.15 (`proportion_confint`, Wilson).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.domain.frameworks.framework import Framework, Key
from audit.domain.over_time.change import (
    NOT_RECORDED,
    ON_PURPOSE,
    OTHER_DEPTH,
    SAME_CHILDREN,
    Direction,
    Match,
    StatementChange,
    compare,
    fisher,
    pooled,
    why_no_trend,
    wilson,
)
from audit.domain.rounds.audit_round import Depth, Drawn, FrameworkCopy, Round
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.suppression import Tally, Word
from tests.builders import a_case, a_judgement, a_round, a_scale, statement

HERE = Path(__file__).parent
FIRST = statement(1)


def counted(upper: int, of: int) -> Tally:
    return Tally(applied=of, judged=of, upper=upper, lower=of - upper)


TALLIES = st.integers(0, 30).flatmap(lambda n: st.integers(0, n).map(lambda x: counted(x, n)))


def rows(name: str) -> Iterator[list[float]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from ([float(cell) for cell in row] for row in list(csv.reader(file))[1:])


def drawn_round(ref: str, drawn: Drawn | None = Drawn.AT_RANDOM, cases: int = 6, **more: Any) -> Round:
    there = [a_case(f"{ref}-{number}") for number in range(1, cases + 1)]
    return replace(a_round(cases=there), ref=ref, drawn=drawn, **more)


def judged(one: Round, upper: int, lower: int, of: Key | None = FIRST) -> list[Judgement]:
    grades = ["good"] * upper + ["requires_improvement"] * lower
    return [a_judgement(case.ref, of, grade) for case, grade in zip(one.cases, grades, strict=False)]


def changed(then: tuple[int, int], now: tuple[int, int], drawn: Drawn | None = Drawn.AT_RANDOM) -> StatementChange:
    """Return what is said of the first statement, by how many cases were judged in the upper and the lower half."""
    last, this = drawn_round("R1", drawn, cases=sum(then)), drawn_round("R2", drawn, cases=sum(now))
    return compare(last, this, judged(last, *then), judged(this, *now))[0]


def test_fishers_test_is_that_of_scipy_on_a_grid_of_counts():
    found = list(rows("fisher.csv"))
    assert len(found) > 1000
    for upper_then, judged_then, upper_now, judged_now, p in found:
        then = counted(int(upper_then), int(judged_then))
        now = counted(int(upper_now), int(judged_now))
        assert fisher(then, now) == pytest.approx(p, rel=1e-8), (then, now)


def test_wilsons_interval_is_that_of_statsmodels_on_a_grid_of_counts():
    found = list(rows("wilson.csv"))
    assert len(found) > 150
    for part, whole, low, high in found:
        assert wilson(int(part), int(whole)) == pytest.approx((low, high), rel=1e-8, abs=1e-12), (part, whole)


@given(TALLIES, TALLIES)
def test_the_test_does_not_care_which_round_comes_first_or_which_half_is_counted(then: Tally, now: Tally):
    turned = [counted(one.judged - one.upper, one.judged) for one in (then, now)]
    assert fisher(then, now) == fisher(now, then) == fisher(*turned)
    assert 0 < fisher(then, now) <= 1


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(counts: tuple[int, int]):
    part, whole = counts
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    mirrored = wilson(whole - part, whole)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


@pytest.mark.parametrize("counts", [(1, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_has_no_interval(counts: tuple[int, int]):
    with pytest.raises(ValueError, match="is not a share"):
        wilson(*counts)


def test_a_change_beyond_chance_is_said_to_be_so():
    one = changed((0, 20), (20, 0))
    assert (one.then, one.now, one.direction) == (Word.NEEDS_TO_IMPROVE, Word.STRENGTH, Direction.BETTER)
    assert one.p_value == pytest.approx(2 / comb(40, 20))
    assert "more than chance" in one.sentence


def test_a_change_that_could_be_chance_says_so():
    one = changed((12, 8), (14, 6))
    assert one.direction is Direction.BETTER
    assert not one.beyond_chance
    assert one.sentence == "Judged better than last time; this could be chance."


def test_for_the_worse_is_said_as_plainly():
    assert changed((20, 0), (0, 20)).sentence.startswith("Judged worse")


def test_the_same_word_is_no_change_and_nothing_is_said_of_chance():
    assert changed((20, 0), (19, 1)).sentence == "The same word as last time."


def test_no_count_and_no_figure_stands_in_a_sentence():
    for then, now in (((0, 6), (6, 0)), ((0, 20), (20, 0)), ((1, 1), (6, 0))):
        assert not any(sign.isdigit() for sign in changed(then, now).sentence)


@given(TALLIES, TALLIES, st.sampled_from([*Drawn, None]), st.sampled_from([*Drawn, None]))
@settings(max_examples=30)
def test_change_is_claimed_only_of_random_rounds_with_twenty_judged_cases_each(
    then: Tally, now: Tally, drawn: Drawn | None, drawn_now: Drawn | None
):
    last, this = drawn_round("R1", drawn, cases=then.judged), drawn_round("R2", drawn_now, cases=now.judged)
    told = judged(last, then.upper, then.lower), judged(this, now.upper, now.lower)
    one = compare(last, this, *told)[0]
    may = drawn is drawn_now is Drawn.AT_RANDOM and min(then.judged, now.judged) >= 20
    assert (one.p_value is not None) == may
    assert may or (one.direction is None and "Last time: " in one.sentence and "not a trend" in one.sentence)


@pytest.mark.parametrize(
    ("drawn", "why"), [(Drawn.ON_PURPOSE, ON_PURPOSE), (None, NOT_RECORDED), (Drawn.AT_RANDOM, "")]
)
def test_rounds_that_were_not_drawn_by_lot_are_never_tested(drawn: Drawn | None, why: str):
    assert why_no_trend(drawn_round("R1", drawn), drawn_round("R2", drawn)) == why
    one = changed((0, 20), (20, 0), drawn)
    assert (one.p_value is None) == bool(why)
    assert ("chance" in one.sentence) == (not why)


def test_a_short_round_and_a_full_one_are_never_tested_or_pooled():
    full = drawn_round("R1")
    short = replace(drawn_round("R2"), depth=Depth.SHORT)
    assert why_no_trend(full, short) == why_no_trend(short, full) == OTHER_DEPTH
    assert why_no_trend(short, replace(short, ref="R3")) == why_no_trend(full, replace(full, ref="R3"))


def test_one_round_chosen_on_purpose_is_enough_to_test_nothing():
    assert why_no_trend(drawn_round("R1", Drawn.ON_PURPOSE), drawn_round("R2")) == ON_PURPOSE
    assert why_no_trend(drawn_round("R1"), drawn_round("R2", None)) == NOT_RECORDED


def test_a_child_in_both_rounds_makes_them_depend_on_each_other_so_nothing_is_tested():
    last, now = drawn_round("R1", cases=20), drawn_round("R2", cases=20)
    again = replace(now.cases[0], same_child_as="R1/R1-1")
    now = replace(now, cases=(again, *now.cases[1:]))
    assert why_no_trend(last, now) == SAME_CHILDREN
    assert compare(last, now, judged(last, 0, 20), judged(now, 20, 0))[0].p_value is None


def test_each_statement_is_tallied_by_itself_and_only_by_its_newest_judgement():
    last, now = drawn_round("R1"), drawn_round("R2")
    again = replace(a_judgement(now.cases[0].ref, FIRST, "good"), version=2)
    said = [*judged(now, 0, 6), again, *judged(now, 6, 0, of=statement(2))]
    first, second = compare(last, now, judged(last, 3, 3), said)[:2]
    assert first.now_tally == counted(1, 6)
    assert second.now_tally == counted(6, 6)


def test_what_was_not_graded_is_not_judged():
    last, now = drawn_round("R1"), drawn_round("R2")
    away = a_judgement(now.cases[5].ref, FIRST, None, outcome=Outcome.NOT_APPLICABLE)
    one = compare(last, now, judged(last, 3, 3), [*judged(now, 5, 0), away])[0]
    assert one.now_tally == counted(5, 5)


def with_framework(one: Round, framework: Framework) -> Round:
    return replace(one, copies=(FrameworkCopy(framework=framework, digest=""), *one.copies[1:]))


def renamed(framework: Framework, *, replaces: str | None) -> Framework:
    """Return the framework with QS1 under another ref."""
    items = [
        replace(item, ref="QS1a", replaces=replaces)
        if item.ref == "QS1"
        else replace(item, part_of="QS1a")
        if item.part_of == "QS1"
        else item
        for item in framework.items
    ]
    return replace(framework, items=tuple(items), version=2)


@pytest.mark.parametrize(("replaces", "match"), [("QS1", Match.REPLACED), (None, Match.NEW)])
def test_a_statement_under_another_ref_is_not_compared(replaces: str | None, match: Match):
    last, now = drawn_round("R1"), drawn_round("R2")
    now = with_framework(now, renamed(now.frameworks()[0], replaces=replaces))
    one = compare(last, now, judged(last, 0, 6), judged(now, 6, 0, of=now.statements()[0].key))[0]
    assert (one.match, one.then, one.now, one.p_value) == (match, None, Word.STRENGTH, None)
    assert ("QS1" in one.sentence) == (match is Match.REPLACED)


def test_a_newer_edition_with_the_same_refs_is_compared():
    last, now = drawn_round("R1"), drawn_round("R2")
    now = with_framework(now, replace(now.frameworks()[0], version=9))
    assert {one.match for one in compare(last, now, judged(last, 0, 6), judged(now, 6, 0))} == {Match.SAME}


def test_another_scale_is_not_compared():
    last, now = drawn_round("R1"), replace(drawn_round("R2"), scale=a_scale("rag"))
    found = compare(last, now, judged(last, 6, 0), [])
    assert {one.match for one in found} == {Match.OTHER_SCALE}
    assert "another scale" in found[0].sentence


def pools_of(sizes: Sequence[int], drawn: Drawn = Drawn.AT_RANDOM) -> list[tuple[tuple[str, ...], int]]:
    line = [drawn_round(f"R{number}", drawn, cases=size) for number, size in enumerate(sizes, 1)]
    found = pooled(line, {one.ref: judged(one, size, 0) for one, size in zip(line, sizes, strict=True)})
    return [(one.rounds, one.tally.judged) for one in found if one.statement.key == FIRST]


def test_a_share_waits_until_pooled_rounds_reach_twenty_judged_cases():
    assert pools_of([8, 8]) == []
    assert pools_of([8, 8, 4]) == [(("R1", "R2", "R3"), 20)]


@given(st.lists(st.integers(0, 24), max_size=8))
def test_each_round_is_in_one_pool_and_every_pool_has_twenty(sizes: list[int]):
    found = pools_of(sizes)
    refs = [ref for rounds, _ in found for ref in rounds]
    assert len(refs) == len(set(refs))
    assert all(total >= 20 for _, total in found)


def test_a_share_of_cases_chosen_on_purpose_has_no_interval():
    for drawn, has in ((Drawn.AT_RANDOM, True), (Drawn.ON_PURPOSE, False)):
        one = drawn_round("R1", drawn, cases=20)
        found = pooled([one], {"R1": judged(one, 15, 5)})[0]
        assert found.share == 0.75
        assert (found.interval is not None) == has
    assert pooled([], {}) == ()

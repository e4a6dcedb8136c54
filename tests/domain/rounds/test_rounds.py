"""A round goes along its path a step at a time, and looks at whole months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.rounds.audit_round import (
    DATE_TITLES,
    STAGES,
    Dates,
    Depth,
    Stage,
    must_be_openable,
    next_stage,
    period_of,
    stage_back,
    step_in_words,
    steps,
)
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError
from tests.builders import a_case, a_round, an_agency, statement, theme

days = some.dates(date(2020, 1, 1), date(2035, 12, 31))
stages = some.sampled_from(STAGES)


@given(stages.filter(lambda stage: stage is not Stage.CLOSED))
def test_a_step_back_undoes_a_step_on(stage: Stage):
    assert stage_back(next_stage(stage), reason="Something was forgotten.") is stage


@given(stages)
def test_every_step_on_leads_to_the_end(stage: Stage):
    taken = 0
    while stage is not Stage.CLOSED:
        stage, taken = next_stage(stage), taken + 1
    assert taken < len(STAGES)


@pytest.mark.parametrize("of_letter", [False, True])
def test_the_steps_of_a_path_are_numbered_in_the_order_of_the_stages(of_letter: bool):
    walked = steps(of_letter=of_letter)
    assert list(walked) == sorted(walked, key=STAGES.index)
    said = [step_in_words(stage, of_letter=of_letter) for stage in walked]
    assert said == [f"Step {number} of {len(walked)}" for number in range(1, len(walked) + 1)]


def test_a_letter_s_path_begins_at_the_findings():
    assert steps(of_letter=True)[0] is Stage.FINDINGS
    assert steps()[0] is Stage.RATING


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_words_and_names_a_date_that_there_is(stage: Stage):
    assert stage.label
    assert not stage.planned_by or stage.planned_by in DATE_TITLES
    day = date(2026, 11, 3)
    planned = Dates(**{stage.planned_by: day}) if stage.planned_by else Dates()
    assert planned.planned(stage) == (day if stage.planned_by else None)


def test_the_path_has_two_ends():
    with pytest.raises(AuditError, match="re-audit"):
        next_stage(Stage.CLOSED)
    with pytest.raises(AuditError, match="first stage"):
        stage_back(Stage.SETUP, reason="x")


@given(some.text(alphabet=" \t\n"))
def test_a_step_back_needs_a_reason(reason: str):
    with pytest.raises(AuditError, match="Say why"):
        stage_back(Stage.PLAN, reason=reason)


@given(days, some.integers(1, 36))
def test_the_months_looked_at_are_whole_and_end_before_the_workshop(workshop: date, months: int):
    first, last = period_of(workshop, months)
    assert first.day == 1
    assert last.day == monthrange(last.year, last.month)[1]
    assert (last.year * 12 + last.month) - (first.year * 12 + first.month) + 1 == months
    assert last + timedelta(days=1) == workshop.replace(day=1)


@given(some.lists(some.none() | days, min_size=len(DATE_TITLES), max_size=len(DATE_TITLES)))
def test_dates_are_in_order_exactly_when_none_comes_before_the_one_it_follows(given_days: list[date | None]):
    dates = Dates(**dict(zip(DATE_TITLES, given_days, strict=True)))
    known = [day for day in given_days if day is not None]
    if known == sorted(known):
        dates.must_be_in_order()
    else:
        with pytest.raises(AuditError, match="comes before"):
            dates.must_be_in_order()


def test_what_is_missing_before_agencies_can_rate_is_said_at_once():
    bare = a_round(cases=[a_case(withdrawn="Moved.")], agencies=[], framework_ids=["nice-qs31"])
    with pytest.raises(AuditError, match=r"at least one case; choose the agencies.*; choose a framework"):
        must_be_openable(bare)
    must_be_openable(a_round())


def test_a_round_says_at_which_stage_something_can_be_done():
    a_round(stage=Stage.PLAN).must_be_at(Stage.FINDINGS, Stage.PLAN)
    with pytest.raises(AuditError, match=r"is at “Rate”\. .*Findings.* or .*Plan"):
        a_round(stage=Stage.RATING).must_be_at(Stage.FINDINGS, Stage.PLAN)


def test_statements_are_numbered_through_the_round():
    asked = a_round().statements()
    assert [one.number for one in asked] == list(range(1, len(asked) + 1))
    assert asked[0].key == statement(1)


def test_an_agency_is_asked_the_lines_of_its_sector_and_numbers_stay():
    audit_round = a_round(agencies=[an_agency("POLICE")])
    whole = {one.key: one.number for one in audit_round.statements()}
    for one in audit_round.statements_for("POLICE"):
        assert one.number == whole[one.key]
        assert one.lines
        assert all("POLICE" in line.asked_of for line in one.lines)


@pytest.mark.parametrize("sector", sorted({sector.ref for sector in a_round().frameworks()[0].sectors}))
def test_a_short_round_asks_fewer_questions_and_the_same_statements_of_every_agency(sector: str):
    whole = a_round(agencies=[an_agency(sector)])
    short = replace(whole, depth=Depth.SHORT)
    full_by_key = {each.key: each for each in whole.statements_for(sector)}
    assert [each.key for each in short.statements_for(sector)] == list(full_by_key)
    for each in short.statements_for(sector):
        assert each.number == full_by_key[each.key].number
        assert 1 <= len(each.lines) <= 2
        assert set(each.lines) <= set(full_by_key[each.key].lines)


def test_only_a_short_round_says_that_it_was_short():
    assert a_round().in_short == ""
    assert "short audit" in replace(a_round(), depth=Depth.SHORT).in_short


def test_themes_come_from_every_framework_of_the_round():
    assert [key for key, _ in a_round().themes()] == [theme(number) for number in range(1, 13)]


def test_an_agency_without_involvement_is_not_waited_for():
    audit_round = replace(a_round(), involvement={("Child A", "CSC"): Involvement.NO_INVOLVEMENT})
    assert [one.ref for one in audit_round.raters_of("Child A")] == ["CAMHS"]
    assert len(audit_round.raters_of("Child B")) == 2


@pytest.mark.parametrize("ask", ["agency", "case"])
def test_what_is_not_in_the_round_is_said(ask: str):
    with pytest.raises(AuditError, match="Choose"):
        getattr(a_round(), ask)("nowhere")

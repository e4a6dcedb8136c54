"""The programme: nothing that is due is forgotten, and nothing stands in it twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.over_time.programme import (
    DUE_DAYS,
    Planned,
    Standing,
    TookPart,
    actions_of,
    covered,
    must_be_successor,
    not_opened,
    participation,
    programme,
)
from audit.domain.people.person import Agency
from audit.domain.plan.actions import Action, Impact, Progress, Update, Verification, plan
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.errors import AuditError
from tests.builders import a_finding, a_round, an_agency, theme

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOON, FAR, PAST = TODAY + timedelta(days=20), TODAY + timedelta(days=200), TODAY - timedelta(days=3)


def a_round_at(stage: Stage, ref: str = "R1", **dates: date) -> Round:
    return replace(a_round(stage=stage), ref=ref, title=ref, dates=Dates(**dates))


def standings(*rounds: Round, planned: tuple[Planned, ...] = ()) -> list[tuple[str, Standing]]:
    return [(one.title, one.standing) for one in programme(rounds, planned, TODAY)]


@pytest.mark.parametrize(("day", "standing"), [(PAST, "late"), (TODAY, "due"), (SOON, "due"), (FAR, "planned")])
def test_a_planned_round_is_planned_then_due_then_late(day: date, standing: str):
    assert standings(planned=(Planned(title="Spring", on=day),)) == [("Spring", Standing(standing))]


@given(st.integers(-400, 400))
def test_what_is_not_opened_is_due_for_eight_weeks(days: int):
    standing = not_opened(TODAY + timedelta(days=days), TODAY)
    assert (standing is Standing.DUE) == (0 <= days <= DUE_DAYS)
    assert (standing is Standing.LATE) == (days < 0)


def test_a_re_audits_date_feeds_the_programme_until_it_is_planned_or_opened():
    closed = a_round_at(Stage.CLOSED, reaudit=SOON)
    assert dict(standings(closed)) == {"R1": Standing.DONE, "Re-audit of R1": Standing.DUE}
    planned = (Planned(title="Again", on=SOON, reaudit_of="R1"),)
    assert sorted(title for title, _ in standings(closed, planned=planned)) == ["Again", "R1"]
    opened = replace(a_round_at(Stage.SETUP, "R2"), reaudit_of="R1")
    assert sorted(title for title, _ in standings(closed, opened)) == ["R1", "R2"]


def test_a_planned_round_that_was_opened_stands_once():
    opened = a_round_at(Stage.RATING, "R2", audits_due=SOON)
    assert standings(opened, planned=(Planned(title="R2", on=PAST, opened_as="R2"),)) == [("R2", Standing.UNDER_WAY)]


@pytest.mark.parametrize(
    ("stage", "dates", "standing"),
    [
        (Stage.RATING, {"audits_due": PAST}, Standing.LATE),
        (Stage.WORKSHOP, {"audits_due": PAST, "workshop": PAST, "plan": SOON}, Standing.UNDER_WAY),
        (Stage.PLAN, {"plan": PAST}, Standing.LATE),
        (Stage.BOARD, {"plan": PAST, "board": SOON}, Standing.UNDER_WAY),
        (Stage.BOARD, {"board": PAST}, Standing.LATE),
        (Stage.SETUP, {}, Standing.UNDER_WAY),
        (Stage.CLOSED, {"board": PAST}, Standing.DONE),
    ],
)
def test_an_opened_round_is_late_where_a_day_of_its_path_has_passed(
    stage: Stage, dates: dict[str, Any], standing: Standing
):
    assert standings(a_round_at(stage, **dates)) == [("R1", standing)]


def test_a_board_that_has_seen_it_makes_nothing_late():
    seen = replace(a_round_at(Stage.BOARD, board=PAST), seen_by_board=PAST)
    assert standings(seen) == [("R1", Standing.UNDER_WAY)]


def test_rounds_stand_by_their_day_and_those_without_one_last():
    found = standings(
        a_round_at(Stage.SETUP, "none"),
        a_round_at(Stage.RATING, "far", audits_due=FAR),
        planned=(Planned(title="past", on=PAST),),
    )
    assert [title for title, _ in found] == ["past", "far", "none"]


def test_a_planned_round_needs_a_title():
    with pytest.raises(AuditError, match="title"):
        Planned(title=" ", on=SOON).must_be_sound()


def test_themes_are_covered_by_findings_round_by_round():
    one, two = a_round_at(Stage.CLOSED, "R1"), a_round_at(Stage.CLOSED, "R2")
    plans = {"R1": plan(one, [a_finding(themes=[theme(11)])], (), ()), "R2": plan(two, (), (), ())}
    found = {each.theme.ref: each for each in covered([one, two], plans)}
    assert len(found) == 12
    assert (dict(found["L11"].counts), found["L11"].rounds) == ({"R1": 1, "R2": 0}, 1)
    assert found["L1"].rounds == 0


def test_an_agency_and_the_one_it_came_from_share_a_row():
    old, new = replace(an_agency("OLD"), successor="NEW"), an_agency("NEW")
    csc = an_agency("CSC")
    first = replace(a_round_at(Stage.CLOSED, "R1"), agencies=(old, csc))
    second = replace(a_round_at(Stage.RATING, "R2"), agencies=(new,))
    rows = {
        one.agency.ref: one
        for one in participation([old, new, csc], [first, second], {"R1": frozenset({"OLD"}), "R2": frozenset()})
    }
    assert set(rows) == {"NEW", "CSC"}
    assert dict(rows["NEW"].rounds) == {"R1": TookPart.YES, "R2": TookPart.NOT_SUBMITTED}
    assert [one.ref for one in rows["NEW"].earlier] == ["OLD"]
    assert dict(rows["CSC"].rounds) == {"R1": TookPart.NOT_SUBMITTED, "R2": TookPart.NO}


@pytest.mark.parametrize("successor", ["A", "B", "NOWHERE"])
def test_an_agency_cannot_take_its_own_place_by_any_way(successor: str):
    known = [an_agency("A"), replace(an_agency("B"), successor="C"), replace(an_agency("C"), successor="A")]
    with pytest.raises(AuditError):
        must_be_successor(replace(known[0], successor=successor), known)


def test_a_successor_that_is_another_agency_is_sound():
    known: list[Agency] = [an_agency("A"), replace(an_agency("B"), successor="C"), an_agency("C")]
    must_be_successor(replace(known[0], successor="B"), known)
    must_be_successor(known[0], known)


def test_actions_are_counted_once_each_by_what_came_of_them():
    def one(ref: str, progress: Progress, impact: Impact = Impact.NOT_KNOWN) -> Action:
        said = Update(
            on=PAST, by="Lead", progress=progress, text="So.", impact=impact, evidence_of_impact="x", said_at_utc=AT
        )
        return Action(
            ref=ref,
            finding="F1",
            text="Ask",
            success_measure="Heard",
            lead_agency="CSC",
            owner="Lead",
            due=SOON,
            updates=(said,),
        )

    look = Verification(on=PAST, by="Facilitator", holds=True, what_was_seen="Records.", at_utc=AT)
    actions = (
        replace(one("A1", Progress.DONE, Impact.SHOWN), verifications=(look,)),
        one("A2", Progress.DONE, Impact.PARTLY),
        one("A3", Progress.AT_RISK),
        one("A4", Progress.STOPPED),
        one("A5", Progress.ON_TRACK, Impact.SHOWN),
        one("A6", Progress.DONE, Impact.SHOWN),
    )
    found = actions_of(plan(a_round_at(Stage.BOARD), [a_finding()], actions, ()))
    assert (found.difference, found.done, found.open, found.stopped, found.total) == (1, 2, 2, 1, 6)

"""Charts over time: done and making a difference apart, shares only where they may stand, one child's figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.charts.over_time import actions_by_round, over_time, per_cent, shares, taking_part
from audit.domain.over_time.change import Pooled
from audit.domain.over_time.measured import Band, Child, Series
from audit.domain.over_time.programme import ActionsOf, Participation, TookPart
from audit.domain.rounds.measurements import MeasurementKind
from audit.domain.workshop.suppression import Tally
from tests.builders import a_measurement, a_round, an_agency

FIRST, SECOND = (replace(a_round(), ref=ref, title=title) for ref, title in (("R1", "First"), ("R2", "Second")))
BANDS = (Band(low=0, high=13, means="close to average"), Band(low=14, high=40, means="look closer"))


def test_done_and_making_a_difference_are_two_things():
    rows = [
        ActionsOf(audit_round=FIRST, difference=2, done=3, open=3, stopped=0),
        ActionsOf(audit_round=SECOND, difference=0, done=0, open=2, stopped=1),
    ]
    chart = actions_by_round(rows)
    assert chart.title == "5 of 11 actions are done; the difference is verified for 2 of them"
    assert chart.table.rows[0] == (FIRST.ref, 2, 3, 3, 0, 8)
    assert f"{SECOND.ref}, 3 actions: not done yet: 2; stopped: 1." in chart.sentence
    assert actions_by_round(rows[1:]).source.startswith("3 actions of one round, as they stand today.")
    assert "of no rounds" not in actions_by_round([]).source


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((0, 0, 0), "No action has been decided yet"),
        ((0, 0, 2), "No action is done yet"),
        ((1, 0, 0), "The one action is done; its difference is verified"),
        ((0, 1, 1), "One of 2 actions is done; the difference is verified for none of them"),
    ],
)
def test_every_state_of_the_actions_has_its_message(counts: tuple[int, int, int], title: str):
    difference, done, left = counts
    row = ActionsOf(audit_round=FIRST, difference=difference, done=done, open=left, stopped=0)
    assert actions_by_round([row]).title == title


def test_who_took_part_is_told_with_what_came_before():
    row = Participation(
        agency=an_agency("NEW"), earlier=(an_agency("OLD"),), rounds={"R1": TookPart.YES, "R2": TookPart.NO}
    )
    chart = taking_part([row], [FIRST, SECOND])
    assert chart.table.rows == (("NEW (before: OLD)", "Took part", "Not in the round"),)
    assert chart.title == "No agency took part in every round"
    assert taking_part([], []).title == "No round has been opened yet"


def a_pool(upper: int, judged: int, *, at_random: bool = True) -> Pooled:
    tally = Tally(applied=judged, judged=judged, upper=upper, lower=judged - upper)
    return Pooled(statement=FIRST.statements()[0], rounds=("R1", "R2"), tally=tally, at_random=at_random)


def test_a_share_stands_with_its_interval_and_says_what_it_is_of():
    chart = shares([a_pool(15, 20)])
    assert chart.table.rows[0] == ("1 Commissioning", "R1 and R2", "75.0%", "53.1%", "88.8%", 20)
    assert "95 % interval (Wilson)" in chart.source
    assert "20 cases judged" in chart.sentence


def test_cases_chosen_on_purpose_have_a_share_and_no_interval():
    chart = shares([a_pool(15, 20, at_random=False)])
    assert chart.table.rows[0][2:5] == ("75.0%", "none", "none")
    assert "these cases only" in chart.source


@pytest.mark.parametrize(("share", "said"), [(0.0625, "6.3%"), (1 / 3, "33.3%"), (0.0005, "0.1%"), (1, "100.0%")])
def test_per_cent_is_rounded_half_up_to_one_place(share: float, said: str):
    assert per_cent(share) == said


def a_series(*values: float, kind: MeasurementKind = MeasurementKind.SDQ) -> Series:
    points = (a_measurement(value, date(2025 + place, 9, 1), kind) for place, value in enumerate(values))
    return Series(kind=kind, points=tuple(points))


def test_a_childs_figures_are_told_with_their_bands():
    child, series = Child(cases=("R1/Child A", "R2/Child Q"), series=()), a_series(20, 13)
    chart = over_time(child, series, BANDS)
    assert chart.title == "Child Q: SDQ total lower, from 20 to 13"
    assert "20 in September 2025 (look closer) and 13 in September 2026 (close to average)" in chart.sentence
    assert chart.table.rows[0] == ("1 September 2025", 20, "look closer")
    assert "R1 and R2" in chart.source
    assert [one.label for one in chart.legend] == ["0 to 13: close to average", "14 to 40: look closer"]


@pytest.mark.parametrize(
    ("values", "ends"), [((9,), "9, measured once"), ((9, 9), "the same, 9"), ((9, 12), "from 9 to 12")]
)
def test_no_change_is_called_better_or_worse(values: tuple[float, ...], ends: str):
    chart = over_time(Child(cases=("R1/Child A",), series=()), a_series(*values, kind=MeasurementKind.RCADS), ())
    assert chart.title.endswith(ends)
    assert chart.legend == ()

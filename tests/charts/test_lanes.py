"""Processes side by side: what is seen is said, each with its days."""

from __future__ import annotations

from datetime import date

from audit.charts.lanes import seen, side_by_side
from audit.domain.journeys import lanes
from audit.domain.journeys.lanes import Every
from audit.domain.rounds.cases import Held, Meeting, Process, ProcessKind
from tests.builders import a_round

LOOKED_AT = (date(2026, 4, 1), date(2026, 9, 30))
ONE_MEETING = Meeting(day=date(2026, 8, 18), together=True)
PLAN = Process(
    kind=ProcessKind.CARE_PLAN,
    owner="CSC",
    started_on=date(2022, 5, 9),
    next_on=date(2027, 2, 16),
    meetings=(Meeting(day=date(2025, 11, 18)), ONE_MEETING),
    conflict="Waited for the EHC plan.",
)
EHC = Process(
    kind=ProcessKind.EHC_PLAN,
    meetings=(Meeting(day=date(2026, 3, 23), held=Held.PUT_OFF, about="For the court date"), ONE_MEETING),
)


def found(*processes: Process, case: str = "Child A") -> lanes.SideBySide:
    every = {ProcessKind.CARE_PLAN: Every(months=6, rule="T10", standing="duty")}
    return lanes.side_by_side(case, processes, LOOKED_AT, every)


def test_everything_seen_is_said_with_its_days_and_its_rule():
    said = seen(found(PLAN, EHC))
    assert said == (
        "Care plan and reviews: Waited for the EHC plan.",
        "Education, health and care (EHC) plan: a meeting was put off once, held 148 days after the first day set.",
        "Care plan and reviews: 273 days without a meeting, from 18 Nov 2025 to 18 Aug 2026; "
        "the duty is 6 months at most (T10).",
        "Lead not recorded for education, health and care (EHC) plan.",
    )


def test_a_gap_without_a_rule_says_that_there_is_none():
    pep = Process(kind=ProcessKind.PEP, owner="CSC", meetings=(Meeting(day=date(2026, 1, 5)),))
    (said,) = seen(found(pep))
    assert said.endswith("with none by the last day looked at; longer than 6 months, which is no rule.")


def test_meetings_close_together_are_said_with_both_days():
    plan = Process(kind=ProcessKind.CARE_PLAN, owner="CSC", last_on=date(2026, 5, 8))
    ward = Process(kind=ProcessKind.MENTAL_HEALTH_ACT, owner="CAMHS", last_on=date(2026, 5, 15))
    (said,) = seen(found(plan, ward))
    assert said == (
        "Care plan and reviews and Mental Health Act met 7 days apart, on 8 May 2026 and 15 May 2026; "
        "they could have been one."
    )


def test_one_child_has_a_lane_for_each_process_and_the_table_holds_every_day():
    chart = side_by_side(a_round(), [found(PLAN, EHC)])
    assert chart.title == "2 processes at once for Child A, and they clashed"
    assert [row[1] for row in chart.table.rows] == [PLAN.kind.label, EHC.kind.label]
    assert "18 Aug 2026 (as one with another)" in str(chart.table.rows[0][4])
    assert chart.table.rows[1][5] == "23 Mar 2026: For the court date"
    assert {one.label for one in chart.legend} >= {"In play", "Long without a meeting", "Put off", "Planned"}


def test_over_a_round_every_child_is_named_and_those_without_a_clash_too():
    chart = side_by_side(a_round(), [found(PLAN, EHC), found(EHC, case="Child B")])
    assert chart.title == "Processes clashed for one child of 2; most at once: 2, for Child A"
    assert "Child B: education, health and care (EHC) plan: a meeting was put off once" in chart.sentence


def test_without_a_process_nothing_is_drawn():
    chart = side_by_side(a_round(), [found()])
    assert (chart.title, chart.table.rows) == ("No process is recorded yet", ())

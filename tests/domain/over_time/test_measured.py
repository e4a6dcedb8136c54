"""What was measured of a child over time, and the bands of a questionnaire's total."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

from audit.domain.frameworks.framework import Timescale
from audit.domain.over_time.measured import Band, band_of, bands_of, children
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.rounds.measurements import MeasurementKind
from tests.builders import a_case, a_framework, a_measurement, a_round

THEN, NOW = date(2025, 9, 1), date(2026, 9, 1)


def the_check() -> Timescale:
    found = a_framework("statutory-timescales").item("T7")
    assert isinstance(found, Timescale)
    return found


def test_the_bands_are_read_from_the_framework_and_leave_no_gap():
    bands = bands_of(the_check())
    assert [(one.low, one.high) for one in bands] == [(0, 13), (14, 16), (17, 40)]
    assert bands[2].means == "cause for concern"
    assert all(after.low == before.high + 1 for before, after in itertools.pairwise(bands))


@pytest.mark.parametrize(
    ("value", "means"),
    [
        (0, "close to average"),
        (13, "close to average"),
        (14, "borderline"),
        (16, "borderline"),
        (17, "cause for concern"),
        (40, "cause for concern"),
        (13.5, "close to average"),
    ],
)
def test_every_total_falls_in_one_band(value: float, means: str):
    band = band_of(value, bands_of(the_check()))
    assert band is not None
    assert band.means == means


def test_outside_the_bands_there_is_none():
    bands = (Band(low=3, high=5, means="x"),)
    assert [band_of(one, bands) for one in (2, 6)] == [None, None]
    assert bands_of(replace(the_check(), figure="as the manual says")) == ()


def a_round_of(ref: str, *cases: Case) -> Round:
    return replace(a_round(cases=cases), ref=ref)


def test_a_child_is_followed_through_the_rounds_that_say_it_is_the_same_child():
    first = a_round_of("R1", a_case("Child A", measurements=[a_measurement(20, THEN)]))
    again = replace(a_case("Child Q", measurements=[a_measurement(12, NOW)]), same_child_as="R1/Child A")
    (child,) = children([a_round_of("R2", again), first], "R2")
    assert (child.ref, child.cases) == ("Child Q", ("R1/Child A", "R2/Child Q"))
    assert [(one.on, one.value) for one in child.series[0].points] == [(THEN, 20), (NOW, 12)]


def test_a_figure_that_two_rounds_hold_is_told_once():
    figure = a_measurement(20, THEN)
    first = a_round_of("R1", a_case("Child A", measurements=[figure]))
    again = replace(a_case("Child A", measurements=[figure]), same_child_as="R1/Child A")
    (child,) = children([first, a_round_of("R2", again)], "R2")
    assert len(child.series[0].points) == 1


def test_each_kind_is_a_series_of_its_own_and_withdrawn_children_are_left_out():
    kinds = (MeasurementKind.RCADS, MeasurementKind.SDQ)
    case = a_case("Child A", measurements=[a_measurement(50, NOW, kind) for kind in kinds])
    away = a_case("Child B", measurements=[a_measurement(9)], withdrawn="Moved")
    found = children([a_round_of("R1", case, away, a_case("Child C"))], "R1")
    assert [one.ref for one in found] == ["Child A"]
    assert [one.kind for one in found[0].series] == [MeasurementKind.SDQ, MeasurementKind.RCADS]


def test_cases_that_point_at_each_other_end_somewhere():
    ring = replace(a_case("Child A", measurements=[a_measurement(9)]), same_child_as="R1/Child A")
    assert children([a_round_of("R1", ring)], "R1")[0].cases == ("R1/Child A",)

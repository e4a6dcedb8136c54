"""A child in a round: a short reference and bands, and figures that make sense."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.rounds.cases import AGE_BANDS, Population, ProcessKind
from audit.domain.rounds.measurements import MeasurementKind
from audit.errors import AuditError
from tests.builders import a_case, a_measurement

LABELLED = [*Population, *ProcessKind, *MeasurementKind]


@pytest.mark.parametrize("ref", ["Child A", "WM26-03", "7", "A.1"])
def test_a_short_reference_will_do(ref: str):
    a_case(ref).must_be_sound()


@pytest.mark.parametrize("ref", ["", " ", "-A", "Anna Maria Smith of Lea", "Zoë", "A/1", "born 3/4/2012"])
def test_a_reference_that_could_hold_a_name_or_a_birthday_is_refused(ref: str):
    with pytest.raises(AuditError, match="short reference"):
        a_case(ref).must_be_sound()


@given(some.integers(0, 30))
def test_an_age_is_a_band_and_never_a_year(age: int):
    with pytest.raises(AuditError, match="Age band"):
        replace(a_case(), age_band=str(age)).must_be_sound()


@pytest.mark.parametrize("band", AGE_BANDS)
def test_every_band_can_be_chosen(band: str):
    replace(a_case(), age_band=band).must_be_sound()


@given(some.sampled_from(MeasurementKind), some.floats(-10, 5000))
def test_a_figure_is_kept_within_its_own_range(kind: MeasurementKind, value: float):
    case = a_case(measurements=[a_measurement(value, kind=kind)])
    if 0 <= value <= kind.most:
        case.must_be_sound()
    else:
        with pytest.raises(AuditError, match="is outside"):
            case.must_be_sound()


@pytest.mark.parametrize("one", LABELLED, ids=str)
def test_everything_has_words(one: Population | ProcessKind | MeasurementKind):
    assert one.label[0].isupper()


def test_a_case_in_a_line():
    assert a_case("Child A").in_words == "Child A, 13 to 15, foster care"

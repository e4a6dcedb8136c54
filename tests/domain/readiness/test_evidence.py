"""Evidence says what it shows, of which day it is and where it is kept, and goes out of date by the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.readiness.evidence import Evidence, is_stale, must_be_a_period, stale_from
from audit.errors import AuditError
from tests.readiness import TODAY, a_piece


@pytest.mark.parametrize(
    ("dated", "months", "first"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),  # a month from 31 January ends on 28 February
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2025, 11, 25), 12, date(2026, 11, 26)),
        (date(2026, 12, 31), 18, date(2028, 7, 1)),
    ],
)
def test_a_piece_goes_out_of_date_the_day_after_its_months_have_passed(dated: date, months: int, first: date):
    assert stale_from(dated, months) == first
    assert not is_stale(dated, months=months, today=first - timedelta(days=1))
    assert is_stale(dated, months=months, today=first)


@given(some.dates(date(2015, 1, 1), date(2030, 1, 1)), some.integers(1, 59))
def test_a_longer_period_never_makes_a_piece_older(dated: date, months: int):
    assert stale_from(dated, months) < stale_from(dated, months + 1) + timedelta(days=1)
    assert stale_from(dated, months) > dated


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "title"),
        ({"shows": ""}, "what it shows"),
        ({"owner": ""}, "who owns it"),
        ({"kept_at": ""}, "where it is kept"),
        ({"about": ()}, "criterion or statement"),
        ({"dated": TODAY + timedelta(days=1)}, "still to come"),
        ({"review_by": date(2020, 1, 1)}, "before the day that it is of"),
    ],
)
def test_what_a_piece_still_needs_is_named(change: dict[str, Any], says: str):
    sound: Evidence = a_piece()
    sound.must_be_sound(TODAY)
    with pytest.raises(AuditError, match=says):
        replace(sound, **change).must_be_sound(TODAY)


@pytest.mark.parametrize("months", [0, 61])
def test_a_period_that_makes_no_sense_is_refused(months: int):
    with pytest.raises(AuditError, match="1 to 60 months"):
        must_be_a_period(months)

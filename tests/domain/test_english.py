"""Days are read as people in England type them, and what could be another day is refused with a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies

from audit.domain.english import day, day_typed, long_day, short_day
from audit.errors import WrongInput

SINCE = date(2026, 12, 1)
THIRD = date(2026, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/12/26",
        "03/12/2026",
        "03.12.2026",
        "3-12-26",
        "3 12 2026",
        "3 Dec 2026",
        "3 Dec '26",
        "3rd December",
        "the 3rd of December",
        "3/12",
        "Thu 3 December",
        "Thursday, 3rd December 2026",
        "December 3rd",
        "December 3, 2026",
        "2026-12-03",
        "2026-12-03 00:00",
        " 3  DEC  2026 ",
    ],
)
def test_a_day_is_read_as_it_is_typed(text: str):
    assert day_typed(text, since=SINCE) == THIRD


@given(strategies.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_that_is_written_here_is_read_again(some_day: date):
    for written in (
        day(some_day),
        long_day(some_day),
        short_day(some_day),
        some_day.isoformat(),
        f"{some_day:%d/%m/%Y}",
    ):
        assert day_typed(written, since=SINCE) == some_day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "not a day"),
        ("", "not a day"),
        ("46000", "not a day"),
        ("3.12", "not a day"),
        ("Dec 26", "not a day"),
        ("December 2026", "not a day"),
        ("12/31/2026", "There is no month 31. Write the day before the month"),
        ("31/2/2026", "There is no 31 February 2026"),
        ("30 February", "There is no 30 February"),
        ("3/12/1026", "The year 1026 cannot be right"),
        ("Friday 3 December 2026", "3 December 2026 is a Thursday"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(text: str, why: str):
    with pytest.raises(WrongInput, match=why):
        day_typed(text, since=SINCE)


def test_a_day_without_its_year_is_the_next_one_or_of_what_is_past_the_last_one():
    assert day_typed("3rd March", since=SINCE) == date(2027, 3, 3)
    assert day_typed("3rd November", since=SINCE, is_past=True) == date(2026, 11, 3)
    assert day_typed("1 December", since=SINCE) == day_typed("1 December", since=SINCE, is_past=True) == SINCE


def test_a_day_that_may_as_well_be_the_one_before_needs_its_year():
    with pytest.raises(WrongInput, match="This could be 28 Nov 2026 or 28 Nov 2027"):
        day_typed("28 November", since=SINCE)

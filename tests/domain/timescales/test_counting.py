from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from audit.domain.timescales.child_dates import add, add_months, add_working_days, age_on
from audit.library import bank_holidays

HOLIDAYS = bank_holidays.england()
DAYS = st.dates(date(2005, 1, 1), date(2040, 12, 31))


def test_a_month_ends_on_the_same_day_or_on_the_months_last():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2024, 12, 5), 1) == date(2025, 1, 5)
    assert add_months(date(2025, 5, 31), -3) == date(2025, 2, 28)


def test_the_day_of_the_event_is_day_nought():
    assert add(date(2026, 12, 24), 1, "working_days", HOLIDAYS) == date(
        2026, 12, 29
    )  # 28 December stands for Boxing Day
    assert add(date(2026, 3, 2), 0, "days", HOLIDAYS) == date(2026, 3, 2)
    assert add(date(2026, 3, 2), 6, "weeks", HOLIDAYS) == date(2026, 4, 13)


def test_bank_holidays_that_were_moved_or_added_are_known():
    assert {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)} <= HOLIDAYS
    assert date(2020, 5, 4) not in HOLIDAYS


@given(day=DAYS, count=st.integers(1, 60))
def test_working_days_are_no_weekends_and_no_holidays_and_never_fewer_than_the_days(day: date, count: int):
    found = add_working_days(day, count, HOLIDAYS)
    assert found.weekday() < 5
    assert found not in HOLIDAYS
    assert (found - day).days >= count
    assert add_working_days(found, 1, HOLIDAYS) == add_working_days(day, count + 1, HOLIDAYS)


@given(day=DAYS, months=st.integers(0, 60))
def test_months_are_added_in_order(day: date, months: int):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found < add_months(day, months + 1)


def test_somebody_is_a_year_older_on_the_birthday():
    assert age_on(date(2012, 5, 1), date(2025, 4, 30)) == 12
    assert age_on(date(2012, 5, 1), date(2025, 5, 1)) == 13
    assert age_on(date(2012, 2, 29), date(2025, 2, 28)) == 12
    assert age_on(date(2012, 2, 29), date(2025, 3, 1)) == 13

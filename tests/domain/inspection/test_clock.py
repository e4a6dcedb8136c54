"""The inspection clock counts working days as inspectors do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.inspection.clock import (
    ClockStep,
    Mark,
    from_letter,
    from_notification,
    must_be_a_method,
    statement_due,
    working_days_between,
)
from audit.domain.timescales.child_dates import add_working_days
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.own_files import local_lists

STEPS = local_lists.inspection_clock()
HOLIDAYS = bank_holidays.england()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_day_of_notification_is_day_1_and_bank_holidays_are_left_out():
    found = {one.day: one.on for one in from_notification(STEPS, date(2026, 12, 14), HOLIDAYS)}
    assert found[1] == date(2026, 12, 14)
    assert found[10] == date(2026, 12, 29), "25 December and the substitute day of 28 December do not count"


@pytest.mark.parametrize(
    ("published", "due"), [(date(2024, 7, 12), date(2024, 10, 21)), (date(2018, 1, 30), date(2018, 5, 11))]
)
def test_the_statement_is_due_seventy_working_days_after_the_letter_whose_day_is_0(published: date, due: date):
    letter, statement = from_letter(STEPS, published, HOLIDAYS)
    assert (letter.day, letter.on) == (0, published)
    assert (statement.day, statement.on) == (70, due)


def test_the_day_printed_in_the_letter_wins():
    statement = from_letter(STEPS, date(2024, 7, 12), HOLIDAYS, due=date(2024, 10, 18))[-1]
    assert statement.on == date(2024, 10, 18)
    assert statement.day == 69


@pytest.mark.parametrize("day", [date(2026, 12, 12), date(2026, 12, 25), date(2026, 12, 28)])
def test_no_notification_comes_on_a_day_that_is_no_working_day(day: date):
    with pytest.raises(AuditError, match="not a working day"):
        from_notification(STEPS, day, HOLIDAYS)


def test_steps_that_do_not_say_when_the_time_on_site_ends_are_refused():
    with pytest.raises(AuditError, match="last day on site"):
        from_notification([ClockStep(step="Call", who="Inspectors", sure=True, day=1)], date(2026, 12, 14), HOLIDAYS)


def test_what_is_counted_from_a_letter_still_to_come_is_as_unsure_as_the_letter():
    statement = from_notification(STEPS, date(2026, 12, 14), HOLIDAYS)[-1]
    assert statement.step.startswith("Written statement")
    assert not statement.sure
    assert from_letter(STEPS, date(2026, 12, 14), HOLIDAYS)[-1].sure


def test_the_day_in_the_letter_is_the_statements_alone():
    draft = ClockStep(step="The board sees a draft", who="Coordinator", sure=True, after_letter=50)
    found = {
        one.step: one.on for one in from_letter([*STEPS, draft], date(2024, 7, 12), HOLIDAYS, due=date(2024, 10, 18))
    }
    assert found["The board sees a draft"] == date(2024, 9, 23)
    assert found["Written statement of proposed action is due"] == date(2024, 10, 18)
    assert statement_due([*STEPS, draft], date(2024, 7, 12), HOLIDAYS) == date(2024, 10, 21)


WRONG = {
    "neither": (ClockStep(step="Call", who="All", sure=True), "entry 1: “Call” needs exactly one of"),
    "two": (ClockStep(step="Call", who="All", sure=True, day=1, after_letter=2), "entry 1: “Call” needs exactly one"),
    "nought": (ClockStep(step="Call", who="All", sure=True, day=0), "entry 1: “Call” is on day 0"),
    "nobody": (ClockStep(step="Call", who=" ", sure=True, day=1), "entry 1: Say what the step is and who"),
    "twice": (replace(STEPS[0], day=2), "entry 2: “Notification: inspectors ring the area” stands there twice"),
    "marked": (ClockStep(step="x", who="All", sure=True, day=2, mark=Mark.LISTS), "entry 4: the mark “lists”"),
    "letters": (ClockStep(step="x", who="All", sure=True, day=2, letter=True), "exactly one step with “letter: true”"),
}


@pytest.mark.parametrize("name", WRONG)
def test_steps_that_cannot_be_are_refused_with_their_entry(name: str):
    wrong, says = WRONG[name]
    with pytest.raises(AuditError, match=re.escape(says)):
        must_be_a_method([wrong, *STEPS])
    must_be_a_method(STEPS)


def test_steps_without_an_end_on_site_or_a_statement_are_refused():
    with pytest.raises(AuditError, match="last day on site"):
        must_be_a_method([one for one in STEPS if one.fieldwork != "last"])
    with pytest.raises(AuditError, match="written statement is due"):
        must_be_a_method([one for one in STEPS if one.after_letter is None])


def test_a_step_given_another_day_is_sure():
    about = next(one for one in STEPS if not one.sure)
    assert about.on_day(about.count) == about
    assert (about.on_day(7).count, about.on_day(7).sure) == (7, True)


@given(DAYS)
def test_steps_come_in_order_and_on_working_days(day: date):
    notified = add_working_days(day, 1, HOLIDAYS)
    found = from_notification(STEPS, notified, HOLIDAYS)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert all(one.on.weekday() < 5 and one.on not in HOLIDAYS for one in found)
    assert all(one.on == add_working_days(notified, one.day - 1, HOLIDAYS) for one in found)


@given(DAYS, st.integers(0, 120))
def test_counting_working_days_is_the_way_back_from_adding_them(day: date, count: int):
    assert working_days_between(day, add_working_days(day, count, HOLIDAYS), HOLIDAYS) == count

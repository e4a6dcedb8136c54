"""What inspectors asked for, and what is due next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.domain.inspection.clock import from_notification
from audit.domain.inspection.notified import (
    InspectionKind,
    Notified,
    Request,
    RequestState,
    due_next,
    recounted,
    references_from,
    usual_requests,
)
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.own_files import local_lists

MONDAY = date(2026, 12, 14)
DAYS = from_notification(local_lists.inspection_clock(), MONDAY, bank_holidays.england())
REQUEST = Request(id=1, what="Child-level lists", agency="", asked_on=MONDAY, due=MONDAY)


def test_the_usual_list_is_due_on_the_days_of_the_clock():
    due = {one.what: one.due for one in usual_requests(DAYS, MONDAY, ["CSC", "CAMHS"])}
    assert due["Child-level lists"] == date(2026, 12, 16)
    assert due["The multi-agency audit of the children chosen"] == date(2026, 12, 29)
    assert due["The agency’s own audits of the children chosen"] == date(2026, 12, 24)


def test_each_agency_is_asked_for_its_own_audits_and_all_together_for_the_rest():
    asked = usual_requests(DAYS, MONDAY, ["CSC", "CAMHS"])
    assert [one.what[:20] for one in asked if one.agency == "CSC"] == ["The agency’s own aud", "Other information fr"]
    assert len([one for one in asked if not one.agency]) == 5


def test_days_that_stood_on_the_clock_move_with_it_and_nothing_else_does():
    tuesday = from_notification(local_lists.inspection_clock(), date(2026, 12, 15), bank_holidays.england())
    usual = usual_requests(DAYS, MONDAY, [])
    ticked = replace(usual[0], state=RequestState.SENT, who="Head of service")
    by_hand = replace(usual[1], due=date(2026, 12, 21))
    moved = recounted([ticked, by_hand], DAYS, tuesday)
    assert moved[0] == replace(ticked, asked_on=date(2026, 12, 16), due=date(2026, 12, 17))
    assert moved[1] == replace(by_hand, asked_on=date(2026, 12, 16))
    assert recounted(usual, DAYS, DAYS) == ()


def test_a_clock_without_marks_asks_for_the_usual_list_on_the_first_day():
    assert {one.due for one in usual_requests((), MONDAY, ["CSC"])} == {MONDAY}


def test_what_is_due_next_is_the_first_day_after_today():
    assert [one.day for one in due_next(DAYS, MONDAY)] == [2]
    assert due_next(DAYS, MONDAY + timedelta(days=3))[0].day == 5
    assert due_next(DAYS, DAYS[-1].on) == ()


def test_what_was_sent_is_never_late():
    tomorrow = MONDAY + timedelta(days=1)
    assert not REQUEST.late(MONDAY)
    assert REQUEST.late(tomorrow)
    assert not Request(id=1, what="x", agency="", asked_on=MONDAY, due=MONDAY, state=RequestState.SENT).late(tomorrow)


def test_a_request_is_not_due_before_it_was_asked():
    with pytest.raises(AuditError, match="before it was asked"):
        Request(id=0, what="Lists", agency="", asked_on=MONDAY, due=MONDAY - timedelta(days=1)).must_be_sound()


def test_pasted_references_stand_once_each_in_their_order():
    assert references_from(" Child B \n\nChild A\r\nChild B\n") == ("Child B", "Child A")


def test_an_inspection_is_over_after_its_last_day_or_when_it_is_called_off():
    one = Notified(id=1, kind=InspectionKind.JTAI, notified_on=MONDAY)
    assert not one.over(DAYS, DAYS[-1].on)
    assert one.over(DAYS, DAYS[-1].on + timedelta(days=1))
    assert replace(one, called_off="A storm.").over(DAYS, MONDAY)

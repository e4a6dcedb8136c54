"""What waits because of an inspection, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from audit.domain.home.waiting import Running, Unanswered, inspection_waiting, waiting_for
from audit.domain.inspection.clock import from_notification
from audit.domain.inspection.notified import InspectionKind, RequestState, usual_requests
from audit.domain.people.person import Role
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from tests.builders import a_person

MONDAY = date(2026, 12, 14)
DAYS = from_notification(local_lists.inspection_clock(), MONDAY, bank_holidays.england())
RUNNING = Running(kind=InspectionKind.JTAI, days=DAYS, requests=usual_requests(DAYS, MONDAY, ["CSC", "CAMHS"]))
LETTER = Unanswered(round_ref="JTAI-2026-10-01", title="Inspection of Wrenmere", due=date(2027, 1, 15), to_decide=2)
FACILITATOR, CAMHS = a_person(Role.FACILITATOR), a_person(Role.MANAGER, agency="CAMHS")


def test_a_facilitator_has_the_next_step_and_what_is_late():
    (one,) = inspection_waiting(FACILITATOR, RUNNING, (), MONDAY + timedelta(days=3))
    assert one.title == "Inspection, day 5: inspectors choose the children, and ask for audits of them"
    assert one.sentence == "None of 9 requests sent, one late."
    assert (one.page, one.day, one.day_is) == ("clock", date(2026, 12, 18), "On")


def test_the_day_they_rang_is_over_and_a_practice_run_says_that_it_is_one():
    (one,) = inspection_waiting(FACILITATOR, replace(RUNNING, kind=InspectionKind.REHEARSED), (), MONDAY)
    assert one.title == "Practice run, about day 2: set-up call, and the request for information"


def test_a_statement_waits_until_it_is_sent_with_what_is_still_to_decide():
    (one,) = inspection_waiting(FACILITATOR, None, (LETTER,), MONDAY)
    assert one.title == "Send the written statement: Inspection of Wrenmere"
    assert one.sentence == "2 findings wait for a decision."
    assert (one.page, one.day) == ("letter", date(2027, 1, 15))
    (decided,) = inspection_waiting(FACILITATOR, None, (replace(LETTER, to_decide=0),), MONDAY)
    assert "say when it went" in decided.sentence


def test_an_agency_has_what_was_asked_of_it_and_nothing_of_the_others():
    (one,) = inspection_waiting(CAMHS, RUNNING, (LETTER,), MONDAY)
    assert one.title == "Inspectors asked your agency for 2 things"
    assert one.day == date(2026, 12, 24)
    sent = tuple(replace(each, state=RequestState.SENT) for each in RUNNING.requests)
    assert inspection_waiting(CAMHS, replace(RUNNING, requests=sent), (), MONDAY) == ()
    assert inspection_waiting(a_person(Role.BOARD_MEMBER), RUNNING, (LETTER,), MONDAY) == ()


def test_nothing_waits_when_the_last_day_is_over():
    assert inspection_waiting(FACILITATOR, RUNNING, (), DAYS[-1].on + timedelta(days=1)) == ()


def test_what_is_soon_goes_before_the_rounds_and_what_is_far_off_after_them():
    far = inspection_waiting(FACILITATOR, None, (LETTER,), MONDAY)
    soon = inspection_waiting(FACILITATOR, RUNNING, (), MONDAY)
    found = [one.title for one in waiting_for(FACILITATOR, (), agencies=0, today=MONDAY, inspection=[*far, *soon])]
    assert found == [soon[0].title, "Add your agencies", far[0].title]

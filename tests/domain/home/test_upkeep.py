"""Home says what has to be looked at again: to who keeps it, and as one thing however many pieces it is."""

from __future__ import annotations

from datetime import date

from audit.domain.home.next_steps import Waiting, upkeep
from audit.domain.people.person import Role
from tests.builders import a_person
from tests.readiness import R1, R11, TODAY, a_piece, an_entry

ENTRIES = (an_entry(R1, review_on=date(2026, 11, 1)), an_entry(R11, review_on=date(2026, 12, 1)))
OLD, DUE = a_piece("E1", dated=date(2024, 1, 1)), a_piece("E2", review_by=date(2026, 11, 2))


def waiting(*roles: Role, agency: str | None = None) -> tuple[Waiting, ...]:
    person = a_person(*roles, agency=agency)
    return upkeep(person, (OLD, DUE, a_piece("E3")), ENTRIES, months=12, today=TODAY)


def test_a_facilitator_is_told_of_reviews_and_of_what_is_out_of_date():
    reviews, evidence = waiting(Role.FACILITATOR)
    assert (reviews.title, reviews.page, reviews.day) == (
        "One recommendation is due for review",
        "checklists",
        date(2026, 11, 1),
    )
    assert evidence.title == "Look again at 2 pieces of evidence"
    assert evidence.sentence == "One is out of date and counted for nothing and one is due for review: E1 and E2."


def test_a_manager_is_told_of_their_own_agencys_recommendations():
    assert [one.page for one in waiting(Role.MANAGER, agency="CSC")] == ["checklists"]
    assert waiting(Role.MANAGER, agency="POLICE") == ()


def test_who_does_not_keep_them_is_told_nothing():
    assert waiting(Role.AUDITOR, agency="CSC") == waiting(Role.SCRUTINEER) == waiting(Role.BOARD_MEMBER) == ()

"""Opening a round: what is missing is said where it is missing."""

from __future__ import annotations

from datetime import date

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.pages.rounds.new_round import faults_of, field_of, suggested_ref
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds
from tests.builders import SEVEN, THEMES, a_framework, a_scale
from tests.pages.on_screen import drawn, somebody, words


def test_a_round_opens_with_the_seven_statements_and_the_themes(seeded: App):
    page = drawn(seeded, "new-round")
    page.text_input(key="new round title").set_value("Spring look")
    page.date_input(key="new round date workshop").set_value(date(2027, 3, 4))
    page.button[0].click().run()
    with seeded.reading() as db:
        newest = rounds.every(db)[0]
    assert newest.title == "Spring look"
    assert [copy.framework.id for copy in newest.copies] == [SEVEN, THEMES]
    assert newest.dates.workshop == date(2027, 3, 4)
    assert len(newest.agencies) == 8


def test_without_a_title_the_page_says_so_at_the_top_and_at_the_field(seeded: App):
    page = drawn(seeded, "new-round")
    page.button[0].click().run()
    said = words(page)
    assert "There is a problem" in said
    assert said.count("Give the round a title.") == 2


def test_days_out_of_order_are_said_at_the_days(seeded: App):
    page = drawn(seeded, "new-round")
    page.text_input(key="new round title").set_value("Spring look")
    page.date_input(key="new round date workshop").set_value(date(2027, 3, 4))
    page.date_input(key="new round date board").set_value(date(2027, 2, 4))
    page.button[0].click().run()
    assert 'href="#field-dates"' in words(page)


def test_only_a_facilitator_opens_a_round(seeded: App):
    assert "A facilitator opens rounds" in words(drawn(somebody(seeded, Role.AUDITOR), "new-round"))


def test_everything_missing_is_said_at_once():
    nothing = Opening(ref="X", title=" ", theme="", frameworks=(a_framework(THEMES),), scale=a_scale(), agencies=())
    assert [one.field for one in faults_of(nothing)] == ["title", "frameworks", "agencies"]


@pytest.mark.parametrize(
    ("today", "ref"),
    [(date(2026, 11, 22), "2026-AUTUMN"), (date(2027, 1, 5), "2027-WINTER"), (date(2027, 6, 1), "2027-SUMMER")],
)
def test_a_reference_is_suggested_from_the_season(today: date, ref: str):
    assert suggested_ref(today, set()) == ref


def test_a_reference_that_is_taken_gets_a_number():
    assert suggested_ref(date(2026, 11, 22), {"2026-AUTUMN"}) == "2026-AUTUMN-2"


def test_a_refusal_that_no_field_explains_is_about_the_page():
    assert field_of("The database is busy.") == ""

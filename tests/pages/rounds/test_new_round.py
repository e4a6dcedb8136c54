"""Opening a round: what is missing is said where it is missing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.pages.rounds.new_round import suggested_ref
from audit.store.queries import rounds
from tests.builders import SEVEN, THEMES
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words


def test_a_round_opens_with_the_seven_statements_and_the_themes(seeded: App):
    form(drawn(seeded, "new-round")).send(title="Spring look", workshop="2027-03-04")
    with seeded.reading() as db:
        newest = rounds.every(db)[0]
    assert newest.title == "Spring look"
    assert [copy.framework.id for copy in newest.copies] == [SEVEN, THEMES]
    assert newest.dates.workshop == date(2027, 3, 4)
    assert len(newest.agencies) == 8


def test_what_is_typed_of_a_round_is_there_after_a_reload(seeded: App):
    form(drawn(seeded, "new-round")).type(title="Spring look", drawn="at_random")
    values = form(drawn(seeded, "new-round")).values
    assert (values["title"], values["drawn"]) == ("Spring look", "at_random")


def test_everything_missing_is_said_at_once(seeded: App):
    page = form(drawn(seeded, "new-round")).send(graded="", agencies="")
    assert [field for field, _ in page.data["problems"]] == ["title", "graded", "agencies"]
    assert page.problems[0] == "Enter a title for the round."


def test_days_out_of_order_are_said_at_the_days(seeded: App):
    page = form(drawn(seeded, "new-round")).send(title="Spring look", workshop="2027-03-04", board="2027-02-04")
    assert [field for field, _ in page.data["problems"]] == ["board"]


def test_a_reference_that_is_taken_is_said_at_the_reference(seeded: App):
    page = form(drawn(seeded, "new-round")).send(title="Spring look", ref="wm26")
    assert [field for field, _ in page.data["problems"]] == ["ref"]


def test_what_an_earlier_round_brings_forward_is_shown_before_the_round_is_opened(seeded: App):
    page = drawn(seeded, "new-round")
    with seeded.reading() as db:
        before = len(rounds.every(db))
    last = next(iter(form(page).fields["of"]["options"]))[0]
    shown = form(page).send(of=last, title="Once more")
    assert "Look at it, then open the round" in shown.problems[0]
    assert shown.values["title"] == "Once more"
    assert f"Brought forward from {last}" in json.dumps(shown.data["parts"])
    with seeded.reading() as db:
        assert len(rounds.every(db)) == before
    shown.send()
    with seeded.reading() as db:
        assert rounds.every(db)[0].reaudit_of == last


def test_only_a_facilitator_opens_a_round(seeded: App):
    assert "A facilitator opens rounds" in words(drawn(somebody(seeded, Role.AUDITOR), "new-round"))


@pytest.mark.parametrize(
    ("today", "ref"),
    [(date(2026, 11, 22), "2026-AUTUMN"), (date(2027, 1, 5), "2027-WINTER"), (date(2027, 6, 1), "2027-SUMMER")],
)
def test_a_reference_is_suggested_from_the_season(today: date, ref: str):
    assert suggested_ref(today, set()) == ref


def test_a_reference_that_is_taken_gets_a_number():
    assert suggested_ref(date(2026, 11, 22), {"2026-AUTUMN"}) == "2026-AUTUMN-2"

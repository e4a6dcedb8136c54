"""The first page: look round, or set up one's own."""

from __future__ import annotations

from audit.app import App
from audit.store.queries import people, rounds
from tests.pages.filled import form
from tests.pages.on_screen import drawn, words


def test_an_empty_installation_offers_two_ways_to_begin(app: App):
    page = drawn(app, "home.first", "render")
    assert [one.label for one in page.button] == ["Look round Wrenmere", "Set up our partnership"]
    assert "invented" in words(page)
    assert "Do not report a concern about a child here" in page.caption[-1].value


def test_looking_round_loads_the_invented_partnership(app: App):
    page = drawn(app, "home.first", "render")
    page.button[0].click().run(timeout=30)
    with app.reading() as db:
        there = people.partnership(db)
        assert there is not None
        assert there.invented
        assert rounds.any_at_all(db)


def test_setting_up_asks_for_a_name_and_keeps_it(app: App):
    page = drawn(app, "home.first", "render", step="set-up")
    assert form(page).send().problems == ["Enter “Name of the partnership”."]
    form(page).send(name="Testvale")
    with app.reading() as db:
        there = people.partnership(db)
        assert there is not None
        assert (there.name, there.invented) == ("Testvale", False)

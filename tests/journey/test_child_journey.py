"""A facilitator tells a child's journey in a real browser: what happened, who is around, and what is seen then."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import databases
from tests.journey.conftest import running
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, overhang, press, window

PLACE = {"round": "WM26", "case": "WM26-3"}


@pytest.fixture
def own_site(seeded_file, tmp_path):
    """Yield the app as it runs on an invented partnership that this test may change."""
    databases.close(databases.copied(seeded_file, tmp_path / "own.db"))
    with running(tmp_path / "own.db") as site:
        yield site


def test_a_facilitator_tells_how_help_came_and_who_is_around_and_sees_it_drawn(browser: Browser, own_site: Site):
    with window(browser, width=WIDE) as page:
        go(page, own_site.url("workshop", **PLACE, statement="ewg-quality-statements-2017/QS1"))
        press(page, "WM26-3: the story so far", role="link")
        expect(page.locator("h1")).to_have_text("WM26-3: the story so far")
        expect(page.get_by_text("WM26-3 had waited 83 days for help, and was still waiting").first).to_be_visible()
        press(page, "Add or change what happened", role="link")
        _add_an_event(page)
        press(page, "Back to WM26-3’s journey", role="link")
        expect(page.get_by_text("WM26-3 had help 60 days after somebody was asked").first).to_be_visible()
        press(page, "Add or change who is around", role="link")
        _put_on_the_map(page)
        press(page, "Back to WM26-3’s journey", role="link")
        expect(page.get_by_role("img", name=re.compile("friends: boys from the old home, strong"))).to_be_visible()
        expect(page.get_by_role("cell", name="He met the therapist.")).to_be_visible()
        _nothing_is_wrong(page)
        page.get_by_role("link", name="Processes side by side").click()
        expect(page.get_by_role("heading", name="Processes side by side")).to_be_in_viewport()


def test_what_was_told_is_read_on_a_phone_and_in_the_dark(browser: Browser, seeded_site: Site):
    with window(browser, width=NARROW, dark=True) as page:
        for name in ("child-journey", "journeys"):
            go(page, seeded_site.url(name, **PLACE))
            _nothing_is_wrong(page)


def _add_an_event(page: Page) -> None:
    page.get_by_role("radio", name="They act on it").check()
    page.get_by_label("Which day was it?").fill("2026-09-07")
    page.get_by_label("What happened?").fill("He met the therapist.")
    press(page, "Add this event")
    expect(page.get_by_text("Added: 7 Sep 2026")).to_be_visible()


def _put_on_the_map(page: Page) -> None:
    page.get_by_label("Who is it?").select_option("E14")
    page.get_by_label("Who is that to this child?").fill("boys from the old home")
    for choice in ("Ordinary", "Strong", "Both ways"):
        page.get_by_role("radio", name=choice, exact=True).check()
    press(page, "Put on the map")
    expect(page.get_by_text("On the map: Friends: boys from the old home.")).to_be_visible()


def _nothing_is_wrong(page: Page) -> None:
    assert crash(page) == ""
    assert faults(page) == []
    assert overhang(page) <= 0

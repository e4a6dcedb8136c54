"""A manager says how an action is going, from Home or from My actions: two clicks, and a reload loses nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.conftest import running
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, overhang, press, settle, window

_SAID = "What has happened?"
_SLOW = 20_000


@pytest.fixture
def own_site(seeded_file: Path, tmp_path: Path) -> Iterator[Site]:
    shutil.copy(seeded_file, tmp_path / "own.db")
    with running(tmp_path / "own.db") as site:
        yield site


def test_an_update_takes_two_clicks_and_a_reload_loses_nothing(browser: Browser, own_site: Site):
    with window(browser, width=NARROW) as page:
        go(page, own_site.url("my-actions"))
        clicks = 0
        page.get_by_role("button", name="Update A6").click()
        clicks += 1
        box = page.get_by_label(_SAID)
        box.wait_for()
        settle(page)
        box.fill("The executive agreed who rings.")
        expect(page.get_by_text("✓ Kept as your draft at").first).to_be_visible(timeout=_SLOW)
        page.reload()
        settle(page)
        expect(page.get_by_label(_SAID)).to_have_value("The executive agreed who rings.", timeout=_SLOW)
        assert faults(page) == []
        assert overhang(page) <= 0
        page.get_by_role("button", name="Save the update of A6").click()
        clicks += 1
        expect(page.get_by_text("Kept: what you said of A6")).to_be_visible(timeout=_SLOW)
        expect(page.get_by_text("The executive agreed who rings.").first).to_be_visible()
        assert clicks == 2
        assert not crash(page)


def test_from_home_a_manager_says_what_has_changed_in_three_clicks(browser: Browser, own_site: Site):
    with window(browser) as page:
        go(page, own_site.url())
        page.get_by_role("combobox").first.click()
        page.get_by_role("option").filter(has_text="Kwame Brindlehurst").first.click()
        expect(page.get_by_text("Kwame Brindlehurst, manager who owns actions").first).to_be_visible()
        settle(page)
        clicks = 0
        press(page, "My actions", role="link")
        clicks += 1
        expect(page.get_by_text("Mine are the actions owned by: Virtual school head.")).to_be_visible(timeout=_SLOW)
        assert not page.get_by_role("button", name="Update A6").count(), "another agency's action is not theirs"
        page.get_by_role("button", name="Update A5").click()
        clicks += 1
        box = page.get_by_label(_SAID)
        box.wait_for()
        settle(page)
        box.fill("Both schools now hold the medicine from the first day.")
        page.keyboard.press("Tab")
        expect(page.get_by_text("✓ Kept as your draft at").first).to_be_visible(timeout=_SLOW)
        settle(page)
        page.get_by_role("button", name="Save the update of A5").click()
        clicks += 1
        expect(page.get_by_text("Kept: what you said of A5")).to_be_visible(timeout=_SLOW)
        assert clicks == 3, "My actions, Update, Save"
        assert not crash(page)
        assert faults(page) == []


def test_a_new_finding_survives_a_reload(browser: Browser, own_site: Site):
    with window(browser, width=WIDE) as page:
        go(page, own_site.url("raise", round="WM26"))
        page.get_by_label("What was found?").fill("Nobody asked what helps.")
        expect(page.get_by_text("✓ Kept as your draft at").first).to_be_visible(timeout=_SLOW)
        page.get_by_role("radio", name="Strength").check()
        settle(page)
        page.reload()
        settle(page)
        expect(page.get_by_label("What was found?")).to_have_value("Nobody asked what helps.", timeout=_SLOW)

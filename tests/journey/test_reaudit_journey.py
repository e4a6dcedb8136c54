"""A re-audit, from what waits on Home to what changed since last time, in a real browser and counted in clicks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.store.work import open_engine
from tests import databases
from tests.journey.conftest import running
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, h1, headings, overhang, press, window
from tests.reaudits import FIRST, a_last_round, play

AGAIN = "R26"
CLICKS_TO_OPEN, CLICKS_A_FINDING = 2, 2


class Clicks:
    """A hand on the mouse that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str, role: str = "button") -> None:
        press(self.page, name, role=role)
        self.count += 1

    def choose(self, said: str) -> None:
        self.page.get_by_label(said, exact=True).check()
        self.count += 1


@pytest.fixture
def last_round(tmp_path: Path) -> Iterator[Site]:
    """Yield the app on a partnership whose first round is closed and due to be looked at again."""
    database = databases.migrated(tmp_path / "last.db")
    engine = databases.copied(database, tmp_path / "again.db")
    a_last_round(App(engine=engine), due=date.today() + timedelta(days=9))  # noqa: DTZ011 - the app's clock is the real one
    databases.close(engine)
    with running(tmp_path / "again.db") as site:
        yield site


def sound(page: Page) -> bool:
    return not crash(page) and faults(page) == [] and overhang(page) <= 0 and headings(page)[0] == 1


def work_in_between(site: Site) -> None:
    """Rate and agree, as agencies and workshop do; other journeys show how."""
    engine = open_engine(f"sqlite:///{site.database}")
    play(App(engine=engine).as_owner(), AGAIN, cases=4, grade="good")
    databases.close(engine)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_re_audit_from_home_to_what_changed(width: int, browser: Browser, last_round: Site):
    with window(browser, width=width) as page:
        hand = Clicks(page)
        go(page, last_round.url())
        expect(page.get_by_text(f"Open the re-audit of {FIRST}")).to_be_visible()
        hand.press(f"Open the re-audit of {FIRST}", role="link")
        expect(page.get_by_label("Title of the round")).to_have_value(f"Re-audit: Round {FIRST}")
        assert sound(page)
        page.get_by_label("Reference of the round").fill(AGAIN)
        hand.press("Open the round")
        expect(page.locator("h1")).to_have_text("Set up this round")
        assert hand.count == CLICKS_TO_OPEN

        work_in_between(last_round)
        hand.count = 0
        go(page, last_round.url())
        hand.press("Check 2 findings of last time", role="link")
        assert h1(page) == "Was F1 found again?"
        assert sound(page)
        for finding, said in (("F1", "Not found in the cases looked at"), ("F2", "Found again")):
            expect(page.locator("h1")).to_have_text(f"Was {finding} found again?")
            page.get_by_label(f"What was looked at for {finding}").fill("Six records and two conversations.")
            hand.choose(said)
            hand.press("Save and next" if finding == "F1" else "Save")
        expect(page.locator("h1")).to_have_text("Found again of last time’s findings: one of strength")
        assert hand.count == 1 + 2 * CLICKS_A_FINDING
        assert page.get_by_text("Six records and two conversations.").count() == 2
        assert page.get_by_text("Different children, so not a trend.").count() > 1
        assert page.get_by_role("row", name="Change").count() == 0
        assert sound(page)

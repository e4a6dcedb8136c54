"""One child is rated by the keyboard alone, from the choice of the agency to the submitted form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.store import work
from tests import databases
from tests.journey.conftest import running
from tests.journey.window import Site, go, settle, tab_to, window
from tests.scenes import ROUND, a_scene

pytestmark = pytest.mark.xdist_group("keyboard")
CHILD, QUESTIONS, STATEMENTS = "Child A", 2, 2


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Yield the app on a round of two statements that agencies may rate."""
    database = databases.migrated(tmp_path / "small.db")
    engine = work.open_engine(f"sqlite:///{database}")
    a_scene(App(engine=engine))
    databases.close(engine)
    with running(database) as found:
        yield found


def test_a_child_is_rated_and_submitted_by_the_keyboard_alone(browser: Browser, site: Site):
    with window(browser) as page:
        go(page, site.url("rate", round=ROUND))
        _press(page, "Enter for Social care")
        _press(page, f"Begin {CHILD}")
        _type(page, "A few lines about this child", "We met her twice.")
        _press(page, "Go on with statement 1")
        for number in range(1, STATEMENTS + 1):
            _rate(page, first=number == 1, last=number == STATEMENTS)
            _press(page, "Save and next" if number < STATEMENTS else "Save and check")
        _press(page, f"Submit {CHILD}")
        expect(page.get_by_text("Submitted").first).to_be_visible(timeout=30_000)


def _rate(page: Page, *, first: bool, last: bool) -> None:
    page.get_by_text("Taken together, how good was the help?").first.wait_for()
    settle(page)
    if first:
        tab_to(page, "Record read")
        page.keyboard.press("Space")
        expect(page.get_by_role("checkbox", name="Record read")).to_be_checked()
        settle(page)
    for question in range(1, QUESTIONS + 1):
        tab_to(page, "Met")
        page.keyboard.press("Space")
        expect(page.get_by_role("status").get_by_text(f"{question} of {QUESTIONS} answered")).to_be_visible()
        settle(page)
    if last:
        _type(page, "The difference, in a few sentences", "She sleeps better.")
    tab_to(page, "Outstanding")
    page.keyboard.press("Space")
    settle(page)
    page.keyboard.press("ArrowDown")
    settle(page)
    expect(page.get_by_role("radiogroup").last.get_by_role("radio", name="Good")).to_be_checked()
    _type(page, "What did you see that decided it?", "The record of the summer.")


def _press(page: Page, name: str) -> None:
    settle(page)
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    settle(page)


def _type(page: Page, label: str, words: str) -> None:
    settle(page)
    tab_to(page, label)
    page.keyboard.type(words)
    saved = page.locator(".ssb", has=page.get_by_label(label)).get_by_role("status")
    expect(saved).to_contain_text("Saved", timeout=30_000)

"""A form in a real browser: nothing typed is lost to a reload, a quick tap or an empty field; all by the keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journey.conftest import running
from tests.journey.window import NARROW, Site, faults, go, overhang, settle, tab_to, window

pytestmark = pytest.mark.xdist_group("forms")
LINE = "Missing since this morning."
_SLOW = 20_000


@pytest.fixture(scope="module")
def own_site(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    file = tmp_path_factory.mktemp("forms") / "own.db"
    shutil.copy(seeded_file, file)
    with running(file) as site:
        yield site


def opened(page: Page, site: Site) -> Locator:
    """Open the form for a concern, begun afresh."""
    go(page, site.url("concern", round="WM26"))
    form = page.locator(".ssf")
    form.get_by_label("Which child?").wait_for()
    afresh = form.get_by_role("button", name="Begin this form afresh")
    if afresh.is_visible():
        afresh.click()
        expect(afresh).to_be_hidden()
    return form


def filled(form: Locator) -> None:
    """Fill in every field but the last."""
    form.get_by_label("Which child?").select_option(label="WM26-1")
    form.get_by_label("Day you told them").fill("2026-11-02")
    form.get_by_label("Time you told them").fill("14:25")
    form.get_by_label("Which agency did you tell?").fill("Police")
    form.get_by_label("Which role did you tell?").fill("Duty sergeant")


def told(page: Page, line: str) -> Locator:
    """Return where the page shows a concern that was recorded."""
    return page.get_by_role("paragraph").filter(has_text=line)


@pytest.mark.parametrize("pause", [0, 200, 500])
def test_a_tap_right_after_the_last_key_carries_what_was_typed(browser: Browser, own_site: Site, pause: int):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    context.set_default_timeout(_SLOW)
    page = context.new_page()
    form = opened(page, own_site)
    filled(form)
    line = f"{LINE} Told after {pause} ms."
    form.get_by_label("What did you tell them").press_sequentially(line, delay=5)
    page.wait_for_timeout(pause)
    form.get_by_role("button", name="Save").tap()
    expect(told(page, line)).to_be_visible(timeout=_SLOW)
    expect(form.get_by_label("What did you tell them")).to_have_value("")
    context.close()


def test_a_reload_loses_nothing_and_a_second_window_shows_it_too(browser: Browser, own_site: Site):
    with window(browser) as page, window(browser) as other:
        form = opened(page, own_site)
        filled(form)
        form.get_by_label("What did you tell them").fill(LINE)
        expect(form.get_by_text("✓ Kept as your draft at")).to_be_visible(timeout=_SLOW)
        page.reload()
        settle(page)
        for where in (page, other):
            if where is other:
                go(other, own_site.url("concern", round="WM26"))
            form = where.locator(".ssf")
            expect(form.get_by_label("What did you tell them")).to_have_value(LINE, timeout=_SLOW)
            expect(form.get_by_label("Day you told them")).to_have_value("2026-11-02")
            expect(form.get_by_label("Which child?")).to_have_value("WM26-1")


def test_handed_in_empty_it_leads_to_what_is_missing_and_on_by_the_keyboard(browser: Browser, own_site: Site):
    with window(browser, width=NARROW) as page:
        form = opened(page, own_site)
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        summary = form.locator(".ssf-summary")
        expect(summary).to_be_focused(timeout=_SLOW)
        assert summary.get_by_role("link").all_inner_texts() == [
            "Choose the child.",
            "Enter the day you told them.",
            "Enter the time you told them.",
            "Enter the agency you told.",
            "Enter the role you told.",
            "Enter what you told them, in one line.",
        ]
        assert faults(page) == []
        assert overhang(page) <= 0
        tab_to(page, "Enter the role you told.")
        page.keyboard.press("Enter")
        role = form.get_by_label("Which role did you tell?")
        expect(role).to_be_focused()
        expect(role).to_have_accessible_description(re.compile("A role, not a name.*Enter the role you told."))
        expect(role).to_have_accessible_name("Which role did you tell?")
        expect(role).to_be_in_viewport()


def test_what_two_windows_type_is_told_before_either_is_written(browser: Browser, own_site: Site):
    with window(browser) as first, window(browser) as second:
        here, there = opened(first, own_site), opened(second, own_site)
        filled(there)
        there.get_by_label("What did you tell them").fill("Typed there.")
        expect(there.get_by_text("✓ Kept as your draft at")).to_be_visible(timeout=_SLOW)
        filled(here)
        here.get_by_label("What did you tell them").fill("Typed here.")
        here.get_by_role("button", name="Save").click()
        expect(here.locator(".ssf-summary")).to_contain_text("Typed there.", timeout=_SLOW)
        expect(here.get_by_label("What did you tell them")).to_have_value("Typed here.")
        here.get_by_role("button", name="Save").click()
        expect(told(first, "Typed here.")).to_be_visible(timeout=_SLOW)

"""A statement's page is short enough to rate from without losing one's place, on a laptop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.domain.frameworks.framework import Framework, LineOfEnquiry
from audit.store import work
from tests import databases
from tests.builders import SEVEN, a_framework
from tests.journey.conftest import running
from tests.journey.window import NARROW, WIDE, Site, go, press, settle, sound, tab_to, window
from tests.scenes import ROUND, a_scene

pytestmark = pytest.mark.xdist_group("rate-page")
QUESTIONS, LAPTOP, PHONE = 8, 800, 812  # the questions of the page; the heights of the windows, in pixels
TALLEST = {WIDE: 1400, NARROW: 2800}  # pixels


def a_framework_of_eight() -> Framework:
    """Return the seven statements with eight questions in the first: two of the second's are put to it."""
    framework = a_framework(SEVEN)
    moved = [line.ref for line in framework.lines() if line.ref.startswith("QS2")][: QUESTIONS - 6]
    items = tuple(
        replace(item, part_of="QS1") if isinstance(item, LineOfEnquiry) and item.ref in moved else item
        for item in framework.items
    )
    return replace(framework, items=items)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield the app on a round of the seven statements, with an auditor at its computer."""
    database: Path = databases.migrated(tmp_path_factory.mktemp("rate-page") / "rate.db")
    engine = work.open_engine(f"sqlite:///{database}")
    a_scene(App(engine=engine), framework=a_framework_of_eight()).owner_rates_for("CSC")
    databases.close(engine)
    with running(database) as found:
        yield found


@pytest.fixture(params=[(WIDE, LAPTOP), (NARROW, PHONE)], ids=["laptop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Yield a window on the statement's page, as tall as a laptop's or a phone's."""
    width, height = request.param
    with window(browser, width=width) as opened:
        opened.set_viewport_size({"width": width, "height": height})
        go(opened, site.url("rate", round=ROUND, case="Child A", statement=f"{SEVEN}/QS1"))
        expect(opened.locator("[id^=question-]")).to_have_count(QUESTIONS)
        yield opened


def test_eight_questions_and_their_grade_fit_the_page_and_five_are_in_sight_on_a_laptop(page: Page):
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert _height(page) <= TALLEST[width]
    if width == WIDE:
        fifth = page.get_by_role("radiogroup").nth(4).bounding_box()
        assert fifth is not None
        assert fifth["y"] + fifth["height"] <= LAPTOP


def test_how_far_one_is_stays_in_sight_and_hides_no_field_that_has_the_focus(page: Page):
    how_far = page.locator(".ss-answered")
    for _ in range(QUESTIONS * 2 + 12):
        page.keyboard.press("Tab")
        assert not page.evaluate(_BENEATH), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    expect(how_far).to_be_in_viewport()


def test_what_is_missing_is_said_at_the_top_and_its_links_lead_to_the_fields(page: Page):
    press(page, "Save and next")
    settle(page)
    expect(page.locator("#missing")).to_be_focused()
    links = page.locator(".ss-gaps a")
    question = 5 if page.viewport_size == {"width": WIDE, "height": LAPTOP} else 6  # what is answered stays answered
    for place in (f"question-{question}", "grade"):
        links.and_(page.locator(f"[href='#{place}']")).click()
        expect(page.locator(f"#{place}")).to_be_focused()
        expect(page.locator(f"#{place}")).to_be_in_viewport()
    tab_to(page, "Outstanding", most=1)
    sound(page)
    page.get_by_role("radiogroup").nth(question - 1).get_by_text("Met", exact=True).click()
    settle(page)
    expect(page.locator(f".ss-gaps a[href='#question-{question}']")).to_have_count(0)


def _height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))


_BENEATH = """() => {
    const how_far = document.querySelector(".ss-answered").getBoundingClientRect();
    const here = document.activeElement.getBoundingClientRect();
    const header = document.activeElement.closest("header, [data-testid=stHeader], nav, body > :not(#root)");
    return !header && document.activeElement !== document.body && here.width > 0 && here.height > 0
        && here.left >= how_far.left && here.right <= how_far.right
        && here.top >= how_far.top && here.bottom <= how_far.bottom;
}"""

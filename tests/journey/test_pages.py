"""Every page, in a real browser, wide and narrow: its heading, nothing wrong for anybody, nothing off the edge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.pages import menu
from tests.builders import SEVEN, THEMES
from tests.journey.window import (
    HEIGHT,
    NARROW,
    WIDE,
    Site,
    crash,
    faults,
    go,
    h1,
    headings,
    lost_stops,
    overhang,
    press,
    settle,
    window,
)

NEW, OLD = "WM26", "WM25"  # the invented partnership's two rounds


class Stop(NamedTuple):
    """Where a page is looked at, and the heading it should have."""

    heading: str  # a pattern
    place: Mapping[str, str]
    first: str = ""  # the button to press first, at the same address; empty: none


_CASE = {"round": NEW, "case": f"{NEW}-1", "statement": f"{SEVEN}/QS1"}
_RATED = {"round": NEW, "case": f"{NEW}-4", "statement": f"{SEVEN}/QS1", "agency": "HEALTH"}
PAGES: Mapping[str, Stop] = {
    "home": Stop(r"Your tasks", {}),
    "rate": Stop(rf"{NEW}-4", _RATED, "Enter for Health"),
    "workshop": Stop(r"Commissioning and accountability", {**_CASE, "round": OLD, "case": f"{OLD}-1"}),
    "findings": Stop(r"2 strengths and .* to improve", {"round": OLD}),
    "plan": Stop(r"Action plan", {"round": OLD}),
    "check": Stop(rf"{NEW}-4", _RATED, "Enter for Health"),
    "papers": Stop(r"Papers", {"round": OLD}),
    "check-out": Stop(r"Check before it leaves", {"round": OLD, "paper": "plan"}),
    "board": Stop(r".* statements are strengths.*", {"round": OLD}),
    "young-people": Stop(r"What we found when we looked at the help that some children get", {"round": OLD}),
    "finding": Stop(r"After a move out of the area.*", {"round": OLD, "finding": "F1"}),
    "raise": Stop(r"Raise a finding", {"round": OLD}),
    "merge": Stop(r"Merge or split findings", {"round": OLD}),
    "theme": Stop(r"Voice and influence: .*", {"round": OLD, "theme": f"{THEMES}/L11"}),
    "own-grades": Stop(r".* own grades were .*", {"round": OLD}),
    "agreement": Stop(r"How alike agencies graded", {"round": OLD}),
    "answers": Stop(r"About .* answers were “met”", {"round": OLD}),
    "decide": Stop(r"Decide on a finding", {"round": OLD, "finding": "F1"}),
    "action": Stop(r"Agree with the neighbouring area.*", {"round": OLD, "action": "A1"}),
    "my-actions": Stop(r"My actions", {}),
    "reminders": Stop(r"Whom to remind", {}),
    "plan-versions": Stop(r"Versions of the plan", {"round": OLD}),
    "plan-workbook": Stop(r"The plan in Excel", {"round": OLD}),
    "summary": Stop(r"What we agreed", {"round": OLD}),
    "journeys": Stop(r"The children’s journeys", {"round": NEW}),
    "child-journey": Stop(r"WM26-1’s journey", _CASE),
    "journey-events": Stop(r"How help came to WM26-1", _CASE),
    "journey-ties": Stop(r"Who is around WM26-1", _CASE),
    "over-time": Stop(r"Found again of last time’s findings: .*", {"round": NEW}),
    "last-time": Stop(r"Was F3 found again\?", {"round": NEW, "old": "F3"}),
    "measured": Stop(r"What was measured over time", {"round": NEW}),
    "programme": Stop(r"The programme: .*", {}),
    "concern": Stop(r"A child may be unsafe now", _CASE),
    "pack": Stop(r"Workshop pack", {"round": NEW}),
    "partnership": Stop(r"Our partnership", {}),
    "safekeeping": Stop(r"Keeping and erasing", {}),
    "erase": Stop(r"Erase from WM25", {"round": OLD}),
    "trail": Stop(r"What was done", {}),
    "new-round": Stop(r"Open a round", {}),
    "round": Stop(r"Set up this round", {"round": NEW}),
    "round-cases": Stop(r"Cases", {"round": NEW}),
    "round-case": Stop(r"WM26-1", _CASE),
    "new-case": Stop(r"Add a case", {"round": NEW}),
    "round-agencies": Stop(r"Agencies and who is asked", {"round": NEW}),
    "round-dates": Stop(r"Dates", {"round": NEW}),
    "round-path": Stop(r"Path and history", {"round": NEW}),
    "workbooks": Stop(r"Audit workbooks", {"round": NEW}),
    "choose-cases": Stop(r"Choose cases", {"round": NEW}),
    "timescales": Stop(r"Timescales", {"round": NEW}),
    "case-dates": Stop(r"Dates of WM26-1", _CASE),
    "letter": Stop(r"The inspection letter", {}),
    "council-timescales": Stop(r"Timescales of a whole council", {"round": NEW}),
    "frameworks": Stop(r"Frameworks", {}),
    "framework": Stop(r"Caregivers", {"framework": f"{SEVEN}-wrenmere", "item": "QS4"}),
    "framework-compare": Stop(r"Compare 2 versions", {"framework": SEVEN}),
    "framework-wording": Stop(r"Put published wording in its place", {"framework": f"{SEVEN}-wrenmere", "item": "QS3"}),
    "framework-workbook": Stop(r"Frameworks by workbook", {}),
    "readiness": Stop(r"What you could show an inspector on Monday", {}),
    "questions": Stop(r"Questions an inspector would ask next", {}),
    "inspection-round": Stop(r"Inspectors chose these children", {}),
    "clock": Stop(r"REHEARSAL: the inspection clock", {"rehearsal": "2026-12-14"}),
    "inspection-days": Stop(r"The days of an inspection here", {}),
    "evidence": Stop(r".* pieces of evidence, .* out of date", {}),
    "evidence-item": Stop(r"What carers say of .*", {"evidence": "E4"}),
    "evidence-new": Stop(r"Add a piece of evidence", {"about": "jtai-mental-health-2019/J7"}),
    "checklists": Stop(r".* recommendations are shown to make a difference; .*", {}),
    "recommendations": Stop(r"Recommendations of the Cambridgeshire .*", {"list": "cambridgeshire-2020"}),
    "checklist": Stop(r"Somebody to lead on mental health", {"item": "ewg-recommendations-2017/R1"}),
    "checklist-meeting": Stop(r"Keep people, homes and help steady", {"list": THEMES, "step": "3"}),
}


def test_every_page_is_looked_at():
    assert {entry.name for entry in menu.ENTRIES} == set(PAGES), "add the page to PAGES, with its heading"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Yield one window for all pages: each is opened at its address, but what the browser fetched once it keeps."""
    with window(browser) as found:
        yield found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_anybody(name: str, page: Page, seeded_site: Site):
    stop = PAGES[name]
    address = seeded_site.url("" if name == "home" else name, **stop.place)
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    go(page, address)
    if stop.first and page.get_by_role("button", name=stop.first, exact=True).count():
        press(page, stop.first)
        expect(page.get_by_role("button", name=stop.first, exact=True)).to_have_count(0)  # before it is gone away from
        go(page, address)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        settle(page)
        assert not crash(page)
        assert re.fullmatch(stop.heading, h1(page)), h1(page)
        assert headings(page)[0] == 1
        assert all(after - before <= 1 for before, after in zip(headings(page), headings(page)[1:], strict=False))
        assert faults(page) == []
        assert overhang(page) <= 0
        assert lost_stops(page) == []


def test_eight_actions_fit_one_screen_and_the_address_says_which_are_shown(page: Page, seeded_site: Site):
    page.set_viewport_size({"width": WIDE, "height": 800})
    go(page, seeded_site.url("plan", round=OLD))
    expect(page.get_by_role("row")).to_have_count(9)
    box = page.get_by_role("table").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 760
    assert page.locator("[role=img] .late").count() == 3
    page.get_by_role("combobox", name="Status").click()
    page.get_by_role("option", name="! Late").click()
    expect(page.get_by_role("row")).to_have_count(4)
    assert "status=LATE" in page.url
    page.get_by_role("link", name="A6 ").click()
    page.locator("h1", has_text="Write down, in every pathway").wait_for()
    settle(page)


def test_readiness_is_one_screen_and_opens_by_the_keyboard(page: Page, seeded_site: Site):
    page.set_viewport_size({"width": WIDE, "height": 800})
    go(page, seeded_site.url("readiness"))
    grid = page.locator(".ss-rd")
    box = grid.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 760
    assert grid.locator("details").count() == 10
    first = grid.locator("summary").first
    expect(grid.get_by_text("Nothing that is current.", exact=True)).to_be_hidden()
    first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = first.evaluate(
        "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth].join(' ')"
    )
    assert outline == "solid 3px"
    page.keyboard.press("Enter")
    expect(grid.get_by_text("Nothing that is current.", exact=True)).to_be_visible()
    assert faults(page) == []


def test_the_menu_names_every_page_a_facilitator_may_use_and_closes_behind_them(page: Page, seeded_site: Site):
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        go(page, seeded_site.url("findings", round=OLD))
        press(page, "Menu")
        expect(page.get_by_role("heading", name="Partnership and data")).to_be_visible()
        assert faults(page) == []
        assert overhang(page) <= 0
        press(page, "Checklists", role="link")
        expect(page.get_by_role("heading", name="Partnership and data")).to_have_count(0)
        press(page, "Autumn 2025")
        press(page, "Plan: passed", role="link")
        assert h1(page) == "Action plan"


@pytest.mark.parametrize(
    ("name", "place", "heading", "link", "there"),
    [
        ("plann", {}, "Page not found", "Your tasks", "Your tasks"),
        ("plan", {"round": "WM99"}, "Round not found", f"Open {OLD}", "Action plan"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_offers_where_to_go(
    name: str, place: dict[str, str], heading: str, link: str, there: str, page: Page, seeded_site: Site
):
    go(page, seeded_site.url(name, **place))
    assert h1(page) == heading
    assert faults(page) == []
    press(page, link, role="link")
    assert h1(page) == there


def test_an_empty_installation_says_how_to_begin(browser: Browser, empty_site: Site):
    with window(browser) as page:
        go(page, empty_site.url())
        assert not crash(page)
        assert faults(page) == []

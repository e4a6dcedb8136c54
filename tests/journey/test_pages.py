"""Every page, in a real browser, wide and narrow: its heading, nothing wrong for anybody, nothing off the edge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from audit.pages import menu
from tests.builders import SEVEN, THEMES
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, h1, headings, overhang, press, window

NEW, OLD = "WM26", "WM25"  # the invented partnership's two rounds


class Stop(NamedTuple):
    """Where a page is looked at, and the heading it should have."""

    heading: str  # a pattern
    place: Mapping[str, str]
    first: str = ""  # the button to press first; empty: none


_CASE = {"round": NEW, "case": f"{NEW}-1", "statement": f"{SEVEN}/QS1"}
PAGES: Mapping[str, Stop] = {
    "home": Stop(r"What waits for you", {}),
    "rate": Stop(r".+", {**_CASE, "agency": "HEALTH"}),
    "workshop": Stop(r"Commissioning and accountability", {**_CASE, "round": OLD, "case": f"{OLD}-1"}),
    "findings": Stop(r"Two strengths and .* to improve", {"round": OLD}),
    "plan": Stop(r"Action plan", {"round": OLD}),
    "check": Stop(r".+", {**_CASE, "agency": "HEALTH"}),
    "finding": Stop(r"When a child moved out of the area.*", {"round": OLD, "finding": "F1"}),
    "raise": Stop(r"Raise a finding", {"round": OLD}),
    "merge": Stop(r"Merge or split findings", {"round": OLD}),
    "theme": Stop(r"Voice and influence: .*", {"round": OLD, "theme": f"{THEMES}/L11"}),
    "own-grades": Stop(r"About .* own grades were .*", {"round": OLD}),
    "agreement": Stop(r"How alike agencies graded", {"round": OLD}),
    "answers": Stop(r"About .* answers were “met”", {"round": OLD}),
    "decide": Stop(r"Decide on a finding", {"round": OLD, "finding": "F1"}),
    "action": Stop(r"Agree with Estermouth.*", {"round": OLD, "action": "A1"}),
    "summary": Stop(r"What we agreed", {"round": OLD}),
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
    "clock": Stop(r"The inspection clock", {}),
    "letter": Stop(r"The inspection letter", {}),
    "council-timescales": Stop(r"Timescales of a whole council", {"round": NEW}),
}


def test_every_page_is_looked_at():
    assert {entry.name for entry in menu.ENTRIES} == set(PAGES), "add the page to PAGES, with its heading"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_anybody(name: str, width: int, browser: Browser, seeded_site: Site):
    stop = PAGES[name]
    with window(browser, width=width) as page:
        go(page, seeded_site.url("" if name == "home" else name, **stop.place))
        if stop.first:
            press(page, stop.first)
        assert not crash(page)
        assert re.fullmatch(stop.heading, h1(page)), h1(page)
        assert headings(page)[0] == 1
        assert all(after - before <= 1 for before, after in zip(headings(page), headings(page)[1:], strict=False))
        assert faults(page) == []
        assert overhang(page) <= 0


def test_an_empty_installation_says_how_to_begin(browser: Browser, empty_site: Site):
    with window(browser) as page:
        go(page, empty_site.url())
        assert not crash(page)
        assert faults(page) == []

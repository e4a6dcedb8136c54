"""A whole round in a real browser, as people would walk it: wide, narrow, and by the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.journey import steps
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, overhang, press, settle, window

pytestmark = pytest.mark.xdist_group("journey")
AGENCIES = ("Police", "Youth justice", "Adult mental health")
SAID = {"Police": ("Met", "Good"), "Youth justice": ("Partly met", "Requires improvement"),
        "Adult mental health": ("Not met", "Requires improvement")}  # fmt: skip
SEVEN = "ewg-quality-statements-2017"
NOT_ASKED = (1, 4)
THEMES = {"L10": "Stability", "L11": "Voice and influence", "L5": "Competing"}
NOTE = "The record of 4 June says who would ring, and that nobody did."


@pytest.mark.parametrize("width", [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")])
def test_a_round_is_walked_from_an_empty_installation_to_the_plan_in_word(
    browser: Browser, empty_site: Site, tmp_path: Path, width: int
):
    with window(browser, width=width) as page:
        steps.set_up_the_partnership(page, empty_site, AGENCIES)
        steps.open_the_round(page, empty_site, AGENCIES)
        for agency in AGENCIES:
            _rate(page, empty_site, agency, reload=agency == AGENCIES[0])
        _nothing_is_wrong(page)
        steps.reveal(page, empty_site)
        _agree(page, empty_site)
        _find(page, empty_site)
        _decide(page, empty_site)
        plan = Document(str(steps.plan_in_word(page, empty_site, tmp_path)))
        text = "\n".join(paragraph.text for paragraph in plan.paragraphs)
        assert "Nobody told her who would ring." in text
        assert steps.CHILD not in text


def _rate(page: Page, site: Site, agency: str, *, reload: bool) -> None:
    said, own = SAID[agency]
    steps.enter_for(page, site, agency)
    steps.tell_about_the_child(page, f"{agency} met her twice in the summer.")
    if reload:
        _reload_in_the_middle(page)
    first = True
    while True:
        steps.rate_a_statement(page, said, own)
        if first:
            steps.write(page, "The difference, in a few sentences", f"She sleeps better since {agency} listened.")
            first = False
        if not page.get_by_role("button", name="Save and next", exact=True).count():
            break
        before = page.url
        press(page, "Save and next")
        if page.url == before:
            break
    steps.submit(page)


def _reload_in_the_middle(page: Page) -> None:
    settle(page)
    steps.answer(page, 1, "Not met")
    steps.write(page, "Question 1: what did you see? Dates help; no names, please", NOTE)
    page.reload()
    settle(page)
    expect(page.get_by_label("Question 1: what did you see? Dates help; no names, please")).to_have_value(NOTE)
    expect(page.get_by_role("radiogroup").first.get_by_role("radio", name="Not met")).to_be_checked()


def _agree(page: Page, site: Site) -> None:
    place = {"round": steps.ROUND, "case": steps.CHILD, "step": "agree"}
    for number in range(1, 8):
        address = site.url("workshop", **place, statement=f"{SEVEN}/QS{number}")
        asked = number not in NOT_ASKED
        steps.agree(page, address, "Good" if asked else "Not applicable", "They heard her in time.")
    steps.agree(page, site.url("workshop", **place, statement="overall"), "Good", "Heard late, then well.", "She sleeps.")


def _find(page: Page, site: Site) -> None:
    raise NotImplementedError


def _decide(page: Page, site: Site) -> None:
    raise NotImplementedError


def _nothing_is_wrong(page: Page) -> None:
    assert crash(page) == ""
    assert faults(page) == []
    assert overhang(page) <= 0

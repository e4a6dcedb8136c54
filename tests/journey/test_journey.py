"""A whole round in a real browser, as people would walk it: wide, narrow, and by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.journey import steps
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, h1, overhang, press, settle, window

AGENCIES = ("Police", "Youth justice", "Adult mental health")
SAID = {
    "Police": ("Met", "Good"),
    "Youth justice": ("Partly met", "Requires improvement"),
    "Adult mental health": ("Not met", "Requires improvement"),
}
SEVEN = "ewg-quality-statements-2017"
NOT_ASKED = (1, 4)
THEMES = (("L10", "Stability"), ("L11", "Voice and influence"), ("L5", "Competing legal processes"))
DIFFERENCE = "The difference, in a few sentences"
FOUND, ACTION = "Nobody told her who would ring.", "Name one person to ring."
NOTE = "The record of 4 June says who would ring, and that nobody did."


@pytest.mark.parametrize(
    "width",
    [
        pytest.param(WIDE, id="wide", marks=pytest.mark.xdist_group("journey-wide")),
        pytest.param(NARROW, id="narrow", marks=pytest.mark.xdist_group("journey-narrow")),
    ],
)
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
        _agree(page, empty_site, (1, 2, 3, 4, 5, 6, 7) if width == WIDE else (2, 6))
        _find(page, empty_site)
        steps.decide(
            page, empty_site, "F1", action=ACTION, measure="She can say whom to ring.", owner="Head of service"
        )
        plan = Document(str(steps.plan_in_word(page, empty_site, tmp_path)))
        text = "\n".join(paragraph.text for paragraph in plan.paragraphs)
        assert FOUND.rstrip(".") in text
        assert steps.CHILD not in text
        assert ACTION in {cell.text for table in plan.tables for row in table.rows for cell in row.cells}


def _rate(page: Page, site: Site, agency: str, *, reload: bool) -> None:
    said, own = SAID[agency]
    steps.enter_for(page, site, agency)
    steps.tell_about_the_child(page, f"{agency} met her twice in the summer.")
    if reload:
        _reload_in_the_middle(page)
    onward = page.get_by_role("button", name=re.compile("^Save and (next|check)$"))
    onward.wait_for()
    last = False
    while not last:
        steps.rate_a_statement(page, said, own)
        if reload:
            _nothing_is_wrong(page)
        last = onward.inner_text() == "Save and check"
        if last:
            steps.write(page, DIFFERENCE, f"She sleeps better since {agency} listened.")
        else:
            here = h1(page)
            onward.click()
            expect(page.locator("h1")).not_to_have_text(here, timeout=steps.SLOW)
    steps.submit(page)


def _reload_in_the_middle(page: Page) -> None:
    settle(page)
    steps.answer(page, 1, "Not met")
    press(page, "Note 1")
    steps.write(page, "Question 1: what did you see? Dates help; no names, please", NOTE)
    page.reload()
    settle(page)
    expect(page.get_by_label("Question 1: what did you see? Dates help; no names, please")).to_have_value(NOTE)
    expect(page.get_by_role("radiogroup").first.get_by_role("radio", name="Not met")).to_be_checked()


def _agree(page: Page, site: Site, statements: tuple[int, ...]) -> None:
    place = {"round": steps.ROUND, "case": steps.CHILD, "step": "agree"}
    for number in statements:
        outcome = "Not applicable" if number in NOT_ASKED else "Good"
        address = site.url("workshop", **place, statement=f"{SEVEN}/QS{number}")
        steps.agree(page, address, outcome, "They heard her in time.")
    overall = site.url("workshop", **place, statement="overall")
    steps.agree(page, overall, "Good", "Heard late, then well.", "She sleeps through the night.")


def _find(page: Page, site: Site) -> None:
    about = ("2 Leadership", *(title for _, title in THEMES))
    steps.raise_a_finding(page, site, text=FOUND, about=about)
    for ref, title in THEMES:
        go(page, site.url("theme", round=steps.ROUND, theme=f"leeds-jtai-2020/{ref}"))
        expect(page.locator("h1")).to_contain_text(title)
        expect(page.get_by_text(FOUND).first).to_be_visible()
        _nothing_is_wrong(page)


def _nothing_is_wrong(page: Page) -> None:
    assert crash(page) == ""
    assert faults(page) == []
    assert overhang(page) <= 0

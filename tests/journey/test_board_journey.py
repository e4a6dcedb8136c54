"""A councillor in a real browser: what was found is where they land; and a question that comes back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.conftest import running
from tests.journey.window import NARROW, WIDE, Site, crash, faults, go, h1, overhang, press, settle, window

pytestmark = pytest.mark.xdist_group("board-journey")
COUNCILLOR = "Councillor Odette Farrowby"
QUESTION = "Who tells carers how long the wait is?"
CASE_LEVEL = ("theme", "summary", "workshop", "own-grades", "answers", "agreement", "rate", "check", "pack", "concern")


@pytest.fixture
def site(seeded_file: Path, tmp_path: Path) -> Iterator[Site]:
    shutil.copy(seeded_file, tmp_path / "board.db")
    with running(tmp_path / "board.db") as found:
        yield found


def test_a_councillor_lands_on_what_was_found_and_meets_no_child(browser: Browser, site: Site):
    for width in (WIDE, NARROW):
        with window(browser, width=width) as page:
            go(page, site.url())
            _look_round_as(page, COUNCILLOR)
            said = []
            for link in ("", "The same for young people"):
                if link:
                    press(page, link, role="link")
                assert not crash(page)
                assert faults(page) == []
                assert overhang(page) <= 0
                said.append((h1(page), page.locator("main, [data-testid=stMain]").first.inner_text(), _links(page)))
            (title, board, links), (young, _, _) = said
            assert re.match(r"3 of the 7 statements are strengths", title)
            for wanted in ("6 children", "What is strong", "What must improve", "Is it making a difference?", "Decide"):
                assert wanted in board
            assert young == "What we found when we looked at the help that some children get"
            assert not re.search(r"WM2[56]-\d", "".join(text for _, text, _ in said))
            assert not [link for link in links if link.split("?")[0].rsplit("/", 1)[-1] in CASE_LEVEL]


def test_a_question_of_the_board_comes_back_on_home_until_it_is_answered(browser: Browser, site: Site):
    with window(browser) as page:
        go(page, site.url("board", round="WM25"))
        page.get_by_text("Write down a question that the board asked").click()
        page.get_by_label("What did the board ask?").fill(QUESTION)
        page.get_by_label("Who owes the answer?").fill("Head of service")
        page.get_by_label("Day on which it was asked").fill("2026-11-02")
        press(page, "Keep this question")
        expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
        go(page, site.url("board", round="WM26"))
        expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
        page.get_by_text("Write down the answer to Q3").click()
        settle(page)
        page.get_by_label("What was the board told about Q3?").fill("A named worker, every second week.")
        page.get_by_label("Day of the answer to Q3").fill("2026-11-03")
        press(page, "Keep the answer to Q3")
        expect(page.get_by_role("heading", name=QUESTION)).to_have_count(0)
        go(page, site.url("board", round="WM25"))
        expect(page.get_by_text("A named worker, every second week.")).to_be_visible()


def _look_round_as(page: Page, who: str) -> None:
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").filter(has_text=who).first.click()
    expect(page.locator("h1")).to_have_text(re.compile("statements are strengths"))
    settle(page)


def _links(page: Page) -> list[str]:
    inside = page.locator("[data-testid=stMain] a[href]")
    return [str(link) for link in inside.evaluate_all("all => all.map(one => one.href)")]

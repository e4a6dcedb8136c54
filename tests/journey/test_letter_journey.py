"""From a letter, left in the middle and gone on with, to the statement that answers it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from tests import databases
from tests.builders import NOON
from tests.journey.conftest import running
from tests.journey.window import NARROW, Site, go, press, settle, sound, window
from tests.letters import OPENING, WITHOUT_DUE, a_pdf
from tests.scenes import a_scene

pytestmark = pytest.mark.xdist_group("letter-journey")
LINES = (
    *OPENING,
    "**What needs to improve",
    "• The time children wait.",
    "• The sharing of",
    "  plans.",
    "~",
    "**Strengths",
    "• Leaders listen to children.",
    *WITHOUT_DUE,
)
RIGHT = "This page is right: go on"


@pytest.fixture
def site(_empty: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app on a partnership with one audit."""
    database = tmp_path / "data" / "audits.db"
    database.parent.mkdir()
    engine = databases.copied(_empty, database)
    a_scene(App(engine=engine, clock=lambda: NOON))
    databases.close(engine)
    with running(database) as found:
        yield found


def test_a_letter_that_is_left_in_the_middle_is_gone_on_with_and_answered(browser: Browser, site: Site, tmp_path: Path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(a_pdf(LINES))
    with window(browser) as page:
        _letter_in(page, site, letter)
        _statement_out(page, site, tmp_path / "statement.docx")


def _letter_in(page: Page, site: Site, letter: Path) -> None:
    go(page, site.url())
    press(page, "Menu")
    press(page, "Inspection letter", role="link")
    page.locator("input[type=file]").set_input_files(letter)
    _arrived(page, "Check the letter: the inspection")
    expect(page.get_by_text("Not read. Leave it empty", exact=False)).to_be_visible()
    sound(page)
    press(page, "Go on to the findings")
    _arrived(page, "Check the letter: page 1")
    _put_right(page)
    press(page, "Leave it for now", role="link")
    _arrived(page, "The inspection letter")
    expect(page.get_by_text("2 of 3 findings looked at.", exact=False)).to_be_visible()
    press(page, "Go on with this letter")
    _arrived(page, "Check the letter: page 2")
    press(page, RIGHT)
    _arrived(page, "Check the letter: all of it")
    sound(page)
    press(page, "Keep these 3 findings")
    expect(page.get_by_text("The letter’s own words.", exact=False).first).to_be_visible()


def _put_right(page: Page) -> None:
    """Put a finding's words right, and find them kept after a reload, beside the letter's text and under it."""
    words = page.get_by_label("Finding 1 in the letter’s words")
    expect(words).to_have_value("The time children wait.")
    beside, marked = words.bounding_box(), page.locator(".mk").first.bounding_box()
    assert beside is not None
    assert marked is not None
    assert marked["x"] + marked["width"] <= beside["x"], "the letter's text stands beside the fields"
    words.fill("The time that children wait.")
    words.blur()
    expect(page.get_by_text("✓ Kept").first).to_be_visible()
    settle(page)
    sound(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.reload()
    settle(page)
    expect(words).to_have_value("The time that children wait.")
    sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    press(page, RIGHT)
    _arrived(page, "Check the letter: page 2")


def _arrived(page: Page, title: str) -> None:
    page.get_by_role("heading", name=title, exact=True).wait_for()
    settle(page)


def _statement_out(page: Page, site: Site, path: Path) -> None:
    go(page, site.url("letter"))
    expect(page.get_by_text("Still to decide: 2", exact=False)).to_be_visible()
    press(page, "Written statement: JTAI-2024-07-12", role="link")
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile("Download written statement")).click()
    coming.value.save_as(path)
    sound(page)
    text = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    assert "“The time that children wait.” (letter, page\u00a01)" in text

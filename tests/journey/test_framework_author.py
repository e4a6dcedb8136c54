"""A framework author in a real browser: from Home to a framework of their own that a round can be opened with.

Every click is counted: what takes more of them than it did fails.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.builders import SEVEN
from tests.journey.conftest import running
from tests.journey.window import NARROW, Site, crash, faults, go, h1, overhang, settle, window

NEW, OURS = "our-voice-2026", f"{SEVEN}-wrenmere"
QUESTIONS = ("Was the child asked?", "Who asked?", "What did the child say?", "What changed because of it?")


class Author:
    """Somebody at a window who clicks, and counts."""

    def __init__(self, page: Page) -> None:
        """Begin with no click."""
        self.page = page
        self.clicks = 0

    def click(self, name: str, role: str = "link") -> None:
        """Click something by its name, and wait until the page is drawn again."""
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_timeout(200)
        settle(self.page)
        assert not crash(self.page)

    def download(self, name: str, to: Path) -> Path:
        """Click something that gives a file, and return where the file is."""
        self.clicks += 1
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=name, exact=True).first.click()
        shutil.copy(download.value.path(), to)
        return to

    def upload(self, path: Path) -> None:
        """Choose a file: one click for the button, and one in the list of files."""
        self.clicks += 2
        self.page.locator("input[type=file]").set_input_files(path)
        self.page.get_by_role("heading", name="3. What it brings").wait_for()
        settle(self.page)


@pytest.fixture
def site(seeded_file: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app on the invented partnership, for a test that writes."""
    shutil.copy(seeded_file, tmp_path / "author.db")
    with running(tmp_path / "author.db") as found:
        yield found


def test_somebody_who_writes_no_yaml_writes_a_framework_and_opens_a_round_with_it(
    browser: Browser, site: Site, tmp_path: Path
):
    with window(browser) as page:
        author = Author(page)
        go(page, site.url())
        author.click("Menu", role="button")
        author.click("Frameworks by workbook")
        blank = author.download("Download the workbook", tmp_path / "blank.xlsx")
        author.upload(_filled(blank, tmp_path / "wrong.xlsx", part_of="S9"))
        expect(page.get_by_text("Lines of enquiry, B3")).to_be_visible()
        expect(page.get_by_text("there is no item S9")).to_be_visible()
        assert page.get_by_role("button", name="Save as version 1").count() == 0
        assert faults(page) == []
        author.upload(_filled(blank, tmp_path / "right.xlsx", part_of="S1"))
        author.click("Save as version 1", "button")
        expect(page.locator("h1")).to_have_text("Our voice")
        expect(page.get_by_text("It is offered when a round is opened")).to_be_visible()
        assert author.clicks == 8, "from Home to a framework that can be used, one mistake put right on the way"
        go(page, site.url("new-round"))
        expect(page.get_by_role("checkbox", name="Our voice (1 to grade)")).to_be_attached()


def test_published_wording_is_put_in_place_compared_and_the_edition_retired(browser: Browser, site: Site):
    with window(browser, width=NARROW) as page:
        author = Author(page)
        go(page, site.url("framework", framework=OURS, item="QS3"))
        author.click("Put published wording in its place")
        page.get_by_label("The published wording").fill("Needs are understood early, by everyone who knows the child.")
        page.get_by_label("Where it stands in the source").fill("An invented paper, page 3")
        author.clicks += 1
        page.get_by_label("No: a new ref takes its place").check()
        author.click("Save as a new version", "button")
        expect(page.get_by_text("Saved as version 4 of your edition")).to_be_visible()
        expect(page.get_by_text("QS3: grades are not compared across")).to_be_visible()
        assert (author.clicks, overhang(page), faults(page)) == (3, 0, [])
        go(page, site.url("framework-compare", framework=OURS))
        expect(page.get_by_text("QS3, now QS3-2: Assessment")).to_be_visible()
        go(page, site.url("framework", framework=OURS))
        page.get_by_text("Retire it").first.click()
        page.get_by_label("Why is it no longer offered?").fill("Out of date.")
        author.click("Retire it", "button")
        expect(page.get_by_text("It is no longer offered.")).to_be_visible()
        go(page, site.url("new-round"))
        page.get_by_role("checkbox", name="Seven quality statements (2 published").wait_for(state="attached")
        assert page.get_by_role("checkbox", name="our edition").count() == 0
        assert h1(page) == "Open a round"


def _filled(blank: Path, out: Path, *, part_of: str) -> Path:
    """Return the blank workbook as an author fills it in: one statement, four questions."""
    book = load_workbook(blank)
    said = {
        "Name of the framework": NEW,
        "Title": "Our voice",
        "Short title": "Our voice",
        "Source: title": "Our own paper",
        "Summary": "Whether children are heard.",
        "Source: publisher": "Our board",
        "Source: published": "2026",
        "Source: what was seen": "All of it.",
    }
    front = book["Framework"]
    for row in front.iter_rows(min_row=2):
        label = str(row[0].value)
        if label in said:
            row[1].value = said[label]
    common = {"Provenance": "derived", "Where in the source": "Page 2"}
    _row(
        book["Statements"],
        3,
        {"Ref": "S1", "Kind": "statement", "Title": "Heard", "Text": "The child is heard.", **common},
    )
    for number, question in enumerate(QUESTIONS, start=1):
        line = {
            "Ref": f"S1.{number}",
            "Statement": part_of if number == 1 else "S1",
            "Title": question,
            "Text": question,
            "What to look for": "the child’s words\nwho asked",
            "What good looks like": "It is written down.",
            "Asked of 1": "CSC",
            "Asked of 2": "CAMHS",
            "Theme 1": "L11: Voice and influence",
        }
        _row(book["Lines of enquiry"], number + 2, {**line, **common})
    book.save(out)
    return out


def _row(sheet: Any, row: int, said: dict[str, str]) -> None:
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    for heading, text in said.items():
        sheet[f"{headings[heading]}{row}"] = text

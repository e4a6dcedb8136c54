"""Getting ready for inspection in a real browser: evidence by Excel, a checklist, and readiness before and after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from audit.documents.evidence_workbook import SHEET
from tests.documents.accessibility import problems
from tests.journey.conftest import running
from tests.journey.steps import SLOW
from tests.journey.window import Site, crash, faults, go, press, settle, window

pytestmark = pytest.mark.xdist_group("readiness-journey")
ROWS = (
    ("", "", "Escalations, a year of them", "Record audit", "Most were answered within the days that were set.",
     "Strength", "J7", "Partnership quality lead", "Escalation log 2026", "2/11/2026", "Audit group", "2/11/2027"),
    ("", "", "What carers say of delay", "Conversation with children or carers", "Carers say who they rang and when.",
     "Strength", "J7", "Participation officer", "Carers' group, minutes", "9/11/2026", "Audit group", ""),
)  # fmt: skip


@pytest.fixture
def site(seeded_file: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app on the invented partnership, to be written in."""
    shutil.copy(seeded_file, tmp_path / "seeded.db")
    with running(tmp_path / "seeded.db") as found:
        yield found


def test_a_gap_is_filled_by_excel_and_readiness_says_so(browser: Browser, site: Site, tmp_path: Path):
    with window(browser) as page:
        _says_of_j7(page, site, "Nothing held")
        book = _register_taken_out(page, site)
        _wrong_cell_is_named(page, site, book, tmp_path)
        _two_rows_are_taken_in(page, book, tmp_path)
        _says_of_j7(page, site, "Some")
        _a_recommendation_is_looked_at_again(page, site)
        _the_self_evaluation_is_taken_out(page, site)


def _says_of_j7(page: Page, site: Site, band: str) -> None:
    go(page, site.url("readiness"))
    card = page.locator("[data-testid=stVerticalBlock]").filter(
        has=page.get_by_role("heading", name="J7 Drift and delay challenged")
    )
    expect(card.last).to_contain_text(band, timeout=SLOW)
    assert not crash(page)
    assert faults(page) == []


def _register_taken_out(page: Page, site: Site) -> bytes:
    go(page, site.url("evidence"))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the register out as a workbook").click()
    return Path(taken.value.path()).read_bytes()


def _with_rows(book: bytes, *, title: str) -> bytes:
    opened = load_workbook(BytesIO(book))
    sheet = opened[SHEET]
    for number, row in enumerate(ROWS, start=24):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value or None
    sheet["C24"] = title
    made = BytesIO()
    opened.save(made)
    return made.getvalue()


def _choose(page: Page, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_timeout(300)
    settle(page)


def _wrong_cell_is_named(page: Page, site: Site, book: bytes, tmp_path: Path) -> None:
    _choose(page, tmp_path / "wrong.xlsx", _with_rows(book, title="=A1"))
    expect(page.get_by_text("Evidence, C24")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Take in what is new and changed")).to_have_count(0, timeout=SLOW)
    assert faults(page) == []
    go(page, site.url("evidence"))


def _two_rows_are_taken_in(page: Page, book: bytes, tmp_path: Path) -> None:
    _choose(page, tmp_path / "right.xlsx", _with_rows(book, title="Escalations, a year of them"))
    expect(page.get_by_text("Two new, no changed, 22 the same.")).to_be_visible(timeout=SLOW)
    press(page, "Take in what is new and changed")
    expect(page.get_by_text("Taken in: two new and no changed.")).to_be_visible(timeout=SLOW)


def _a_recommendation_is_looked_at_again(page: Page, site: Site) -> None:
    go(page, site.url("checklist", item="ewg-recommendations-2017/R1"))
    page.locator("[data-testid=stRadioGroup] label", has_text="In place").first.click()
    settle(page)
    page.get_by_label("Why does it change?").fill("The post is filled.")
    press(page, "Save where we stand")
    expect(page.get_by_text("The post is filled.").first).to_be_visible(timeout=SLOW)
    assert faults(page) == []
    page.get_by_text("What was said before: two").click()
    expect(page.get_by_text("The executive agreed the role in June.").last).to_be_visible(timeout=SLOW)


def _the_self_evaluation_is_taken_out(page: Page, site: Site) -> None:
    go(page, site.url("readiness"))
    page.get_by_text("Get the self-evaluation in Word").click()
    press(page, "Make the self-evaluation")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the self-evaluation").click()
    written = Path(taken.value.path()).read_bytes()
    assert problems(written) == []
    assert any("J7 Drift and delay challenged" in one.text for one in docx.Document(BytesIO(written)).paragraphs)

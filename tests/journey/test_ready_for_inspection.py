"""A partnership gets ready, is inspected and answers: from a gap in its evidence to the written statement."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey import ready_steps as steps
from tests.journey.conftest import running
from tests.journey.steps import SLOW
from tests.journey.window import Site, go, press, settle, window
from tests.services.test_letters import CLOSING, OPENING, a_pdf

pytestmark = pytest.mark.xdist_group("ready-journey")
J7 = "J7 Drift and delay challenged"
LINES = (
    *OPENING, "**What needs to improve", "• The time children wait.", "• The sharing of plans.", "**Strengths",
    "• Leaders listen to children.", *CLOSING,
)  # fmt: skip


@pytest.fixture
def site(seeded_file: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app on the invented partnership, to be written in."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(seeded_file, folder / "seeded.db")
    with running(folder / "seeded.db") as found:
        yield found


def test_a_partnership_gets_ready_is_inspected_and_answers(browser: Browser, site: Site, tmp_path: Path):
    with window(browser) as page:
        steps.readiness_says(page, site, J7, "Nothing held")
        steps.look_again_at_a_recommendation(page, site)
        steps.evidence_by_excel(page, site, tmp_path)
        _draws_and_dates(page, site, steps.a_zipped_return(tmp_path))
        steps.readiness_says(page, site, J7, "Some")
        steps.self_evaluation_out(page, site)
        steps.rehearse(page, site)
        steps.inspectors_ring(page, site)
        assert len(steps.workbooks_out(page)) == 8
        _answers_the_letter(page, site, tmp_path)


def _draws_and_dates(page: Page, site: Site, zipped: Path) -> None:
    steps.open_a_round_to_draw(page, site)
    numbers = steps.draw_the_cases(page, site, zipped)
    assert len(numbers) == 7
    steps.date_a_case(page, site)
    steps.count_the_council(page, site, zipped)
    written = [path for path in site.database.parent.rglob("*") if path.is_file()]
    assert all(number.encode() not in path.read_bytes() for path in written for number in numbers)


def _answers_the_letter(page: Page, site: Site, folder: Path) -> None:
    (folder / "letter.pdf").write_bytes(a_pdf(LINES))
    go(page, site.url("letter"))
    page.locator("input[type=file]").set_input_files(folder / "letter.pdf")
    words = page.get_by_label("Finding 1 in the letter’s words")
    expect(words).to_have_value("The time children wait.", timeout=SLOW)
    settle(page)
    words.fill("The time that children wait.")
    steps.sound(page)
    press(page, "Keep these findings")
    expect(page.get_by_text("The time that children wait.", exact=False).first).to_be_visible(timeout=SLOW)
    go(page, site.url("letter"))
    expect(page.get_by_text("Still to decide: 2", exact=False)).to_be_visible()
    press(page, "Make the written statement")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the statement in Word").click()
    text = "\n".join(one.text for one in docx.Document(str(coming.value.path())).paragraphs)
    assert "“The time that children wait.” (letter, page 1)" in text

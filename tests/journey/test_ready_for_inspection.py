"""A partnership gets ready, is inspected and answers: from a gap in its evidence to the written statement."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page

from tests.documents.accessibility import problems
from tests.journey import ready_steps as steps
from tests.journey.conftest import running
from tests.journey.window import Site, window
from tests.letters import CLOSING, OPENING, a_pdf

pytestmark = pytest.mark.xdist_group("ready-journey")
J7 = "J7 Drift and delay challenged"
LINES = (
    *OPENING,
    "**What needs to improve",
    "• The time children wait.",
    "• The sharing of plans.",
    "**Strengths",
    "• Leaders listen to children.",
    *CLOSING,
)


@pytest.fixture
def site(seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Yield the app on the invented partnership, to be written in; its temporary files have a folder of their own."""
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
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
    steps.let_a_reserve_take_a_place(page, site)
    steps.date_a_case(page, site)
    steps.count_the_council(page, site, zipped)
    folders = (site.database.parent, zipped.parent / "temporary")  # the app is still running, with its sessions
    written = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in written)
    assert all(str(steps.FIRST)[:9].encode() not in path.read_bytes() for path in written)


def _answers_the_letter(page: Page, site: Site, folder: Path) -> None:
    (folder / "letter.pdf").write_bytes(a_pdf(LINES))
    steps.letter_in(page, site, folder / "letter.pdf")
    written = steps.statement_out(page, site)
    assert problems(written) == []
    text = "\n".join(one.text for one in docx.Document(BytesIO(written)).paragraphs)
    assert "“The time that children wait.” (letter, page\u00a01)" in text

"""From the plan to a deck in the council's own look, in a real browser, in four clicks and a file."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.documents.slide_accessibility import Shown, problems
from tests.documents.slide_builders import a_council_presentation
from tests.journey.steps import SLOW
from tests.journey.window import Site, faults, go, h1, press, settle, window


def test_somebody_takes_slides_in_the_council_s_look_to_the_board(browser: Browser, seeded_site: Site, tmp_path: Path):
    theirs, wrong = tmp_path / "our look.pptx", tmp_path / "our look.ppt"
    theirs.write_bytes(a_council_presentation())
    wrong.write_bytes(b"\xd0\xcf\x11\xe0 an old PowerPoint file")
    with window(browser) as page:
        go(page, seeded_site.url("plan", round="WM25"))
        press(page, "Papers for the board and others", role="link")
        expect(page.locator("h1")).to_have_text("Papers")
        press(page, "Board slides in PowerPoint", role="link")
        expect(page.locator("h1")).to_have_text("Check before it leaves")
        page.get_by_text("Use our council's own style").click()
        page.locator("input[type=file]").set_input_files(wrong)
        expect(page.get_by_text("our look.ppt was not used.")).to_be_visible(timeout=SLOW)
        page.locator("input[type=file]").set_input_files(theirs)
        expect(page.get_by_text("The paper will use the style of our look.pptx")).to_be_visible(timeout=SLOW)
        settle(page)
        assert faults(page) == []
        with page.expect_download(timeout=SLOW) as download:
            page.get_by_role("button", name=re.compile("Download board slides")).click()
        assert download.value.suggested_filename == "board-slides-WM25.pptx"
        written = Path(download.value.path()).read_bytes()
        assert problems(written) == []
        assert Shown(written).presentation.slide_width == 9_144_000, "the council's 4:3 is kept"
        go(page, seeded_site.url("trail", round="WM25"))
        assert h1(page) == "What was done"
        expect(page.get_by_text("Board slides taken out").first).to_be_visible()

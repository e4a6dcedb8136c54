"""Two windows on one thing: the second writer is told and chooses, and the workshop's second screen follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.domain.rounds import Stage
from audit.store import work
from tests import databases
from tests.builders import statement
from tests.journey.conftest import running
from tests.journey.steps import SLOW
from tests.journey.window import NARROW, Site, faults, go, press, window
from tests.scenes import AGENCIES, ROUND, a_scene

pytestmark = pytest.mark.xdist_group("two-windows")
CHILD = "Child A"
BOX = "The difference, in a few sentences"
FOLLOWS_WITHIN = 2_000  # milliseconds


def a_site(path: Path, *, stage: Stage = Stage.RATING) -> Iterator[Site]:
    """Yield the app on a round of two statements at a stage; at the workshop every agency has submitted."""
    database = databases.migrated(path)
    engine = work.open_engine(f"sqlite:///{database}")
    scene = a_scene(App(engine=engine))
    if stage is Stage.RATING:
        scene.owner_rates_for("CSC")
    if stage is Stage.WORKSHOP:
        for agency in AGENCIES:
            scene.fill_in(scene.viewer(agency))
        scene.move_to(stage)
    databases.close(engine)
    with running(database) as found:
        yield found


@pytest.fixture(scope="module")
def rating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from a_site(tmp_path_factory.mktemp("rating") / "rating.db")


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Site]:
    yield from a_site(tmp_path / "workshop.db", stage=Stage.WORKSHOP)


@pytest.mark.parametrize("choice", ["keep mine", "keep theirs", "keep both"])
def test_the_second_writer_sees_what_the_first_wrote_and_chooses(browser: Browser, rating: Site, choice: str):
    theirs, mine = f"She has two friends at school ({choice}).", f"She sleeps through the night ({choice})."
    with window(browser) as first, window(browser, width=NARROW) as second:
        for page in (first, second):
            go(page, rating.url("rate", round=ROUND, case=CHILD, statement=str(statement(1))))
            page.get_by_label(BOX).wait_for(timeout=SLOW)
        _type(first, theirs, "Saved")
        _type(second, mine, "Not saved")
        expect(second.get_by_text("The difference: not saved yet")).to_be_visible(timeout=SLOW)
        expect(second.get_by_text(theirs).first).to_be_visible()
        assert faults(second) == []
        press(second, f"The difference: {choice}")
        kept = {"keep mine": mine, "keep theirs": theirs, "keep both": f"{theirs}\n\n{mine}"}[choice]
        expect(second.get_by_label(BOX)).to_have_value(kept)
        go(first, first.url)
        expect(first.get_by_label(BOX)).to_have_value(kept)


def test_a_second_window_on_the_workshop_follows_within_two_seconds(browser: Browser, workshop: Site):
    with window(browser) as running_it, window(browser) as following:
        go(running_it, workshop.url("workshop", round=ROUND))
        go(following, workshop.url("workshop", round=ROUND, follow="1"))
        press(running_it, f"Open {CHILD}")
        _follows(following, re.compile("Commissioning"))
        reveal = running_it.get_by_role("button", name=re.compile("Reveal the grades"))
        reveal.wait_for(timeout=SLOW)
        reveal.click()
        running_it.get_by_role("button", name=re.compile("Agree together")).wait_for(timeout=SLOW)
        expect(
            following.get_by_text("Everyone says good", exact=False).or_(following.get_by_text("good")).first
        ).to_be_visible(timeout=FOLLOWS_WITHIN)


def _follows(page: Page, heading: re.Pattern[str]) -> None:
    expect(page.locator("h1")).to_have_text(heading, timeout=FOLLOWS_WITHIN)


def _type(page: Page, words: str, then: str) -> None:
    box = page.get_by_label(BOX)
    box.fill(words)
    status = page.locator(".ssb", has=box).get_by_role("status")
    expect(status).to_contain_text(then, timeout=SLOW)

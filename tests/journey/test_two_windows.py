"""Two windows on one thing: the second writer is told and chooses, and the workshop's second screen follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.services.workshop import moderation
from audit.store import work
from audit.store.queries import moderation as judgement_queries
from tests import databases
from tests.builders import statement
from tests.journey.conftest import running
from tests.journey.steps import SLOW
from tests.journey.window import NARROW, Site, faults, go, press, settle, window
from tests.scenes import AGENCIES, ROUND, Scene, a_scene

pytestmark = pytest.mark.xdist_group("two-windows")
CHILD = "Child A"
BOX = "The difference, in a few sentences"
WHY = "Why? Name the evidence that settled it (needed)"
GOOD_WHY = "Seen in three records."
GOOD, BAD = re.compile("^Good"), re.compile("^Inadequate")
FOLLOWS_WITHIN = 2_000  # milliseconds


def a_site(path: Path, *, stage: Stage = Stage.RATING) -> Iterator[Site]:
    """Yield the app on a round of two statements at a stage; at the workshop every agency has submitted."""
    database = databases.migrated(path)
    engine = work.open_engine(f"sqlite:///{database}")
    play(App(engine=engine), stage)
    databases.close(engine)
    with running(database) as found:
        yield found


def play(app: App, stage: Stage) -> Scene:
    """Play a round to a stage."""
    scene = a_scene(app)
    if stage is Stage.RATING:
        scene.owner_rates_for("CSC")
    if stage is Stage.WORKSHOP:
        for agency in AGENCIES:
            scene.fill_in(scene.viewer(agency))
        scene.move_to(stage)
    return scene


@pytest.fixture(scope="module")
def rating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from a_site(tmp_path_factory.mktemp("rating") / "rating.db")


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Site]:
    yield from a_site(tmp_path / "workshop.db", stage=Stage.WORKSHOP)


@pytest.fixture
def revealed(any_app: App, tmp_path: Path) -> Iterator[tuple[Site, Scene]]:
    """Yield the app as it runs on either database, with a case that is revealed."""
    scene = play(any_app, Stage.WORKSHOP)
    with scene.app.unit_of_work() as db:  # today, as the app has it that runs here
        moderation.reveal(
            db, by=scene.facilitator, round_ref=ROUND, case_ref=CHILD, reason="All here.", now=datetime.now(UTC)
        )
    url = any_app.engine.url.render_as_string(hide_password=False)
    with running(tmp_path / "app.db", settings={"DATABASE_URL": url}) as site:
        yield site, scene


@pytest.mark.parametrize("choice", ["keep mine", "keep theirs", "keep both"])
def test_the_second_writer_sees_what_the_first_wrote_and_chooses(browser: Browser, rating: Site, choice: str):
    theirs, mine = f"She has two friends at school ({choice}).", f"She sleeps through the night ({choice})."
    with window(browser) as first, window(browser, width=NARROW) as second:
        for page in (first, second):
            go(page, rating.url("rate", round=ROUND, case=CHILD, statement=str(statement(2))))
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


@pytest.mark.parametrize("choice", ["Keep mine", "Take theirs"])
def test_the_judgement_that_is_kept_is_the_one_on_the_screen(
    browser: Browser, revealed: tuple[Site, Scene], choice: str
):
    """Window 1 shows Good; window 2 chooses Inadequate; what window 1 keeps is not Inadequate without a word."""
    site, scene = revealed
    here = site.url("workshop", round=ROUND, case=CHILD, statement=str(statement(1)), step="agree")
    with window(browser) as first, window(browser) as second:
        go(first, here)
        first.get_by_role("radio", name=GOOD).first.check(force=True)
        first.get_by_label(WHY).fill(GOOD_WHY)
        first.keyboard.press("Tab")
        expect(first.get_by_text("The record will say").first).to_be_visible(timeout=SLOW)
        expect(first.locator(".ssb", has=first.get_by_label(WHY)).get_by_role("status")).to_contain_text("Saved")
        settle(first)
        go(second, here)
        second.get_by_role("radio", name=BAD).first.check(force=True)
        second.wait_for_timeout(150)
        settle(second)
        press(first, "Keep this judgement")
        assert recorded(scene) == []
        expect(first.get_by_text("Somebody else changed this too")).to_be_visible(timeout=SLOW)
        choosing = first.get_by_role("region", name="Where they differ")
        expect(choosing).to_contain_text("Good")
        expect(choosing).to_contain_text("Inadequate")
        assert faults(first) == []
        press(first, choice)
        if choice == "Take theirs":
            assert recorded(scene) == []
            expect(first.get_by_role("radio", name=BAD).first).to_be_checked()
            expect(first.get_by_label(WHY)).to_have_value(GOOD_WHY)
            press(first, "Keep this judgement")
    assert recorded(scene) == [("good" if choice == "Keep mine" else "inadequate", GOOD_WHY)]


def recorded(scene: Scene) -> list[tuple[str | None, str]]:
    """Return the grades that are recorded, with their reasons, every version."""
    with scene.app.reading() as db:
        found = judgement_queries.judgements(
            db, viewer=Viewer.of(scene.facilitator), audit_round=scene.round(), all_versions=True
        )
    return [(judgement.grade, judgement.reason) for judgement in found]


def _follows(page: Page, heading: re.Pattern[str]) -> None:
    expect(page.locator("h1")).to_have_text(heading, timeout=FOLLOWS_WITHIN)


def _type(page: Page, words: str, then: str) -> None:
    box = page.get_by_label(BOX)
    box.fill(words)
    status = page.locator(".ssb", has=box).get_by_role("status")
    expect(status).to_contain_text(then, timeout=SLOW)

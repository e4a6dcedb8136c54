"""From a council's return to timescales, in a real browser: drawn, dated, checked and counted."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.domain.rounds import Stage
from tests import databases
from tests.builders import NOON
from tests.journey.conftest import running
from tests.journey.window import NARROW, Site, crash, faults, go, overhang, press, settle, window
from tests.returns import EPISODES, HEADER, OC2, REVIEWS, a_return
from tests.scenes import ROUND, a_scene

pytestmark = pytest.mark.xdist_group("dates-journey")
FIRST = 881_200  # the numbers of the invented children begin here
COUNT = 24


@pytest.fixture
def site(_empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Yield the app on a round that is being set up, without a case; its temporary files have a folder of their own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    database = tmp_path / "data" / "audits.db"
    database.parent.mkdir()
    engine = databases.copied(_empty, database)
    a_scene(App(engine=engine, clock=lambda: NOON), stage=Stage.SETUP, cases=())
    databases.close(engine)
    with running(database) as found:
        yield found


def test_cases_are_drawn_from_a_return_dated_and_checked(browser: Browser, site: Site, tmp_path: Path):
    zipped = _a_zip(tmp_path)
    with window(browser) as page:
        numbers = _drawn(page, site, zipped)
        _replaced(page, site)
        _dated(page, site)
        _narrow(page, site)
        _counted(page, site, zipped)
        folders = (site.database.parent, tmp_path / "temporary")  # the app is still running, with its sessions
        written = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(numbers) == 7
    assert any(path.name.endswith("-wal") for path in written)
    assert all(str(FIRST)[:4].encode() not in path.read_bytes() for path in written)


def _drawn(page: Page, site: Site, zipped: Path) -> list[str]:
    go(page, site.url("round-cases", round=ROUND))
    press(page, "Draw cases from a return you export", role="link")
    page.locator("input[type=file]").set_input_files(zipped)
    expect(page.get_by_text(f"{COUNT} children in care can be drawn", exact=False)).to_be_visible()
    settle(page)
    page.get_by_role("radio", name="At random within groups").locator("xpath=ancestor::label[1]").click()
    settle(page)
    page.get_by_role("checkbox", name="Home").locator("xpath=ancestor::label[1]").click()
    settle(page)
    for label, value in (("How many cases? Four to eight", "5"), ("How many in reserve?", "2")):
        field = page.get_by_label(label)
        field.fill(value)
        field.press("Tab")
        settle(page)
    press(page, "Draw the cases")
    expect(page.get_by_role("heading", name="What was drawn")).to_be_visible()
    expect(page.get_by_role("button", name="Add these 5 cases to the round")).to_be_disabled()
    assert faults(page) == []
    with page.expect_download() as caught, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("button", name="Download the key").click()
        caught.value.save_as(Path(folder) / "key.csv")
        rows = list(csv.DictReader((Path(folder) / "key.csv").read_text("utf-8-sig").splitlines()))
    settle(page)
    assert [row["reference"] for row in rows] == [*(f"{ROUND}-{n}" for n in range(1, 6)), "Reserve 1", "Reserve 2"]
    press(page, "Add these 5 cases to the round")
    expect(page.get_by_text(f"Added to the round: {ROUND}-1", exact=False)).to_be_visible()
    expect(page.get_by_text("drawn at random within groups (home) from 24", exact=False).first).to_be_visible()
    assert faults(page) == []
    assert not crash(page)
    return [row["child"] for row in rows]


def _replaced(page: Page, site: Site) -> None:
    go(page, site.url("round-cases", round=ROUND))
    press(page, f"Open {ROUND}-2", role="link")
    page.get_by_text(f"Withdraw {ROUND}-2", exact=True).first.click()
    page.get_by_label(f"Why does {ROUND}-2 leave the round?").fill("Moved to another council.")
    press(page, f"Withdraw {ROUND}-2 from the round")
    expect(page.get_by_role("heading", name="A place is free: Reserve 1 is next")).to_be_visible()
    assert faults(page) == []
    press(page, f"Put Reserve 1 in the place of {ROUND}-2")
    expect(page.get_by_text(f"Reserve 1 is {ROUND}-6 now", exact=False)).to_be_visible()
    assert faults(page) == []
    press(page, f"Open {ROUND}-6", role="link")
    expect(page.get_by_role("heading", level=1, name=f"{ROUND}-6")).to_be_visible()
    go(page, site.url("choose-cases", round=ROUND))
    expect(page.get_by_role("heading", name="In reserve")).to_be_visible()
    expect(page.get_by_text(f"Reserve 1 took the place of {ROUND}-2", exact=False).first).to_be_visible()
    assert not crash(page)


def _dated(page: Page, site: Site) -> None:
    go(page, site.url("timescales", round=ROUND))
    press(page, f"Dates of {ROUND}-1", role="link")
    for label, day in (("Entry to care", "06/05/2025"), ("Review 1", "03/06/2025"), ("Review 2", "04/09/2025")):
        _enter(page, label, day)
    page.get_by_label(re.compile("Later health assessments")).fill("soon")
    press(page, f"Save the dates of {ROUND}-1")
    expect(page.get_by_text("“soon” is not a date", exact=False)).to_be_visible()
    expect(page.get_by_label(re.compile("Later health assessments"))).to_have_value("soon")
    page.get_by_label(re.compile("Later health assessments")).fill("01/03/2025")
    press(page, f"Save the dates of {ROUND}-1")
    expect(page.get_by_role("heading", name="What the dates say")).to_be_visible()
    expect(page.get_by_text("Late by one day. Due by 3 September 2025", exact=False)).to_be_visible()
    assert faults(page) == []
    assert not crash(page)


def _enter(page: Page, label: str, day: str) -> None:
    group = page.locator("[data-testid=stDateInput]").filter(has_text=re.compile(rf"^{label}"))
    field = group.first
    field.click()
    page.keyboard.press("Control+a")
    for part in day.split("/"):
        page.keyboard.type(part)
    page.keyboard.press("Tab")


def _narrow(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": NARROW, "height": 900})
    for name in ("choose-cases", "timescales", "council-timescales"):
        go(page, site.url(name, round=ROUND))
        assert overhang(page) <= 0
        assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def _counted(page: Page, site: Site, zipped: Path) -> None:
    go(page, site.url("council-timescales", round=ROUND))
    page.locator("input[type=file]").set_input_files(zipped)
    expect(page.get_by_role("heading", name="What the return says")).to_be_visible()
    settle(page)
    expect(page.get_by_text(f"{COUNT} children, as at", exact=False)).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("T5 Review health")).first).to_contain_text("c")
    assert faults(page) == []
    page.get_by_role("checkbox", name=re.compile("Hide small numbers")).locator("xpath=ancestor::label[1]").click()
    settle(page)
    assert not crash(page)


def _a_zip(folder: Path) -> Path:
    children = range(FIRST, FIRST + COUNT)
    homes = ("U4", "U4", "U1", "K2")
    made = a_return(
        folder / "2026",
        {
            "reviews": [REVIEWS],
            "oc2": [OC2, f"{FIRST},,12,,0,1,1,1,1"],
            "header": [HEADER, *(f"{n},{1 + n % 2},0{1 + n % 9}/05/2012,WBRI,,," for n in children)],
            "episodes": [EPISODES, *(f"{n},06/05/2024,P,C2,N1,{homes[n % 4]},PR1,,X1,,,," for n in children)],
        },
    )
    zipped = folder / "2026.zip"
    with ZipFile(zipped, "w") as package:
        for path in made.iterdir():
            package.write(path, f"2026/{path.name}")
    return zipped

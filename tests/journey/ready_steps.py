"""The steps by which a partnership gets ready for inspection, and is inspected, as people take them in the browser.

In: a window on the running app, on the invented partnership.
Out: the same window, one step further; every step fails where the page does not say what it should.
"""

from __future__ import annotations

import csv
import re
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from audit.documents.readiness.evidence_workbook import SHEET
from tests.documents.accessibility import problems
from tests.journey import window
from tests.journey.steps import SLOW
from tests.journey.window import NARROW, WIDE, Site, go, press, settle
from tests.returns import EPISODES, HEADER, OC2, REVIEWS, a_return

DRAWN = "2026-DRAWN"  # the round whose cases are drawn from a return
FIRST, COUNT = 881_200_460_000, 24  # invented children's numbers begin here: too long to stand in a digest by chance
ROWS = (
    (
        None,
        "Escalations, a year of them",
        "Record audit",
        "Most were answered within the days that were set.",
        "Strength",
        "J7",
        "Partnership quality lead",
        "Escalation log 2026",
        "2/11/2026",
        "Audit group",
        "2/11/2027",
    ),
    (
        None,
        "What carers say of delay",
        "Conversation with children or carers",
        "Carers say who they rang and when.",
        "Strength",
        "J7",
        "Participation officer",
        "Carers' group, minutes",
        "9/11/2026",
        "Audit group",
        "",
    ),
)


def sound(page: Page) -> None:
    """Look at the page at both widths, and fail where something is wrong at either."""
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        window.sound(page)


def readiness_says(page: Page, site: Site, criterion: str, band: str) -> None:
    """Find a criterion on the page of readiness, and its band."""
    go(page, site.url("readiness"))
    line = page.locator("details").filter(has_text=criterion)
    expect(line.locator(".bd")).to_contain_text(band, timeout=SLOW)


def look_again_at_a_recommendation(page: Page, site: Site) -> None:
    """Say that a recommendation is in place now, and why; what was said before stays."""
    go(page, site.url("checklist", item="ewg-recommendations-2017/R1"))
    page.get_by_label("In place", exact=True).check()
    page.get_by_label("Why does it change?").fill("The post is filled.")
    press(page, "Save where we stand")
    expect(page.get_by_text("The post is filled.").first).to_be_visible(timeout=SLOW)
    page.get_by_text("What was said before: 2").click()
    expect(page.get_by_text("The executive agreed the role in June.").last).to_be_visible(timeout=SLOW)
    sound(page)


def evidence_by_excel(page: Page, site: Site, folder: Path) -> None:
    """Take the register out, send back a wrong cell, which is named, and then two rows that are taken in."""
    go(page, site.url("evidence"))
    book = _downloaded(page, "Take the register out as a workbook").read_bytes()
    _chosen(page, folder / "wrong.xlsx", _with_rows(book, title="=A1"))
    expect(page.get_by_text("Evidence, B27")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Take in what is new and changed")).to_have_count(0, timeout=SLOW)
    sound(page)
    go(page, site.url("evidence"))
    _chosen(page, folder / "right.xlsx", _with_rows(book, title=str(ROWS[0][1])))
    expect(page.get_by_text("2 new, 22 as they are here.")).to_be_visible(timeout=SLOW)
    press(page, "Take in what is new and changed")
    expect(page.get_by_text("2 rows taken in.")).to_be_visible(timeout=SLOW)


def self_evaluation_out(page: Page, site: Site) -> None:
    """Take out the self-evaluation in Word, which knows what came in."""
    go(page, site.url("readiness"))
    press(page, "The self-evaluation in Word", role="link")
    written = _downloaded(page, re.compile("Download self-evaluation")).read_bytes()
    assert problems(written) == []
    assert any("J7 Drift and delay challenged" in one.text for one in docx.Document(BytesIO(written)).paragraphs)


def open_a_round_to_draw(page: Page, site: Site) -> None:
    """Open a round without a case."""
    go(page, site.url("new-round"))
    page.get_by_label("Title of the round").fill("Who waits: winter")
    page.get_by_label("Reference of the round").fill(DRAWN)
    press(page, "Open the round")
    expect(page.locator("h1")).to_have_text("Set up this round", timeout=SLOW)


def a_zipped_return(folder: Path) -> Path:
    """Write an invented council's return as it would be zipped, and return where it is."""
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


def draw_the_cases(page: Page, site: Site, zipped: Path) -> list[str]:
    """Draw five cases and two in reserve from a return, and return the numbers that only the key has."""
    go(page, site.url("round-cases", round=DRAWN))
    press(page, "Draw cases from a return you export", role="link")
    page.locator("input[type=file]").set_input_files(zipped)
    expect(page.get_by_text(f"{COUNT} children in care can be drawn", exact=False)).to_be_visible(timeout=SLOW)
    settle(page)
    _tick(page, "radio", "At random within groups")
    page.get_by_role("checkbox", name="Home").check()
    page.get_by_label("How many cases?").fill("5")
    page.get_by_label("How many in reserve?").fill("2")
    press(page, "Draw the cases")
    expect(page.get_by_role("heading", name="What was drawn")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Add these 5 cases to the round")).to_be_disabled()
    sound(page)
    numbers = _key(page)
    press(page, "Add these 5 cases to the round")
    expect(page.get_by_text(f"Added to the round: {DRAWN}-1", exact=False)).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("drawn at random within groups (home) from 24", exact=False).first).to_be_visible()
    return numbers


def let_a_reserve_take_a_place(page: Page, site: Site) -> None:
    """Withdraw a case with its reason, and put the first reserve in its place with one click."""
    go(page, site.url("round-cases", round=DRAWN))
    press(page, f"Open {DRAWN}-2", role="link")
    page.get_by_text(f"Withdraw {DRAWN}-2", exact=True).first.click()
    page.get_by_label(f"Why does {DRAWN}-2 leave the round?").fill("Moved to another council.")
    press(page, f"Withdraw {DRAWN}-2 from the round")
    expect(page.get_by_role("heading", name="A place is free: Reserve 1 is next")).to_be_visible(timeout=SLOW)
    sound(page)
    press(page, f"Put Reserve 1 in the place of {DRAWN}-2")
    expect(page.get_by_text(f"Reserve 1 is {DRAWN}-6 now", exact=False)).to_be_visible(timeout=SLOW)
    go(page, site.url("choose-cases", round=DRAWN))
    expect(page.get_by_text(f"Reserve 1 took the place of {DRAWN}-2", exact=False).first).to_be_visible()
    sound(page)


def date_a_case(page: Page, site: Site) -> None:
    """Enter the dates of a case, one of them wrongly first, and read what they say."""
    go(page, site.url("timescales", round=DRAWN))
    sound(page)
    press(page, f"Dates of {DRAWN}-1", role="link")
    for label, day in (("Entry to care", "2025-05-06"), ("Review 1", "2025-06-03"), ("Review 2", "2025-09-04")):
        page.get_by_label(re.compile(f"^{label}")).fill(day)
    later = page.get_by_label(re.compile("Later health assessments"))
    later.fill("soon")
    press(page, f"Save the dates of {DRAWN}-1")
    expect(page.get_by_text("“soon” is not a date", exact=False).first).to_be_visible(timeout=SLOW)
    expect(later).to_have_value("soon")
    later.fill("01/03/2025")
    press(page, f"Save the dates of {DRAWN}-1")
    expect(page.get_by_role("heading", name="What the dates say")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Late by one day. Due by 3 September 2025", exact=False)).to_be_visible()
    sound(page)


def count_the_council(page: Page, site: Site, zipped: Path) -> None:
    """Read a whole council's timescales from its return; small numbers are hidden."""
    go(page, site.url("council-timescales", round=DRAWN))
    page.locator("input[type=file]").set_input_files(zipped)
    expect(page.get_by_role("heading", name="What the return says")).to_be_visible(timeout=SLOW)
    settle(page)
    expect(page.get_by_text(f"{COUNT} children, as at", exact=False)).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("T5 Review health")).first).to_contain_text("c")
    sound(page)


def rehearse(page: Page, site: Site) -> None:
    """Rehearse the clock; its calendar says in every entry that it is a rehearsal, and nothing is kept."""
    go(page, site.url("clock", rehearsal="2026-12-14"))
    expect(page.get_by_text("This is a rehearsal")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("row", name=re.compile("^10 .*Tue 29 December 2026|^10 .*29 Dec")).first).to_be_visible()
    sound(page)
    entries = Calendar.from_ical(_downloaded(page, "Put the days in a calendar (.ics)").read_bytes()).walk("VEVENT")
    assert all(str(one["SUMMARY"]).startswith("REHEARSAL: ") for one in entries)
    press(page, "End the rehearsal", role="link")
    expect(page.get_by_text("No inspection’s clock is running.")).to_be_visible(timeout=SLOW)


def inspectors_ring(page: Page, site: Site) -> None:
    """Start the clock, and open a round of the children that inspectors chose."""
    go(page, site.url("clock"))
    page.get_by_role("radio", name="Joint targeted area inspection", exact=True).check()
    today = page.evaluate("new Date().toLocaleDateString('en-CA')")
    page.get_by_label("On which day did they ring?").fill(today)
    press(page, "Start the clock")
    expect(page.get_by_text("which is day 1", exact=False)).to_be_visible(timeout=SLOW)
    sound(page)
    press(page, "Inspectors chose these children", role="link")
    page.get_by_label("References of the children").fill("IN-1\nIN-2")
    for ref in ("IN-1", "IN-2"):
        page.get_by_label(f"Group of {ref}").select_option(label="In care")
        page.get_by_label(f"Age of {ref}").select_option(label="10-12")
        page.get_by_label(f"Home of {ref}").select_option(label="Foster care")
    sound(page)
    press(page, "Open the round")
    expect(page.get_by_text("Agencies are asked about 2 children.", exact=False)).to_be_visible(timeout=SLOW)
    sound(page)


def workbooks_out(page: Page) -> list[str]:
    """Download every agency's workbook of the inspection's round, and return their names."""
    got = _downloaded(page, "Download every agency’s workbook (zip)")
    with ZipFile(got) as package:
        return package.namelist()


def letter_in(page: Page, site: Site, letter: Path) -> None:
    """Have a letter read, put one finding right beside the letter's text, and keep what was confirmed."""
    go(page, site.url("letter"))
    page.locator("input[type=file]").last.set_input_files(letter)
    _arrived(page, "Check the letter: the inspection")
    sound(page)
    press(page, "Go on to the findings")
    _arrived(page, "Check the letter: page 1")
    words = page.get_by_label("Finding 1 in the letter’s words")
    expect(words).to_have_value("The time children wait.", timeout=SLOW)
    words.fill("The time that children wait.")
    words.blur()
    expect(page.get_by_text("✓ Kept").first).to_be_visible(timeout=SLOW)
    sound(page)
    press(page, "This page is right: go on")
    _arrived(page, "Check the letter: all of it")
    press(page, "Keep these 3 findings")
    expect(page.get_by_text("The time that children wait.", exact=False).first).to_be_visible(timeout=SLOW)
    sound(page)


def statement_out(page: Page, site: Site) -> bytes:
    """Take out the written statement in Word."""
    go(page, site.url("letter"))
    expect(page.get_by_text("Still to decide: 2", exact=False)).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name=re.compile("Written statement:")).click()
    return _downloaded(page, re.compile("Download written statement")).read_bytes()


def _arrived(page: Page, title: str) -> None:
    page.get_by_role("heading", name=title, exact=True).wait_for(timeout=SLOW)
    settle(page)


def _downloaded(page: Page, name: str | re.Pattern[str]) -> Path:
    with page.expect_download(timeout=SLOW) as coming:
        page.get_by_role("button", name=name).click()
    return Path(coming.value.path())


def _tick(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).locator("xpath=ancestor::label[1]").click()  # type: ignore[arg-type]
    settle(page)


def _chosen(page: Page, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_timeout(300)
    settle(page)


def _with_rows(book: bytes, *, title: str) -> bytes:
    opened = load_workbook(BytesIO(book))
    sheet = opened[SHEET]
    for number, row in enumerate(ROWS, start=27):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value or None
    sheet["B27"] = title
    made = BytesIO()
    opened.save(made)
    return made.getvalue()


def _key(page: Page) -> list[str]:
    """Download the key, whose folder is gone afterwards, and return the children it names."""
    with page.expect_download() as caught, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("button", name="Download the key").click()
        caught.value.save_as(Path(folder) / "key.csv")
        rows = list(csv.DictReader((Path(folder) / "key.csv").read_text("utf-8-sig").splitlines()))
    settle(page)
    assert [row["reference"] for row in rows] == [*(f"{DRAWN}-{n}" for n in range(1, 6)), "Reserve 1", "Reserve 2"]
    return [row["child"] for row in rows]

"""Eight agencies' workbooks in a real browser: out, filled in as people do, back in, talked through, and erased."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from playwright.sync_api import Browser, Locator, Page, expect

from audit.app import App
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import Stage
from audit.pages.people.agencies import USUAL
from audit.services.people import partnership
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from tests import databases
from tests.builders import NOON, SEVEN, THEMES, a_case, a_framework, a_scale
from tests.journey import steps
from tests.journey.conftest import running
from tests.journey.steps import CHILD, ROUND, SLOW
from tests.journey.window import Site, crash, faults, go, press, settle, window

pytestmark = pytest.mark.xdist_group("workbooks-journey")
MARKER = "heron-by-the-canal"  # stands in what every agency wrote, and nowhere else
CARELESS, UNFINISHED = "HEALTH", "YJS"
FIGURE, DAY = 4711, date(2026, 6, 4)  # typed where words are wanted
SAID = ("met", "partly met", "not met", "not evidenced", "not applicable")
HANDS = ("{}", " {} ", "{}  ", "  {}")  # how people space what they type
GRADES = ("good", "requires improvement", "inadequate")
TALKED = 7  # the statement that is talked through; every agency is asked its first question
WHY = "Youth justice sends its form next week."


@pytest.fixture
def site(_empty: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app on a round that is open for rating: eight agencies, seven statements, one child."""
    database = tmp_path / "data" / "audits.db"
    database.parent.mkdir()
    engine = databases.copied(_empty, database)
    _open_the_round(App(engine=engine, clock=lambda: NOON))
    databases.close(engine)
    with running(database) as found:
        yield found


def test_eight_workbooks_go_out_come_back_are_talked_through_and_are_erased(
    browser: Browser, site: Site, tmp_path: Path
):
    with window(browser) as page:
        blank = _sent_out(page, site, tmp_path)
        filled = {agency: _filled(blank[agency], agency, number) for number, agency in enumerate(USUAL)}
        wrong = _with_a_wrong_word(filled)
        _all_come_back_one_of_them_wrong(page, site, {**blank, **_written(filled, tmp_path)}, wrong)
        filled[CARELESS] = _filled(blank[CARELESS], CARELESS, list(USUAL).index(CARELESS))
        _the_right_one_is_taken_in_once(page, site, _written(filled, tmp_path)[CARELESS])
        _reveal_without_the_unfinished_one(page, site)
        _look_at_the_line_up(page)
        address = site.url("workshop", round=ROUND, case=CHILD, step="agree", statement=f"{SEVEN}/QS{TALKED}")
        steps.agree(page, address, "Good", f"We all saw the {MARKER}.")
        assert _holding(MARKER, site), "what agencies wrote and what was agreed is kept"
        _erase(page, site)
    assert _holding(MARKER, site) == []


def _open_the_round(app: App) -> None:
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name="Eastmere Safeguarding Children Partnership", now=NOON)
        for sector, name in USUAL.items():
            agency = Agency(ref=sector, name=name, short_name=name, sector=sector)
            partnership.keep_agency(db, by=owner, agency=agency, now=NOON)
        opening = Opening(
            ref=ROUND,
            title="Being heard: autumn",
            theme="Being heard",
            scale=a_scale(),
            agencies=tuple(USUAL),
            frameworks=(a_framework(SEVEN), a_framework(THEMES)),
        )
        setup.open_round(db, by=owner, opening=opening, now=NOON)
        setup.add_case(db, by=owner, round_ref=ROUND, case=a_case(CHILD, revealed=False), now=NOON)
        assert setup.advance(db, by=owner, round_ref=ROUND, now=NOON) is Stage.RATING


def _sent_out(page: Page, site: Site, folder: Path) -> Mapping[str, Path]:
    go(page, site.url("workbooks", round=ROUND))
    assert faults(page) == []
    page.get_by_role("button", name="Download for Social care").wait_for()
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Download all as one zip file").click()
    sent = folder / "sent"
    with ZipFile(download.value.path()) as together:
        together.extractall(sent)
    assert {path.name for path in sent.iterdir()} == {f"{ROUND}-{agency}.xlsx" for agency in USUAL}
    return {agency: sent / f"{ROUND}-{agency}.xlsx" for agency in USUAL}


def _filled(blank: Path, agency: str, number: int) -> Workbook:
    """Return a workbook as an agency's auditor leaves it, going by the words and the open cells of the sheet alone."""
    book = load_workbook(blank)
    book["Instructions"]["B3"] = f"  {USUAL[agency]}  auditor "
    for at, row in enumerate(book[CHILD].iter_rows(min_row=5)):
        cells = _open(row)
        if len(cells) == 6:
            _answer(cells, at + number, first=row[0].value == f"{TALKED}.1", second=row[0].value == f"{TALKED}.2")
        elif set(cells) == {"C", "H"}:
            cells["C"].value = _typed(GRADES[number % len(GRADES)], number)
        elif row[0].value in ("A2", "B1") or str(row[0].value).endswith("e"):  # the child, and what decided each grade
            cells["H"].value = f"{USUAL[agency]} saw the {MARKER}."
    if agency == UNFINISHED:
        _leave_the_grades_out(book)
    return book


def _answer(cells: Mapping[str, Cell], at: int, *, first: bool, second: bool) -> None:
    cells["C"].value = _typed("met" if first else SAID[at % len(SAID)], at)
    cells["D"].value = (" YES", "yes ", "Yes", True)[at % 4]
    cells["E"].value = ("No", False, None, " nO")[at % 4]
    cells["H"].value = FIGURE if first else DAY if second else f"Read twice; see the {MARKER}."


def _typed(words: str, at: int) -> str:
    case = (str.upper, str.lower, str.title, str.capitalize)[at % 4]
    return HANDS[at % len(HANDS)].format(case(words).replace(" ", " " * (1 + at % 2)))


def _leave_the_grades_out(book: Workbook) -> None:
    for row in book[CHILD].iter_rows(min_row=5):
        cells = _open(row)
        if set(cells) == {"C", "H"}:
            cells["C"].value = None


def _open(row: Sequence[Cell | MergedCell]) -> Mapping[str, Cell]:
    """Return the cells of a row that can be filled in, by their column."""
    return {one.column_letter: one for one in row if isinstance(one, Cell) and not one.protection.locked}


def _with_a_wrong_word(filled: Mapping[str, Workbook]) -> str:
    """Write a word that is no answer into one agency's first answer, and return the cell's name."""
    sheet = filled[CARELESS][CHILD]
    cell = next(row[2] for row in sheet.iter_rows(min_row=5) if re.fullmatch(r"\d\.\d", str(row[0].value or "")))
    cell.value = "Mostly"
    return str(cell.coordinate)


def _written(filled: Mapping[str, Workbook], folder: Path) -> Mapping[str, Path]:
    for agency, book in filled.items():
        made = BytesIO()
        book.save(made)
        (folder / f"back {agency}.xlsx").write_bytes(made.getvalue())
    return {agency: folder / f"back {agency}.xlsx" for agency in filled}


def _all_come_back_one_of_them_wrong(page: Page, site: Site, back: Mapping[str, Path], wrong: str) -> None:
    files = {agency: number for number, agency in enumerate(USUAL, start=1)}
    _choose(page, site, *(back[agency] for agency in USUAL))
    page.get_by_role("button", name=f"Take in file {len(USUAL)} for {USUAL['VCS']}").wait_for(timeout=SLOW)
    settle(page)
    expect(page.get_by_text("Nothing has been taken in yet.")).to_have_count(len(USUAL))
    expect(page.get_by_role("listitem").filter(has_text=f"{CHILD}, {wrong}:")).to_have_count(1)
    careless = page.get_by_role("button", name=f"Take in file {files[CARELESS]} for {USUAL[CARELESS]}")
    expect(careless).to_be_enabled()  # what is right could be taken in without it
    assert page.get_by_text("cell is wrong").count() == 1, "nothing else that people typed is wrong"
    expect(page.get_by_text("Stays a draft: 6 to fill in")).to_have_count(1)
    assert (crash(page), faults(page), _holding(MARKER, site)) == ("", [], [])
    for agency in (one for one in USUAL if one != CARELESS):
        press(page, f"Take in file {files[agency]} for {USUAL[agency]}")
        said = page.get_by_text(f"Taken in for {USUAL[agency]}.", exact=False)
        expect(said).to_contain_text("is not submitted yet" if agency == UNFINISHED else "is submitted", timeout=SLOW)
    expect(careless).to_be_enabled()


def _the_right_one_is_taken_in_once(page: Page, site: Site, right: Path) -> None:
    name, unchanged = USUAL[CARELESS], "Everything in it is here already. There is nothing to take in."
    _choose(page, site, right)
    expect(_row(page, name)).to_contain_text("Nothing submitted yet")
    press(page, f"Take in file 1 for {name}")
    expect(page.get_by_text(unchanged, exact=False)).to_be_visible(timeout=SLOW)
    expect(_row(page, name)).to_contain_text("Submitted for the one child")
    _choose(page, site, right)
    expect(page.get_by_text(unchanged, exact=False)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name=re.compile("Take in file"))).to_have_count(0)


def _choose(page: Page, site: Site, *files: Path) -> None:
    go(page, site.url("workbooks", round=ROUND))
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("heading", name=re.compile(rf"^{len(files)}\. ")).wait_for(timeout=SLOW)
    settle(page)


def _row(page: Page, agency: str) -> Locator:
    return page.locator(".ss-p").locator("..").filter(has_text=re.compile(f"^{agency}")).first


def _reveal_without_the_unfinished_one(page: Page, site: Site) -> None:
    name = USUAL[UNFINISHED]
    go(page, site.url("workshop", round=ROUND))
    expect(page.get_by_text(f"7 of the 8 agencies have submitted. Not submitted yet: {name}.")).to_be_visible()
    press(page, "Begin the workshop")
    press(page, f"Open {CHILD}")
    page.get_by_role("button", name=re.compile("Reveal the grades")).click()
    page.get_by_role("button", name=f"Reveal without {name}").wait_for(timeout=SLOW)
    press(page, f"Reveal without {name}")
    expect(page.get_by_text("There is a problem")).to_be_visible(timeout=SLOW)
    expect(page.locator(".ss-line")).to_have_count(0)
    page.get_by_role("textbox", name=f"Why reveal {CHILD} without {name}?").fill(WHY)
    press(page, f"Reveal without {name}")
    page.locator(".ss-line").wait_for(timeout=SLOW)


def _look_at_the_line_up(page: Page) -> None:
    go(page, re.sub(r"&statement=[^&]*|$", "", page.url) + f"&statement={SEVEN}/QS{TALKED}")
    for place, grade in enumerate(GRADES):
        column = page.locator(".ss-line > li").filter(has_text=re.compile(f"^{grade}", re.IGNORECASE))
        gave = [name for at, (ref, name) in enumerate(USUAL.items()) if at % 3 == place and ref != UNFINISHED]
        expect(column.locator("li")).to_have_text(gave)
    expect(page.get_by_text(f"Did not submit: {USUAL[UNFINISHED]}")).to_be_visible()
    expect(page.get_by_text("not blind")).to_have_count(0)
    page.get_by_text("All the answers, and what each agency saw").click()
    for typed in (f"{FIGURE}", DAY.isoformat()):
        expect(page.locator(".ss-evidence").filter(has_text=typed).first).to_be_visible()
    assert (crash(page), faults(page)) == ("", [])


def _erase(page: Page, site: Site) -> None:
    go(page, site.url("erase", round=ROUND))
    typed = page.get_by_label(f"To erase {ROUND} for good, type {ROUND}")
    typed.fill("2026-SPRING")
    press(page, f"Erase {ROUND} for good")
    expect(page.get_by_text("Nothing was erased.", exact=False).first).to_be_visible()
    assert _holding(MARKER, site), "another reference erases nothing"
    typed.fill(ROUND)
    press(page, f"Erase {ROUND} for good")
    expect(page.get_by_text(f"{ROUND} is erased.", exact=False)).to_be_visible(timeout=SLOW)
    expect(page.locator("h1")).to_have_text("Keeping and erasing")
    assert crash(page) == ""


def _holding(words: str, site: Site) -> list[str]:
    """Return the files of the data folder in which the words stand, in any of the ways that text is written."""
    found = (words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"))
    folder = (path for path in site.database.parent.rglob("*") if path.is_file())
    return [path.name for path in folder if any(one in path.read_bytes() for one in found)]

"""The steps of a round as people take them in the browser, one function a step.

In: a window on the running app.
Out: the same window, one step further; every step fails where the page does not say what it should.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.journey.window import Site, go, h1, press, settle

ROUND, CHILD = "2026-AUTUMN", "Child A"
SLOW = 30_000  # milliseconds, for what a loaded machine takes its time over


def set_up_the_partnership(page: Page, site: Site, agencies: tuple[str, ...]) -> None:
    """Name the partnership on an empty installation, and add its agencies with a click each."""
    go(page, site.url())
    assert h1(page) == "One shared view of the help looked-after children get"
    press(page, "Set up our partnership")
    page.get_by_label("Name of the partnership").fill("Eastmere Safeguarding Children Partnership")
    press(page, "Save and go on")
    expect(page.locator("h1")).to_have_text("Your tasks")
    go(page, site.url("partnership"))
    for agency in agencies:
        press(page, f"Add {agency}")
        expect(page.get_by_role("button", name=f"Add {agency}", exact=True)).to_have_count(0)


def open_the_round(page: Page, site: Site, agencies: tuple[str, ...]) -> None:
    """Open a round with every agency, and a child in it, and begin to rate."""
    go(page, site.url("new-round"))
    page.get_by_role("checkbox", name=agencies[0]).wait_for()
    page.get_by_label("Title of the round").fill("Being heard: autumn")
    page.get_by_label("Reference of the round").fill(ROUND)
    press(page, "Open the round")
    expect(page.locator("h1")).to_have_text("Set up this round")
    go(page, site.url("new-case", round=ROUND))
    page.get_by_label("Reference of the child").fill(CHILD)
    page.get_by_label("Which group does the child belong to?").select_option(label="In care")
    page.get_by_label("Age band").select_option(label="13 to 15")
    page.get_by_label("Where does the child live?").select_option(label="Foster care")
    press(page, "Add this case")
    page.get_by_role("button", name=f"Save {CHILD}").wait_for()
    go(page, site.url("round", round=ROUND))
    press(page, "Start rating")


def enter_for(page: Page, site: Site, agency: str) -> None:
    """Choose the agency to enter for; where another was entered for before, that is asked first."""
    go(page, site.url("rate", round=ROUND))
    if page.get_by_role("button", name="Change agency").count():
        press(page, "Change agency")
    press(page, f"Enter for {agency}")
    asked = page.get_by_role("heading", name=f"Enter for {agency}?")
    entering = page.get_by_text("You are entering for")
    entering.or_(asked).first.wait_for(timeout=SLOW)
    if asked.count():
        press(page, f"Enter for {agency}")
    expect(entering).to_be_visible(timeout=SLOW)


def tell_about_the_child(page: Page, words: str) -> None:
    """Say in short what happened, and go on with the first statement."""
    page.get_by_role("link", name=f"Begin {CHILD}").click()
    expect(page.locator("h1")).to_have_text(f"About {CHILD}")
    write(page, "A few lines about this child in the period", words)
    page.get_by_role("button", name=re.compile("Go on with statement")).click()
    settle(page)


def write(page: Page, label: str | re.Pattern[str], words: str) -> None:
    """Type into a box that saves itself, and wait until it says that it did."""
    box = page.get_by_label(label, exact=isinstance(label, str))
    box.fill(words)
    status = page.locator(".ssb", has=box).get_by_role("status")
    expect(status).to_have_text(re.compile("Saved|Kept"), timeout=SLOW)


def answer(page: Page, question: int, said: str) -> None:
    """Answer one question, and wait until its answer is saved."""
    group = page.get_by_role("radiogroup").nth(question - 1)
    for _ in range(3):  # a click on a page that is just being drawn again is lost, as it is for people
        group.get_by_text(said, exact=True).click()
        settle(page)
        if group.get_by_role("radio", name=said, exact=True).is_checked():
            break
    expect(group.get_by_role("radio", name=said, exact=True)).to_be_checked()


def say_where_it_was_seen(page: Page) -> None:
    """Say once, for all the questions about the child, that the record was read."""
    where = page.get_by_role("group", name=re.compile("Where did you see the evidence"))
    if not where.get_by_role("checkbox", name="Record read").is_checked():
        where.get_by_text("Record read").click()
    expect(where.get_by_role("checkbox", name="Record read")).to_be_checked()
    settle(page)


def grade(page: Page, said: str) -> None:
    """Give the agency's grade of the statement, and say what decided it."""
    page.get_by_role("radiogroup").last.get_by_text(said, exact=True).click()
    settle(page)
    write(page, "What did you see that decided it?", "The record of the summer says so.")


def rate_a_statement(page: Page, said: str, own: str) -> None:
    """Answer every question of the statement on the page, and grade it."""
    settle(page)
    page.get_by_text("Taken together, how good was the help?").first.wait_for()
    say_where_it_was_seen(page)
    for question in range(1, page.get_by_role("radiogroup").count()):
        answer(page, question, said)
    grade(page, own)


def submit(page: Page) -> None:
    """Look the form through, and submit it."""
    press(page, "Save and check")
    expect(page.get_by_role("button", name=f"Submit {CHILD}")).to_be_visible(timeout=SLOW)
    press(page, f"Submit {CHILD}")
    expect(page.get_by_text("Submitted").first).to_be_visible(timeout=SLOW)


def reveal(page: Page, site: Site) -> None:
    """Begin the workshop, and reveal the child's ratings."""
    go(page, site.url("workshop", round=ROUND))
    press(page, "Begin the workshop")
    press(page, f"Open {CHILD}")
    button = page.get_by_role("button", name=re.compile("Reveal the grades"))
    together = page.get_by_role("button", name=re.compile("Agree together"))
    for _ in range(4):  # a click on a page that is just being drawn again is lost, as it is for people
        button.or_(together).first.wait_for(timeout=SLOW)
        if button.count():
            button.first.click()
        with suppress(TookTooLong):
            together.first.wait_for(timeout=SLOW / 2)
            return
        go(page, site.url("workshop", round=ROUND, case=CHILD))
    together.first.wait_for(timeout=SLOW)


def agree(page: Page, address: str, outcome: str, reason: str, difference: str = "") -> None:
    """Record a joint judgement at its address; the case as a whole needs the difference the help made."""
    go(page, address)
    what = page.get_by_role("radiogroup", name=re.compile("What we agree"))
    what.get_by_text(outcome, exact=True).click(timeout=SLOW)
    settle(page)
    write(page, re.compile("^Why.*Name the evidence"), reason)
    if difference:
        write(page, re.compile("^What difference did the help make"), difference)
    press(page, "Keep this judgement")
    page.get_by_role("button", name=re.compile("See or re-open the judgement|Open this judgement again")).wait_for(
        timeout=SLOW
    )


def raise_a_finding(page: Page, site: Site, *, text: str, about: tuple[str, ...]) -> None:
    """Raise a finding that something needs to improve; `about` are the statements, themes and agencies to tick."""
    go(page, site.url("raise", round=ROUND))
    page.get_by_role("radio", name="Needs to improve").check()
    page.get_by_label("What was found?", exact=True).fill(text)
    for words in about:
        tick(page, words)
    press(page, "Raise this finding")
    expect(page.locator("h1")).to_contain_text(text.rstrip("."), timeout=SLOW)


def tick(page: Page, words: str) -> None:
    """Tick a box (or choose a round button) by its words."""
    settle(page)
    page.locator("label").filter(has_text=re.compile(f"^{re.escape(words)}$")).first.click()
    settle(page)


def decide(page: Page, site: Site, finding: str, *, action: str, measure: str, owner: str) -> None:
    """Put an action about a finding into the plan."""
    go(page, site.url("decide", round=ROUND, finding=finding))
    for label, words in (
        ("What will be done?", action),
        ("How will children be better off, and how will we know?", measure),
        ("Owner", owner),
        ("Due date", "2027-03-31"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Lead agency", exact=True).select_option(index=1)
    page.get_by_role("radio", name="High").check()
    press(page, "Put it into the plan")


def plan_in_word(page: Page, site: Site, folder: Path) -> Path:
    """Have the action plan made, download it, and return where it is."""
    go(page, site.url("plan", round=ROUND))
    press(page, "The plan in Word", role="link")
    page.get_by_text("I have read these as somebody who knows the family would").click()
    press(page, "Confirm")
    expect(page.get_by_text("Nothing is held back.")).to_be_visible(timeout=SLOW)
    button = page.get_by_role("button", name=re.compile("Download action plan"))
    button.wait_for(timeout=SLOW)
    with page.expect_download(timeout=SLOW) as download:
        button.click()
    target = folder / "plan.docx"
    download.value.save_as(target)
    return target

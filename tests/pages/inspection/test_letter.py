"""The letter's page: read in, checked page by page beside its text, left and come back to, and kept."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.people.person import Viewer
from audit.services.inspection import letter_drafts
from audit.store.queries import inspection as queries
from tests.builders import NOON
from tests.letters import OPENING, WITHOUT_DUE, a_pdf
from tests.pages.on_screen import drawn, words
from tests.pages.typed import press, press_unseen
from tests.scenes import Scene, a_scene

LINES = (
    *OPENING,
    "~",
    "**What needs to improve",
    "• The time children wait.",
    "• The sharing of plans.",
    "**Strengths",
    "• Leaders listen.",
    "**Main findings",
    "Children are heard.",
    "~",
    "**Case study: highly effective practice",
    "Ama was heard.",
    *WITHOUT_DUE,
)
CONTENT = a_pdf(LINES)
MARK = letter_drafts.mark_of(CONTENT)
LETTER = "JTAI-2024-07-12"


@pytest.fixture
def scene(app: App) -> Scene:
    """Return a partnership whose facilitator has chosen a letter's file."""
    made = a_scene(app)
    page = drawn(made.app, "letter")
    page.file_uploader[0].set_value(("letter.pdf", CONTENT, "application/pdf")).run()
    return made


def test_a_file_that_is_no_letter_is_refused_in_a_sentence(app: App):
    page = drawn(a_scene(app).app, "letter")
    page.file_uploader[0].set_value(("minutes.pdf", a_pdf(("**Minutes", "The board met.")), "application/pdf")).run()
    assert "minutes.pdf does not read like an inspection letter" in page.error[0].value
    assert not page.exception


def test_what_was_not_read_is_said_at_its_field(scene: Scene):
    page = _at(scene, "inspection")
    assert page.title[0].value == "Check the letter: the inspection"
    assert words(page).count("Not read.") == 1
    assert "Leave it empty, and it is counted from the letter’s day" in words(page)
    assert "0 of 4 findings looked at." in words(page)


def test_a_field_in_doubt_says_check_this_until_it_is_put_right(app: App):
    scene = a_scene(app)
    page = drawn(scene.app, "letter")
    content = a_pdf(("Monday 12 July 2024", *LINES[1:]))
    page.file_uploader[0].set_value(("letter.pdf", content, "application/pdf")).run()
    mark = letter_drafts.mark_of(content)
    doubted = drawn(scene.app, "letter", check=mark, at="inspection")
    assert words(doubted).count("Check this. 12 July 2024 is a Friday, and the letter says Monday.") == 1
    assert "Check this. It may be read wrongly: the day of the letter." in words(
        drawn(scene.app, "letter", check=mark, at="end")
    )
    day = next(one for one in doubted.date_input if one.label == "Day of the letter")
    day.set_value(date(2024, 7, 15)).run()
    assert "Check this" not in words(drawn(scene.app, "letter", check=mark, at="inspection"))


def test_the_findings_of_a_page_stand_beside_its_text(scene: Scene):
    page = _at(scene, "2")
    assert page.title[0].value == "Check the letter: page 2"
    assert page.header[0].value == "3 findings begin on page 2"
    marked = [block for block in words(page).split("\n") if 'class="mk"' in block]
    assert [block.count("Finding ") for block in marked] == [1, 1, 1]
    assert "<b>What needs to improve</b>" in marked[0]
    assert "The time children wait." in marked[0]
    assert [one.label for one in page.selectbox] == ["What finding 1 is", "What finding 2 is", "What finding 3 is"]


def test_a_page_that_is_right_leads_to_the_next_that_waits(scene: Scene):
    page = _at(scene, "2")
    press(page, "This page is right: go on")
    assert page.query_params["at"] == "3"
    assert "3 of 4 findings looked at." in words(page)
    press(page, "This page is right: go on")
    assert page.title[0].value == "Check the letter: all of it"
    assert "2 things to improve, one strength, one example of practice" in words(page)
    assert "Monday 21 October 2024, counted from the letter’s day" in words(page)


def test_a_kind_put_right_is_kept_and_comes_back_in_another_window(scene: Scene):
    page = _at(scene, "2")
    page.selectbox[1].select_index(2).run()
    press(page, "Leave finding 3 out")
    again = _at(scene, "2")
    assert again.selectbox[1].value == "priority_action"
    assert "Finding 3 of 4, left out" in words(again)
    press(again, "Take finding 3 in again")
    assert not any(one.left_out for one in _draft(scene).findings)


def test_findings_are_joined_split_and_added_on_the_page(scene: Scene):
    page = _at(scene, "2")
    press(page, "Join it with finding 2")
    assert page.header[0].value == "2 findings begin on page 2"
    with scene.app.unit_of_work() as db:
        first = _draft(scene).findings[0].id
        letter_drafts.change(
            db, by=scene.facilitator, mark=MARK, finding_id=first, text="The time.\nThe sharing.", now=NOON
        )
    page = _at(scene, "2")
    press(page, "Split it at the line break")
    press(page, "Add a finding missed on page 2")
    assert [one.text for one in _draft(scene).findings] == [
        "The time.",
        "The sharing.",
        "Leaders listen.",
        "",
        "Ama was heard.",
    ]
    assert "Written by hand" in words(page)


def test_nothing_is_kept_before_everything_was_looked_at(scene: Scene):
    page = _at(scene, "end")
    assert [one.label for one in page.button if one.label.startswith(("Keep", "Go on"))] == ["Go on with page 2"]
    assert "No finding begins on page 1." in words(page)
    page.selectbox(key="letter again").select(1).run()
    assert page.header[0].value == "No finding begins on page 1"


def test_a_day_that_was_read_from_another_century_can_be_put_right(app: App):
    scene = a_scene(app)
    page = drawn(scene.app, "letter")
    content = a_pdf(("12 July 1924", *LINES[1:]))
    page.file_uploader[0].set_value(("letter.pdf", content, "application/pdf")).run()
    old = drawn(scene.app, "letter", check=letter_drafts.mark_of(content), at="inspection")
    day = next(one for one in old.date_input if one.label == "Day of the letter")
    assert day.value == date(1924, 7, 12)
    day.set_value(date(2024, 7, 12)).run()
    assert not old.error


def test_the_letters_page_offers_to_go_on_or_to_throw_it_away(scene: Scene):
    page = drawn(scene.app, "letter")
    assert "You are checking letter.pdf" in words(page)
    assert "0 of 4 findings looked at." in words(page)
    assert "Go on with this letter" in [one.label for one in page.button]
    press(page, "Throw this letter away")
    assert "You are checking" not in words(page)
    with scene.app.reading() as db:
        assert queries.begun(db, viewer=Viewer.of(scene.facilitator)) == ()


def test_what_is_confirmed_is_kept_and_quoted_with_its_page(scene: Scene):
    page = _at(scene, "2")
    press(page, "Leave finding 2 out")
    press(page, "This page is right: go on")
    press(page, "This page is right: go on")
    press(page, "Keep these 3 findings")
    assert not page.error
    found = words(drawn(scene.app, "findings", round=LETTER))
    assert "The letter’s own words. Needs to improve. Inspection letter, page 2." in found
    assert "The sharing of plans." not in found
    one = words(drawn(scene.app, "finding", round=LETTER, finding="F1"))
    assert "“The time children wait.”<cite>Needs to improve. Inspection letter, page 2</cite>" in one
    assert "JTAI" in words(drawn(scene.app, "letter"))


def test_the_statement_is_reached_through_the_check(scene: Scene):
    page = _at(scene, "2")
    for label in ("This page is right: go on", "This page is right: go on", "Keep these 4 findings"):
        press(page, label)
    assert f"Written statement: {LETTER}" in words(drawn(scene.app, "letter"))
    check = drawn(scene.app, "check-out", round=LETTER, paper="statement")
    assert "Download written statement of proposed action" in words(check)


def test_an_auditor_is_told_who_reads_the_letter(scene: Scene):
    page = drawn(scene.app.as_person(scene.people["CSC"]), "letter", check=MARK)
    assert "A facilitator reads the letter in" in words(page)
    assert "You are checking" not in words(page)


def test_a_letter_that_is_gone_leads_back_to_the_letters_page(scene: Scene):
    with scene.app.unit_of_work() as db:
        letter_drafts.throw_away(db, by=scene.facilitator, mark=MARK, now=NOON)
    assert drawn(scene.app, "letter", check=MARK).title[0].value == "The inspection letter"


def test_a_change_to_a_letter_that_is_gone_is_refused_in_a_sentence(scene: Scene):
    page = _at(scene, "2")
    with scene.app.unit_of_work() as db:
        letter_drafts.throw_away(db, by=scene.facilitator, mark=MARK, now=NOON)
    press_unseen(page, "This page is right: go on")
    assert not page.exception
    assert "no longer being checked" in page.error[0].value
    assert page.title[0].value == "The inspection letter"


def _at(scene: Scene, at: str) -> AppTest:
    return drawn(scene.app, "letter", check=MARK, at=at)


def _draft(scene: Scene) -> LetterDraft:
    with scene.app.reading() as db:
        found = queries.draft(db, viewer=Viewer.of(scene.facilitator), mark=MARK)
    assert found is not None
    return found

"""Every page, with a round in sight that was made from a letter: nothing fails, and nothing speaks of an audit."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.pages import menu
from tests.pages.on_screen import words
from tests.services.inspection.test_letter_papers import LETTER, OF_AN_AUDIT, a_kept_letter, a_letter_with_an_action

OF_THE_LETTER = ("findings", "plan", "board", "papers", "decide", "plan-versions", "plan-workbook", "reminders")


def _drawn(app: App, name: str) -> AppTest:
    def script(app, name):
        from audit.pages import menu
        from audit.pages.components import place

        entry = next(entry for entry in menu.ENTRIES if entry.name == name)
        place.round_is_of_letter(place.current_round(app), of_letter=True)
        menu.render_for(app, entry, place.current_round(app))()

    page = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "name": name})
    page.query_params["round"] = LETTER
    page.run()
    return page


@pytest.mark.parametrize("name", [entry.name for entry in menu.ENTRIES])
def test_no_page_fails_over_a_letters_round(app: App, name: str):
    page = _drawn(a_letter_with_an_action(app).app, name)
    assert not page.exception, page.exception


@pytest.mark.parametrize("name", OF_THE_LETTER)
def test_a_page_of_a_letters_round_speaks_of_no_audit(app: App, name: str):
    said = words(_drawn(a_kept_letter(app).app, name))
    assert OF_AN_AUDIT.findall(said.replace("not the judgements of an audit", "")) == []
    assert 'class="ss-strip' not in said


def test_a_letters_path_has_the_steps_that_it_takes(app: App):
    assert "Step 2 of 4" in words(_drawn(a_kept_letter(app).app, "plan"))


def test_the_board_reads_what_inspectors_found_and_what_is_done(app: App):
    said = words(_drawn(a_letter_with_an_action(app).app, "board"))
    assert "Inspectors found 2 areas to improve and one strength" in said
    assert "Open a second clinic" in said
    assert "The time children wait for a first appointment" in said


def test_a_page_about_cases_says_that_a_letter_has_none(app: App):
    page = _drawn(a_kept_letter(app).app, "workshop")
    assert "It has no cases and no audit" in words(page)

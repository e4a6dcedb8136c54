"""What a plan's workbook brings is shown whole on the page, and taken in by one button once all is decided."""

from __future__ import annotations

from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.plan.workbook import Field
from tests.documents.workbooks import edited
from tests.pages.on_screen import drawn, words
from tests.services.plan.test_plan_workbooks import ROUND, filled, plan, say, written

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_file(app: App, data: bytes) -> AppTest:
    page = drawn(app, "plan-workbook", round=ROUND)
    page.file_uploader[0].set_value(("back.xlsx", data, EXCEL)).run(timeout=60)
    assert not page.exception
    return page


def test_what_is_right_is_taken_in_by_one_button_and_what_is_wrong_is_offered_marked(seeded: App):
    def delete(book: Workbook) -> None:
        (row,) = (row for row in range(1, 20) if book["Actions"].cell(row, 1).value == "A10")
        book["Actions"].delete_rows(row)

    data = filled(
        written(seeded),
        {("A9", Field.OWNER): "Head of service", ("A9", Field.PROGRESS): "Nearly", ("A9", Field.NEW_DUE): "3rd March"},
    )
    page = with_file(seeded, edited(data, delete))
    shown = words(page)
    assert "One cell is wrong. What is right can be taken in without it." in shown
    assert "This is not one of the choices" in shown
    assert "Head of service" in shown
    assert "Download it with the wrong cells marked" in {
        getattr(one, "label", "") for one in page.get("download_button")
    }
    (button,) = (one for one in page.button if one.label == "Take in what is right")
    assert button.disabled
    (question,) = (one for one in page.checkbox if one.label == "A10 is missing: leave it as it is?")
    question.check().run(timeout=60)
    next(one for one in page.button if one.label == "Take in what is right").click().run(timeout=60)
    assert "One row taken in. One cell was not." in words(page)
    assert [one.owner for one in plan(seeded).actions if one.ref == "A9"] == ["Head of service"]


def test_a_row_that_was_changed_on_both_sides_waits_for_a_choice(seeded: App):
    data = filled(written(seeded), {("A9", Field.UPDATE_TEXT): "From the file.", ("A9", Field.NEW_DUE): "3/3/27"})
    say(seeded, "Said here.")
    page = with_file(seeded, data)
    assert "New due date: 3 Mar 2027 (typed “3/3/27”)" in words(page)
    assert next(one for one in page.button if one.label == "Take in what is new and changed").disabled
    page.radio[0].set_value("Take what the file says").run(timeout=60)
    next(one for one in page.button if one.label == "Take in what is new and changed").click().run(timeout=60)
    assert [one.text for one in plan(seeded).actions[0].updates][-2:] == ["Said here.", "From the file."]

"""The page of frameworks by workbook: what a file brings, what is asked about it, and what is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.frameworks.framework import Framework
from audit.services.frameworks import catalogue
from tests.documents.frameworks.test_framework_workbook import at, changed, written
from tests.pages.on_screen import words
from tests.test_read_ins import READ_INS, on_the_page

OURS = "ewg-quality-statements-2017-wrenmere"
(FRAMEWORKS,) = (read_in for read_in in READ_INS if read_in.page == "framework-workbook")


def saved(app: App) -> Framework:
    with app.reading() as db:
        return catalogue.find(db, OURS).framework


def page_with(app: App, change: Callable[[Any], object]) -> AppTest:
    """Return the page on which the workbook of the partnership's own edition was chosen, edited."""
    with app.reading() as db:
        data = written(catalogue.to_fill_in(db, OURS))
    return on_the_page(FRAMEWORKS, app, changed(data, change))


def retitled(book: Any) -> None:
    book["Statements"][at(book["Statements"], "QS3", "Title")] = "Assessed"


def without_a_mapping(book: Any) -> None:
    retitled(book)
    book["Mappings"].delete_rows(3)


def click(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run(timeout=60)
    assert not page.exception


@pytest.mark.parametrize(("answer", "fewer"), [("Leave as it is", 0), ("Take out", 1)])
def test_a_row_that_is_missing_is_left_or_taken_out_as_the_person_says(seeded: App, answer: str, fewer: int):
    before = saved(seeded)
    page = page_with(seeded, without_a_mapping)
    button = next(button for button in page.button if button.label == f"Save as version {before.version + 1}")
    assert button.disabled
    (asked,) = (radio for radio in page.radio if "is missing: leave it as it is?" in radio.label)
    asked.set_value(answer).run(timeout=60)
    next(box for box in page.checkbox if "still means the same" in box.label).check().run(timeout=60)
    click(page, f"Save as version {before.version + 1}")
    after = saved(seeded)
    assert (after.version, after.item("QS3").title) == (before.version + 1, "Assessed")
    assert len(before.mappings) - len(after.mappings) == fewer


def test_what_is_right_can_be_saved_without_what_is_wrong(seeded: App):
    def edit(book: Any) -> None:
        retitled(book)
        book["Statements"][at(book["Statements"], "QS4", "Provenance")] = "hearsay"

    before = saved(seeded)
    page = page_with(seeded, edit)
    assert "One cell is wrong. What is right can be taken in without it." in words(page)
    next(box for box in page.checkbox if "still means the same" in box.label).check().run(timeout=60)
    click(page, f"Save what is right as version {before.version + 1}")
    after = saved(seeded)
    assert (after.item("QS3").title, after.item("QS4")) == ("Assessed", before.item("QS4"))


def test_nothing_can_be_saved_of_a_new_framework_without_its_name(seeded: App):
    with seeded.reading() as db:
        data = written(catalogue.to_fill_in(db, None))

    def add(book: Any) -> None:
        for column, text in enumerate(
            ("S1", "statement", "Heard", "The child is heard.", "derived", "Page 2"), start=1
        ):
            book["Statements"].cell(3, column, text)

    page = on_the_page(FRAMEWORKS, seeded, changed(data, add))
    assert "Framework, B2" in words(page)
    assert not [button for button in page.button if button.label.startswith("Save")]

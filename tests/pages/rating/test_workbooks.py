"""The page of workbooks: who may have which, and what is said of one that came back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.documents.rating.comparison import CasePreview
from audit.documents.rating.workbook import write_audit_workbook
from audit.pages.rating import workbooks
from tests.documents.workbooks import edited
from tests.pages.on_screen import drawn, words
from tests.scenes import ROUND, Scene, a_scene
from tests.services.rating.test_workbooks import (
    CHILD,
    HIDDEN,
    another_copy,
    changed,
    filled,
    form,
    returned,
    submitted,
    taken_in,
)


@pytest.fixture
def scene(app: App) -> Scene:
    """Return a round of two children at its rating."""
    return a_scene(app, cases=(CHILD, "Child B"))


def test_a_facilitator_may_have_every_workbook_and_an_auditor_their_own(scene: Scene):
    def offered(who: str) -> list[str]:
        app = scene.app.as_person(scene.people[who])
        return [agency.ref for agency in workbooks.offered(app, scene.round())]

    assert offered("facilitator") == ["CSC", "CAMHS", "HEALTH"]
    assert offered("CAMHS") == ["CAMHS"]
    assert [offered(who) for who in ("scrutineer", "board_member", "manager")] == [[], [], []]


def test_a_board_member_is_told_who_may(scene: Scene):
    page = drawn(scene.app.as_person(scene.people["board_member"]), "workbooks", round=ROUND)
    assert "A facilitator sends workbooks out" in words(page)


def test_the_preview_names_what_is_wrong_and_says_nothing_that_was_written(scene: Scene):
    page = AppTest.from_function(
        _preview, kwargs={"app": scene.app, "data": changed(filled(scene, CHILD), CHILD, C10=HIDDEN)}
    )
    page.run(timeout=20)
    assert not page.exception
    said = str([getattr(element, "proto", "") for element in page.main])
    assert "C10" in said
    assert HIDDEN not in said
    assert "What is right can be taken in without it." in page.error[0].value
    assert not page.button[0].disabled


def test_a_workbook_is_taken_in_with_one_click(scene: Scene):
    page = AppTest.from_function(_preview, kwargs={"app": scene.app, "data": filled(scene, CHILD)})
    page.run(timeout=20)
    page.button[0].click().run(timeout=20)
    assert page.success[0].value == "Taken in for Social care. One of its 2 children in this workbook is submitted."
    assert len(page.button) == 0


@pytest.mark.parametrize(("button", "says"), [("Use this one (file 1)", "second"), ("Keep what is here", "first")])
def test_a_second_copy_is_settled_with_one_click(scene: Scene, button: str, says: str):
    second = another_copy(scene, "second")
    taken_in(scene, returned(scene, another_copy(scene, "first")))
    page = AppTest.from_function(_preview, kwargs={"app": scene.app, "data": second}).run(timeout=20)
    assert "which did not start from what is here" in page.error[0].value
    assert "second" not in words(page)  # blind: nobody but the agency reads it before the reveal
    next(one for one in page.button if one.label == button).click().run(timeout=20)
    assert page.success[0].value.startswith("Taken in for Social care.")
    assert submitted(scene).account.synopsis == says


def test_an_agencys_own_auditor_reads_both_copies(scene: Scene):
    second = another_copy(scene, "said in the second")
    taken_in(scene, returned(scene, another_copy(scene, "said in the first")))
    mine = scene.app.as_person(scene.people["CSC"])
    page = AppTest.from_function(_preview, kwargs={"app": mine, "data": second}).run(timeout=20)
    assert {"said in the first", "said in the second"} <= set(re.findall(r"said in the \w+", words(page)))


def test_a_workbook_that_is_not_one_is_refused_in_a_sentence(scene: Scene):
    page = AppTest.from_function(_preview, kwargs={"app": scene.app, "data": b"%PDF-1.7"})
    page.run(timeout=20)
    assert "This is not an Excel workbook" in page.error[0].value
    empty = edited(write_audit_workbook(form(scene)), lambda book: None)
    page = AppTest.from_function(_preview, kwargs={"app": scene.app, "data": empty}).run(timeout=20)
    assert (len(page.button), len(page.error)) == (0, 0)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"new": 2, "submits": True}, "Is submitted"),
        ({"new": 2, "missing": ("Statement 1",)}, "Stays a draft: one to fill in"),
        ({"new": 1}, "Is kept"),
        ({}, "Nothing changes"),
        ({"changed": 1, "left_out": True}, "Left out: see what is wrong"),
    ],
)
def test_what_happens_to_a_child_is_said_in_words(case: dict[str, Any], said: str):
    usual = {"new": 0, "changed": 0, "unchanged": 0, "missing": (), "submitted": False, "submits": False}
    preview: dict[str, Any] = usual | case
    assert workbooks.outcome(CasePreview(ref=CHILD, **preview)) == said


def _preview(app, data):
    from audit.pages.components import brought, place
    from audit.pages.rating import workbooks

    audit_round = place.current_round(app)
    assert audit_round is not None
    brought.show_outcome(f"workbooks {audit_round.ref}")
    workbooks._file(app, audit_round, "1", "returned.xlsx", data, first=True)

"""A second look on the page before submitting: kind, in nobody's way, and counted when the form is submitted."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.pages.components import partnership_lists
from audit.store.queries import rating
from tests.pages.on_screen import drawn, words
from tests.scenes import ROUND, Scene, a_scene


def at_desk(scene: Scene, *, submit: bool = False) -> App:
    scene.fill_in(scene.viewer("CSC"), submit=submit)
    return scene.app.as_person(scene.people["CSC"])


def test_what_is_worth_a_second_look_stands_before_the_button_and_stops_nobody(app: App):
    scene = a_scene(app)
    page = drawn(at_desk(scene), "check", round=ROUND, case="Child A")
    assert "Nothing here comes from the child or a carer" in words(page)
    assert "nothing here stops you" in words(page)
    next(one for one in page.button if one.label == "Submit Child A").click().run()
    assert not page.error
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    with app.reading() as db:
        (count,) = rating.counts(db, viewer=Viewer.of(scene.facilitator), audit_round=scene.round())
    assert (count.rule, count.shown, count.unchanged) == ("nothing_from_child_or_carer", 1, 1)


def test_a_submitted_form_is_not_asked_about(app: App):
    page = drawn(at_desk(a_scene(app), submit=True), "check", round=ROUND, case="Child A")
    assert "second look" not in words(page)


def test_a_list_of_their_own_takes_the_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path))
    (tmp_path / "kinder_words.yaml").write_text("words:\n  - {word: case, instead: child, why: Each is somebody.}\n")
    assert [one.word for one in partnership_lists.kinder_words()] == ["case"]
    assert partnership_lists.problems() == ()


def test_a_list_that_cannot_be_used_is_told_and_ours_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ours = partnership_lists.kinder_words()
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path))
    (tmp_path / "kinder_words.yaml").write_text("words: 3\n")
    assert partnership_lists.kinder_words() == ours
    assert "kinder_words.yaml" in partnership_lists.problems()[0]

"""Children's journeys on the screen: what is shown to whom, and how they are entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.journeys.ecomap import Direction, Strength
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Role, Viewer
from audit.library.frameworks import loading
from audit.pages.forms.form_fields import joined
from audit.services import journeys
from audit.services.rounds import setup as round_service
from audit.services.rounds.setup import Opening
from audit.store.queries import journeys as queries
from audit.store.queries import rounds
from tests.builders import NOON, a_framework, a_scale
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words
from tests.scenes import ROUND, Scene, a_scene

CASE = "Child A"
THEMED = [one for one in loading.read_all() if one.themes()]


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def test_before_the_reveal_it_is_the_story_so_far_and_afterwards_a_journey(seeded: App):
    assert drawn(seeded, "child-journey", round="WM26", case="WM26-3").title[0].value == "WM26-3: the story so far"
    assert drawn(seeded, "child-journey", round="WM26", case="WM26-2").title[0].value == "WM26-2’s journey"


def test_a_journey_says_the_waits_the_people_and_what_is_seen_between_processes(seeded: App):
    said = words(drawn(seeded, "child-journey", round="WM26", case="WM26-2"))
    assert "WM26-2 had help 61 days after somebody was asked" in said
    assert "clinician from remand to now" in said
    assert "a meeting was put off 3 times, held 148 days after the first day set" in said


@pytest.mark.parametrize("page", ["child-journey", "journeys", "journey-events", "journey-ties"])
@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.MANAGER])
def test_boards_and_managers_see_nothing_of_a_journey(seeded: App, page: str, role: Role):
    said = words(drawn(somebody(seeded, role), page, round="WM26", case="WM26-2"))
    assert "for the people of the audit group" in said
    assert "WM26-2" not in said


@pytest.mark.parametrize("page", ["journey-events", "journey-ties"])
def test_an_auditor_reads_a_journey_and_changes_nothing(seeded: App, page: str):
    auditor = somebody(seeded, Role.AUDITOR)
    assert "Add or change" not in words(drawn(auditor, "child-journey", round="WM26", case="WM26-2"))
    changing = drawn(auditor, page, round="WM26", case="WM26-2")
    assert "A facilitator enters what is known" in words(changing)
    assert not changing.button
    assert not forms(changing)


def test_a_closed_round_is_read_and_not_changed(seeded: App):
    assert "can no longer be recorded" in words(drawn(seeded, "journey-events", round="WM25", case="WM25-1"))


def test_a_child_that_is_not_of_the_round_is_asked_for(seeded: App):
    assert "no such child" in words(drawn(seeded, "child-journey", round="WM26", case="WM25-1"))


def test_an_event_is_added_and_the_form_is_empty_for_the_next(scene: Scene):
    page = form(drawn(scene.app, "journey-events", round=ROUND, case=CASE))
    refused = page.send(what="The school asked for help.")
    assert refused.problems == [
        "Choose an answer to “Which part of the pathway was it?”.",
        "Enter an answer to “Which day was it?”.",
    ]
    assert refused.values["what"] == "The school asked for help."
    added = refused.send(on="2026-06-04", part="P1")
    assert "Added: 4 Jun 2026" in added.page.success[0].value
    assert added.values["what"] == ""
    assert [event.what for event in events(scene)] == ["The school asked for help."]


def test_a_name_in_an_event_is_marked_under_its_box_and_under_the_event(scene: Scene):
    page = form(drawn(scene.app, "journey-events", round=ROUND, case=CASE))
    page = page.type(what="Her mother rang 07700 900123.")
    assert "This may identify somebody" in page.marks
    page.send(on="2026-06-04", part="P1")
    assert "This may identify somebody" in words(page.page)


@pytest.mark.parametrize("choice", ["Keep mine", "Take theirs"])
def test_two_windows_on_one_event_show_both_and_the_person_chooses(scene: Scene, choice: str):
    add(scene, "First words.")
    page = drawn(scene.app, "journey-events", round=ROUND, case=CASE)
    press(page, "Change event 1")
    (there,) = events(scene)
    change(scene, there, "Theirs.")
    form(page, "Save this event").send(what="Mine.")
    said = words(page)
    assert "Somebody else changed it too" in said
    assert "Theirs." in said
    assert "Mine." in said
    assert events(scene)[0].what == "Theirs."
    press(page, choice)
    assert events(scene)[0].what == ("Mine." if choice == "Keep mine" else "Theirs.")


def test_who_changes_an_event_that_somebody_took_away_is_told(scene: Scene):
    add(scene, "First words.")
    page = drawn(scene.app, "journey-events", round=ROUND, case=CASE)
    press(page, "Change event 1")
    press(drawn(scene.app, "journey-events", round=ROUND, case=CASE), "Take away event 1")
    form(page, "Save this event").send(what="Mine.")
    assert "Somebody else took away the event" in words(page)
    assert events(scene) == ()


def test_a_tie_is_put_on_the_map_changed_and_taken_off_again(scene: Scene):
    page = drawn(scene.app, "journey-ties", round=ROUND, case=CASE)
    refused = form(page, "Put on the map").send(who="older brother")
    assert len(refused.problems) == 3
    refused.send(role="E15", strength=Strength.SOME.value, direction=Direction.BOTH.value)
    assert "On the map: Family: older brother" in page.success[0].value
    press(page, "Change tie 1")
    form(page, "Save this tie").send(who="younger brother")
    assert [tie.who for tie in ties(scene)] == ["younger brother"]
    press(page, "Take away tie 1")
    assert ties(scene) == ()


def test_several_roles_are_marked_as_missing_at_once(scene: Scene):
    page = form(drawn(scene.app, "journey-ties", round=ROUND, case=CASE), "Save who is missing")
    rings = {name: [value for value, _, _ in field["options"]] for name, field in page.fields.items()}
    page.send(**{ring: joined([ref for ref in refs if ref in ("E5", "E14")]) for ring, refs in rings.items()})
    assert {(tie.role.ref, tie.is_present) for tie in ties(scene)} == {("E5", False), ("E14", False)}
    assert "Marked as missing: advocate and friends" in words(page.page)
    assert "Saved who is missing." in page.page.success[0].value


@pytest.mark.parametrize("framework", THEMED, ids=lambda one: one.id)
def test_every_theme_of_every_framework_has_its_page(app: App, framework):
    scene = a_scene(app)
    with app.unit_of_work() as db:
        round_service.open_round(db, by=scene.facilitator, opening=opened_with(framework), now=NOON)
    for theme in framework.themes():
        page = drawn(scene.app, "theme", round="THEMES", theme=str(framework.key(theme)))
        assert theme.title in page.title[0].value, theme.ref
        assert "The children this is about" in [one.value for one in page.header]


def opened_with(framework):
    return Opening(
        ref="THEMES",
        title="Themes",
        theme="",
        frameworks=(a_framework(), framework),
        scale=a_scale(),
        agencies=("CSC",),
    )


def press(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, page.exception


def add(scene: Scene, what: str) -> None:
    pathway = a_framework("ewg-pathway-2017")
    event = Event(part=pathway.key(pathway.items[0]), on=date(2026, 6, 4), what=what)
    with scene.app.unit_of_work() as db:
        journeys.add_event(
            db, by=scene.facilitator, framework=pathway, round_ref=ROUND, case_ref=CASE, event=event, now=NOON
        )


def change(scene: Scene, event: Event, what: str) -> None:
    with scene.app.unit_of_work() as db:
        journeys.change_event(
            db,
            by=scene.facilitator,
            framework=a_framework("ewg-pathway-2017"),
            round_ref=ROUND,
            case_ref=CASE,
            event=replace(event, what=what),
            now=NOON,
        )


def events(scene: Scene):
    with scene.app.reading() as db:
        audit_round = rounds.by_ref(db, ROUND)
        return queries.events(db, viewer=Viewer.of(scene.facilitator), audit_round=audit_round)[CASE]


def ties(scene: Scene):
    with scene.app.reading() as db:
        audit_round = rounds.by_ref(db, ROUND)
        return queries.ties(db, viewer=Viewer.of(scene.facilitator), audit_round=audit_round)[CASE]

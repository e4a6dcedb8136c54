from __future__ import annotations

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role, Viewer
from audit.domain.rounds.audit_round import Stage
from audit.errors import Conflict
from audit.services.workshop import moderation
from audit.store.queries import moderation as queries
from tests.builders import NOON, statement
from tests.pages.filled import form
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

CASE = "Child A"
GRADES = {"CSC": "good", "CAMHS": "inadequate", "HEALTH": "good"}


def page(app) -> None:
    from audit.pages.workshop import screen

    screen.render(app)


def opened(app: App, **parts: str) -> AppTest:
    at = AppTest.from_function(page, kwargs={"app": app}, default_timeout=20)
    for name, value in ({"round": ROUND} | parts).items():
        at.query_params[name] = value
    return at.run()


def a_workshop(app: App, *, missing: str = "", revealed: bool = False) -> Scene:
    scene = a_scene(app)
    for agency in AGENCIES:
        said = Said(grade=GRADES[agency], words=f"by {agency}")
        scene.fill_in(scene.viewer(agency), CASE, said, submit=agency != missing)
    scene.move_to(Stage.WORKSHOP)
    if revealed:
        scene.reveal()
    return scene


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    with scene.app.unit_of_work() as db:
        moderation.keep_draft(
            db,
            by=scene.facilitator,
            round_ref=ROUND,
            case_ref=CASE,
            statement=statement(1),
            fields=fields,
            seen={},
            now=NOON,
        )


def judgements(scene: Scene) -> list[str]:
    with scene.app.reading() as db:
        found = queries.judgements(
            db, viewer=Viewer.of(scene.facilitator), audit_round=scene.round(), all_versions=True
        )
    return [f"{one.version} {one.grade}: {one.reason}" for one in found]


def words(at: AppTest) -> str:
    said = [str(one.proto.body) for one in at.get("html")]
    return " ".join([*said, *(one.value for one in at.markdown), *(one.value for one in at.title)])


def press(at: AppTest, label: str) -> AppTest:
    return next(one for one in at.button if label in one.label).click().run()


def test_before_the_reveal_the_screen_says_who_is_ready_and_no_grade(app: App):
    scene = a_workshop(app, missing="HEALTH")
    at = opened(scene.app, case=CASE)
    assert "2 of the 3 agencies have submitted" in words(at)
    assert "Inadequate" not in words(at)
    assert "by CSC" not in words(at)


def test_a_case_that_everybody_submitted_is_revealed_with_one_press(app: App):
    at = press(opened(a_workshop(app).app, case=CASE), "Reveal the grades")
    assert "2 steps apart." in words(at)
    assert "Social care and Health say good; CAMHS says inadequate." in words(at)


def test_with_somebody_missing_the_reveal_asks_for_the_reason(app: App):
    scene = a_workshop(app, missing="HEALTH")
    at = press(opened(scene.app, case=CASE), "Reveal the grades")
    refused = form(at, "Reveal without Health").send()
    assert refused.problems == ["Enter an answer to “Why reveal Child A without Health?”."]
    refused.send(reason="Health will send it on Friday.")
    assert "Did not submit: Health" in words(at)


def test_what_was_written_of_a_judgement_is_there_after_a_reload(app: App):
    scene = a_workshop(app, revealed=True)
    keep(scene, {"outcome": "grade:good", "reason": "The plan was followed."})
    at = opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    assert "The record will say" in words(at)
    assert "The plan was followed." in words(at)
    assert at.radio[0].value == "grade:good"


def test_a_choice_is_kept_as_soon_as_it_is_made(app: App):
    scene = a_workshop(app, revealed=True)
    at = opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    at.radio[0].set_value("not_agreed").run()
    again = opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    assert again.radio[0].value == "not_agreed"
    assert "CAMHS says: Inadequate." in words(again)


def test_a_judgement_without_its_reason_is_not_recorded_and_nothing_is_lost(app: App):
    scene = a_workshop(app, revealed=True)
    keep(scene, {"outcome": "grade:good"})
    at = press(opened(scene.app, case=CASE, statement=str(statement(1)), step="agree"), "Keep this judgement")
    assert "Give the reason for what was agreed." in at.error[0].value
    assert at.radio[0].value == "grade:good"
    assert judgements(scene) == []


def test_a_judgement_that_is_kept_is_on_the_screen_and_its_draft_is_gone(app: App):
    scene = a_workshop(app, revealed=True)
    keep(scene, {"outcome": "grade:good", "reason": "The plan was followed."})
    at = press(opened(scene.app, case=CASE, statement=str(statement(1)), step="agree"), "Keep this judgement")
    assert judgements(scene) == ["1 good: The plan was followed."]
    assert "Agreed:" in words(at)
    again = opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    assert "Opening it again adds a new judgement. Judgement 1 stays readable" in words(again)


def test_a_judgement_opened_again_adds_one_and_the_old_one_stays_readable(app: App):
    scene = a_workshop(app, revealed=True)
    scene.agree()
    at = opened(scene.app, case=CASE, statement=str(statement(1)), step="again")
    at.radio[0].set_value("grade:inadequate").run()
    press(at, "Keep this judgement")
    assert [one[:12] for one in judgements(scene) if one.startswith("2")] == ["2 inadequate"]
    after = opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    assert "Judgement 1:" in words(after)


def test_another_view_without_a_reason_names_the_agency_as_people_know_it(app: App):
    scene = a_workshop(app, revealed=True)
    keep(scene, {"outcome": "grade:good", "reason": "Seen.", "holds CSC": "yes"})
    at = press(opened(scene.app, case=CASE, statement=str(statement(1)), step="agree"), "Keep this judgement")
    assert at.error[0].value == "Give Social care's reason for holding another view."


def test_an_auditor_follows_what_the_facilitator_shows_and_has_no_controls(app: App):
    scene = a_workshop(app, revealed=True)
    opened(scene.app, case=CASE, statement=str(statement(2)))
    at = opened(scene.app.as_person(scene.people["CAMHS"]))
    assert "Leadership" in words(at)
    assert not at.button


def test_a_second_window_of_the_facilitator_follows_when_asked_to(app: App):
    scene = a_workshop(app, revealed=True)
    opened(scene.app, case=CASE, statement=str(statement(1)), step="agree")
    keep(scene, {"reason": "Typed a second ago."})
    at = opened(scene.app, follow="1")
    assert "Typed a second ago." in words(at)
    assert not at.radio


def test_the_list_of_cases_says_what_is_still_to_be_agreed(app: App):
    scene = a_workshop(app, revealed=True)
    assert "Not judged yet: Commissioning, Leadership, All in all." in words(opened(scene.app))
    scene.agree()
    at = opened(scene.app)
    assert "Every judgement is recorded." in words(at)
    press(at, "Go on to findings")
    assert scene.round().stage is Stage.FINDINGS


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.MANAGER])
def test_who_may_not_read_case_material_is_told_whom_the_workshop_is_for(app: App, role: Role):
    scene = a_workshop(app, revealed=True)
    at = opened(scene.app.as_person(scene.people[role]), case=CASE)
    assert "The workshop is for the audit group" in words(at)
    assert CASE not in words(at)


def test_the_second_window_to_write_the_same_words_is_told_what_the_first_wrote(app: App):
    scene = a_workshop(app, revealed=True)
    keep(scene, {"reason": "From window A."})
    with pytest.raises(Conflict, match="From window A"), scene.app.unit_of_work() as db:
        moderation.keep_draft(
            db,
            by=scene.facilitator,
            round_ref=ROUND,
            case_ref=CASE,
            statement=statement(1),
            fields={"reason": "From window B."},
            seen={"reason": ""},
            now=NOON,
        )


def test_the_groups_model_stands_with_the_answers_after_the_reveal(app: App):
    at = opened(a_workshop(app, revealed=True).app, case=CASE, statement=str(statement(1)))
    assert any("Beside it, in the Expert Working Group’s model" in one.value for one in at.markdown)

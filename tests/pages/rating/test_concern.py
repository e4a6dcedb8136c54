from __future__ import annotations

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import RING
from audit.domain.rounds.concerns import not_a_route
from audit.services.rounds import setup
from tests.builders import NOON
from tests.pages.filled import FormOnScreen, form, forms
from tests.scenes import ROUND, Scene, a_scene


def page(app) -> None:
    from audit.pages.rating import concern

    concern.render(app)


def opened(scene: Scene, person: str) -> AppTest:
    at = AppTest.from_function(page, kwargs={"app": scene.app.as_person(scene.people[person])}, default_timeout=20)
    at.query_params["round"], at.query_params["case"] = ROUND, "Child A"
    return at.run()


def told(at: AppTest, *, line: str) -> FormOnScreen:
    return form(at).send(
        day=NOON.date().isoformat(), time="09:15", agency="Social care", role="Duty manager", line=line
    )


def test_the_page_says_first_that_it_is_not_a_referral_route(app: App):
    scene = a_scene(app)
    for person in ("CSC", "board_member"):
        assert opened(scene, person).error[0].value == not_a_route(RING)


def test_a_concern_waits_until_somebody_confirms_that_the_childs_own_record_has_it(app: App):
    scene = a_scene(app)
    at = told(opened(scene, "CSC"), line="Missing since this morning.").page
    assert "Missing since this morning." in [one.value for one in at.markdown]
    at = opened(scene, "facilitator")
    at = next(one for one in at.button if "Confirm on the child" in one.label).click().run()
    assert not [one for one in at.button if "Confirm on the child" in one.label]
    assert "confirmed" in at.caption[-1].value


def test_a_concern_without_its_line_is_not_noted_and_what_was_typed_stays(app: App):
    scene = a_scene(app)
    assert told(opened(scene, "CSC"), line="").problems == ["Enter what you told them, in one line."]
    assert form(opened(scene, "CSC")).values["agency"] == "Social care"


def test_a_board_member_cannot_note_a_concern(app: App):
    assert not forms(opened(a_scene(app), "board_member"))


def test_a_concern_can_be_confirmed_after_every_child_has_left_the_round(app: App):
    scene = a_scene(app)
    told(opened(scene, "CSC"), line="Missing since this morning.")
    with scene.app.unit_of_work() as db:
        setup.withdraw_case(
            db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", reason="Moved away.", now=NOON
        )
    page_without_children = opened(scene, "facilitator")
    assert "Every child has left this round" in page_without_children.markdown[0].value
    next(button for button in page_without_children.button if "Confirm on the child" in button.label).click().run()
    assert not [button for button in page_without_children.button if "Confirm on the child" in button.label]

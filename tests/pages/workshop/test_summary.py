from __future__ import annotations

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.rounds.audit_round import Stage
from tests.scenes import ROUND, Scene, a_scene


def page(app) -> None:
    from audit.pages.workshop import summary

    summary.render(app)


def words(scene: Scene, person: str = "facilitator") -> str:
    at = AppTest.from_function(page, kwargs={"app": scene.app.as_person(scene.people[person])}, default_timeout=20)
    at.query_params["round"] = ROUND
    at.run()
    assert not at.exception
    return " ".join([*(str(one.proto.body) for one in at.get("html")), *(one.value for one in at.markdown)])


def a_finished_workshop(app: App, cases: tuple[str, ...]) -> Scene:
    scene = a_scene(app, cases=cases)
    for case in cases:
        scene.fill_in(scene.viewer("CSC"), case)
    scene.move_to(Stage.WORKSHOP)
    for case in cases:
        scene.reveal(case)
        scene.agree(case)
    return scene


def test_fewer_than_four_judged_cases_are_not_enough_to_say_more(app: App):
    said = words(a_finished_workshop(app, ("Child A", "Child B")))
    assert "Not enough to say: commissioning and leadership." in said


def test_the_round_is_told_in_words_and_each_child_by_its_grades(app: App):
    said = words(a_finished_workshop(app, ("Child A", "Child B", "Child C", "Child D")))
    assert "A strength: commissioning and leadership." in said
    assert said.count('ss-G">Good') == 8


def test_nothing_agreed_yet_says_where_to_begin(app: App):
    assert "No judgement is recorded yet." in words(a_scene(app))


def test_a_board_member_does_not_see_the_children(app: App):
    assert "Child A" not in words(a_finished_workshop(app, ("Child A",)), "board_member")

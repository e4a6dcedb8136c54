"""What the board sees of a round, what it asks, and the answers it is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audit.app import App
from audit.domain.board.view import BoardView
from audit.domain.over_time.reaudit import Seen
from audit.domain.people.person import Viewer
from audit.domain.plan.board_asks import OwnAsk, Question, Verb
from audit.domain.rounds.audit_round import Drawn, Stage
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services import board
from audit.services.release import decisions
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import board as queries
from audit.store.queries import people, trail
from audit.store.queries import rounds as round_queries
from tests.builders import NOON, a_case, a_scale
from tests.reaudits import FIRST, SECOND, a_reaudit
from tests.scenes import AGENCIES, ROUND, Scene, a_scene

TODAY = NOON.date()
QUESTION = Question(ref="", round_ref=ROUND, asked_on=TODAY, text="How long is the wait?", owed_by="CAMHS manager")


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app, stage=Stage.BOARD)


def seen(scene: Scene, who: str = "board_member", ref: str = ROUND) -> BoardView:
    with scene.app.reading() as db:
        return board.view(db, viewer=Viewer.of(scene.people[who]), round_ref=ref, today=TODAY)


def ask(scene: Scene, question: Question = QUESTION, by: str = "facilitator") -> str:
    with scene.app.unit_of_work() as db:
        return board.ask(db, by=scene.people[by], round_ref=ROUND, question=question, now=NOON)


def test_everybody_who_reads_findings_sees_the_same(seeded: App):
    with seeded.reading() as db:
        views = [board.view(db, viewer=Viewer.of(one), round_ref="WM25", today=TODAY) for one in people.people(db)]
    assert all(one == views[0] for one in views)
    assert views[0].looked_at.children == 6
    assert "WM2" not in repr(replace(views[0], round_ref="", looked_again_in="", questions=(), owed=()))
    assert views[0].own_grades == (
        "At least one agency graded itself higher than the group agreed in most of its grades."
    )


def test_a_round_is_set_beside_the_newest_closed_one_that_looked_at_the_same(seeded: App):
    with seeded.reading() as db:
        found = board.view(db, viewer=seeded.viewer(), round_ref="WM26", today=TODAY)
    assert (found.workshop_over, found.since) == (False, None)
    assert [one.ref for one in found.owed] == ["Q2"]


def test_a_question_is_owed_until_it_is_answered(scene: Scene):
    ref = ask(scene)
    (question,) = seen(scene).questions
    assert (question.ref, question.owed) == (ref, True)
    answer = replace(question, answer="Six weeks.", answered_on=TODAY)
    with scene.app.unit_of_work() as db:
        board.answer(db, by=scene.facilitator, question=answer, now=NOON)
    assert not seen(scene).questions[0].owed
    with scene.app.reading() as db:
        assert [line.event for line in trail.lines(db, most=2)] == ["board answered", "board asked"]


def test_the_second_to_answer_sees_what_the_first_wrote(scene: Scene):
    ask(scene)
    (question,) = seen(scene).questions
    for text in ("Six weeks.", "Nine weeks."):
        answer = replace(question, answer=text, answered_on=TODAY)
        if text == "Six weeks.":
            with scene.app.unit_of_work() as db:
                board.answer(db, by=scene.facilitator, question=answer, now=NOON)
            continue
        with pytest.raises(Conflict) as refused, scene.app.unit_of_work() as db:
            board.answer(db, by=scene.facilitator, question=answer, now=NOON)
        assert isinstance(refused.value.stored, Question)
        assert refused.value.stored.answer == "Six weeks."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answer": " "}, "Write down what the board was answered"),
        ({"answered_on": None}, "Choose the day"),
        ({"answered_on": TODAY + timedelta(days=1)}, "Choose the day"),
        ({"answered_on": TODAY - timedelta(days=1)}, "before the question"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused(scene: Scene, change: dict[str, Any], says: str):
    ref = ask(scene)
    given: dict[str, Any] = {"answer": "Six weeks.", "answered_on": TODAY} | change
    answer = replace(QUESTION, ref=ref, **given)
    with pytest.raises(AuditError, match=says), scene.app.unit_of_work() as db:
        board.answer(db, by=scene.facilitator, question=answer, now=NOON)


def test_only_who_decides_records_for_the_board_and_no_question_is_of_tomorrow(scene: Scene):
    with pytest.raises(NotAllowed):
        ask(scene, by="board_member")
    with pytest.raises(AuditError, match="still to come"):
        ask(scene, replace(QUESTION, asked_on=TODAY + timedelta(days=1)))


def test_what_the_board_is_asked_can_be_said_in_ones_own_words_and_taken_back(scene: Scene):
    ruled = seen(scene).asks
    for version, text in enumerate(("who leads, by March.", "")):
        with scene.app.unit_of_work() as db:
            own = OwnAsk(verb=Verb.DECIDE, text=text, version=version)
            board.say_ask(db, by=scene.facilitator, round_ref=ROUND, ask=own, now=NOON)
        assert seen(scene).asks[0].text == (text or ruled[0].text)
    stale = OwnAsk(verb=Verb.DECIDE, text="later", version=1)
    with pytest.raises(Conflict), scene.app.unit_of_work() as db:
        board.say_ask(db, by=scene.facilitator, round_ref=ROUND, ask=stale, now=NOON)


def test_the_next_round_sees_the_last_ones_words_actions_and_open_questions(scene: Scene):
    ask(scene)
    scene.move_to(Stage.CLOSED)
    opening = Opening(
        ref="AU27",
        title="Heard again",
        theme="being heard",
        frameworks=scene.round().frameworks(),
        scale=a_scale(),
        agencies=tuple(AGENCIES),
    )
    with scene.app.unit_of_work() as db:
        setup.open_round(db, by=scene.facilitator, opening=opening, now=NOON)
        setup.add_case(db, by=scene.facilitator, round_ref="AU27", case=a_case("Child B", revealed=False), now=NOON)
        while round_queries.by_ref(db, "AU27").stage is not Stage.BOARD:
            setup.advance(db, by=scene.facilitator, round_ref="AU27", now=NOON)
    found = seen(scene, ref="AU27")
    assert found.since is not None
    assert found.since.round_ref == ROUND
    assert [one.text for one in found.owed] == [QUESTION.text]
    with scene.app.reading() as db:
        assert queries.refs_after_workshop(db) == ("AU27", ROUND)
        assert queries.round_before(db, audit_round=scene.round()) is None


def test_a_re_audit_tells_the_board_what_became_of_each_old_finding(app: App):
    again = a_reaudit(app)
    again.settle("F1", Seen.NOT_SEEN, "Six records of Child A.")
    with app.unit_of_work() as db:
        decisions.confirm(
            db, by=again.scene.facilitator, clearance=seen(again.scene, "facilitator", SECOND).clearance, now=NOON
        )
    for who in ("facilitator", "board_member"):
        view = seen(again.scene, who, SECOND)
        assert view.since is not None
        assert view.since.round_ref == FIRST
        assert [(one.finding.text, one.became) for one in view.since.again] == [
            ("Nobody asked a child.", "Not found in the cases looked at"),
            ("Carers were backed.", "Not checked yet"),
        ]
        assert view.since.again_sentence == (
            "2 findings last time. To improve: one not found in the cases looked at. Strengths: one not checked yet."
        )
        assert view.since.chance.startswith("Different children, so not a trend.")


def test_rounds_chosen_on_purpose_describe_their_own_cases_only(app: App):
    view = seen(a_reaudit(app, drawn=Drawn.ON_PURPOSE).scene, ref=SECOND)
    assert view.since is not None
    assert view.since.chance.endswith("Not every case was drawn at random.")

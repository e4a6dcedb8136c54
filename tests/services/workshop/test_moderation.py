"""The workshop: a case is revealed once, agreed with a reason, and what was agreed first stays readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage, WorkshopHeld
from audit.domain.workshop.moderation import Dissent, Judgement, Outcome
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.workshop import moderation
from audit.store.queries import moderation as queries
from audit.store.queries import rating as rating_queries
from tests.builders import NOON, a_judgement, statement
from tests.scenes import ROUND, Scene, a_scene


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app, stage=Stage.WORKSHOP)


def agree(scene: Scene, judgement: Judgement, seen_version: int = 0, by: str = "facilitator") -> Judgement:
    with scene.app.unit_of_work() as db:
        return moderation.agree(
            db, by=scene.people[by], round_ref=ROUND, judgement=judgement, seen_version=seen_version, now=NOON
        )


def agreed(scene: Scene, *, all_versions: bool = False) -> tuple[Judgement, ...]:
    with scene.app.reading() as db:
        viewer = Viewer.of(scene.facilitator)
        return queries.judgements(db, viewer=viewer, audit_round=scene.round(), all_versions=all_versions)


def test_a_case_that_everybody_submitted_is_revealed_without_a_reason(any_app: App):
    scene = a_scene(any_app)
    for agency in ("CSC", "CAMHS", "HEALTH"):
        scene.fill_in(scene.viewer(agency))
    scene.move_to(Stage.WORKSHOP)
    scene.reveal(reason="")
    assert scene.round().case("Child A").revealed_at_utc == NOON
    with scene.app.reading() as db:
        found = rating_queries.ratings(db, viewer=scene.viewer("CSC"), audit_round=scene.round())
    assert [one.agency for one in found] == ["CSC", "CAMHS", "HEALTH"]


def test_a_reveal_without_everybody_names_who_is_missing_and_needs_a_reason(scene: Scene):
    scene.fill_in(scene.viewer("CAMHS"))
    with pytest.raises(AuditError, match=r"Not submitted yet: Social care, Health\. To reveal without them, say why"):
        scene.reveal(reason=" ")
    scene.reveal(reason="Health is away today.")
    assert scene.round().case("Child A").revealed_at_utc is not None


def test_a_case_is_revealed_once(scene: Scene):
    scene.reveal()
    with pytest.raises(AuditError, match="revealed already"):
        scene.reveal()


def test_nothing_is_revealed_before_the_workshop(app: App):
    with pytest.raises(AuditError, match="at “Rate”"):
        a_scene(app).reveal()


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_the_facilitator_reveals(who: str, scene: Scene):
    with pytest.raises(NotAllowed, match="Ask a facilitator"), scene.app.unit_of_work() as db:
        moderation.reveal(db, by=scene.people[who], round_ref=ROUND, case_ref="Child A", reason="x", now=NOON)


def test_nothing_is_agreed_about_a_case_that_is_still_blind(scene: Scene):
    with pytest.raises(AuditError, match="Reveal Child A"):
        agree(scene, a_judgement())


def test_what_was_agreed_is_kept_with_its_reason_and_who_holds_another_view(any_app: App):
    scene = a_scene(any_app, stage=Stage.WORKSHOP)
    scene.reveal()
    dissent = Dissent(agency="CAMHS", position="inadequate", reason="Nobody asked the child.")
    agree(scene, replace(a_judgement(), dissents=(dissent,)))
    (kept,) = agreed(scene)
    assert (kept.reason, kept.dissents, kept.version) == ("Seen in three records.", (dissent,), 1)
    assert (kept.agreed_at_utc, kept.recorded_by) == (NOON, "This computer")


def test_a_change_of_mind_is_a_new_judgement_and_the_old_one_stays(any_app: App):
    scene = a_scene(any_app, stage=Stage.WORKSHOP)
    scene.reveal()
    agree(scene, a_judgement(grade="good"))
    agree(scene, a_judgement(grade="inadequate"), seen_version=1)
    assert [(one.version, one.grade) for one in agreed(scene)] == [(2, "inadequate")]
    assert [(one.version, one.grade) for one in agreed(scene, all_versions=True)] == [(1, "good"), (2, "inadequate")]


def test_a_window_that_has_not_seen_the_newest_judgement_cannot_overwrite_it(scene: Scene):
    scene.reveal()
    agree(scene, a_judgement())
    with pytest.raises(Conflict, match="Another window") as refusal:
        agree(scene, a_judgement(grade="inadequate"))
    assert refusal.value.version == 1
    assert [one.grade for one in agreed(scene)] == ["good"]


@pytest.mark.parametrize(
    ("judgement", "says"),
    [
        (replace(a_judgement(), reason=" "), "reason"),
        (replace(a_judgement(), grade=None), "Choose the grade"),
        (a_judgement(grade="splendid"), "not a grade"),
        (replace(a_judgement(of=None), difference=""), "difference"),
        (replace(a_judgement(), dissents=(Dissent(agency="CSC", position="good", reason=""),)), "CSC's reason"),
    ],
)
def test_a_record_that_lacks_something_is_not_kept(judgement: Judgement, says: str, scene: Scene):
    scene.reveal()
    with pytest.raises(AuditError, match=says):
        agree(scene, judgement)
    assert agreed(scene) == ()


def test_not_agreed_is_an_outcome_too(scene: Scene):
    scene.reveal()
    agree(scene, a_judgement(outcome=Outcome.NOT_AGREED))
    assert agreed(scene)[0].outcome is Outcome.NOT_AGREED


def test_who_may_not_read_case_material_gets_no_judgement(scene: Scene):
    scene.reveal()
    agree(scene, a_judgement())
    for who in ("board_member", "manager"):
        with scene.app.reading() as db:
            viewer = Viewer.of(scene.people[who])
            assert queries.judgements(db, viewer=viewer, audit_round=scene.round()) == ()


def test_papers_get_judgements_without_a_word(scene: Scene):
    scene.reveal()
    agree(scene, a_judgement())
    with scene.app.reading() as db:
        (told,) = queries.judgements_for_papers(db, audit_round=scene.round())
    assert (told.grade, told.reason, told.dissents) == ("good", "", ())


def test_a_second_window_follows_what_the_workshop_shows(any_app: App):
    scene = a_scene(any_app, stage=Stage.WORKSHOP)
    for key in (statement(1), statement(2), None):
        with scene.app.unit_of_work() as db:
            moderation.show(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", statement=key)
    with scene.app.reading() as db:
        showing = queries.showing(db, audit_round=scene.round())
    assert showing == queries.Showing(case="Child A", statement=None, version=3)


def test_a_statement_that_is_not_asked_cannot_be_shown(scene: Scene):
    with pytest.raises(AuditError, match="no statement QS7"), scene.app.unit_of_work() as db:
        moderation.show(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", statement=statement(7))


def test_two_who_confirm_the_workshops_days_are_told(scene: Scene):
    first, second = WorkshopHeld(days=(date(2026, 12, 1),)), WorkshopHeld(days=(date(2026, 12, 2),))
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "seen": None, "now": NOON}
    with scene.app.unit_of_work() as db:
        moderation.confirm_workshop(db, held=first, **at)
    with pytest.raises(Conflict) as told, scene.app.unit_of_work() as db:
        moderation.confirm_workshop(db, held=second, **at)
    assert told.value.stored == first
    assert scene.round().workshop_held == first

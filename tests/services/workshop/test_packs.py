"""Gathering the pack: for who runs the workshop, and blind until the reveal."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.documents.workshop.pack_paper import FeedbackPaper, PackPaper
from audit.domain.people.person import Role, Viewer
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError, NotAllowed
from audit.services.workshop import packs
from audit.store.queries import trail
from tests.builders import a_person
from tests.scenes import ROUND, Said, Scene, a_scene


def a_pack(app: App, viewer: Viewer, *, ref: str = ROUND) -> PackPaper:
    with app.unit_of_work() as db:
        return packs.workshop_pack(db, viewer=viewer, round_ref=ref, today=app.today(), now=app.now())


def some_feedback(app: App, viewer: Viewer, ref: str = ROUND) -> FeedbackPaper:
    with app.unit_of_work() as db:
        return packs.feedback(db, viewer=viewer, round_ref=ref, today=app.today(), now=app.now())


def three_cases(app: App) -> Scene:
    """Return a workshop where Child A is a step apart, and B and C are three; HEALTH has submitted nothing."""
    scene = a_scene(app, cases=("Child A", "Child B", "Child C"))
    for case, other in (("Child A", "good"), ("Child B", "inadequate"), ("Child C", "inadequate")):
        scene.fill_in(scene.viewer("CSC"), case, Said(grade="outstanding"))
        scene.fill_in(scene.viewer("CAMHS"), case, Said(grade=other))
    scene.move_to(Stage.WORKSHOP)
    return scene


def order(scene: Scene) -> list[str]:
    planned = a_pack(scene.app, Viewer.of(scene.facilitator)).run_sheet
    return [slot.turn.case.ref for slot in planned.slots if slot.turn is not None]


def test_blind_cases_stand_in_the_round_s_order_and_revealed_ones_widest_first(app: App):
    scene = three_cases(app)
    assert order(scene) == ["Child A", "Child B", "Child C"]
    scene.reveal("Child C")
    assert order(scene) == ["Child C", "Child A", "Child B"]
    scene.reveal("Child A")
    assert order(scene) == ["Child C", "Child A", "Child B"]
    scene.reveal("Child B")
    assert order(scene) == ["Child B", "Child C", "Child A"]


def test_who_is_ready_and_who_is_awaited(app: App):
    scene = three_cases(app)
    planned = a_pack(app, Viewer.of(scene.facilitator)).run_sheet
    turn = next(slot.turn for slot in planned.slots if slot.turn is not None)
    assert [one.ref for one in turn.ready] == ["CSC", "CAMHS"]
    assert [one.ref for one in turn.awaited] == ["HEALTH"]


def test_a_page_is_made_only_for_cases_that_are_agreed(app: App):
    scene = three_cases(app)
    scene.reveal("Child B")
    assert some_feedback(app, Viewer.of(scene.facilitator)).slips == ()
    scene.agree("Child B")
    paper = some_feedback(app, Viewer.of(scene.facilitator))
    assert [slip.case.ref for slip in paper.slips] == ["Child B"]
    assert paper.not_agreed == ("Child A", "Child C")


def test_those_expected_are_the_facilitator_the_scrutineer_and_the_agencies_auditors(seeded: App):
    people = a_pack(seeded, seeded.viewer(), ref="WM26").people
    assert [one.name for one in people[:2]] == ["Ines Calderwick", "Tobias Hallowmere"]
    assert all(Role.AUDITOR in one.roles for one in people[2:])
    assert len(people) == 10


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SCRUTINEER, Role.BOARD_MEMBER, Role.MANAGER])
def test_nobody_else_takes_them_out(role: Role, seeded: App):
    viewer = Viewer.of(a_person(role, agency="CSC"))
    for gather in (a_pack, some_feedback):
        with pytest.raises(NotAllowed):
            gather(seeded, viewer, ref="WM25")


def test_it_is_noted_that_they_were_taken_out(seeded: App):
    a_pack(seeded, seeded.viewer(), ref="WM25")
    some_feedback(seeded, seeded.viewer(), ref="WM25")
    with seeded.reading() as db:
        events = {one.event for one in trail.lines(db, about="WM25")}
    assert {"workshop pack taken out", "feedback slips taken out"} <= events


def test_a_round_without_cases_has_no_pack(app: App):
    scene = a_scene(app, cases=(), stage=Stage.SETUP)
    with pytest.raises(AuditError, match="no cases yet"):
        a_pack(app, Viewer.of(scene.facilitator))

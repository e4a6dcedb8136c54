"""Children's journeys: who may enter them, when, and what happens where two people write at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.journeys.ecomap import Direction, Strength, Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Person, Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Meeting, Process, ProcessKind
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services import journeys
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.store.queries import journeys as queries
from tests.builders import NOON, a_framework
from tests.scenes import ROUND, Scene, a_scene

PATHWAY = a_framework("ewg-pathway-2017")
FRIENDS, FAMILY = Key(PATHWAY.id, "E14"), Key(PATHWAY.id, "E15")
EVENT = Event(part=Key(PATHWAY.id, "P2"), on=date(2026, 6, 4), what="The GP was asked.", who="Aunt", agency="HEALTH")
CASE = "Child A"


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def at(scene: Scene, by: Person | None = None, *, framework: bool = True) -> dict:
    place = {"by": by or scene.facilitator, "round_ref": ROUND, "case_ref": CASE, "now": NOON}
    return {**place, "framework": PATHWAY} if framework else place


def add(scene: Scene, event: Event = EVENT) -> Event:
    with scene.app.unit_of_work() as db:
        journeys.add_event(db, event=event, **at(scene))
    return events(scene)[-1]


def put(scene: Scene, tie: Tie) -> Tie:
    with scene.app.unit_of_work() as db:
        journeys.add_tie(db, tie=tie, **at(scene))
    return ties(scene)[-1]


def mark(scene: Scene, *roles: Key, seen: tuple[Key, ...] = ()) -> None:
    with scene.app.unit_of_work() as db:
        journeys.mark_missing(db, roles=roles, seen=seen, **at(scene))


def events(scene: Scene, by: Person | None = None) -> tuple[Event, ...]:
    with scene.app.reading() as db:
        viewer = Viewer.of(by or scene.facilitator)
        return queries.events(db, viewer=viewer, audit_round=scene.round())[CASE]


def ties(scene: Scene, by: Person | None = None) -> tuple[Tie, ...]:
    with scene.app.reading() as db:
        viewer = Viewer.of(by or scene.facilitator)
        return queries.ties(db, viewer=viewer, audit_round=scene.round())[CASE]


def test_an_event_comes_back_as_it_was_entered(any_app: App):
    scene = a_scene(any_app)
    there = add(scene)
    assert replace(there, id=None, saved_at_utc=None, saved_by="") == EVENT
    assert (there.saved_at_utc, there.saved_by) == (NOON, scene.facilitator.name)


def test_an_event_of_an_agency_that_takes_no_part_is_refused(scene: Scene):
    with pytest.raises(AuditError, match="YJS does not take part"):
        add(scene, replace(EVENT, agency="YJS"))


def test_whoever_reads_cases_sees_the_journey_before_the_reveal_and_a_board_member_does_not(scene: Scene):
    add(scene)
    put(scene, Tie(role=FRIENDS, strength=Strength.STRONG))
    for who, sees in (("CSC", 1), ("scrutineer", 1), ("board_member", 0), ("manager", 0)):
        person = scene.people[who]
        assert (len(events(scene, person)), len(ties(scene, person))) == (sees, sees)


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_who_sets_up_the_round_enters_a_journey(scene: Scene, who: str):
    there, tie = add(scene), put(scene, Tie(role=FRIENDS, strength=Strength.STRONG))
    place = at(scene, scene.people[who])
    away = at(scene, scene.people[who], framework=False)
    tries = (
        lambda db: journeys.add_event(db, event=EVENT, **place),
        lambda db: journeys.change_event(db, event=there, **place),
        lambda db: journeys.take_event(db, event=there, **away),
        lambda db: journeys.add_tie(db, tie=Tie(role=FAMILY, strength=Strength.WEAK), **place),
        lambda db: journeys.change_tie(db, tie=tie, **place),
        lambda db: journeys.take_tie(db, tie=tie, **away),
        lambda db: journeys.mark_missing(db, roles=[FAMILY], seen=(), **place),
    )
    for attempt in tries:
        with pytest.raises(NotAllowed), scene.app.unit_of_work() as db:
            attempt(db)
    assert (events(scene), ties(scene)) == ((there,), (tie,))


def test_once_the_judgements_are_fixed_the_journey_is_too(scene: Scene):
    scene.move_to(Stage.PLAN)
    with pytest.raises(AuditError, match="can be done at"):
        add(scene)


def test_two_people_who_add_at_once_lose_nothing(scene: Scene):
    add(scene)
    add(scene, replace(EVENT, what="School was asked."))
    assert [event.what for event in events(scene)] == ["The GP was asked.", "School was asked."]


def test_the_second_who_changes_an_event_sees_what_the_first_wrote(scene: Scene):
    there = add(scene)
    change(scene, replace(there, what="First."))
    with pytest.raises(Conflict) as caught:
        change(scene, replace(there, what="Second."))
    assert isinstance(caught.value.stored, Event)
    assert (caught.value.stored.what, caught.value.version) == ("First.", 2)
    assert events(scene)[0].what == "First."
    change(scene, replace(there, what="Second.", version=caught.value.version))
    assert events(scene)[0].what == "Second."


def change(scene: Scene, event: Event) -> None:
    with scene.app.unit_of_work() as db:
        journeys.change_event(db, event=event, **at(scene))


def test_an_event_that_was_changed_meanwhile_is_not_taken_away_unread(scene: Scene):
    there = add(scene)
    change(scene, replace(there, what="Changed."))
    with pytest.raises(Conflict, match="still here"), scene.app.unit_of_work() as db:
        journeys.take_event(db, event=there, **at(scene, framework=False))
    with scene.app.unit_of_work() as db:
        journeys.take_event(db, event=events(scene)[0], **at(scene, framework=False))
    assert events(scene) == ()
    with pytest.raises(AuditError, match="add it anew"):
        change(scene, there)


def test_the_second_who_changes_a_tie_sees_what_the_first_wrote(scene: Scene):
    there = put(scene, Tie(role=FRIENDS, strength=Strength.STRONG))
    with scene.app.unit_of_work() as db:
        journeys.change_tie(db, tie=replace(there, strength=Strength.WEAK), **at(scene))
    for act in (journeys.change_tie, journeys.take_tie):
        place = at(scene, framework=act is journeys.change_tie)
        with pytest.raises(Conflict) as caught, scene.app.unit_of_work() as db:
            act(db, tie=replace(there, direction=Direction.TO_CHILD), **place)
        assert caught.value.stored == ties(scene)[0]
    assert ties(scene)[0].strength is Strength.WEAK


def test_somebody_who_was_missing_and_is_found_is_no_longer_missing(scene: Scene):
    mark(scene, FRIENDS, FAMILY)
    put(scene, Tie(role=FRIENDS, strength=Strength.SOME, who="art group"))
    assert [(tie.role, tie.is_present) for tie in ties(scene)] == [(FAMILY, False), (FRIENDS, True)]
    with pytest.raises(AuditError, match="stands on the map"):
        mark(scene, FRIENDS, FAMILY)


def test_a_mark_that_somebody_else_set_meanwhile_stays(scene: Scene):
    mark(scene, FRIENDS)
    mark(scene, FAMILY, seen=())  # a window that was opened before
    assert {tie.role for tie in ties(scene)} == {FRIENDS, FAMILY}
    mark(scene, FAMILY, seen=(FRIENDS, FAMILY))
    assert [tie.role for tie in ties(scene)] == [FAMILY]


def test_every_act_is_in_the_trail_without_its_words(scene: Scene):
    there = add(scene)
    put(scene, Tie(role=FRIENDS, strength=Strength.STRONG, who="the art group"))
    with scene.app.unit_of_work() as db:
        journeys.take_event(db, event=there, **at(scene, framework=False))
    with scene.app.engine.connect() as connection:
        lines = [str(row) for row in connection.exec_driver_sql("SELECT event, about, digest FROM trail")]
    said = "\n".join(lines)
    for act in ("event added to a journey", "tie added to a map", "event taken from a journey"):
        assert act in said
    assert "GP" not in said
    assert "art group" not in said


def test_erasing_the_child_erases_the_journey(app: App):
    scene = a_scene(app, cases=(CASE, "Child B"))
    add(scene)
    put(scene, Tie(role=FRIENDS, strength=Strength.STRONG))
    plan = Process(kind=ProcessKind.CARE_PLAN, meetings=(Meeting(day=date(2026, 6, 4), about="Review"),))
    with app.unit_of_work() as db:
        case = replace(scene.round().case(CASE), processes=(plan,))
        setup.change_case(db, by=scene.facilitator, round_ref=ROUND, case=case, now=NOON)
    assert rows_of_journeys(app) == (1, 1, 1)
    with app.unit_of_work() as db:
        erasure.erase_case(db, by=scene.facilitator, round_ref=ROUND, case_ref=CASE, confirmed=CASE, now=NOON)
    assert rows_of_journeys(app) == (0, 0, 0)


def rows_of_journeys(app: App) -> tuple[int, ...]:
    with app.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM pathway_event), (SELECT count(*) FROM case_tie), "
            "(SELECT count(*) FROM case_meeting)"
        )
        return tuple(found.one())

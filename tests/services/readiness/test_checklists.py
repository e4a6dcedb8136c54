"""Where a recommendation stands is added and never changed, and the second writer sees the first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Viewer
from audit.domain.readiness.checklists import Entry, State
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.readiness import assessment
from audit.store.queries import readiness as queries
from audit.store.queries import trail
from tests.builders import NOON, SEVEN
from tests.readiness import INSTALLED, R1, R9, an_entry
from tests.scenes import Scene, a_scene

FIRST = replace(an_entry(R1, State.UNDER_WAY, version=0), why="")


def say(scene: Scene, entry: Entry = FIRST, by: str = "facilitator") -> int:
    with scene.app.unit_of_work() as db:
        return assessment.say(db, by=scene.people[by], frameworks=INSTALLED, entry=entry, now=NOON)


def history(scene: Scene, who: str = "facilitator") -> tuple[Entry, ...]:
    with scene.app.reading() as db:
        return queries.checklist_history(db, viewer=Viewer.of(scene.people[who]), item=R1)


def test_what_was_said_is_kept_with_who_and_why(any_app: App):
    scene = a_scene(any_app)
    assert say(scene) == 1
    later = replace(FIRST, state=State.IN_PLACE, why="The post is filled.", evidence_refs=("E1", "E2"), version=1)
    assert say(scene, later, by="manager") == 2
    new, old = history(scene)
    assert (new.state, new.why, new.said_by, new.evidence_refs) == (
        State.IN_PLACE,
        "The post is filled.",
        "manager",
        ("E1", "E2"),
    )
    assert (old.state, old.version, old.said_by) == (State.UNDER_WAY, 1, "This computer")
    with scene.app.reading() as db:
        assert queries.entries(db, viewer=Viewer.of(scene.facilitator)) == {R1: new}
        assert trail.lines(db, most=1)[0].event == "checklist worked through"


def test_the_second_writer_is_shown_what_the_first_wrote(app: App):
    scene = a_scene(app)
    say(scene)
    say(scene, replace(FIRST, state=State.IN_PLACE, narrative="The post is filled.", why="Filled.", version=1))
    with pytest.raises(Conflict) as caught:
        say(scene, replace(FIRST, narrative="Nothing new.", why="Looked again.", version=1))
    assert isinstance(caught.value.stored, Entry)
    assert (caught.value.stored.narrative, caught.value.version) == ("The post is filled.", 2)
    assert len(history(scene)) == 2


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (R9, "shown and not scored"),
        (Key(SEVEN, "QS1"), "not a recommendation"),
        (Key("nowhere", "R1"), "no checklist nowhere"),
        (Key(R1.framework, "R99"), "no item R99"),
    ],
)
def test_only_local_recommendations_are_worked_through(app: App, key: Key, says: str):
    with pytest.raises(AuditError, match=says):
        say(a_scene(app), replace(FIRST, item=key))


def test_an_agency_that_is_not_there_cannot_lead(app: App):
    with pytest.raises(AuditError, match="no agency FIRE"):
        say(a_scene(app), replace(FIRST, lead_agency="FIRE"))


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member"])
def test_others_read_and_do_not_write(app: App, who: str):
    scene = a_scene(app)
    say(scene)
    with pytest.raises(NotAllowed, match="keep the checklists"):
        say(scene, replace(FIRST, version=1, why="New."), by=who)
    assert len(history(scene, who)) == 1


def test_texts_are_erased_for_good_once_that_is_typed(app: App):
    scene = a_scene(app)
    say(scene, replace(FIRST, narrative="heron-by-the-canal"))
    at: dict[str, Any] = {"by": scene.facilitator, "item": R1, "now": NOON}
    with pytest.raises(AuditError, match="type R1"), app.unit_of_work() as db:
        assessment.erase(db, confirmed="R2", **at)
    with app.unit_of_work() as db:
        assessment.erase(db, confirmed=" R1 ", **at)
    app.scrub()
    assert history(scene) == ()
    assert b"heron-by-the-canal" not in Path(str(app.engine.url.database)).read_bytes()
    with pytest.raises(AuditError, match="nothing to erase"), app.unit_of_work() as db:
        assessment.erase(db, confirmed="R1", **at)

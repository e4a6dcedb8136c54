"""An immediate concern is told outside the audit, noted here, and confirmed once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.concerns import Concern
from audit.errors import AuditError, NotAllowed
from audit.services.rounds import setup
from audit.store.queries import moderation as queries
from tests.builders import NOON
from tests.scenes import ROUND, Scene, a_scene

CONCERN = Concern(
    case="Child A",
    told_at_utc=NOON - timedelta(hours=1),
    agency_told="Social care",
    role_told="Team manager",
    line="Told that the plan has no adult to call at night.",
)


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def tell(scene: Scene, concern: Concern = CONCERN, by: str = "CSC") -> None:
    with scene.app.unit_of_work() as db:
        setup.tell(db, by=scene.people[by], round_ref=ROUND, concern=concern, now=NOON)


def confirm(scene: Scene, concern_id: int) -> None:
    with scene.app.unit_of_work() as db:
        setup.confirm(db, by=scene.facilitator, round_ref=ROUND, concern_id=concern_id, now=NOON)


def noted(scene: Scene, who: str = "facilitator") -> list[Concern]:
    with scene.app.reading() as db:
        found = queries.concerns(db, viewer=Viewer.of(scene.people[who]), round_ref=ROUND)
    return [concern for _, concern in found]


def test_a_concern_is_open_until_somebody_confirms_it_and_then_closed_for_good(any_app: App):
    scene = a_scene(any_app)
    tell(scene)
    (one,) = noted(scene)
    assert (one.open, one.raised_by, one.line) == (True, "CSC auditor", CONCERN.line)
    confirm(scene, one.id or 0)
    (one,) = noted(scene)
    assert (one.open, one.confirmed_by, one.confirmed_at_utc) == (False, "This computer", NOON)
    with pytest.raises(AuditError, match="confirmed already"):
        confirm(scene, one.id or 0)


def test_open_concerns_come_first(scene: Scene):
    tell(scene, replace(CONCERN, line="First."))
    confirm(scene, noted(scene)[0].id or 0)
    tell(scene, replace(CONCERN, line="Second."))
    assert [one.line for one in noted(scene)] == ["Second.", "First."]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"role_told": " "}, "agency and role you told"),
        ({"line": ""}, "in one line"),
        ({"told_at_utc": NOON + timedelta(minutes=1)}, "a time that has passed"),
    ],
)
def test_a_concern_that_says_too_little_is_not_noted(changes: dict[str, Any], says: str, scene: Scene):
    with pytest.raises(AuditError, match=says):
        tell(scene, replace(CONCERN, **changes))
    assert noted(scene) == []


@pytest.mark.parametrize("who", ["scrutineer", "board_member", "manager"])
def test_who_works_with_no_child_neither_notes_nor_sees_concerns(who: str, scene: Scene):
    tell(scene)
    with pytest.raises(NotAllowed):
        tell(scene, by=who)
    assert noted(scene, who) == []

"""A sign-in is used, left unused, ended and never taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from audit.app import App
from audit.services.people import partnership
from audit.store.queries import people as queries
from audit.store.queries import trail
from tests.builders import NOON
from tests.scenes import Scene, a_scene

IDLE = timedelta(minutes=30)


def _use(scene: Scene, minutes: int, *, mark: str = "m", at: datetime = NOON, who: str = "facilitator") -> bool:
    with scene.app.unit_of_work() as db:
        return partnership.use(
            db, by=scene.people[who], mark=mark, signed_in_at=at, now=NOON + timedelta(minutes=minutes), idle=IDLE
        )


def test_each_use_makes_it_last_longer(any_app: App):
    scene = a_scene(any_app)
    assert all(_use(scene, minutes) for minutes in (0, 20, 40, 69))
    with scene.app.reading() as db:
        there = queries.by_mark(db, "m")
    assert there is not None
    assert there.used_at_utc == NOON + timedelta(minutes=69)


def test_one_left_unused_is_over_for_good(app: App):
    scene = a_scene(app)
    assert _use(scene, 0)
    assert not _use(scene, 31)
    assert not _use(scene, 0), "not even for a clock that goes back"
    with scene.app.reading() as db:
        assert [one.event for one in trail.lines(db, most=2)] == ["signed out", "signed in"]


def test_an_old_cookie_opens_nothing(app: App):
    scene = a_scene(app)
    assert not _use(scene, 0, at=NOON - timedelta(minutes=31))
    with scene.app.reading() as db:
        assert queries.by_mark(db, "m") is None


def test_a_mark_is_of_one_person(app: App):
    scene = a_scene(app)
    assert _use(scene, 0)
    assert not _use(scene, 1, who="CSC")
    assert not _use(scene, 1), "and whoever showed another's mark has ended it"


def test_signing_out_ends_this_sign_in_and_no_other(app: App):
    scene = a_scene(app)
    assert _use(scene, 0)
    assert _use(scene, 0, mark="another browser")
    with scene.app.unit_of_work() as db:
        partnership.end(db, by=scene.facilitator, mark="m", now=NOON)
        partnership.end(db, by=scene.facilitator, mark="never seen", now=NOON)
    assert not _use(scene, 1)
    assert _use(scene, 1, mark="another browser")

"""A sign-in holds until it is ended or left unused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from audit.domain.people.person import SignedIn
from tests.builders import NOON

IDLE = timedelta(minutes=30)
THERE = SignedIn(mark="m", person=1, used_at_utc=NOON)


@pytest.mark.parametrize(("minutes", "holds"), [(0, True), (29, True), (30, True), (31, False), (60 * 24 * 29, False)])
def test_it_holds_for_half_an_hour_without_use(minutes: int, holds: bool):
    assert THERE.holds(NOON + timedelta(minutes=minutes), IDLE) is holds


def test_one_that_was_ended_holds_no_more():
    ended = SignedIn(mark="m", person=1, used_at_utc=NOON, ended_at_utc=NOON)
    assert not ended.holds(NOON, IDLE)
    assert not ended.stands(NOON, IDLE)


def test_its_use_is_noted_once_a_minute_and_no_more_often():
    assert THERE.stands(NOON + timedelta(seconds=59), IDLE)
    assert not THERE.stands(NOON + timedelta(seconds=60), IDLE)

"""A concern says who was told what; it is noted after it was told, never instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audit.domain.people.person import RING
from audit.domain.rounds.concerns import Concern, not_a_route
from audit.errors import AuditError
from tests.builders import NOON

CONCERN = Concern(case="Child A", told_at_utc=NOON, agency_told="Social care", role_told="Manager", line="Told.")


def test_a_concern_told_this_minute_can_be_noted():
    CONCERN.must_be_sound(NOON)
    assert CONCERN.open
    assert not replace(CONCERN, confirmed_at_utc=NOON).open


@pytest.mark.parametrize("name", ["case", "agency_told", "role_told", "line"])
def test_nothing_can_be_left_out(name: str):
    empty: dict[str, Any] = {name: ""}
    with pytest.raises(AuditError, match="Enter "):
        replace(CONCERN, **empty).must_be_sound(NOON)


def test_a_concern_is_told_first_and_noted_then():
    with pytest.raises(AuditError, match="Enter a time that has passed"):
        replace(CONCERN, told_at_utc=NOON + timedelta(seconds=1)).must_be_sound(NOON)
    assert "does not make a referral" in not_a_route(RING)
    assert RING in not_a_route(RING)

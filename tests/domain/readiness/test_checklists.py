"""A recommendation stands where the partnership said, with its reason; national ones are shown and not scored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.domain.frameworks.framework import Key
from audit.domain.readiness.checklists import Entry, State, checklists, count, is_checklist
from audit.errors import AuditError
from tests.builders import SEVEN, a_framework
from tests.readiness import INSTALLED, QS1, R1, R9, R11, an_entry


def test_the_checklists_are_those_of_the_sources():
    found = {one.framework.id: len(one.scored) for one in checklists(INSTALLED, {})}
    assert found == {
        "cambridgeshire-2020": 35,
        "corambaaf-2025": 3,
        "education-committee-2016": 6,
        "ewg-recommendations-2017": 14,
        "ewg-young-people-2017": 11,
        "leeds-jtai-2020": 5,
    }
    assert not is_checklist(a_framework(SEVEN))


def test_national_recommendations_are_shown_and_not_scored():
    (sixteen,) = (one for one in checklists(INSTALLED, {}) if one.framework.id == R9.framework)
    assert len(sixteen.lines) == 16
    assert not sixteen.line(R9).scored
    assert [line.item.ref for line in sixteen.lines if not line.scored] == ["R9", "R10"]


def test_a_recommendation_knows_the_statements_it_supports_whichever_side_says_so():
    (sixteen,) = (one for one in checklists(INSTALLED, {}) if one.framework.id == R1.framework)
    assert sixteen.line(R1).statements == (Key(SEVEN, "QS2"),)
    assert sixteen.line(R11).statements == (QS1,)  # the statement's own file says this too


def test_what_nothing_is_said_of_is_not_counted_as_not_started():
    said = {R1: an_entry(R1, State.NOT_STARTED), R11: an_entry(R11, State.IN_PLACE)}
    (sixteen,) = (one for one in checklists(INSTALLED, said) if one.framework.id == R1.framework)
    assert {state: sixteen.count(state) for state in State if sixteen.count(state)} == {
        State.NOT_STARTED: 1,
        State.IN_PLACE: 1,
    }
    assert count(sixteen.lines, None) == 12


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"state": State.NOT_FOR_US, "why": ""}, "not for you"),
        ({"lead_agency": ""}, "agency that leads"),
        ({"narrative": " "}, "what has been done"),
        ({"state": State.MAKING_A_DIFFERENCE, "evidence": ""}, "A difference needs evidence"),
        ({"why": ""}, "why this changes"),
    ],
)
def test_what_an_entry_still_needs_is_named(change: dict[str, Any], says: str):
    an_entry().must_be_sound()
    with pytest.raises(AuditError, match=says):
        replace(an_entry(), **change).must_be_sound()


def test_a_first_word_needs_no_reason():
    Entry(item=R1, state=State.NOT_STARTED).must_be_sound()

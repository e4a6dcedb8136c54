from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.domain.rounds.cases import CaseDates, Population, child_of, differences, rules_for
from audit.errors import AuditError
from audit.library.frameworks import loading
from tests.builders import a_case, a_measurement

TODAY = date(2026, 11, 20)
ENTRY = {"entry_to_care": (date(2025, 3, 3),)}


def test_dates_still_to_come_and_before_the_entry_are_refused_by_name():
    with pytest.raises(AuditError, match="Review: 21/11/2026 is still to come"):
        CaseDates(dates={"review": (date(2026, 11, 21),)}).must_be_sound(a_case(), TODAY)
    with pytest.raises(AuditError, match="Social worker's visit: a date comes before the entry"):
        CaseDates(dates={**ENTRY, "visit": (date(2025, 3, 1),)}).must_be_sound(a_case(), TODAY)
    both = CaseDates(dates={"care_plan": (date(2025, 3, 1),)}, none=frozenset({"care_plan"}))
    with pytest.raises(AuditError, match="Care plan prepared: there is a date, and “not done”"):
        both.must_be_sound(a_case(), TODAY)


def test_the_questionnaires_come_from_the_figures_noted_for_the_case():
    case = a_case(measurements=[a_measurement(18), a_measurement(12, date(2027, 1, 1))])
    child = child_of(case, CaseDates(dates=ENTRY), TODAY)
    assert child.dates["sdq"] == (date(2026, 5, 4),)
    assert child.sdq_totals == {date(2026, 5, 4): 18}
    assert child.facts == {"out_of_area": False}
    assert child.ages == (13, 15)


def test_a_child_who_is_not_in_care_is_asked_two_questions_alone():
    everything = loading.timescales()
    assert rules_for(a_case(), everything) == everything
    outside = replace(a_case(), population=Population.CARE_LEAVER)
    assert [rule[0].ref for rule in rules_for(outside, everything)] == ["T24", "T25"]


def test_two_versions_differ_where_they_say_different_things():
    mine = CaseDates(dates=ENTRY, facts={"emergency": True})
    theirs = CaseDates(dates=ENTRY, none=frozenset({"care_plan"}))
    assert differences(mine, theirs) == [
        ("Care plan prepared", "empty", "not done"),
        ("The move was an emergency", "yes", "empty"),
    ]


def test_what_is_empty_is_not_kept():
    assert CaseDates(dates={"visit": ()}).tidied() == CaseDates()

"""The invented children's journeys: true to the story that their rounds tell."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.domain.identifying.marking import identifiers_in
from audit.domain.journeys import ecomap, pathway
from audit.domain.journeys.lanes import intervals, side_by_side
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.measurements import MeasurementKind
from audit.library.names.lists import names
from audit.store.queries import journeys as queries
from audit.store.queries import rounds
from tests.builders import a_framework

PATHWAY = a_framework("ewg-pathway-2017")
PARTS, ROLES = pathway.parts_of(PATHWAY), ecomap.roles_of(PATHWAY)
NOT_THE_WAIT_FOR_A_FIRST_APPOINTMENT = {
    "WM25-3": (41, False),  # from ready to leave the ward to a home
    "WM26-1": (3, False),  # a key adult came before the school nurse did
    "WM26-6": (28, False),  # the figure noted is the gap between services, and that was none
}


def told(app: App, ref: str):
    with app.reading() as db:
        audit_round = rounds.by_ref(db, ref)
        viewer = app.viewer()
        return (
            audit_round,
            queries.events(db, viewer=viewer, audit_round=audit_round),
            queries.ties(db, viewer=viewer, audit_round=audit_round),
        )


@pytest.mark.parametrize("ref", ["WM25", "WM26"])
def test_every_child_has_a_way_to_help_and_a_map(seeded: App, ref: str):
    audit_round, events, ties = told(seeded, ref)
    for case in audit_round.cases:
        assert len(events[case.ref]) >= 4, case.ref
        assert sum(tie.is_present for tie in ties[case.ref]) >= 6, case.ref
        assert ecomap.missing(ties[case.ref], ROLES), case.ref


@pytest.mark.parametrize("ref", ["WM25", "WM26"])
def test_the_days_to_help_are_the_days_that_the_story_tells(seeded: App, ref: str):
    audit_round, events, _ = told(seeded, ref)
    for case in audit_round.cases:
        found = pathway.to_help(events[case.ref], PARTS, until(audit_round))
        assert found is not None, case.ref
        noted = [one.value for one in case.measurements if one.kind is MeasurementKind.WAIT]
        wanted = NOT_THE_WAIT_FOR_A_FIRST_APPOINTMENT.get(case.ref)
        if wanted is None:
            assert found.days == noted[-1], case.ref
            assert found.so_far is (case.ref in ("WM26-3", "WM26-4"))
        else:
            assert (found.days, found.so_far) == wanted, case.ref


def test_the_review_that_was_put_off_three_times_is_there(seeded: App):
    audit_round, _, _ = told(seeded, "WM26")
    case = audit_round.case("WM26-2")
    every = intervals([a_framework("statutory-timescales")], case.age_band)
    assert audit_round.period is not None
    found = side_by_side(case.ref, case.processes, audit_round.period, every)
    assert next((late.kind.value, late.times) for late in found.put_off) == ("ehc_plan", 3)
    assert found.most_at_once == 4
    assert found.overlaps == ()  # what met on 18 August met as one


@pytest.mark.parametrize("ref", ["WM25", "WM26"])
def test_nothing_in_a_journey_identifies_anybody(seeded: App, ref: str):
    _, events, ties = told(seeded, ref)
    said = [words for found in events.values() for event in found for words in (event.what, event.who)]
    said += [tie.who for found in ties.values() for tie in found]
    found = [identifier for words in said for identifier in identifiers_in(words, names())]
    identifying = {(one.kind.value, one.text) for one in found if not one.kind.is_wording}
    assert identifying <= {("place", "Estermouth")}  # the invented authority next door, which the story is about


def until(audit_round: Round):
    assert audit_round.period is not None
    return audit_round.period[1]

"""The invented partnership keeps evidence and checklists as its story says, so that every band occurs."""

from __future__ import annotations

from datetime import date

from audit.app import App
from audit.domain.readiness.bands import Band
from audit.domain.readiness.checklists import State
from audit.services.readiness import assessment
from audit.store.queries import readiness
from tests.readiness import INSTALLED

TODAY = date(2026, 11, 25)
BANDS = {  # of the criteria in order, then of the statements, on 25 November 2026
    "J": "strong some thin conflicting conflicting some none strong thin some",
    "QS": "some some some strong some conflicting some",
}


def test_every_band_occurs(seeded: App):
    with seeded.reading() as db:
        rows = assessment.assess(db, viewer=seeded.viewer(), frameworks=INSTALLED, today=TODAY)
    assert [one.band.value for one in rows] == [*BANDS["J"].split(), *BANDS["QS"].split()]
    assert {one.band for one in rows} == set(Band)


def test_the_register_holds_some_that_is_out_of_date_and_names_no_child(seeded: App):
    with seeded.reading() as db:
        there = assessment.held(db, viewer=seeded.viewer())
        rows = assessment.assess(db, viewer=seeded.viewer(), frameworks=INSTALLED, today=TODAY)
    assert (len(there.evidence), there.months) == (22, 18)
    assert {piece.ref for row in rows for piece in row.stale} == {"E1", "E2", "E3"}
    assert "WM25-" not in repr(there.evidence)
    assert "WM26-" not in repr(there.entries)


def test_checklists_have_been_worked_through_with_a_history(seeded: App):
    with seeded.reading() as db:
        entries = readiness.entries(db, viewer=seeded.viewer())
    assert {one.state for one in entries.values()} == set(State)
    assert sum(one.version > 1 for one in entries.values()) >= 6
    assert any(one.review_on is not None and one.review_on < TODAY for one in entries.values())

"""On two thousand invented notes every patterned identifier is marked, most names are, and little else."""

from __future__ import annotations

import pytest

from audit.domain.identifying.marking import IdentifierKind, Tier, identifiers_in
from audit.library.names.lists import names
from tests import notes_elsewhere
from tests.given import each, given
from tests.identifiers_at_length import PATTERNED, WORDED, clean_marked, notes_of, recall
from tests.notes import counts, notes

KINDS = [kind for kind in IdentifierKind if kind.tier is Tier.STOP]
NOTES = given("notes/notes.json")


@pytest.fixture(scope="module")
def counted():
    return {one.kind: one for one in counts(notes())}


def test_half_of_the_notes_hold_nothing_and_every_kind_is_there_often(counted):
    invented = notes()
    assert len(invented) == 2000
    assert sum(not note.holds for note in invented) == 1000
    assert all(counted[kind].there >= 20 for kind in KINDS)
    assert clean_marked(invented)[0] <= 20


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_stands_in_the_notes_is_marked_and_little_else(counted, kind):
    assert counted[kind].recall >= (0.90 if kind in WORDED else 0.95), counted[kind].missed
    assert counted[kind].precision >= 0.90, counted[kind].wrong


def test_notes_in_other_styles_with_other_names_are_marked_as_well():
    others = notes_elsewhere.notes()
    assert (len(others), sum(not note.holds for note in others)) == (200, 100)
    found = counts(others)
    assert recall(found, PATTERNED) >= 0.95
    assert recall(found, WORDED) >= 0.90
    assert clean_marked(others)[0] <= 5


@pytest.mark.parametrize("file", each(NOTES))
def test_notes_by_somebody_who_had_not_seen_what_is_looked_for_are_marked(file):
    theirs = notes_of(file)
    found = counts(theirs)
    assert recall(found, PATTERNED) >= 0.95, [count.missed for count in found]
    assert recall(found, WORDED) >= 0.90, [count.missed for count in found]
    assert clean_marked(theirs)[0] <= 5


@pytest.mark.parametrize(
    "text",
    [
        "Attendance for Autumn Term 1 was 91%.",
        "Hearing test at the Royal Infirmary was normal.",
        "Savings, Junior ISA and Passport all still outstanding.",
        "Read Life Story book together.",
    ],
)
def test_the_words_of_the_work_are_no_names(text):
    assert identifiers_in(text, names()) == ()

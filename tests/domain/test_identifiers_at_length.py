"""On two thousand invented notes every patterned identifier is marked, most names are, and little else."""

from __future__ import annotations

import pytest

from audit.domain.identifiers import IdentifierKind, identifiers_in
from audit.library.names import names
from tests import notes_elsewhere
from tests.notes import counts, notes

PATTERNED = [kind for kind in IdentifierKind if kind is not IdentifierKind.NAME]


@pytest.fixture(scope="module")
def counted():
    return {one.kind: one for one in counts(notes())}


def test_half_of_the_notes_hold_nothing_and_every_kind_is_there_often(counted):
    given = notes()
    assert len(given) == 2000
    assert sum(not note.holds for note in given) == 1000
    assert all(counted[kind].there >= 50 for kind in IdentifierKind)


@pytest.mark.parametrize("kind", PATTERNED, ids=str)
def test_no_patterned_identifier_is_missed_and_few_words_are_taken_for_one(counted, kind):
    assert counted[kind].missed == ()
    assert counted[kind].precision >= 0.95, counted[kind].wrong


def test_nine_names_of_ten_are_marked_and_four_of_five_marks_are_names(counted):
    name = counted[IdentifierKind.NAME]
    assert name.recall >= 0.90, name.missed
    assert name.precision >= 0.80, name.wrong


def test_notes_in_other_styles_with_other_names_are_marked_as_well():
    given = notes_elsewhere.notes()
    assert (len(given), sum(not note.holds for note in given)) == (200, 100)
    counted = {one.kind: one for one in counts(given)}
    for kind in PATTERNED:
        assert counted[kind].missed == ()
        assert counted[kind].precision >= 0.95, counted[kind].wrong
    name = counted[IdentifierKind.NAME]
    assert name.there >= 80
    assert name.recall >= 0.90, name.missed
    assert name.precision >= 0.80, name.wrong


@pytest.mark.parametrize(
    "text",
    [
        "Attendance for Autumn Term 1 was 91%.",
        "Hearing test at Royal Infirmary was normal.",
        "Savings, Junior ISA and Passport all still outstanding.",
        "Read Life Story book together.",
    ],
)
def test_the_words_of_the_work_are_no_names(text):
    assert identifiers_in(text, names()) == ()

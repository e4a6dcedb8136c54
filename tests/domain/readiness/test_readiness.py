"""Readiness counts what is held about each criterion and statement, and says what would move it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.domain.frameworks.framework import Key
from audit.domain.readiness.assessment import Held, Judged, Readiness, assess, changes, overlaps
from audit.domain.readiness.bands import Band, PieceKind
from audit.domain.readiness.checklists import State
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.domain.workshop.suppression import Word
from tests.builders import SEVEN
from tests.readiness import INSTALLED, J7, QS1, QS2, R9, R11, TODAY, a_piece, an_entry

JUDGED = Judged(round_ref="AU26", title="Autumn", statement=QS1, word=Word.STRENGTH, on=date(2026, 9, 1))


def found(held: Held, key: Key = QS1) -> Readiness:
    return next(one for one in assess(INSTALLED, held, today=TODAY) if one.key == key)


def test_every_criterion_and_statement_has_a_row_criteria_first():
    rows = assess(INSTALLED, Held(), today=TODAY)
    assert [one.key.ref for one in rows] == [*(f"J{n}" for n in range(1, 11)), *(f"QS{n}" for n in range(1, 8))]
    assert {one.band for one in rows} == {Band.NONE}


def test_evidence_judgements_and_checklists_are_pieces_each_of_its_kind():
    held = Held(
        evidence=(a_piece(kind=EvidenceKind.CONVERSATION),),
        entries={R11: an_entry(R11, State.MAKING_A_DIFFERENCE)},
        judged=(JUDGED,),
    )
    one = found(held)
    assert one.kinds == (PieceKind.RECORD_AUDIT, PieceKind.CONVERSATION, PieceKind.CHECKLIST)
    assert (one.tally.current, one.tally.strength, one.band) == (3, 3, Band.STRONG)
    assert found(held, QS2).band is Band.NONE


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (State.NOT_STARTED, Way.WEAKNESS),
        (State.UNDER_WAY, Way.NEITHER),
        (State.IN_PLACE, Way.NEITHER),
        (State.MAKING_A_DIFFERENCE, Way.STRENGTH),
    ],
)
def test_what_is_said_of_a_recommendation_points_one_way(state: State, way: Way):
    (piece,) = found(Held(entries={R11: an_entry(R11, state)})).pieces
    assert piece.way is way
    assert piece.difference_unshown is (state is State.IN_PLACE)


@pytest.mark.parametrize(
    "held",
    [
        Held(entries={R11: an_entry(R11, State.NOT_FOR_US)}),
        Held(entries={R9: an_entry(R9)}),
        Held(judged=(replace(JUDGED, word=Word.NOT_ENOUGH),)),
    ],
)
def test_what_is_not_for_us_national_or_too_little_to_say_is_no_piece(held: Held):
    assert {one.band for one in assess(INSTALLED, held, today=TODAY)} == {Band.NONE}


def test_a_judgement_is_told_in_a_word_and_never_counts_children():
    (piece,) = found(Held(judged=(replace(JUDGED, word=Word.MIXED),))).pieces
    assert (piece.kind, piece.way, piece.says) == (PieceKind.RECORD_AUDIT, Way.NEITHER, "mixed")


def test_a_criterion_is_not_counted_by_the_statements_that_overlap_with_it():
    assert found(Held(judged=(JUDGED,)), J7).band is Band.NONE
    assert set(overlaps(INSTALLED)[J7]) == {QS1, QS2}


def test_the_partnership_sets_for_how_long_a_piece_counts():
    held = Held(evidence=(a_piece(dated=date(2025, 6, 1)),), judged=(replace(JUDGED, on=date(2025, 6, 1)),))
    assert found(replace(held, months=12)).tally.stale == 2
    assert found(replace(held, months=18)).tally.stale == 0


def test_a_band_says_until_when_it_holds():
    held = Held(
        evidence=(
            a_piece("E1"),
            a_piece("E2", kind=EvidenceKind.DATA),
            a_piece("E3", kind=EvidenceKind.STAFF, dated=date(2026, 1, 15)),
        )
    )
    one = found(held)
    assert (one.band, one.falls_on) == (Band.STRONG, date(2027, 1, 16))
    assert one.would_move == "Nothing needed. Look again by January 2027, before pieces go out of date."


def test_changes_are_the_bands_that_are_not_what_they_were():
    before = assess(INSTALLED, Held(evidence=(a_piece(about=(QS2,)),)), today=TODAY)
    now = assess(INSTALLED, Held(evidence=(a_piece(), a_piece("E2"))), today=TODAY)
    assert [(one.now.key.ref, one.before, one.now.band, one.better) for one in changes(now, before)] == [
        ("QS1", Band.NONE, Band.SOME, True),
        ("QS2", Band.THIN, Band.NONE, False),
    ]


def test_a_partnerships_own_file_may_set_its_own_thresholds():
    (seven,) = (one for one in INSTALLED if one.id == SEVEN)
    assert seven.readiness is not None
    strict = replace(seven, readiness=replace(seven.readiness, thin_up_to=2))
    held = Held(evidence=(a_piece(), a_piece("E2")))
    rows = assess([strict], held, today=TODAY)
    assert rows[0].band is Band.THIN
    assert found(held).band is Band.SOME


def test_a_weakness_that_went_out_of_date_is_not_taken_for_an_improvement():
    kinds = (EvidenceKind.RECORD_AUDIT, EvidenceKind.CONVERSATION)
    strong = tuple(a_piece(f"E{n}", kind=kind) for n, kind in enumerate(kinds))
    weak = a_piece("E9", Way.WEAKNESS, EvidenceKind.DATA, dated=date(2024, 6, 1))
    one = found(Held(evidence=(*strong, weak)))
    assert (one.band, [piece.ref for piece in one.rests_on_age]) == (Band.SOME, ["E9"])
    current = found(Held(evidence=(*strong, replace(weak, dated=TODAY))))
    assert (current.band, current.rests_on_age) == (Band.CONFLICTING, ())
    assert found(Held(evidence=(replace(weak, way=Way.STRENGTH), *strong))).rests_on_age == ()

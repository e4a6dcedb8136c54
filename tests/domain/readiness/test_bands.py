"""A band is the first that fits of none, thin, conflicting, strong and some; stale pieces are counted for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.readiness import bands
from audit.domain.readiness.bands import USUAL, Band, Piece, PieceKind, band_of, falls_on, in_words
from audit.domain.readiness.evidence import Way

KINDS = {
    "d": PieceKind.DOCUMENT,
    "n": PieceKind.DATA,
    "r": PieceKind.RECORD_AUDIT,
    "c": PieceKind.CONVERSATION,
    "s": PieceKind.STAFF,
    "o": PieceKind.OBSERVATION,
    "k": PieceKind.CHECKLIST,
}
WAYS = {"+": Way.STRENGTH, "-": Way.WEAKNESS, "0": Way.NEITHER}
DAY = date(2026, 6, 30)
ROWS = (  # kind and way of each piece, "~" before a stale one; worked out by hand
    ("", Band.NONE),
    ("r+", Band.THIN),  # one piece
    ("c-", Band.THIN),
    ("k0", Band.THIN),
    ("~r+", Band.THIN),  # all stale
    ("~r+ ~c+ ~d+ ~n+", Band.THIN),
    ("~r- ~c-", Band.THIN),
    ("~r+ ~c+ d+", Band.THIN),  # one that is current
    ("r+ c-", Band.CONFLICTING),  # half on each side
    ("r+ c+ d-", Band.CONFLICTING),  # a third against, exactly
    ("r- c- d+", Band.CONFLICTING),
    ("r+ c- d0", Band.CONFLICTING),  # a third each, and a third neither
    ("r+ c+ d+ n+ s- o-", Band.CONFLICTING),  # two of six against is a third, though two thirds are for it
    ("r+ r+ c- c- d0", Band.CONFLICTING),  # two of five each
    ("r+ r+ c- c- d0 n0", Band.CONFLICTING),  # two of six each
    ("r+ c- ~d+ ~n+ ~s+", Band.CONFLICTING),  # the stale ones change nothing
    ("r+ c+ ~d-", Band.SOME),  # what is stale does not conflict
    ("r+ r+ c- c- d0 n0 s0", Band.SOME),  # two of seven each is under a third
    ("r+ r+ r+ c-", Band.STRONG),  # three of four, two kinds; one of four against
    ("r+ c+ d+", Band.STRONG),
    ("r+ d+ d+", Band.STRONG),  # a record audit and documents
    ("c+ n+ n+", Band.STRONG),  # a child or carer and figures
    ("r+ c+ d0", Band.STRONG),  # two thirds, exactly
    ("r+ r+ d+ d+ n0 n0", Band.STRONG),  # four of six
    ("k+ k+ c+", Band.STRONG),  # checklists and a child or carer
    ("r+ r+ k+", Band.STRONG),
    ("r+ c+ d+ ~n- ~s-", Band.STRONG),  # the stale ones change nothing
    ("r+ c+ d+ n+ s+ o-", Band.STRONG),  # five of six
    ("r+ c+ d+ n+ s+ o+ k-", Band.STRONG),
    ("r+ c+", Band.SOME),  # two pieces are not three
    ("r+ r+ r+", Band.SOME),  # one kind
    ("c+ c+ c+ c+", Band.SOME),
    ("d+ n+ s+", Band.SOME),  # neither records nor a child or carer
    ("d+ n+ s+ o+ k+", Band.SOME),
    ("d+ n+ s+ ~r+ ~c+", Band.SOME),  # a stale record audit does not make it strong
    ("r+ c+ d0 n0", Band.SOME),  # two of four is under two thirds
    ("r+ c+ d+ n0 s0", Band.SOME),  # three of five is under two thirds
    ("r- c-", Band.SOME),  # all against: nothing conflicts, and nothing is strong
    ("r- c- d- n-", Band.SOME),
    ("r0 c0", Band.SOME),
    ("k0 k0 k0", Band.SOME),
    ("r+ r0 c0 d0", Band.SOME),
    ("r- c- d- n+", Band.SOME),  # one of four for it is under a third
)


def pieces(row: str) -> list[Piece]:
    return [piece(one) for one in row.split()]


def piece(said: str) -> Piece:
    stale = said.startswith("~")
    kind, way = list(said.removeprefix("~"))
    return Piece(kind=KINDS[kind], way=WAYS[way], dated=DAY, stale=stale, title=said)


some_pieces = some.lists(
    some.builds(
        Piece,
        kind=some.sampled_from(PieceKind),
        way=some.sampled_from(Way),
        dated=some.dates(date(2024, 1, 1), date(2026, 12, 31)),
        stale=some.booleans(),
        difference_unshown=some.just(False),
        title=some.just("a piece"),
    ),
    max_size=12,
)


def test_forty_rows_were_worked_out_by_hand():
    assert len({row for row, _ in ROWS}) >= 40
    assert {band for _, band in ROWS} == set(Band)


@pytest.mark.parametrize(("row", "band"), ROWS)
def test_the_band_is_the_first_rule_that_fits(row: str, band: Band):
    assert band_of(pieces(row)) is band


@given(some_pieces, some_pieces)
def test_stale_evidence_never_raises_a_band(there: list[Piece], more: list[Piece]):
    stale = [replace(one, stale=True) for one in more]
    before, after = band_of(there), band_of([*there, *stale])
    assert after is before or (before is Band.NONE and after is Band.THIN and not there)
    assert band_of(stale).rank <= Band.THIN.rank


@given(some_pieces, some.randoms())
def test_the_order_of_the_pieces_does_not_matter(there: list[Piece], chance):
    mixed = list(there)
    chance.shuffle(mixed)
    assert band_of(mixed) is band_of(there)


@given(some_pieces)
def test_what_would_move_it_moves_it_when_it_is_done(there: list[Piece]):
    move = bands.smallest(there, USUAL)
    if move is None:
        assert band_of(there) is Band.STRONG
        return
    done = move.applied(there)
    assert band_of(done) is move.to
    assert move.to.rank > band_of(there).rank
    assert move.to is not Band.CONFLICTING
    for kind in move.or_of:  # every kind that the sentence offers would do
        assert band_of(replace(move, add=(kind,) * len(move.add)).applied(there)) is move.to
    assert move.in_words(there).endswith(f"That would make it “{move.to.label.lower()}”.")


@given(some_pieces.filter(lambda there: len(there) <= 5))
def test_nothing_smaller_would_move_it(there: list[Piece]):
    move = bands.smallest(there, USUAL)
    if move is None or move.size > 3:
        return
    for smaller in _everything_of_size(there, move.size - 1):
        reached = band_of(smaller)
        assert reached.rank <= band_of(there).rank or reached is Band.CONFLICTING


def _everything_of_size(there: list[Piece], size: int) -> list[list[Piece]]:
    """Return the pieces after each set of so many changes: one looked at again, or a new one that shows strength."""
    found = [there]
    for _ in range(size):
        after = []
        for one in found:
            for n, old in enumerate(one):
                if old.stale and old.way is not Way.WEAKNESS:
                    after.append([*one[:n], replace(old, stale=False), *one[n + 1 :]])
            after += [[*one, Piece(kind=kind, way=Way.STRENGTH, dated=DAY, stale=False)] for kind in _NEW]
        found = after
    return found


_NEW = (PieceKind.CONVERSATION, PieceKind.RECORD_AUDIT, PieceKind.DATA)  # of the others none does more than data


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("", "Add one piece of evidence that shows strength, of any kind. That would make it “thin”."),
        ("r+", "Add one more piece of evidence that shows strength, of any kind. That would make it “some”."),
        (
            "d+ d+",
            "Add one more piece of evidence that shows strength (kind: conversation with children or carers or "
            "record audit). That would make it “strong”.",
        ),
        ("d+ n+ ~c+", "Look again at “~c+”, which is out of date. That would make it “strong”."),
        (
            "~c+",
            "Look again at “~c+”, which is out of date; and add one more piece of evidence that shows strength, of "
            "any kind. That would make it “some”.",
        ),
    ],
)
def test_the_sentence_says_what_to_do(row: str, sentence: str):
    move = bands.smallest(pieces(row), USUAL)
    assert move is not None
    assert move.in_words(pieces(row)) == sentence


def test_showing_the_difference_of_what_is_in_place_comes_before_new_evidence():
    there = [*pieces("r+ c+ d0"), replace(piece("k0"), difference_unshown=True)]
    move = bands.smallest(there, USUAL)
    assert move is not None
    assert (move.show, move.add) == ((3,), ())
    assert move.in_words(there).startswith("Show the difference for children of “k0”, which is in place.")


def test_a_framework_may_set_its_own_thresholds():
    strict = replace(USUAL, thin_up_to=2, strong_pieces=5, strong_share="3/4")
    assert band_of(pieces("r+ c+"), strict) is Band.THIN
    assert band_of(pieces("r+ c+ d+ n+"), strict) is Band.SOME
    assert "2 current pieces or fewer" in dict(in_words(strict))[Band.THIN]
    assert dict(in_words())[Band.CONFLICTING] == "A third or more of the pieces on each side."


def test_a_band_falls_on_the_day_its_pieces_go_stale():
    there = [replace(piece("r+"), dated=date(2026, 1, 31)), *pieces("c+ d+")]
    assert falls_on(there, USUAL, months=6) == date(2026, 8, 1)  # six months from 31 January end on 31 July
    assert falls_on([], USUAL, months=6) is None

"""Outside the audit group a round is told in words, from two thirds and from four cases on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.suppression import FEWEST_TO_SAY, Word, share_word, tally_of, words_by_statement
from tests.builders import a_case, a_judgement, a_round, a_scale, statement

FOUR = a_scale()
counts = some.tuples(some.integers(0, 30), some.integers(0, 30))


def word(upper: int, lower: int) -> Word:
    return tally_of(["good"] * upper + ["inadequate"] * lower, FOUR, applied=upper + lower).word


@given(counts)
def test_the_thresholds_are_two_thirds_and_four_cases(both: tuple[int, int]):
    upper, lower = both
    if upper + lower < FEWEST_TO_SAY:
        assert word(upper, lower) is Word.NOT_ENOUGH
        return
    share = Fraction(upper, upper + lower)
    assert (word(upper, lower) is Word.STRENGTH) == (share >= Fraction(2, 3))
    assert (word(upper, lower) is Word.NEEDS_TO_IMPROVE) == (share <= Fraction(1, 3))


@pytest.mark.parametrize(
    ("upper", "lower", "said"),
    [
        (3, 0, Word.NOT_ENOUGH),
        (4, 0, Word.STRENGTH),
        (4, 2, Word.STRENGTH),
        (3, 2, Word.MIXED),
        (2, 2, Word.MIXED),
        (2, 4, Word.NEEDS_TO_IMPROVE),
        (0, 4, Word.NEEDS_TO_IMPROVE),
    ],
)
def test_at_the_edges(upper: int, lower: int, said: Word):
    assert word(upper, lower) is said


@given(counts)
def test_the_word_turns_round_with_the_grades(both: tuple[int, int]):
    turned = {Word.STRENGTH: Word.NEEDS_TO_IMPROVE, Word.NEEDS_TO_IMPROVE: Word.STRENGTH}
    assert word(*reversed(both)) is turned.get(word(*both), word(*both))


def test_only_grades_count_towards_the_four():
    audit_round = a_round(cases=[a_case(f"Child {letter}") for letter in "ABCDE"])
    judgements = [a_judgement(f"Child {letter}") for letter in "ABC"]
    judgements.append(a_judgement("Child D", outcome=Outcome.NOT_AGREED))
    assert set(words_by_statement(audit_round, judgements).values()) == {Word.NOT_ENOUGH}
    judgements.append(a_judgement("Child E"))
    found = words_by_statement(audit_round, judgements)
    assert (found[statement(1)], found[statement(2)]) == (Word.STRENGTH, Word.NOT_ENOUGH)


def test_every_word_has_a_letter_of_its_own():
    assert len({one.letter for one in Word}) == len(Word)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 8, "none"),
        (0, 0, "none"),
        (1, 8, "few"),
        (2, 8, "some"),
        (3, 8, "some"),
        (4, 8, "half"),
        (5, 8, "most"),
        (8, 8, "all"),
    ],
)
def test_a_share_is_a_word(part: int, whole: int, said: str):
    assert share_word(part, whole) == said

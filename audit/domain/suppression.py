"""Suppression: what may be told outside the audit group without pointing at a child.

In: the agreed judgements of a round.
Out: one word for each statement, and never a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from audit.domain.framework import Key
from audit.domain.moderation import Judgement
from audit.domain.scale import Scale

FEWEST_TO_SAY = 4  # judged cases; under it there is not enough to say
SHARES_FROM = 20  # judged cases pooled; under it no share and no count is shown
RULE = (
    "A strength: two thirds or more of the cases judged are in the upper half of the scale. "
    "Needs to improve: two thirds or more are in the lower half. Mixed: neither. "
    "Not enough to say: fewer than four cases were judged."
)


class Word(StrEnum):
    """A judgement about a round in words, for boards and papers."""

    STRENGTH = "a strength"
    MIXED = "mixed"
    NEEDS_TO_IMPROVE = "needs to improve"
    NOT_ENOUGH = "not enough to say"

    @property
    def letter(self) -> str:
        """Return the letter for a cell of the seven-strip."""
        return {
            Word.STRENGTH: "S",
            Word.MIXED: "M",
            Word.NEEDS_TO_IMPROVE: "N",
            Word.NOT_ENOUGH: "?",
        }[self]


def word_for(grades: Sequence[str], scale: Scale) -> Word:
    """Return the word for the agreed grades of one statement over a round's cases; `RULE` says how."""
    if len(grades) < FEWEST_TO_SAY:
        return Word.NOT_ENOUGH
    if sum(scale.is_upper(grade) for grade in grades) * 3 >= len(grades) * 2:
        return Word.STRENGTH
    lower = sum(scale.is_lower(grade) for grade in grades)
    return Word.NEEDS_TO_IMPROVE if lower * 3 >= len(grades) * 2 else Word.MIXED


def words_by_statement(statements: Sequence[Key], judgements: Sequence[Judgement], scale: Scale) -> dict[Key, Word]:
    """Return the word for each statement, from the newest judgement of every case."""
    return {key: word_for([j.grade for j in judgements if j.statement == key and j.grade], scale) for key in statements}


def share_word(part: int, whole: int) -> str:
    """Return a share as a word: none, few (under a quarter), some (under half), half, most, all."""
    if whole == 0 or part == 0:
        return "none"
    if part == whole:
        return "all"
    if part * 2 == whole:
        return "half"
    if part * 2 > whole:
        return "most"
    return "few" if part * 4 < whole else "some"


def over_optimism(higher: int, same: int, lower: int) -> str:
    """Return in one sentence how agencies' own grades stood to those agreed; empty where none was compared.

    The detail is the audit group's: no agency, no case and no count is told.
    """
    every = higher + same + lower
    if every == 0:
        return ""
    if higher == 0:
        return "No agency graded its own work higher than the group agreed."
    rarely = "Agencies seldom graded their own work higher than the group agreed."
    return {"few": rarely, "some": _HIGHER.format("at times"), "half": _HIGHER.format("about half of the time")}.get(
        share_word(higher, every), _HIGHER.format("most of the time")
    )


_HIGHER = "Agencies graded their own work higher than the group agreed {}: they saw their own part, not the whole day."

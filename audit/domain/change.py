"""Change: how what was judged then stands to what is judged now, and whether it could be chance.

In: the agreed judgements of two rounds; one case's judgement on one statement is the unit, and statements are never
added together.
Out: for each statement the word then and now, which way it went, and a sentence about chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb, sqrt

from audit.domain.framework import Key
from audit.domain.moderation import Judgement, latest
from audit.domain.rounds import Asked, Drawn, Round
from audit.domain.scale import Scale
from audit.domain.suppression import SHARES_FROM, Word, word_for

LEVEL = 0.05  # two-sided; a p-value under it is more than chance would usually bring
_Z = 1.959963984540054  # the normal distribution's 97.5 % point, for a 95 % interval
_ORDER = {Word.NEEDS_TO_IMPROVE: 0, Word.MIXED: 1, Word.STRENGTH: 2}

ON_PURPOSE = "Cases were chosen on purpose, so what changed describes these cases only."
NOT_SAID = "How cases were drawn is not recorded for both rounds, so what changed describes these cases only."
SAME_CHILDREN = "A child is in both rounds, so the two cannot be tested against each other: it describes these cases."


class Direction(StrEnum):
    """Which way a statement went."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Match(StrEnum):
    """How a statement of this round stands to the last round's."""

    SAME = "same"  # the same ref: judgements are compared
    REPLACED = "replaced"  # it took another's place, with another meaning: not compared
    NEW = "new"  # it was not asked then
    OTHER_SCALE = "other_scale"  # the same ref, graded on another scale


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many cases were judged for one statement, and how many of them in the scale's upper half."""

    upper: int
    judged: int


@dataclass(frozen=True, kw_only=True)
class StatementChange:
    """One statement then and now, in words; the tallies are for the audit group alone."""

    asked: Asked
    match: Match
    before: str  # the ref of the last round's statement; empty where there is none
    then: Word | None  # None: there is nothing to compare with
    now: Word
    then_tally: Tally | None  # None: as `then`
    now_tally: Tally
    p: float | None  # of Fisher's exact test, 0 to 1; None: not tested

    @property
    def direction(self) -> Direction | None:
        """Return which way the words went; None where one of them is missing or says there is not enough to say."""
        if self.then not in _ORDER or self.now not in _ORDER:
            return None
        step = _ORDER[self.now] - _ORDER[self.then]
        return Direction.BETTER if step > 0 else Direction.WORSE if step else Direction.SAME

    @property
    def beyond_chance(self) -> bool:
        """Say whether a test was made and its p-value is under the level."""
        return self.p is not None and self.p < LEVEL

    @property
    def sentence(self) -> str:
        """Return what became of the statement, with what may be said of chance; no count stands in it."""
        if self.match is not Match.SAME:
            return _NOT_COMPARED[self.match].format(before=self.before)
        if self.direction is None:
            return "Too few cases were judged to compare."
        said = _WENT[self.direction]
        if self.p is None:
            return f"{said}."
        if self.beyond_chance:
            return f"{said}; the judgements behind it changed by more than chance would usually bring."
        return f"{said}; this could be chance." if self.direction is not Direction.SAME else f"{said}."


_NOT_COMPARED = {
    Match.REPLACED: "It took the place of {before} with another meaning, so the two are not compared.",
    Match.NEW: "It was not asked last time.",
    Match.OTHER_SCALE: "It was graded on another scale last time, so the two are not compared.",
}
_WENT = {Direction.BETTER: "Better", Direction.SAME: "The same word as last time", Direction.WORSE: "Worse"}


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """One statement over several rounds that together reach twenty judged cases; rounds are pooled once only."""

    asked: Asked
    rounds: tuple[str, ...]  # their refs, the oldest first
    tally: Tally
    at_random: bool  # whether every one of the rounds was drawn at random

    @property
    def share(self) -> float:
        """Return the share of judged cases in the scale's upper half, 0 to 1."""
        return self.tally.upper / self.tally.judged

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95 % interval; None where cases were chosen on purpose, and stand for no others."""
        return wilson(self.tally.upper, self.tally.judged) if self.at_random else None


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a share, 0 to 1 (Wilson 1927, without continuity correction).

    Raises ValueError unless 0 <= part <= whole and whole is at least 1.
    """
    if not 0 <= part <= whole or whole < 1:
        raise ValueError(f"{part} of {whole} is not a share")
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    low = 0.0 if part == 0 else max(0.0, middle - half)
    return low, 1.0 if part == whole else min(1.0, middle + half)


def fisher(then: Tally, now: Tally) -> float:
    """Return the two-sided p-value of Fisher's exact test of two tallies, 0 to 1.

    It adds up every table with the same margins that is as likely as the one found, or less; whole numbers are
    compared, so that no rounding decides. Where a margin is nought the p-value is 1.
    """
    upper, judged = then.upper + now.upper, then.judged + now.judged
    fewest, most = max(0, upper - now.judged), min(upper, then.judged)
    ways = {x: comb(then.judged, x) * comb(now.judged, upper - x) for x in range(fewest, most + 1)}
    found = ways[then.upper]
    return float(Fraction(sum(one for one in ways.values() if one <= found), comb(judged, upper)))


def tally(statement: Key, judgements: Sequence[Judgement], scale: Scale) -> Tally:
    """Return how many cases have a grade for a statement, and how many of those are in the scale's upper half."""
    grades = [one.grade for one in latest(judgements) if one.statement == statement and one.grade is not None]
    return Tally(upper=sum(scale.is_upper(grade) for grade in grades), judged=len(grades))


def matched(asked: Asked, last: Round, now: Round) -> tuple[Match, str]:
    """Return how a statement stands to the last round's, and the ref it had there.

    The same ref in the same framework means the same; what `replaces` names had another meaning (frameworks: a
    replaced ref is not compared). Another scale is not compared either.
    """
    refs = {one.key for one in last.statements()}
    if asked.key in refs:
        same = [step.value for step in last.scale.steps] == [step.value for step in now.scale.steps]
        return (Match.SAME if same else Match.OTHER_SCALE), asked.key.ref
    before = asked.item.replaces
    if before is not None and Key(asked.key.framework, before) in refs:
        return Match.REPLACED, before
    return Match.NEW, ""


def compare(
    last: Round, now: Round, then: Sequence[Judgement], judged: Sequence[Judgement]
) -> tuple[StatementChange, ...]:
    """Return each statement of this round beside the last round's; `then` and `judged` are their judgements.

    Fisher's test is made only where both rounds were drawn at random and share no child.
    """
    tested = not describes_only(last, now)
    return tuple(_changed(asked, last, now, then, judged, tested=tested) for asked in now.statements())


def describes_only(last: Round, now: Round) -> str:
    """Return why the two rounds say nothing beyond their own cases; empty where a test may be made."""
    drawn = {last.drawn, now.drawn}
    if Drawn.ON_PURPOSE in drawn:
        return ON_PURPOSE
    if None in drawn:
        return NOT_SAID
    linked = {case.same_child_as for case in now.active_cases()}
    return SAME_CHILDREN if linked & {f"{last.ref}/{case.ref}" for case in last.active_cases()} else ""


def pooled(rounds: Sequence[Round], judgements: Mapping[str, Sequence[Judgement]]) -> tuple[Pooled, ...]:
    """Return the shares of the newest round's statements over rounds pooled until they reach twenty judged cases.

    `rounds` go from the oldest to the newest and `judgements` are by round. Each round is in one pool only: two
    shares can then not be taken from each other to learn of a small round. What has not reached twenty is left out.
    """
    if not rounds:
        return ()
    newest = rounds[-1]
    return tuple(one for asked in newest.statements() for one in _pools(asked, rounds, judgements))


def _changed(
    asked: Asked, last: Round, now: Round, then: Sequence[Judgement], judged: Sequence[Judgement], *, tested: bool
) -> StatementChange:
    match, before = matched(asked, last, now)
    after = tally(asked.key, judged, now.scale)
    was = tally(asked.key, then, last.scale) if match is Match.SAME else None
    return StatementChange(
        asked=asked,
        match=match,
        before=before,
        then=None if was is None else _word(asked.key, then, last.scale),
        now=_word(asked.key, judged, now.scale),
        then_tally=was,
        now_tally=after,
        p=fisher(was, after) if was is not None and tested and was.judged and after.judged else None,
    )


def _word(statement: Key, judgements: Sequence[Judgement], scale: Scale) -> Word:
    return word_for([one.grade for one in latest(judgements) if one.statement == statement and one.grade], scale)


def _pools(asked: Asked, rounds: Sequence[Round], judgements: Mapping[str, Sequence[Judgement]]) -> list[Pooled]:
    found: list[Pooled] = []
    open_rounds: list[Round] = []
    upper = judged = 0
    for one in rounds:
        if matched(asked, one, rounds[-1])[0] is not Match.SAME:
            continue
        mine = tally(asked.key, judgements.get(one.ref, ()), one.scale)
        open_rounds, upper, judged = [*open_rounds, one], upper + mine.upper, judged + mine.judged
        if judged >= SHARES_FROM:
            refs, random = tuple(r.ref for r in open_rounds), all(r.drawn is Drawn.AT_RANDOM for r in open_rounds)
            found.append(Pooled(asked=asked, rounds=refs, tally=Tally(upper=upper, judged=judged), at_random=random))
            open_rounds, upper, judged = [], 0, 0
    return found

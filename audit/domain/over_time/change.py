"""Change: how what was judged then stands to what is judged now, and whether it could be chance.

In: the agreed judgements of two rounds; one case's judgement on one statement is the unit, and statements are never
added together.
Out: for each statement the word then and now. Which way it went is claimed only where the scale and the statement's
meaning are the same, both rounds were drawn at random from the same kind of children, and 20 cases were judged in each.

Here too:
- Then and now: what the words about a round say beside those of the round before, for those outside the audit group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt

from audit.domain.english import agree, listed
from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import Drawn, Round, RoundStatement
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.suppression import SHARES_FROM, Tally, Word, tally

LEVEL = 0.05  # two-sided; a p-value under it is more than chance would usually bring
_Z = 1.959963984540054  # the normal distribution's 97.5 % point, for a 95 % interval
_ORDER = {Word.NEEDS_TO_IMPROVE: 0, Word.MIXED: 1, Word.STRENGTH: 2}

DIFFERENT = "Different children, so not a trend."
SAME_CHILDREN = "Some children are in both rounds, so not a trend."
ON_PURPOSE = f"{DIFFERENT} Not every case was drawn at random."
NOT_RECORDED = f"{DIFFERENT} How cases were drawn is not recorded for both rounds."
OTHER_DEPTH = f"{DIFFERENT} One round was audited in full and the other in short."
OTHER_KIND = f"{DIFFERENT} The rounds looked at different groups of children."
TOO_FEW = f"{DIFFERENT} A change is told only from {SHARES_FROM} judged cases in each round."


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
class StatementChange:
    """One statement then and now, in words; the tallies are for the audit group alone."""

    statement: RoundStatement
    match: Match
    before: str  # the ref of the last round's statement; empty where there is none
    then: Word | None  # None: there is nothing to compare with
    now: Word
    then_tally: Tally | None  # None: as `then`
    now_tally: Tally
    p_value: float | None  # of Fisher's exact test, 0 to 1; None: not tested
    no_trend: str = ""  # why no change is claimed; empty: it may be, or there is nothing to compare with

    @property
    def direction(self) -> Direction | None:
        """Return which way the words went; None where that is not claimed or there is not enough to say."""
        if self.no_trend or self.then not in _ORDER or self.now not in _ORDER:
            return None
        step = _ORDER[self.now] - _ORDER[self.then]
        return Direction.BETTER if step > 0 else Direction.WORSE if step else Direction.SAME

    @property
    def beyond_chance(self) -> bool:
        """Say whether a test was made and its p-value is under the level."""
        return self.p_value is not None and self.p_value < LEVEL

    @property
    def sentence(self) -> str:
        """Return what became of the statement, with what may be said of chance; no count stands in it."""
        if self.then is None:
            return _NOT_COMPARED[self.match].format(before=self.before)
        both = f"Last time: {self.then}. This time: {self.now}."
        if self.no_trend:
            return f"{both} {SAME_CHILDREN if self.no_trend == SAME_CHILDREN else DIFFERENT}"
        if self.direction is None:
            return f"{both} Not enough to say whether it changed."
        went = _WENT[self.direction]
        if self.beyond_chance:
            return f"{went}; the judgements behind it changed by more than chance would usually bring."
        return f"{went}; this could be chance." if self.direction is not Direction.SAME else f"{went}."


_NOT_COMPARED = {
    Match.REPLACED: "It took the place of {before} with another meaning, so the two are not compared.",
    Match.NEW: "It was not asked last time.",
    Match.OTHER_SCALE: "It was graded on another scale last time, so the two are not compared.",
}
_WENT = {
    Direction.BETTER: "Judged better than last time",
    Direction.SAME: "The same word as last time",
    Direction.WORSE: "Judged worse than last time",
}


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """One statement over several rounds that together reach twenty judged cases; rounds are pooled once only."""

    statement: RoundStatement
    rounds: tuple[str, ...]  # their refs, the oldest first
    tally: Tally
    at_random: bool  # whether all were drawn at random from the same kind of children, and share no child

    @property
    def share(self) -> float:
        """Return the share of judged cases in the scale's upper half, 0 to 1."""
        return self.tally.upper / self.tally.judged

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95 % interval; None where the cases stand for no others."""
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
    observed = ways[then.upper]
    return float(Fraction(sum(way for way in ways.values() if way <= observed), comb(judged, upper)))


def matched(statement: RoundStatement, last: Round, now: Round) -> tuple[Match, str]:
    """Return how a statement stands to the last round's, and the ref it had there.

    The same ref in the same framework means the same; what `replaces` names had another meaning (frameworks: a
    replaced ref is not compared). Another scale is not compared either.
    """
    refs = {earlier.key for earlier in last.statements()}
    if statement.key in refs:
        same = [step.value for step in last.scale.steps] == [step.value for step in now.scale.steps]
        return (Match.SAME if same else Match.OTHER_SCALE), statement.key.ref
    before = statement.item.replaces
    if before is not None and Key(statement.key.framework, before) in refs:
        return Match.REPLACED, before
    return Match.NEW, ""


def compare(
    last: Round, now: Round, then: Sequence[Judgement], judged: Sequence[Judgement]
) -> tuple[StatementChange, ...]:
    """Return each statement of this round beside the last round's; `then` and `judged` are their judgements.

    Fisher's test is made only where a change may be claimed.
    """
    no_trend = why_no_trend(last, now)
    return tuple(_changed(statement, last, now, then, judged, no_trend=no_trend) for statement in now.statements())


def why_no_trend(last: Round, now: Round) -> str:
    """Return why a difference between two rounds is not a trend, whatever was judged; empty where it may be one."""
    if last.depth is not now.depth:
        return OTHER_DEPTH
    linked = {case.same_child_as for case in now.active_cases()}
    if linked & {f"{last.ref}/{case.ref}" for case in last.active_cases()}:
        return SAME_CHILDREN
    drawn = {last.drawn, now.drawn}
    if Drawn.ON_PURPOSE in drawn:
        return ON_PURPOSE
    if None in drawn:
        return NOT_RECORDED
    then, present = ({case.population for case in audit_round.active_cases()} for audit_round in (last, now))
    return "" if then == present else OTHER_KIND


def caution(changes: Sequence[StatementChange]) -> str:
    """Return in a sentence or two how far the words of two rounds may be set against each other."""
    compared = [change for change in changes if change.then is not None]
    if not compared:
        return "No statement can be compared with last time."
    if all(change.no_trend for change in compared):
        return compared[0].no_trend
    if any(change.beyond_chance for change in compared):
        return (
            "Both rounds were drawn at random and each statement was tested by itself. About one statement in "
            "twenty would seem to change by chance alone."
        )
    return "Whatever changed could still be chance."


def pooled(rounds: Sequence[Round], judgements: Mapping[str, Sequence[Judgement]]) -> tuple[Pooled, ...]:
    """Return the shares of the newest round's statements over rounds pooled until they reach twenty judged cases.

    `rounds` go from the oldest to the newest and `judgements` are by round. Each round is in one pool only: two
    shares can then not be taken from each other to learn of a small round. What has not reached twenty is left out.
    """
    if not rounds:
        return ()
    newest = rounds[-1]
    return tuple(pool for statement in newest.statements() for pool in _pools(statement, rounds, judgements))


def _changed(
    statement: RoundStatement,
    last: Round,
    now: Round,
    then: Sequence[Judgement],
    judged: Sequence[Judgement],
    *,
    no_trend: str,
) -> StatementChange:
    match, before = matched(statement, last, now)
    after = tally(statement.key, judged, now)
    was = tally(statement.key, then, last) if match is Match.SAME else None
    few = was is not None and min(was.judged, after.judged) < SHARES_FROM
    why = (no_trend or (TOO_FEW if few else "")) if was is not None else ""
    return StatementChange(
        statement=statement,
        match=match,
        before=before,
        then=None if was is None else was.word,
        now=after.word,
        then_tally=was,
        now_tally=after,
        p_value=fisher(was, after) if was is not None and not why else None,
        no_trend=why,
    )


def _pools(
    statement: RoundStatement, rounds: Sequence[Round], judgements: Mapping[str, Sequence[Judgement]]
) -> list[Pooled]:
    pools: list[Pooled] = []
    line: list[Round] = []
    parts: list[Tally] = []
    for audit_round in rounds:
        if (
            audit_round.depth is not rounds[-1].depth
            or matched(statement, audit_round, rounds[-1])[0] is not Match.SAME
        ):
            continue
        line, parts = (
            [*line, audit_round],
            [*parts, tally(statement.key, judgements.get(audit_round.ref, ()), audit_round)],
        )
        if sum(part.judged for part in parts) >= SHARES_FROM:
            refs, drawn = tuple(r.ref for r in line), {r.drawn for r in line}
            at_random = drawn == {Drawn.AT_RANDOM} and all(why_no_trend(a, b) == "" for a, b in combinations(line, 2))
            pools.append(Pooled(statement=statement, rounds=refs, tally=_together(parts), at_random=at_random))
            line, parts = [], []
    return pools


def _together(parts: Sequence[Tally]) -> Tally:
    return Tally(
        applied=sum(part.applied for part in parts),
        judged=sum(part.judged for part in parts),
        upper=sum(part.upper for part in parts),
        lower=sum(part.lower for part in parts),
    )


SIDE_BY_SIDE = "The rounds are told side by side, and no change is claimed."


@dataclass(frozen=True, kw_only=True)
class ThenAndNow:
    """One statement in two rounds, in words."""

    key: Key
    number: int
    short_title: str
    match: Match
    then: Word | None  # None: there is nothing to compare with
    now: Word
    direction: Direction | None  # None: no change is claimed
    sentence: str

    @property
    def was(self) -> str:
        """Return last time's word for a table, or why there is none."""
        if self.then is not None:
            return self.then.value
        return "not asked" if self.match is Match.NEW else "not compared"

    @property
    def label(self) -> str:
        """Return what may be said of a change, for a table."""
        if self.then is None:
            return "not compared"
        return self.direction.value if self.direction else "not a trend"


def without_tallies(changes: Iterable[StatementChange]) -> tuple[ThenAndNow, ...]:
    """Return each statement then and now without its tallies."""
    return tuple(
        ThenAndNow(
            key=change.statement.key,
            number=change.statement.number,
            short_title=change.statement.short_title,
            match=change.match,
            then=change.then,
            now=change.now,
            direction=change.direction,
            sentence=change.sentence,
        )
        for change in changes
    )


def sentence(statements: Sequence[ThenAndNow]) -> str:
    """Return what changed in a sentence or two, the names of the statements in it."""
    parts = []
    for direction, singular, plural in _VERBS:
        names = [statement.short_title for statement in statements if statement.direction is direction]
        if names:
            parts.append(f"{listed(names)} {agree(len(names), singular, plural)}.")
    if any(statement.then is not None and statement.direction is None for statement in statements):
        parts.append("For the other statements no change is claimed." if parts else SIDE_BY_SIDE)
    for match, singular, plural in _NOT_SET_BESIDE:
        names = [statement.short_title for statement in statements if statement.match is match]
        if len(names) == len(statements) > 2:
            parts.append(f"The statements {plural.partition(',')[0]}.")
        elif names:
            parts.append(f"{listed(names)} {agree(len(names), singular, plural)}.")
    return " ".join(parts)


_VERBS = (
    (Direction.BETTER, "was judged better than last time", "were judged better than last time"),
    (Direction.WORSE, "was judged worse than last time", "were judged worse than last time"),
    (Direction.SAME, "has the same word as last time", "have the same word as last time"),
)
_NOT_SET_BESIDE = (
    (
        Match.OTHER_SCALE,
        "was graded on another scale last time, so it is not compared",
        "were graded on another scale last time, so they are not compared",
    ),
    (
        Match.REPLACED,
        "had another meaning last time, so it is not compared",
        "had another meaning last time, so they are not compared",
    ),
    (Match.NEW, "was not asked last time", "were not asked last time"),
)

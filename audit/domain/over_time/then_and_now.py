"""Then and now: what the words about a round say beside those of the round before, for those outside the audit group.

In: each statement's change between two rounds.
Out: the same without any count, and the sentence that says what changed; where no change may be claimed, none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.domain.frameworks.framework import Key
from audit.domain.over_time.change import Direction, Match, StatementChange
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.suppression import Word

SIDE_BY_SIDE = "The two rounds are told side by side, and no change is claimed."


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


def told(changes: Iterable[StatementChange]) -> tuple[ThenAndNow, ...]:
    """Return each statement then and now without its tallies."""
    return tuple(
        ThenAndNow(
            key=one.asked.key,
            number=one.asked.number,
            short_title=one.asked.short_title,
            match=one.match,
            then=one.then,
            now=one.now,
            direction=one.direction,
            sentence=one.sentence,
        )
        for one in changes
    )


def sentence(statements: Sequence[ThenAndNow]) -> str:
    """Return what changed in a sentence or two, the names of the statements in it."""
    parts = []
    for direction, singular, plural in _VERBS:
        names = [one.short_title for one in statements if one.direction is direction]
        if names:
            parts.append(f"{in_words(names)} {singular if len(names) == 1 else plural}.")
    if any(one.then is not None and one.direction is None for one in statements):
        parts.append("For the other statements no change is claimed." if parts else SIDE_BY_SIDE)
    for match, singular, plural in _NOT_COMPARED:
        names = [one.short_title for one in statements if one.match is match]
        if len(names) == len(statements) > 2:
            parts.append(f"The statements {plural.partition(',')[0]}.")
        elif names:
            parts.append(f"{in_words(names)} {singular if len(names) == 1 else plural}.")
    return " ".join(parts)


_VERBS = (
    (Direction.BETTER, "was judged better than last time", "were judged better than last time"),
    (Direction.WORSE, "was judged worse than last time", "were judged worse than last time"),
    (Direction.SAME, "has the same word as last time", "have the same word as last time"),
)
_NOT_COMPARED = (
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

"""Then and now: what the words about a round say beside those of the round before.

In: the words for each statement of two rounds.
Out: better, the same, worse or not known, and the sentence that says how little a few children can show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.framework import Key
from audit.domain.moderation import in_words
from audit.domain.rounds import Asked
from audit.domain.suppression import Word

CHANCE = "With so few children this could still be chance."
_ORDER = {Word.NEEDS_TO_IMPROVE: 0, Word.MIXED: 1, Word.STRENGTH: 2}  # "not enough to say" has no place in it


class Change(StrEnum):
    """How a statement's word now stands to its word then."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_KNOWN = "not known"  # in one of the two rounds there was not enough to say, or it was not asked


@dataclass(frozen=True, kw_only=True)
class ThenAndNow:
    """One statement in two rounds."""

    key: Key
    number: int
    short_title: str
    then: Word
    now: Word

    @property
    def change(self) -> Change:
        """Return how the two words stand to each other."""
        if self.then not in _ORDER or self.now not in _ORDER:
            return Change.NOT_KNOWN
        step = _ORDER[self.now] - _ORDER[self.then]
        return Change.SAME if step == 0 else Change.BETTER if step > 0 else Change.WORSE


def compare(asked: Sequence[Asked], then: Mapping[Key, Word], now: Mapping[Key, Word]) -> tuple[ThenAndNow, ...]:
    """Return each statement of the round now beside its word then, in the round's order."""
    return tuple(
        ThenAndNow(
            key=one.key,
            number=one.number,
            short_title=one.short_title,
            then=then.get(one.key, Word.NOT_ENOUGH),
            now=now.get(one.key, Word.NOT_ENOUGH),
        )
        for one in asked
    )


def sentence(statements: Sequence[ThenAndNow]) -> str:
    """Return what changed in a sentence or two, the names of the statements in it."""
    said = []
    for change, one, more in _VERBS:
        names = [each.short_title for each in statements if each.change is change]
        if names:
            said.append(f"{in_words(names)} {one if len(names) == 1 else more}.")
    if not said:
        return "There is not enough to say what changed."
    if all(each.change is Change.SAME for each in statements):
        return "No statement changed its word."
    return " ".join(said)


_VERBS = (
    (Change.BETTER, "is better than last time", "are better than last time"),
    (Change.WORSE, "is worse than last time", "are worse than last time"),
    (Change.SAME, "is the same", "are the same"),
    (Change.NOT_KNOWN, "cannot be compared", "cannot be compared"),
)

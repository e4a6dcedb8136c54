"""Young people: the same round, told to children and young people against what young people asked for.

In: the board's view of a round, and the framework of the young people's recommendations.
Out: for each thing that they asked for, where it stands and what adults will do; in words, never in counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.actions import Group
from audit.domain.board import ActionTold, BoardView
from audit.domain.framework import Framework, Key, Recommendation
from audit.domain.provenance import of
from audit.domain.suppression import Word

FRAMEWORK = "ewg-young-people-2017"
MOST_ACTIONS = 2  # told under one thing; the rest stands in the plan
_OPEN = (Group.LATE, Group.SOON, Group.ON_TIME, Group.DONE, Group.DIFFERENCE)


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """One thing that young people asked for, and where this round stands on it."""

    ref: str
    title: str
    text: str
    word: Word
    stands: str  # where it stands, in a sentence
    doing: tuple[ActionTold, ...]  # what adults are doing about it
    provenance: str  # where it comes from; empty where it was seen in its source


def asked_for(view: BoardView, framework: Framework) -> tuple[AskedFor, ...]:
    """Return what young people asked for, in the framework's order, each set beside the statements that it supports."""
    words, found = view.words(), []
    for item in framework.items:
        if isinstance(item, Recommendation):
            keys = [one.to for one in framework.mappings if one.from_ == framework.key(item) and one.to in words]
            word = together([words[key] for key in keys])
            found.append(
                AskedFor(
                    ref=item.ref,
                    title=item.title,
                    text=item.text,
                    word=word,
                    stands=STANDS[word],
                    doing=_doing(view, keys),
                    provenance=of(item),
                )
            )
    return tuple(found)


def together(words: Sequence[Word]) -> Word:
    """Return one word for several statements: the weakest that is known; "not enough to say" where none is.

    Young people are told the truth of the part that works least well.
    """
    known = [word for word in words if word is not Word.NOT_ENOUGH]
    for word in (Word.NEEDS_TO_IMPROVE, Word.MIXED):
        if word in known:
            return word
    return Word.STRENGTH if known else Word.NOT_ENOUGH


STANDS = {
    Word.STRENGTH: "Most of the time we do this well.",
    Word.MIXED: "Some of you get this and some do not. That is not fair.",
    Word.NEEDS_TO_IMPROVE: "We do not do this well enough yet.",
    Word.NOT_ENOUGH: "We do not know enough to say.",
}


def _doing(view: BoardView, keys: Sequence[Key]) -> tuple[ActionTold, ...]:
    about = {finding.ref for finding in view.findings if set(finding.statements) & set(keys)}
    mine = [one for one in view.actions if one.finding in about and one.group in _OPEN]
    return tuple(mine[:MOST_ACTIONS])

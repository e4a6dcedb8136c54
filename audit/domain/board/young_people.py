"""Young people: the same round, told to children and young people, and what of their own list was looked at.

In: the board's view of a round, and the framework of the young people's recommendations.
Out: what was found, in words and never in counts; for each thing that they asked for, what was checked about it or
that nothing was. A statement's word never stands in for something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.board.view import MEANS, ActionTold, BoardView
from audit.domain.frameworks.framework import Framework, MappingType, Recommendation
from audit.domain.plan.actions import Group
from audit.domain.rounds.provenance import of
from audit.domain.workshop.suppression import LineTold, Word

FRAMEWORK = "ewg-young-people-2017"
_OPEN = (Group.LATE, Group.SOON, Group.ON_TIME, Group.DONE, Group.DIFFERENCE)


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """One thing that young people asked for, and what this round checked about it."""

    ref: str
    title: str
    text: str
    checked: tuple[LineTold, ...]  # empty: we did not look at this
    provenance: str  # where it comes from; empty where it was seen in its source


@dataclass(frozen=True, kw_only=True)
class WordStatements:
    """What a round says to young people under one word, so that its sentence is said once."""

    word: Word
    stands: str  # what the word says of the cases
    says: tuple[str, ...]  # the statements, in a child's words


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What adults do, by how far they are."""

    done: str
    actions: tuple[ActionTold, ...]


def statements_by_word(view: BoardView) -> tuple[WordStatements, ...]:
    """Return the round's statements by their word, in a child's words."""
    by_word = {word: tuple(statement.says for statement in view.statements if statement.word is word) for word in Word}
    return tuple(WordStatements(word=word, stands=stands(word), says=says) for word, says in by_word.items() if says)


def stands(word: Word) -> str:
    """Return what a word says of the cases looked at, as a sentence."""
    return f"{MEANS[word]}."


def checked_recommendations(view: BoardView, framework: Framework) -> tuple[AskedFor, ...]:
    """Return what young people asked for, in the framework's order, each with what the round checked about it.

    That is the lines of enquiry about the same thing; the framework's file says which ("overlaps").
    """
    lines: dict[str, list[LineTold]] = {}
    for mapping in framework.mappings:
        if mapping.type is MappingType.OVERLAPS and mapping.to in view.lines:
            lines.setdefault(mapping.from_.ref, []).append(view.lines[mapping.to])
    return tuple(
        AskedFor(
            ref=item.ref, title=item.title, text=item.text, checked=tuple(lines.get(item.ref, ())), provenance=of(item)
        )
        for item in framework.items
        if isinstance(item, Recommendation)
    )


def doing(actions: Sequence[ActionTold]) -> tuple[Doing, ...]:
    """Return what adults do, by how far they are; each action once, and none that was stopped."""
    open_actions = [action for action in actions if action.group in _OPEN]
    return tuple(
        Doing(done=done, actions=tuple(action for action in open_actions if action.done == done))
        for done in dict.fromkeys(action.done for action in open_actions)
    )

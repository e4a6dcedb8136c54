"""Board words: the sentences that tell a round to people who were not in the room.

In: words about statements, findings and actions.
Out: short plain sentences; none of them counts children.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date

from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.plan.action_words import differences, late, work
from audit.domain.plan.actions import Action, Progress
from audit.domain.rounds.audit_round import Asked
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.suppression import Word

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def message(asked: Sequence[Asked], words: Mapping[Key, Word]) -> str:
    """Return what the round says in one line, for the top of a page or a paper."""
    strong, weak = (_named(asked, words, word) for word in (Word.STRENGTH, Word.NEEDS_TO_IMPROVE))
    if not strong and not weak:
        mixed = _named(asked, words, Word.MIXED)
        return "What we found is mixed" if mixed else "There is not enough to say about any statement"
    parts = []
    if strong:
        parts.append(f"{_some(strong, asked)} {'is a strength' if len(strong) == 1 else 'are strengths'}")
    if weak:
        both = len(strong) > 2 and len(weak) > 2  # "of the seven statements" is said once
        who = number(len(weak)).capitalize() if both else _some(weak, asked)
        parts.append(f"{who} {'needs' if len(weak) == 1 else 'need'} to improve")
    return ". ".join(parts)


def letter_message(findings: Sequence[Finding]) -> str:
    """Return what an inspection letter says in one line: how much it asks for, and how many strengths it names."""
    counts = Counter(finding.kind for finding in findings)
    asked = counts[FindingKind.PRIORITY_ACTION] + counts[FindingKind.NEEDS_TO_IMPROVE]
    strengths = counts[FindingKind.STRENGTH]
    parts = [counted(asked, "area to improve", "areas to improve")] if asked else []
    parts += [counted(strengths, "strength")] if strengths else []
    return f"Inspectors found {in_words(parts)}" if parts else "No finding of the letter is recorded yet"


def means(asked: Asked, word: Word, *, missing: str) -> str:
    """Return what a word means, with the framework's own "for the child" sentence; it speaks of the cases alone.

    `missing` says that some cases have no agreed grade; "not enough to say" says so already.
    """
    says = (asked.item.for_the_child or "").strip()
    told = f"{MEANS[word]}: ‘{says}’" if says else f"{MEANS[word]}."
    return told if word is Word.NOT_ENOUGH else f"{told} {missing}".strip()


MEANS = {
    Word.STRENGTH: "In the cases looked at, this was mostly so",
    Word.MIXED: "In the cases that could be judged, this was partly so",
    Word.NEEDS_TO_IMPROVE: "In the cases that could be judged, this was mostly not so yet",
    Word.NOT_ENOUGH: "Too few cases were judged to say",
}


def against_the_word(word: Word, kinds: Set[FindingKind]) -> str:
    """Return why only faults are listed under a strength, or only strengths under what needs to improve; else empty."""
    if word is Word.STRENGTH and kinds and kinds <= _FAULTS:
        return "Mostly good in the cases looked at. The findings listed are what still has to improve."
    if word is Word.NEEDS_TO_IMPROVE and kinds and kinds == {FindingKind.STRENGTH}:
        return "Mostly not good enough in the cases judged. The findings listed are what worked well."
    return ""


_FAULTS = {FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION}


def done(action: Action, today: date) -> str:
    """Return whether an action is done, for a table."""
    return f"Not done, {late(action)}" if action.is_late(today) else work(action, today)


def actions(every: Sequence[Action], today: date) -> str:
    """Return how the actions are going in a sentence or two that end in the difference made."""
    if not every:
        return "No action is planned yet."
    finished = sum(action.progress is Progress.DONE for action in every)
    overdue = sum(action.is_late(today) for action in every)
    return f"{_counts(len(every), finished, overdue)} {differences(every)}"


def _counts(count: int, finished: int, overdue: int) -> str:
    if count > 1:
        return f"Of {counted(count, 'action')}, {_are(finished)} done and {_are(overdue)} late."
    stands = "done" if finished else "late" if overdue else "neither done nor late"
    return f"The one action is {stands}."


def number(count: int) -> str:
    """Return a number as a word up to ten, in figures above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, more: str = "") -> str:
    """Return a number with its noun: "one action", "six actions"."""
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def _named(asked: Sequence[Asked], words: Mapping[Key, Word], word: Word) -> list[str]:
    return [one.short_title for one in asked if words.get(one.key) is word]


def _some(names: Sequence[str], asked: Sequence[Asked]) -> str:
    """Return statements by name where they are one or two, else how many they are."""
    if len(names) == 1 or (len(names) == 2 and not any(" and " in name for name in names)):
        return in_words(names)
    every = "All" if len(names) == len(asked) else f"{number(len(names)).capitalize()} of the"
    return f"{every} {number(len(asked))} statements"


def _are(count: int) -> str:
    return f"{number(count) if count else 'none'} {'are' if count > 1 else 'is'}"

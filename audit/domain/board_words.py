"""Board words: the sentences that tell a round to people who were not in the room.

In: words about statements, findings and actions.
Out: short plain sentences; none of them counts children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from audit.domain.actions import Action, Group, Impact, Progress
from audit.domain.framework import Key
from audit.domain.moderation import in_words
from audit.domain.rounds import Asked
from audit.domain.suppression import Word

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def headline(text: str) -> str:
    """Return a text's first sentence, or its first line where that is shorter, without its full stop."""
    return parted(text)[0]


def parted(text: str) -> tuple[str, str]:
    """Return a text's headline, and what follows it with its lines as they were typed."""
    first, _, more = text.strip().partition("\n")
    first = " ".join(first.split())
    ends = (at for at in range(21, len(first)) if first[at] in ".?!" and first[at + 1 : at + 2] in ("", " "))
    end = next(ends, len(first))
    end += first[end : end + 1] in ("?", "!")
    return first[:end].rstrip(":"), f"{first[end:]}\n{more}".lstrip(". \n").rstrip()


def message(asked: Sequence[Asked], words: Mapping[Key, Word]) -> str:
    """Return what the round says in one line, for the top of a page or a paper."""
    strong, weak = (_named(asked, words, word) for word in (Word.STRENGTH, Word.NEEDS_TO_IMPROVE))
    if not strong and not weak:
        mixed = _named(asked, words, Word.MIXED)
        return "What we found is mixed: it depends on the child" if mixed else "There is not enough to say yet"
    parts = []
    if strong:
        parts.append(f"{_some(strong, asked)} {'is a strength' if len(strong) == 1 else 'are strengths'}")
    if weak:
        both = len(strong) > 2 and len(weak) > 2  # "of the seven statements" is said once
        who = number(len(weak)).capitalize() if both else _some(weak, asked)
        parts.append(f"{who} {'needs' if len(weak) == 1 else 'need'} to improve")
    return ". ".join(parts)


def means(asked: Asked, word: Word) -> str:
    """Return what a word means for children, with the framework's own "for the child" sentence."""
    says = (asked.item.for_the_child or "").strip()
    return f"{_MEANS[word]}: ‘{says}’" if says else _MEANS_PLAIN[word]


_MEANS = {
    Word.STRENGTH: "Children can mostly count on this",
    Word.MIXED: "It depends on the child whether they can say",
    Word.NEEDS_TO_IMPROVE: "Children cannot yet count on this",
    Word.NOT_ENOUGH: "Not known yet",
}
_MEANS_PLAIN = {
    Word.STRENGTH: "Children can mostly count on this.",
    Word.MIXED: "It depends on the child whether they can count on this.",
    Word.NEEDS_TO_IMPROVE: "Children cannot yet count on this.",
    Word.NOT_ENOUGH: "Too few cases were judged to know.",
}


def done(action: Action, today: date) -> str:
    """Return whether an action is done, for a table."""
    if action.progress is Progress.DONE:
        return "Done"
    if action.progress is Progress.STOPPED:
        return "Stopped"
    late = action.group(today) is Group.LATE
    return (
        "Late"
        if late
        else {Progress.NOT_STARTED: "Not begun", Progress.AT_RISK: "At risk"}.get(action.progress, "On its way")
    )


def difference(action: Action) -> str:
    """Return whether an action makes a difference to children, for a table."""
    if action.impact is Impact.NOT_KNOWN and action.progress is not Progress.DONE:
        return "Too early to say"
    return {
        Impact.SHOWN: "Yes, it is shown",
        Impact.PARTLY: "In part",
        Impact.NONE_FOUND: "We looked, and found none yet",
        Impact.NOT_KNOWN: "Not known yet",
    }[action.impact]


def actions(every: Sequence[Action], today: date) -> str:
    """Return how the actions are going in a sentence or two that end in the difference made."""
    if not every:
        return "No action is planned yet."
    finished = [one for one in every if one.progress is Progress.DONE]
    shown = sum(one.impact is Impact.SHOWN for one in finished)
    late = sum(one.group(today) is Group.LATE for one in every)
    said = [f"Of {counted(len(every), 'action')}, {_are(len(finished))} done and {_are(late)} late."]
    if finished and shown:
        said.append(f"For {number(shown)} of those done we can show that children are better off.")
    elif finished:
        said.append("For none of those done can we show that children are better off.")
    return " ".join(said)


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

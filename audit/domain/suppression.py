"""Suppression: what may be told outside the audit group without pointing at a child.

In: the agreed judgements of a round, and what people typed about it.
Out: one word for each statement, and never a count; texts without numbers of children from one to five.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from audit.domain.framework import Key
from audit.domain.moderation import Judgement
from audit.domain.references import Say, remover
from audit.domain.scale import Scale

FEWEST_TO_SAY = 4  # judged cases; under it there is not enough to say
SHARES_FROM = 20  # judged cases pooled; under it no share and no count is shown
MOST_HIDDEN = 5  # children; counts from one to this are never told
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


def sayer(references: Sequence[str]) -> Say:
    """Return what makes a text fit to leave the audit group: no reference to a case, no count of one to five children.

    Every text that somebody typed goes through it on its way to a board, a manager or a paper without cases.
    """
    remove = remover(references)
    return lambda text: without_small_counts(remove(text))


def without_small_counts(text: str) -> str:
    """Return a text with "a child" or "some children" where it counts one to five children.

    "Two children's homes" counts homes and stays. Numbers above five stay too.
    """
    return _COUNTED.sub(_uncounted, text)


def without_parts(text: str) -> str:
    """Return how cases were chosen without how many of them were of which kind: "some with two homes, some from …"."""
    return _PART.sub(lambda match: "Some" if match.group(0)[0].isupper() else "some", without_small_counts(text))


_AFTER = (  # what follows a number that stands for children, and not for months, plans or homes
    "near|with|without|whose|who|from|in|inside|into|out|outside|of|off|under|over|between|on|for|living|aged|known|"
    "not|still|now|awaiting|waiting|leaving|looked|placed|chosen|drawn|were|was|is|are|has|have|had|each|more|other|others"
)
_PART = re.compile(
    r"(?:(?<!by )\b(?:one|two|three|four|five)|(?:(?<=^)|(?<=[,;:(] )|(?<=\band ))[1-5])\b"
    rf"(?=,? (?:{_AFTER})\b|[,;.)](?!\d)|$)",
    re.IGNORECASE,
)
_PEOPLE = (
    "children|young people|young women|young men|care leavers|siblings|boys|girls|teenagers|cases|"
    "child|young person|young woman|young man|care leaver|sibling|boy|girl|teenager|case"
)
_FEW = "one|two|three|four|five|[1-5]"
_COUNTED = re.compile(
    rf"(?<![\w.,/-])(?P<count>{_FEW})[ \u00a0]+(?P<of>(?:(?:out )?of (?:the |our |these |all )?(?:\w+ )?)?)"
    rf"(?P<people>{_PEOPLE})(?![\w-]|['’](?!\w))(?!['’]s? (?:home|service))",
    re.IGNORECASE,
)


def _uncounted(match: re.Match[str]) -> str:
    one, people = match["count"].lower() in ("one", "1"), match["people"]
    many = f"some {'of the ' if match['of'] else ''}{people}"
    said = f"a {_SINGULAR.get(people.lower(), people)}" if one else many
    before = match.string[: match.start()].rstrip()
    return said[0].upper() + said[1:] if not before or before[-1] in ".!?" else said


_SINGULAR = {
    "children": "child",
    "young people": "young person",
    "young women": "young woman",
    "young men": "young man",
    **{word: word[:-1] for word in ("care leavers", "siblings", "boys", "girls", "teenagers", "cases")},
}

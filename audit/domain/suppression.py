"""Suppression: what may be told outside the audit group without pointing at a child.

In: the agreed judgements of a round, and what people typed about it.
Out: one word for each statement, and never a count; texts without numbers of children from one to five.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.framework import Key
from audit.domain.moderation import Judgement, Outcome, latest
from audit.domain.references import Say, remover
from audit.domain.rounds import Round
from audit.domain.scale import Scale

FEWEST_TO_SAY = 4  # judged cases; under it there is not enough to say
SHARES_FROM = 20  # judged cases pooled; under it no share and no count is shown
MOST_HIDDEN = 5  # children; counts from one to this are never told
RULE = (
    "A strength: at least 4 cases were judged, and two thirds or more of the cases where the statement applied are in "
    "the upper half of the scale. Needs to improve: at least 4 cases were judged, and two thirds or more of those are "
    "in the lower half. Not enough to say: neither of these, and fewer than 4 cases or fewer than two thirds could be "
    "judged. Mixed: everything else."
)
NOT_ALL_JUDGED = "Some cases could not be judged."
NOT_OTHERS = "These cases do not stand for other children. What is said here is about the cases looked at."


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


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How one statement was judged over a round's cases; the counts are for the audit group alone."""

    applied: int  # cases where the statement applied; a case that nobody judged counts as one
    judged: int  # those of them with an agreed grade
    upper: int  # grades in the scale's upper half
    lower: int  # grades in its lower half; the middle of an odd scale is in neither

    @property
    def word(self) -> Word:
        """Return the word for the statement; `RULE` says how. What could not be judged never hides a fault."""
        if self.judged < FEWEST_TO_SAY:
            return Word.NOT_ENOUGH
        if _two_thirds(self.upper, self.applied):
            return Word.STRENGTH
        if _two_thirds(self.lower, self.judged):
            return Word.NEEDS_TO_IMPROVE
        return Word.MIXED if _two_thirds(self.judged, self.applied) else Word.NOT_ENOUGH

    @property
    def all_judged(self) -> bool:
        """Say whether every case where the statement applied has an agreed grade."""
        return self.judged == self.applied


def tally_of(grades: Sequence[str], scale: Scale, *, applied: int) -> Tally:
    """Return the tally of the agreed grades of one statement, in a round where it applied to so many cases."""
    return Tally(
        applied=applied,
        judged=len(grades),
        upper=sum(scale.is_upper(grade) for grade in grades),
        lower=sum(scale.is_lower(grade) for grade in grades),
    )


def tally(statement: Key, judgements: Sequence[Judgement], audit_round: Round) -> Tally:
    """Return how one statement was judged over a round's active cases, by the newest judgement of each."""
    active = {case.ref for case in audit_round.active_cases()}
    mine = [one for one in latest(judgements) if one.statement == statement and one.case in active]
    away = sum(one.outcome is Outcome.NOT_APPLICABLE for one in mine)
    grades = [one.grade for one in mine if one.grade is not None]
    return tally_of(grades, audit_round.scale, applied=len(active) - away)


def words_by_statement(audit_round: Round, judgements: Sequence[Judgement]) -> dict[Key, Word]:
    """Return the word for each of a round's statements."""
    return {asked.key: tally(asked.key, judgements, audit_round).word for asked in audit_round.statements()}


def part_judged(audit_round: Round, judgements: Sequence[Judgement]) -> frozenset[Key]:
    """Return the statements for which some cases have no agreed grade although the statement applied to them."""
    keys = [asked.key for asked in audit_round.statements()]
    return frozenset(key for key in keys if not tally(key, judgements, audit_round).all_judged)


def _two_thirds(part: int, whole: int) -> bool:
    return part * 3 >= whole * 2


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

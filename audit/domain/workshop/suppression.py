"""Suppression: what may be told outside the audit group without pointing at a child.

In: the agreed judgements of a round.
Out: one word for each statement, and never a count.

Here too:
- Line words: how one line of enquiry was answered over a round's cases, in a word and never as a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rating.form import JUDGED, Answer
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement, Outcome, latest

FEWEST_TO_SAY = 4  # judged cases; under it there is not enough to say
SHARES_FROM = 20  # judged cases pooled; under it no share and no count is shown
RULE = (
    "A strength: at least 4 cases were judged, and two thirds or more of the cases where the statement applied are in "
    "the upper half of the scale. Needs to improve: at least 4 cases were judged, and two thirds or more of those are "
    "in the lower half. Not enough to say: neither of these, and fewer than 4 cases or fewer than two thirds were "
    "judged. Mixed: everything else."
)
NOT_ALL_JUDGED = "Some cases could not be judged."
NOT_YET_JUDGED = "Some cases have not been judged."
CASES_ONLY = "These cases do not stand for other children. What is said here is about the cases looked at."


class Word(StrEnum):
    """A judgement about a round in words, for boards and papers."""

    STRENGTH = "a strength"
    MIXED = "mixed"
    NEEDS_TO_IMPROVE = "needs to improve"
    NOT_ENOUGH = "not enough to say"

    @property
    def letter(self) -> str:
        """Return the letter for a cell of the seven-strip."""
        return {Word.STRENGTH: "S", Word.MIXED: "M", Word.NEEDS_TO_IMPROVE: "N", Word.NOT_ENOUGH: "?"}[self]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How one statement was judged over a round's cases; the counts are for the audit group alone."""

    applied: int  # cases where the statement applied; a case that nobody judged counts as one
    judged: int  # those of them with an agreed grade
    upper: int  # grades in the scale's upper half
    lower: int  # grades in its lower half; the middle of an odd scale is in neither
    unjudged: int = 0  # cases of which nothing is recorded, not even that they could not be judged

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

    @property
    def missing(self) -> str:
        """Return that some cases have no agreed grade, and whether anybody tried; empty where all have one."""
        if self.all_judged:
            return ""
        return NOT_YET_JUDGED if self.unjudged else NOT_ALL_JUDGED


def tally_of(grades: Sequence[str], scale: Scale, *, applied: int, unjudged: int = 0) -> Tally:
    """Return the tally of the agreed grades of one statement, in a round where it applied to so many cases."""
    return Tally(
        applied=applied,
        judged=len(grades),
        upper=sum(scale.is_upper(grade) for grade in grades),
        lower=sum(scale.is_lower(grade) for grade in grades),
        unjudged=unjudged,
    )


def tally(statement: Key, judgements: Sequence[Judgement], audit_round: Round) -> Tally:
    """Return how one statement was judged over a round's active cases, by the newest judgement of each."""
    active = {case.ref for case in audit_round.active_cases()}
    newest = [
        judgement for judgement in latest(judgements) if judgement.statement == statement and judgement.case in active
    ]
    away = sum(judgement.outcome is Outcome.NOT_APPLICABLE for judgement in newest)
    grades = [judgement.grade for judgement in newest if judgement.grade is not None]
    return tally_of(grades, audit_round.scale, applied=len(active) - away, unjudged=len(active) - len(newest))


def words_by_statement(audit_round: Round, judgements: Sequence[Judgement]) -> dict[Key, Word]:
    """Return the word for each of a round's statements."""
    return {statement.key: tally(statement.key, judgements, audit_round).word for statement in audit_round.statements()}


def part_judged(audit_round: Round, judgements: Sequence[Judgement]) -> dict[Key, str]:
    """Return what is said of each statement for which some cases, to which it applied, have no agreed grade."""
    tallies = {statement.key: tally(statement.key, judgements, audit_round) for statement in audit_round.statements()}
    return {key: counts.missing for key, counts in tallies.items() if counts.missing}


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


_AWAY = {Answer.NOT_APPLICABLE, Answer.KNOWN_AWAY}
AnswerOfCase = tuple[str, Key, Answer]  # a case's ref, a line, and an answer that some agency gave


@dataclass(frozen=True, kw_only=True)
class LineTold:
    """A line of enquiry as it may be told outside the audit group."""

    title: str
    word: Word


def line_words(audit_round: Round, answers: Iterable[AnswerOfCase]) -> dict[Key, LineTold]:
    """Return each line of a round with its word."""
    by_line: dict[Key, dict[str, set[Answer]]] = {}
    for case, line, answer in answers:
        by_line.setdefault(line, {}).setdefault(case, set()).add(answer)
    active = [case.ref for case in audit_round.active_cases()]
    return {
        key: LineTold(title=line.title, word=_tally([by_line.get(key, {}).get(case, set()) for case in active]).word)
        for statement in audit_round.statements()
        for line in statement.lines
        for key in (statement.line_key(line),)
    }


def _tally(cases: list[set[Answer]]) -> Tally:
    """Return the tally of a line: "upper" where every answer is met, "lower" where one is not met.

    A case that the line does not apply to, by every answer to it, is left out; one without any answer is not, and
    "not looked at" is none.
    """
    answered = [answers - {Answer.NOT_LOOKED_AT} for answers in cases]
    applied = [answers for answers in answered if not answers or answers - _AWAY]
    judged = [answers.intersection(JUDGED) for answers in applied if answers.intersection(JUDGED)]
    return Tally(
        applied=len(applied),
        judged=len(judged),
        upper=sum(_all_met(answers) for answers in judged),
        lower=sum(Answer.NOT_MET in answers for answers in judged),
    )


def _all_met(answers: Set[Answer]) -> bool:
    return answers == {Answer.MET}

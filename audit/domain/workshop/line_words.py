"""Line words: how one line of enquiry was answered over a round's cases, in a word and never as a count.

In: which answers agencies gave to each line about each case, once the case was revealed.
Out: the word of the one rule for judgements, a case taking the place of a judged one.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.suppression import Tally, Word

_COUNTED = {Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET}
AnswerOfCase = tuple[str, Key, Answer]  # a case's ref, a line, and an answer that some agency gave


@dataclass(frozen=True, kw_only=True)
class LineTold:
    """A line of enquiry as it may be told outside the audit group."""

    title: str
    word: Word


def lines_told(audit_round: Round, answers: Iterable[AnswerOfCase]) -> dict[Key, LineTold]:
    """Return each line of a round with its word."""
    by_line: dict[Key, dict[str, set[Answer]]] = {}
    for case, line, answer in answers:
        by_line.setdefault(line, {}).setdefault(case, set()).add(answer)
    active = [case.ref for case in audit_round.active_cases()]
    return {
        key: LineTold(title=line.title, word=_tally([by_line.get(key, {}).get(case, set()) for case in active]).word)
        for asked in audit_round.statements()
        for line in asked.lines
        for key in (asked.line_key(line),)
    }


def _tally(cases: list[set[Answer]]) -> Tally:
    """Return the tally of a line: "upper" where every answer is met, "lower" where one is not met.

    A case where every agency says "not applicable" is left out; one without any answer is not.
    """
    applied = [given for given in cases if given != {Answer.NOT_APPLICABLE}]
    judged = [given & _COUNTED for given in applied if given & _COUNTED]
    return Tally(
        applied=len(applied),
        judged=len(judged),
        upper=sum(_all_met(given) for given in judged),
        lower=sum(Answer.NOT_MET in given for given in judged),
    )


def _all_met(given: Set[Answer]) -> bool:
    return given == {Answer.MET}

"""Closing: what is unfinished in a round, told before it moves on and on the first page of its papers.

In: who took part, what was decided, and the round's days.
Out: each unfinished thing as a sentence; open actions are normal and are only told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from audit.domain.english import capital, counted
from audit.domain.plan.actions import ActionPlan, Progress
from audit.domain.rounds.audit_round import STAGES, Round, Stage
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.participation_words import NO_CHILDREN, judged

_SIGNED_OFF = (Stage.PLAN, Stage.BOARD, Stage.CLOSED)  # findings stay as they are from the second of these on


def before_moving_on(
    audit_round: Round, participation: Participation, plan: ActionPlan | None, *, of_letter: bool = False
) -> tuple[str, ...]:
    """Return what would be left unfinished if the round moved on now; `plan` is None for who reads no findings.

    Up to the reveal nothing is lost by moving on; from the workshop on each step closes something for good.
    """
    stage, left = audit_round.stage, []
    if stage in (Stage.WORKSHOP, Stage.FINDINGS, Stage.BOARD) and not of_letter:
        left += _judging(audit_round, participation)
    if plan is not None and stage in (Stage.FINDINGS, Stage.PLAN, Stage.BOARD):
        left += _findings(plan, decided=stage is not Stage.FINDINGS)
    if stage is Stage.BOARD:
        left += [] if audit_round.seen_by_board else ["The board has not seen this round."]
        left += [] if audit_round.dates.reaudit or of_letter else ["No date is set for a re-audit."]
    return tuple(left)


def open_actions(plan: ActionPlan) -> str:
    """Return how many actions are open, which is normal when a round closes; empty where none is."""
    count = sum(action.progress not in (Progress.DONE, Progress.STOPPED) for action in plan.actions)
    return f"{_start(count, 'action is', 'actions are')} still open and can be updated after this." if count else ""


def notice(audit_round: Round, participation: Participation, plan: ActionPlan, *, of_letter: bool = False) -> str:
    """Return what the first page of a paper says of a round that is not finished; empty for one that is."""
    left = [] if of_letter else _judging(audit_round, participation)
    if not participation.over:
        left.append("The round has not come to its findings.")
    elif audit_round.stage is Stage.FINDINGS and not of_letter:
        left.append("Findings are still being recorded.")
    left += [sentence for sentence in _findings(plan, decided=audit_round.stage in _SIGNED_OFF) if participation.over]
    return f"This round is not finished. {' '.join(left)} What is said here may change." if left else ""


def left_at(audit_round: Round, participation: Participation, plan: ActionPlan | None) -> Mapping[Stage, str]:
    """Return the stages that a round has passed without being done there, each with what is left in a few words."""
    left = {} if participation.cases else {Stage.RATING: "no children", Stage.WORKSHOP: "no children"}
    if participation.cases and (participation.awaited or not participation.submissions):
        left[Stage.RATING] = "not all submitted"
    if not participation.whole:
        left[Stage.WORKSHOP] = "not all judged"
    if plan is None or not plan.findings:
        left[Stage.FINDINGS] = "none recorded" if plan is not None else "moved on"
    if plan is None or plan.undecided():
        left[Stage.PLAN] = "not all decided" if plan is not None else "moved on"
    if audit_round.seen_by_board is None:
        left[Stage.BOARD] = "not seen yet"
    at = STAGES.index(audit_round.stage)
    return {stage: words for stage, words in left.items() if STAGES.index(stage) < at}


def board(audit_round: Round) -> str:
    """Return whether the board has seen a round, as a sentence."""
    seen: date | None = audit_round.seen_by_board
    return "The board has seen it." if seen else "The board has not seen it yet."


def _judging(audit_round: Round, participation: Participation) -> list[str]:
    if not participation.cases:
        return [NO_CHILDREN] if audit_round.statements() else []  # a letter's round asks about no child
    return [judged(participation)] if not participation.whole or participation.without_overall else []


def _findings(plan: ActionPlan, *, decided: bool) -> list[str]:
    if not plan.findings:
        return ["No findings are recorded."]
    count = len(plan.undecided())
    if not count or not decided:
        return []
    return [f"{_start(count, 'finding has', 'findings have')} no decision yet."]


def _start(count: int, singular: str, many: str) -> str:
    sentence = counted(count, singular, many)
    return capital(sentence)

"""The sentences of the papers about an inspection letter: what inspectors found, and what is done about it.

In: the board's view of a round that was made from a letter.
Out: plain sentences about the letter; no sentence speaks of an audit, of agencies' grades or of cases.
"""

from __future__ import annotations

from audit.documents.phrases import long_day
from audit.domain.board.view import BoardView
from audit.domain.english import agree, amount, counted, listed, number, sentence
from audit.domain.findings.finding import FindingKind as Kind
from audit.domain.inspection.published import Inspection

NOT_AN_AUDIT = (
    "The findings are the inspectorates’, from their published letter. They are not the judgements of an audit, and "
    "nothing here is an inspection grade."
)
NO_ACTIONS = "No actions are recorded yet."
_NOUNS = {
    Kind.PRIORITY_ACTION: ("area for priority action", "areas for priority action"),
    Kind.NEEDS_TO_IMPROVE: ("area that needs to improve", "areas that need to improve"),
    Kind.STRENGTH: ("strength", "strengths"),
    Kind.LEARNING: ("example of practice", "examples of practice"),
}
TITLES = {
    Kind.PRIORITY_ACTION: "Areas for priority action",
    Kind.NEEDS_TO_IMPROVE: "What needs to improve",
    Kind.STRENGTH: "Strengths",
    Kind.LEARNING: "Practice that inspectors described",
}


def inspected(letter: Inspection) -> str:
    """Return which inspection the letter is about: area, days, theme, and when the letter was published."""
    first, last = letter.inspection_start, letter.inspection_end
    days = f", {long_day(first)} to {long_day(last)}" if first and last else ""
    if not days and (first or last):
        days = f", {long_day(first or last)}"  # type: ignore[arg-type]
    theme = f" Theme: {letter.theme.strip().rstrip('.')}." if letter.theme.strip() else ""
    return (
        f"Joint targeted area inspection of {letter.area.strip()}{days}.{theme} "
        f"The letter was published on {long_day(letter.published)}."
    )


def not_a_referral(view: BoardView) -> str:
    """Return that a paper is no referral, and whom to ring about a child in danger."""
    return f"This document reports an inspection letter. It is not a referral. {view.in_danger}"


def raised(view: BoardView) -> str:
    """Return how many findings of each kind the letter gives."""
    parts = [counted(len(findings), *nouns) for kind, nouns in _NOUNS.items() if (findings := view.of_kind(kind))]
    return f"The letter names {listed(parts)}." if parts else "No finding of the letter is recorded."


def answered(view: BoardView) -> str:
    """Return how many of the findings that ask for change have an action, and how the actions are going."""
    wanting = view.of_kind(Kind.PRIORITY_ACTION, Kind.NEEDS_TO_IMPROVE)
    if not view.actions:
        return NO_ACTIONS
    acted = {action.finding for action in view.actions}
    with_action = sum(finding.ref in acted for finding in wanting)
    if not wanting:
        return view.actions_sentence
    if len(wanting) == 1:
        opening = f"The one finding that asks for change has {'an' if with_action else 'no'} action."
    else:
        verb = agree(with_action or 1, "has", "have")
        many = f"{amount(with_action)} of the {number(len(wanting))} findings that ask for change"
        opening = sentence(f"{many} {verb} an action")
    return f"{opening} {view.actions_sentence}"


def statement_due(view: BoardView) -> str:
    """Return when the written statement is due; empty where no day is set."""
    due = view.dates.plan
    if due is None:
        return ""
    verb = "is" if due >= view.today else "was"
    return f"The written statement of proposed action {verb} due on {long_day(due)}."

"""The seven-minute briefing about an inspection letter, on one page.

In: the board's view of a round that was made from a letter.
Out: seven headings, and the points under each; the last heading's points stay whole.
"""

from __future__ import annotations

from audit.documents import letter_wording as words
from audit.documents.phrases import sentence
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView
from audit.domain.findings.finding import FindingKind
from audit.domain.inspection.published import Inspection

HEADINGS = (
    "Why inspectors came",
    "What they found",
    "What is working",
    "What has to change",
    "Practice they described",
    "What is being done",
    "What you can do",
)
_NONE = "None of the letter’s findings is of this kind."
Points = list[list[Text]]


def points(view: BoardView, letter: Inspection) -> tuple[Points, ...]:
    """Return the points under each of the seven headings."""
    change: Points = [
        [Piece("For priority action: ", bold=True), sentence(finding.headline)]
        if finding.kind is FindingKind.PRIORITY_ACTION
        else [sentence(finding.headline)]
        for finding in view.improvements
    ]
    doing: Points = [
        [f"{sentence(action.text)} ", Piece(f"{action.lead}, {action.done[:1].lower()}{action.done[1:]}.", bold=True)]
        for action in view.actions
    ]
    practice: Points = [[sentence(finding.headline)] for finding in view.of_kind(FindingKind.LEARNING)]
    due: Points = [[text]] if (text := words.statement_due(view)) else []
    return (
        [[words.inspected(letter)]],
        [[words.raised(view)], [words.NOT_AN_AUDIT]],
        [[sentence(finding.headline)] for finding in view.strengths] or [[_NONE]],
        change or [[_NONE]],
        practice or [[_NONE]],
        [[words.answered(view)], *due, *doing],
        [
            ["Read the letter with your team. Which of its findings would a child you work with recognise?"],
            ["Agree one thing to do differently tomorrow, and tell us how it went."],
        ],
    )

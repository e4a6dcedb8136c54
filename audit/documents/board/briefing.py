"""The seven-minute briefing for practitioners: one page, seven headings, something to ask oneself at the end.

In: the board's view of a round, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx of one page in which every typed text was released.

Here too:
- The seven-minute briefing about an inspection letter, on one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.documents import letter_wording as words
from audit.documents.board import summary
from audit.documents.phrases import long_day
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView
from audit.domain.english import sentence
from audit.domain.findings.finding import FindingKind
from audit.domain.inspection.published import Inspection
from audit.domain.workshop.suppression import CASES_ONLY, Word

TITLE = "Seven-minute briefing"
HEADINGS = (
    "Why this audit",
    "Who took part",
    "What is working",
    "What has to change",
    "What children and carers told us",
    "What is being done",
    "What you can do",
)
REMINDER = (
    "Before you share this: read it as somebody who knows the children. Change or take out any detail, such as a "
    "place, a month or a rare event, by which a child or family could be known."
)
_LINE = 92  # letters on a line of the page in our own look
_MOST_LINES = 36  # that the lists may fill, so that the page stays one
_OTHER_FONTS = 0.8  # a council's font may be wider, its headings higher and its header deeper than ours


def write_briefing(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the briefing as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = finish.begun(marking=view.clearance.marked(view.marking), line=line, template=template)
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph([Piece(f"{view.partnership}. ", bold=True), REMINDER], "Plan Brief")
    unfinished = "" if view.letter else view.looked_at.unfinished
    if unfinished:
        sheet.paragraph(Piece(unfinished, bold=True), "Plan Brief")
    headings = LETTER_HEADINGS if view.letter else HEADINGS
    points_of = letter_points(view, view.letter) if view.letter else _points(view)
    for heading, points in zip(headings, _fitted(sheet, points_of, unfinished), strict=True):
        sheet.paragraph(heading, "Plan Brief Heading", keep_next=True)
        for point in points:
            sheet.paragraph(point, "Plan Brief Bullet")
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _points(view: BoardView) -> tuple[list[list[Text]], ...]:
    """Return the points under each of the seven headings, those that may go last."""
    if not view.workshop_over:
        waits: list[list[Text]] = [["Not in this paper until the round has come to its findings."]]
        why: list[list[Text]] = [[f"We want to know about this: {view.looked_at.why}."]]
        return why, [[summary.looked_at(view)]], waits, waits, waits, waits, _ask()
    change: list[list[Text]] = [
        [Piece("For priority action: ", bold=True), sentence(improvement.headline)]
        if improvement.kind is FindingKind.PRIORITY_ACTION
        else [sentence(improvement.headline)]
        for improvement in view.improvements
    ]
    words: list[list[Text]] = [
        [Piece(quotation.quoted, bold=True), f" {quotation.said_by}."] for quotation in view.quoted
    ]
    doing: list[list[Text]] = [
        [f"{sentence(action.text)} ", Piece(f"{action.lead}, {action.done[:1].lower() + action.done[1:]}.", bold=True)]
        for action in view.actions
    ]
    opening: list[Text] = [view.actions_sentence]
    return (
        [[f"We wanted to know about this: {view.looked_at.why}."]],
        [[f"{summary.looked_at(view)} {CASES_ONLY}"], [summary.raised(view)]],
        [[sentence(strength.headline)] for strength in view.strengths] or [["No strengths recorded."]],
        change or [["No areas to improve recorded."]],
        words or [[summary.NOBODY_QUOTED]],
        [opening, *doing],
        [*_statements_to_work_on(view), *_ask()],
    )


def _statements_to_work_on(view: BoardView) -> list[list[Text]]:
    """Return what a child should be able to say where it is not yet a strength, for one's own work."""
    wanted = [statement for statement in view.statements if statement.word in (Word.NEEDS_TO_IMPROVE, Word.MIXED)]
    return [[Piece(f"{statement.title}. ", bold=True), sentence(statement.means)] for statement in wanted[:2]]


def _ask() -> list[list[Text]]:
    return [
        ["Think of a child you work with. What would they say is better because of you, and how do you know?"],
        ["Agree in your team one thing to do differently tomorrow, and tell us how it went."],
    ]


def _fitted(sheet: Sheet, lists: Sequence[list[list[Text]]], above: str) -> list[list[list[Text]]]:
    """Return the lists cut so that the page holds them: the longest gives up its last point first, each keeps one.

    `above` is what the page says before them, beyond what it always says.
    """
    share = 1.0 if sheet.look.own else _OTHER_FONTS * min(1.0, sheet.look.text_height / 253.0)
    most, wide = int(_MOST_LINES * share), int(_LINE * sheet.look.text_width / 170.0)
    most -= -(-len(above) // wide)
    fitted = [list(points) for points in lists]
    fixed = len(fitted) - 1  # what you can do stays whole
    while sum(_lines(fitted, wide)) > most:
        longest = max(range(fixed), key=lambda at: (len(fitted[at]) > 1) * _lines([fitted[at]], wide)[0])
        if len(fitted[longest]) == 1:
            break
        fitted[longest].pop()
    return fitted


def _lines(lists: Iterable[list[list[Text]]], wide: int) -> list[int]:
    return [sum(-(-len(_plain_text(point)) // wide) for point in points) for points in lists]


def _plain_text(point: Sequence[Text]) -> str:
    return "".join(piece.text if isinstance(piece, Piece) else piece for piece in point)


LETTER_HEADINGS = (
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


def letter_points(view: BoardView, letter: Inspection) -> tuple[Points, ...]:
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
